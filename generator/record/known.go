package record

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/quantity"
)

// Known is the words that may stand on a page beside the statements of a report:
// those of the interface, and whatever stands in the records.
type Known struct {
	words    map[string]bool
	patterns []*regexp.Regexp
	sealed   map[string]bool // texts of records
	pool     string          // all of them
	counts   map[string]bool // numbers that words may be filled with: years, revisions
	sizes    []string        // of files that were proved
	rows     map[int]map[string]*v1.Row
	year     int
}

// Words prepares the words of the interface, in which {} stands for what is
// filled in, to be held against pages.
func Words(words []string) *Known {
	k := &Known{words: map[string]bool{}}
	for _, w := range words {
		if w = tidy(w); !strings.Contains(w, "{}") {
			k.words[w] = true
			continue
		}
		literal := strings.ReplaceAll(w, "{}", "")
		if strings.IndexFunc(literal, unicode.IsLetter) < 0 {
			continue // would let anything stand
		}
		parts := strings.Split(w, "{}")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		if re, err := regexp.Compile("^" + strings.Join(parts, "(.*?)") + "$"); err == nil {
			k.patterns = append(k.patterns, re)
		}
	}
	return k
}

// With gives the words together with what records say: all revisions of the
// report of a year, and that of the year before where it is sealed too. sizes are
// those of the report's files, in bytes.
func (k *Known) With(year int, sizes []int64, records ...*Record) *Known {
	out := &Known{words: k.words, patterns: k.patterns, year: year, sealed: map[string]bool{}, counts: map[string]bool{}, rows: map[int]map[string]*v1.Row{}}
	var pool strings.Builder
	add := func(s string) {
		if s = tidy(s); s != "" && !out.sealed[s] {
			out.sealed[s] = true
			pool.WriteString(s + "\n")
		}
	}
	out.counts[strconv.Itoa(year)], out.counts[strconv.Itoa(year-1)] = true, true
	for _, r := range records {
		out.take(r, add)
	}
	for _, n := range sizes {
		out.sizes = append(out.sizes, sizeWords(n))
	}
	slices.SortFunc(out.sizes, func(a, b string) int { return len(b) - len(a) })
	out.pool = pool.String()
	return out
}

func (k *Known) take(r *Record, add func(string)) {
	data, err := r.Encode()
	if err != nil {
		return
	}
	add(r.Hash())
	add(strings.ToUpper(r.Hash()[:12]))
	if r.Year == k.year {
		k.counts[strconv.Itoa(r.Revision)] = true
	}
	var tree any
	if json.Unmarshal(data, &tree) == nil { // all of it that is text
		eachString(tree, add)
	}
	if r.Report == nil {
		return
	}
	for _, s := range r.Report.Sources {
		for _, t := range stringsOf(s) {
			add(t)
		}
	}
	if k.rows[r.Year] == nil || r.Year != k.year {
		k.rows[r.Year] = map[string]*v1.Row{}
	}
	for i := range r.Report.Figures {
		k.rows[r.Year][r.Report.Figures[i].Key] = &r.Report.Figures[i]
	}
}

