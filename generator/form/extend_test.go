package form_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// extend reads an agency's form.toml.
func extend(f *form.Form, text string) (*form.Form, finding.List) {
	var log finding.List
	t := tomlfile.Parse(textfile.New("data/a/fzzf/form.toml", text), &log)
	own := f.Extend(t, &log)
	log.Sort()
	return own, log
}

func TestExtend(t *testing.T) {
	f := get(t, "fzzf")
	before := fmt.Sprint(len(f.Indicators), len(f.Identities), len(f.Deadlines), len(f.Groups), len(f.Tables), len(f.Role("plan").Wordings))
	own, log := extend(f, `
[[deadlines]]
id = "publish"
by = "02-20"

[roles.plan]
wordings = ["新的一年…怎么干"]

[groups]
town = { label = "镇村便民服务", category = "P1" }

[indicators.town]
items  = { label = "镇便民服务中心事项", unit = "项" }
street = { label = "街道便民服务中心事项", unit = "项", aliases = ["街道事项"] }
all    = { label = "镇街事项合计", unit = "项", highlight = true }

[indicators.hall]
delegated = { label = "授权委托部门", unit = "个" }

[identities]
town-all  = { rule = "镇街事项合计 = town.items + 街道事项", grade = "exact" }
delegated = { rule = "hall.delegated <= 进驻部门", grade = "exact", severity = "warning" }

[tables.windows]
label   = "窗口办件"
unit    = "件"
columns = [ { key = "in", label = "收件" }, { key = "out", label = "出件" } ]
rows    = [ { key = "a", label = "一号窗口" }, { key = "b", label = "二号窗口" } ]

[tables.windows.identities]
out = { each = "row", rule = "out <= in", grade = "exact" }
`)
	for _, p := range log {
		t.Errorf("%d: %s %s", p.Pos.Line, p.Message.ZH, p.Cure.ZH)
	}
	if after := fmt.Sprint(len(f.Indicators), len(f.Identities), len(f.Deadlines), len(f.Groups), len(f.Tables), len(f.Role("plan").Wordings)); after != before {
		t.Errorf("the shipped form changed: %s, was %s", after, before)
	}
	if i, _ := own.Lookup("街道事项"); i == nil || !i.Own || i.Pos.Line != 14 || i.Evidence != form.Derived {
		t.Errorf("own indicator: %+v", i)
	}
	if i, _ := f.Lookup("街道事项"); i != nil {
		t.Error("the shipped form knows it too")
	}
	if id := own.Identity("town-all"); id == nil || id.Severity() != finding.Error || !id.Own || own.Words(id, "zh") != "镇街事项合计 = 镇便民服务中心事项 + 街道便民服务中心事项" {
		t.Errorf("own identity: %+v", id)
	}
	if id := own.Identity("delegated"); id == nil || id.Severity() != finding.Warning || id.Rule.Right[0].Key != "hall.departments" {
		t.Errorf("own identity: %+v", id)
	}
	if own.Identity("windows.out.a") == nil || own.Indicator("windows.b.in") == nil || !own.Indicator("windows.b.in").Own {
		t.Error("own table")
	}
	if day, _ := own.DeadlineAt("publish", 2023); day.String() != "2024-02-20" {
		t.Errorf("own deadline: %s", day)
	}
	if d := own.Deadline("publish", "", 2023); d.Label != "向社会公开" || !d.Own {
		t.Errorf("own deadline: %+v", d)
	}
	if day, _ := f.DeadlineAt("publish", 2023); day.String() != "2024-03-31" {
		t.Errorf("shipped deadline: %s", day)
	}
	if got := own.RoleOf("四、新的一年我们怎么干"); len(got) != 1 || got[0] != "plan" {
		t.Errorf("own wording: %v", got)
	}
}

