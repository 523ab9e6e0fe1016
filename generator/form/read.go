package form

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

func (r *reader) role(t *tomlfile.Table, id string) {
	if shipped := r.form.Role(id); r.own {
		wordings := t.Strings("wordings")
		if shipped == nil {
			r.unknown(t, id, "内容要素", "role", keysOf(r.form.Roles, func(r Role) string { return r.ID }))
			return
		}
		shipped.Wordings = append(slices.Clip(shipped.Wordings), wordings...)
		return
	}
	role := Role{
		ID: id, Title: r.required(t, "title"), EN: r.required(t, "en"),
		Required: t.Bool("required"), From: t.Int("from"), To: t.Int("to"), Wordings: t.Strings("wordings"),
	}
	role.Evidence, role.Basis = r.evidence(t)
	r.form.Roles = append(r.form.Roles, role)
}

func (r *reader) category(t *tomlfile.Table, id string) {
	r.form.Categories = append(r.form.Categories, Category{
		ID: id, Label: r.required(t, "label"), EN: r.required(t, "en"),
		From: t.Int("from"), To: t.Int("to"), Basis: t.String("basis"),
	})
}

func (r *reader) group(t *tomlfile.Table, id string) {
	g := Group{ID: id, Label: r.required(t, "label"), EN: r.english(t), Category: t.String("category")}
	if g.Category != "" && r.form.Category(g.Category) == nil {
		r.unknown(t, g.Category, "类别", "category", keysOf(r.form.Categories, func(c Category) string { return c.ID }))
		return
	}
	if r.form.Group(id) != nil {
		r.duplicate(t, id)
		return
	}
	r.form.Groups = append(r.form.Groups, g)
}

// deadlines reads [[deadlines]]; one id may stand several times, for different
// reporters and years.
func (r *reader) deadlines(t *tomlfile.Table) {
	for _, t := range t.Tables("deadlines") {
		d := Deadline{
			ID: r.required(t, "id"), Label: t.String("label"), EN: t.String("en"), For: t.String("for"),
			From: t.Int("from"), To: t.Int("to"), Before: t.Has("before"), Own: r.own,
		}
		if d.Before == t.Has("by") {
			t.Fail("before", finding.Finding{
				ID:       "form-deadline",
				Message:  finding.Text{ZH: "期限要用 before 或 by 写明一个日子", EN: "a deadline has one day, under before or by"},
				Expected: finding.Text{ZH: "before = \"03-01\"（当天已算逾期）或 by = \"03-31\"（当天不算逾期）", EN: "before = \"03-01\" (that day is late) or by = \"03-31\" (that day is in time)"},
			})
		}
		if d.Before {
			d.Last = r.monthDay(t, "before")
		} else {
			d.Last = r.monthDay(t, "by")
		}
		d.Evidence, d.Basis = r.evidence(t)
		for i := range r.form.Deadlines {
			r.compareDeadlines(t, &d, &r.form.Deadlines[i])
		}
		t.Close("before", "by")
		if d.Last.Month != 0 && d.ID != "" {
			r.form.Deadlines = append(r.form.Deadlines, d)
		}
	}
}

// compareDeadlines takes the words of an agency's own deadline from the shipped
// one, and asks about one that is later than the rule allows.
func (r *reader) compareDeadlines(t *tomlfile.Table, own, shipped *Deadline) {
	if !r.own || shipped.Own || own.ID != shipped.ID {
		return
	}
	own.Label, own.EN = firstOf(own.Label, shipped.Label), firstOf(own.EN, shipped.EN)
	const year = 2000 // the order of days is the same in every year
	if own.For == shipped.For && shipped.To == 0 && shipped.LastDay(year).Before(own.LastDay(year)) {
		last := shipped.LastDay(year)
		r.log.Add(finding.Finding{
			ID: "form-deadline", Severity: finding.Warning, Pos: t.Here(),
			Message:  finding.Text{ZH: "本单位的期限晚于统一规定的期限", EN: "this deadline is later than the general one"},
			Expected: finding.Text{ZH: fmt.Sprintf("不晚于%d月%d日", last.Month, last.Day), EN: fmt.Sprintf("no later than %02d-%02d", last.Month, last.Day)},
			Cure:     finding.Text{ZH: "核对本地通知；地方通知一般只会提前", EN: "check the local notice; such notices bring dates forward"},
		})
	}
}

