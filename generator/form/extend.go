package form

import (
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// Extend gives the form with what an agency adds to it in its own form.toml:
// groups, indicators and identities, deadlines that go before the shipped
// ones, further headings for roles, and another kind of column. The form itself stays as it is. What
// clashes with it is told in log and left out.
func (f *Form) Extend(t *tomlfile.Table, log *finding.List) *Form {
	own := *f
	own.Roles = slices.Clone(f.Roles)
	own.Deadlines = slices.Clip(f.Deadlines)
	own.Tables = slices.Clip(f.Tables)
	own.Groups = slices.Clip(f.Groups)
	own.Indicators = slices.Clip(f.Indicators)
	own.Identities = slices.Clip(f.Identities)
	own.Hollows = slices.Clip(f.Hollows)
	own.Breaks = slices.Clip(f.Breaks)
	r := &reader{form: &own, file: t.Here(), own: true, log: log}
	r.schema(t)
	if t.Has("column_type") {
		own.ColumnType = f.columns.read(t, "column_type")
	}
	r.each(t, "roles", r.role)
	r.items(t)
	t.Close()
	return &own
}
