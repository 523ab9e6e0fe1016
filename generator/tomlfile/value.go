package tomlfile

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/width"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// value reads one value and notes where its parts stand.
func (s *scanner) value(path []string, depth int, top bool) bool {
	if depth > maxDepth {
		s.tell(s.pos, s.pos+1, tooDeep)
		return false
	}
	switch r := s.peek(); {
	case r == '"' || r == '\'':
		_, ok := s.quoted()
		return ok
	case isWideQuote(r):
		_, ok := s.wideString()
		return ok
	case s.is('['):
		return s.array(path, depth)
	case s.is('{'):
		return s.inline(path, depth)
	}
	return s.bare(top)
}

// quoted reads a string in ASCII quotes, of one line or of several.
func (s *scanner) quoted() (string, bool) {
	start, q := s.pos, s.src[s.pos:s.pos+1]
	if triple := q + q + q; strings.HasPrefix(s.rest(), triple) {
		end := s.closing(start+3, triple, q == `"`)
		if end < 0 {
			s.tell(start, start+3, quoteOpen)
			return "", false
		}
		s.copy(end)
		return unquote(s.src[start:end]), true
	}
	end := s.closing(start+1, q, q == `"`)
	if end < 0 || s.mixed(start, end) {
		return s.mixedQuotes(start)
	}
	s.copy(end)
	return unquote(s.src[start:end]), true
}

// mixed reports whether a string is closed by a Chinese mark before it is by
// its own: "行政复议申请” = "5件". Inside a text Chinese marks come in pairs.
func (s *scanner) mixed(start, end int) bool {
	text := s.src[start:end]
	close := strings.Index(text, "”")
	return close >= 0 && !strings.Contains(text[:close], "“") && strings.ContainsAny(text[close:], "=＝,，}｝")
}

// mixedQuotes reads a string that opens with an ASCII mark and closes with a
// Chinese one, and tells it; without one the string is open.
func (s *scanner) mixedQuotes(start int) (string, bool) {
	line := s.src[start+1 : s.lineEnd()]
	i := strings.IndexAny(line, "”“＂")
	if i < 0 {
		s.tell(start, s.lineEnd(), quoteOpen)
		return "", false
	}
	_, n := utf8.DecodeRuneInString(line[i:])
	s.pos = start + 1 + i + n
	s.tell(start+1+i, s.pos, mixedQuote)
	s.out = append(s.out, strconv.Quote(line[:i])...)
	return line[:i], true
}

// closing finds the offset behind the closing quote, -1 where there is none.
func (s *scanner) closing(from int, quote string, escapes bool) int {
	for i := from; i < len(s.src); i++ {
		switch {
		case escapes && s.src[i] == '\\':
			i++
		case len(quote) == 1 && s.src[i] == '\n':
			return -1
		case strings.HasPrefix(s.src[i:], quote):
			i += len(quote)
			for n := 0; len(quote) == 3 && n < 2 && i < len(s.src) && s.src[i] == quote[0]; n++ {
				i++ // up to two quotes may stand before the closing three
			}
			return i
		}
	}
	return -1
}

