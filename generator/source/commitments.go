package source

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// commitments reads data/<agency>/commitments/, one file a year.
func (l *Loader) commitments(a *report.Agency, log *finding.List) {
	var told finding.List // an agency's folder that cannot be read is told with its reports
	if !slices.ContainsFunc(l.list("data/"+a.ID, &told), func(e fs.DirEntry) bool { return e.Name() == "commitments" }) {
		return
	}
	dir := "data/" + a.ID + "/commitments"
	for _, e := range l.list(dir, log) {
		name := e.Name()
		if hidden(name) || e.IsDir() {
			continue
		}
		year, ok := yearOf(strings.TrimSuffix(name, ".toml"))
		if !ok || !strings.HasSuffix(name, ".toml") {
			log.Add(strayFile(dir+"/"+name, ".toml"))
			continue
		}
		c := &report.Commitments{Agency: a, Year: year, Path: dir + "/" + name}
		a.Commitments = append(a.Commitments, c)
		if f := l.read(c.Path, &c.Findings); f != nil {
			t := tomlfile.Parse(f, &c.Findings)
			c.Torn = t.Broken()
			r := &promiseReader{Loader: l, year: c, log: &c.Findings}
			r.read(t)
		}
	}
}

// promiseReader reads one year's file of commitments.
type promiseReader struct {
	*Loader
	year *report.Commitments
	log  *finding.List
}

func (r *promiseReader) read(t *tomlfile.Table) {
	all := t.Table("commitments")
	for _, id := range all.Keys() {
		if !r.slug.MatchString(id) || len(id) > maxPromiseID {
			all.Fail(id, finding.Finding{
				ID:       "wrong-value",
				Message:  finding.Text{ZH: "承诺的名称“" + id + "”不能用作网址", EN: "the name " + id + " cannot be part of an address"},
				Expected: finding.Text{ZH: "[commitments.…] 里写小写英文字母、数字和连字符，如 filing-limit，不超过 64 个字符", EN: "small letters, digits and hyphens in [commitments.…], like filing-limit, at most 64"},
				Cure:     finding.Text{ZH: "换一个英文或拼音的简称；中文名称写在 matter 里", EN: "choose a short name; the full one goes into matter"},
			})
		}
		if one := all.Table(id); one != nil {
			r.year.All = append(r.year.All, r.commitment(one, id))
		}
	}
	if all == nil && !t.Has("commitments") && !r.year.Torn {
		r.log.Add(finding.Finding{
			ID: "key-missing", Severity: finding.Error, Pos: t.Here(),
			Message: finding.Text{ZH: "这个文件里没有一项承诺", EN: "this file has no commitment"},
			Cure:    finding.Text{ZH: "写上承诺，每一项以 [commitments.名称] 开头；这一年没有承诺的，删去这个文件", EN: "write them, each under [commitments.name], or delete the file"},
		})
	}
	r.year.Waivers = readWaivers(t)
	t.Close()
}

// maxPromiseID is the longest name of a commitment: it is part of file names.
const maxPromiseID = 64

func (r *promiseReader) missing(t *tomlfile.Table, key, label, example string) {
	r.log.Add(finding.Finding{
		ID: "key-missing", Severity: finding.Error, Pos: t.Pos(key),
		Message: finding.Text{ZH: "缺少“" + key + "”（" + label + "）", EN: "the key " + key + " is missing"},
		Cure:    finding.Text{ZH: "补上：" + example, EN: "add " + example},
	})
}

