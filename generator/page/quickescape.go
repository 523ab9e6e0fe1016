package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// escapers are the functions that html/template puts behind a value by where it
// stands, as far as they are known here.
const (
	inText     = "_html_template_htmlescaper"
	inQuotes   = "_html_template_attrescaper"
	inTitle    = "_html_template_rcdataescaper"
	ofAddress  = "_html_template_urlfilter"
	asAddress  = "_html_template_urlnormalizer"
	inAddress  = "_html_template_urlescaper"
	asJSON     = "_html_template_jsvalescaper"
	escaperSet = "_html_template_"
)

// escaperName gives the name of an escaper, "" for any other command.
func escaperName(cmd *parse.CommandNode) string {
	if len(cmd.Args) == 1 {
		if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(name.Ident, escaperSet) {
			return name.Ident
		}
	}
	return ""
}

// print writes a value through the escapers behind it.
func (c *compiler) print(get operand, of reflect.Type, behind []*parse.CommandNode) action {
	if of == nil || len(behind) == 0 {
		c.unknown = true
		return nil
	}
	last := escaperName(behind[len(behind)-1])
	if len(behind) == 1 && last == asJSON {
		return printJSON(get)
	}
	if len(behind) == 1 && last == inText && of == reflect.TypeFor[template.HTML]() {
		return func(r *rendering, dot reflect.Value) { r.out.WriteString(get(r, dot).String()) }
	}
	text := plain(of)
	if text == nil || last != inText && last != inQuotes && last != inTitle {
		c.unknown = true
		return nil
	}
	var first []func(string) string
	for _, cmd := range behind[:len(behind)-1] {
		switch escaperName(cmd) {
		case ofAddress:
			first = append(first, safeAddress)
		case asAddress:
			first = append(first, func(s string) string { return percent(s, reserved) })
		case inAddress:
			first = append(first, func(s string) string { return percent(s, "") })
		default:
			c.unknown = true
		}
	}
	return func(r *rendering, dot reflect.Value) {
		s := text(get(r, dot))
		for _, do := range first {
			s = do(s)
		}
		writeEscaped(r.out, s)
	}
}

// plain gives the text of values of a type; nil for types that html/template does not
// take for plain text, or that write themselves.
func plain(of reflect.Type) func(reflect.Value) string {
	if of.Implements(reflect.TypeFor[fmt.Stringer]()) || of.Implements(reflect.TypeFor[error]()) || of.PkgPath() == "html/template" {
		return nil
	}
	switch of.Kind() {
	case reflect.String:
		return reflect.Value.String
	case reflect.Int, reflect.Int64:
		return func(v reflect.Value) string { return strconv.FormatInt(v.Int(), 10) }
	}
	return nil
}

// writeEscaped writes text into HTML, be it between tags, in quotes or in a title.
func writeEscaped(out *bytes.Buffer, s string) {
	from := 0
	for i := range len(s) {
		var as string
		switch s[i] {
		case '"':
			as = "&#34;"
		case '&':
			as = "&amp;"
		case '\'':
			as = "&#39;"
		case '+':
			as = "&#43;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case 0:
			as = "\uFFFD"
		default:
			continue
		}
		out.WriteString(s[from:i])
		out.WriteString(as)
		from = i + 1
	}
	out.WriteString(s[from:])
}

// safeAddress is an address that does no more than lead somewhere.
func safeAddress(s string) string {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.Contains(scheme, "/") &&
		!strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "mailto") {
		return "#ZgotmplZ"
	}
	return s
}

// reserved are the characters that have a meaning in an address.
const reserved = "!#$&*+,/:;=?@[]"

// percent writes what may not stand in an address as bytes behind percent signs. Where
// some characters are kept, what is written so already is kept, too.
func percent(s, kept string) string {
	var b strings.Builder
	from := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_', c == '~':
			continue
		case strings.IndexByte(kept, c) >= 0:
			continue
		case c == '%' && kept != "" && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			continue
		}
		b.WriteString(s[from:i])
		fmt.Fprintf(&b, "%%%02x", s[i])
		from = i + 1
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// printJSON writes a value as the JSON of a script. What is no object or list is left
// to html/template, which parts it from the words around it.
func printJSON(get operand) action {
	return func(r *rendering, dot reflect.Value) {
		v := get(r, dot).Interface()
		_, words := v.(fmt.Stringer)
		data, err := json.Marshal(v)
		if words || err != nil || len(data) == 0 || data[0] != '{' && data[0] != '[' {
			r.odd = true
			return
		}
		r.out.Write(data)
	}
}
