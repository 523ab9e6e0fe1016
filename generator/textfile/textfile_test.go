package textfile

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	const text = "受办近8万件，“好差评”。\n第二行\n"
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	utf16, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	for name, data := range map[string][]byte{
		"utf-8": []byte(text), "bom": []byte("\xef\xbb\xbf" + text), "gbk": gbk, "utf-16": utf16,
		"crlf": []byte(strings.ReplaceAll(text, "\n", "\r\n")), "cr": []byte(strings.ReplaceAll(text, "\n", "\r")),
	} {
		f, notes, ok := Decode("a", data)
		if !ok || f.Text != text {
			t.Errorf("%s: %v %v", name, f, notes)
		}
		if quiet := name == "utf-8" || strings.HasPrefix(name, "cr"); quiet != (len(notes) == 0) {
			t.Errorf("%s: notes %v", name, notes)
		}
	}
	for name, data := range map[string]string{"docx": "PK\x03\x04abc", "nul": "a\x00b", "odd utf-16": "\xff\xfea", "garbage": "\xff\xff\xff", "pdf": "%PDF-1.7"} {
		if _, notes, ok := Decode("a", []byte(data)); ok || !notes.HasErrors() {
			t.Errorf("%s was taken as text", name)
		}
	}
}

func TestRead(t *testing.T) {
	ws := fstest.MapFS{
		"ok":      {Data: []byte("甲")},
		"big":     {Data: make([]byte, MaxSize+1)},
		"dir/sub": {Data: nil},
	}
	for name, id := range map[string]string{"ok": "", "none": "file-missing", "big": "file-limit", "dir": "file-unreadable"} {
		_, notes, ok := Read(ws, name)
		if ok != (id == "") || id != "" && notes[0].ID != id {
			t.Errorf("%s: %v %v", name, ok, notes)
		}
	}
}

func TestPos(t *testing.T) {
	f := New("a.md", "甲乙\n\t丙😀丁\n\n末")
	for _, c := range []struct {
		start, end           string
		line, column, length int
	}{
		{"甲", "丙", 1, 1, 2}, {"丁", "丁", 2, 4, 1}, {"丙", "丁", 2, 2, 2}, {"末", "末", 4, 1, 1}, {"乙", "乙", 1, 2, 1},
	} {
		start := strings.Index(f.Text, c.start)
		end := strings.Index(f.Text, c.end)
		p := f.Pos(start, end)
		if p.Line != c.line || p.Column != c.column || p.Length != c.length {
			t.Errorf("%s–%s: %v length %d, want %d:%d length %d", c.start, c.end, p, p.Length, c.line, c.column, c.length)
		}
	}
	if p := f.Pos(999, 9999); p.Line != 4 {
		t.Errorf("behind the end: %v", p)
	}
}

func FuzzPos(f *testing.F) {
	f.Add("甲\n乙丙", 3, 5)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if !utf8.ValidString(text) {
			return
		}
		file := New("a", text)
		for _, at := range []int{start, end, start} { // the cache must not show
			p, fresh := file.Pos(at, end), New("a", text).Pos(at, end)
			if p != fresh || p.Line < 1 || p.Column < 1 || p.Length < 1 {
				t.Fatalf("%v, afresh %v", p, fresh)
			}
		}
	})
}
