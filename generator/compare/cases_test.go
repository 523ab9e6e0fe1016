package compare

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// written reads a text of a case: a paragraph a line, # before a heading, and
// its role in braces behind it.
func written(text string) []Block {
	var out []Block
	under := Block{}
	for line := range strings.Lines(text) {
		b := Block{Text: strings.TrimSpace(line)}
		if rest, ok := strings.CutPrefix(b.Text, "# "); ok {
			b.Text, b.Heading = rest, 2
			if name, role, ok := strings.Cut(rest, " {"); ok {
				b.Text, b.Roles = name, []string{strings.TrimSuffix(role, "}")}
			}
			under = Block{Under: b.Text, Section: b.Text, Roles: b.Roles}
		}
		b.Under, b.Section, b.Roles = under.Under, under.Section, under.Roles
		out = append(out, b)
	}
	return out
}

// shown writes a comparison as people can check it.
func shown(t *Text) string {
	var b strings.Builder
	for i := 0; i < len(t.Rows); i++ {
		if n := t.Fold(i); n > 0 {
			fmt.Fprintf(&b, "folded %d\n", n)
			i += n - 1
			continue
		}
		r := &t.Rows[i]
		b.WriteString(string(r.Kind))
		if r.Moved {
			fmt.Fprintf(&b, " with %d", r.Twin)
		}
		if r.Beside >= 0 {
			fmt.Fprintf(&b, " beside %d", r.Beside)
		}
		if r.Akin >= 0 {
			fmt.Fprintf(&b, " akin to %d", r.Akin)
		}
		b.WriteString(": ")
		switch {
		case len(r.Pieces) == 0 && r.New != nil:
			b.WriteString(r.New.Text)
		case len(r.Pieces) == 0:
			b.WriteString(r.Old.Text)
		}
		for _, p := range r.Pieces {
			if p.Op == Both {
				b.WriteString(p.Text)
			} else {
				b.WriteString("[" + p.Op.Sign() + p.Text + "]")
			}
		}
		b.WriteString("\n")
	}
	for _, u := range t.Reuses {
		fmt.Fprintf(&b, "%s: row %d has %q of row %d", u.Kind, u.New.Row, t.Rows[u.New.Row].New.Text[u.New.Start:u.New.End], u.Old.Row)
		if !u.Left {
			b.WriteString(", which keeps it")
		}
		b.WriteString("\n")
	}
	fresh, reworded, kept := t.Share()
	fmt.Fprintf(&b, "new %d%%, reworded %d%%, kept %d%%, moved %d\n", fresh, reworded, kept, t.Moved)
	return b.String()
}

// Each case of testdata is two texts and what is found:
// go test ./generator/compare -run Cases -update
func TestCases(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("no cases")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text := Align(written(string(a.Files[0].Data)), written(string(a.Files[1].Data)))
			got, want := shown(text), ""
			if len(a.Files) > 2 {
				want = string(a.Files[2].Data)
			}
			if got != want && *update {
				a.Files = append(a.Files[:2], txtar.File{Name: "found", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("found:\n%swant:\n%s", got, want)
			}
			whole(t, text)
		})
	}
}

// whole checks that the pieces of every row make up what each year says.
func whole(t *testing.T, text *Text) {
	t.Helper()
	for i, r := range text.Rows {
		if len(r.Pieces) == 0 {
			continue
		}
		var old, fresh strings.Builder
		for _, p := range r.Pieces {
			if p.Op.Old() {
				old.WriteString(p.Text)
			}
			if p.Op.New() {
				fresh.WriteString(p.Text)
			}
		}
		if r.Old != nil && old.String() != r.Old.Text || r.New != nil && fresh.String() != r.New.Text {
			t.Errorf("row %d: %q and %q are not what the years say", i, old.String(), fresh.String())
		}
	}
}
