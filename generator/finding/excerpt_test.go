package finding

import "testing"

func TestExcerpt(t *testing.T) {
	p := Pos{File: "a.toml", Line: 3, Column: 5, Length: 2, Source: "  甲 = 八万", Offset: 8}
	if before, marked, after := p.Excerpt(); before != "甲 = " || marked != "八万" || after != "" {
		t.Errorf("got %q, %q, %q", before, marked, after)
	}
	if before, marked, after := (Pos{File: "a.toml"}).Excerpt(); before+marked+after != "" {
		t.Error("a whole file has an excerpt")
	}
}
