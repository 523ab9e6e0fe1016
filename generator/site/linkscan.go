package site

import "strings"

// scan reads as much of a page as is written the usual way: names in small letters,
// values in double quotes, the characters that templates escape. It gives what is left
// from the first place on that is not, for the tokenizer of golang.org/x/net/html, which
// knows all that browsers know and takes five times as long. Both read the same.
func (r *linkReader) scan(data string) (rest string) {
	s := tagScanner{data: data}
	for {
		start := s.at
		n := strings.IndexByte(data[start:], '<')
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
			return ""
		}
		here := s.at
		switch {
		case s.skip("<!doctype html>"):
		case s.skip("</"):
			name := s.name()
			if len(name) == 0 || !s.skip(">") {
				return data[here:]
			}
			if name == r.heading {
				r.heading = ""
			}
		default:
			if !s.tag() || rawElement(s.tagName) && (r.heading != "" || !s.content()) {
				return data[here:]
			}
			if s.taken {
				r.start(s.tagName, &s.element)
			}
			if s.tagName == "style" {
				r.style(s.raw)
			}
		}
	}
}

// tagScanner is a place in a page, with the tag that was read before it.
type tagScanner struct {
	data string
	at   int

	tagName string
	element element
	taken   bool     // there is something in the element
	keys    []string // of the tag's attributes
	raw     string   // the text of an element that has no tags in it
}

// skip passes over a text if it stands here.
func (s *tagScanner) skip(text string) bool {
	if !strings.HasPrefix(s.data[s.at:], text) {
		return false
	}
	s.at += len(text)
	return true
}

// name passes over a name in small letters.
func (s *tagScanner) name() string {
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
func (s *tagScanner) key() string {
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
	s.tagName, s.keys = s.name(), s.keys[:0]
	if s.taken {
		s.element, s.taken = element{}, false
	}
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
	if len(key) == 0 || !leads(key) && leads(strings.ToLower(key)) {
		return false
	}
	for _, other := range s.keys {
		if len(key) == len(other) && strings.EqualFold(key, other) {
			return false // the first of two counts
		}
	}
	s.keys = append(s.keys, key)
	var value string
	if s.skip("=\"") {
		n := strings.IndexByte(s.data[s.at:], '"')
		if n < 0 {
			return false
		}
		value = s.data[s.at : s.at+n]
		s.at += n + 1
	} else if s.at == len(s.data) || strings.IndexByte(" \n/>", s.data[s.at]) < 0 {
		return false
	}
	if !leads(key) {
		return true
	}
	text, ok := unescaped(value)
	s.element.take(key, text)
	s.taken = true
	return ok
}

// rawElement tells the elements that have no tags in them.
func rawElement(name string) bool {
	switch name {
	case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
		return true
	}
	return false
}

// content passes over the text of such an element, where no other < stands in it.
func (s *tagScanner) content() bool {
	n := strings.IndexByte(s.data[s.at:], '<')
	if n < 0 {
		return false
	}
	s.raw = s.data[s.at : s.at+n]
	s.at += n
	return strings.IndexByte(s.raw, '\r') < 0 && s.skip("</") && s.skip(s.tagName) && s.skip(">")
}

// unescaped is a text or value without what html/template escapes in it; ok is false
// where there is more than that.
func unescaped(s string) (text string, ok bool) {
	if strings.IndexByte(s, '\r') >= 0 || strings.IndexByte(s, 0) >= 0 {
		return "", false
	}
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s, true
	}
	out := make([]byte, 0, len(s))
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		out, s = append(out, s[:i]...), s[i:]
		n := strings.IndexByte(s, ';') + 1
		c, ok := entity(s[:n])
		if !ok {
			return "", false
		}
		out, s = append(out, c), s[n:]
	}
	return string(append(out, s...)), true
}

func entity(s string) (c byte, ok bool) {
	switch s {
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
