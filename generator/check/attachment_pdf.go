package check

import (
	"bytes"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// maxMentions is how many places of one file are looked at for a name.
const maxMentions = 100

// openPDF reads the author of a PDF: in its information dictionary, and in XMP
// that is not compressed. Strings of an encrypted file cannot be read.
func (a *attached) openPDF(data []byte) {
	if !bytes.Contains(data, []byte("/Encrypt")) {
		for _, i := range mentions(data, "/Author") {
			if name, ok := pdfString(data[i:]); ok {
				a.person("作者", "author", name)
			}
		}
	}
	const open, shut = "<dc:creator>", "</dc:creator>"
	for _, i := range mentions(data, open) {
		j := bytes.Index(data[i:], []byte(shut))
		if j < 0 || j > 4096 {
			continue
		}
		a.person("作者", "author", strings.TrimSpace(untagged(string(data[i:i+j]))))
	}
}

// mentions gives the places behind a word, the first of them.
func mentions(data []byte, word string) []int {
	var out []int
	for at := 0; len(out) < maxMentions; {
		i := bytes.Index(data[at:], []byte(word))
		if i < 0 {
			break
		}
		at += i + len(word)
		out = append(out, at)
	}
	return out
}

// untagged leaves the text between tags.
func untagged(text string) string {
	var b strings.Builder
	tag := false
	for _, r := range text {
		switch {
		case r == '<':
			tag = true
		case r == '>':
			tag = false
		case !tag:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// maxString is the longest PDF string that is read, in bytes.
const maxString = 4096

// pdfString reads a string (…) or <…> at the start of data.
func pdfString(data []byte) (string, bool) {
	data = bytes.TrimLeft(data[:min(len(data), maxString)], " \t\r\n")
	if len(data) == 0 {
		return "", false
	}
	switch data[0] {
	case '<':
		end := bytes.IndexByte(data, '>')
		if end < 0 {
			return "", false
		}
		digits := strings.Join(strings.Fields(string(data[1:end])), "")
		if len(digits)%2 == 1 {
			digits += "0"
		}
		raw, err := hex.DecodeString(digits)
		return pdfText(raw), err == nil
	case '(':
		raw, ok := literal(data[1:])
		return pdfText(raw), ok
	}
	return "", false
}

// literal reads the bytes of (…), the first bracket passed.
func literal(data []byte) (raw []byte, ok bool) {
	depth := 1
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return raw, true
			}
		case '\\':
			i++
			if i == len(data) {
				return nil, false
			}
			if n, used := octal(data[i:]); used > 0 {
				raw = append(raw, n)
				i += used - 1
				continue
			}
			escapes := map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}
			if e, known := escapes[data[i]]; known {
				raw = append(raw, e)
				continue
			}
			c = data[i]
		}
		raw = append(raw, c)
	}
	return nil, false
}

// octal reads up to three octal digits.
func octal(data []byte) (n byte, used int) {
	for used < 3 && used < len(data) && data[used] >= '0' && data[used] <= '7' {
		n = n<<3 | (data[used] - '0')
		used++
	}
	return n, used
}

// pdfText decodes a string: UTF-16 with its mark, else UTF-8, else what Chinese
// programs write.
func pdfText(raw []byte) string {
	if bytes.HasPrefix(raw, []byte{0xFE, 0xFF}) {
		units := make([]uint16, 0, len(raw)/2)
		for i := 2; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		return string(utf16.Decode(units))
	}
	raw = bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return ""
	}
	return string(text)
}