// sizeWords is a size as pages print it.
func sizeWords(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// Verdict says what is to be thought of a piece.
type Verdict int

// The verdicts.
const (
	Fine   Verdict = iota
	Unsure         // a short word that nobody knows, where words of the interface stand
	Wrong          // neither sealed nor a word of the interface
)

// longestLabel is how many characters an unknown word may have where the
// interface has labels. A figure or a sentence is never taken for one.
const longestLabel = 16

// Judge tells whether a piece may stand where it does.
func (k *Known) Judge(p Piece) Verdict {
	short := utf8.RuneCountInString(p.Text) <= longestLabel && !hasDigit(p.Text)
	switch {
	case strings.IndexFunc(p.Text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0, p.Place == Link:
		return Fine
	case p.Place == Label && numeric.MatchString(p.Text) && k.counts[p.Text]: // a year, which English writes alone
		return Fine
	case p.Key != "" && hasDigit(p.Text):
		return k.judgeExact(p)
	case k.holds(k.withoutSizes(p.Text), 0):
		return Fine
	case p.Place == Terms, p.Place != Loose && short:
		return Unsure
	}
	return Wrong
}

// judgeExact holds the interval that a page prints beside a wording against the
// figure's own bounds. That of the year before is for that year's record to
// prove; where it is not sealed, or this report states another wording of it,
// nobody can.
func (k *Known) judgeExact(p Piece) Verdict {
	year := k.year
	if p.Place == Before {
		year--
	}
	row, own := k.rows[year][p.Key], k.rows[k.year][p.Key]
	switch {
	case row != nil && (means(p.Text, row, written) || means(p.Text, row, shortened)):
		return Fine
	case p.Place == Before && (row == nil || own != nil && own.Before != ""):
		return Unsure
	}
	return Wrong
}

// means reports whether a text says where a value lies, with its unit and no other
// number or scale behind it.
func means(text string, r *v1.Row, number func(string) string) bool {
	rest, ok := strings.CutPrefix(text, meaning(r, number))
	return ok && strings.HasSuffix(rest, r.Unit) && !hasDigit(rest) && !strings.ContainsAny(strings.TrimSuffix(rest, r.Unit), "万亿")
}

// written leaves a number as its record has it.
func written(number string) string { return number }

// shortened writes a number as reports do: 600万. Pages wrote 6000000 before.
func shortened(number string) string {
	n, err := quantity.ParseNumber(number)
	if err != nil {
		return number
	}
	return quantity.Print(n, "")
}

// meaning says where a value lies in the words that pages use.
func meaning(r *v1.Row, number func(string) string) string {
	lo, hi := "不少于", "不超过"
	if r.LoOpen {
		lo = "大于"
	}
	if r.HiOpen {
		hi = "小于"
	}
	switch {
	case !r.Approx:
		return r.Value
	case r.Lo == "":
		return hi + number(r.Hi)
	case r.Hi == "":
		return lo + number(r.Lo)
	}
	return lo + number(r.Lo) + "、" + hi + number(r.Hi)
}

func (k *Known) withoutSizes(s string) string {
	for _, size := range k.sizes {
		s = strings.ReplaceAll(strings.ReplaceAll(s, " · "+size, ""), " "+size, "")
	}
	return s
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

var (
	dateWords = regexp.MustCompile(`^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日( [0-9]{2}:[0-9]{2})?$`)
	fileWords = regexp.MustCompile(`^([A-Z]{2,5}|SHA-256|·)$`)
	shortHash = regexp.MustCompile(`^[0-9a-f]{12,}…$`)
	numeric   = regexp.MustCompile(`^[0-9][0-9,.%]*$`)
)

// holds tells whether a text is a word of the interface, stands in a record, or is
// made of such.
func (k *Known) holds(s string, depth int) bool {
	s = tidy(s)
	switch {
	case s == "" || k.words[s] || k.sealed[s] && !numeric.MatchString(s):
		return true
	case utf8.RuneCountInString(s) >= 4 && !numeric.MatchString(s) && strings.Contains(k.pool, s):
		return true
	case shortHash.MatchString(s):
		return strings.Contains(k.pool, strings.TrimSuffix(s, "…"))
	case dateWords.MatchString(s):
		return strings.Contains(k.pool, isoOf(s))
	case depth > 2:
		return false
	}
	for _, re := range k.patterns {
		long := utf8.RuneCountInString(re.String()) > longSentence // it counts what is no figure of the report
		if m := re.FindStringSubmatch(s); m != nil && !slices.ContainsFunc(m[1:], func(f string) bool { return !k.fills(f, depth, long) }) {
			return true
		}
	}
	for _, sep := range []string{"。", ". ", " · ", " ", "、", "，", "：", "；"} {
		if parts := strings.Split(s, sep); len(parts) > 1 {
			return !slices.ContainsFunc(parts, func(p string) bool {
				return !fileWords.MatchString(p) && !k.holds(p, depth+1) && !((sep == "。" || sep == ". ") && k.holds(p+strings.TrimSpace(sep), depth+1))
			})
		}
	}
	return false
}

// longSentence is from how many characters on a word of the interface is a
// sentence of its own, in which a small number may be filled.
const longSentence = 30

// fills tells whether something may stand in a word's {}: what is sealed, a year
// in question, a revision, in a sentence a small number.
func (k *Known) fills(s string, depth int, sentence bool) bool {
	switch {
	case utf8.RuneCountInString(s) == 1 && s >= "①" && s <= "⑳":
		return true
	case numeric.MatchString(s):
		return k.counts[s] || sentence && len(s) <= 3
	}
	return s != "" && k.holds(s, depth+1)
}

func isoOf(date string) string {
	n := numbers(date)
	return fmt.Sprintf("%04d-%02d-%02d", n[0], n[1], n[2])
}

// stringsOf gives the texts in a source of TOML, or in the front matter of a
// narrative, without the marks that TOML writes them with.
func stringsOf(s Source) []string {
	text := s.Text
	if strings.HasSuffix(s.Path, ".md") {
		_, text, _ = strings.Cut(text, "+++\n")
		text, _, _ = strings.Cut(text, "\n+++")
	}
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		return nil
	}
	var out []string
	eachString(tree, func(s string) { out = append(out, s) })
	return out
}

func eachString(v any, do func(string)) {
	switch v := v.(type) {
	case string:
		do(v)
	case map[string]any:
		for _, key := range sortedKeys(v) {
			eachString(v[key], do)
		}
	case []any:
		for _, one := range v {
			eachString(one, do)
		}
	case []map[string]any:
		for _, one := range v {
			eachString(one, do)
		}
	}
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
