// Package feed is what is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1
// of what agencies published, corrected and withdrew.
//
// A feed is made from agency.json alone, for one agency or for many. Dates are
// those that people or the log of seals gave: the day of publication, else the day
// of signing, else the day of the first seal; of a corrected report, the day of its
// last revision. What has none of them is in no feed, and no clock is asked. Drafts,
// revisions that another took the place of and reports that were withdrawn are no
// publications; a withdrawal is an entry that says why.
//
// An entry keeps its id whatever becomes of the site's address, of the agency's
// folder or of its name, so long as agency.toml keeps the name that it had first.
package feed

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/tomlfile"
)

// Names of the two files of a feed.
const (
	AtomName = "feed.xml"
	JSONName = "feed.json"
)

// Most is how many entries a feed has: the newest.
const Most = 50

// DemoMark stands before every title of a demonstration: readers see titles alone.
const DemoMark = "【演示】"

// Kind says what an entry tells.
type Kind string

// The kinds.
const (
	Publication Kind = "publication"
	Correction  Kind = "correction"
	Withdrawal  Kind = "withdrawal"
)

// Entry is one thing that is new.
type Entry struct {
	ID        string // urn:uuid:…, for ever
	Kind      Kind
	Label     string // the kind in words
	Agency    string // its full name
	Title     string
	Path      string // below the site's root, or the whole address of what stands on another one
	Summary   string // never empty
	Published string // RFC 3339; "" where no day of publication is stated
	Updated   string // RFC 3339

	form           string
	year, revision int
	at             time.Time
}

// Feed is the entries of an agency or of several.
type Feed struct {
	ID, Title, About string
	Author           string
	Language         string // of the words: zh-CN or en
	Path             string // of its folder below the site's root: "" or a/
	Entries          []Entry
}

// Words are the words of the interface for feeds, by key; {} is filled in.
type Words map[string]string

func (w Words) say(key string, args ...string) string {
	word := w[key]
	for _, a := range args {
		word = strings.Replace(word, "{}", a, 1)
	}
	return word
}

