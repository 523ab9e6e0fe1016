package v1

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
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
// that whoever wants a few of them again need not read all.
func ScanManifest(r io.Reader, each func(f ManifestFile, from, to int64) error) (head Manifest, err error) {
	dec := json.NewDecoder(r)
	if err := expect(dec, '{'); err != nil {
		return head, err
	}
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
			err = scanFiles(dec, each)
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

func scanFiles(dec *json.Decoder, each func(f ManifestFile, from, to int64) error) error {
	open, err := dec.Token()
	if err != nil || open == nil {
		return err
	}
	if open != json.Delim('[') {
		return errNoManifest
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
