package v1

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ManifestWriter writes manifest.json one file after the other, so that a site of
// any size is listed with no more than a line of it in memory. It gives the bytes
// that Manifest.Encode would.
type ManifestWriter struct {
	w    *bufio.Writer
	some bool // a file was written
	line []byte
	err  error
}

// NewManifestWriter begins a manifest; the files of head are not written. What
// cannot be written is told by Close.
func NewManifestWriter(w io.Writer, head Manifest) *ManifestWriter {
	m := &ManifestWriter{w: bufio.NewWriterSize(w, 64<<10)}
	fmt.Fprintf(m.w, "{\n \"schema\": %s,\n", quoted(head.Schema))
	if head.Draft {
		m.w.WriteString(" \"draft\": true,\n")
	}
	if head.Part != nil {
		part, err := json.MarshalIndent(head.Part, " ", " ")
		m.err = err
		fmt.Fprintf(m.w, " \"part\": %s,\n", part)
	}
	if len(head.Kept) > 0 {
		m.w.WriteString(" \"kept\": [\n")
		for i, id := range head.Kept {
			fmt.Fprintf(m.w, "  %s%s\n", quoted(id), comma(i < len(head.Kept)-1))
		}
		m.w.WriteString(" ],\n")
	}
	m.w.WriteString(" \"files\": ")
	return m
}

// Add writes a file; files come sorted by path.
func (m *ManifestWriter) Add(f ManifestFile) {
	b := m.line[:0]
	if m.some {
		b = append(b, ',')
	} else {
		b = append(b, '[')
	}
	m.some = true
	b = append(b, "\n  {\n   \"path\": "...)
	b = append(b, quoted(f.Path)...)
	b = append(b, ",\n   \"size\": "...)
	b = strconv.AppendInt(b, int64(f.Size), 10)
	b = append(b, ",\n   \"sha256\": \""...)
	b = append(b, f.SHA256...)
	b = append(b, "\"\n  }"...)
	_, _ = m.w.Write(b) // Close tells
	m.line = b
}

// Close ends the manifest. It does not close what is written to.
func (m *ManifestWriter) Close() error {
	if m.some {
		m.w.WriteString("\n ]\n}\n")
	} else {
		m.w.WriteString("null\n}\n")
	}
	return errors.Join(m.err, m.w.Flush())
}

func comma(more bool) string {
	if more {
		return ","
	}
	return ""
}

// quoted is a text as JSON.
func quoted(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) }) {
		return `"` + s + `"`
	}
	data, err := json.Marshal(s)
	if err != nil {
		return `""` // a string does not fail
	}
	return string(data)
}

// ScanManifest reads manifest.json one file after the other; head has all but the
// files. With each is told where it stands in the text, with a comma before it, so
// that whoever wants a few of them again need not read all: ReadListed takes that.
func ScanManifest(r io.Reader, each func(f ManifestFile, from, to int64) error) (head Manifest, err error) {
	dec := json.NewDecoder(r)
	if err := expect(dec, '{'); err != nil {
		return head, err
	}
	shift := int64(0) // of the decoder's offsets
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return head, err
		}
		switch key {
		case "schema":
			err = dec.Decode(&head.Schema)
		case "draft":
			err = dec.Decode(&head.Draft)
		case "part":
			err = dec.Decode(&head.Part)
		case "kept":
			err = dec.Decode(&head.Kept)
		case "files":
			lines := listedLines{in: bufio.NewReaderSize(io.MultiReader(dec.Buffered(), r), 64<<10), at: shift + dec.InputOffset()}
			if err := lines.scan(each); err != nil {
				return head, err
			}
			before := "{\"files\":[0"
			if !lines.some {
				before = "{\"files\""
			}
			dec = json.NewDecoder(io.MultiReader(strings.NewReader(before), lines.in))
			shift = lines.at - int64(len(before))
			err = scanFiles(dec, lines.some, func(f ManifestFile, from, to int64) error { return each(f, shift+from, shift+to) })
		default:
			var other json.RawMessage
			err = dec.Decode(&other)
		}
		if err != nil {
			return head, err
		}
	}
	if err := expect(dec, '}'); err != nil {
		return head, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return head, errNoManifest
	}
	return head, nil
}

var errNoManifest = errors.New("manifest.json: not what a build writes")

