package check

import (
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
	jumpLeast    quantity.Number   // the larger value from which a jump counts
	copiedLeast  int               // characters from which a paragraph is compared
	copiedShare  int               // percent of a paragraph that must stand elsewhere
	copiedWhole  int               // percent of a report from which it is told as a whole
	acrossShare  int               // percent of two paragraphs of different agencies that must be equal
	sameFigures  int               // percent of figures equal to last year's
	sameLeast    int               // how many must be equal
	byFirst      map[rune][]string // set phrases that do not count as copied, by their first character
	glossary     []string          // titles of lists that explain terms
	realTerms    []string          // measures whose growth is told at constant prices
	relative     []string          // words whose meaning depends on the day of reading
	notRelative  []string          // longer words that only hold one of them
}

func readLimits(t *tomlfile.Table) limits {
	l := limits{
		thin: t.Int("thin_section"), causes: t.Strings("cause_words"), noCauses: t.Strings("no_cause_phrases"), publishDelay: t.Int("publish_delay"),
		jumpTimes: quantity.NewInt(int64(t.Int("jump_times"))), jumpLeast: quantity.NewInt(int64(t.Int("jump_least"))),
		copiedLeast: t.Int("copied_least"), copiedShare: t.Int("copied_share"), copiedWhole: t.Int("copied_whole"),
		acrossShare: t.Int("across_share"), sameFigures: t.Int("same_figures"), sameLeast: t.Int("same_least"),
		byFirst: map[rune][]string{}, relative: t.Strings("relative_words"), notRelative: t.Strings("not_relative"),
		glossary: t.Strings("glossary_titles"), realTerms: t.Strings("constant_prices"),
	}
	for _, p := range t.Strings("field_phrases") {
		c, _ := decode(p)
		l.byFirst[c] = append(l.byFirst[c], p)
	}
	t.Close()
	return l
}
