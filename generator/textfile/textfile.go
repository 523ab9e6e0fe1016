// Package textfile reads the text files that people edit, whatever program
// saved them: UTF-8 with or without a byte order mark, UTF-16 with one, and
// GB18030 (GBK). What comes out is UTF-8 with "\n" as line end, and positions
// in it count characters.
//
// It never fails with a bare error: what is wrong with a file is a finding.
package textfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fazhi/generator/finding"
)

// MaxSize is the largest file read, in bytes.
const MaxSize = 8 << 20

// File is one text, with the means to name places in it. Several goroutines may
// ask for places at once.
type File struct {
	Name string // slash-separated path below the workspace
	Text string // UTF-8, lines end with "\n"

	mu    sync.Mutex // of what follows
	lines []int      // offset of each line's first byte; made when first asked for
	last  struct{ line, offset, column int }
}

// New makes a File of text that is in memory already.
func New(name, text string) *File { return &File{Name: name, Text: text} }

// Read reads and decodes one file. ok is false where nothing can be done with
// it, and then the findings say why; a file that was decoded from something
// other than plain UTF-8 comes with an info that says so.
func Read(fsys fs.FS, name string) (f *File, notes finding.List, ok bool) {
	data, err := readLimited(fsys, name)
	if err != nil {
		notes.Add(Problem(name, err))
		return nil, notes, false
	}
	return Decode(name, data)
}

// Decode turns the bytes of a file into a File; see Read.
func Decode(name string, data []byte) (f *File, notes finding.List, ok bool) {
	if len(data) > MaxSize {
		notes.Add(Problem(name, errTooLarge))
		return nil, notes, false
	}
	text, charset, ok := decode(data)
	if !ok {
		notes.Add(finding.Finding{
			ID: "file-encoding", Severity: finding.Error, Pos: finding.Pos{File: name},
			Message:  finding.Text{ZH: "这个文件不是可以识别的文本，可能是 Word、Excel 或图片文件，也可能已损坏", EN: "this file is not text that can be recognised; it may be a Word, Excel or image file, or damaged"},
			Expected: finding.Text{ZH: "UTF-8 编码的纯文本（也接受 GB18030、GBK、UTF-16）", EN: "plain text in UTF-8 (GB18030, GBK and UTF-16 are read too)"},
			Cure:     finding.Text{ZH: "Word 文件请在 Word 里“另存为”纯文本，编码选 UTF-8，再放到这里", EN: "save a Word file as plain text in UTF-8 from Word, and put that here"},
		})
		return nil, notes, false
	}
	if charset != "" {
		notes.Add(finding.Finding{
			ID: "file-encoding", Severity: finding.Info, Pos: finding.Pos{File: name},
			Message: finding.Text{ZH: "文件按 " + charset + " 读取", EN: "read as " + charset},
			Cure:    finding.Text{ZH: "不影响使用；用记事本另存为 UTF-8（不带 BOM）后不再提示", EN: "no harm done; saved as UTF-8 without BOM, this note goes away"},
		})
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return New(name, strings.ReplaceAll(text, "\r", "\n")), notes, true
}

var errTooLarge = errors.New("file too large")

func readLimited(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name) // before opening: a pipe would wait for its writer
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrNotRegular
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > MaxSize {
		return nil, errTooLarge
	}
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // one reading, and one that finds the end
	_, err = data.ReadFrom(io.LimitReader(f, MaxSize+1))
	if err == nil && data.Len() > MaxSize {
		err = errTooLarge
	}
	return data.Bytes(), err
}

// ErrNotRegular says that a folder, a device or a pipe stands where a file was
// expected.
var ErrNotRegular = errors.New("not a regular file")

