package check

import (
	"strings"
	"unicode/utf8"
)

// kindOfNumber is what a private number is.
type kindOfNumber uint8

const (
	idNumber kindOfNumber = iota
	mobile
	card
)

// personal is a private number in a text.
type personal struct {
	kind       kindOfNumber
	in         *shown
	start, end int
	masked     string
}

// group is a run of digits and where it stands.
type group struct {
	digits     string
	start, end int
}

// personalNumbers adds the private numbers of a text. Digits may be parted into
// groups by a blank or a hyphen, as people write them, and full-width.
func (s *Subject) personalNumbers(in *shown, out []personal) []personal {
	text := in.text
	var few [8]group
	for i := 0; i < len(text); {
		if b := text[i]; (b < '0' || b > '9') && b != fullWidth {
			i++
			continue
		}
		if _, size := digitAt(text, i); size == 0 {
			i++
			continue
		}
		token, end := groupsAt(text, i, few[:0])
		if end-i >= shortestNumber && free(text, i, end) {
			out = s.judge(in, token, out)
		}
		i = end
	}
	return out
}

// shortestNumber is how many digits a private number has at least.
const shortestNumber = 11

// fullWidth begins a full-width digit in UTF-8.
const fullWidth = 0xEF

// digitAt reads a digit, half-width or full-width; size 0 where there is none.
func digitAt(text string, i int) (digit byte, size int) {
	switch {
	case i >= len(text):
	case text[i] >= '0' && text[i] <= '9':
		return text[i], 1
	case text[i] == fullWidth && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] >= 0x90 && text[i+2] <= 0x99:
		return text[i+2] - 0x90 + '0', 3
	}
	return 0, 0
}

// groupsAt reads groups of digits, each parted from the next by one blank or
// hyphen, and adds them to token; the X at the end of an identity number belongs to
// its group.
func groupsAt(text string, i int, token []group) ([]group, int) {
	for {
		g := group{start: i}
		var digits [32]byte // longer ones are allocated
		found := digits[:0]
		for {
			d, size := digitAt(text, i)
			if size == 0 {
				break
			}
			found = append(found, d)
			i += size
		}
		if (len(found) == 17 || len(found) == 3 && len(token) == 2) && i < len(text) && (text[i] == 'X' || text[i] == 'x') {
			found = append(found, 'X')
			i++
		}
		g.digits, g.end = string(found), i
		token = append(token, g)
		if i >= len(text) || text[i] != ' ' && text[i] != '-' {
			return token, i
		}
		if _, size := digitAt(text, i+1); size == 0 {
			return token, i
		}
		i++
	}
}

// free reports whether digits stand for themselves: no part of a decimal, of a
// code with letters, of an address or of a masked number.
func free(text string, start, end int) bool {
	const bound = "*＊_/.=&?#%"
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	behind, _ := utf8.DecodeRuneInString(text[end:])
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	if start > 0 && (letter(before) || strings.ContainsRune(bound, before)) {
		return false
	}
	if end == len(text) {
		return true
	}
	if behind == '.' { // a full stop, or a decimal
		_, size := digitAt(text, end+1)
		return size == 0
	}
	return !letter(behind) && !strings.ContainsRune(bound, behind)
}

