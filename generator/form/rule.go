package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// Op is the relation that a rule states.
type Op string

// The relations.
const (
	Equal   Op = "="
	AtMost  Op = "<="
	AtLeast Op = ">="
)

// Rule is a relation between figures, as written in a form:
//
//	rule    = sum ( "=" | "<=" | ">=" ) sum
//	        | figure "=" operand "/" operand        a share in %
//	sum     = [ "-" ] term { ( "+" | "-" ) term }
//	term    = [ integer "*" ] figure
//	operand = figure | "(" sum ")"
//	figure  = name [ "@-" years ]                   of the year before: closing@-1
//	name    = key | label or alias | “ label or alias ”
//
// ≤ ≥ × ÷ − ＝ ＋ and full-width brackets are read as their ASCII forms.
type Rule struct {
	Text        string
	Left, Right Sum
	Op          Op
	Over        Sum // the divisor where the right side is a share in %; else nil
}

// Sum is a sum of terms.
type Sum []Term

// Term is a figure times a whole number.
type Term struct {
	Factor int64
	Ref
	start, end int // bytes of the name in the rule's text
}

// Ref names a figure: an indicator, and the year counted from the report's own
// (0, or -1 for the year before).
type Ref struct {
	Key   string
	Years int
}

// String gives the figure as a rule names it.
func (r Ref) String() string {
	if r.Years == 0 {
		return r.Key
	}
	return r.Key + "@" + strconv.Itoa(r.Years)
}

// Refs gives the figures of the rule in order, each once.
func (r *Rule) Refs() []Ref {
	refs := make([]Ref, 0, len(r.Left)+len(r.Right)+len(r.Over))
	for _, sum := range [...]Sum{r.Left, r.Right, r.Over} {
		for _, t := range sum {
			if !slices.Contains(refs, t.Ref) {
				refs = append(refs, t.Ref)
			}
		}
	}
	return refs
}

// RuleError is a rule that cannot be read, and the bytes of it that are to blame.
type RuleError struct {
	Start, End int
	Message    finding.Text
}

// Error gives the message in English.
func (e *RuleError) Error() string {
	return fmt.Sprintf("rule, byte %d: %s", e.Start+1, e.Message.EN)
}

// maxRule bounds the length of a rule in bytes, maxFactor a factor.
const maxRule, maxFactor = 4096, 1_000_000_000

// ParseRule reads a rule. The error, if any, is a *RuleError. Names are taken
// as they are: whether there is such an indicator is for the form to say.
func ParseRule(text string) (Rule, error) {
	p := &parser{text: text}
	r, err := p.rule()
	if err != nil {
		return Rule{}, err
	}
	return *r, nil
}

type parser struct {
	text  string
	token string // as its ASCII form; "" at the end
	start int    // of the token
	next  int    // behind it
}

func (p *parser) rule() (*Rule, error) {
	r := &Rule{Text: p.text}
	if len(p.text) > maxRule {
		return nil, p.fail("这条规则太长", "the rule is too long")
	}
	p.scan()
	var err error
	if r.Left, err = p.sum(); err != nil {
		return nil, err
	}
	switch Op(p.token) {
	case Equal, AtMost, AtLeast:
		r.Op = Op(p.token)
	default:
		return nil, p.fail("这里应当是 =、<= 或 >=", "expected =, <= or >= here")
	}
	p.scan()
	right := p.start
	if r.Right, err = p.operand(); err != nil {
		return nil, err
	}
	if p.token == "/" {
		if len(r.Left) != 1 || r.Left[0].Factor != 1 || r.Left[0].Years != 0 || r.Op != Equal {
			p.start, p.next = 0, right
			return nil, p.fail("比率的左边应当是一个指标和 =", "a share has one indicator and = on its left")
		}
		p.scan()
		if r.Over, err = p.operand(); err != nil {
			return nil, err
		}
	} else if strings.HasPrefix(p.text[right:], "(") || strings.HasPrefix(p.text[right:], "（") {
		return nil, p.fail("括号只用在比率里：甲 = (乙 + 丙) / 丁", "brackets stand in shares only: a = (b + c) / d")
	}
	if r.Over == nil && (p.token == "+" || p.token == "-") {
		more, err := p.terms(r.Right)
		if err != nil {
			return nil, err
		}
		r.Right = more
	}
	if p.token != "" {
		return nil, p.fail("规则到这里已经结束，后面还有多余的内容", "something stands behind the end of the rule")
	}
	return r, nil
}

