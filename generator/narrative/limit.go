package narrative

import (
	"bytes"
	"strconv"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// What a narrative may hold. goldmark takes time or memory that grows with the
// square of these, and so do checks that hold what stands in a paragraph against
// the rest of it; so they are counted before either sees a file. A report comes
// nowhere near them.
const (
	maxText        = 1 << 20       // bytes of it all: more than 300,000 characters
	maxParagraph   = 256 << 10     // bytes from one blank line to the next
	MaxColumns     = 100           // of a table; a row is filled up to the width of its header
	MaxCells       = 100_000       // of all tables together
	maxDepth       = 100           // blocks and inlines in one another: walking deeper could exhaust the stack
	maxIndent      = 200           // columns before a line: every two of them may open a list in a list
	maxDefinitions = 2_000         // footnotes and addresses for [x]: each is looked for among all
	maxTicks       = 100           // ` in one run: for each length its partner is looked for to the end
	maxWork        = 1_000_000_000 // marks × bytes, paragraph by paragraph: takes about two seconds
)

// TooMuch tells the first place where the Markdown of a file, from byte offset
// start, holds more than any report does, and reports whether there is one.
func TooMuch(f *textfile.File, start int, log *finding.List) bool {
	var m measure
	for at, line := range lines([]byte(f.Text[start:])) {
		if over := m.add(line); over.ZH != "" {
			from := start + at
			log.Add(finding.Finding{
				ID: "file-limit", Severity: finding.Error, Pos: f.Pos(from, from+min(len(line), 3)),
				Message:  finding.Text{ZH: over.ZH + "，不予处理", EN: over.EN + "; the file was not processed"},
				Expected: finding.Text{ZH: "一份报告的正文；大的表格作为附件", EN: "the text of a report, with large tables as attachments"},
				Cure:     finding.Text{ZH: "看看从这一行起的内容，多半是粘贴时带进来的；大表另存为文件，写进 attachments", EN: "look at what begins on this line, probably pasted in; list a large table under attachments"},
			})
			return true
		}
	}
	return false
}

// lines gives the lines of a text with their offsets.
func lines(text []byte) func(yield func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		for at := 0; at < len(text); {
			end := len(text)
			if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
				end = at + i
			}
			if !yield(at, text[at:end]) {
				return
			}
			at = end + 1
		}
	}
}

// measure counts, line by line, what a narrative holds.
type measure struct {
	text               int // bytes so far
	cells, definitions int
	work               int  // of the paragraphs before
	marks, bytes       int  // in this paragraph so far
	columns            int  // of the table that the last lines may be rows of, 0 for none
	sure               bool // that they are: its cells are paragraphs of their own
	header             int  // cells of the last line, if it may be a header
	quotes             int  // > before the last line
}

// add counts a line, and says what is too much.
func (m *measure) add(line []byte) finding.Text {
	indent, quotes, markers, rest := prefix(line)
	switch {
	case indent > maxIndent:
		return tooMuch("一行前面的空格", "blanks before a line", maxIndent)
	case markers > maxDepth:
		return tooMuch("一行里层层嵌套的 >、- 或编号", ">, - or numbers nested on one line", maxDepth)
	}
	if m.text += len(line) + 1; m.text > maxText {
		return finding.Text{ZH: "正文超过 1 MiB", EN: "the text is longer than 1 MiB"}
	}
	if len(rest) == 0 {
		m.endParagraph()
		m.columns, m.header = 0, 0
		return finding.Text{}
	}
	if rest[0] == '[' && bytes.Contains(rest, []byte("]:")) {
		if m.definitions++; m.definitions > maxDefinitions {
			return tooMuch("脚注和链接定义", "footnotes and link definitions", maxDefinitions)
		}
	}
	if over := m.addRow(rest, quotes); over.ZH != "" {
		return over
	}
	marks, ticks := countMarks(rest)
	if ticks > maxTicks {
		return tooMuch("连在一起的 `", "` in one run", maxTicks)
	}
	m.marks, m.bytes = m.marks+marks, m.bytes+len(line)
	if m.bytes > maxParagraph {
		return finding.Text{ZH: "从上一个空行到这里超过 256 KiB", EN: "more than 256 KiB between the last blank line and here"}
	}
	if m.work+m.marks*m.bytes > maxWork {
		return finding.Text{ZH: "从上一个空行到这里，*、_、[、` 这些记号太多", EN: "too many of the marks * _ [ ` between the last blank line and here"}
	}
	if m.sure {
		m.endParagraph()
	}
	return finding.Text{}
}

