package form_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/templates"
)

// shipped loads the forms of the program and fails on any finding.
func shipped(t testing.TB) form.Forms {
	t.Helper()
	forms, log := form.Load(templates.FS)
	for _, f := range log {
		t.Errorf("%s:%d:%d: %s %s (%s)", f.Pos.File, f.Pos.Line, f.Pos.Column, f.ID, f.Message.ZH, f.Cure.ZH)
	}
	return forms
}

func get(t testing.TB, id string) *form.Form {
	t.Helper()
	f := shipped(t).Find(id, 2023)
	if f == nil {
		t.Fatalf("no form %s", id)
	}
	return f
}

func TestCatalogue(t *testing.T) {
	forms := shipped(t)
	if got := strings.Join(forms.IDs(), " "); got != "fzzf other xxgk" {
		t.Errorf("forms: %s", got)
	}
	key := regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}$`)
	han := regexp.MustCompile(`\p{Han}`)
	for _, f := range forms {
		seen := map[string]string{}
		groups := map[string]bool{}
		last := ""
		for i := range f.Indicators {
			ind := &f.Indicators[i]
			if !key.MatchString(ind.Key) {
				t.Errorf("%s: bad key", ind.Key)
			}
			if groups[ind.Group()] && ind.Group() != last {
				t.Errorf("%s stands apart from its group", ind.Key)
			}
			last = ind.Group()
			groups[last] = true
			if g := f.Group(last); g == nil || g.Label == "" || g.EN == "" {
				t.Errorf("%s: no group", ind.Key)
			}
			for _, name := range append([]string{ind.Key, ind.Label}, ind.Aliases...) {
				if other := seen[name]; other != "" {
					t.Errorf("%s and %s are both called %s", other, ind.Key, name)
				}
				seen[name] = ind.Key
			}
			if ind.Definition == "" || strings.HasSuffix(ind.Definition, "。") {
				t.Errorf("%s: definition %q", ind.Key, ind.Definition)
			}
			if ind.EN == "" || han.MatchString(ind.EN) {
				t.Errorf("%s: English label %q", ind.Key, ind.EN)
			}
			if ind.Evidence == form.GK && ind.Basis != "" {
				t.Errorf("%s: general knowledge with a basis", ind.Key)
			}
			if ind.Evidence == form.Law && ind.Basis == "" {
				t.Errorf("%s: a law without its name", ind.Key)
			}
			if ind.Kind == form.Count && (ind.Direction == form.Higher || ind.Direction == form.Target100) && ind.Key != "counsel.reviews" {
				t.Errorf("%s: a count has no better direction", ind.Key)
			}
		}
		for _, g := range f.Groups {
			if !groups[g.ID] {
				t.Errorf("group %s has no indicators", g.ID)
			}
		}
	}
}

func TestIdentityTable(t *testing.T) {
	for _, f := range shipped(t) {
		for i := range f.Identities {
			id := &f.Identities[i]
			if id.Grade != form.Exact && id.Grade != form.Soft {
				t.Errorf("%s: grade %q", id.ID, id.Grade)
			}
			gk := id.Evidence == form.GK
			for _, ref := range id.Rule.Refs() {
				ind := f.Indicator(ref.Key)
				if ind == nil {
					t.Errorf("%s: no indicator %s", id.ID, ref)
					continue
				}
				gk = gk || ind.Evidence == form.GK
			}
			if (gk || id.Grade == form.Soft) && id.Severity() != finding.Info {
				t.Errorf("%s: severity %s", id.ID, id.Severity())
			}
			if w := f.Words(id, "zh"); strings.Contains(w, ".") {
				t.Errorf("%s: a key in %s", id.ID, w)
			}
		}
		for i := range f.Indicators {
			if ind := &f.Indicators[i]; ind.Kind == form.Share && ind.Group() != "own" && f.ShareOf(ind.Key) == nil {
				t.Errorf("%s: no identity says of what it is a share", ind.Key)
			}
		}
	}
}

func TestRoleTable(t *testing.T) {
	for _, f := range shipped(t) {
		for _, r := range f.Roles {
			if len(r.Wordings) == 0 || r.Title == "" || r.EN == "" {
				t.Errorf("%s: role %s is not complete", f.ID, r.ID)
			}
			if got := f.RoleOf(r.Title); !slices.Equal(got, []string{r.ID}) {
				t.Errorf("%s: its own title %s is %v", f.ID, r.Title, got)
			}
			if strings.Contains(r.Basis, "条") && strings.Contains(r.Basis, "厅字〔2019〕28号") {
				t.Errorf("%s cites an article that was not verified", r.ID)
			}
			if slices.Contains(r.Wordings, "") || len(slices.Compact(slices.Sorted(slices.Values(r.Wordings)))) != len(r.Wordings) {
				t.Errorf("%s: role %s has an empty or a repeated wording", f.ID, r.ID)
			}
		}
		if f.ID == "fzzf" {
			for _, id := range []string{"measures", "shortcomings", "leadership", "plan", "other"} {
				if r := f.Role(id); r == nil || r.RequiredIn(2023) != (id != "other") || r.RequiredIn(2018) || len(r.Wordings) < 10 {
					t.Errorf("role %s", id)
				}
			}
		}
	}
}

func TestCategories(t *testing.T) {
	f := get(t, "fzzf")
	if len(f.Categories) != 9 {
		t.Errorf("%d categories", len(f.Categories))
	}
	used := map[string]bool{}
	for _, g := range f.Groups {
		used[g.Category] = true
	}
	for i := range f.Categories {
		c := &f.Categories[i]
		if !c.Holds(2023) || c.Holds(2020) || c.Holds(2026) {
			t.Errorf("%s holds for the wrong years", c.ID)
		}
	}
	if f.Category(f.Group("approval").Category).ID != "P1" {
		t.Error("approvals are not in P1")
	}
}

func TestDeadlines(t *testing.T) {
	fzzf, xxgk := get(t, "fzzf"), get(t, "xxgk")
	for _, c := range []struct {
		f            *form.Form
		id, reporter string
		year         int
		want         string
	}{
		{fzzf, "submit", "", 2023, "2024-02-29"},
		{fzzf, "submit", "", 2022, "2023-02-28"},
		{fzzf, "publish", "", 2023, "2024-03-31"},
		{fzzf, "publish", "", 2016, "2017-03-31"},
		{fzzf, "publish", "", 2014, ""},
		{fzzf, "submit", "", 2018, ""},
		{fzzf, "submit", "province", 2023, "2024-03-31"},
		{fzzf, "submit", "model-area", 2023, "2024-01-31"},
		{fzzf, "publish", "model-area", 2023, "2024-03-31"},
		{xxgk, "publish", "", 2023, "2024-01-31"},
		{xxgk, "publish", "government", 2023, "2024-03-31"},
	} {
		got := ""
		if d := c.f.Deadline(c.id, c.reporter, c.year); d != nil {
			got = d.LastDay(c.year).String()
		}
		if got != c.want {
			t.Errorf("%s %s %s %d: %s, want %s", c.f.ID, c.id, c.reporter, c.year, got, c.want)
		}
	}
	for _, d := range fzzf.Deadlines {
		if strings.Contains(d.Basis, "28号》") || strings.Contains(d.Basis, "28号）第") {
			t.Errorf("%s cites an article that was not verified: %s", d.ID, d.Basis)
		}
	}
	if day, ok := fzzf.DeadlineAt("publish", 2023); !ok || day != (civil.Date{Year: 2024, Month: 3, Day: 31}) {
		t.Errorf("publish: %v", day)
	}
	if _, ok := get(t, "other").DeadlineAt("publish", 2023); ok {
		t.Error("other has a deadline")
	}
}

func TestFind(t *testing.T) {
	forms := shipped(t)
	if f := forms.Find("xxgk", 2021); f == nil || f.Version != "xxgk-2021" {
		t.Errorf("2021: %+v", f)
	}
	old := forms.Find("xxgk", 2018)
	if old == nil || len(old.Tables) != 0 || len(old.Deadlines) != 0 || len(old.Roles) != 6 || old.Roles[0].Required {
		t.Errorf("2018 is not free-form: %+v", old)
	}
	if i, keys := old.Lookup("t3.new.total"); i != nil || keys != nil {
		t.Error("a free form has figures")
	}
	if !forms.Find("xxgk", 2023).Roles[0].Required {
		t.Error("the free form changed the form")
	}
	if forms.Find("nosuch", 2023) != nil {
		t.Error("found a form that there is not")
	}
}

func TestLookup(t *testing.T) {
	f := get(t, "fzzf")
	for name, want := range map[string]string{
		"approval.handled": "approval.handled",
		"受办审批业务":           "approval.handled",
		"受办各类审批业务":         "approval.handled",
		" 进驻办理项　":          "hall.items",
		"许可数量":             "licence.granted",
	} {
		if i, _ := f.Lookup(name); i == nil || i.Key != want {
			t.Errorf("%s: %v, want %s", name, i, want)
		}
	}
	if i, keys := f.Lookup("没有这个指标"); i != nil || keys != nil {
		t.Error("found what there is not")
	}
	names := f.Names()
	if !slices.IsSorted(names) || !slices.Contains(names, "好评率") || !slices.Contains(names, "hall.items") {
		t.Error("names are not sorted or not complete")
	}
	if ids := f.IdentitiesOf("hall.items"); len(ids) != 4 || ids[0].ID != "hall-items" {
		t.Errorf("identities of hall.items: %d", len(ids))
	}
	fee := get(t, "xxgk").Indicator("t2.fees.collected")
	if fee == nil || fee.Unit != "万元" || fee.BaseUnit() != "元" || fee.Kind != form.Money || !fee.Accepts("元") || fee.Accepts("件") {
		t.Errorf("fees: %+v", fee)
	}
	if i := f.Indicator("penalty.total"); !i.Accepts("宗") || i.Accepts("人次") {
		t.Error("件 and 宗 are one")
	}
}

func TestTitles(t *testing.T) {
	forms := shipped(t)
	for title, id := range map[string]string{
		"某市某区行政审批局2023年度法治政府建设情况报告": "fzzf",
		"某区2018年法治政府建设年度报告":         "fzzf",
		"某市人民政府关于2016年度法治政府建设情况的报告": "fzzf",
		"某省2021年度法治政府建设情况":          "fzzf",
		"某区2023年政府信息公开工作年度报告":       "xxgk",
	} {
		for _, f := range forms {
			if f.ID != "other" && f.IsTitle(title) != (f.ID == id) {
				t.Errorf("%s: %s", f.ID, title)
			}
		}
	}
}

func TestTables(t *testing.T) {
	f := get(t, "xxgk")
	for id, cells := range map[string]int{"t2": 10, "t3": 25 * 7, "t4": 15} {
		tab := f.Table(id)
		n := 0
		for i := range tab.Rows {
			for j := range tab.Columns {
				if tab.Has(&tab.Rows[i], &tab.Columns[j]) {
					n++
					if f.Indicator(tab.Key(&tab.Rows[i], &tab.Columns[j])) == nil {
						t.Errorf("no indicator for %s", tab.Key(&tab.Rows[i], &tab.Columns[j]))
					}
				}
			}
		}
		if n != cells {
			t.Errorf("%s has %d cells, want %d", id, n, cells)
		}
		if f.Group(id).Table != id || f.Role(tab.Section) == nil {
			t.Errorf("%s: no group or section", id)
		}
	}
	for id, want := range map[string]string{
		"t3.balance.natural":    "本年新收政府信息公开申请数量（自然人） + 上年结转政府信息公开申请数量（自然人） = 本年度办理结果总计（自然人） + 结转下年度继续办理（自然人）",
		"t3.carry-over.total":   "上年结转政府信息公开申请数量（总计） = 上一年的结转下年度继续办理（总计）",
		"t4.results.review":     "行政复议（总计） = 行政复议（结果维持） + 行政复议（结果纠正） + 行政复议（其他结果） + 行政复议（尚未审结）",
		"t2.in-force.norms":     "行政规范性文件（现行有效件数） = 上一年的行政规范性文件（现行有效件数） + 行政规范性文件（本年制发件数） − 行政规范性文件（本年废止件数）",
		"t3.applicants.partial": "部分公开（总计） = 部分公开（自然人） + 部分公开（商业企业） + 部分公开（科研机构） + 部分公开（社会公益组织） + 部分公开（法律服务机构） + 部分公开（其他组织）",
	} {
		if i := f.Identity(id); i == nil {
			t.Errorf("no identity %s", id)
		} else if got := f.Words(i, "zh"); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
	if n := len(f.Identity("t3.results.total").Rule.Right); n != 21 {
		t.Errorf("（七）总计 is the sum of %d rows, want 21", n)
	}
}

func TestWords(t *testing.T) {
	f := get(t, "fzzf")
	for id, want := range map[string][2]string{
		"hall-items":                 {"进驻办理项 = 无差别综合窗口事项 + 分领域综合窗口事项", "Matters moved in = Matters at general windows + Matters at sector windows"},
		"hall-needs":                 {"窗口解决需求 ≤ 窗口受理问题", "Needs met at windows ≤ Issues received at windows"},
		"fund-saving":                {"节约资金率 = （采购预算金额 − 采购成交金额） ÷ 采购预算金额 × 100%", "Share of budget saved = (Procurement budget − Procurement contracts) ÷ Procurement budget × 100%"},
		"litigation-carry-over":      {"行政诉讼上年旧存 = 上一年的行政诉讼未结", "Suits carried in = Suits pending (the year before)"},
		"enforcement-certified-rate": {"行政执法证持证率 = 持证执法人员 ÷ 在岗执法人员 × 100%", "Share of staff certified = Certified enforcement staff ÷ Enforcement staff × 100%"},
	} {
		i := f.Identity(id)
		if got := [2]string{f.Words(i, "zh"), f.Words(i, "en")}; got != want {
			t.Errorf("%s: %q", id, got)
		}
	}
}

// TestOverlay: a workspace's own templates may hold further forms.
func TestOverlay(t *testing.T) {
	data, err := fs.ReadFile(templates.FS, "forms/other.toml")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(data), `id          = "other"`, `id          = "briefing"`, 1)
	forms, log := form.Load(fstest.MapFS{"forms/briefing.toml": {Data: []byte(own)}, "forms/notes.txt": {}})
	if len(log) != 0 || len(forms) != 1 || forms[0].ID != "briefing" {
		t.Errorf("%v %v", forms, log)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		form.Load(templates.FS)
	}
}
