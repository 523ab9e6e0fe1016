package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/quantity"
)

// number stands for any quantity, date or numeral: last year's sentence with
// this year's figures is the same sentence.
const number = '#'

// cutAt is where a mark cuts a text.
type cutAt int

const (
	nowhere cutAt = iota
	clause
	sentence // a semicolon too: what is told behind it is often moved alone
)

func cuts(c rune) cutAt {
	switch c {
	case '，', '：', ',':
		return clause
	case '。', '！', '？', '；', '!', '?', ';', '\n':
		return sentence
	}
	return nowhere
}

// closers belong to the sentence before them.
const closers = "”’』」）】》\")"

// sign is a letter or a number, or a mark at which a text is cut.
type sign struct {
	c          rune
	start, end int // bytes
}

// signs reads what a text is recognised by.
func signs(text string, said []quantity.Quantity) []sign {
	out := make([]sign, 0, len(text)/3)
	at := 0
	take := func(end int) {
		for at < end {
			c, size := utf8.DecodeRuneInString(text[at:])
			if unicode.IsLetter(c) || unicode.IsDigit(c) || cuts(c) != nowhere {
				out = append(out, sign{c, at, at + size})
			}
			at += size
		}
	}
	for _, q := range said {
		if q.Kind.IsQuantity() || strings.ContainsAny(q.Text, "0123456789") {
			take(q.Start)
			out = append(out, sign{number, q.Start, q.End})
			at = q.End
		}
	}
	take(len(text))
	return out
}

// stretch is a sentence or clause of a block.
type stretch struct {
	block      int
	start, end int      // bytes of the block's text; its mark belongs to it
	letters    int      // without numbers
	key        uint64   // equal where the letters are, and numbers stand in the same places
	runs       []uint64 // of a sentence, sorted, each once
	whole      int      // of a clause, the sentence that it is part of
}

// stretches is a narrative cut up.
type stretches struct {
	sentences, clauses []stretch
}

// cut gives the sentences and clauses of what is prose: headings and tables are
// not what a drafter takes sentences from.
func cut(blocks []Block, read []sketch) stretches {
	var out stretches
	for i := range blocks {
		if b := &blocks[i]; b.Heading == 0 && !b.Row {
			out.add(i, b.Text, read[i].signs)
		}
	}
	return out
}

func (s *stretches) add(block int, text string, all []sign) {
	start, from := 0, 0                                    // of the sentence, in bytes and signs
	part := stretch{block: block, whole: len(s.sentences)} // the clause that is read
	partFrom := 0
	var letters []rune
	for i, one := range all {
		last := i == len(all)-1
		if !last && cuts(one.c) == nowhere {
			continue
		}
		end := len(text)
		if !last {
			end = closed(text, one.end)
		}
		letters = lettersOf(letters[:0], all[partFrom:i+1])
		part.end, part.letters, part.key = end, count(letters), hash(0, letters)
		if part.letters > 0 {
			s.clauses = append(s.clauses, part)
		}
		if last || cuts(one.c) == sentence {
			letters = lettersOf(letters[:0], all[from:i+1])
			s.sentences = append(s.sentences, stretch{
				block: block, start: start, end: end, letters: count(letters), key: hash(0, letters), runs: runs(0, letters, runLength),
			})
			start, from = end, i+1
		}
		part = stretch{block: block, start: end, whole: len(s.sentences)}
		partFrom = i + 1
	}
}

// closed gives the end of a sentence with the quotation marks behind its end.
func closed(text string, end int) int {
	for end < len(text) {
		c, size := utf8.DecodeRuneInString(text[end:])
		if !strings.ContainsRune(closers, c) {
			break
		}
		end += size
	}
	return end
}

// lettersOf gives the letters and numbers among signs.
func lettersOf(out []rune, all []sign) []rune {
	for _, one := range all {
		if cuts(one.c) == nowhere {
			out = append(out, one.c)
		}
	}
	return out
}

func count(letters []rune) int {
	n := 0
	for _, c := range letters {
		if c != number {
			n++
		}
	}
	return n
}

// hash is FNV over characters, with a last mix for the low bits.
func hash(salt uint64, letters []rune) uint64 {
	h := salt ^ 14695981039346656037
	for _, c := range letters {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h ^ h>>29
}

// runs gives the runs of n characters of a text, or the whole of a shorter one.
func runs(salt uint64, letters []rune, n int) []uint64 {
	out := make([]uint64, 0, max(1, len(letters)-n+1))
	for i := 0; i == 0 || i+n <= len(letters); i++ {
		out = append(out, hash(salt, letters[i:min(i+n, len(letters))]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