// operand reads a figure or a sum in brackets; outside of shares, the first
// term of a sum.
func (p *parser) operand() (Sum, error) {
	if p.token != "(" {
		t, err := p.term(p.sign())
		return Sum{t}, err
	}
	p.scan()
	s, err := p.sum()
	if err != nil {
		return nil, err
	}
	if p.token != ")" {
		return nil, p.fail("括号没有成对", "the bracket is not closed")
	}
	p.scan()
	return s, nil
}

func (p *parser) sum() (Sum, error) {
	t, err := p.term(p.sign())
	if err != nil {
		return nil, err
	}
	return p.terms(Sum{t})
}

// terms reads what is added to a sum.
func (p *parser) terms(s Sum) (Sum, error) {
	for p.token == "+" || p.token == "-" {
		t, err := p.term(p.sign())
		if err != nil {
			return nil, err
		}
		s = append(s, t)
	}
	return s, nil
}

// sign reads a plus or minus, where there is one.
func (p *parser) sign() int64 {
	sign := int64(1)
	if p.token == "-" {
		sign = -1
	}
	if p.token == "-" || p.token == "+" {
		p.scan()
	}
	return sign
}

func (p *parser) term(sign int64) (Term, error) {
	t := Term{Factor: sign}
	if n, err := strconv.ParseInt(p.token, 10, 64); err == nil {
		if n < 1 || n > maxFactor {
			return t, p.fail("倍数应当是 1 到 10 亿的整数", "a factor is a whole number from 1 to 1,000,000,000")
		}
		t.Factor *= n
		if p.scan(); p.token != "*" {
			return t, p.fail("倍数后面应当是 * 和指标", "expected * and an indicator behind the factor")
		}
		p.scan()
	}
	if !p.isName() {
		return t, p.fail("这里应当是一个指标", "expected an indicator here")
	}
	t.Key, t.start, t.end = strings.TrimSuffix(strings.TrimPrefix(p.token, "“"), "”"), p.start, p.next
	if p.scan(); p.token != "@" {
		return t, nil
	}
	if p.scan(); p.token == "-" {
		p.scan()
		if n, err := strconv.Atoi(p.token); err == nil && n >= 1 && n <= 9 {
			t.Years = -n
			p.scan()
			return t, nil
		}
	}
	return t, p.fail("@ 后面应当是 -1，意为上一年", "expected -1 behind @: the year before")
}

func (p *parser) isName() bool {
	r, _ := utf8.DecodeRuneInString(p.token)
	return unicode.IsLetter(r) || r == '“' && len(p.token) > len("“”") && strings.HasSuffix(p.token, "”")
}

// scan reads the next token.
func (p *parser) scan() {
	p.start = p.next
	for p.start < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.start:])
		if !unicode.IsSpace(r) {
			break
		}
		p.start += n
	}
	rest := p.text[p.start:]
	n := 0
	switch r, size := utf8.DecodeRuneInString(rest); {
	case rest == "":
	case strings.HasPrefix(rest, "<="), strings.HasPrefix(rest, ">="):
		n = 2
	case r == '“':
		if n = strings.Index(rest, "”") + len("”"); n <= len("“”") { // not closed, or empty
			n = size
		}
	case nameRune(r):
		if n = strings.IndexFunc(rest, func(r rune) bool { return !nameRune(r) }); n < 0 {
			n = len(rest)
		}
	default:
		n = size
	}
	p.next = p.start + n
	p.token = ascii(rest[:n])
}

func nameRune(r rune) bool {
	return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// ascii gives the plain form of an operator.
func ascii(token string) string {
	switch token {
	case "≤", "≦":
		return "<="
	case "≥", "≧":
		return ">="
	case "＝":
		return "="
	case "＋":
		return "+"
	case "－", "−", "–":
		return "-"
	case "×", "＊":
		return "*"
	case "÷", "／":
		return "/"
	case "（":
		return "("
	case "）":
		return ")"
	}
	return token
}

func (p *parser) fail(zh, en string) *RuleError {
	return &RuleError{Start: p.start, End: p.next, Message: finding.Text{ZH: zh, EN: en}}
}