// monthDay reads "03-01"; the zero MonthDay where it is none.
func (r *reader) monthDay(t *tomlfile.Table, key string) MonthDay {
	s := t.String(key)
	if s == "" {
		return MonthDay{}
	}
	day, err := time.Parse("2006-01-02", "2000-"+s) // 2000 has a 29 February
	if err != nil {
		t.Fail(key, finding.Finding{
			ID:       "wrong-date",
			Message:  finding.Text{ZH: "“" + s + "”不是一年中的一天", EN: strconv.Quote(s) + " is no day of a year"},
			Expected: finding.Text{ZH: "两位的月和两位的日，形如 \"03-01\"", EN: "month and day of two digits each, like \"03-01\""},
		})
		return MonthDay{}
	}
	return MonthDay{int(day.Month()), day.Day()}
}

// evidence reads where a fact comes from. General knowledge has no basis that
// could be printed as if it were one.
func (r *reader) evidence(t *tomlfile.Table) (Evidence, string) {
	e, basis := Evidence(t.OneOf("evidence", string(Law), string(Found), string(Derived), string(GK))), t.String("basis")
	switch {
	case e == "" && r.own:
		e = Derived
	case e == "":
		r.required(t, "evidence")
	case e == GK && basis != "":
		t.Fail("basis", finding.Finding{
			ID:      "form-basis",
			Message: finding.Text{ZH: "未经核实的内容（evidence = \"gk\"）不能写依据", EN: "what is general knowledge (evidence = \"gk\") cannot state a basis"},
			Cure:    finding.Text{ZH: "核实原文后把 evidence 改为 \"law\" 或 \"found\"，或删去 basis", EN: "verify it and write \"law\" or \"found\", or delete basis"},
		})
		basis = ""
	}
	return e, basis
}

// measures calls read for every measure of every group below a table, with its
// key.
func (r *reader) measures(all *tomlfile.Table, read func(t *tomlfile.Table, key string)) {
	for _, group := range all.Keys() {
		t := all.Table(group)
		if t != nil && r.form.Group(group) == nil {
			r.unknown(t, group, "指标组", "group", keysOf(r.form.Groups, func(g Group) string { return g.ID }))
			continue
		}
		for _, measure := range t.Keys() {
			if item := t.Table(measure); item != nil {
				read(item, group+"."+measure)
				item.Close()
			}
		}
	}
}

func (r *reader) indicator(t *tomlfile.Table, key string) {
	r.addIndicator(t, r.indicatorOf(t, key))
}

// indicatorOf reads what indicators that are given and derived ones have in
// common.
func (r *reader) indicatorOf(t *tomlfile.Table, key string) Indicator {
	i := Indicator{
		Key: key, Label: r.required(t, "label"), EN: r.english(t), Aliases: t.Strings("aliases"),
		Unit: r.required(t, "unit"), Units: t.Strings("units"), Definition: t.String("definition"),
		Required: t.Bool("required"), Highlight: t.Bool("highlight"), Own: r.own,
	}
	i.Kind = Kind(t.OneOf("kind", string(Count), string(Share), string(Money), string(Duration)))
	if i.Kind == "" {
		i.Kind = kindOf(i.Unit)
	}
	i.Direction = Direction(t.OneOf("direction", string(None), string(Higher), string(Lower), string(Target100)))
	if i.Direction == "" {
		i.Direction = None
	}
	i.Evidence, i.Basis = r.evidence(t)
	if r.own {
		i.Pos = t.Here()
	} else {
		r.required(t, "definition")
	}
	return i
}

// addIndicator adds an indicator to the form; it reports whether it did.
func (r *reader) addIndicator(t *tomlfile.Table, i Indicator) bool {
	switch {
	case !goodKey().MatchString(i.Key):
		t.Fail("", finding.Finding{
			ID:       "form-key",
			Message:  finding.Text{ZH: "指标的名称“" + i.Key + "”不合规则", EN: i.Key + " is not a good key"},
			Expected: finding.Text{ZH: "小写英文字母、数字和下划线，以字母开头，形如 items_general", EN: "lower-case letters, digits and underscores, a letter first, like items_general"},
		})
	case slices.ContainsFunc(r.form.Indicators, func(o Indicator) bool { return o.Key == i.Key }):
		r.duplicate(t, i.Key)
	case i.Label != "" && i.Unit != "":
		r.form.Indicators = append(r.form.Indicators, i)
		return true
	}
	return false
}

// goodKey is the form of keys: group.measure in lower-case ASCII.
var goodKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)
})

// english gives the English label. An agency need not write one.
func (r *reader) english(t *tomlfile.Table) string {
	if r.own {
		return firstOf(t.String("en"), t.String("label"))
	}
	return r.required(t, "en")
}

