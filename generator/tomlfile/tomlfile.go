// Package tomlfile reads a TOML file strictly and tells everything that is
// wrong with it at once, with its place, what was expected and how to mend it.
//
// BurntSushi/toml decodes. Where it fails, a scanner that knows what people do
// to TOML (full-width punctuation, Chinese quotes, text without quotes, dates
// with slashes, keys given twice) names every slip and repairs a copy, so that
// reading goes on and the problems behind the first one are told too; a file
// with any such slip still counts as broken. The same scanner finds the places
// of keys and values, and runs on a sound file only when a place is asked for.
//
// A Table hands out values by key and type. It remembers what was asked for,
// and Close tells every key that was not: an unknown key is an error, with the
// likely one named.
package tomlfile

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// maxRepairs bounds how often decoding is tried again without a faulty line;
// the scanner names nearly all slips, so few are left. repairBytes bounds the
// text that is decoded in doing so.
const (
	maxRepairs  = 20
	repairBytes = 4 << 20
)

// maxKey is the longest key or header, in bytes.
const maxKey = 500

// doc is one TOML text, decoded.
type doc struct {
	file       *textfile.File
	start, end int
	order      map[string]int // path without array numbers -> place in the document
	scanned    *scanner       // nil until a place is asked for
	told       map[place]bool // where slips were told; nil where the text is TOML
	log        *finding.List
}

// place is a line and column.
type place struct{ line, column int }

func placeOf(p finding.Pos) place { return place{p.Line, p.Column} }

// Parse reads the whole of a file. The table is never nil; what could not be
// read is missing from it and told in log, as is all that the table's methods
// find wrong later.
func Parse(f *textfile.File, log *finding.List) *Table {
	return ParsePart(f, 0, len(f.Text), log)
}

// ParsePart reads the TOML between two byte offsets of a file, such as the
// front matter of a narrative.
func ParsePart(f *textfile.File, start, end int, log *finding.List) *Table {
	d := &doc{file: f, start: start, end: end, log: log}
	root := map[string]any{}
	var meta toml.MetaData
	err := errTooDeep
	if !nestsDeep(f.Text[start:end]) {
		meta, err = toml.Decode(f.Text[start:end], &root)
	}
	if err != nil {
		root, meta = d.recover()
	}
	d.order = map[string]int{}
	for i, k := range meta.Keys() {
		if name := strings.Join(k, sep); d.order[name] == 0 {
			d.order[name] = i + 1
		}
	}
	return &Table{doc: d, values: root, used: map[string]bool{}}
}

var errTooDeep = errors.New("nested too deep")

// nestsDeep reports whether brackets open so often that decoding could exhaust
// the stack, or keys are so long that it could exhaust the memory. What stands
// in strings counts too, which only costs a second look.
func nestsDeep(text string) bool {
	for rest := text; rest != ""; {
		line, more, _ := strings.Cut(rest, "\n")
		rest = more
		if len(line) <= maxKey {
			continue
		}
		key, _, _ := strings.Cut(line, "=")
		if key = strings.TrimSpace(key); len(key) > maxKey && key[0] != '#' && key[0] != '"' {
			return true
		}
	}
	depth, deepest := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest > 2*maxDepth
}

// recover tells all slips and decodes the repaired copy. A line that still
// does not decode is told and blanked, and decoding tried again.
func (d *doc) recover() (map[string]any, toml.MetaData) {
	s := d.scan()
	d.log.Add(s.log...)
	d.told = map[place]bool{}
	toldLines := map[int]bool{}
	for _, f := range s.log {
		d.told[placeOf(f.Pos)] = true
		toldLines[f.Pos.Line] = true
	}
	lines := strings.Split(string(s.out), "\n")
	for n := range maxRepairs {
		if n > 0 && n*len(s.out) > repairBytes {
			break
		}
		root := map[string]any{}
		meta, err := toml.Decode(strings.Join(lines, "\n"), &root)
		if err == nil {
			return root, meta
		}
		var p toml.ParseError
		if !errors.As(err, &p) || p.Position.Line < 1 || p.Position.Line > len(lines) {
			break
		}
		d.tellParseError(p, toldLines)
		lines[p.Position.Line-1] = ""
	}
	return map[string]any{}, toml.MetaData{}
}

// tellParseError reports what BurntSushi found and the scanner did not.
func (d *doc) tellParseError(p toml.ParseError, told map[int]bool) {
	line := d.start
	for n := 1; n < p.Position.Line; n++ {
		line += strings.IndexByte(d.file.Text[line:], '\n') + 1
	}
	end := line + len(d.file.Text[line:])
	if i := strings.IndexByte(d.file.Text[line:], '\n'); i >= 0 {
		end = line + i
	}
	pos := d.file.Pos(line, end)
	if told[pos.Line] {
		return // told already, in better words
	}
	told[pos.Line] = true
	f := finding.Finding{
		ID: "toml-syntax", Severity: finding.Error, Pos: pos,
		Message: finding.Text{ZH: "这一行不合 TOML 的写法（" + p.Message + "）", EN: "this line is not TOML: " + p.Message},
		Cure:    finding.Text{ZH: "对照旁边的行检查引号、等号和方括号", EN: "compare quotation marks, equals sign and brackets with the lines around it"},
	}
	if strings.Contains(p.Message, "already been defined") || strings.Contains(p.Message, "already exists") {
		f.ID = "toml-duplicate"
		f.Message.ZH = "这一行的名称或分组前面已经写过"
		f.Cure = finding.Text{ZH: "把两处的内容合并到一起，删去多出来的一行", EN: "bring both together and delete this line"}
	}
	if strings.Contains(p.Message, "range") {
		f.Message.ZH = "这个数太大，超出了能够处理的范围"
		f.Cure = finding.Text{ZH: "核对位数；确实这么大的数放在英文引号里，如 \"900亿元\"", EN: "check the digits; a number that large stands in quotation marks, like \"900亿元\""}
	}
	if strings.Contains(p.Message, "escape") {
		f.Message.ZH = "引号里有反斜杠 \\，它在 TOML 里有特殊含义"
		f.Cure = finding.Text{ZH: "要写反斜杠本身时写两个 \\\\，或把外面的引号改为单引号 '", EN: "write \\\\ for a backslash, or use single quotes ' around the text"}
	}
	d.log.Add(f)
}

// scan runs the scanner once.
func (d *doc) scan() *scanner {
	if d.scanned == nil {
		d.scanned = scan(d.file, d.start, d.end)
	}
	return d.scanned
}