// TestExtendProblems has slips in an agency's form.toml, with the line, column,
// id and a part of the message of each finding.
func TestExtendProblems(t *testing.T) {
	f := get(t, "fzzf")
	for name, c := range map[string]struct{ text, want string }{
		"key taken":          {"[indicators.hall]\nitems = { label = \"另一个\", unit = \"项\" }", "2:1 form-duplicate “hall.items”已经有了"},
		"label taken":        {"[indicators.hall]\nmore = { label = \"进驻办理项\", unit = \"项\" }", "2:1 form-duplicate 指标 hall.more 与 hall.items 同名：“进驻办理项”"},
		"no unit":            {"[indicators.hall]\nmore = { label = \"更多\" }", "2:1 form-missing 缺少“unit”"},
		"bad key":            {"[indicators.hall]\nMore = { label = \"更多\", unit = \"项\" }", "2:1 form-key 指标的名称“hall.More”不合规则"},
		"no group":           {"[indicators.halls]\nmore = { label = \"更多\", unit = \"项\" }", "1:1 form-unknown 没有“halls”这个指标组 是否想写 hall？"},
		"no category":        {"[groups]\nown = { label = \"本单位\", category = \"P10\" }", "2:1 form-unknown 没有“P10”这个类别 是否想写 P1？"},
		"group taken":        {"[groups]\nhall = { label = \"大厅\" }", "2:1 form-duplicate “hall”已经有了"},
		"unknown key":        {"[indicators.hall]\nmore = { label = \"更多\", unit = \"项\", alias = [\"多\"] }", "2:36 unknown-key 没有“alias”这个名称"},
		"unknown figure":     {"[identities]\na = { rule = \"hall.items = hall.item_general\", grade = \"exact\" }", "2:28 form-rule 规则里的“hall.item_general”不是这里的指标；是否想写 hall.items_general？"},
		"bad rule":           {"[identities]\na = { rule = \"hall.items = hall.issues +\", grade = \"exact\" }", "2:41 form-rule 这里应当是一个指标"},
		"Chinese rule":       {"[identities]\na = { rule = \"进驻办理项 = 没有的\", grade = \"exact\" }", "2:23 form-rule 规则里的“没有的”不是这里的指标"},
		"no grade":           {"[identities]\na = { rule = \"hall.items = hall.issues\" }", "2:1 form-missing 缺少“grade”"},
		"wrong grade":        {"[identities]\na = { rule = \"hall.items = hall.issues\", grade = \"softly\" }", "2:50 wrong-value “grade”没有“softly”这个选项 是否想写 \"soft\"？"},
		"identity taken":     {"[identities]\nhall-items = { rule = \"hall.items = hall.issues\", grade = \"exact\" }", "2:1 form-duplicate “hall-items”已经有了"},
		"money and counts":   {"[identities]\na = { rule = \"hall.items = fund.invested\", grade = \"exact\" }", "2:28 form-rule 这个指标与规则里别的指标单位不同类"},
		"share of a count":   {"[identities]\na = { rule = \"hall.items = hall.issues / hall.needs\", grade = \"exact\" }", "2:15 form-rule 比率的左边应当是单位为 % 的指标"},
		"no deadline":        {"[[deadlines]]\nid = \"publish\"", "1:1 form-deadline 期限要用 before 或 by 写明一个日子"},
		"no day":             {"[[deadlines]]\nid = \"publish\"\nby = \"02-30\"", "3:6 wrong-date “02-30”不是一年中的一天"},
		"late deadline":      {"[[deadlines]]\nid = \"publish\"\nby = \"05-01\"", "1:1 form-deadline 本单位的期限晚于统一规定的期限"},
		"newer schema":       {"schema = 2", "1:10 form-schema"},
		"no role":            {"[roles.plans]\nwordings = [\"打算\"]", "1:1 form-unknown 没有“plans”这个内容要素 是否想写 plan？"},
		"gk with a basis":    {"[indicators.hall]\nmore = { label = \"更多\", unit = \"项\", evidence = \"gk\", basis = \"某条\" }", "2:61 form-basis 未经核实的内容"},
		"not a form's key":   {"title = \"我的\"", "1:1 unknown-key 没有“title”这个名称"},
		"indicator no table": {"[indicators]\nhall = 3", "2:8 wrong-type “hall”的值写法不对"},
		"row unknown":        {"[tables.w]\nlabel = \"表\"\nunit = \"件\"\ncolumns = [{ key = \"a\", label = \"甲\" }]\nrows = [{ key = \"r\", label = \"行\", columns = [\"b\"] }]", "5:9 form-unknown 没有“b”这个列"},
		"each":               {"[tables.w]\nlabel = \"表\"\nunit = \"件\"\ncolumns = [{ key = \"a\", label = \"甲\" }]\nrows = [{ key = \"r\", label = \"行\" }]\n[tables.w.identities]\nx = { rule = \"r = s\", grade = \"exact\", each = \"column\" }", "7:19 form-rule 规则里的“s”不是这里的指标"},
	} {
		_, log := extend(f, c.text)
		var got []string
		for _, p := range log {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%d:%d %s %s %s", p.Pos.Line, p.Pos.Column, p.ID, p.Message.ZH, p.Cure.ZH)))
			if p.Message.EN == "" {
				t.Errorf("%s: no English message", name)
			}
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, "\n     "), c.want)
		}
	}
}

