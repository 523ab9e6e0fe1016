// Package form has a kind of report as data: its sections, deadlines,
// categories, indicators, identities and tables.
//
// A form is one TOML file, templates/forms/<name>.toml, and needs no Go. What
// stands in it:
//
//   - [roles]       what a section is for, and the headings in use for it
//   - [deadlines]   by which day a report must be submitted or published
//   - [categories]  dated headings to order groups by (the nine pillars)
//   - [groups]      groups of indicators; the id is the first part of a key
//   - [indicators]  group by group, one line a measure
//   - [derived]     group by group, measures that a formula computes
//   - [identities]  one line an identity: figures that must tie
//   - [tables]      rows × columns of figures with identities over all of them
//
// A cell of a table is an indicator like any other, with the key
// table.row.column, and an identity over each row or column becomes one
// identity a line. So nothing else in the program needs to know of tables.
//
// An agency adds groups, indicators, identities, deadlines and headings of its
// own with [Form.Extend]; the shipped form stays as it is. Reading never
// fails: what is wrong is a finding with its place, and is left out.
//
// What is known only from general knowledge (evidence = "gk") never speaks
// with authority: it carries no basis, and a finding that rests on it is an
// info at most. Loaded forms are not changed any more and may be shared.
package form

import (
	"slices"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// Schema is the version of the language of forms that this package reads. It
// rises when a form written for it would be misread by an older program.
const Schema = 1

// Form is one version of a kind of report.
type Form struct {
	ID         string // fzzf
	Schema     int    // version of the language of forms
	Version    string // of this form, such as xxgk-2021
	From, To   int    // the report years it holds for; 0 is open
	Title      string // 法治政府建设年度报告
	TitleEN    string
	ShortTitle string
	Titles     []string // names of such reports in use, as patterns like a role's wordings
	ColumnType string   // value of the <meta> name ColumnType (政府网站发展指引, annex)
	Note       string   // for those who keep the form
	columns    Columns
	Period     Period

	Roles      []Role // in the order of the form
	Deadlines  []Deadline
	Categories []Category
	Groups     []Group
	Indicators []Indicator // group by group, cells of tables last
	Identities []Identity
	Tables     []Table
	Hollows    []Hollow
	Breaks     []Break

	names index
}

// Period is the part of a year that a report's figures count, as months and
// days: 1 January to 31 December unless a form says otherwise.
type Period struct{ From, To MonthDay }

// MonthDay is a day of any year.
type MonthDay struct{ Month, Day int }

// In gives the day in a year. 29 February of a common year is 28 February.
func (m MonthDay) In(year int) civil.Date {
	d := civil.Date{Year: year, Month: m.Month, Day: m.Day}
	if d.Time().Month() != time.Month(m.Month) {
		d.Day = 28
	}
	return d
}

// Evidence says where a fact of a form comes from.
type Evidence string

// The kinds of evidence. Law and Found may be cited by their basis; Derived is
// arithmetic or a rule of this program; GK is general knowledge that nobody
// has verified.
const (
	Law     Evidence = "law"     // the article was read
	Found   Evidence = "found"   // seen in a published source
	Derived Evidence = "derived" // follows from the definitions
	GK      Evidence = "gk"      // general knowledge, unverified
)

// Cap lowers a severity to what the evidence can bear: an info for GK.
func (e Evidence) Cap(s finding.Severity) finding.Severity {
	if e == GK {
		return min(s, finding.Info)
	}
	return s
}

// Category orders groups, for the years in which it is in use: the nine
// pillars of 《法治政府建设实施纲要（2021—2025年）》.
type Category struct {
	ID       string // P1
	Label    string
	EN       string
	From, To int // report years; 0 is open
	Basis    string
}

// Holds reports whether the category is in use for a report year.
func (c *Category) Holds(year int) bool { return within(year, c.From, c.To) }

// Group is a set of indicators with a common first part of their keys.
type Group struct {
	ID       string // approval
	Label    string
	EN       string
	Category string // id of a Category, or empty
	Table    string // id of the table whose cells these are, or empty
}

// Kind says what an indicator measures.
type Kind string

// The kinds of indicators.
const (
	Count    Kind = "count"
	Share    Kind = "share" // in %
	Money    Kind = "money"
	Duration Kind = "duration"
)

// Direction says which way is better. Most counts have none: more penalties or
// more lawsuits are neither good nor bad in themselves.
type Direction string

// The directions.
const (
	None      Direction = "none"
	Higher    Direction = "higher"
	Lower     Direction = "lower"
	Target100 Direction = "target100" // 100 % is what is asked for
)

// Indicator is the definition of one measure.
type Indicator struct {
	Key        string // group.measure, or table.row.column
	Label      string
	EN         string
	Aliases    []string // other names in use; a name that fits several indicators picks none
	Unit       string   // of a figure given as a plain number: 件, %, 万元
	Units      []string // other units accepted: 宗
	Kind       Kind
	Definition string // what is counted, and what is not
	Direction  Direction
	Evidence   Evidence    // of name and definition
	Basis      string      // what may be cited for it; empty for GK
	Required   bool        // a report without it, or without the reason why it is absent, is not whole
	Highlight  bool        // worth a place among the few figures shown first
	Own        bool        // an agency's own, from its form.toml
	Pos        finding.Pos // in an agency's form.toml; not set for shipped forms

	Formula *Formula // how it is computed; nil for one that is given
	Places  int      // decimal places that a derived one is printed with; -1: as exact as its inputs
}

// Hollow is a share that has no base once another share is 100 %: where all
// are content, there is no complaint of which a share could be settled.
type Hollow struct {
	Share, Whole string // keys
	Evidence     Evidence
}

// Group gives the first part of the key.
func (i *Indicator) Group() string {
	group, _, _ := strings.Cut(i.Key, ".")
	return group
}

// BaseUnit is the unit that values are held in: 元 for an indicator in 万元.
func (i *Indicator) BaseUnit() string { return strings.TrimLeft(i.Unit, "万亿") }

// Accepts reports whether figures may be given in a unit, as package quantity
// names it (元 for 3亿余元): the indicator's own, one of its others, or a synonym.
func (i *Indicator) Accepts(unit string) bool {
	return quantity.SameUnit(unit, i.BaseUnit()) ||
		slices.ContainsFunc(i.Units, func(u string) bool { return quantity.SameUnit(unit, u) })
}

// Group gives a group by id, nil where there is none.
func (f *Form) Group(id string) *Group {
	return find(f.Groups, func(g *Group) bool { return g.ID == id })
}

// Category gives a category by id, nil where there is none.
func (f *Form) Category(id string) *Category {
	return find(f.Categories, func(c *Category) bool { return c.ID == id })
}

// Role gives a role by id, nil where there is none.
func (f *Form) Role(id string) *Role {
	return find(f.Roles, func(r *Role) bool { return r.ID == id })
}

// Table gives a table by id, nil where there is none.
func (f *Form) Table(id string) *Table {
	return find(f.Tables, func(t *Table) bool { return t.ID == id })
}

// Identity gives an identity by id, nil where there is none.
func (f *Form) Identity(id string) *Identity {
	return find(f.Identities, func(i *Identity) bool { return i.ID == id })
}

// IdentitiesOf gives the identities that an indicator takes part in.
func (f *Form) IdentitiesOf(key string) []*Identity {
	var out []*Identity
	for i := range f.Identities {
		if slices.ContainsFunc(f.Identities[i].Rule.Refs(), func(r Ref) bool { return r.Key == key }) {
			out = append(out, &f.Identities[i])
		}
	}
	return out
}

// ShareOf gives the identity by which a share is computed from counts, nil
// where the form has none.
func (f *Form) ShareOf(key string) *Identity {
	return find(f.Identities, func(i *Identity) bool {
		return i.Rule.Over != nil && i.Rule.Left[0].Key == key
	})
}

// PeriodOf gives the first and the last day that a report year counts.
func (f *Form) PeriodOf(year int) (from, to civil.Date) {
	return f.Period.From.In(year), f.Period.To.In(year)
}

// Holds reports whether this version of the form is the one for a report year.
func (f *Form) Holds(year int) bool { return within(year, f.From, f.To) }

// FreeForm gives the form without anything that it demands: no required
// section, no deadline, no figures. It serves years before the form existed.
func (f *Form) FreeForm() *Form {
	free := &Form{
		ID: f.ID, Schema: f.Schema, Title: f.Title, TitleEN: f.TitleEN, ShortTitle: f.ShortTitle,
		Titles: f.Titles, ColumnType: f.ColumnType, columns: f.columns, Period: f.Period, Roles: slices.Clone(f.Roles),
	}
	for i := range free.Roles {
		free.Roles[i].Required = false
	}
	return free
}

// Forms are all forms of a templates tree, by id and then by year.
type Forms []*Form

// IDs gives the ids of the forms, sorted.
func (fs Forms) IDs() []string {
	var ids []string
	for _, f := range fs {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Find gives the version of a form for a report year. For a year that no
// version covers it gives the nearest one as a [Form.FreeForm]; nil means that
// there is no form with this id.
func (fs Forms) Find(id string, year int) *Form {
	var nearest *Form
	for _, f := range fs {
		switch {
		case f.ID != id:
		case f.Holds(year):
			return f
		case nearest == nil || year >= f.From:
			nearest = f
		}
	}
	if nearest == nil {
		return nil
	}
	return nearest.FreeForm()
}

// within reports whether a year lies between two others, 0 being open.
func within(year, from, to int) bool {
	return (from == 0 || year >= from) && (to == 0 || year <= to)
}

// find gives a pointer to the first item that fits, or nil.
func find[T any](items []T, fits func(*T) bool) *T {
	for i := range items {
		if fits(&items[i]) {
			return &items[i]
		}
	}
	return nil
}

// keysOf gives a text of each item.
func keysOf[T any](items []T, key func(T) string) []string {
	keys := make([]string, len(items))
	for i := range items {
		keys[i] = key(items[i])
	}
	return keys
}
