package page

import (
	"bytes"
	"regexp"
	"unicode"

	"golang.org/x/net/html"
)

// An English page has Chinese content: titles, figures, narratives. What is Chinese
// says so (WCAG 3.1.2), or it would be read aloud as English. That is done once the
// page is made, for whatever template made it: an element whose whole text is
// Chinese gets lang="zh-CN"; Chinese within an English sentence is set in <i>, which
// stands for text in another language.

var (
	englishWord = regexp.MustCompile(`[A-Za-z]*[a-z]{2,}`)
	isRemark    = regexp.MustCompile(`\b(trace|word|back|role)\b`)
	chineseRun  = regexp.MustCompile(`\p{Han}[\p{Han}\p{Nd}，、。；：？！“”‘’（）《》〈〉〔〕【】—…·%％.,+-]*`)
)

// speech is which languages a text is in.
type speech struct{ zh, en bool }

func speechOf(text []byte) speech {
	return speech{bytes.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0, englishWord.Match(text)}
}

// part is a token of a page.
type part struct {
	raw    []byte
	tag    string
	kind   html.TokenType
	speech        // of a text, or of an element with all that is in it
	end    int    // of a start tag: where its element ends
	lang   string // its own
	remark bool   // words of the interface that stand among content: links to answers, signs
}

// markChinese gives a page in English in which everything Chinese says so.
func markChinese(page []byte) []byte {
	parts := readParts(page)
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/16)
	var holders []string // open elements
	for i := 0; i < len(parts); i++ {
		p := &parts[i]
		switch {
		case p.kind == html.StartTagToken && p.tag != "html" && (p.lang == "zh-CN" || p.zh && !p.en && p.lang == "" && p.tag != "head" && p.tag != "body"):
			if p.lang == "" {
				p.raw = withLang(p.raw, "zh-CN")
			}
			english := 0 // end of a remark of the interface among the content
			for ; i <= p.end; i++ {
				q := &parts[i]
				switch {
				case q.remark && q.en && q.lang == "":
					q.raw, english = withLang(q.raw, "en"), q.end
				case i < english && q.kind == html.TextToken:
					q.raw = chineseRun.ReplaceAll(q.raw, []byte(`<i lang="zh-CN">$0</i>`))
				}
				out.Write(q.raw)
			}
			i--
			continue
		case p.kind == html.TextToken && p.zh && mayHold(holders):
			p.raw = chineseRun.ReplaceAll(p.raw, []byte(`<i lang="zh-CN">$0</i>`))
		case p.kind == html.StartTagToken && p.end > i:
			holders = append(holders, p.tag)
		case p.kind == html.EndTagToken && len(holders) > 0 && holders[len(holders)-1] == p.tag:
			holders = holders[:len(holders)-1]
		}
		out.Write(p.raw)
	}
	return out.Bytes()
}

// mayHold reports whether a text may have elements in it.
func mayHold(open []string) bool {
	for _, tag := range open {
		switch tag {
		case "title", "option", "textarea", "script", "style", "svg", "head":
			return false
		}
	}
	return true
}

// withLang adds the language to a start tag.
func withLang(raw []byte, lang string) []byte {
	end := len(raw) - 1
	if end > 0 && raw[end-1] == '/' {
		end--
	}
	return append(append(bytes.Clone(raw[:end]), ` lang="`+lang+`"`...), raw[end:]...)
}

// readParts reads a page and what is spoken in each element. Attributes that are
// read aloud count as its text; a part that says its own language counts for nothing
// outside.
func readParts(page []byte) []part {
	var parts []part
	var open []int
	z := html.NewTokenizer(bytes.NewReader(page))
	inner := func(s speech) {
		for _, i := range open[max(0, len(open)-1):] {
			parts[i].zh, parts[i].en = parts[i].zh || s.zh, parts[i].en || s.en
		}
	}
	closeTop := func(at int) {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if parts[i].end = at; parts[i].lang == "" {
			inner(parts[i].speech)
		}
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		p := part{raw: bytes.Clone(z.Raw()), kind: kind, end: len(parts)}
		switch kind {
		case html.TextToken:
			if len(open) > 0 && (parts[open[len(open)-1]].tag == "script" || parts[open[len(open)-1]].tag == "style") {
				break
			}
			p.speech = speechOf([]byte(html.UnescapeString(string(p.raw))))
			inner(p.speech)
		case html.StartTagToken, html.SelfClosingTagToken:
			p.kind = html.StartTagToken
			name, more := z.TagName()
			p.tag = string(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				p.take(string(key), value)
			}
			parts = append(parts, p)
			open = append(open, len(parts)-1)
			if kind == html.SelfClosingTagToken || void(p.tag) {
				closeTop(len(parts) - 1)
			}
			continue
		case html.EndTagToken:
			name, _ := z.TagName()
			p.tag = string(name)
			for len(open) > 0 {
				same := parts[open[len(open)-1]].tag == p.tag
				at := len(parts)
				if !same {
					at-- // an end that HTML lets out
				}
				closeTop(at)
				if same {
					break
				}
			}
		}
		parts = append(parts, p)
	}
	for len(open) > 0 {
		closeTop(len(parts) - 1)
	}
	return parts
}

// take takes up an attribute.
func (p *part) take(key string, value []byte) {
	switch key {
	case "class":
		p.remark = isRemark.Match(value)
	case "lang":
		p.lang = string(value)
	case "title", "aria-label", "alt", "placeholder", "data-label":
		s := speechOf(value)
		p.zh, p.en = p.zh || s.zh, p.en || s.en
	}
}

func void(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
