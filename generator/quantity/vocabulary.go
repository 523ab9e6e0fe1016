package quantity

import (
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fazhi/templates"
)

// unit is one entry of the closed core, or a unit read from the text.
type unit struct {
	name       string // canonical
	kind       Kind
	big        bool // states a measure or price, also in a quoted name
	arabicOnly bool // a Chinese numeral before it numbers rather than counts
	ge         bool // written with 个 before it
}

// verb makes growth of a number.
type verb struct {
	sign       int
	transitive bool // 减少: an absolute amount falls only where the wording compares
}

// cell is the unit of a table's column, as its printed head states it.
type cell struct {
	unit  string
	scale int32
}

// vocabulary is units.toml, compiled.
type vocabulary struct {
	units     *trie[unit]
	before    *trie[bound] // approximation before a number
	inside    *trie[bound] // between number and unit
	after     *trie[bound] // behind the unit
	notBehind *trie[bool]  // behind 以上 and 以下
	within    *trie[bound] // behind a duration
	bare      *trie[bound] // before a numeral that begins with its scale
	verbs     *trie[verb]  // growth
	changes   *trie[bool]  // change
	arrows    *trie[bool]
	glue      *trie[bool] // between verb and number
	compare   *trie[bool] // 同比
	lead      *trie[bool] // between 同比 and the verb
	names     *trie[bool] // after 三年
	notNames  *trie[bool]
	slogans   *trie[bool]     // after 四个
	nouns     *trie[bool]     // after 三名
	grades    *trie[bool]     // after 500, 四: what makes a class of a number
	labels    *trie[[]string] // from the first numeral on; value: what must stand before it
	hotlines  *trie[bool]
	idBefore  *trie[bool]
	nameFront *trie[bool] // before a number of a name
	valueOf   *trie[bool] // before a number without unit
	cells     *trie[cell]
	alias     map[string]string
	same      map[string]int
	geUnit    map[string]bool
	starts    [1 << 16 / 64]uint64 // the characters at which reading begins
}

// file is units.toml as written.
type file struct {
	Unit []struct {
		Kind, Words string
		Big         bool
	}
	AfterGe    words `toml:"after_ge"`
	ArabicOnly words `toml:"arabic_only"`
	Alias      map[string]string
	Synonyms   []words
	Word       []struct{ Place, Bounds, Words string }
	NotBehind  words `toml:"not_behind"`
	Verb       []struct {
		Sign       int
		Transitive bool
		Words      string
	}
	Glue struct {
		AfterVerb  list `toml:"after_verb"`
		Compare    list
		BeforeVerb list `toml:"before_verb"`
	}
	Change       struct{ Verbs, Arrow list }
	NameAfter    words `toml:"name_after"`
	NotNameAfter words `toml:"not_name_after"`
	SloganAfter  words `toml:"slogan_after"`
	NameNoun     words `toml:"name_noun"`
	Grade        words
	Label        words
	Hotline      words
	IDBefore     words `toml:"id_before"`
	LabelBefore  words `toml:"label_before"`
	ValueBefore  words `toml:"value_before"`
	Cell         []struct {
		Unit, Words string
		Scale       int32
	}
}

// list is a string of words parted by blanks.
type list string

type words struct{ Words list }

func (l list) each() []string { return strings.Fields(string(l)) }

// core is the compiled vocabulary of the program.
func core() *vocabulary { return compiled() }

var compiled = sync.OnceValue(func() *vocabulary {
	b, err := templates.FS.ReadFile("units.toml")
	if err != nil {
		panic(err) // the file is part of the program
	}
	v, err := compile(b)
	if err != nil {
		panic(fmt.Errorf("units.toml: %w", err))
	}
	return v
})