func (r *promiseReader) commitment(t *tomlfile.Table, id string) *report.Commitment {
	var one sync.Mutex // checks of several years may ask at once
	c := &report.Commitment{Agency: r.year.Agency, Year: r.year.Year, ID: id, Pos: t.Here()}
	c.Place = func(key string) finding.Pos {
		one.Lock()
		defer one.Unlock()
		return t.Pos(key)
	}
	c.Kind = r.kind(t)
	c.Promisor = report.Promisor(t.Choose("promisor", []tomlfile.Choice{
		{Word: string(report.ByAgency), Label: "本单位"}, {Word: string(report.ByApplicant), Label: "申请人"}, {Word: string(report.ByEnterprise), Label: "企业"},
	}))
	if c.Promisor == "" {
		c.Promisor = report.ByAgency
	}
	c.Matter = required(t, "matter", "承诺事项", r.log)
	c.Content = required(t, "content", "承诺内容", r.log)
	if t.Has("target") {
		c.Target = r.target(t.Table("target"))
	}
	c.Legal, c.Promised = limit(t, "legal_limit"), limit(t, "promised_limit")
	c.Basis, c.Unit, c.Post, c.Phone = t.Strings("basis"), t.String("unit"), t.String("post"), strings.TrimSpace(t.String("phone"))
	c.Made, c.Published, c.Due = r.day(t, "made", "承诺日期"), t.Date("published"), t.Date("due")
	r.items(t, c)
	for _, m := range t.Tables("milestones") {
		c.Milestones = append(c.Milestones, report.Milestone{Date: r.day(m, "date", "日期"), Text: required(m, "text", "节点内容", r.log), Done: m.Date("done"), Pos: m.Here()})
		m.Close()
	}
	for _, p := range t.Tables("progress") {
		c.Progress = append(c.Progress, report.Progress{
			Date: r.day(p, "date", "日期"), Text: required(p, "text", "进展说明", r.log), Part: p.Bool("part"), Evidence: r.evidence(p, c), Pos: p.Here(),
		})
		p.Close()
	}
	for _, v := range t.Tables("changes") {
		c.Changes = append(c.Changes, report.Alteration{
			Date: r.day(v, "date", "日期"), Basis: required(v, "basis", "变更依据", r.log), Procedure: required(v, "procedure", "变更程序", r.log),
			Text: v.String("text"), Due: v.Date("due"), Pos: v.Here(),
		})
		v.Close()
	}
	if t.Has("outcome") {
		c.Outcome = r.outcome(t.Table("outcome"), c)
	}
	inOrder(c)
	c.Unread = map[string]bool{
		"target": t.Has("target") && c.Target == nil, "due": t.Has("due") && c.Due.IsZero(), "outcome": t.Has("outcome") && c.Outcome == nil,
		"content": c.Content == "",
	}
	t.Close()
	return c
}

// inOrder brings what happened into the order of its days, whatever the file's.
func inOrder(c *report.Commitment) {
	slices.SortStableFunc(c.Milestones, func(a, b report.Milestone) int { return byDay(a.Date, b.Date) })
	slices.SortStableFunc(c.Progress, func(a, b report.Progress) int { return byDay(a.Date, b.Date) })
	slices.SortStableFunc(c.Changes, func(a, b report.Alteration) int { return byDay(a.Date, b.Date) })
}

func byDay(a, b civil.Date) int { return a.Time().Compare(b.Time()) }

func (r *promiseReader) kind(t *tomlfile.Table) form.PromiseKind {
	kinds := form.PromiseKinds()
	var ids []string
	var choices []tomlfile.Choice
	for _, k := range kinds {
		ids, choices = append(ids, k.ID), append(choices, tomlfile.Choice{Word: k.ID, Label: k.Label})
	}
	if !t.Has("kind") {
		r.missing(t, "kind", "承诺类型", "kind = \"service\"，可用的有："+strings.Join(ids, "、"))
	}
	id := t.Choose("kind", choices)
	for _, k := range kinds {
		if k.ID == id {
			return k
		}
	}
	return form.PromiseKind{}
}

// day reads a day that must be there.
func (r *promiseReader) day(t *tomlfile.Table, key, label string) civil.Date {
	d := t.Date(key)
	if !t.Has(key) {
		r.missing(t, key, label, key+" = 2023-02-10")
	}
	return d
}

func (r *promiseReader) outcome(t *tomlfile.Table, c *report.Commitment) *report.Outcome {
	if t == nil {
		return nil
	}
	o := &report.Outcome{Date: r.day(t, "date", "日期"), Text: t.String("text"), Evidence: r.evidence(t, c), Pos: t.Here()}
	if !t.Has("result") {
		r.missing(t, "result", "结果", "result = \"met\"（已兑现）、\"partly\"（部分兑现）、\"unmet\"（未兑现）或 \"ended\"（终止）")
	}
	o.Result = report.Result(t.Choose("result", []tomlfile.Choice{
		{Word: string(report.Met), Label: "已兑现"}, {Word: string(report.MetPartly), Label: "部分兑现"}, {Word: string(report.NotMet), Label: "未兑现"}, {Word: string(report.GivenUp), Label: "终止"},
	}))
	o.Reason, o.Remedy, o.RemedyDue = t.String("reason"), t.String("remedy"), t.Date("remedy_due")
	t.Close()
	if o.Result == "" || o.Date.IsZero() {
		return nil // told; what follows from it would only repeat it
	}
	return o
}

