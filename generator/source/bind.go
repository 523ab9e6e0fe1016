package source

import (
	"path"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
)

// bind lets every reference of a report's narrative print its figure, and
// every figure know where it is quoted. What a reference cannot find is told.
func bind(r *report.Report) {
	if r.Narrative == nil {
		return
	}
	for _, ref := range r.Narrative.References {
		if ref.Key == "" {
			continue // its form was told already
		}
		if bad := bindOne(r, ref); bad != nil {
			bad.Pos, bad.Severity = ref.At, finding.Error
			r.Findings.Add(*bad)
		}
	}
}

// bindOne gives what is wrong with a reference, nil where it is bound.
func bindOne(r *report.Report, ref *narrative.Reference) *finding.Finding {
	from := r
	if ref.Year != 0 && ref.Year != r.Year {
		from = r.Series.Year(ref.Year)
		if bad := yearUsable(r, from, ref.Year); bad != nil {
			return bad
		}
	}
	f, bad := lookup(from, ref.Key)
	if f == nil {
		if ind, _ := from.Form.Lookup(ref.Key); from.NoData || ind != nil && (from.Torn || from.Broken(ind.Key)) {
			return nil // told already, where the data should be
		}
		return &bad
	}
	if bad := print(ref, f); bad != nil {
		return bad
	}
	tellDoubled(r, ref, f)
	ref.Target = f.Indicator.Key
	ref.Title = f.Indicator.Label
	f.Quotes = append(f.Quotes, report.Quote{Report: r, Ref: ref})
	return nil
}

// yearUsable tells where another year's figures cannot be quoted: there are
// none, or they are not public while the report is.
func yearUsable(r, from *report.Report, year int) *finding.Finding {
	if from == nil {
		return &finding.Finding{
			ID:       "reference-unknown",
			Message:  finding.Text{ZH: "没有" + itoa(year) + "年的数据", EN: "there are no figures of " + itoa(year)},
			Expected: finding.Text{ZH: "已有的年份：" + yearList(r.Series), EN: "a year that is there: " + yearList(r.Series)},
			Cure:     finding.Text{ZH: "改正年份；只要上年的数时，可以写 {{键:before}}，并在数据里填 before", EN: "correct the year, or write {{key:before}} and give before in the data"},
		}
	}
	if r.Status.Public() && !from.Status.Public() {
		return &finding.Finding{
			ID:      "reference-draft",
			Message: finding.Text{ZH: itoa(year) + "年还是草稿，公开的报告不能引用它的数据", EN: "the report of " + itoa(year) + " is still a draft; a public report cannot quote its figures"},
			Cure:    finding.Text{ZH: "等那一年发布后再引用，或改写这一句", EN: "wait until that year is published, or write the sentence anew"},
		}
	}
	return nil
}

func yearList(s *report.Series) string {
	years := make([]string, len(s.Reports))
	for i, r := range s.Reports {
		years[i] = itoa(r.Year)
	}
	return strings.Join(years, "、")
}

// lookup finds a figure of a year by key, label or alias; otherwise it gives
// what to say, without a place.
func lookup(r *report.Report, name string) (*report.Figure, finding.Finding) {
	ind, several := r.Form.Lookup(name)
	if ind == nil && len(several) > 0 {
		several = slices.DeleteFunc(several, func(key string) bool { return r.Figure(key) == nil })
		if len(several) == 1 {
			return r.Figure(several[0]), finding.Finding{}
		}
	}
	if ind != nil {
		if f := r.Figure(ind.Key); f != nil {
			return f, finding.Finding{}
		}
	}
	bad := finding.Finding{
		ID: "reference-unknown", Severity: finding.Error,
		Message:  finding.Text{ZH: "数据里没有“" + name + "”", EN: "there is no figure " + name},
		Expected: finding.Text{ZH: itoa(r.Year) + "年数据文件里填了的键或中文名称", EN: "a key or label of a figure that is given for " + itoa(r.Year)},
		Cure:     finding.Text{ZH: "检查拼写，或在数据文件里补上这一项", EN: "check the spelling, or add the figure to the data"},
	}
	switch near := finding.Similar(name, figureNames(r)); {
	case len(several) > 1:
		bad.ID = "figure-ambiguous"
		bad.Message = finding.Text{ZH: "“" + name + "”对应不止一个指标", EN: name + " names several indicators"}
		bad.Expected = finding.Text{ZH: "写明其中一个键：" + strings.Join(several, "、"), EN: "one of the keys " + strings.Join(several, ", ")}
		bad.Cure = finding.Text{}
	case ind != nil:
		bad.Message = finding.Text{ZH: "指标“" + ind.Label + "”（" + ind.Key + "）这一年没有填数据", EN: "no figure is given for " + ind.Key + " (" + ind.Label + ") in " + itoa(r.Year)}
		bad.Cure = finding.Text{ZH: "在 " + itoa(r.Year) + ".toml 的 [figures] 下面加一行：\"" + ind.Label + "\" = …", EN: "add to " + itoa(r.Year) + ".toml, below [figures]: \"" + ind.Label + "\" = …"}
	case len(near) > 0:
		bad.Cure = finding.Text{ZH: "是否想写 {{" + strings.Join(near, "}} 或 {{") + "}}？", EN: "did you mean {{" + strings.Join(near, "}} or {{") + "}}?"}
	}
	return nil, bad
}

