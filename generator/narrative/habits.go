package narrative

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"fazhi/generator/finding"
)

// This file knows the habits of people who come from Word and type with a
// Chinese input method: what they write looks right and would be printed as it
// stands.

// lookAtParagraph takes an indent of blanks off a paragraph, which the page
// indents itself, and tells a heading without its blank and lines that would
// run into one paragraph.
func (d *Doc) lookAtParagraph(n *ast.Paragraph, log *finding.List) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	value := string(first.Segment.Value(d.Source))
	indent := len(value) - len(strings.TrimLeft(value, " \t\u3000\u00a0"))
	first.Segment = first.Segment.WithStart(first.Segment.Start + indent)
	value = value[indent:]
	if mark := headingMark().FindString(value); mark != "" {
		d.tellHeading(first, mark, log)
		return
	}
	if strings.HasPrefix(value, "|") || strings.HasPrefix(value, "｜") {
		d.tellTable(first, log)
		return
	}
	if parent := n.Parent(); parent != nil && parent.Kind() == ast.KindDocument {
		d.tellJoined(n, log)
	}
}

// headingMark finds a heading whose marks are full width or lack the blank.
var headingMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[#＃]{1,6}`) })

func (d *Doc) tellHeading(first *ast.Text, mark string, log *finding.List) {
	start := first.Segment.Start
	log.Add(finding.Finding{
		ID: "heading-form", Severity: finding.Error, Pos: d.Pos(start, start+len(mark)),
		Message:  finding.Text{ZH: "这一行是想写标题，但标题的记号不对，会当成普通一段", EN: "this looks like a heading, but its marks are not right; it would be a plain paragraph"},
		Expected: finding.Text{ZH: "半角的 #，后面空一格，如“## 二、存在的不足和原因”", EN: "half-width # with a blank behind, like \"## Title\""},
		Cure:     finding.Text{ZH: "改为英文输入法的 #，并在后面空一格；要显示 # 本身时写 \\#", EN: "write # and a blank; write \\# to show the character itself"},
	})
}

// tellTable tells lines of a table that make none: full-width bars, or no line
// of dashes below the head.
func (d *Doc) tellTable(first *ast.Text, log *finding.List) {
	log.Add(finding.Finding{
		ID: "table-form", Severity: finding.Error, Pos: d.Pos(first.Segment.Start, first.Segment.Stop),
		Message:  finding.Text{ZH: "这几行是想画表格，但写法不对，会印成一段竖线", EN: "these lines look like a table but make none"},
		Expected: finding.Text{ZH: "每行用半角的 | 分开各列；第一行是表头，第二行写 |---|---|，各行列数相同，表格前后空一行", EN: "half-width | between columns, a second line |---|---|, the same number of columns in each line, blank lines around"},
		Cure:     finding.Text{ZH: "检查竖线是不是半角的，第二行有没有写；要显示竖线本身时写 \\|", EN: "check the bars and the second line; write \\| to show the character itself"},
	})
}

// tellJoined tells a sentence that ends at a line's end without a blank line
// behind it: Markdown runs the two lines into one paragraph.
func (d *Doc) tellJoined(n ast.Node, log *finding.List) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || !t.SoftLineBreak() {
			continue
		}
		end, size := utf8.DecodeLastRune(d.Source[:t.Segment.Stop])
		if !strings.ContainsRune("。！？；：”", end) {
			continue
		}
		log.Add(finding.Finding{
			ID: "paragraph-joined", Severity: finding.Warning, Pos: d.Pos(t.Segment.Stop-size, t.Segment.Stop),
			Message: finding.Text{ZH: "下一行会接在这一句后面，成为同一段", EN: "the next line runs on in the same paragraph"},
			Cure:    finding.Text{ZH: "要另起一段时，两行之间空一行；本来就是一段时，把两行连起来", EN: "leave a blank line for a new paragraph, or join the two lines"},
		})
		return
	}
}

// wideBraces finds braces that look like a reference: full width, or single
// around a name. Prose in braces is not touched.
var wideBraces = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[｛{]{1,3}[^｛{｝}\n]{1,40}[｝}]{1,3}|【【[^【】\n]{1,40}】】`)
})

func (d *Doc) tellBraces(n *ast.Text, log *finding.List) {
	if p := n.Parent(); p != nil && p.Kind() == ast.KindCodeSpan {
		return
	}
	value := n.Segment.Value(d.Source)
	if bytes.IndexByte(value, '{') < 0 && !bytes.Contains(value, []byte("｛")) && !bytes.Contains(value, []byte("【【")) {
		return // as nearly always; the pattern begins with one of these
	}
	for _, at := range wideBraces().FindAllIndex(value, -1) {
		text := string(value[at[0]:at[1]])
		inner := strings.Trim(text, "｛{｝}【】")
		if strings.HasPrefix(text, "{{") || at[0] > 0 && value[at[0]-1] == '\\' {
			continue
		}
		if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") {
			if !strings.Contains(inner, "role=") {
				d.Braced = append(d.Braced, Braced{Name: inner, Pos: d.Pos(n.Segment.Start+at[0], n.Segment.Start+at[1])})
				continue
			}
		}
		want := "{{" + inner + "}}"
		if strings.Contains(inner, "role=") {
			want = "{" + inner + "}，并且放在这一行的最后"
		}
		log.Add(finding.Finding{
			ID: "reference-form", Severity: finding.Error, Pos: d.Pos(n.Segment.Start+at[0], n.Segment.Start+at[1]),
			Message:  finding.Text{ZH: "这里的括号不对，会照原样印出来", EN: "these brackets are not right and would be printed as they are"},
			Expected: finding.Text{ZH: "半角花括号：" + want, EN: "half-width braces: " + want},
			Cure:     finding.Text{ZH: "切换到英文输入法重新输入括号", EN: "type them again with the input method off"},
		})
	}
}

// Braced is a text in single braces: a reference by mistake, if its name is
// that of a figure.
type Braced struct {
	Name string
	Pos  finding.Pos
}
