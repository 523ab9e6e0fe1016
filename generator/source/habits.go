package source

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// registration is the text for form.toml that defines a missing indicator, and
// where to put it. Several in one file are numbered on, so that all can be
// pasted at once.
func (y *yearReader) registration(key, unit string) (where finding.Text, text string) {
	f := y.report.Form
	group, measure, ok := strings.Cut(key, ".")
	label := "在这里写中文名称"
	if !ok || !isASCII(key) {
		group, measure, label = "own", "", key[strings.LastIndexByte(key, '.')+1:]
	}
	there := 0
	for i := range f.Indicators {
		if f.Indicators[i].Own && f.Indicators[i].Group() == group {
			there++
		}
	}
	if y.offered == nil {
		y.offered = map[string]int{}
	}
	y.offered[group]++
	if measure == "" {
		measure = "item" + strconv.Itoa(there+y.offered[group])
	}
	text = measure + " = { label = \"" + label + "\", unit = \"" + unit + "\" }"
	switch {
	case there > 0:
		return finding.Text{ZH: "加在已有的 [indicators." + group + "] 下面，单位按实际改", EN: "below the [indicators." + group + "] that is there"}, text
	case y.offered[group] > 1:
		return finding.Text{ZH: "接在前面一项的后面，单位按实际改", EN: "behind the one before"}, text
	case f.Group(group) == nil:
		text = "[groups." + group + "]\nlabel = \"本单位其他工作\"\n[indicators." + group + "]\n" + text
	default:
		text = "[indicators." + group + "]\n" + text
	}
	return finding.Text{ZH: "加在文件末尾（没有这个文件就新建），单位按实际改", EN: "at its end; make the file if there is none"}, text
}

// tellMisplaced finds lines of the front matter that stand below [[review]] and
// so belong to the review, and uses them up.
func tellMisplaced(review *tomlfile.Table) {
	for _, key := range []string{"title", "status", "number", "index", "signed", "submitted", "published", "attachments", "summary", "keywords", "author", "answers"} {
		if review.Has(key) {
			review.Value(key)
			review.Fail(key, finding.Finding{
				ID:      "unknown-key",
				Message: finding.Text{ZH: "“" + key + "”写在了 [[review]] 的下面，会当成审查记录的一部分", EN: key + " stands below [[review]] and belongs to the review there"},
				Cure:    finding.Text{ZH: "把这一行移到第一个 [[review]] 的前面", EN: "move it before the first [[review]]"},
			})
		}
	}
}

// tellPlaceholders finds text of the start that nobody replaced, in what is
// public; a draft may have it.
func tellPlaceholders(r *report.Report) {
	if !r.Status.Public() {
		return
	}
	tell := func(pos finding.Pos) {
		r.Findings.Add(finding.Finding{
			ID: "placeholder", Severity: finding.Error, Pos: pos,
			Message: finding.Text{ZH: "这里还是新建时的提示文字，没有写", EN: "this is still the text that the file was made with"},
			Cure:    finding.Text{ZH: "写上内容，或删去这一段（标题下面没有内容时连标题一起删）", EN: "write the text, or delete the paragraph and a heading without text"},
		})
	}
	_ = ast.Walk(r.Narrative.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && enter && strings.HasPrefix(string(t.Segment.Value(r.Narrative.Source)), narrative.Placeholder) {
			tell(r.Narrative.Pos(t.Segment.Start, t.Segment.Stop))
		}
		return ast.WalkContinue, nil
	})
}

// tellBraced finds references that were written in single braces.
func tellBraced(r *report.Report) {
	for _, b := range r.Narrative.Braced {
		name, _, _ := strings.Cut(b.Name, ":")
		if ind, several := r.Form.Lookup(name); ind == nil && len(several) == 0 {
			continue
		}
		r.Findings.Add(finding.Finding{
			ID: "reference-form", Severity: finding.Error, Pos: b.Pos,
			Message:  finding.Text{ZH: "引用只写了一层花括号，会照原样印出来", EN: "a reference has two braces on each side; with one it is printed as it stands"},
			Expected: finding.Text{ZH: "{{" + b.Name + "}}", EN: "{{" + b.Name + "}}"},
		})
	}
}

// tellDoubled finds what the prose says again: the unit behind a reference that
// prints it, the verb before a change that has its own.
func tellDoubled(r *report.Report, ref *narrative.Reference, f *report.Figure) {
	if next, ok := ref.NextSibling().(*ast.Text); ok && (ref.Verb == narrative.Wording || ref.Verb == narrative.Before) && !ref.Absent {
		_, unit := f.Split()
		text := string(next.Segment.Value(r.Narrative.Source))
		if unit != "" && f.Unit != "个" && strings.HasSuffix(ref.Printed, unit) && strings.HasPrefix(text, unit) {
			r.Findings.Add(doubled(r.Narrative.Pos(next.Segment.Start, next.Segment.Start+len(unit)), ref.Printed+unit, "引用已经带单位，删去后面的“"+unit+"”，或写成 {{"+ref.Key+":number}}"))
		}
	}
	before, ok := ref.PreviousSibling().(*ast.Text)
	if !ok || ref.Verb != narrative.Change {
		return
	}
	text := strings.TrimSuffix(string(before.Segment.Value(r.Narrative.Source)), "了")
	for _, verb := range []string{"增长", "下降", "提高", "降低", "缩短", "延长", "增加", "减少", "上升"} {
		if strings.HasSuffix(text, verb) {
			end := before.Segment.Start + len(text)
			r.Findings.Add(doubled(r.Narrative.Pos(end-len(verb), end), verb+ref.Printed, "引用已经写明升降，删去前面的“"+verb+"”"))
		}
	}
}

func doubled(pos finding.Pos, printed, cure string) finding.Finding {
	return finding.Finding{
		ID: "reference-doubled", Severity: finding.Warning, Pos: pos,
		Message: finding.Text{ZH: "印出来会重复：“" + printed + "”", EN: "this is printed twice: " + printed},
		Cure:    finding.Text{ZH: cure, EN: "delete the words beside the reference"},
	}
}

// tellUnwrittenReview finds the lines of a review whose own header is still a
// remark, and uses them up.
func tellUnwrittenReview(t *tomlfile.Table, log *finding.List) {
	if t.Has("review") || !t.Has("kind") && !t.Has("by") {
		return
	}
	first := ""
	for _, key := range []string{"kind", "by", "date"} {
		if t.Has(key) && first == "" {
			first = key
		}
		t.Value(key)
	}
	log.Add(finding.Finding{
		ID: "unknown-key", Severity: finding.Error, Pos: t.KeyPos(first),
		Message: finding.Text{ZH: "这是审查记录的内容，但它前面的 [[review]] 一行还没有启用", EN: "these lines belong to a review, but the line [[review]] before them is still a remark"},
		Cure:    finding.Text{ZH: "把上面 # [[review]] 一行开头的 # 删去", EN: "delete the # before [[review]]"},
	})
}