// figureNames gives the keys, labels and aliases of the figures of a year.
func figureNames(r *report.Report) []string {
	var names []string
	for _, f := range r.Figures {
		names = append(append(names, f.Indicator.Key, f.Indicator.Label), f.Indicator.Aliases...)
	}
	return names
}

// print sets what a reference shows.
func print(ref *narrative.Reference, f *report.Figure) *finding.Finding {
	switch ref.Verb {
	case narrative.Before:
		// What this report states goes before what last year's says: the
		// sentence is this report's.
		before := f.Stated
		if before == nil {
			before, _ = f.Before()
		}
		if before == nil {
			return noBefore(f)
		}
		show(ref, before, before.Text)
	case narrative.Number:
		show(ref, &f.Value, f.Value.Number())
	case narrative.Change:
		return printChange(ref, f)
	default:
		show(ref, &f.Value, f.Value.Text)
	}
	return nil
}

func show(ref *narrative.Reference, v *report.Value, text string) {
	ref.Printed = text
	ref.Absent = v.Absent != ""
	ref.Value = v.Decimal()
}

func printChange(ref *narrative.Reference, f *report.Figure) *finding.Finding {
	before, _ := f.Before()
	if before == nil {
		return noBefore(f)
	}
	change, why, ok := f.Change()
	if ok {
		ref.Printed = change.Text
		return nil
	}
	if why == report.Broken {
		return acrossBreak(f)
	}
	if why == "" {
		why = "有一年没有数据"
	}
	cure := finding.Text{ZH: "在数据里用 value 填准确数（原来的说法写在 show 里），或改写这一句", EN: "give the exact number as value and the wording as show, or write the sentence anew"}
	if f.Derived {
		cure = finding.Text{ZH: "这一项是算出来的，不用填：核对两年里算出它的各项数，或改写这一句", EN: "the figure is computed and never typed: check what it is computed from in both years, or write the sentence anew"}
	}
	return &finding.Finding{
		ID:       "change-unknown",
		Message:  finding.Text{ZH: "“" + f.Indicator.Label + "”与上年的增减算不出来：" + why, EN: "the change of " + f.Indicator.Key + " cannot be computed"},
		Expected: finding.Text{ZH: "两年都有同一单位的数，且足以看出升降（上年：" + before.Text + "，本年：" + f.Text + "）", EN: "figures of both years in one unit that tell the direction (" + before.Text + ", " + f.Text + ")"},
		Cure:     cure,
	}
}

// acrossBreak tells a change between two years that count different things.
func acrossBreak(f *report.Figure) *finding.Finding {
	note := ""
	if b := f.Report.Form.BreakBetween(f.Indicator.Key, f.Report.Year-1, f.Report.Year); b != nil {
		note = b.Note
	}
	return &finding.Finding{
		ID:       "change-unknown",
		Message:  finding.Text{ZH: "“" + f.Indicator.Label + "”与上年的增减算不出来：" + report.Broken, EN: "the change of " + f.Indicator.Key + " cannot be computed: the series breaks here"},
		Expected: finding.Text{ZH: "只比较口径相同的年份（" + note + "）", EN: "only years of one definition are compared (" + note + ")"},
		Cure:     finding.Text{ZH: "改写这一句，说明口径的变化", EN: "write the sentence anew and say what changed"},
	}
}

