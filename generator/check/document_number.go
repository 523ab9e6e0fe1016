package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// documentNumber finds numbers of documents with other brackets than 〔〕 round
// the year, with 第 or with a leading zero. Numbers of court cases have round
// brackets by rule, and characters between bracket and number: they are none.
func documentNumber() Check {
	return Check{ID: "document-number", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for at := 0; ; {
				i := strings.Index(p.Text[at:], "号")
				if i < 0 {
					break
				}
				i += at
				at = i + len("号")
				if n, ok := documentNumberAt(p.Text, i); ok {
					s.tell(n.slip, p.Pos(n.start, at), "text", p.Text[n.start:at], "right", n.right)
				}
			}
		}
	}}
}

// docNumber is a document's number that is written wrongly.
type docNumber struct {
	start int    // the bracket
	slip  string // what is wrong with it
	right string
}

// documentNumberAt reads backwards from 号: digits, 第, bracket, year, bracket.
func documentNumberAt(text string, at int) (n docNumber, ok bool) {
	const digits, blanks = "0123456789", " \u3000"
	if r, _ := utf8.DecodeRuneInString(text[at+len("号"):]); strings.ContainsRune("楼线院厅井窗门地机路桥桩塔铺房库区", r) && r != utf8.RuneError {
		return n, false // 3号楼
	}
	front := strings.TrimRight(text[:at], blanks)
	rest := strings.TrimRight(front, digits)
	word := front[len(rest):]
	if word == "" || len(word) > 6 {
		return n, false
	}
	rest = strings.TrimRight(rest, blanks)
	rest, ordinal := strings.CutSuffix(rest, "第")
	rest = strings.TrimRight(rest, blanks)
	closing, size := utf8.DecodeLastRuneInString(rest)
	if !strings.ContainsRune("〕]）)】﹞］", closing) || size == 0 {
		return n, false
	}
	rest = strings.TrimRight(rest[:len(rest)-size], blanks)
	year := rest[len(strings.TrimRight(rest, digits)):]
	rest = strings.TrimRight(rest[:len(rest)-len(year)], blanks)
	opening, size := utf8.DecodeLastRuneInString(rest)
	if len(year) != 4 || year[:2] != "19" && year[:2] != "20" || !strings.ContainsRune("〔[（(【﹝［", opening) || size == 0 {
		return n, false
	}
	rest = rest[:len(rest)-size]
	if strings.HasSuffix(rest, "S") || strings.Contains(rest[max(0, len(rest)-len("GS京")):], "GS") {
		return n, false // the number of a map's review, which has round brackets
	}
	plain := strings.TrimLeft(word, "0")
	n = docNumber{start: len(rest), right: "〔" + year + "〕" + plain + "号"}
	switch {
	case plain == "":
		return n, false
	case opening != '〔' || closing != '〕':
		n.slip = "brackets"
	case ordinal || plain != word:
		n.slip = "number"
	default:
		return n, false
	}
	return n, true
}
