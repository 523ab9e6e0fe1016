package tomlfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// maxDepth is how deep arrays and inline tables may nest. Data of ours never
// goes beyond three; the limit keeps a hostile file from exhausting the stack.
const maxDepth = 32

// span is a part of the text in byte offsets.
type span struct{ start, end int }

// entry is where one key and its value stand.
type entry struct{ key, value span }

// sep joins the parts of a path; it cannot occur in TOML source.
const sep = "\x1f"

// scanner reads TOML as people write it: it knows where every key and value
// stands, names what is not TOML, and writes a repaired copy on the way, so
// that one slip does not hide the next. It gives the same keys to the same
// values as TOML does for every file that is TOML.
type scanner struct {
	file    *textfile.File
	src     string // the text up to the end of the TOML part
	pos     int
	out     []byte // repaired copy, with the same lines
	entries map[string]entry
	tables  map[string]span // headers seen, by path
	arrays  map[string]int  // tables in each array of tables so far
	table   []string        // path of the table that keys go into
	dropped bool            // the table repeats an earlier one: keys are not copied
	log     finding.List
}

func scan(f *textfile.File, start, end int) *scanner {
	s := &scanner{
		file: f, src: f.Text[:end], pos: start,
		entries: map[string]entry{}, tables: map[string]span{}, arrays: map[string]int{},
	}
	for s.blank(); s.pos < len(s.src); s.blank() {
		s.statement()
	}
	return s
}

// peek gives the character at the reading position, 0 at the end.
func (s *scanner) peek() rune {
	if s.pos >= len(s.src) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.src[s.pos:])
	return r
}

func (s *scanner) rest() string { return s.src[s.pos:] }

// skip moves on without copying.
func (s *scanner) skip() {
	_, n := utf8.DecodeRuneInString(s.rest())
	s.pos += n
}

// copy moves to an offset and copies what lies between.
func (s *scanner) copy(to int) {
	s.out = append(s.out, s.src[s.pos:to]...)
	s.pos = to
}

// wide gives the TOML character that a full-width one stands for.
func wide(r rune) (half byte, ok bool) {
	switch r {
	case '＝':
		return '=', true
	case '，', '、':
		return ',', true
	case '［', '【', '〔':
		return '[', true
	case '］', '】', '〕':
		return ']', true
	case '｛':
		return '{', true
	case '｝':
		return '}', true
	case '＃':
		return '#', true
	case '．', '。':
		return '.', true
	case '\u3000', '\u00a0', '\u2002', '\u2003':
		return ' ', true
	}
	return 0, false
}

// at reports whether the wanted TOML character stands here, as itself or full
// width. A full-width one is told and repaired; either is consumed.
func (s *scanner) at(want byte) bool {
	r := s.peek()
	if r == rune(want) {
		s.copy(s.pos + 1)
		return true
	}
	if half, ok := wide(r); ok && half == want {
		s.tellWide(r, want)
		s.skip()
		s.out = append(s.out, want)
		return true
	}
	return false
}

// is is at without consuming anything.
func (s *scanner) is(want byte) bool {
	r := s.peek()
	half, ok := wide(r)
	return r == rune(want) || ok && half == want
}

// gap passes blanks within a line.
func (s *scanner) gap() {
	for {
		switch r := s.peek(); r {
		case ' ', '\t':
			s.copy(s.pos + 1)
		case '\u3000', '\u00a0', '\u2002', '\u2003':
			s.tellBlank()
			s.skip()
			s.out = append(s.out, ' ')
		default:
			return
		}
	}
}

// blank passes blanks, comments and line ends.
func (s *scanner) blank() {
	for {
		s.gap()
		switch {
		case s.peek() == '\n':
			s.copy(s.pos + 1)
		case s.is('#') && s.at('#'):
			s.copy(s.lineEnd())
		default:
			return
		}
	}
}

func (s *scanner) lineEnd() int {
	if i := strings.IndexByte(s.rest(), '\n'); i >= 0 {
		return s.pos + i
	}
	return len(s.src)
}

// statement reads a table header or a key with its value, up to the line end.
// What cannot be read is told, and left out of the repaired copy.
func (s *scanner) statement() {
	start, outStart := s.pos, len(s.out)
	var ok bool
	if s.is('[') {
		ok = s.header()
	} else {
		ok = s.pair(s.table, 0, true)
	}
	if ok {
		s.gap()
		ok = s.pos == len(s.src) || s.peek() == '\n' || s.is('#')
		if !ok {
			s.tellRest(start)
		}
	}
	if !ok {
		s.abandon(start)
	}
	if !ok || s.dropped {
		s.out = append(s.out[:outStart], strings.Repeat("\n", strings.Count(s.src[start:s.pos], "\n"))...)
	}
}

// abandon moves to the next line on which something new starts. A list that is
// not closed has run on to it already, so this counts from the first line.
func (s *scanner) abandon(start int) {
	s.pos = start
	s.pos = s.lineEnd()
	if !strings.ContainsAny(s.src[start:s.pos], "[{\"'") {
		return
	}
	for s.pos < len(s.src) {
		next := s.src[s.pos+1:]
		if i := strings.IndexByte(next, '\n'); i >= 0 {
			next = next[:i]
		}
		if t := strings.TrimSpace(next); t == "" || t[0] == '[' || t[0] == '#' || strings.ContainsAny(t, "=＝") {
			return
		}
		s.pos += 1 + len(next)
	}
}

