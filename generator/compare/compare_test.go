package compare

import (
	"strings"
	"testing"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

func value(t *testing.T, wording string) *report.Value {
	t.Helper()
	if wording == "" {
		return nil
	}
	for _, a := range report.Absences() {
		if wording == a {
			return &report.Value{Text: wording, Absent: report.Absence(a)}
		}
	}
	q, err := quantity.Parse(wording)
	if err != nil {
		t.Fatalf("%s: %v", wording, err)
	}
	return &report.Value{Text: wording, Ranged: q.Shape == quantity.Range, Stated: q.Value, Bounds: q.Bounds, Unit: q.Unit}
}

func TestValues(t *testing.T) {
	count := &form.Indicator{Kind: form.Count, Direction: form.None}
	share := &form.Indicator{Kind: form.Share, Direction: form.Higher}
	limit := &form.Indicator{Kind: form.Duration, Direction: form.Lower}
	broken := &form.Break{Year: 2021, What: form.NewDefinition, Note: "含网上反映的问题"}
	for _, c := range []struct {
		name          string
		ind           *form.Indicator
		before, after string
		broken        *form.Break
		state         State
		text, span    string
		better        bool
	}{
		{"exact", count, "260件", "312件", nil, Up, "增长20%", "+52件", false},
		{"even", count, "12件", "12件", nil, Even, "与上年持平", "0件", false},
		{"approximate, direction open", count, "7万余件", "近8万件", nil, Uncertain, "", "−1万件至+1万件", false},
		{"approximate, direction certain", count, "7万余件", "9万余件", nil, Up, "增长12.5%至42.9%", "+1万件至+3万件", false},
		{"zero base", count, "0件", "12件", nil, Up, "增加12件", "+12件", false},
		{"zero is not missing", count, "0件", "", nil, Missing, "", "", false},
		{"missing before", count, "", "12件", nil, Missing, "", "", false},
		{"absent", count, "未统计", "12件", nil, Absent, "", "", false},
		{"share", share, "92.3%", "100%", nil, Up, "提高7.7个百分点", "+7.7个百分点", true},
		{"worse is not coloured", share, "98.5%", "97.3%", nil, Down, "下降1.2个百分点", "−1.2个百分点", false},
		{"open ended", limit, "63个工作日", "30个工作日以内", nil, Down, "缩短33个工作日以上", "至多−33个工作日", true},
		{"unit", count, "8.1万人次", "9万余次", nil, OtherUnit, "", "", false},
		{"break", count, "260件", "312件", broken, Broken, "", "", false},
		{"a break of what is absent", count, "未统计", "312件", broken, Absent, "", "", false},
	} {
		f := Values(c.ind, value(t, c.before), value(t, c.after), c.broken)
		if f.State != c.state || f.Change.Text != c.text || f.Span() != c.span || f.Change.Better != c.better {
			t.Errorf("%s: %s %q %q better %v, want %s %q %q %v", c.name, f.State, f.Change.Text, f.Span(), f.Change.Better, c.state, c.text, c.span, c.better)
		}
		if f.HasGrowth && (c.before == "0件" || !f.State.Compared()) {
			t.Errorf("%s: a growth where none can be", c.name)
		}
	}
}

func TestBreakBetween(t *testing.T) {
	f := &form.Form{Breaks: []form.Break{{Figures: []string{"a.b"}, Year: 2021}, {Figures: []string{"a.b"}, Year: 2023}}}
	for _, c := range []struct{ from, to, want int }{{2020, 2021, 2021}, {2021, 2022, 0}, {2019, 2020, 0}, {2019, 2024, 2023}, {2022, 2020, 2021}} {
		got := 0
		if b := f.BreakBetween("a.b", c.from, c.to); b != nil {
			got = b.Year
		}
		if got != c.want {
			t.Errorf("%d–%d: break of %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if f.BreakBetween("a.c", 2019, 2024) != nil {
		t.Error("a break of another indicator")
	}
}

// Numbers are replaced whole, and what is put together from the pieces is the
// text of each year.
func TestWords(t *testing.T) {
	for _, c := range []struct{ older, newer, want string }{
		{"全年办理行政处罚案件260件。", "全年办理行政处罚案件312件。", "全年办理行政处罚案件[260件|312件]。"},
		{"2018年，增长12.3%。", "2019年，增长12.8%。", "[2018年|2019年]，增长[12.3%|12.8%]。"},
		{"建设AI平台", "建设APP平台", "建设[AI|APP]平台"},
		{"一样", "一样", "一样"},
	} {
		var got, older, newer strings.Builder
		deleted := ""
		for _, p := range append(Words(c.older, c.newer), Piece{}) {
			if p.Op != Inserted {
				older.WriteString(p.Text)
			}
			if p.Op != Deleted {
				newer.WriteString(p.Text)
			}
			switch p.Op {
			case Deleted:
				deleted = p.Text
			case Inserted:
				got.WriteString("[" + deleted + "|" + p.Text + "]")
			default:
				got.WriteString(p.Text)
			}
		}
		if got.String() != c.want || older.String() != c.older || newer.String() != c.newer {
			t.Errorf("%s → %s: %s", c.older, c.newer, got.String())
		}
	}
}

func paragraphs(texts ...string) []Block {
	var out []Block
	for _, s := range texts {
		b := Block{Text: s}
		if rest, ok := strings.CutPrefix(s, "# "); ok {
			b.Text, b.Heading = rest, 2
		}
		out = append(out, b)
	}
	return out
}

func TestAlign(t *testing.T) {
	const (
		first  = "坚持重大行政决策合法性审查，集体讨论决定，决策全过程记录在案。"
		second = "开展行政执法案卷评查，抽查处罚案卷120宗，发现问题及时整改。"
		again  = "开展行政执法案卷评查，抽查处罚案卷135宗，发现问题全部整改到位。"
		third  = "组织领导干部旁听庭审，负责人出庭应诉率保持在较高水平。"
		fresh  = "建成公共法律服务站，群众在家门口就能咨询律师。"
		gone   = "清理规范性文件，废止不合时宜的文件。"
	)
	text := Align(
		paragraphs("# 一、主要做法", first, second, gone, third),
		paragraphs("# 一、主要做法", third, first, again, fresh))
	var got []string
	for _, r := range text.Rows {
		s := string(r.Kind)
		if r.Moved {
			s += " moved"
		}
		got = append(got, s)
	}
	want := "kept,kept moved,kept,reworded,new,gone,away moved"
	if s := strings.Join(got, ","); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	if text.Moved != 1 || text.Rows[1].Twin != 6 || text.Rows[6].Twin != 1 {
		t.Errorf("moved %d, twins %d %d", text.Moved, text.Rows[1].Twin, text.Rows[6].Twin)
	}
	if a, b, c := text.Share(); a+b+c != 100 {
		t.Errorf("shares %d %d %d", a, b, c)
	}
}

// A run of kept paragraphs is folded, but for the headings before what changed.
func TestFold(t *testing.T) {
	older := paragraphs("# 一、甲的工作", "第一段没有改动的文字。", "第二段没有改动的文字。", "# 二、乙的工作", "去年的一段话。")
	newer := paragraphs("# 一、甲的工作", "第一段没有改动的文字。", "第二段没有改动的文字。", "# 二、乙的工作", "今年完全另写的内容。")
	text := Align(older, newer)
	if n := text.Fold(0); n != 3 {
		t.Errorf("%d rows are folded, want 3", n)
	}
	if n := text.Fold(3); n != 0 {
		t.Errorf("a heading before a change is folded (%d)", n)
	}
}

// The older year's plan stands beside what the measures say of the same.
func TestPromises(t *testing.T) {
	older := []Block{{Text: "配齐法制审核人员，每个执法科室至少一名。", Roles: []string{rolePlan}}, {Text: "建设智慧监管平台。", Roles: []string{rolePlan}}}
	newer := []Block{{Text: "每个执法科室配齐法制审核人员，共8名。", Roles: []string{roleMeasures}}, {Text: "其他工作正常开展。", Roles: []string{roleMeasures}}}
	from, to := recognise(older), recognise(newer)
	got := promises(older, newer, &from, &to)
	if len(got) != 2 || got[0].Measure == nil || got[0].Measure.Text != newer[0].Text || got[1].Measure != nil {
		t.Errorf("%+v", got)
	}
}
