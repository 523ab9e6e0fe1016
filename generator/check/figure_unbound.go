package check

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// figureUnbound finds quantities that were typed into the prose: nobody can
// trace them, compare them or notice when they go stale. In the plan they speak
// of next year and are an info.
func figureUnbound() Check {
	return Check{ID: "figure-unbound", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var old []finding.Pos
		var t typed
		defer func() { t.tell(s); s.grouped("then", old) }()
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if !bindable(q) || noStatistic(p, q) || p.Quote(q.Start, q.End) != nil {
					continue
				}
				pos := p.Pos(q.Start, q.End)
				if s.Report.Status == report.Imported { // its text stays as it was
					old = append(old, pos)
					continue
				}
				switch f := s.figureOf(p, q); {
				case p.Plan:
					s.tell("plan", pos, "text", q.Text)
				case f != nil:
					about(s.tell("known", pos, "text", q.Text, "label", f.Indicator.Label, "key", f.Indicator.Key), f)
				default:
					t.add(s, p, pos, q.Text)
				}
			}
		}
	}}
}

// typed gathers the typed numbers of a paragraph or a table that no figure has:
// many of them are told at once, so that a draft without data drowns nobody.
type typed struct {
	block ast.Node
	cell  bool
	at    []finding.Pos
	texts []string
}

// toldApart is how many typed numbers of a block are told one by one.
const toldApart = 3

func (t *typed) add(s *Subject, p *Passage, pos finding.Pos, text string) {
	block := p.Node
	for p.Cell && block.Parent() != nil && block.Kind() != east.KindTable {
		block = block.Parent()
	}
	if block != t.block {
		t.tell(s)
		*t = typed{block: block, cell: p.Cell}
	}
	t.at, t.texts = append(t.at, pos), append(t.texts, text)
}

func (t *typed) tell(s *Subject) {
	if len(t.at) <= toldApart {
		for i, pos := range t.at {
			s.tell("typed", pos, "text", t.texts[i])
		}
		return
	}
	block := finding.Text{ZH: "这一段", EN: "this paragraph"}
	if t.cell {
		block = finding.Text{ZH: "这张表", EN: "this table"}
	}
	s.grouped("typed-many", t.at, "block", block, "texts", strings.Join(t.texts, "、"))
}

// noStatistic reports whether a quantity counts nothing that the agency did: how
// often something is done (每月一调度), a run of years (连续三年), round the clock,
// or the length of time in the name of a service (“15分钟服务圈”).
func noStatistic(p *Passage, q quantity.Quantity) bool {
	if q.Kind != quantity.Duration {
		return false
	}
	behind := p.Text[q.End:]
	if i := strings.IndexAny(behind, "，。；、”"); i >= 0 {
		behind = behind[:i]
	}
	return strings.HasPrefix(q.Text, "每") || q.Unit == "年" || q.Text == "24小时" || q.Unit == "分钟" && strings.Contains(behind, "圈")
}

// bindable reports whether an expression states a quantity that data could
// hold: no idiom (零的突破), no scale of a map.
func bindable(q quantity.Quantity) bool {
	return q.Kind.IsQuantity() && q.Kind != quantity.Zero && q.Kind != quantity.Ratio
}

// figureOf gives the figure that a typed quantity most likely is: the one with
// its value and unit, if there is just one and the clause has a word of its
// name, or the one whose name stands before it among several. A small number
// equals some figure by chance too often to go by the value alone.
func (s *Subject) figureOf(p *Passage, q quantity.Quantity) *report.Figure {
	if q.Shape != quantity.Single || q.Kind == quantity.Growth {
		return nil
	}
	start, _ := p.clause(q.Start)
	var found *report.Figure
	n := 0
	for _, f := range s.Report.Figures {
		if f.Absent != "" || f.Ranged || !f.Value.Stated.Equal(q.Value) || q.Unit != "" && !quantity.SameUnit(f.Unit, q.Unit) {
			continue
		}
		if strings.HasSuffix(strings.TrimRight(p.Text[:q.Start], "达为共了计 "), f.Indicator.Label) {
			return f
		}
		if p.Cell || sharesWord(f.Indicator.Label, p.Text[min(start, q.Start):q.Start]) {
			found = f
			n++
		}
	}
	if n == 1 {
		return found
	}
	return nil
}

// sharesWord reports whether two characters of a name stand together in a text.
func sharesWord(name, text string) bool {
	runes := []rune(name)
	for i := range len(runes) - 1 {
		if word := string(runes[i : i+2]); word != "行政" && word != "数量" && strings.Contains(text, word) {
			return true
		}
	}
	return false
}