// judge tells what the groups of a token are.
func (s *Subject) judge(in *shown, token []group, out []personal) []personal {
	first, last := token[0], token[len(token)-1]
	whole := ""
	shape := ""
	for _, g := range token[:min(len(token), 6)] { // no number has more groups
		whole += g.digits
		shape += string(rune('0' + min(len(g.digits), 9)))
	}
	add := func(kind kindOfNumber, digits string, start, end int) {
		out = append(out, personal{kind, in, start, end, masked(digits)})
	}
	if len(token) > 1 {
		switch {
		case shape == "684" && isID(whole):
			add(idNumber, whole, first.start, last.end)
			return out
		case (shape == "344" || shape == "2344" && first.digits == "86") && isMobile(whole[len(whole)-11:]):
			add(mobile, whole[len(whole)-11:], first.start, last.end)
			return out
		case strings.HasPrefix(shape, "4444") && strings.HasPrefix(whole, "62") && isCard(whole):
			add(card, whole, first.start, last.end)
			return out
		}
	}
	for i, g := range token {
		if i > 0 && in.text[g.start-1] == '-' && token[i-1].digits != "86" || i+1 < len(token) && in.text[g.end] == '-' {
			continue // part of a code
		}
		switch plain := strings.TrimPrefix(g.digits, "86"); {
		case len(g.digits) == 18 && isID(g.digits):
			add(idNumber, g.digits, g.start, g.end)
		case s.coded(in, g):
		case isMobile(g.digits) || len(g.digits) == 13 && isMobile(plain):
			add(mobile, plain, g.start, g.end)
		case isCard(g.digits):
			add(card, g.digits, g.start, g.end)
		}
	}
	return out
}

// coded reports whether digits are said to be a code, or count something.
func (s *Subject) coded(in *shown, g group) bool {
	const reach, units = 30, "元万亿件个条吨户平千米册份项起％%"
	behind := strings.TrimLeft(in.text[g.end:], " ")
	if r, _ := utf8.DecodeRuneInString(behind); behind != "" && strings.ContainsRune(units, r) {
		return true
	}
	before := in.text[max(0, g.start-reach):g.start]
	if i := strings.LastIndexAny(before, "，。；、\n\t（("); i >= 0 {
		before = before[i:]
	}
	if containsAny(before, s.words.card...) {
		return false
	}
	return containsAny(before, s.words.notNumber...) || in.cell != nil && s.amounts(in.cell)
}

// isMobile knows eleven digits of a mobile telephone.
func isMobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// isID knows an identity number by its region, its day of birth and its check
// digit (GB 11643).
func isID(digits string) bool {
	const weights = "\x07\x09\x0a\x05\x08\x04\x02\x01\x06\x03\x07\x09\x0a\x05\x08\x04\x02"
	const regions = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
	if len(digits) != 18 || !strings.Contains(regions, digits[:2]) || strings.Contains(digits[:17], "X") {
		return false
	}
	year, month, day := digits[6:10], digits[10:12], digits[12:14]
	if year < "1900" || year > "2099" || month < "01" || month > "12" || day < "01" || day > "31" {
		return false
	}
	sum := 0
	for i := range 17 {
		sum += int(digits[i]-'0') * int(weights[i])
	}
	return "10X98765432"[sum%11] == digits[17]
}

// isCard knows a bank card by its length, its first digit and its check digit
// (Luhn).
func isCard(digits string) bool {
	if n := len(digits); n < 16 || n > 19 || digits[0] < '3' || digits[0] > '6' || strings.Trim(digits, digits[:1]) == "" || strings.Contains(digits, "X") {
		return false
	}
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// masked shows the first three and the last two digits.
func masked(digits string) string {
	return digits[:3] + strings.Repeat("*", len(digits)-5) + digits[len(digits)-2:]
}

// numbersOf makes the run of a check for one kind of private numbers.
func numbersOf(kind kindOfNumber) func(*Subject) {
	return func(s *Subject) { s.tellNumbers(kind) }
}

// tellNumbers tells the private numbers of one kind: those of the report itself
// place by place, those of an attachment together.
func (s *Subject) tellNumbers(kind kindOfNumber) {
	var own []spot
	inFile := map[string]int{}
	all := s.everything()
	for _, n := range all.numbers {
		if n.kind != kind {
			continue
		}
		if n.in.file == "" {
			own = append(own, spot{n.in.pos, n.start, n.end, []any{"number", n.masked}})
			continue
		}
		inFile[n.in.file]++
	}
	s.each("text", own)
	told := map[string]bool{}
	for _, n := range all.numbers {
		if file := n.in.file; n.kind == kind && file != "" && !told[file] {
			told[file] = true
			s.tell("file", n.in.pos(0, 0), "number", n.masked, "file", file, "count", inFile[file])
		}
	}
}
