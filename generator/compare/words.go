package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"fazhi/generator/quantity"
)

// Op says whose a piece of text is.
type Op int

// The operations: text of both years, of the older, of the newer; text of the
// newer year that stood elsewhere in the older, and at that other place.
const (
	Both Op = iota
	Deleted
	Inserted
	Reused
	Left
)

// Old reports whether a piece is text of the older year.
func (o Op) Old() bool { return o == Both || o == Deleted || o == Left }

// New reports whether a piece is text of the newer year.
func (o Op) New() bool { return o == Both || o == Inserted || o == Reused }

// Sign is how an operation is written where text alone must do.
func (o Op) Sign() string { return [...]string{"=", "-", "+", ">", "<"}[o] }

// Piece is a run of text of one or both years.
type Piece struct {
	Op    Op
	Text  string
	Reuse *Reuse // what it is part of; of Reused and Left, and of other words in between
}

// maxTokens bounds a comparison word by word: its time grows with the product
// of what differs. Longer paragraphs are shown as replaced.
const maxTokens = 6000

// private is where tokens of several characters stand in for: Unicode's last
// two planes, which no text has.
const private = 0xF0000

// Words compares two paragraphs. A number with its unit is one token, so that
// 2019年 and 260件 are replaced whole; a Latin word is one; any other
// character is its own.
func Words(older, newer string) []Piece { return words(&Block{Text: older}, &Block{Text: newer}) }

func words(older, newer *Block) []Piece {
	v := vocabulary{ids: map[string]rune{}}
	a, b := v.encode(older.Text, older.quantities()), v.encode(newer.Text, newer.quantities())
	if len(a) > maxTokens || len(b) > maxTokens || v.full() {
		return []Piece{{Op: Deleted, Text: older.Text}, {Op: Inserted, Text: newer.Text}}
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // a result that depends on the machine's speed is no result
	diffs := readable(d, differences(a, b))
	var out []Piece
	for _, one := range diffs {
		op := Both
		switch one.Type {
		case diffmatchpatch.DiffDelete:
			op = Deleted
		case diffmatchpatch.DiffInsert:
			op = Inserted
		}
		out = append(out, Piece{Op: op, Text: v.decode(one.Text)})
	}
	return out
}

// keptRun is how many tokens in common are shown as such however much changes
// around them.
const keptRun = 8

// readable joins changes that only chance parts, between the longer runs that
// both years have.
func readable(d *diffmatchpatch.DiffMatchPatch, diffs []diffmatchpatch.Diff) []diffmatchpatch.Diff {
	var out []diffmatchpatch.Diff
	from := 0
	for i, one := range diffs {
		if one.Type == diffmatchpatch.DiffEqual && utf8.RuneCountInString(one.Text) >= keptRun {
			out = append(append(out, d.DiffCleanupSemantic(slices.Clone(diffs[from:i]))...), one)
			from = i + 1
		}
	}
	out = append(out, d.DiffCleanupSemantic(slices.Clone(diffs[from:]))...)
	return d.DiffCleanupMerge(d.DiffCleanupSemanticLossless(out))
}

// vocabulary numbers the tokens of two texts.
type vocabulary struct {
	ids   map[string]rune
	words []string
}

func (v *vocabulary) full() bool { return private+len(v.words) > unicode.MaxRune }

// encode writes a text as one rune a token.
func (v *vocabulary) encode(text string, said []quantity.Quantity) []rune {
	out := make([]rune, 0, len(text)/3)
	at := 0
	for _, q := range said {
		if !q.Kind.IsQuantity() && !strings.ContainsAny(q.Text, "0123456789") {
			continue
		}
		number := afterVerb(q.Text)
		out = v.rest(out, text[at:q.End-len(number)])
		out = append(out, v.id(number))
		at = q.End
	}
	return v.rest(out, text[at:])
}

// afterVerb gives a quantity without the verb of a change: 增长12.3% and 增长12.8%
// have the verb in common.
func afterVerb(text string) string {
	for _, verb := range [...]string{"增长", "增加", "提高", "上升", "提升", "下降", "减少", "降低", "缩短", "延长", "压缩", "突破"} {
		if rest, ok := strings.CutPrefix(text, verb); ok && rest != "" {
			return rest
		}
	}
	return text
}

// rest encodes text without quantities: words of Latin letters and digits are
// tokens, any other character is.
func (v *vocabulary) rest(out []rune, text string) []rune {
	for len(text) > 0 {
		n := 0
		for n < len(text) && wordly(text[n]) {
			n++
		}
		if n > 1 {
			out, text = append(out, v.id(text[:n])), text[n:]
			continue
		}
		c, size := utf8.DecodeRuneInString(text)
		if c == utf8.RuneError || c >= private {
			c = v.id(text[:size])
		}
		out, text = append(out, c), text[size:]
	}
	return out
}

func wordly(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (v *vocabulary) id(token string) rune {
	id, ok := v.ids[token]
	if !ok {
		id = rune(private + len(v.words))
		v.ids[token] = id
		v.words = append(v.words, token)
	}
	return id
}

func (v *vocabulary) decode(text string) string {
	var b strings.Builder
	for _, c := range text {
		if i := int(c) - private; i >= 0 && i < len(v.words) {
			b.WriteString(v.words[i])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