// kindOf tells from a unit what is measured.
func kindOf(unit string) Kind {
	switch unit {
	case "%":
		return Share
	case "元", "万元", "亿元":
		return Money
	case "年", "个月", "月", "日", "天", "工作日", "小时", "分钟":
		return Duration
	}
	return Count
}

// uniqueNames tells labels that name two indicators. Aliases may: they pick
// none then.
func (r *reader) uniqueNames() {
	labels := map[string]string{}
	for i := range r.form.Indicators {
		ind := &r.form.Indicators[i]
		if other, ok := labels[ind.Label]; ok {
			r.log.Add(finding.Finding{
				ID: "form-duplicate", Severity: finding.Error, Pos: cmp.Or(ind.Pos, r.file),
				Message: finding.Text{ZH: "指标 " + ind.Key + " 与 " + other + " 同名：“" + ind.Label + "”", EN: "indicators " + ind.Key + " and " + other + " have one label: " + ind.Label},
				Cure:    finding.Text{ZH: "给其中一个换一个说得更清楚的名称", EN: "give one of them a label that says more"},
			})
		}
		labels[ind.Label] = ind.Key
	}
}

// table reads rows and columns; its identities wait until all is known.
func (r *reader) table(t *tomlfile.Table, id string) {
	tab := Table{
		ID: id, Label: r.required(t, "label"), EN: r.english(t), Section: t.String("section"),
		Corner: t.String("corner"), Unit: t.String("unit"), OneLine: t.Bool("one_line"),
	}
	tab.Columns = r.lines(t, "columns", nil)
	tab.Rows = r.lines(t, "rows", tab.Columns)
	evidence, basis := r.evidence(t)
	if r.form.Group(id) != nil {
		r.duplicate(t, id)
		return
	}
	r.form.Tables = append(r.form.Tables, tab)
	r.form.Groups = append(r.form.Groups, Group{ID: id, Label: tab.Label, EN: tab.EN, Table: id, Category: t.String("category")})
	for _, cell := range tab.cells(evidence, basis) {
		cell.Own = r.own
		r.form.Indicators = append(r.form.Indicators, cell)
	}
	all := t.Table("identities")
	for _, name := range all.Keys() {
		if item := all.Table(name); item != nil {
			r.later = append(r.later, func() {
				r.tableIdentity(item, name, &tab)
				item.Close()
			})
		}
	}
}

// lines reads the rows or columns of a table.
func (r *reader) lines(t *tomlfile.Table, key string, columns []Line) []Line {
	var out []Line
	for _, t := range t.Tables(key) {
		l := Line{
			Key: r.required(t, "key"), Label: r.required(t, "label"), Name: t.String("name"), EN: r.english(t),
			Parent: t.String("parent"), Header: t.Bool("header"), Total: t.Bool("total"), Unit: t.String("unit"),
		}
		if columns != nil {
			l.Columns = t.Strings("columns")
		}
		t.Close()
		switch over := line(out, l.Parent); {
		case line(out, l.Key) != nil:
			r.duplicate(t, l.Key)
			continue
		case l.Parent != "" && (over == nil || !over.Header):
			r.unknown(t, l.Parent, "上级标题", "header", lineKeys(out))
			continue
		}
		for _, c := range l.Columns {
			if line(columns, c) == nil {
				r.unknown(t, c, "列", "column", lineKeys(columns))
			}
		}
		out = append(out, l)
	}
	return out
}

// unknown tells a name that stands for nothing.
func (r *reader) unknown(t *tomlfile.Table, name, zh, en string, known []string) {
	f := finding.Finding{
		ID:      "form-unknown",
		Message: finding.Text{ZH: "没有“" + name + "”这个" + zh, EN: "there is no " + en + " " + name},
	}
	f.Expected = finding.Text{ZH: "以下之一：" + strings.Join(known, "、"), EN: "one of " + strings.Join(known, ", ")}
	if near := finding.Nearest(name, known); near != "" {
		f.Cure = finding.Text{ZH: "是否想写 " + near + "？", EN: "did you mean " + near + "?"}
	}
	t.Fail("", f)
}

// duplicate tells an id or key that is taken.
func (r *reader) duplicate(t *tomlfile.Table, name string) {
	t.Fail("", finding.Finding{
		ID:      "form-duplicate",
		Message: finding.Text{ZH: "“" + name + "”已经有了", EN: name + " is taken"},
		Cure:    finding.Text{ZH: "换一个名称；随程序提供的指标和勾稽关系不用再写，直接使用即可", EN: "choose another name; what ships with the program need not be repeated, just use it"},
	})
}
