package importer

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

//go:embed chrome.toml
var chromeTOML string

// chromeRules are chrome.toml, compiled.
type chromeRules struct {
	head, tail, keep *regexp.Regexp
	longest, between int
}

// chrome gives the rules. A broken file is a fault of this program that its
// tests find; the rules are empty then.
var chrome = sync.OnceValue(func() chromeRules {
	rules, _ := readChrome(textfile.New("chrome.toml", chromeTOML))
	return rules
})

func readChrome(f *textfile.File) (chromeRules, finding.List) {
	var log finding.List
	t := tomlfile.Parse(f, &log)
	rules := chromeRules{longest: t.Int("longest"), between: t.Int("between")}
	compile := func(key string, patterns ...string) *regexp.Regexp {
		re, err := regexp.Compile(`^(?:` + strings.Join(patterns, "|") + `)$`)
		if err != nil {
			t.Fail(key, finding.Finding{ID: "chrome-pattern", Message: finding.Text{ZH: err.Error(), EN: err.Error()}})
			return regexp.MustCompile(`^\b\B$`)
		}
		return re
	}
	rules.head = compile("head", t.Strings("head")...)
	rules.tail = compile("tail", t.Strings("tail")...)
	rules.keep = compile("keep", t.String("keep"))
	t.Close()
	return rules, log
}

// stripChrome takes what a page puts around a report off both ends of the
// blocks, and gives what it took in the order of the text. Lines that repeat
// the title stay for whoever reads the title, but hide no chrome behind them.
func stripChrome(blocks []block, isTitle func(string) bool) (rest []block, taken []string) {
	rules := chrome()
	end := 0
	for i := 0; i < len(blocks) && i < end+4; i++ {
		text := blocks[i].text
		if blocks[i].kind != table && rules.head.MatchString(strings.TrimSpace(text)) {
			for _, b := range blocks[end:i] {
				if isTitle(b.text) {
					rest = append(rest, b)
				} else {
					taken = append(taken, b.text)
				}
			}
			taken = append(taken, text)
			end = i + 1
		} else if !isTitle(text) && !rules.mayStandBetween(blocks[i]) {
			break
		}
	}
	rest = append(rest, blocks[end:]...)
	end = rules.tailStart(rest)
	for _, b := range rest[end:] {
		taken = append(taken, b.text)
	}
	return rest[:end], taken
}

func (r chromeRules) chrome(patterns *regexp.Regexp, text string) bool {
	return utf8.RuneCountInString(text) <= r.longest && patterns.MatchString(strings.TrimSpace(text))
}

// mayStandBetween tells a line that goes with chrome on its far side.
func (r chromeRules) mayStandBetween(b block) bool {
	return b.kind == prose && utf8.RuneCountInString(b.text) <= r.between && !r.keep.MatchString(strings.TrimSpace(b.text))
}

// tailStart goes up from the end as long as lines are chrome, or short ones
// with chrome at most three lines above them.
func (r chromeRules) tailStart(blocks []block) int {
	end := len(blocks)
	for i := len(blocks) - 1; i >= 0 && i >= end-4; i-- {
		if blocks[i].kind != table && r.chrome(r.tail, blocks[i].text) {
			end = i
		} else if !r.mayStandBetween(blocks[i]) {
			break
		}
	}
	return end
}
