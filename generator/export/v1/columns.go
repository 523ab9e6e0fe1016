package v1

import "slices"

// Column describes a column of a CSV file, and the field of that name in JSON:
// the data package, docs/data.md and the Chinese head of figures-excel.csv are
// made from it.
type Column struct {
	Name     string
	Type     string // of Table Schema: string, integer, number, boolean
	Title    string // Chinese
	Doc      string // Chinese
	English  string // the same in English
	Required bool   // never blank
	Words    []Word // what stands in it, where that is fixed
}

// Word is a fixed value of a column and what it is called in Chinese.
type Word struct{ Value, Title string }

// Word gives what a value is called in Chinese; a value that has no other name
// is its own.
func (c *Column) Word(value string) string {
	i := slices.IndexFunc(c.Words, func(w Word) bool { return w.Value == value })
	if i < 0 {
		return value
	}
	return c.Words[i].Title
}

func yesNo() []Word { return []Word{{"true", "是"}, {"false", "否"}} }

func statusWords() []Word {
	return []Word{{"published", "报告"}, {"imported", "历史文档"}, {"data", "仅数据"}, {"draft", "草稿"}}
}

func kindWords() []Word {
	return []Word{{"count", "数量"}, {"share", "比率"}, {"money", "金额"}, {"duration", "时长"}}
}

func directionWords() []Word {
	return []Word{{"none", "不分好坏"}, {"higher", "越高越好"}, {"lower", "越低越好"}, {"target100", "以100%为目标"}}
}

// Columns are the columns of figures.csv, in their order.
func Columns() []Column {
	return []Column{
		{"agency", "string", "单位代码", "单位在网址里的代码", "id of the agency, part of addresses", true, nil},
		{"agency_name", "string", "单位", "单位全称", "full name of the agency", true, nil},
		{"form", "string", "报告种类", "报告种类的代码，如 fzzf（法治政府建设年度报告）", "id of the kind of report, such as fzzf", true, nil},
		{"year", "integer", "年度", "报告所述的年度", "the year that the report is about", true, nil},
		{"status", "string", "状态", "这一年的状态", "what there is of the year: a report, a historical document, figures without a text; draft only in builds with drafts", true, statusWords()},
		{"demo", "boolean", "演示", "是不是演示；演示不是任何机关的发布", "a demonstration, which no body has published", true, yesNo()},
		{"key", "string", "指标代码", "指标的代码，同一种报告里不重复、历年不变", "key of the indicator, one of its kind in a form and the same in all years", true, nil},
		{"label", "string", "指标", "指标名称", "name of the indicator", false, nil},
		{"group", "string", "类别", "指标所属的类别", "group of the indicator", false, nil},
		{"unit", "string", "计量单位", "计量单位；数值按它的整单位写，如元，不写万元", "unit of value, lo and hi, always the full one: 元 and not 万元", false, nil},
		{"kind", "string", "类型", "指标的类型", "kind of the indicator", false, kindWords()},
		{"direction", "string", "好坏方向", "指标越高越好还是越低越好", "which direction is better, if any", false, directionWords()},
		{"text", "string", "原文", "报告公布的说法，照原样，如近8万件", "the wording as published, such as 近8万件", true, nil},
		{"value", "number", "数值", "说法里的数；只给了起止范围的、没有数的为空", "the number as stated; blank for a range and for an absence", false, nil},
		{"lo", "number", "下限", "实际的数不低于它；准确的数与数值相同；没有下限的为空", "the true value is not below it; the value itself where that is exact; blank where nothing is said", false, nil},
		{"lo_open", "boolean", "不含下限", "实际的数大于下限，不等于它", "lo itself is excluded", true, yesNo()},
		{"hi", "number", "上限", "实际的数不高于它；准确的数与数值相同；没有上限的为空", "the true value is not above it; the value itself where that is exact; blank where nothing is said", false, nil},
		{"hi_open", "boolean", "不含上限", "实际的数小于上限，不等于它", "hi itself is excluded", true, yesNo()},
		{"approx", "boolean", "约数", "说法是约数或者范围，不是准确的数", "the wording is approximate or a range", true, yesNo()},
		{"absent", "string", "没有数的原因", "没有数的，写明是哪一种没有（未统计、不适用、不公开），都不是零；有数的为空", "why there is no number: 未统计 not collected, 不适用 not applicable, 不公开 withheld; none of them is 0; blank where there is one", false, nil},
		{"before", "string", "报告所述上年数", "本报告说到的上年数，照原样；没有说到的为空", "last year's value as this report states it; blank where it does not", false, nil},
		{"note", "string", "说明", "报告对这个数的说明", "what the report adds to the figure", false, nil},
		{"definition", "string", "口径", "指标的口径，按最近一年的规定", "definition of the indicator, as of the newest year", false, nil},
	}
}

// IndicatorColumns are the columns of indicators.csv, in their order.
func IndicatorColumns() []Column {
	return []Column{
		{"form", "string", "报告种类", "报告种类的代码", "id of the kind of report", true, nil},
		{"form_title", "string", "报告种类名称", "报告种类的名称", "name of the kind of report", true, nil},
		{"key", "string", "指标代码", "指标的代码", "key of the indicator", true, nil},
		{"label", "string", "指标", "指标名称", "name of the indicator", true, nil},
		{"group", "string", "类别", "指标所属的类别", "group of the indicator", false, nil},
		{"unit", "string", "计量单位", "计量单位", "unit", false, nil},
		{"kind", "string", "类型", "指标的类型", "kind of the indicator", false, kindWords()},
		{"direction", "string", "好坏方向", "指标越高越好还是越低越好", "which direction is better, if any", false, directionWords()},
		{"definition", "string", "口径", "指标的口径，按最近一年的规定", "definition, as of the newest year", false, nil},
	}
}

// Cells gives an indicator of a form in the order of IndicatorColumns.
func (ind *Indicator) Cells(f *Form) []string {
	return []string{f.ID, f.Title, ind.Key, ind.Label, ind.Group, ind.Unit, ind.Kind, ind.Direction, ind.Definition}
}
