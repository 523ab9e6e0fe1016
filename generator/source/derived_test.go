package source_test

import (
	"strings"
	"testing"
)

const derivedForm = `
[groups]
own = { label = "本单位指标" }
[indicators.own]
online = { label = "网办事项", unit = "件" }
all    = { label = "事项合计", unit = "件", units = ["人次"] }
[derived.own]
share  = { label = "网办事项占比", formula = "own.online / own.all", unit = "%", places = 1, direction = "higher" }
growth = { label = "事项增长率", formula = "growth(own.all)", unit = "%", places = 1 }
diff   = { label = "线下事项", formula = "own.all - own.online", unit = "件" }
`

// Derived figures stand beside the given ones, can be quoted, and say why there
// is none.
func TestDerived(t *testing.T) {
	a, log := load(t, workspace(map[string]string{
		"data/a/fzzf/form.toml":  derivedForm,
		"data/a/fzzf/2019.toml":  "[figures.own]\nonline = 3\nall = \"9人次\"\n",
		"data/a/fzzf/2020.toml":  "[figures.own]\nonline = 0\nall = 0\n",
		"data/a/fzzf/2021.toml":  "[figures.own]\nonline = 120\nall = \"近800件\"\n",
		"data/a/fzzf/2022.toml":  "[figures.own]\nall = \"未统计\"\n",
		"data/a/fzzf/2023.toml":  "highlights = [\"网办事项占比\"]\n[figures.own]\nonline = 300\nall = { value = 900, before = 600 }\n",
		"data/a/fzzf/2024.toml":  "[figures.own]\nonline = 396\nall = 1100\n",
		"content/a/fzzf/2024.md": "+++\ntitle = \"t\"\nstatus = \"draft\"\n+++\n\n占比{{网办事项占比}}，{{own.share:change}}；上年{{own.share:before}}，{{own.share@2023}}；{{own.diff}}，{{own.growth:number}}。\n",
	}), "a")
	if len(log) > 0 {
		t.Fatalf("findings: %v", log)
	}
	s := a.Series[0]
	for _, c := range []struct {
		year            int
		key, text, note string
	}{
		{2019, "own.share", "无法计算", "单位不同，无法计算"},
		{2020, "own.share", "不适用", "分母为零，无法计算"},
		{2019, "own.growth", "无法计算", "缺少上一年的“事项合计”，无法计算"},
		{2020, "own.growth", "无法计算", "单位不同，无法计算"},
		{2020, "own.diff", "0件", ""},
		{2021, "own.share", "15.0%至17.2%", ""},
		{2021, "own.growth", "不适用", "分母为零，无法计算"},
		{2021, "own.diff", "580件至680件", ""},
		{2022, "own.share", "无法计算", "缺少“网办事项”，“事项合计”未统计，无法计算"},
		{2022, "own.growth", "无法计算", "“事项合计”未统计，无法计算"},
		{2023, "own.share", "33.3%", ""},
		{2023, "own.growth", "无法计算", "上一年的“事项合计”未统计，无法计算"},
		{2023, "own.diff", "600件", ""},
		{2024, "own.share", "36.0%", ""},
		{2024, "own.growth", "22.2%", ""},
	} {
		f := s.Year(c.year).Figure(c.key)
		if f == nil || f.Text != c.text || f.Note != c.note || !f.Derived {
			t.Errorf("%d %s: %+v, want %s %s", c.year, c.key, f, c.text, c.note)
		}
	}
	if h := s.Year(2023).Highlights; len(h) != 1 || h[0].Text != "33.3%" || h[0].Pos.Line != 3 {
		t.Errorf("highlights: %+v", h)
	}
	var said []string
	for _, ref := range s.Year(2024).Narrative.References {
		said = append(said, ref.Printed)
	}
	if got := strings.Join(said, " "); got != "36.0% 提高2.7个百分点 33.3% 33.3% 704件 22.2" {
		t.Error(got)
	}
	if f := s.Year(2024).Figure("own.share"); len(f.Quotes) != 3 {
		t.Errorf("%d quotes", len(f.Quotes))
	}
}

// A derived figure that is typed is told; one whose input cannot be read is
// not told again.
func TestDerivedTyped(t *testing.T) {
	a, log := load(t, workspace(map[string]string{
		"data/a/fzzf/form.toml":  derivedForm,
		"data/a/fzzf/2023.toml":  "[figures.own]\nonline = \"很多\"\nall = 900\nshare = \"33.3%\"\n",
		"content/a/fzzf/2023.md": "+++\ntitle = \"t\"\nstatus = \"draft\"\n+++\n\n占比{{own.share}}。\n",
	}), "a")
	var ids []string
	for _, f := range log {
		ids = append(ids, f.ID)
	}
	if got := strings.Join(ids, " "); got != "value-unreadable figure-derived" {
		t.Fatalf("%s", got)
	}
	if f := log[1]; f.Pos.Line != 4 || !strings.Contains(f.Expected.ZH, "网办事项 ÷ 事项合计 × 100%") {
		t.Errorf("%+v", f)
	}
	if f := a.Series[0].Year(2023).Figure("own.share"); f != nil {
		t.Errorf("%+v", f)
	}
}

// Nobody is told to type what is computed, and nothing is computed across a
// break, nor compared: the share of a figure that counts something else does so,
// too.
func TestDerivedChange(t *testing.T) {
	a, log := load(t, workspace(map[string]string{
		"data/a/fzzf/form.toml":  derivedForm + "[[breaks]]\nfigures = [\"own.all\"]\nyear = 2023\nwhat = \"scope\"\nnote = \"含街道\"\n",
		"data/a/fzzf/2022.toml":  "[figures.own]\nonline = 30\nall = \"近800件\"\n",
		"data/a/fzzf/2023.toml":  "[figures.own]\nonline = 300\nall = \"近8000件\"\n",
		"content/a/fzzf/2023.md": "+++\ntitle = \"t\"\nstatus = \"draft\"\n+++\n\n占比{{own.share:change}}。\n",
		"content/a/fzzf/2022.md": "+++\ntitle = \"t\"\nstatus = \"draft\"\n+++\n\n占比{{own.share:change}}。\n",
	}), "a")
	var ids []string
	for _, f := range log {
		ids = append(ids, f.ID)
		if !strings.Contains(f.Cure.ZH, map[string]string{"before-unknown": "不用填", "change-unknown": "说明口径的变化"}[f.ID]) || strings.Contains(f.Cure.ZH, "value") {
			t.Errorf("%s: %s", f.Message.ZH, f.Cure.ZH)
		}
	}
	if got := strings.Join(ids, " "); got != "before-unknown change-unknown" {
		t.Error(got)
	}
	f := a.Series[0].Year(2023).Figure("own.growth")
	if f == nil || f.Text != "无法计算" || f.Note != "与上年口径不同，无法计算" {
		t.Errorf("%+v", f)
	}
}