func (m *measure) endParagraph() {
	m.work += m.marks * m.bytes
	m.marks, m.bytes = 0, 0
}

// addRow counts the cells of a line that may be a row of a table. Only lines
// that begin with | are sure to be one: they cannot begin anything else.
func (m *measure) addRow(rest []byte, quotes int) finding.Text {
	row := rest[0] == '|' && quotes == m.quotes
	if columns := delimiterColumns(rest); columns > 0 {
		m.columns, m.sure = max(m.columns, columns), row && columns == m.header
	}
	m.sure = m.sure && row
	m.header, m.quotes = 0, quotes
	if rest[0] == '|' {
		m.header = rowCells(rest)
	}
	m.cells += m.columns
	switch {
	case m.columns > MaxColumns:
		return tooMuch("表格的列", "columns of a table", MaxColumns)
	case m.cells > MaxCells:
		return tooMuch("表格的单元格", "cells of tables", MaxCells)
	}
	return finding.Text{}
}

func tooMuch(zh, en string, limit int) finding.Text {
	n := strconv.Itoa(limit)
	return finding.Text{ZH: zh + "超过 " + n + " 个", EN: "more than " + n + " " + en}
}

// prefix takes off what stands before a line's text: blanks, > and, counted as
// markers with them, what opens lists in lists.
func prefix(line []byte) (indent, quotes, markers int, rest []byte) {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			indent++
		case c == '\t':
			indent += 4
		case c == '>':
			quotes++
			markers++
			indent = 0
		default:
			return indent, quotes, markers + listMarkers(line[i:]), bytes.TrimRight(line[i:], " \t")
		}
	}
	return 0, quotes, markers, nil
}

// listMarkers counts marks that open a list, each on the line of the one before.
func listMarkers(s []byte) int {
	n := 0
	for {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i >= len(s) || i > 9 || i > 0 != (s[i] == '.' || s[i] == ')') || i == 0 && s[i] != '-' && s[i] != '+' && s[i] != '*' && s[i] != '>' {
			return n
		}
		if blank := i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '\t'); !blank && s[i] != '>' {
			return n
		}
		n++
		s = bytes.TrimLeft(s[i+1:], " \t")
	}
}

// countMarks counts what may open something that closes later; a run of * _ or
// ` counts once. ticks is the longest run of `.
func countMarks(s []byte) (marks, ticks int) {
	var last byte
	run := 0
	for _, c := range s {
		if run++; c != last {
			run = 1
		}
		switch last = c; c {
		case '[':
			marks++
		case '*', '_', '`':
			if run == 1 {
				marks++
			}
			if c == '`' {
				ticks = max(ticks, run)
			}
		}
	}
	return marks, ticks
}

// delimiterColumns gives the columns of a line like |---|:-:|, 0 for any other.
func delimiterColumns(s []byte) int {
	if len(bytes.Trim(s, "|-: \t")) > 0 || !bytes.ContainsAny(s, "|:") || bytes.IndexByte(s, '-') < 0 {
		return 0
	}
	return rowCells(s)
}

// rowCells counts the cells of a row.
func rowCells(s []byte) int {
	s = bytes.TrimPrefix(s, []byte("|"))
	s = bytes.TrimSuffix(s, []byte("|"))
	return 1 + bytes.Count(s, []byte("|")) - bytes.Count(s, []byte(`\|`))
}
