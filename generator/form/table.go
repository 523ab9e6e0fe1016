package form

import (
	"slices"

	"fazhi/generator/finding"
)

// Table is rows × columns of figures. The figure of a cell is an indicator with
// the key table.row.column.
type Table struct {
	ID      string // t3
	Label   string
	EN      string
	Section string // id of the role whose section it stands in, or empty
	Corner  string // text of the header cell above the rows, or empty
	Unit    string // of every cell whose row and column say nothing else
	OneLine bool   // printed with its rows side by side in one line (table 4 of xxgk)
	Rows    []Line
	Columns []Line
}

// Line is a row or a column of a table, or the header over several.
type Line struct {
	Key     string
	Label   string // as printed, numbering and all
	Name    string // what its figures are called; empty for the label without numbering
	EN      string
	Parent  string   // key of the header over it, or empty
	Header  bool     // has no figures of its own; in a rule it stands for the sum of the lines below it
	Total   bool     // a sum of others, to be set apart in print
	Unit    string   // of its cells; a column's goes before a row's
	Columns []string // of a row: the only columns that it has; empty for all
}

// Has reports whether a row and a column meet in a figure.
func (t *Table) Has(row, column *Line) bool {
	return !row.Header && !column.Header &&
		(len(row.Columns) == 0 || slices.Contains(row.Columns, column.Key))
}

// Key gives the key of the figure where a row and a column meet.
func (t *Table) Key(row, column *Line) string {
	return t.ID + "." + row.Key + "." + column.Key
}

// line gives a row or column by key, nil where there is none.
func line(lines []Line, key string) *Line {
	return find(lines, func(l *Line) bool { return l.Key == key })
}

// below gives the keys of the lines with figures at or below a line.
func below(lines []Line, key string) []string {
	if l := line(lines, key); l != nil && !l.Header {
		return []string{key}
	}
	var keys []string
	for i := range lines {
		if lines[i].Parent == key {
			keys = append(keys, below(lines, lines[i].Key)...)
		}
	}
	return keys
}

// name gives what the figures of a line are called.
func (l *Line) name() string {
	return firstOf(l.Name, StripNumber(l.Label))
}

// cells gives the indicators of a table, row by row.
func (t *Table) cells(evidence Evidence, basis string) []Indicator {
	var out []Indicator
	for i := range t.Rows {
		row := &t.Rows[i]
		for j := range t.Columns {
			column := &t.Columns[j]
			if !t.Has(row, column) {
				continue
			}
			unit := firstOf(column.Unit, row.Unit, t.Unit)
			out = append(out, Indicator{
				Key: t.Key(row, column), Label: row.name() + "（" + column.name() + "）", EN: row.EN + " (" + column.EN + ")",
				Unit: unit, Kind: kindOf(unit), Direction: None, Evidence: evidence, Basis: basis,
				Definition: "“" + t.Label + "”表中“" + row.Label + "”行、“" + column.Label + "”列的数",
			})
		}
	}
	return out
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// expand makes one identity for each column (or row) of a table from one over
// lines of the other axis. Lines that lack one of the rule's cells are passed
// over; a name that is no line of the axis is an error.
func (t *Table) expand(id Identity, each string) ([]Identity, *RuleError) {
	along, across := t.Rows, t.Columns
	if each == "row" {
		along, across = t.Columns, t.Rows
	}
	var sums [3]Sum
	for i, s := range []Sum{id.Rule.Left, id.Rule.Right, id.Rule.Over} {
		for _, term := range s {
			keys := below(along, term.Key)
			if len(keys) == 0 {
				return nil, unknownName(term, lineKeys(along))
			}
			for _, key := range keys {
				term.Key = key
				sums[i] = append(sums[i], term)
			}
		}
	}
	var out []Identity
	for i := range across {
		other := &across[i]
		one := id
		one.ID = t.ID + "." + id.ID + "." + other.Key
		whole := !other.Header
		bind := func(s Sum) Sum {
			s = slices.Clone(s)
			for k := range s {
				row, column := line(along, s[k].Key), other
				if each == "row" {
					row, column = column, row
				}
				whole = whole && t.Has(row, column)
				s[k].Key = t.Key(row, column)
			}
			return s
		}
		one.Rule.Left, one.Rule.Right = bind(sums[0]), bind(sums[1])
		if sums[2] != nil {
			one.Rule.Over = bind(sums[2])
		}
		if whole {
			out = append(out, one)
		}
	}
	return out, nil
}

func lineKeys(lines []Line) []string {
	return keysOf(lines, func(l Line) string { return l.Key })
}

// unknownName is the error of a rule that names what there is not.
func unknownName(t Term, known []string) *RuleError {
	e := &RuleError{Start: t.start, End: t.end, Message: finding.Text{
		ZH: "规则里的“" + t.Key + "”不是这里的指标", EN: "the rule names " + t.Key + ", which is no indicator here"}}
	if near := finding.Nearest(t.Key, known); near != "" {
		e.Message.ZH += "；是否想写 " + near + "？"
		e.Message.EN += "; did you mean " + near + "?"
	}
	return e
}
