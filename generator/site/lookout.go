package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// lookout looks for the traces of hidden reports in one file after the other, each
// gone through once, however many are hidden: in January that may be a draft of every
// agency of a country, and the home page is long.
type lookout struct {
	hidden   []Hidden
	base     string
	quoted   func(title string) bool
	byAgency map[string][]int
	years    [][]byte // 2024.html, 2024/: what a file must have to lead to one
	titles   *titles
}

func newLookout(hidden []Hidden, base string, quoted func(string) bool) *lookout {
	l := &lookout{hidden, base, quoted, map[string][]int{}, nil, newTitles(hidden)}
	years := map[int]bool{}
	for i, h := range hidden {
		l.byAgency[h.Agency] = append(l.byAgency[h.Agency], i)
		if !years[h.Year] {
			years[h.Year] = true
			year := strconv.Itoa(h.Year)
			l.years = append(l.years, []byte(year+".html"), []byte(year+"/"))
		}
	}
	return l
}

// in gives the traces in a file, one of each report at most. A file that is not
// shared is one of its agency.
func (l *lookout) in(name string, data []byte, shared bool) []Leak {
	if len(l.hidden) == 0 {
		return nil
	}
	agency, _, _ := strings.Cut(name, "/")
	found := map[int]string{}
	note := func(i int, trace string) {
		if _, ok := found[i]; !ok && (shared || l.hidden[i].Agency == agency) {
			found[i] = trace
		}
	}
	for _, i := range l.byAgency[agency] {
		if l.hidden[i].address(name) {
			note(i, "address")
		}
	}
	l.led(name, data, func(i int) { note(i, "link") })
	for _, i := range l.byAgency[agency] {
		if _, ok := found[i]; !ok && l.hidden[i].figures(name, data) {
			note(i, "figures")
		}
	}
	for _, i := range l.titles.in(data) {
		if l.quoted == nil || !l.quoted(l.hidden[i].Title) {
			note(i, "title")
		}
	}
	var out []Leak
	for _, i := range slices.Sorted(maps.Keys(found)) {
		out = append(out, Leak{name, found[i], &l.hidden[i]})
	}
	return out
}

// led finds the reports to whose addresses a file leads, relative or below the
// site's own.
func (l *lookout) led(name string, data []byte, note func(i int)) {
	if !slices.ContainsFunc(l.years, func(year []byte) bool { return bytes.Contains(data, year) }) {
		return // most files, quickly
	}
	for _, m := range references.FindAllSubmatch(data, -1) {
		target := string(m[1])
		if within, own := strings.CutPrefix(target, l.base); own && l.base != "" {
			target = within
		} else if strings.Contains(target, ":") {
			continue
		} else {
			target = path.Join(linkedFrom(name), target)
		}
		agency, _, _ := strings.Cut(target, "/")
		for _, i := range l.byAgency[agency] {
			if l.hidden[i].address(target) {
				note(i)
			}
		}
	}
}

// titles finds many titles in a text at once. Sorted, those that a place of the text
// begins with are the last one that is not behind it and what that begins with.
type titles struct {
	all   []writtenTitle
	heads map[[3]byte]bool // how they begin
	pairs [1 << 16]bool    // and by two bytes, for most places
}

// writtenTitle is a title in one way of writing.
type writtenTitle struct {
	text  []byte
	of    []int
	inner int // the longest other one that it begins with, -1 for none
}

func newTitles(hidden []Hidden) *titles {
	t := &titles{heads: map[[3]byte]bool{}}
	of := map[string][]int{}
	for i, h := range hidden {
		if utf8.RuneCountInString(h.Title) >= shortestTitle {
			for _, text := range writings(h.Title) {
				of[text] = append(of[text], i)
			}
		}
	}
	for _, text := range slices.Sorted(maps.Keys(of)) {
		inner := len(t.all) - 1
		for inner >= 0 && !bytes.HasPrefix([]byte(text), t.all[inner].text) {
			inner = t.all[inner].inner
		}
		t.all = append(t.all, writtenTitle{[]byte(text), of[text], inner})
		t.heads[[3]byte([]byte(text[:3]))] = true
		t.pairs[int(text[0])<<8|int(text[1])] = true
	}
	return t
}

// writings gives a text as it is and as HTML, XML and JSON write it.
func writings(text string) []string {
	out := []string{text, html.EscapeString(text)}
	if quoted, err := json.Marshal(text); err == nil {
		out = append(out, string(quoted[1:len(quoted)-1]))
	}
	var x bytes.Buffer
	if xml.EscapeText(&x, []byte(text)) == nil {
		out = append(out, x.String(), strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// few is how many titles are looked for one by one: that is quicker for so many.
const few = 12

// in gives what is named in a text.
func (t *titles) in(data []byte) []int {
	var out []int
	if len(t.all) <= few {
		for _, w := range t.all {
			if bytes.Contains(data, w.text) {
				out = append(out, w.of...)
			}
		}
		return out
	}
	for i := 0; i+3 <= len(data); i++ {
		if !t.pairs[int(data[i])<<8|int(data[i+1])] || !t.heads[[3]byte(data[i:])] {
			continue
		}
		at, same := slices.BinarySearchFunc(t.all, data[i:], func(w writtenTitle, rest []byte) int { return bytes.Compare(w.text, rest) })
		if !same {
			at--
		}
		for ; at >= 0; at = t.all[at].inner {
			if bytes.HasPrefix(data[i:], t.all[at].text) {
				out = append(out, t.all[at].of...)
			}
		}
	}
	return out
}
