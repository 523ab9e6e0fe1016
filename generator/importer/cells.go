package importer

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// findCells makes the number of a cell a mention, with the unit that the table
// says it is in, and names it by its row and column.
func findCells(p *passage, rows, names [][]string, lex *lexicon) {
	row, column := namesOf(p, names)
	if len(p.mentions) == 0 && isNumber(p.text) {
		if q, err := quantity.Parse(p.text); err == nil && q.Shape == quantity.Single {
			m := &mention{passage: p, end: len(p.text), wording: p.text, read: q, lex: lex, bare: true}
			m.columnUnit = columnUnit(p, rows)
			m.guessed = row == "" && column == ""
			m.names = []string{m.distantName(nil)}
			p.mentions, p.lost = []*mention{m}, nil
		}
	}
	if len(p.mentions) != 1 || row == "" && column == "" {
		return
	}
	if column == "" {
		column = "第" + strconv.Itoa(p.col+1) + "列"
	}
	m := p.mentions[0]
	if utf8.RuneCountInString(p.text)-utf8.RuneCountInString(m.wording) > 4 {
		return
	}
	name := lex.firstPart(row, 12)
	if column != "" && name != "" {
		name += "："
	}
	m.names = append([]string{name + lex.firstPart(column, longestLabel-utf8.RuneCountInString(name))}, m.names...)
	m.guessed = false
}

// columnUnit reads the unit that the head of a column has in brackets: 数量（件）,
// 金额（单位：万元）.
func columnUnit(p *passage, rows [][]string) string {
	for r := p.row - 1; r >= max(0, p.row-tallest); r-- {
		if !strings.ContainsAny(rows[r][p.col], "（(") {
			continue
		}
		if at := unitInBrackets().FindStringSubmatch(rows[r][p.col]); at != nil {
			if q, err := quantity.Parse("1" + at[1]); err == nil && q.Unit != "" {
				return at[1]
			}
		}
	}
	return ""
}

var unitInBrackets = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[（(](?:单位\s*[:：]\s*)?(\p{Han}{1,4}|%)[）)]`)
})

// isNumber tells a cell that holds a number and nothing else.
func isNumber(s string) bool {
	return s != "" && digit(rune(s[0])) && strings.Trim(s, "0123456789.,") == ""
}

// tallest is how many rows above a cell its heading is looked for.
const tallest = 100

// namesOf gives the first words to the left of a cell and above it.
func namesOf(p *passage, names [][]string) (row, column string) {
	for c := p.col - 1; c >= 0 && row == ""; c-- {
		row = names[p.row][c]
	}
	for r := p.row - 1; r >= max(0, p.row-tallest) && column == ""; r-- {
		column = names[r][p.col]
	}
	return row, column
}

// cellNames gives the words of every cell for labels.
func cellNames(rows [][]string) [][]string {
	names := make([][]string, len(rows))
	for r, row := range rows {
		names[r] = make([]string, len(row))
		for c, text := range row {
			names[r][c] = cellName(text)
		}
	}
	return names
}

// cellName gives a cell's words for a label, "" for a cell that holds numbers.
func cellName(s string) string {
	s = brackets().ReplaceAllString(s, "")
	s = strings.TrimFunc(quotes.Replace(s[numberOf(s).end:]), isEdge)
	if strings.Trim(s, "0123456789.,%") == "" || hasQuantity(s) {
		return ""
	}
	return strings.Map(dropEdge, s)
}

// tableKeys finds the cells of the form's tables: a row by its label, and the
// columns by the number of figures that stand in it. The keys are those of the
// figures of each row, in order.
func tableKeys(f *form.Form, rows [][]string) map[int][]string {
	keys := map[int][]string{}
	for i := range f.Tables {
		for _, line := range tableLines(&f.Tables[i]) {
			for r, row := range rows {
				label, numbers := rowParts(row)
				if label == "" && numbers > 0 && r > 0 && line.label != "" {
					if above, n := rowParts(rows[r-1]); n == 0 {
						label = above // a long label stands on a line of its own
					}
				}
				if keys[r] == nil && numbers == len(line.keys) && (label == line.label || sameLabel(label, line.label)) {
					keys[r] = line.keys
					break
				}
			}
		}
	}
	return keys
}

// tableLine is one printed row of a form's table.
type tableLine struct {
	label string // "" for a table that is printed as one row
	keys  []string
}

func tableLines(t *form.Table) []tableLine {
	var lines []tableLine
	for i := range t.Rows {
		row := &t.Rows[i]
		var keys []string
		for j := range t.Columns {
			if t.Has(row, &t.Columns[j]) {
				keys = append(keys, t.Key(row, &t.Columns[j]))
			}
		}
		switch {
		case len(keys) == 0:
		case t.OneLine && len(lines) > 0:
			lines[0].keys = append(lines[0].keys, keys...)
		case t.OneLine:
			lines = []tableLine{{"", keys}}
		default:
			lines = append(lines, tableLine{row.Label, keys})
		}
	}
	return lines
}

// rowParts gives the label that stands nearest to a row's numbers, and how many
// numbers there are.
func rowParts(row []string) (label string, numbers int) {
	for _, cell := range row {
		switch {
		case isNumber(cell):
			numbers++
		case numbers == 0 && cell != "":
			label = cell
		}
	}
	return label, numbers
}

// sameLabel compares labels of rows without numbering, remarks and blanks.
func sameLabel(a, b string) bool {
	bare := func(s string) string {
		s = brackets().ReplaceAllString(s, "")
		return strings.Map(dropEdge, quotes.Replace(s[numberOf(s).end:]))
	}
	a, b = bare(a), bare(b)
	return a != "" && a == b
}

// orderedCells gives every number of a row its key of the form's table.
func orderedCells(passages []*passage, rows [][]string, f *form.Form) {
	keys := tableKeys(f, rows)
	next := map[int]int{}
	for _, p := range passages {
		if cells := keys[p.row]; cells != nil && isNumber(p.text) && len(p.mentions) == 1 && next[p.row] < len(cells) {
			p.mentions[0].cell = cells[next[p.row]]
			next[p.row]++
		}
	}
}

// joinTables puts tables together that a line of words parts: a row whose label
// took a line of its own. A table that begins with words has its own header and
// stays apart, and so does one behind a heading that the form knows.
func joinTables(blocks []block, f *form.Form) []block {
	var out []block
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		n := len(out)
		if b.kind != table || n == 0 {
			out = append(out, b)
			continue
		}
		between := n - 1
		for between > 0 && n-between < 3 && out[between].kind == prose && cells(out[between].text) <= 80 &&
			!strings.HasSuffix(out[between].text, "。") && len(f.RoleOf(out[between].text)) == 0 && out[between-1].kind == prose {
			between--
		}
		if _, numbers := rowParts(b.rows[0]); numbers == 0 || between < 1 || out[between].kind != prose || out[between-1].kind != table ||
			len(f.RoleOf(out[between].text)) > 0 || cells(out[between].text) > 80 {
			out = append(out, b)
			continue
		}
		rows := out[between-1].rows
		for _, words := range out[between:] {
			rows = append(rows, []string{words.text})
		}
		out[between-1].rows = rectangular(append(rows, b.rows...))
		out = out[:between]
	}
	return out
}
