package importer

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// wideForm gives the marks that a width-normalised copy has lost. < and > are
// repaired inside 《》 only, to ＜＞: that is what normalisation makes them of.
// 〈〉 would be the right mark there, but an old report is brought in as it was
// published, faults included; the checks tell the wrong mark.
func wideForm(r rune) (rune, bool) {
	if strings.ContainsRune(",:;?!()<>", r) {
		return r - '!' + '！', true // the full-width forms stand in the order of ASCII
	}
	return r, false
}

// addressPattern finds what must keep its half-width marks: addresses of pages
// and of mail.
var addressPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]*://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
})

// repairWidth makes half-width punctuation full-width where it stands beside
// Chinese, and counts the marks. Numbers (1,163; 10:30; 1:500), Latin text and
// addresses keep theirs.
func repairWidth(s string) (string, int) {
	if !strings.ContainsAny(s, ",:;?!()<>") {
		return s, 0
	}
	keep := protected(s)
	runes := []rune(s)
	partner, title := pairs(runes)
	out, count := make([]rune, len(runes)), 0
	offset := 0
	for i, r := range runes {
		out[i] = r
		w, ok := wideForm(r)
		here := offset
		offset += len(string(r))
		switch {
		case !ok || keep(here):
		case r == '<' || r == '>':
			if title[i] {
				out[i] = w
				count++
			}
		case besideChinese(runes, i) || partner[i] >= 0 && besideChinese(runes, partner[i]):
			out[i] = w
			count++
		}
	}
	return string(out), count
}

// protected gives a function that tells whether a byte offset lies within an
// address. Chinese ends an address, and so does a mark that ends a clause.
func protected(s string) func(int) bool {
	spans := addressPattern().FindAllStringIndex(s, -1)
	for _, span := range spans {
		address := strings.TrimRight(s[span[0]:span[1]], ",;:!?>")
		if !strings.Contains(address, "(") {
			address = strings.TrimRight(address, ",;:!?)>")
		}
		span[1] = span[0] + len(address)
	}
	return func(at int) bool { // asked in rising order
		for len(spans) > 0 && spans[0][1] <= at {
			spans = spans[1:]
		}
		return len(spans) > 0 && spans[0][0] <= at
	}
}

// pairs finds for each half-width bracket the one that it belongs to (-1 for
// none), and marks the pairs of < > that lie within 《》.
func pairs(runes []rune) (partner []int, title []bool) {
	partner, title = make([]int, len(runes)), make([]bool, len(runes))
	var round, angle []int
	depth := 0
	for i, r := range runes {
		partner[i] = -1
		switch r {
		case '《':
			depth++
		case '》':
			depth, angle = max(0, depth-1), nil
		case '(':
			round = append(round, i)
		case ')':
			if n := len(round); n > 0 {
				partner[i], partner[round[n-1]] = round[n-1], i
				round = round[:n-1]
			}
		case '<':
			if depth > 0 {
				angle = append(angle, i)
			}
		case '>':
			if n := len(angle); n > 0 && i > angle[n-1]+1 {
				title[i], title[angle[n-1]] = true, true
				angle = angle[:n-1]
			}
		}
	}
	return partner, title
}

// besideChinese reports whether a mark stands next to Chinese. Quotation marks,
// brackets and % do not count themselves, as Latin text has them too: what
// stands beyond them does. Between two digits a mark belongs to the number.
func besideChinese(runes []rune, at int) bool {
	if at > 0 && at+1 < len(runes) && digit(runes[at-1]) && digit(runes[at+1]) {
		return false
	}
	look := func(step int) bool {
		for i, n := at+step, 0; i >= 0 && i < len(runes) && n < 4; i, n = i+step, n+1 {
			switch {
			case chinese(runes[i]):
				return true
			case !strings.ContainsRune(`“”‘’"'()%‰,:;?!<>`, runes[i]):
				return false
			}
		}
		return false
	}
	return look(-1) || look(1)
}

// chinese reports whether a character belongs to Chinese writing alone.
func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= '　' && r <= '〿' && !unicode.IsSpace(r) || r >= '！' && r <= '～'
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