// FuzzExtend: whatever an agency writes, nothing breaks and the shipped form
// stays as it is.
func FuzzExtend(f *testing.F) {
	f.Add("[indicators.hall]\nx = { label = \"甲\", unit = \"件\" }\n[identities]\na = { rule = \"甲 = hall.items\", grade = \"exact\" }")
	f.Add("[tables.w]\nlabel = \"表\"\nunit = \"件\"\ncolumns = [{ key = \"a\", label = \"甲\" }]\nrows = [{ key = \"r\", label = \"行\", header = true }]\n[tables.w.identities]\nx = { rule = \"r = r\", grade = \"exact\", each = \"column\" }")
	f.Add("[[deadlines]]\nid = \"publish\"\nby = \"02-30\"\n[roles]\nplan = 3\n[groups]\na = {}")
	shippedForm := get(f, "fzzf")
	n, m := len(shippedForm.Indicators), len(shippedForm.Identities)
	f.Fuzz(func(t *testing.T, text string) {
		own, _ := extend(shippedForm, text)
		if len(own.Indicators) < n || len(shippedForm.Indicators) != n || len(shippedForm.Identities) != m {
			t.Fatal("the shipped form changed")
		}
		for i := range own.Identities[m:] {
			id := &own.Identities[m+i]
			own.Words(id, "zh")
			id.Hold(func(string, int) (quantity.Interval, form.State) {
				return quantity.Point(quantity.NewInt(1)), form.Known
			})
		}
	})
}

func TestLoadProblems(t *testing.T) {
	head := "schema = 1\nid = \"x\"\nversion = \"1\"\ntitle = \"报告\"\nen = \"Report\"\nshort_title = \"报告\"\ncolumn_type = \"信息公开目录\"\n"
	for name, c := range map[string]struct{ text, want string }{
		"newer schema":   {strings.Replace(head, "schema = 1", "schema = 2", 1), "templates/forms/x.toml:1 form-schema"},
		"no id":          {strings.Replace(head, "id = \"x\"\n", "", 1), "templates/forms/x.toml:0 form-missing"},
		"no evidence":    {head + "[roles.a]\ntitle = \"一\"\nen = \"a\"\nwordings = [\"一\"]", "templates/forms/x.toml:8 form-missing"},
		"no english":     {head + "[groups]\na = { label = \"甲\" }", "templates/forms/x.toml:9 form-missing"},
		"wrong period":   {head + "[period]\nfrom = \"13-01\"\nto = \"12-31\"", "templates/forms/x.toml:9 wrong-date"},
		"same row twice": {head + "[tables.t]\nlabel = \"表\"\nen = \"t\"\nunit = \"件\"\nevidence = \"found\"\ncolumns = [{ key = \"a\", label = \"甲\", en = \"a\" }, { key = \"a\", label = \"乙\", en = \"b\" }]\nrows = []", "templates/forms/x.toml:13 form-duplicate"},
	} {
		_, log := form.Load(fstest.MapFS{"forms/x.toml": {Data: []byte(c.text)}})
		if len(log) != 1 || fmt.Sprintf("%s:%d %s", log[0].Pos.File, log[0].Pos.Line, log[0].ID) != c.want {
			t.Errorf("%s: %v, want %s", name, log, c.want)
		}
	}
	_, log := form.Load(fstest.MapFS{"forms/a.toml": {Data: []byte(head)}, "forms/b.toml": {Data: []byte(head)}})
	if len(log) != 1 || log[0].ID != "form-duplicate" {
		t.Errorf("two versions for one year: %v", log)
	}
}
