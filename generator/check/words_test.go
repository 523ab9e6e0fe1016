package check

import (
	"testing"

	"fazhi/templates"
)

// TestWordData holds the laws and words that ship against each other: what one
// list calls right, no other may call wrong.
func TestWordData(t *testing.T) {
	r, log := Load(templates.FS)
	if len(log) > 0 {
		t.Fatal(log)
	}
	right := []string{}
	for _, one := range r.laws.all {
		right = append(right, one.name)
		if one.replaced != "" && r.laws.byName[one.replaced] == nil {
			t.Errorf("%s is replaced by %s, which has no entry", one.name, one.replaced)
		}
		for i := 1; i < len(one.versions); i++ {
			if !one.versions[i-1].from.Before(one.versions[i].from) {
				t.Errorf("%s: the versions are not in order", one.name)
			}
		}
	}
	for name := range r.laws.known {
		right = append(right, name)
		if near, _ := r.laws.near(name); near != nil {
			t.Errorf("%s is known, and told as %s", name, near.name)
		}
	}
	for _, l := range []*lexicon{&r.words.confusable, &r.words.phrases, &r.words.redundant} {
		for _, list := range l.first {
			for _, e := range list {
				right = append(right, e.cure)
				if hits := l.in(e.word); len(hits) != 1 || hits[0].word != e.word {
					t.Errorf("%s is not found by itself: %v", e.word, hits)
				}
			}
		}
	}
	for _, text := range right {
		for _, h := range r.words.confusable.in(text) {
			t.Errorf("%s has %s, which is said to be wrong", text, h.word)
		}
		for i := range text {
			if n := (&Subject{Rules: r}).repeatAt(text, i); n > 0 {
				t.Errorf("%s is said to have a word twice", text)
			}
		}
	}
}

// TestPersonalNumbers holds the check digits against numbers that were made up.
func TestPersonalNumbers(t *testing.T) {
	for digits, want := range map[string]bool{"510703199001010023": true, "51070319900104002X": true, "510703199001010024": false, "510703199013010023": false, "990703199001010023": false} {
		if isID(digits) != want {
			t.Errorf("isID(%s) is not %v", digits, want)
		}
	}
	for digits, want := range map[string]bool{"6222020000000000018": true, "6222020000000000019": false, "0000000000000000": false, "6225880000000001": true} {
		if isCard(digits) != want {
			t.Errorf("isCard(%s) is not %v", digits, want)
		}
	}
	if got := masked("13900000000"); got != "139******00" {
		t.Error(got)
	}
}