// listedLines reads files as ManifestWriter writes them, which takes a tenth of the
// time that it takes to read any JSON.
type listedLines struct {
	in   *bufio.Reader
	at   int64 // in the text
	some bool  // were read, and with them the bracket before them
}

// mostLine is more than a file takes, but for one with a very long name.
const mostLine = 4 << 10

// scan goes as far as everything is written so, and leaves the rest.
func (l *listedLines) scan(each func(f ManifestFile, from, to int64) error) error {
	const open = ": ["
	begin := 0 // of the bytes that are ahead
	if ahead, _ := l.in.Peek(len(open)); string(ahead) == open {
		begin = len(open)
	} else {
		return nil
	}
	for {
		ahead, _ := l.in.Peek(begin + mostLine) // what is wrong with reading comes up again
		f, n := cutListed(ahead[min(begin, len(ahead)):], l.some)
		if n == 0 {
			return nil
		}
		if _, err := l.in.Discard(begin + n); err != nil {
			return err
		}
		from := l.at + int64(begin)
		l.at, l.some, begin = from+int64(n), true, 0
		if err := each(f, from, l.at); err != nil {
			return err
		}
	}
}

// cutListed reads a file from the front of bytes if it is written as ManifestWriter
// does, behind a comma or not; else n is 0.
func cutListed(data []byte, comma bool) (f ManifestFile, n int) {
	rest, ok := data, true
	word := func(s string) {
		if ok = ok && len(rest) >= len(s) && string(rest[:len(s)]) == s; ok {
			rest = rest[len(s):]
		}
	}
	text := func() string {
		end := bytes.IndexByte(rest, '"')
		if ok = ok && end >= 0 && plain(rest[:end]); !ok {
			return ""
		}
		s := string(rest[:end])
		rest = rest[end:]
		return s
	}
	if comma {
		word(",")
	}
	word("\n  {\n   \"path\": \"")
	f.Path = text()
	word("\",\n   \"size\": ")
	digits := 0
	for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
		digits++
	}
	if ok = ok && digits > 0 && digits < 18 && (digits == 1 || rest[0] != '0'); ok {
		f.Size, _ = strconv.Atoi(string(rest[:digits]))
		rest = rest[digits:]
	}
	word(",\n   \"sha256\": \"")
	f.SHA256 = text()
	if word("\"\n  }"); !ok {
		return ManifestFile{}, 0
	}
	return f, len(data) - len(rest)
}

// plain reports whether the text of a JSON string is that string.
func plain(s []byte) bool {
	for _, c := range s {
		if c < ' ' || c == '\\' || c >= utf8.RuneSelf {
			return c >= utf8.RuneSelf && utf8.Valid(s) && !bytes.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '\\' })
		}
	}
	return true
}

// ReadListed reads files of manifest.json out of a part of its text, as ScanManifest
// told where they stand.
func ReadListed(text []byte) ([]ManifestFile, error) {
	var out []ManifestFile
	for len(text) > 0 {
		f, n := cutListed(text, text[0] == ',')
		if n == 0 {
			break
		}
		out, text = append(out, f), text[n:]
	}
	if len(text) == 0 {
		return out, nil
	}
	var rest []ManifestFile
	err := json.Unmarshal(slices.Concat([]byte("["), bytes.TrimLeft(text, ", \n"), []byte("]")), &rest)
	return append(out, rest...), err
}

// scanFiles reads the files; some were read before, so that a 0 is in their place.
func scanFiles(dec *json.Decoder, some bool, each func(f ManifestFile, from, to int64) error) error {
	before := 2 // {, files
	if some {
		before = 4 // [, 0
	}
	for range before {
		if _, err := dec.Token(); err != nil {
			return err
		}
	}
	if !some {
		open, err := dec.Token()
		if err != nil || open == nil {
			return err
		}
		if open != json.Delim('[') {
			return errNoManifest
		}
	}
	for dec.More() {
		var f ManifestFile
		from := dec.InputOffset()
		if err := dec.Decode(&f); err != nil {
			return err
		}
		if err := each(f, from, dec.InputOffset()); err != nil {
			return err
		}
	}
	return expect(dec, ']')
}

func expect(dec *json.Decoder, want json.Delim) error {
	got, err := dec.Token()
	if err == nil && got != want {
		err = errNoManifest
	}
	return err
}