// limit reads a wording such as 30个工作日. One that is no quantity, 即时办结,
// stands as it is.
func limit(t *tomlfile.Table, key string) report.Limit {
	if !t.Has(key) {
		t.String(key)
		return report.Limit{}
	}
	out := report.Limit{Text: strings.TrimSpace(t.String(key)), Pos: t.Pos(key)}
	if q, err := quantity.Parse(out.Text); err == nil && (q.Shape == quantity.Single || q.Shape == quantity.Range) && q.Unit != "" {
		out.Known, out.Bounds, out.Unit = true, q.Bounds, q.Unit
	}
	return out
}

func (r *promiseReader) items(t *tomlfile.Table, c *report.Commitment) {
	c.Count, c.Compression = t.Int("item_count"), limit(t, "compression")
	for _, i := range t.Tables("items") {
		c.Items = append(c.Items, report.Item{Name: required(i, "name", "事项名称", r.log), From: limit(i, "from"), To: limit(i, "to"), Pos: i.Here()})
		i.Close()
	}
}

// target reads the figure that a promise is bound to.
func (r *promiseReader) target(t *tomlfile.Table) *report.Target {
	if t == nil {
		return nil
	}
	out := &report.Target{Year: t.Int("year"), Pos: t.Here()}
	if out.Year == 0 {
		out.Year = r.year.Year
	}
	name := required(t, "figure", "指标", r.log)
	f, ind := r.indicator(t, name)
	if ind == nil {
		t.Value("baseline")
		t.Value("target")
		t.Close()
		return nil
	}
	out.Form, out.Indicator = f.ID, ind
	out.Baseline, out.Goal = r.value(t, "baseline", f, ind), r.value(t, "target", f, ind)
	if !t.Has("target") {
		r.missing(t, "target", "目标值", "target = \"…"+ind.Unit+"\"")
	}
	t.Close()
	return out
}

// indicator finds what a target is bound to: in the reports that the agency has,
// else in any kind of report.
func (r *promiseReader) indicator(t *tomlfile.Table, name string) (*form.Form, *form.Indicator) {
	if name == "" {
		return nil, nil
	}
	var forms []*form.Form
	for _, s := range r.year.Agency.Series {
		forms = append(forms, s.Form)
	}
	for _, id := range r.forms.IDs() {
		if f := r.forms.Find(id, r.year.Year); f != nil {
			forms = append(forms, f)
		}
	}
	var names, several []string
	for _, f := range forms {
		ind, more := f.Lookup(name)
		if ind != nil {
			return f, ind
		}
		names, several = append(names, f.Names()...), append(several, more...)
	}
	bad := finding.Finding{
		ID:       "unknown-figure",
		Message:  finding.Text{ZH: "指标目录里没有“" + name + "”", EN: "there is no indicator " + name},
		Expected: finding.Text{ZH: "目录里的键、中文名称或别名", EN: "a key, label or alias of the catalogue"},
	}
	if near := finding.Similar(name, names); len(near) > 0 {
		bad.Cure = finding.Text{ZH: "是否想写 " + strings.Join(near, " 或 ") + "？", EN: "did you mean " + strings.Join(near, " or ") + "?"}
	}
	if len(several) > 0 {
		bad.ID = "figure-ambiguous"
		bad.Message = finding.Text{ZH: "“" + name + "”对应不止一个指标", EN: name + " names several indicators"}
		bad.Expected = finding.Text{ZH: "写明其中一个键：" + strings.Join(several, "、"), EN: "one of the keys " + strings.Join(several, ", ")}
	}
	t.Fail("figure", bad)
	return nil, nil
}

