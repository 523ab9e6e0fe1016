package check

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// attached is a file that is published beside a report, with what it says of
// those who made it and the text in it.
type attached struct {
	name  string
	pos   finding.Pos
	facts []finding.Text // in the order in which they were found, none twice
	texts []string
	left  int64 // how many bytes may be unpacked of this file and those behind it
}

// maxAttached is how many files of one report are opened.
const maxAttached = 200

// attachments opens the files of a report. One that cannot be read has no facts;
// that it is missing is told elsewhere.
func (s *Subject) attachments() []attached {
	var out []attached
	left := int64(maxParts)
	seen := map[string]bool{}
	for _, f := range s.files() {
		if seen[f.Path] || f.Read == nil || len(out) == maxAttached {
			continue
		}
		seen[f.Path] = true
		data, err := f.Read()
		if err != nil || len(data) > maxPart {
			continue
		}
		a := attached{name: path.Base(f.Path), pos: f.Pos, left: left}
		a.open(data)
		left = a.left
		a.facts = slices.DeleteFunc(a.facts, s.impersonal)
		out = append(out, a)
	}
	return out
}

// open reads a file by what its first bytes say that it is.
func (a *attached) open(data []byte) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		a.openOffice(data)
	case bytes.HasPrefix(data, []byte("%PDF")):
		a.openPDF(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		a.openJPEG(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		a.openPNG(data)
	case slices.Contains([]string{".txt", ".csv", ".tsv", ".json", ".xml", ".htm", ".html", ".md"}, strings.ToLower(path.Ext(a.name))):
		if f, _, ok := textfile.Decode(a.name, data); ok {
			a.texts = append(a.texts, f.Text)
		}
	}
}

// maxFacts is how many facts are kept of one file: a made-up one may name a
// million authors.
const maxFacts = 50

// say adds a fact.
func (a *attached) say(zh, en string) {
	t := finding.Text{ZH: zh, EN: en}
	if len(a.facts) < maxFacts && !slices.Contains(a.facts, t) {
		a.facts = append(a.facts, t)
	}
}

// person adds a fact that names somebody.
func (a *attached) person(zh, en, name string) {
	name = strings.TrimSpace(strings.Map(printable, name))
	if name != "" {
		a.say(zh+"“"+short(name)+"”", en+" "+short(name))
	}
}

// printable drops characters that cannot be shown.
func printable(r rune) rune {
	if r < ' ' || r == 0x7F || r == 0xFFFD {
		return -1
	}
	return r
}

// impersonal reports whether a fact names no person: a program's own name, or
// the agency's.
func (s *Subject) impersonal(t finding.Text) bool {
	_, name, ok := strings.Cut(strings.TrimSuffix(t.ZH, "”"), "“")
	if !ok {
		return false
	}
	return slices.Contains(s.words.nobody, name) || name == s.Agency.Name || slices.Contains(s.Agency.Short, name)
}