// ID makes the id of what some parts name together: a UUID of version 5 (RFC 9562)
// in a namespace of the program's own.
func ID(parts ...string) string {
	const namespace = "\xa5\x0c\x53\x1e\x6b\x0f\x4b\x0a\x9d\x7f\x3c\x21\x87\x5e\x42\xd6"
	sum := sha1.Sum([]byte(namespace + strings.Join(parts, "\n")))
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// Entries gives what an agency published, corrected and withdrew, newest first.
func Entries(a *v1.Agency, w Words) []Entry {
	m := maker{a, w, map[[2]string]*v1.Sealed{}, nil}
	if a.Log != nil {
		for i := range a.Log.Reports {
			s := &a.Log.Reports[i]
			m.sealed[[2]string{s.Form, strconv.Itoa(s.Year)}] = s
		}
	}
	for i := range a.Forms {
		f := &a.Forms[i]
		for j := range f.Years {
			if y := &f.Years[j]; y.Path != "" && (y.Status == "published" || y.Status == "imported") {
				m.publication(f, y)
			}
		}
	}
	if a.Log != nil {
		for i := range a.Log.Corrections {
			m.correction(&a.Log.Corrections[i])
		}
	}
	sort(m.out)
	return m.out
}

func sort(all []Entry) {
	slices.SortStableFunc(all, func(x, y Entry) int {
		return cmp.Or(y.at.Compare(x.at), strings.Compare(x.Path, y.Path), strings.Compare(x.ID, y.ID))
	})
}

// Newest gives the newest entries of two lists, Most at most: so what is new among
// any number of agencies is found with no more than that in memory.
func Newest(x, y []Entry) []Entry {
	all := slices.Concat(x, y)
	sort(all)
	return all[:min(len(all), Most)]
}

// maker makes the entries of an agency.
type maker struct {
	*v1.Agency
	w      Words
	sealed map[[2]string]*v1.Sealed // by form and year
	out    []Entry
}

// first is the name that the agency had first, which its entries are known by.
func first(a *v1.Agency) string {
	name, to := a.Name, "9999"
	for _, n := range a.Names {
		if n.To != "" && n.To < to {
			name, to = n.Name, n.To
		}
	}
	return name
}

func (m *maker) add(e Entry, revision string) {
	year := strconv.Itoa(e.year)
	e.ID = ID(first(m.Agency), e.form, year, string(e.Kind), revision)
	e.Agency, e.Path, e.Label = m.Name, m.ID+"/"+e.Path, m.w.say(string(e.Kind))
	if m.Demo {
		e.Title = DemoMark + e.Title
	}
	if e.Summary == "" {
		e.Summary = e.Title
	}
	m.out = append(m.out, e)
}

func (m *maker) publication(f *v1.Form, y *v1.Year) {
	s := m.sealed[[2]string{f.ID, strconv.Itoa(y.Year)}]
	e := Entry{Kind: Publication, Title: y.Title, Path: y.Path, form: f.ID, year: y.Year}
	e.Published, _ = Instant(y.Published)
	for _, day := range []string{y.Published, y.Signed} {
		if e.Updated == "" {
			e.Updated, e.at = Instant(day)
		}
	}
	if s != nil {
		e.revision = s.Revision
		if e.Updated == "" {
			e.Updated, e.at = Instant(s.First)
		}
		if text, at := Instant(s.Date); s.Revision > 1 && at.After(e.at) {
			e.Updated, e.at = text, at
		}
	}
	if e.Updated == "" {
		return
	}
	parts := slices.DeleteFunc([]string{y.Summary, m.figures(f, y)}, func(s string) bool { return s == "" })
	e.Summary = strings.Join(parts, "\n")
	m.add(e, "")
}

// figures says the key figures of a year in words.
func (m *maker) figures(f *v1.Form, y *v1.Year) string {
	var said []string
	for _, key := range y.Keys {
		i := slices.IndexFunc(y.Figures, func(f v1.Figure) bool { return f.Key == key })
		j := slices.IndexFunc(f.Indicators, func(ind v1.Indicator) bool { return ind.Key == key })
		if i >= 0 && j >= 0 {
			said = append(said, m.w.say("figure", f.Indicators[j].Label, y.Figures[i].Text))
		}
	}
	return strings.Join(said, m.w["join"])
}

func (m *maker) correction(c *v1.Correction) {
	e := Entry{Kind: Correction, Path: c.Path, form: c.Form, year: c.Year, revision: c.Revision}
	if c.Withdrawn {
		e.Kind = Withdrawal
	}
	if e.Updated, e.at = Instant(c.Date); e.Updated == "" {
		return
	}
	e.Published = e.Updated
	e.Title = m.w.say("titled_"+string(e.Kind), c.Title)
	lines := []string{m.w.say("reason", c.Reason)}
	for _, f := range c.Figures {
		lines = append(lines, m.w.say("changed", f.Label, cmp.Or(f.Old, m.w["none"]), cmp.Or(f.New, m.w["none"])))
	}
	e.Summary = strings.Join(lines, "\n")
	m.add(e, strconv.Itoa(c.Revision))
}

// Instant reads a date of agency.json: RFC 3339, or a day, which begins in Beijing.
func Instant(s string) (string, time.Time) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.ParseInLocation(time.DateOnly, s, tomlfile.Beijing())
	}
	if err != nil {
		return "", time.Time{}
	}
	return t.Format(time.RFC3339), t
}

// Of makes the feed of an agency, without entries where it has none.
func Of(a *v1.Agency, lang string, w Words) *Feed {
	f := &Feed{
		ID: ID(first(a)), Title: w.say("title", a.Name), About: w["about"], Author: a.Name, Language: lang, Path: a.ID + "/",
		Entries: Newest(Entries(a, w), nil),
	}
	if a.Demo {
		f.Title = DemoMark + f.Title
	}
	return f
}
