package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// figure is one value of the new year's data.
type figure struct {
	key     string
	label   string
	unit    string
	wording string
	before  string
	fresh   bool     // its indicator is new, for form.toml
	first   *mention // where it is stated first
	weak    bool     // matched with the catalogue on less than the whole name
	rival   *figure  // has the same name and unit and another value
}

// register gives keys to mentions.
type register struct {
	lex     *lexicon
	form    *form.Form // with the agency's own indicators
	year    int
	figures []*figure
	byKey   map[string]*figure
	byLabel map[string]*figure
	again   map[string]int // how often a label was told apart by 第n处
	last    map[string]int // the last number given in a group
	groups  []form.Group   // new ones
	names   []catalogueName
}

// catalogueName is a label or alias by which an indicator is recognised.
type catalogueName struct {
	name string
	ind  *form.Indicator
}

func newRegister(f *form.Form, year int, lex *lexicon) *register {
	r := &register{form: f, year: year, lex: lex, byKey: map[string]*figure{}, byLabel: map[string]*figure{}, again: map[string]int{}, last: map[string]int{}}
	for i := range f.Indicators {
		ind := &f.Indicators[i]
		if g := f.Group(ind.Group()); ind.Own || g != nil && g.Table != "" {
			continue // own ones are found by their label; cells of tables have labels that only tables explain
		}
		for _, name := range append([]string{ind.Label}, ind.Aliases...) {
			if utf8.RuneCountInString(name) >= 3 {
				r.names = append(r.names, catalogueName{name, ind})
			}
		}
	}
	slices.SortStableFunc(r.names, func(a, b catalogueName) int { return len(b.name) - len(a.name) })
	return r
}

// assign finds the figure of a mention, or makes one.
func (r *register) assign(m *mention) {
	if ind := r.form.Indicator(m.cell); ind != nil && r.byKey[ind.Key] == nil {
		r.add(m, &figure{key: ind.Key, label: ind.Label, unit: ind.Unit})
		return
	}
	if ind, weak := r.catalogue(m); ind != nil {
		if f := r.byKey[ind.Key]; f == nil {
			r.add(m, &figure{key: ind.Key, label: ind.Label, unit: ind.Unit, weak: weak})
			return
		} else if r.same(f, m) {
			m.figure = f
			return
		}
	}
	var rival *figure
	for i, name := range m.names {
		if f := r.byLabel[name]; f != nil {
			if !m.guessed && !m.bare && r.same(f, m) {
				m.figure = f
				return
			}
			if i == 0 && !m.guessed && !m.bare && f.unit == m.unit() {
				rival = f
			}
			continue
		}
		if ind, several := r.form.Lookup(name); ind != nil && r.byKey[ind.Key] == nil && fits(m, ind) {
			r.add(m, &figure{key: ind.Key, label: ind.Label, unit: ind.Unit, rival: rival})
			return
		} else if ind != nil || len(several) > 0 {
			continue
		}
		r.add(m, &figure{label: name, fresh: true, rival: rival, unit: m.unit()})
		return
	}
	short := r.lex.firstPart(m.names[0], longestLabel-4)
	for {
		r.again[short]++
		name := short + "第" + strconv.Itoa(r.again[short]+1) + "处"
		ind, several := r.form.Lookup(name)
		switch {
		case r.byLabel[name] != nil || len(several) > 0:
		case ind == nil:
			r.add(m, &figure{label: name, fresh: true, rival: rival, unit: m.unit()})
			return
		case r.byKey[ind.Key] == nil && fits(m, ind):
			r.add(m, &figure{key: ind.Key, label: ind.Label, unit: ind.Unit, rival: rival})
			return
		}
	}
}

// add makes a mention's figure, with its key: a new indicator's key is made of
// the section and the next free number in it.
func (r *register) add(m *mention, f *figure) {
	f.wording, f.before, f.first = m.wording, m.from, m
	if f.key == "" {
		group := r.group(m.passage.in)
		for f.key == "" || r.form.Indicator(f.key) != nil {
			r.last[group]++
			f.key = group + ".n" + strconv.Itoa(r.last[group])
		}
	}
	m.figure = f
	r.byKey[f.key], r.byLabel[f.label] = f, f
	r.figures = append(r.figures, f)
}

// group gives the id of a section's group: the one with its heading where the
// agency has it from another year, else the one that its place gives.
func (r *register) group(s section) string {
	label := r.groupLabel(s)
	for _, g := range slices.Concat(r.form.Groups, r.groups) {
		if g.Label == label && sectionID(g.ID) {
			return g.ID
		}
	}
	id := s.key()
	taken := func(id string) bool {
		return r.form.Group(id) != nil || slices.ContainsFunc(r.groups, func(g form.Group) bool { return g.ID == id })
	}
	if taken(id) {
		id += "_" + strconv.Itoa(r.year)
	}
	for n := 2; taken(id); n++ {
		id = s.key() + "_" + strconv.Itoa(r.year) + "_" + strconv.Itoa(n)
	}
	r.groups = append(r.groups, form.Group{ID: id, Label: label})
	return id
}

// sectionID tells ids of groups that are made here.
func sectionID(id string) bool {
	return len(id) > 1 && id[0] == 's' && strings.Trim(id[1:], "0123456789_") == ""
}

func (r *register) groupLabel(s section) string {
	label := strings.Trim(withoutYear(s.title()), "。；：、， ")
	if label == "" {
		return "正文开头"
	}
	return r.lex.firstPart(label, 30)
}

// same reports whether a mention states what a figure has already: the same
// wording in the same unit.
func (r *register) same(f *figure, m *mention) bool {
	if f.wording != m.wording || m.from != "" && f.before != "" && f.before != m.from {
		return false
	}
	if f.before == "" {
		f.before = m.from
	}
	return true
}

// catalogue finds the indicator of the form that a mention is of: its name
// stands before the number, or behind it, and the unit fits. weak says that
// the name is not all of the noun.
func (r *register) catalogue(m *mention) (ind *form.Indicator, weak bool) {
	if m.verb != "" || m.passage.row >= 0 || m.passage.in.plan {
		return nil, false
	}
	left, right := quotes.Replace(m.around.left), m.around.right
	for _, c := range r.names {
		var whole string
		switch {
		case !m.around.joined && strings.HasSuffix(left, c.name):
			whole = left
		case strings.HasPrefix(right, c.name):
			whole = right
		default:
			continue
		}
		if !fits(m, c.ind) {
			continue
		}
		if _, several := r.form.Lookup(c.name); len(several) > 0 {
			continue
		}
		// Much more before the name narrows what is counted: then it is another thing.
		// A verb before it (开展, 受理) does not.
		more := utf8.RuneCountInString(whole) - utf8.RuneCountInString(c.name)
		if more > 6 {
			return nil, false
		}
		return c.ind, more > 2
	}
	return nil, false
}

// fits reports whether an indicator takes figures in a mention's unit, with
// 万元 for 元 and 宗 for 件.
func fits(m *mention, ind *form.Indicator) bool {
	unit := m.read.Unit
	if unit == "" {
		return ind.Unit == m.unit()
	}
	if ind.Accepts(unit) || quantity.SameUnit(unit, ind.Unit) {
		return true
	}
	for _, u := range append([]string{ind.Unit}, ind.Units...) {
		if scaled, err := quantity.Parse("1" + u); err == nil && quantity.SameUnit(unit, scaled.Unit) {
			return true
		}
	}
	return false
}