// compile reads units.toml; what it does not know is an error.
func compile(b []byte) (*vocabulary, error) {
	var f file
	meta, err := toml.Decode(string(b), &f)
	if err != nil {
		return nil, err
	}
	if keys := meta.Undecoded(); len(keys) > 0 {
		return nil, fmt.Errorf("unknown key %v", keys[0])
	}
	v := &vocabulary{
		notBehind: set(false, f.NotBehind.Words),
		changes:   set(false, f.Change.Verbs), arrows: set(false, f.Change.Arrow),
		glue: set(true, f.Glue.AfterVerb), compare: set(true, f.Glue.Compare), lead: set(true, f.Glue.BeforeVerb),
		names: set(false, f.NameAfter.Words), notNames: set(false, f.NotNameAfter.Words), slogans: set(false, f.SloganAfter.Words), nouns: set(false, f.NameNoun.Words),
		grades:   set(false, f.Grade.Words),
		hotlines: set(false, f.Hotline.Words), idBefore: set(true, f.IDBefore.Words),
		nameFront: set(true, f.LabelBefore.Words), valueOf: set(true, f.ValueBefore.Words),
		alias: f.Alias, same: map[string]int{}, geUnit: map[string]bool{},
		cells: newTrie[cell](true), verbs: newTrie[verb](true),
	}
	for _, s := range f.Verb {
		for _, w := range list(s.Words).each() {
			v.verbs.add(w, verb{s.Sign, s.Transitive})
		}
	}
	for _, s := range f.Cell {
		for _, w := range list(s.Words).each() {
			v.cells.add(w, cell{s.Unit, s.Scale})
		}
	}
	for i, s := range f.Synonyms {
		for _, w := range s.Words.each() {
			v.same[w] = i + 1
		}
	}
	if err := v.compileUnits(&f); err != nil {
		return nil, err
	}
	v.compileLabels(f.Label.Words)
	return v, v.compileWords(&f)
}

func set(back bool, l list) *trie[bool] {
	t := newTrie[bool](back)
	for _, w := range l.each() {
		t.add(w, true)
	}
	return t
}

func (v *vocabulary) compileUnits(f *file) error {
	kinds := map[string]Kind{"count": Count, "money": Money, "duration": Duration, "measure": Measure, "multiple": Multiple}
	v.units = newTrie[unit](false)
	arabicOnly := map[string]bool{}
	for _, w := range f.ArabicOnly.Words.each() {
		arabicOnly[w] = true
	}
	for _, w := range f.AfterGe.Words.each() {
		v.geUnit[w] = true
	}
	for _, s := range f.Unit {
		kind, ok := kinds[s.Kind]
		if !ok {
			return fmt.Errorf("unit kind %q is none of count, money, duration, measure, multiple", s.Kind)
		}
		for _, w := range list(s.Words).each() {
			u := unit{name: w, kind: kind, big: s.Big, arabicOnly: arabicOnly[w], ge: v.geUnit[w]}
			if a, ok := f.Alias[w]; ok {
				u.name = a
			}
			v.units.add(w, u)
			if u.ge {
				v.units.add("个"+w, u)
			}
		}
	}
	point := unit{name: "百分点", kind: Percent, big: true, ge: true}
	v.units.add("百分点", point)
	v.units.add("个百分点", point)
	for _, w := range []string{"%", "％", "﹪", "℅"} {
		v.units.add(w, unit{name: "%", kind: Percent, big: true})
	}
	v.units.add("‰", unit{name: "‰", kind: Percent, big: true})
	return nil
}

func (v *vocabulary) compileWords(f *file) error {
	v.before, v.inside, v.after = newTrie[bound](true), newTrie[bound](false), newTrie[bound](false)
	v.within, v.bare = newTrie[bound](false), newTrie[bound](true)
	places := map[string]*trie[bound]{"before": v.before, "inside": v.inside, "after": v.after, "duration": v.within, "bare": v.bare}
	for _, s := range f.Word {
		t, ok := places[s.Place]
		if !ok {
			return fmt.Errorf("word place %q is none of before, inside, after, duration, bare", s.Place)
		}
		b, err := parseBound(s.Bounds)
		if err != nil {
			return err
		}
		for _, w := range list(s.Words).each() {
			t.add(w, b)
		}
	}
	return nil
}

// triggers are the characters at which an expression is looked for; what
// stands before them belongs to it by looking back.
const triggers = "〇零○一二两三四五六七八九十百千万亿几数半翻首每第０１２３４５６７８９"

func (v *vocabulary) compileLabels(l list) {
	for _, r := range triggers {
		v.starts[r/64] |= 1 << (r % 64)
	}
	v.labels = newTrie[[]string](false)
	for _, w := range l.each() {
		i := strings.IndexAny(w, triggers+"0123456789")
		if i < 0 {
			continue
		}
		fronts, _ := v.labels.get(w[i:])
		v.labels.add(w[i:], append(fronts, w[:i]))
	}
}
