package form

import (
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// BreakKind says what changed of an indicator.
type BreakKind string

// The kinds of breaks.
const (
	NewDefinition BreakKind = "definition"
	NewUnit       BreakKind = "unit"
	NewScope      BreakKind = "scope"
)

// Break is a break in a series: from a year on the same indicator counts
// something else, so that its figures before and after are not compared.
type Break struct {
	Figures []string // keys
	Year    int      // the first year of the new definition
	What    BreakKind
	Note    string // what changed, for the reader
}

// BreakBetween gives the break of an indicator that lies between two years, the
// newest where there are several; nil where the series is whole. The order of
// the years says nothing.
func (f *Form) BreakBetween(key string, from, to int) *Break {
	from, to = min(from, to), max(from, to)
	var found *Break
	for i := range f.Breaks {
		b := &f.Breaks[i]
		if b.Year > from && b.Year <= to && slices.Contains(b.Figures, key) && (found == nil || b.Year > found.Year) {
			found = b
		}
	}
	return found
}

// breaks reads [[breaks]].
func (r *reader) breaks(t *tomlfile.Table) {
	for _, b := range t.Tables("breaks") {
		one := Break{Year: b.Int("year"), Note: r.required(b, "note"), Figures: r.keysOf(b, "figures")}
		one.What = BreakKind(b.OneOf("what", string(NewDefinition), string(NewUnit), string(NewScope)))
		if one.What == "" && !b.Has("what") {
			r.required(b, "what")
		}
		if _, isNumber := b.Value("year").(int64); one.Year < minYear && (isNumber || !b.Has("year")) {
			b.Fail("year", finding.Finding{
				ID:      "form-missing",
				Message: finding.Text{ZH: "没有写明从哪一年起变化", EN: "the first year of the change is missing"},
				Cure:    finding.Text{ZH: "写上按新口径统计的第一年，形如 year = 2021", EN: "name the first year of the new series, like year = 2021"},
			})
		}
		if len(one.Figures) > 0 && one.Year >= minYear && one.What != "" {
			r.form.Breaks = append(r.form.Breaks, one)
		}
		b.Close()
	}
}

// inherited gives the breaks of a form with the derived indicators in them: what
// is computed from a figure that counts something else from a year on does so, too.
func inherited(f *Form) []Break {
	out := slices.Clone(f.Breaks) // those of a shipped form are of all agencies
	for i := range out {
		b := &out[i]
		for _, ind := range f.Indicators {
			if ind.Formula == nil || slices.Contains(b.Figures, ind.Key) {
				continue
			}
			if slices.ContainsFunc(ind.Formula.Refs(), func(r Ref) bool { return slices.Contains(b.Figures, r.Key) }) {
				b.Figures = append(slices.Clip(b.Figures), ind.Key)
			}
		}
	}
	return out
}

// minYear is the first year that a break may have: an earlier one is a slip.
const minYear = 1949

// keysOf reads a list of names of indicators and gives their keys.
func (r *reader) keysOf(t *tomlfile.Table, key string) []string {
	var keys []string
	names := t.Strings(key)
	if len(names) == 0 && (!t.Has(key) || emptyList(t.Value(key))) {
		t.Fail(key, finding.Finding{
			ID:      "form-missing",
			Message: finding.Text{ZH: "没有写明是哪些指标", EN: "the indicators are missing"},
			Cure:    finding.Text{ZH: "写上指标的键或中文名称，形如 " + key + " = [\"hall.issues\"]", EN: "name keys or labels, like " + key + " = [\"hall.issues\"]"},
		})
	}
	for _, name := range names {
		ind, several := r.form.Lookup(name)
		switch {
		case ind != nil && !slices.Contains(keys, ind.Key):
			keys = append(keys, ind.Key)
		case ind != nil:
		case len(several) > 0:
			e := ambiguous(Term{Ref: Ref{Key: name}}, several)
			t.Fail(key, finding.Finding{ID: "form-unknown", Message: e.Message})
		default:
			r.unknown(t, name, "指标", "indicator", r.form.Names())
		}
	}
	return keys
}

func emptyList(v any) bool {
	list, ok := v.([]any)
	return ok && len(list) == 0
}
