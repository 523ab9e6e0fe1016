package search

import (
	"cmp"
	"slices"
	"strconv"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Entry is a line of a list that is read without scripts.
type Entry struct {
	Label string
	Href  string
	Note  string
}

// Letter is the entries under one heading: of a letter, or of a number of
// strokes.
type Letter struct {
	Name    string // A to Z, 0–9, "" for what has neither
	Strokes int    // of the first character, 0 in a list by letters
	Entries []Entry
}

// The first Han character of each letter and of each number of strokes, in the
// order of the Unicode locale data that collate sorts by. No reading begins with
// I, U or V.
const (
	letters       = "ABCDEFGHJKLMNOPQRSTWXYZ"
	firstOfLetter = "阿八嚓咑妸发旮哈丌咔垃呣嗯喔妑七呥仨他穵夕丫帀"
	firstOfStroke = "一丁万不丗丞丣並临丵乾亁亂僎僵亸償儭儳儶儷亹儽儾囔圞灥囖爨厵灩灪爩齾齉靐龘"
)

// strokes gives how many strokes the characters from the nth of firstOfStroke on
// have: up to 33 one after the other, few have more.
func strokes(n int) int {
	if more := []int{35, 36, 39, 48}; n >= 33 {
		return more[n-33]
	}
	return n + 1
}

// ByPinyin puts entries in the order of pinyin under their letters. Collation
// knows one reading of a character, which may not be the one meant (重庆 stands
// under Z).
func ByPinyin(entries []Entry) []Letter {
	c := collate.New(language.Chinese)
	first := []rune(firstOfLetter)
	return arrange(entries, c, func(r rune) Letter {
		if r < 0x80 && unicode.IsLetter(r) {
			return Letter{Name: string(unicode.ToUpper(r))}
		}
		if n := groupOf(c, first, r); n >= 0 {
			return Letter{Name: letters[n : n+1]}
		}
		return Letter{}
	})
}

// ByStroke puts entries in the order of the strokes of their first character.
func ByStroke(entries []Entry) []Letter {
	c := collate.New(language.MustParse("zh-u-co-stroke"))
	first := []rune(firstOfStroke)
	return arrange(entries, c, func(r rune) Letter {
		if r < 0x80 && unicode.IsLetter(r) {
			return Letter{Name: "A–Z"}
		}
		if n := groupOf(c, first, r); n >= 0 {
			return Letter{Name: strconv.Itoa(strokes(n)), Strokes: strokes(n)}
		}
		return Letter{}
	})
}

// groupOf finds the last of the ascending first characters that stands not behind
// r, -1 where there is none or r is no Han character.
func groupOf(c *collate.Collator, first []rune, r rune) int {
	if !unicode.Is(unicode.Han, r) || r == '〇' {
		return -1
	}
	n, found := slices.BinarySearchFunc(first, r, func(f, r rune) int { return c.CompareString(string(f), string(r)) })
	if !found {
		n--
	}
	return n
}

// arrange sorts entries and puts them under headings: digits first, then those of
// heading, then the rest.
func arrange(entries []Entry, c *collate.Collator, heading func(rune) Letter) []Letter {
	groups := map[title][]Entry{}
	for _, e := range entries {
		l := Letter{}
		if r := initial(e.Label); r >= '0' && r <= '9' {
			l.Name = "0–9"
		} else if r != 0 {
			l = heading(r)
		}
		k := title{l.Name, l.Strokes}
		groups[k] = append(groups[k], e)
	}
	var out []Letter
	for k, list := range groups {
		var buf collate.Buffer
		keys := map[string][]byte{}
		for _, e := range list {
			if keys[e.Label] == nil {
				keys[e.Label] = c.KeyFromString(&buf, e.Label)
			}
		}
		slices.SortFunc(list, func(a, b Entry) int {
			return cmp.Or(slices.Compare(keys[a.Label], keys[b.Label]), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Href, b.Href))
		})
		out = append(out, Letter{k.name, k.strokes, list})
	}
	slices.SortFunc(out, func(a, b Letter) int {
		return cmp.Or(a.rank()-b.rank(), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// title tells one heading from another.
type title struct {
	name    string
	strokes int
}

func (l Letter) rank() int {
	switch {
	case l.Name == "":
		return 1000
	case l.Name == "0–9":
		return 0
	case l.Strokes > 0:
		return 2 + l.Strokes
	}
	return 1
}

// initial is the first letter or digit of a label, folded: 《 and “ are passed
// over.
func initial(label string) rune {
	for _, r := range Fold(label) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' {
			return r
		}
	}
	return 0
}