// unquote gives the text of a TOML string; BurntSushi knows the escapes.
func unquote(lexeme string) string {
	if lexeme[0] == '\'' && !strings.HasPrefix(lexeme, "'''") || !strings.Contains(lexeme, `\`) && !strings.HasPrefix(lexeme, `"""`) {
		return lexeme[1 : len(lexeme)-1]
	}
	var v struct{ V string }
	if _, err := toml.Decode("V = "+lexeme, &v); err != nil {
		return strings.Trim(lexeme, `"'`)
	}
	return v.V
}

// wideString reads a string in Chinese quotes, tells it, and copies it in
// ASCII ones.
func (s *scanner) wideString() (string, bool) {
	start := s.pos
	s.skip()
	line := s.src[s.pos:s.lineEnd()]
	i := strings.IndexAny(line, "”“＂」』’‘＇\"'")
	if i < 0 {
		s.tell(start, s.lineEnd(), quoteOpen)
		return "", false
	}
	text := line[:i]
	_, n := utf8.DecodeRuneInString(line[i:])
	s.pos += i + n
	s.tellWideQuotes(start, s.pos, text)
	s.out = append(s.out, strconv.Quote(text)...)
	return text, true
}

func (s *scanner) array(path []string, depth int) bool {
	start := s.pos
	s.at('[')
	for i := 0; ; i++ {
		s.blank()
		if s.at(']') {
			return true
		}
		from := s.pos
		item := append(append([]string{}, path...), index(i))
		if s.pos >= len(s.src) {
			s.tell(start, start+1, arrayOpen)
			return false
		}
		if !s.value(item, depth+1, false) {
			return false
		}
		s.entries[strings.Join(item, sep)] = entry{span{from, s.pos}, span{from, s.pos}}
		s.blank()
		if !s.at(',') && !s.is(']') {
			s.tellInside(start, arrayOpen)
			return false
		}
	}
}

func (s *scanner) inline(path []string, depth int) bool {
	start := s.pos
	s.at('{')
	for {
		s.blank()
		if s.at('}') {
			return true
		}
		if s.pos >= len(s.src) {
			s.tell(start, start+1, tableOpen)
			return false
		}
		if !s.pair(path, depth+1, false) {
			return false
		}
		s.blank()
		if !s.at(',') && !s.is('}') {
			s.tellInside(start, tableOpen)
			return false
		}
	}
}

// patterns of values without quotes.
type barePatterns struct{ number, grouped, date, anyDate, zeros, behind *regexp.Regexp }

func newBarePatterns() barePatterns {
	return barePatterns{
		number:  regexp.MustCompile(`^[+-]?(0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][+-]?[0-9_]+)?|inf|nan)$`),
		grouped: regexp.MustCompile(`^[+-]?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?$`),
		date:    regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$|^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$`),
		zeros:   regexp.MustCompile(`^[+-]?0[0-9_]+$`),
		behind:  regexp.MustCompile(`^([+-]?[0-9][0-9_]*(?:\.[0-9]+)?)([。｡，,；;、､.]|\s*(?://|--|（|\(|/\*).*|\s+[\p{L}_]+\s*[=＝].*)$`),
		anyDate: regexp.MustCompile(`^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?$`),
	}
}

// bare reads a value without quotes: a number, a date, true or false. Anything
// else is told with what it probably is, and copied as that.
func (s *scanner) bare(top bool) bool {
	start := s.pos
	stop := "\n#＃"
	if !top {
		stop += ",，、]］】}｝"
	}
	line := s.rest()
	if i := strings.IndexAny(line, stop); i >= 0 {
		line = line[:i]
	}
	word := strings.TrimRight(line, " \t\r\u3000\u00a0")
	end := start + len(word)
	repaired, problem := readBare(word)
	if problem != nil {
		m := *problem
		if problem == &wrongDate {
			m.mends = finding.Text{ZH: "写成 " + repaired, EN: "write " + repaired}
		}
		s.tell(start, max(end, start+1), m)
		if repaired == "" {
			return false
		}
	}
	s.pos = end
	s.out = append(s.out, repaired...)
	return true
}

// readBare classifies a bare value; repaired is TOML for it, or "" where there
// is none.
func readBare(word string) (repaired string, problem *message) {
	if isPlainNumber(word) {
		return word, nil
	}
	p := newBarePatternsOnce()
	narrow := width.Narrow.String(word)
	switch {
	case word == "":
		return "", &noValue
	case p.zeros.MatchString(narrow):
		return strings.TrimLeft(narrow[:len(narrow)-1], "+-0_") + narrow[len(narrow)-1:], &leadingZeros
	case word == "true" || word == "false" || p.number.MatchString(word):
		return word, nil
	case p.date.MatchString(word):
		if day := p.date.FindStringSubmatch(word)[1]; day != "" {
			if _, err := civil.Parse(day); err != nil {
				return strconv.Quote(word), &noSuchDay
			}
		}
		return word, nil
	case p.grouped.MatchString(narrow):
		return strings.NewReplacer(",", "", "，", "").Replace(narrow), &groupedNumber
	case narrow != word && p.number.MatchString(narrow):
		return narrow, &wideNumber
	case p.anyDate.MatchString(narrow):
		m := p.anyDate.FindStringSubmatch(narrow)
		day := m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3])
		if _, err := civil.Parse(day); err != nil {
			return strconv.Quote(word), &noSuchDay
		}
		return day, &wrongDate
	}
	if m := p.behind.FindStringSubmatch(narrow); m != nil {
		return m[1], behindNumber(string([]rune(word)[len([]rune(m[1])):])) // as it is written, not narrowed
	}
	switch strings.ToLower(word) {
	case "true", "是", "yes":
		return "true", &wrongBool
	case "false", "否", "no":
		return "false", &wrongBool
	}
	return strconv.Quote(word), &unquoted
}

// isPlainNumber knows digits as nearly all data are written, with or without a point.
func isPlainNumber(word string) bool {
	whole, fraction, point := strings.Cut(word, ".")
	digits := func(s string) bool {
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return false
			}
		}
		return s != ""
	}
	return digits(whole) && (whole[0] != '0' || whole == "0") && (!point || digits(fraction))
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func index(i int) string { return strconv.Itoa(i) }