// header reads [a.b] or [[a.b]].
func (s *scanner) header() bool {
	start := s.pos
	s.at('[')
	array := s.is('[')
	if array {
		s.at('[')
	}
	s.gap()
	path, _, ok := s.key()
	if !ok {
		return false
	}
	s.gap()
	if !s.at(']') || array && !s.at(']') {
		s.tell(s.pos, s.pos+1, headerOpen)
		return false
	}
	s.enter(path, span{start, s.pos}, array)
	return true
}

// enter makes a table current, and tells one that stands twice.
func (s *scanner) enter(path []string, at span, array bool) {
	s.dropped = false
	for i := 1; i < len(path); i++ { // a table that only its parts have a header for stands at the first
		if parent := strings.Join(s.resolve(path[:i]), sep); s.entries[parent] == (entry{}) {
			s.entries[parent] = entry{at, at}
		}
	}
	full := s.resolve(path[:len(path)-1])
	full = append(full, path[len(path)-1])
	name := strings.Join(full, sep)
	if array {
		full = append(full, index(s.arrays[name]))
		s.arrays[name]++
		s.entries[strings.Join(full, sep)] = entry{at, at}
		if _, ok := s.entries[name]; !ok {
			s.entries[name] = entry{at, at}
		}
	} else if n := s.arrays[name]; n > 0 {
		full = append(full, index(n-1))
	} else if first, twice := s.tables[name]; twice {
		s.tellTwice(at, first, true)
		s.dropped = true
	} else {
		s.tables[name] = at
		s.entries[name] = entry{at, at}
	}
	s.table = full
}

// resolve puts the number of the current table behind each part of a path
// that is an array of tables.
func (s *scanner) resolve(path []string) []string {
	full := make([]string, 0, len(path)+2)
	for _, p := range path {
		full = append(full, p)
		if n := s.arrays[strings.Join(full, sep)]; n > 0 {
			full = append(full, index(n-1))
		}
	}
	return full
}

// pair reads key = value into a table. top is false inside an inline table.
func (s *scanner) pair(table []string, depth int, top bool) bool {
	parts, at, ok := s.key()
	if !ok {
		return false
	}
	s.gap()
	if !s.equals() {
		s.tell(at.start, max(s.pos, at.end), noEquals)
		return false
	}
	s.gap()
	path := append(append([]string{}, table...), parts...)
	name := strings.Join(path, sep)
	first, twice := s.entries[name]
	outStart, start := len(s.out), s.pos
	if !s.value(path, depth, top) {
		return false
	}
	if twice {
		s.tellTwice(at, first.key, false)
		if top {
			s.out = s.out[:outStart]
			s.dropStatement()
		}
		return true
	}
	for i := len(table) + 1; i < len(path); i++ {
		if parent := strings.Join(path[:i], sep); s.entries[parent] == (entry{}) {
			s.entries[parent] = entry{at, at}
		}
	}
	s.entries[name] = entry{at, span{start, s.pos}}
	return true
}

// dropStatement takes the key just copied out of the repaired copy.
func (s *scanner) dropStatement() {
	i := bytes.LastIndexByte(s.out, '\n')
	s.out = s.out[:i+1]
}

func (s *scanner) equals() bool {
	if s.at('=') {
		return true
	}
	if r := s.peek(); r == ':' || r == '：' {
		s.tell(s.pos, s.pos+utf8.RuneLen(r), colonForEquals)
		s.skip()
		s.out = append(s.out, '=')
		return true
	}
	return false
}

// key reads a dotted key.
func (s *scanner) key() (parts []string, at span, ok bool) {
	at.start = s.pos
	for {
		part, ok := s.keyPart()
		if !ok {
			return nil, at, false
		}
		parts = append(parts, part)
		at.end = s.pos
		if len(parts) > maxDepth || at.end-at.start > maxKey {
			s.tell(at.start, at.end, tooDeep)
			return nil, at, false
		}
		s.gap()
		if !s.is('.') {
			return parts, at, true
		}
		s.at('.')
		s.gap()
	}
}

// keyPart reads one part of a key: bare, or quoted. A bare key with Chinese in
// it is told and quoted in the copy.
func (s *scanner) keyPart() (string, bool) {
	start := s.pos
	if r := s.peek(); r == '"' || r == '\'' || isWideQuote(r) {
		if r != '"' && r != '\'' {
			return s.wideString()
		}
		return s.quoted()
	}
	ascii := true
	for s.pos < len(s.src) {
		r := s.peek()
		if !bareKey(r) {
			break
		}
		ascii = ascii && r < utf8.RuneSelf
		s.skip()
	}
	word := s.src[start:s.pos]
	switch {
	case word == "":
		s.tell(s.pos, s.pos+1, noKey)
		return "", false
	case !ascii:
		s.tellBareKey(start, s.pos)
		s.out = append(append(append(s.out, '"'), word...), '"')
	default:
		s.out = append(s.out, word...)
	}
	return word, true
}

// bareKey reports whether a character can stand in a key without quotes, as
// people write them: TOML's own, and any letter or digit.
func bareKey(r rune) bool {
	switch {
	case r == '-' || r == '_', '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return true
	case r < utf8.RuneSelf, isWideQuote(r), r == '：':
		return false
	}
	_, punct := wide(r)
	return !punct && r != utf8.RuneError
}

func isWideQuote(r rune) bool { return strings.ContainsRune("“”„‟＂「」『』‘’＇", r) }
