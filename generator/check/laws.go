package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// law is one entry of checks/laws.toml: a law, a regulation or a rule of the
// Party, and when it held.
type law struct {
	name     string
	from     civil.Date // the first day of the first text; zero where that is not known
	repealed civil.Date // the first day on which it no longer holds; zero while it holds
	replaced string     // the name of what came in its place
	versions []version  // by day
	sure     bool       // not from general knowledge alone
	gone     bool       // the repeal is not from general knowledge alone

	runes []rune
	stem  string // the name without its kind
	kind  string // 法, 条例, 实施办法
}

// version is a text of a law with its last article.
type version struct {
	from     civil.Date
	articles int
}

// laws is the registry, by name and alias.
type laws struct {
	all    []*law
	byName map[string]*law
	known  map[string]bool // names of which nothing is known but that they are right
}

// readLaws reads checks/laws.toml.
func readLaws(t *tomlfile.Table) laws {
	l := laws{byName: map[string]*law{}, known: map[string]bool{}}
	for _, e := range t.Tables("law") {
		one := &law{
			name: e.String("name"), from: e.Date("from"),
			repealed: e.Date("repealed"), replaced: e.String("replaced"),
			sure: e.OneOf("evidence", "found", "gk") == "found",
		}
		e.Bool("national") // for people: 中华人民共和国 before a name is never held against it
		one.gone = one.sure && e.OneOf("repealed_evidence", "found", "gk") != "gk"
		for _, v := range e.Tables("versions") {
			one.versions = append(one.versions, version{v.Date("from"), v.Int("articles")})
			v.Close()
		}
		one.runes = []rune(one.name)
		one.stem, one.kind = splitName(one.name)
		for _, name := range append(e.Strings("aliases"), one.name) {
			if l.byName[name] != nil {
				e.Fail("name", finding.Finding{
					ID:      "check-data",
					Message: finding.Text{ZH: "“" + name + "”写了两次", EN: name + " is given twice"},
					Cure:    finding.Text{ZH: "两项合并为一项", EN: "make one entry of the two"},
				})
			}
			l.byName[name] = one
		}
		l.all = append(l.all, one)
		e.Close()
	}
	t.Close()
	return l
}

// country may stand before the name of a national law.
const country = "中华人民共和国"

// plainName gives the name of a law as the registry has it: without the
// country, the year of a revision and a mark such as （试行）.
func plainName(title string) string {
	title = strings.TrimPrefix(strings.TrimSpace(title), country)
	for _, open := range []string{"（", "("} {
		if i := strings.LastIndex(title, open); i > 0 && (strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")")) {
			title = title[:i]
		}
	}
	return title
}

// find gives the law of a title, nil where the registry has none.
func (l *laws) find(title string) *law {
	if one := l.byName[title]; one != nil {
		return one
	}
	return l.byName[plainName(title)]
}

// longestName is how far back the 《 of a name is looked for, in bytes.
const longestName = 500

// before gives the law whose name stands right before a byte of a text, with or
// without 《》, and where its name starts. A name within a longer one, as of a
// region's own rule, is none.
func (l *laws) before(text string, at int) (one *law, start int) {
	if cut, ok := strings.CutSuffix(text[:at], "》"); ok {
		start = max(0, len(cut)-longestName)
		if i := strings.LastIndex(cut[start:], "《"); i >= 0 {
			start += i
		} else {
			return nil, 0
		}
		return l.find(cut[start+len("《"):]), start
	}
	const longest = 30
	for i, n := at, 0; i > 0 && n < longest; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if found := l.byName[text[i:at]]; found != nil {
			one, start = found, i
		}
	}
	if one == nil {
		return nil, 0
	}
	front := strings.TrimSuffix(text[:start], country)
	if r, _ := utf8.DecodeLastRuneInString(front); strings.ContainsRune("省市县区州旗施《〈", r) {
		return nil, 0
	}
	return one, start
}

// inForce gives the text of a law that held on a day; ok is false where that is
// not known.
func (l *law) inForce(day civil.Date) (v version, ok bool) {
	for _, one := range l.versions {
		if !day.Before(one.from) {
			v, ok = one, true
		}
	}
	return v, ok
}

// cited is a name within 《》 that a passage states.
type cited struct {
	name       string
	start, end int // bytes of the passage's text, marks included
}

// citations gives the names of the outermost 《》 of a passage, none over a line
// end.
func (p *Passage) citations() []cited {
	var out []cited
	var open []int // the 《 that wait for their other half
	for i := range len(p.Text) {
		switch b := p.Text[i]; {
		case b != '\n' && b != "《"[0]: // nearly all, without reading characters
		case b == '\n':
			open = open[:0]
		case strings.HasPrefix(p.Text[i:], "《"):
			open = append(open, i)
		case strings.HasPrefix(p.Text[i:], "》") && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			for len(out) > 0 && out[len(out)-1].start > start { // within this one
				out = out[:len(out)-1]
			}
			out = append(out, cited{p.Text[start+len("《") : i], start, i + len("》")})
		}
	}
	return out
}

// around gives what stands near a part of a passage within its sentence, for
// words that say how something is mentioned.
func (p *Passage) around(start, end int) (before, behind string) {
	before, behind = p.near(start, end)
	if i := strings.LastIndexAny(before, "。；！？\n"); i >= 0 {
		before = before[i:]
	}
	if i := strings.IndexAny(behind, "。；！？\n"); i >= 0 {
		behind = behind[:i]
	}
	return before, behind
}
