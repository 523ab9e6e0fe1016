package search

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{" \u3000\t\n", ""},
		{"近 8 万件", "近8万件"},
		{"近８万件，", "近8万件,"},
		{"行政\n复议", "行政复议"},
		{"Rule  of\n Law", "rule of law"},
		{"依法 Rule of Law 治国", "依法rule of law治国"},
		{"绵涪服政办〔2023〕4号", "绵涪服政办(2023)4号"},
		{"绵涪服政办[2023]4号", "绵涪服政办(2023)4号"},
		{"“放管服”", `"放管服"`},
		{"2—3个", "2-3个"},
		{"2～3个", "2-3个"},
		{"㎡ ① ℃", "m2 1 °c"},
		{"１２３\u00ad４５\u200b６", "123456"},
		{"İstanbul ΣΑΣ", "istanbul σασ"},
		{"𠮷 野家", "𠮷野家"},
		{"1\u00a02", "1 2"},
	} {
		if got := Fold(c.text); got != c.want {
			t.Errorf("%q folds to %q, want %q", c.text, got, c.want)
		}
	}
}

// A part of a text folds to a part of the folded text, what is folded stays, and
// no mark of a shard is in it.
func checkFold(t interface{ Errorf(string, ...any) }, text string, start, end int) {
	runes := []rune(text)
	folded := Fold(text)
	if again := Fold(folded); again != folded {
		t.Errorf("%q folds to %q, which folds to %q", text, folded, again)
	}
	if strings.ContainsAny(folded, "[]{}\t\n") {
		t.Errorf("%q folds to %q, which has a mark of shards", text, folded)
	}
	part := Fold(string(runes[start:end]))
	if !strings.Contains(folded, part) {
		t.Errorf("%q folds to %q, and its part %q to %q", text, folded, string(runes[start:end]), part)
	}
}

func TestFoldEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r < 0xd800 || r > 0xdfff {
			checkFold(t, "甲 "+string(r)+" a", 2, 5)
		}
	}
}

func TestFoldParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("政府 a1，\n\u3000。Ａ　〔〕\u200b")))).Draw(t, "text")
		n := len([]rune(text))
		start := rapid.IntRange(0, n).Draw(t, "start")
		checkFold(t, text, start, rapid.IntRange(start, n).Draw(t, "end"))
	})
}

func FuzzFold(f *testing.F) {
	f.Add("近 8 万件，〔2023〕４号 Ａ b")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		n := len([]rune(text))
		checkFold(t, text, n/3, n)
	})
}

func FuzzPosting(f *testing.F) {
	f.Add([]byte{0, 1, 3, 200}, 300)
	f.Add([]byte{255, 255, 255}, 100000)
	f.Fuzz(func(t *testing.T, gaps []byte, n int) {
		last := -1
		var docs []int
		for _, g := range gaps {
			last += int(g)*int(g) + 1
			docs = append(docs, last)
		}
		n = max(last+1, min(n, last+100))
		got, err := decodePosting(encodePosting(docs, n), n)
		if err != nil || !slices.Equal(got, docs) {
			t.Fatalf("%v of %d came back as %v, %v", docs, n, got, err)
		}
		decodePosting(string(gaps), n) // whatever it is, no panic
	})
}

// The complement is written where it is shorter.
func TestPostingShort(t *testing.T) {
	docs := sequence(200)
	docs = append(docs[:77:77], docs[78:]...)
	if got := encodePosting(docs, 200); len(got) > 3 {
		t.Errorf("all but one of 200 take %d letters: %s", len(got), got)
	}
	if got := encodePosting(sequence(200), 200); got != every {
		t.Errorf("all: %s", got)
	}
}

// No shard is over its size however many documents and pairs there are, and each
// gram is found in its own, with one code point beyond 16 bits like others.
func TestShards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letter := rapid.OneOf(rapid.SampledFrom([]rune("一丁法治𠀀𠮷ab1")), rapid.RuneFrom(nil, unicode.Han))
		texts := rapid.SliceOfN(rapid.StringOfN(letter, 0, 2000, -1), 1, 12).Draw(t, "texts")
		var docs []Document
		for i, text := range texts {
			docs = append(docs, Document{Name: string(rune('a' + i)), Title: "t", Parts: []Part{{Lines: []string{text}}}})
		}
		_, files, err := New(docs, nil, nil).Files()
		if err != nil {
			t.Fatal(err)
		}
		byName := map[string][]byte{}
		for _, f := range files {
			byName[f.Name] = f.Data
			if n := len(f.Data); n > shardSize+64 && f.Name != "head.js" && !strings.HasPrefix(f.Name, "text/") {
				t.Fatalf("%s has %d bytes", f.Name, n)
			}
		}
		r, err := Open(func(name string) []byte { return byName[name] })
		if err != nil {
			t.Fatal(err)
		}
		runes := []rune(texts[0] + "法治")
		at := rapid.IntRange(0, len(runes)-1).Draw(t, "at")
		query := string(runes[at:min(len(runes), at+rapid.IntRange(1, 5).Draw(t, "length"))])
		var want []int
		for i, text := range texts {
			if strings.Contains(Fold(text), Fold(query)) {
				want = append(want, i)
			}
		}
		if got, err := r.Find(query); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%q: found %v, want %v, %v", query, got, want, err)
		}
	})
}

func TestAlphabet(t *testing.T) {
	entries := []Entry{}
	for _, label := range []string{"行政复议", "办件量", "好评率", "安全", "《条例》", "ABC", "2023年", "涪城区", "一次办", "重庆", "…"} {
		entries = append(entries, Entry{Label: label})
	}
	say := func(list []Letter) string {
		var out []string
		for _, l := range list {
			out = append(out, l.Name+":")
			for _, e := range l.Entries {
				out = append(out, e.Label)
			}
		}
		return strings.Join(out, " ")
	}
	if got, want := say(ByPinyin(entries)), "0–9: 2023年 A: ABC 安全 B: 办件量 F: 涪城区 H: 好评率 T: 《条例》 X: 行政复议 Y: 一次办 Z: 重庆 : …"; got != want {
		t.Errorf("by pinyin\n%s\nwant\n%s", got, want)
	}
	if got, want := say(ByStroke(entries)), "0–9: 2023年 A–Z: ABC 1: 一次办 4: 办件量 6: 好评率 安全 行政复议 7: 《条例》 9: 重庆 11: 涪城区 : …"; got != want {
		t.Errorf("by stroke\n%s\nwant\n%s", got, want)
	}
	if len([]rune(firstOfLetter)) != len(letters) || len([]rune(firstOfStroke)) != 37 {
		t.Error("a heading has no first character")
	}
}