// value reads a value of the bound indicator, as the figures of a year are read.
func (r *promiseReader) value(t *tomlfile.Table, key string, f *form.Form, ind *form.Indicator) *report.Value {
	if !t.Has(key) {
		t.Value(key)
		return nil
	}
	y := &yearReader{report: &report.Report{Form: f}, log: r.log}
	v, ok := y.value(t, key, ind)
	for _, m := range y.report.Misfits {
		t.Fail(key, finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "“" + m.Text + "”的单位不是“" + ind.Label + "”的单位", EN: m.Text + " is not in the unit of " + ind.Key},
			Expected: finding.Text{ZH: "以“" + ind.Unit + "”计的数量", EN: "a quantity in " + ind.Unit},
		})
	}
	if !ok {
		return nil
	}
	return &v
}

// passagePattern is a place of a report as evidence: fzzf/2023, or with a figure
// fzzf/2023#hall.filing_limit.
var passagePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([a-z0-9-]+)/([0-9]{4})(?:#(.+))?$`)
})

// evidence reads what shows that something was done.
func (r *promiseReader) evidence(t *tomlfile.Table, c *report.Commitment) []report.Evidence {
	var out []report.Evidence
	for i, text := range t.Strings("evidence") {
		e := report.Evidence{Text: strings.TrimSpace(text), Pos: t.ItemPos("evidence", i)}
		place := passagePattern().FindStringSubmatch(e.Text)
		switch {
		case place != nil:
			if !r.passage(&e, place) {
				continue
			}
		case strings.HasPrefix(e.Text, "https://") || strings.HasPrefix(e.Text, "http://"):
			if _, _, ok := CleanAddress(strings.SplitN(e.Text, "?", 2)[0]); !ok {
				r.log.Add(finding.Finding{ID: "link-unsafe", Severity: finding.Error, Pos: e.Pos,
					Message:  finding.Text{ZH: "“" + e.Text + "”不是完整的网址", EN: e.Text + " is no full address"},
					Expected: finding.Text{ZH: "形如 https://www.example.gov.cn/art/1.html", EN: "like https://www.example.gov.cn/art/1.html"},
					Cure:     finding.Text{ZH: "在浏览器里打开那一页，复制地址栏里的网址", EN: "open the page and copy its address"},
				})
				continue
			}
			e.URL = e.Text
		default:
			e.File = path.Clean(strings.ReplaceAll(e.Text, `\`, "/"))
			r.attach(&c.Files, "content/"+c.Agency.ID+"/commitments/"+itoa(c.Year)+".toml", e.Text, e.Pos, true, r.log)
			if !slices.ContainsFunc(c.Files, func(f report.File) bool { return f.Link == e.File }) {
				continue // told
			}
		}
		out = append(out, e)
	}
	return out
}

// passage finds the report, and the figure in it, that is given as evidence.
func (r *promiseReader) passage(e *report.Evidence, place []string) bool {
	e.Form, e.Key = place[1], place[3]
	e.Year, _ = yearOf(place[2])
	bad := finding.Finding{ID: "link-missing", Severity: finding.Error, Pos: e.Pos,
		Message:  finding.Text{ZH: "没有这份报告：" + place[1] + "/" + place[2], EN: "there is no report " + place[1] + "/" + place[2]},
		Expected: finding.Text{ZH: "报告种类/年度，如 fzzf/2023；要指明一项数据时写 fzzf/2023#指标", EN: "kind and year of a report, like fzzf/2023, or with a figure fzzf/2023#key"},
		Cure:     finding.Text{ZH: "改正报告种类和年度；那一年的报告还没有的，先写好或导入，或换一样佐证", EN: "correct kind and year, bring that report in first, or give other evidence"}}
	for _, s := range r.year.Agency.Series {
		if s.Form.ID != e.Form || s.Year(e.Year) == nil {
			continue
		}
		if e.Key == "" {
			return true
		}
		f, _ := lookup(s.Year(e.Year), e.Key)
		if f != nil {
			e.Key = f.Indicator.Key
			return true
		}
		bad.Cure = finding.Text{ZH: "改正指标名称，或在那一年的数据文件里填上这一项", EN: "correct the name, or give the figure in that year's data"}
		bad.Message = finding.Text{ZH: "这份报告没有数据“" + e.Key + "”", EN: "that report has no figure " + e.Key}
		break
	}
	r.log.Add(bad)
	return false
}
