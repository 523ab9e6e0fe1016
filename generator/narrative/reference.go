package narrative

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fazhi/generator/finding"
)

// Verb says what of a figure a reference prints.
type Verb string

// The verbs. None prints the wording.
const (
	Wording Verb = ""       // 近8万件
	Change  Verb = "change" // 增长12.3%: the comparison with the year before, computed
	Before  Verb = "before" // 63个工作日: last year's value as this report states it
	Number  Verb = "number" // 近8万: the wording without its unit
)

// Verbs lists the verbs that can be written.
func Verbs() []string { return []string{string(Change), string(Before), string(Number)} }

// Reference is {{key}}, {{key@2022}}, {{key:change}} or {{key@2022:number}} in
// a narrative. What it prints is set when figures are bound to it.
type Reference struct {
	ast.BaseInline
	Key  string // as written: a key, a label or an alias
	Year int    // 0 for the report's own
	Verb Verb
	At   finding.Pos

	ID      string // q1, q2, …: its address on the page
	Printed string // what a reader reads
	Value   string // exact value as a plain decimal; "" where there is none
	Title   string // said when pointed at
	Target  string // the figure's key, of this report or another year's
	Absent  bool   // Printed is the word for an absence

	start, end int // offsets in Source
}

// KindReference is goldmark's name for the node.
var KindReference = ast.NewNodeKind("FigureReference")

// Kind implements ast.Node.
func (*Reference) Kind() ast.NodeKind { return KindReference }

// Dump implements ast.Node.
func (r *Reference) Dump(source []byte, level int) {
	ast.DumpHelper(r, source, level, map[string]string{"Key": r.Key, "Verb": string(r.Verb)}, nil)
}

// Source gives the reference as it is written.
func (r *Reference) Source() string {
	s := r.Key
	if r.Year != 0 {
		s += "@" + strconv.Itoa(r.Year)
	}
	if r.Verb != Wording {
		s += ":" + string(r.Verb)
	}
	return "{{" + s + "}}"
}

// maxReference is the most bytes of a reference; no label is as long.
const maxReference = 1000

// referenceParser reads {{…}}. It stands before links, so that a reference may
// stand in link text, and behind code spans, in which it stays text.
type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'{'} }

func (referenceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	line = line[2:min(len(line), maxReference)]
	end := bytes.IndexAny(line, "{}") // no further: a line may hold very many of them
	if end < 0 || !bytes.HasPrefix(line[end:], []byte("}}")) {
		return nil
	}
	block.Advance(end + 4)
	r := &Reference{start: segment.Start, end: segment.Start + end + 4}
	r.read(string(line[:end]))
	return r
}

// read takes key, year and verb apart. Full-width signs are taken as meant.
func (r *Reference) read(s string) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "：", ":"), "＠", "@")
	key, verb, _ := strings.Cut(s, ":")
	r.Verb = Verb(strings.TrimSpace(verb))
	key, year, dated := strings.Cut(key, "@")
	r.Key = strings.TrimSpace(key)
	if dated {
		r.Year = -1
		if y, err := strconv.Atoi(strings.TrimSpace(year)); err == nil && y > 0 && y < 10000 {
			r.Year = y
		}
	}
}

// addReference numbers a reference and tells what is wrong with its form.
func (d *Doc) addReference(r *Reference, log *finding.List) {
	r.At = d.Pos(r.start, r.end)
	written := string(d.Source[r.start:r.end])
	r.Printed = written // until it is bound
	d.References = append(d.References, r)
	r.ID = "q" + itoa(len(d.References))
	bad := finding.Finding{
		ID: "reference-form", Severity: finding.Error, Pos: r.At,
		Expected: finding.Text{
			ZH: "{{键}}、{{键@2022}}（另一年）、{{键:change}}（增减）、{{键:before}}（上年数）、{{键:number}}（不带单位）",
			EN: "{{key}}, {{key@2022}}, {{key:change}}, {{key:before}} or {{key:number}}",
		},
	}
	switch {
	case r.Key == "":
		bad.Message = finding.Text{ZH: "引用里没有写键", EN: "the reference names no figure"}
	case r.Year < 0:
		bad.Message = finding.Text{ZH: "@ 后面应当是年份", EN: "a year must stand behind @"}
	case r.Verb != Wording && r.Verb != Change && r.Verb != Before && r.Verb != Number:
		bad.Message = finding.Text{ZH: "冒号后面的“" + string(r.Verb) + "”不认识", EN: "unknown word behind the colon: " + string(r.Verb)}
		if near := finding.Nearest(string(r.Verb), Verbs()); near != "" {
			bad.Cure = finding.Text{ZH: "是否想写 :" + near + "？", EN: "did you mean :" + near + "?"}
		}
	default:
		return
	}
	r.Key = "" // not to be looked up
	log.Add(bad)
}

// tellOpenReference finds {{ that never closes on its line.
func (d *Doc) tellOpenReference(n *ast.Text, log *finding.List) {
	if n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan {
		return
	}
	// A text may end between the two braces, so look at the source behind it.
	start := n.Segment.Start
	for ; start < n.Segment.Stop; start++ {
		if bytes.HasPrefix(d.Source[start:], []byte("{{")) && (start == 0 || d.Source[start-1] != '{' && d.Source[start-1] != '\\') {
			break
		}
	}
	if start == n.Segment.Stop {
		return
	}
	end := start + 2
	for i := 0; i < 8 && end < len(d.Source) && d.Source[end] != '\n'; i++ {
		_, size := utf8.DecodeRune(d.Source[end:])
		end += size
	}
	log.Add(finding.Finding{
		ID: "reference-form", Severity: finding.Error, Pos: d.Pos(start, end),
		Message:  finding.Text{ZH: "引用没有写完整：有 {{，同一行里没有与它成对的 }}", EN: "the reference is not closed: {{ without }} on the same line"},
		Expected: finding.Text{ZH: "{{键}}", EN: "{{key}}"},
		Cure:     finding.Text{ZH: "补上 }}；要显示花括号本身时写 \\{\\{", EN: "add }}; write \\{\\{ to show the braces themselves"},
	})
}

func itoa(n int) string { return strconv.Itoa(n) }
