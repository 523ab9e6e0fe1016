package site

import "bytes"

// scan reads as much of a page as is written the usual way: names in small letters,
// values in double quotes, the characters that templates escape. It gives what is left
// from the first place on that is not, for the tokenizer of golang.org/x/net/html, which
// knows all that browsers know and takes five times as long. Both read the same.
func (r *linkReader) scan(data []byte) (rest []byte) {
	s := tagScanner{data: data}
	for {
		start := s.at
		n := bytes.IndexByte(data[start:], '<')
		if n < 0 {
			n = len(data) - start
		}
		if r.heading != "" {
			text, ok := unescaped(data[start : start+n])
			if !ok {
				return data[start:]
			}
			r.Headings[len(r.Headings)-1].Text += text
		}
		if s.at += n; s.at == len(data) {
			return nil
		}
		here := s.at
		switch {
		case s.skip("<!doctype html>"):
		case s.skip("</"):
			name := s.name()
			if len(name) == 0 || !s.skip(">") {
				return data[here:]
			}
			if string(name) == r.heading {
				r.heading = ""
			}
		default:
			if !s.tag() || rawElement(s.tagName) && (r.heading != "" || !s.content()) {
				return data[here:]
			}
			r.start(string(s.tagName), &s.element)
			if string(s.tagName) == "style" {
				r.style(string(s.raw))
			}
		}
	}
}

// tagScanner is a place in a page, with the tag that was read before it.
type tagScanner struct {
	data []byte
	at   int

	tagName []byte
	element element
	keys    [][]byte // of the tag's attributes
	raw     []byte   // the text of an element that has no tags in it
}

// skip passes over a text if it stands here.
func (s *tagScanner) skip(text string) bool {
	if !bytes.HasPrefix(s.data[s.at:], []byte(text)) {
		return false
	}
	s.at += len(text)
	return true
}

// name passes over a name in small letters.
func (s *tagScanner) name() []byte {
	from := s.at
	for s.at < len(s.data) {
		if c := s.data[s.at]; (c < 'a' || c > 'z') && (s.at == from || c != '-' && c != ':' && (c < '0' || c > '9')) {
			break
		}
		s.at++
	}
	return s.data[from:s.at]
}

// key passes over the name of an attribute. One that leads somewhere has small letters
// only; viewBox and its like need not.
func (s *tagScanner) key() []byte {
	from := s.at
	for s.at < len(s.data) {
		if c := s.data[s.at]; (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (s.at == from || c != '-' && c != ':' && (c < '0' || c > '9')) {
			break
		}
		s.at++
	}
	return s.data[from:s.at]
}

// tag reads a start tag; it gives up on one that is not written the usual way.
func (s *tagScanner) tag() bool {
	s.at++
	s.tagName, s.element, s.keys = s.name(), element{}, s.keys[:0]
	if len(s.tagName) == 0 {
		return false
	}
	for s.at < len(s.data) {
		switch c := s.data[s.at]; c {
		case '>':
			s.at++
			return true
		case '/':
			return s.skip("/>")
		case ' ', '\n':
			s.at++
		default:
			if before := s.data[s.at-1]; before != ' ' && before != '\n' || !s.attribute() {
				return false
			}
		}
	}
	return false
}

func (s *tagScanner) attribute() bool {
	key := s.key()
	if len(key) == 0 || !leads(key) && leads(bytes.ToLower(key)) {
		return false
	}
	for _, other := range s.keys {
		if bytes.EqualFold(key, other) {
			return false // the first of two counts
		}
	}
	s.keys = append(s.keys, key)
	var value []byte
	if s.skip("=\"") {
		n := bytes.IndexByte(s.data[s.at:], '"')
		if n < 0 {
			return false
		}
		value = s.data[s.at : s.at+n]
		s.at += n + 1
	} else if s.at == len(s.data) || bytes.IndexByte([]byte(" \n/>"), s.data[s.at]) < 0 {
		return false
	}
	if !leads(key) {
		return true
	}
	text, ok := unescaped(value)
	s.element.take(key, text)
	return ok
}

// rawElement tells the elements that have no tags in them.
func rawElement(name []byte) bool {
	switch string(name) {
	case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
		return true
	}
	return false
}

// content passes over the text of such an element, where no other < stands in it.
func (s *tagScanner) content() bool {
	n := bytes.IndexByte(s.data[s.at:], '<')
	if n < 0 {
		return false
	}
	s.raw = s.data[s.at : s.at+n]
	s.at += n
	return bytes.IndexByte(s.raw, '\r') < 0 && s.skip("</"+string(s.tagName)+">")
}

// unescaped is a text or value without what html/template escapes in it; ok is false
// where there is more than that.
func unescaped(b []byte) (text string, ok bool) {
	if bytes.IndexByte(b, '\r') >= 0 || bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return string(b), true
	}
	out := make([]byte, 0, len(b))
	for ; i >= 0; i = bytes.IndexByte(b, '&') {
		out, b = append(out, b[:i]...), b[i:]
		n := bytes.IndexByte(b, ';') + 1
		c, ok := entity(b[:n])
		if !ok {
			return "", false
		}
		out, b = append(out, c), b[n:]
	}
	return string(append(out, b...)), true
}

func entity(b []byte) (c byte, ok bool) {
	switch string(b) {
	case "&amp;":
		return '&', true
	case "&#34;", "&quot;":
		return '"', true
	case "&#39;":
		return '\'', true
	case "&#43;":
		return '+', true
	case "&lt;":
		return '<', true
	case "&gt;":
		return '>', true
	}
	return 0, false
}