func noBefore(f *report.Figure) *finding.Finding {
	last := itoa(f.Report.Year - 1)
	if f.Derived {
		return &finding.Finding{
			ID:       "before-unknown",
			Message:  finding.Text{ZH: "不知道“" + f.Indicator.Label + "”上年的数", EN: "last year's value of " + f.Indicator.Key + " is not known"},
			Expected: finding.Text{ZH: last + "年的数据里有算出它的各项数", EN: "figures of " + last + " that it is computed from"},
			Cure:     finding.Text{ZH: "这一项是算出来的，不用填：在" + last + "年的数据里填上算出它的各项数，或改写这一句", EN: "the figure is computed and never typed: give what it is computed from in the data of " + last + ", or write the sentence anew"},
		}
	}
	return &finding.Finding{
		ID:       "before-unknown",
		Message:  finding.Text{ZH: "不知道“" + f.Indicator.Label + "”上年的数", EN: "last year's value of " + f.Indicator.Key + " is not known"},
		Expected: finding.Text{ZH: last + "年的数据，或本年数据里的 before", EN: "figures of " + last + ", or before in this year's data"},
		Cure:     finding.Text{ZH: "把数据里的这一项改成 = { value = 本年数, before = 上年数 }", EN: "write it in the data as = { value = …, before = … }"},
		Related:  []finding.Related{{Pos: f.Pos, Note: finding.Text{ZH: "这一项在这里", EN: "the figure"}}},
	}
}

// tellLinks finds links to narratives that have no public page.
func (l *Loader) tellLinks(a *report.Agency, r *report.Report) {
	if r.Narrative == nil {
		return
	}
	dir := "content/" + a.ID + "/" + r.Series.Form.ID
	for _, link := range r.Narrative.Links {
		target, _, _ := strings.Cut(link.Destination, "#")
		if link.Image || path.Ext(target) != ".md" || pageShown(a, path.Join(dir, target), r.Status.Public()) {
			continue
		}
		bad := finding.Finding{
			ID: "link-missing", Severity: finding.Error, Pos: link.Pos,
			Message:  finding.Text{ZH: "链接“" + link.Destination + "”没有通到网站上的页面", EN: "the link " + link.Destination + " leads to no page of the site"},
			Expected: finding.Text{ZH: "本单位已经公开的报告或说明页；草稿不能从公开的报告链接过去", EN: "a public report or page of this agency; a public report cannot link to a draft"},
		}
		if other := reportAt(a, path.Join(dir, target)); other != nil && other.Status.Waiting() {
			bad.Message = finding.Text{
				ZH: "链接的" + itoa(other.Year) + "年报告还没有发布（status = \"" + string(other.Status) + "\"），公开的报告不能通到它：" + link.Destination,
				EN: "the report of " + itoa(other.Year) + " is not published (status = \"" + string(other.Status) + "\"); a public report cannot link to it: " + link.Destination,
			}
			bad.Cure = finding.Text{ZH: "等那份报告发布后再加链接，或者只写文字", EN: "link when it is published, or leave the words alone"}
		}
		r.Findings.Add(bad)
	}
}

// pageShown reports whether a narrative becomes a page that a public one, or a
// draft, may link to.
func pageShown(a *report.Agency, name string, public bool) bool {
	for _, p := range a.Pages {
		if name == "content/"+a.ID+"/"+p.Slug+".md" {
			return true
		}
	}
	r := reportAt(a, name)
	return r != nil && r.HasPage() && (r.Status.Public() || !public && r.Status.Waiting())
}

// reportAt gives the report that a narrative is of, nil where it is of none.
func reportAt(a *report.Agency, name string) *report.Report {
	for _, s := range a.Series {
		for _, r := range s.Reports {
			if name == "content/"+a.ID+"/"+s.Form.ID+"/"+itoa(r.Year)+".md" {
				return r
			}
		}
	}
	return nil
}