// Problem says in words why a file or folder cannot be read.
func Problem(name string, err error) finding.Finding {
	f := finding.Finding{ID: "file-unreadable", Severity: finding.Error, Pos: finding.Pos{File: name}}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.ID = "file-missing"
		f.Message = finding.Text{ZH: "找不到这个文件", EN: "this file does not exist"}
		f.Cure = finding.Text{ZH: "检查文件名和所在文件夹，注意字母大小写", EN: "check its name and folder, capital letters included"}
	case errors.Is(err, errTooLarge):
		f.ID = "file-limit"
		f.Message = finding.Text{ZH: "文件超过 8 MiB，不予读取", EN: "the file is larger than 8 MiB and was not read"}
		f.Cure = finding.Text{ZH: "正文和数据都是文字，不会这么大；请检查是否放错了文件，附件请放在正文旁边并写入 attachments", EN: "narratives and data are text and never this large; check for a misplaced file, and list attachments under attachments"}
	case errors.Is(err, ErrNotRegular):
		f.Message = finding.Text{ZH: "这里应当是一个文件，却是文件夹或特殊文件", EN: "a file was expected here, but this is a folder or a special file"}
	case strings.Contains(err.Error(), "escapes"):
		f.ID = "path-outside"
		f.Message = finding.Text{ZH: "这是一个指向工作区之外的链接，不予读取", EN: "this is a link that leads out of the workspace; it was not read"}
		f.Cure = finding.Text{ZH: "把文件本身复制到这里，代替链接", EN: "put a copy of the file itself here instead of the link"}
	case errors.Is(err, fs.ErrPermission):
		f.Message = finding.Text{ZH: "没有读取这个文件的权限", EN: "no permission to read this file"}
		f.Cure = finding.Text{ZH: "检查文件权限，或确认它没有被别的程序占用", EN: "check its permissions, or whether another program holds it"}
	default:
		f.Message = finding.Text{ZH: "读取失败：" + err.Error(), EN: "could not be read: " + err.Error()}
	}
	return f
}

// isDocument tells files of other programs by how they start: Word and Excel
// (new and old), PDF, and pictures.
func isDocument(data []byte) bool {
	for _, start := range []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "%PDF-", "\x89PNG", "\xff\xd8\xff", "{\\rtf"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return true
		}
	}
	return false
}

// decode finds the encoding and gives UTF-8; charset is empty for plain UTF-8.
func decode(data []byte) (text, charset string, ok bool) {
	switch {
	case isDocument(data):
		return "", "", false
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		if text := data[3:]; utf8.Valid(text) && !bytes.ContainsRune(text, 0) {
			return string(text), "UTF-8（带 BOM）", true
		}
		return "", "", false
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return transcode(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), data, "UTF-16")
	case bytes.IndexByte(data, 0) >= 0:
		return "", "", false
	case utf8.Valid(data):
		return string(data), "", true
	}
	return transcode(simplifiedchinese.GB18030, data, "GB18030")
}

func transcode(e encoding.Encoding, data []byte, charset string) (string, string, bool) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || bytes.IndexByte(out, 0) >= 0 {
		return "", "", false
	}
	return string(out), charset, true
}

// Pos names the place from byte offset start up to end. An end on a later line
// is cut at the end of the first.
func (f *File) Pos(start, end int) finding.Pos {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		f.lines = lineStarts(f.Text)
	}
	start = min(max(start, 0), len(f.Text))
	for start < len(f.Text) && !utf8.RuneStart(f.Text[start]) {
		start--
	}
	line := sort.SearchInts(f.lines, start+1) - 1
	from := f.lines[line]
	to := len(f.Text)
	if line+1 < len(f.lines) {
		to = f.lines[line+1] - 1
	}
	end = min(max(end, start), to)
	// Places are mostly asked for in order. Counting on from the last one keeps
	// a long line with many places linear.
	column := 1
	if f.last.line == line && f.last.column > 0 && f.last.offset <= start {
		column, from = f.last.column, f.last.offset
	}
	column += utf8.RuneCountInString(f.Text[from:start])
	f.last.line, f.last.offset, f.last.column = line, start, column
	return finding.Pos{
		File: f.Name, Line: line + 1,
		Column: column,
		Length: max(1, utf8.RuneCountInString(f.Text[start:end])),
		Source: f.Text[f.lines[line]:to],
		Offset: start - f.lines[line],
	}
}

// Line gives the line of a byte offset, counted from 1.
func (f *File) Line(offset int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		f.lines = lineStarts(f.Text)
	}
	return sort.SearchInts(f.lines, offset+1)
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
