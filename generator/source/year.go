package source

import (
	"cmp"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// readYear reads a year's data and narrative into a report, with the findings
// of both files.
func (l *Loader) readYear(r *report.Report, id, formID string) {
	data := "data/" + id + "/" + formID + "/" + itoa(r.Year) + ".toml"
	text := "content/" + id + "/" + formID + "/" + itoa(r.Year) + ".md"
	hasData := l.exists(data)
	r.NoData = true
	r.Path, r.Data = data, data
	r.Place = func(string) finding.Pos { return finding.Pos{File: r.Path} }
	if hasData {
		if f := l.read(data, &r.Findings); f != nil {
			r.NoData = false
			y := &yearReader{report: r, log: &r.Findings}
			t := tomlfile.Parse(f, &r.Findings)
			r.Torn = t.Broken()
			y.read(t)
			r.Listed = listed(f, r.Form)
		}
	}
	if l.exists(text) {
		r.Path = text
		l.readNarrative(r, text)
	}
	if !hasData && r.Narrative != nil && len(r.Narrative.References) > 0 {
		r.Findings.Add(finding.Finding{
			ID: "file-missing", Severity: finding.Error, Pos: finding.Pos{File: data},
			Message: finding.Text{ZH: "正文引用了数据，但没有这一年的数据文件", EN: "the narrative quotes figures, but this year has no data file"},
			Cure:    finding.Text{ZH: "新建这个文件，在 [figures.…] 下面填写数据", EN: "make this file, with figures under [figures.…]"},
			Related: []finding.Related{{Pos: r.Narrative.References[0].At, Note: finding.Text{ZH: "第一处引用在这里", EN: "the first reference"}}},
		})
	}
}

// yearReader reads data/<agency>/<form>/<year>.toml.
type yearReader struct {
	report  *report.Report
	log     *finding.List
	names   []string // of the catalogue, once one is unknown
	guesses int
	offered map[string]int // definitions offered for form.toml, by group
}

func (y *yearReader) read(t *tomlfile.Table) {
	r := y.report
	r.Note = t.String("note")
	if figures := t.Table("figures"); figures != nil {
		y.figures(figures, nil)
	}
	y.strayFigures(t)
	for i, name := range t.Strings("highlights") {
		if f := y.named(name, t.ItemPos("highlights", i)); f != nil {
			r.Highlights = append(r.Highlights, f)
		}
	}
	r.Waivers = readWaivers(t)
	t.Close()
}

// readWaivers reads the findings that a data file accepts.
func readWaivers(t *tomlfile.Table) []report.Waiver {
	var out []report.Waiver
	for _, w := range t.Tables("waive") {
		out = append(out, report.Waiver{
			Check: w.String("check"), Figures: w.Strings("figures"), Text: w.String("text"),
			Reason: w.String("reason"), By: w.String("by"), Until: w.Date("until"), Pos: w.Here(),
		})
		w.Close()
	}
	return out
}

// strayFigures reads figures that stand above the line [figures], or without
// one, and tells that line once.
func (y *yearReader) strayFigures(t *tomlfile.Table) {
	told := false
	for _, key := range t.Keys() {
		if ind, _ := y.report.Form.Lookup(key); ind == nil {
			continue
		}
		y.figure(t, key, []string{key})
		if told {
			continue
		}
		told = true
		f := finding.Finding{
			ID: "figures-header", Severity: finding.Error, Pos: t.KeyPos(key),
			Message:  finding.Text{ZH: "数据要放在 [figures] 这一行的下面", EN: "figures stand below a line [figures]"},
			Expected: finding.Text{ZH: "单独一行 [figures]，下面每行一项数据", EN: "a line [figures], and a figure a line below it"},
			Cure:     finding.Text{ZH: "在这一行的前面加一行 [figures]", EN: "add a line [figures] before this one"},
		}
		y.log.Add(f)
	}
}

// figures reads a table of figures. A table below it is a figure where it has
// a value or its path names an indicator, else a group.
func (y *yearReader) figures(t *tomlfile.Table, path []string) {
	for _, key := range t.Keys() {
		full := append(path[:len(path):len(path)], key)
		if sub, ok := t.Value(key).(map[string]any); ok && !isFigure(sub) && !y.isNamed(key, full) {
			y.figures(t.Table(key), full)
			continue
		}
		y.figure(t, key, full)
	}
}

// isNamed reports whether a key, alone or with its path, names indicators.
func (y *yearReader) isNamed(key string, path []string) bool {
	ind, several := y.report.Form.Lookup(strings.Join(path, "."))
	if ind == nil && len(several) == 0 && !isASCII(key) {
		ind, several = y.report.Form.Lookup(key)
	}
	return ind != nil || len(several) > 0
}

func isFigure(table map[string]any) bool {
	for _, key := range []string{"value", "show", "before"} {
		if v, ok := table[key]; ok {
			if _, nested := v.(map[string]any); !nested {
				return true
			}
		}
	}
	return false
}

// figure reads one figure and adds it to the report.
func (y *yearReader) figure(t *tomlfile.Table, key string, path []string) {
	ind := y.indicator(t, key, path)
	if ind == nil || ind.Formula != nil {
		y.tellTyped(t, key, ind)
		return
	}
	f := &report.Figure{Indicator: ind, Pos: t.Pos(key)}
	ok := false
	if sub, isTable := t.Value(key).(map[string]any); isTable && sub != nil {
		ok = y.detailed(t.Table(key), f)
	} else {
		f.Value, ok = y.value(t, key, ind)
	}
	if !ok {
		y.report.MarkBroken(ind.Key)
		return
	}
	if !y.report.Add(f) {
		t.Fail(key, finding.Finding{
			ID:      "toml-duplicate",
			Message: finding.Text{ZH: "“" + ind.Label + "”（" + ind.Key + "）已经填过一次", EN: ind.Key + " is given twice"},
			Cure:    finding.Text{ZH: "留下正确的一个，删去另一个", EN: "keep the right one and delete the other"},
			Related: []finding.Related{{Pos: y.report.Figure(ind.Key).Pos, Note: finding.Text{ZH: "第一次填在这里", EN: "given here first"}}},
		})
	}
}

// detailed reads { value = …, show = …, before = …, note = …, source = … }.
func (y *yearReader) detailed(t *tomlfile.Table, f *report.Figure) bool {
	f.Note, f.Source = t.String("note"), t.String("source")
	var ok bool
	switch {
	case t.Has("value"):
		f.Value, ok = y.value(t, "value", f.Indicator)
		if t.Has("show") && ok {
			var shown report.Value
			if shown, ok = y.value(t, "show", f.Indicator); ok {
				f.Shown, f.ShownPos = &shown, t.Pos("show")
				f.Text = shown.Text
			}
		}
	case t.Has("show"):
		f.Value, ok = y.value(t, "show", f.Indicator)
	case slices.ContainsFunc(t.Keys(), func(k string) bool { return finding.Nearest(k, []string{"value", "show"}) != "" }):
		// the misspelt key is told below
	default:
		t.Fail("value", finding.Finding{
			ID:      "key-missing",
			Message: finding.Text{ZH: "这一项没有写 value（数值）", EN: "this figure has no value"},
			Cure:    finding.Text{ZH: "补上 value = …；没有数据时写 value = \"未统计\"、\"不适用\" 或 \"不公开\"", EN: "add value = …, or value = \"未统计\", \"不适用\" or \"不公开\""},
		})
	}
	if t.Has("before") {
		if before, good := y.value(t, "before", f.Indicator); good {
			f.Stated = &before
		} else {
			ok = false // told; what compares with it would only repeat it
		}
	}
	t.Close("value", "show", "before", "note", "source")
	return ok
}

// indicator finds what a key stands for: a key, or a label or alias in place
// of the whole path or of its last part.
func (y *yearReader) indicator(t *tomlfile.Table, key string, path []string) *form.Indicator {
	f := y.report.Form
	full := strings.Join(path, ".")
	ind, several := f.Lookup(full)
	if ind == nil && len(several) == 0 && len(path) > 1 && !isASCII(key) {
		ind, several = f.Lookup(key)
	}
	if ind != nil {
		return ind
	}
	if len(several) > 0 {
		t.Fail(key, finding.Finding{
			ID:       "figure-ambiguous",
			Message:  finding.Text{ZH: "“" + key + "”对应不止一个指标", EN: key + " names several indicators"},
			Expected: finding.Text{ZH: "写明其中一个键：" + strings.Join(several, "、"), EN: "one of the keys " + strings.Join(several, ", ")},
		})
		return nil
	}
	if len(path) == 1 && (key == "highlights" || key == "note" || key == "waive") {
		y.log.Add(finding.Finding{
			ID: "unknown-key", Severity: finding.Error, Pos: t.KeyPos(key),
			Message: finding.Text{ZH: "“" + key + "”不是数据，要放在 [figures] 这一行的前面", EN: key + " is no figure and stands before the line [figures]"},
			Cure:    finding.Text{ZH: "把这一行移到 [figures] 的前面", EN: "move it before [figures]"},
		})
		return nil
	}
	bad := finding.Finding{
		ID:       "unknown-figure",
		Severity: finding.Error, Pos: t.KeyPos(key),
		Message:  finding.Text{ZH: "指标目录里没有“" + full + "”", EN: "there is no indicator " + full},
		Expected: finding.Text{ZH: "目录里的键、中文名称或别名；本单位特有的指标先在 form.toml 里登记", EN: "a key, label or alias of the catalogue; indicators of this agency alone are defined in form.toml"},
	}
	near := y.similar(full, key)
	if len(near) > 0 {
		bad.Cure = finding.Text{ZH: "是否想写 " + strings.Join(near, " 或 ") + "？", EN: "did you mean " + strings.Join(near, " or ") + "?"}
	} else {
		where, text := y.registration(full, unitOf(t.Value(key)))
		bad.Cure = finding.Text{ZH: "检查拼写；或在同一文件夹的 form.toml 里登记，" + where.ZH + "：\n" + text, EN: "check the spelling, or define it in form.toml in the same folder, " + where.EN + ":\n" + text}
	}
	for _, name := range near {
		if ind, _ := f.Lookup(name); ind != nil {
			y.report.MarkBroken(ind.Key) // most likely what was meant
		}
	}
	y.log.Add(bad)
	return nil
}

// maxGuesses is how many unknown names of a file are compared with the whole
// catalogue; a file with more is of another kind.
const maxGuesses = 50

// similar gives the names of the catalogue that are most like an unknown one.
func (y *yearReader) similar(names ...string) []string {
	if y.names == nil {
		y.names = y.report.Form.Names()
	}
	y.guesses++
	if y.guesses > maxGuesses {
		return nil
	}
	for _, name := range names {
		if near := finding.Similar(name, y.names); len(near) > 0 {
			return near
		}
	}
	return nil
}

// unitOf gives the unit of a value as it is written, 件 where it has none.
func unitOf(value any) string {
	if table, ok := value.(map[string]any); ok {
		value = table["value"]
	}
	if s, ok := value.(string); ok {
		if q, err := quantity.Parse(s); err == nil && q.Unit != "" {
			return q.Unit
		}
	}
	return "件"
}

// value reads one value: a number takes its unit from the form, a string is
// read as a quantity or says why there is none.
func (y *yearReader) value(t *tomlfile.Table, key string, ind *form.Indicator) (v report.Value, ok bool) {
	switch raw := t.Value(key).(type) {
	case int64:
		n := quantity.NewInt(raw)
		return numberValue(n, n.String(), ind), true
	case float64:
		// A float has lost its printed form: 18.10 is what was written.
		written := strings.TrimPrefix(strings.ReplaceAll(t.Raw(key), "_", ""), "+")
		if n, err := quantity.ParseNumber(written); err == nil {
			return numberValue(n, written, ind), true
		}
	case string:
		return y.wording(t, key, strings.TrimSpace(raw), ind)
	}
	t.Fail(key, finding.Finding{
		ID:       "value-unreadable",
		Message:  finding.Text{ZH: "这里不是数值", EN: "this is no figure"},
		Expected: finding.Text{ZH: "数（如 505），或英文引号里的数量（如 \"近8万件\"），或 \"未统计\"、\"不适用\"、\"不公开\"", EN: "a number like 505, a wording like \"近8万件\", or \"未统计\", \"不适用\", \"不公开\""},
	})
	return v, false
}

// numberValue makes a value of a plain number in the indicator's unit, which
// may carry a scale: 7730.28 of an indicator in 万元 is 77302800 元. It is shown
// with the digits as they are written: 18.10 keeps its zero.
func numberValue(n quantity.Number, written string, ind *form.Indicator) report.Value {
	v := report.Value{Text: written + ind.Unit, Stated: n, Bounds: quantity.Point(n)}
	inUnitOf(&v, ind)
	v.Whole = v.Unit == ind.Unit && n.Places() == 0
	if v.Unit == ind.Unit { // 30 of 工作日 is shown as 30个工作日, 80000 of 件 as 8万件
		v.Text = quantity.Print(n, ind.Unit)
		if rest, ok := strings.CutPrefix(v.Text, n.String()); ok {
			v.Text = written + rest
		}
	}
	return v
}

func (y *yearReader) wording(t *tomlfile.Table, key, text string, ind *form.Indicator) (v report.Value, ok bool) {
	for _, absence := range report.Absences() {
		if text == absence {
			return report.Value{Text: text, Absent: report.Absence(absence), Unit: ind.Unit}, true
		}
	}
	q, err := quantity.Parse(text)
	if err != nil || q.Shape != quantity.Single && q.Shape != quantity.Range {
		t.Fail(key, y.unreadable(text))
		return v, false
	}
	v = report.Value{Text: text, Stated: q.Value, Bounds: q.Bounds, Unit: q.Unit, Ranged: q.Shape == quantity.Range}
	if q.Unit == "" {
		inUnitOf(&v, ind)
	} else if !unitFits(q.Unit, text, ind) {
		y.report.Misfits = append(y.report.Misfits, report.Misfit{Indicator: ind, Text: text, Unit: q.Unit, Pos: t.Pos(key)})
		return v, false
	}
	return v, true
}

// inUnitOf gives a value without a unit the indicator's, and its scale: "7730.28"
// of an indicator in 万元 is 77302800 元.
func inUnitOf(v *report.Value, ind *form.Indicator) {
	v.Unit = ind.Unit
	one, err := quantity.Parse("1" + ind.Unit)
	if err != nil || one.Shape != quantity.Single {
		return
	}
	v.Unit, v.Stated = one.Unit, v.Stated.Mul(one.Value)
	v.Bounds.Lo, v.Bounds.Hi = v.Bounds.Lo.Mul(one.Value), v.Bounds.Hi.Mul(one.Value)
}

// unitFits reports whether a unit, canonical or as written, is the
// indicator's.
func unitFits(unit, text string, ind *form.Indicator) bool {
	if ind.Accepts(unit) || quantity.SameUnit(unit, ind.Unit) {
		return true
	}
	for _, u := range append([]string{ind.Unit}, ind.Units...) {
		if strings.HasSuffix(text, u) {
			return true
		}
		if scaled, err := quantity.Parse("1" + u); err == nil && quantity.SameUnit(unit, scaled.Unit) {
			return true
		}
	}
	return false
}

func (y *yearReader) unreadable(text string) finding.Finding {
	f := finding.Finding{
		ID:       "value-unreadable",
		Message:  finding.Text{ZH: "“" + text + "”不是可以识别的数量", EN: text + " cannot be read as a quantity"},
		Expected: finding.Text{ZH: "数和单位，如 \"505个\"、\"近8万件\"、\"30个工作日以内\"；没有数据时写 \"未统计\"、\"不适用\" 或 \"不公开\"", EN: "a number with its unit like \"505个\", or \"未统计\", \"不适用\", \"不公开\""},
		Cure:     finding.Text{ZH: "只留数量，说明文字写入 note", EN: "leave only the quantity; remarks go into note"},
	}
	switch text {
	case "":
		f.Message = finding.Text{ZH: "引号里是空的", EN: "there is nothing between the quotation marks"}
	case "无", "—", "-", "/", "暂无", "空":
		f.Message = finding.Text{ZH: "“" + text + "”没有说明为什么没有数据", EN: text + " does not say why there is no figure"}
		f.Cure = finding.Text{ZH: "数量确实为零时写 0；否则写 \"未统计\"、\"不适用\" 或 \"不公开\"", EN: "write 0 where it is zero, else \"未统计\", \"不适用\" or \"不公开\""}
	}
	for _, absence := range report.Absences() {
		if _, part, _ := strings.Cut(absence, "不"); strings.Contains(text, strings.TrimPrefix(cmp.Or(part, absence), "未")) {
			f.Cure = finding.Text{ZH: "写成 \"" + absence + "\"", EN: "write \"" + absence + "\""}
		}
	}
	if near := finding.Nearest(text, report.Absences()); near != "" {
		f.Cure = finding.Text{ZH: "是否想写 \"" + near + "\"？", EN: "did you mean \"" + near + "\"?"}
	}
	return f
}

// named finds a figure that the same file names. A derived one gets its value
// when all years are read.
func (y *yearReader) named(name string, pos finding.Pos) *report.Figure {
	f, bad := lookup(y.report, name)
	ind, _ := y.report.Form.Lookup(name)
	if f == nil && ind != nil && ind.Formula != nil {
		f = &report.Figure{Indicator: ind, Pos: pos, Derived: true}
		y.report.Add(f)
	}
	if f == nil && (ind == nil || !y.report.Broken(ind.Key)) {
		bad.Pos = pos
		y.log.Add(bad)
	}
	return f
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
