package check

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"fazhi/generator/quantity"
)

// grid is a table of the narrative, row by row, its header first.
type grid [][]*Passage

// grids gives the tables of the narrative.
func (s *Subject) grids() []grid {
	var out []grid
	var table, row ast.Node
	for _, p := range s.Prose {
		if !p.Cell {
			continue
		}
		r := p.Node.Parent()
		if t := r.Parent(); t != table {
			table, out = t, append(out, nil)
		}
		g := &out[len(out)-1]
		if r != row || len(*g) == 0 {
			row = r
			*g = append(*g, nil)
		}
		last := len(*g) - 1
		(*g)[last] = append((*g)[last], p)
	}
	return slices.DeleteFunc(out, func(g grid) bool {
		return len(g) < 2 || g[0][0].Node.Parent().Kind() != east.KindTableHeader || slices.ContainsFunc(g, func(r []*Passage) bool { return len(r) != len(g[0]) })
	})
}

// tableSums holds the last row of a table against the rows above it, and a
// column of changes against the two years beside it.
func (s *Subject) tableSums() {
	for _, g := range s.grids() {
		if g.hasTotal() {
			for c := range g[0] {
				s.columnSum(g, c)
			}
		}
		for c := 2; c < len(g[0]); c++ {
			s.columnChange(g, c)
		}
	}
}

// hasTotal reports whether the last row is the total of all others, none of
// which is a part of another.
func (g grid) hasTotal() bool {
	const least = 4 // the header, two rows and their total
	if len(g) < least || !isTotal(g[len(g)-1]) {
		return false
	}
	for _, row := range g[1 : len(g)-1] {
		if isTotal(row) || slices.ContainsFunc(row, func(p *Passage) bool { return containsAny(p.Text, "其中", "小计", "#") }) {
			return false
		}
	}
	return true
}

func isTotal(row []*Passage) bool {
	for _, p := range row[:min(2, len(row))] {
		if word := strings.ReplaceAll(p.Text, " ", ""); word == "合计" || word == "总计" || word == "共计" {
			return true
		}
	}
	return false
}

// cellValue reads a cell that is a number with or without a unit.
func cellValue(text string) (n quantity.Number, unit string, ok bool) {
	text = strings.NewReplacer(" ", "", ",", "", "，", "").Replace(text)
	end := len(text) - len(strings.TrimLeft(text, "-0123456789."))
	n, err := quantity.ParseNumber(text[:end])
	unit = text[end:]
	return n, unit, err == nil && !strings.ContainsAny(unit, "0123456789余多约近—~～/（")
}

// columnSum holds one column of a table against its total.
func (s *Subject) columnSum(g grid, c int) {
	last := len(g) - 1
	total, unit, ok := cellValue(g[last][c].Text)
	if !ok || unit == "%" || strings.Contains(g[0][c].Text, "%") || containsAny(g[0][c].Text, "序号", "率", "占比", "比重", "增", "平均", "排名", "得分") {
		return
	}
	sum, slack := quantity.NewInt(0), quantity.NewInt(0)
	var words []string
	for _, row := range g[1:last] {
		text := strings.TrimSpace(row[c].Text)
		if text == "" || text == "—" || text == "-" || text == "/" {
			continue
		}
		n, u, ok := cellValue(text)
		if !ok || u != unit || strings.ContainsAny(row[0].Text, "（(元") { // the row may be in a unit of its own
			return
		}
		sum = sum.Add(n)
		words = append(words, text)
		if n.Places() > 0 { // rounded
			slack = slack.Add(quantity.NewInt(1))
		}
	}
	if len(words) < 2 || sum.Sub(total).Abs().Cmp(slack) <= 0 {
		return
	}
	p := g[last][c]
	s.tell("row", p.Pos(0, len(p.Text)), "total", p.Text, "column", g[0][c].Text, "parts", strings.Join(words, "＋"), "sum", quantity.Print(sum, unit))
}

// columnChange holds a column of growth rates against the two columns of years
// before it.
func (s *Subject) columnChange(g grid, c int) {
	head := g[0][c].Text
	if !containsAny(head, "增减", "增幅", "增长", "同比", "变化", "增速") {
		return
	}
	now, before := c-1, c-2
	if s.headOfLast(g[0][now].Text) {
		now, before = before, now
	}
	if !s.headOfLast(g[0][before].Text) || s.headOfLast(g[0][now].Text) {
		return
	}
	for _, row := range g[1:] {
		a, unit, ok := cellValue(row[before].Text)
		b, unitNow, okNow := cellValue(row[now].Text)
		text := strings.TrimSpace(row[c].Text)
		down := strings.HasPrefix(text, "下降") || strings.HasPrefix(text, "减少") || strings.HasPrefix(text, "↓")
		said, per, okSaid := cellValue(strings.TrimLeft(text, "下降减少上升增长加提高↓↑+＋"))
		if !ok || !okNow || !okSaid || unit != unitNow || unit == "%" || a.Sign() <= 0 || strings.ContainsAny(row[0].Text, "值") {
			continue
		}
		if down && said.Sign() > 0 {
			said = said.Neg()
		}
		actual, unit := b.Sub(a), unit
		half := quantity.NewInt(0)
		switch {
		case per == "%" || per == "" && strings.Contains(head, "%"):
			actual, _ = actual.Mul(quantity.NewInt(100)).Quo(a, 8)
			half, _ = halfDigit(strings.TrimSuffix(text, "%")+"%", "%")
			unit = "%"
			if a.Places() > 0 || b.Places() > 0 {
				continue // rounded values do not give the last digit
			}
		case per != unit || a.Places() > 0 || b.Places() > 0:
			continue
		}
		if actual.Sub(said).Abs().Cmp(half) > 0 {
			p := row[c]
			s.tell("change", p.Pos(0, len(p.Text)), "text", text, "before", row[before].Text, "now", row[now].Text, "actual", printed(quantity.Point(actual), unit))
		}
	}
}

// headOfLast reports whether the head of a column names the year before.
func (s *Subject) headOfLast(head string) bool {
	return containsAny(head, itoa(s.Report.Year-1), "上年", "去年", "上一年")
}
