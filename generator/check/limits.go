package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/tomlfile"
)

// limits are the thresholds and words of checks/limits.toml.
type limits struct {
	thin         int      // characters below which a statutory section is thin
	causes       []string // words that name a cause
	noCauses     []string // set phrases in which such a word names none
	publishDelay int      // working days from signing to publication
	jumpTimes    quantity.Number
	jumpLeast    quantity.Number // the larger value from which a jump counts
	copiedLeast  int             // characters from which a paragraph is compared
	copiedShare  int             // percent of a paragraph that must stand elsewhere
	copiedWhole  int             // percent of a report from which it is told as a whole
	acrossShare  int             // percent of two paragraphs of different agencies that must be equal
	sameFigures  int             // percent of figures equal to last year's
	sameLeast    int             // how many must be equal
	phrases      lexicon         // set phrases that do not count as copied
	glossary     []string        // titles of lists that explain terms
	realTerms    []string        // measures whose growth is told at constant prices
	relative     []string        // words whose meaning depends on the day of reading
	anyRelative  lexicon         // the same, to see whether a text has one
	notRelative  []string        // longer words that only hold one of them
	staleMonths  int             // without progress from which a running promise is stale; 0 for never
}

func readLimits(t *tomlfile.Table) limits {
	number := func(key string) int {
		n := t.Int(key)
		if n < 1 {
			t.Fail(key, finding.Finding{
				ID:      "check-data",
				Message: finding.Text{ZH: key + " 没有写，或者不是大于 0 的整数", EN: key + " is missing, or no whole number above 0"},
				Cure:    finding.Text{ZH: "补上 " + key + "；工作区的 limits.toml 整体代替程序自带的，每一项都要写", EN: "write " + key + ": a workspace's limits.toml takes the place of the whole of the program's own"},
			})
			return 1
		}
		return n
	}
	relative := t.Strings("relative_words")
	l := limits{
		thin: number("thin_section"), causes: t.Strings("cause_words"), noCauses: t.Strings("no_cause_phrases"), publishDelay: number("publish_delay"),
		jumpTimes: quantity.NewInt(int64(number("jump_times"))), jumpLeast: quantity.NewInt(int64(number("jump_least"))),
		copiedLeast: number("copied_least"), copiedShare: number("copied_share"), copiedWhole: number("copied_whole"),
		acrossShare: number("across_share"), sameFigures: number("same_figures"), sameLeast: number("same_least"),
		phrases: lexiconOf(t.Strings("field_phrases"), nil), relative: relative, anyRelative: lexiconOf(relative, nil), notRelative: t.Strings("not_relative"),
		glossary: t.Strings("glossary_titles"), realTerms: t.Strings("constant_prices"), staleMonths: number("stale_months"),
	}
	t.Close()
	return l
}
