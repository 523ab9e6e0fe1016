package tomlfile

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// spokenDate is a day as people write it: 2023年2月10日, 2023.2.10, 2023/2/10.
var spokenDate = regexp.MustCompile(`^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$`)

// rewrite says how a value of the wrong kind is to be written, where that can be
// told from what stands there.
func (t *Table) rewrite(key, kind string) finding.Text {
	text, isText := t.values[key].(string)
	text = strings.TrimSpace(text)
	write := func(s string) finding.Text { return finding.Text{ZH: "写成 " + s, EN: "write " + s} }
	switch {
	case kind == "strings" && isText:
		return write("[" + Quote(text) + "]")
	case kind == "string":
		switch t.values[key].(type) {
		case int64, float64, bool, time.Time:
			return write(Quote(t.Raw(key)))
		}
	case !isText:
	case bare(text, kind):
		return finding.Text{ZH: "去掉两边的引号", EN: "leave out the quotation marks"}
	case kind == "date":
		if d, ok := spoken(text); ok {
			return write(d.String())
		}
		return finding.Text{ZH: "写明是哪一天", EN: "say which day"}
	case kind == "time" && bare(text, "date"):
		return finding.Text{ZH: "去掉两边的引号，补上时间，形如 " + text + "T09:30:00+08:00", EN: "leave out the quotation marks and add the time, like " + text + "T09:30:00+08:00"}
	case kind == "int":
		return finding.Text{ZH: "用阿拉伯数字写，如 3，单位和说明不要", EN: "write digits like 3, without a unit or words"}
	case kind == "bool" && (text == "是" || text == "否"):
		return write(strconv.FormatBool(text == "是"))
	case kind == "bool":
		return finding.Text{ZH: "改成 true 或 false，说明写到别处", EN: "write true or false, and say the rest elsewhere"}
	case kind == "table":
		return finding.Text{ZH: "写成 " + key + " = { 名称 = 值 }，或者另起一组", EN: "write " + key + " = { key = value }, or a table of its own"}
	}
	return finding.Text{}
}

// bare reports whether a text is what is wanted, but for its quotation marks.
func bare(text, kind string) bool {
	var err error
	switch kind {
	case "int":
		_, err = strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
	case "bool":
		return text == "true" || text == "false"
	case "date":
		_, err = civil.Parse(text)
	case "time":
		_, err = time.Parse(time.RFC3339, text)
	default:
		return false
	}
	return err == nil
}

func spoken(text string) (civil.Date, bool) {
	m := spokenDate.FindStringSubmatch(text)
	if m == nil {
		return civil.Date{}, false
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	d, err := civil.Parse(m[1] + "-" + pad(m[2]) + "-" + pad(m[3]))
	return d, err == nil
}

// Choice is one of the words that a key may have, with what it means.
type Choice struct{ Word, Label string }

// Choose gives a text that must be one of several words; the finding says what
// they mean, and a meaning that was written in place of its word is known.
func (t *Table) Choose(key string, choices []Choice) string {
	s := t.String(key)
	var words, said []string
	for _, c := range choices {
		if c.Word == s {
			return s
		}
		words, said = append(words, c.Word), append(said, c.Word+"（"+c.Label+"）")
	}
	if s == "" && !t.Has(key) {
		return ""
	}
	near := finding.Nearest(s, words)
	for _, c := range choices {
		if c.Label == s {
			near = c.Word
		}
	}
	f := finding.Finding{
		ID:       "wrong-value",
		Message:  finding.Text{ZH: "“" + key + "”没有“" + s + "”这个选项", EN: key + " cannot be " + strconv.Quote(s)},
		Expected: finding.Text{ZH: "以下之一：" + strings.Join(said, "、"), EN: "one of " + strings.Join(words, ", ")},
		Cure:     finding.Text{ZH: "改成其中一个，写前面的英文", EN: "write one of them"},
	}
	if near != "" {
		f.Cure = finding.Text{ZH: "是否想写 \"" + near + "\"？", EN: "did you mean \"" + near + "\"?"}
	}
	t.Fail(key, f)
	return ""
}
