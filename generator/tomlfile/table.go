package tomlfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// Table is one TOML table, read by key and type. A value of the wrong type is
// told and read as absent. A nil Table is an empty one.
type Table struct {
	doc    *doc
	at     string // its path with the numbers of array items, "" or with sep behind
	plain  string // the same without the numbers, as the decoder names keys
	values map[string]any
	used   map[string]bool
}

// Keys gives the keys in the order of the file.
func (t *Table) Keys() []string {
	if t == nil {
		return nil
	}
	type ordered struct {
		key string
		at  int
	}
	all := make([]ordered, 0, len(t.values))
	for k := range t.values {
		all = append(all, ordered{k, t.doc.order[t.plain+k]})
	}
	slices.SortFunc(all, func(a, b ordered) int { return cmp.Or(a.at-b.at, strings.Compare(a.key, b.key)) })
	keys := make([]string, len(all))
	for i := range all {
		keys[i] = all[i].key
	}
	return keys
}

// Broken reports whether the text is not TOML, so that keys may be missing that
// somebody wrote.
func (t *Table) Broken() bool { return t != nil && t.doc.told != nil }

// Has reports whether a key is given, without using it up.
func (t *Table) Has(key string) bool {
	if t == nil {
		return false
	}
	_, ok := t.values[key]
	return ok
}

// Value gives the decoded value as it is: string, int64, float64, bool,
// time.Time, []any, or map[string]any.
func (t *Table) Value(key string) any {
	if t == nil {
		return nil
	}
	t.used[key] = true
	return t.values[key]
}

// kindName says to people what kind of value was expected.
func kindName(kind string) finding.Text {
	switch kind {
	case "string":
		return finding.Text{ZH: "英文引号里的文字", EN: "text in quotation marks"}
	case "int":
		return finding.Text{ZH: "整数，不加引号", EN: "a whole number without quotation marks"}
	case "bool":
		return finding.Text{ZH: "true（是）或 false（否），不加引号", EN: "true or false without quotation marks"}
	case "date":
		return finding.Text{ZH: "日期，形如 2024-01-12，不加引号", EN: "a date like 2024-01-12 without quotation marks"}
	case "time":
		return finding.Text{ZH: "日期和时间，形如 2024-01-26T09:30:00+08:00，不加引号", EN: "a date with time like 2024-01-26T09:30:00+08:00 without quotation marks"}
	case "strings":
		return finding.Text{ZH: "方括号里的若干文字，形如 [\"甲\", \"乙\"]", EN: "texts in brackets like [\"a\", \"b\"]"}
	case "table":
		return finding.Text{ZH: "一组“名称 = 值”", EN: "a table of keys and values"}
	}
	return finding.Text{ZH: "若干组，每组以 [[…]] 开头", EN: "tables, each under [[…]]"}
}

func (t *Table) wrongType(key, kind string) {
	id := "wrong-type"
	if kind == "date" || kind == "time" {
		id = "wrong-date"
	}
	f := finding.Finding{
		ID:       id,
		Message:  finding.Text{ZH: "“" + key + "”的值写法不对", EN: "the value of " + key + " is of the wrong kind"},
		Expected: kindName(kind),
	}
	f.Cure = t.rewrite(key, kind)
	t.Fail(key, f)
}

// get reads a value of one Go type; ok is false where it is absent or wrong.
func get[T any](t *Table, key, kind string) (v T, ok bool) {
	if t == nil {
		return v, false
	}
	t.used[key] = true // asked for, so it is a key that may stand here
	if !t.Has(key) {
		return v, false
	}
	if v, ok = t.Value(key).(T); !ok {
		t.wrongType(key, kind)
	}
	return v, ok
}

// String gives a text, "" where absent.
func (t *Table) String(key string) string {
	s, _ := get[string](t, key, "string")
	return s
}

// Bool gives true or false, false where absent.
func (t *Table) Bool(key string) bool {
	b, _ := get[bool](t, key, "bool")
	return b
}

// Int gives a whole number, 0 where absent.
func (t *Table) Int(key string) int {
	n, _ := get[int64](t, key, "int")
	return int(n)
}

// OneOf gives a text that must be one of a few, "" where absent or wrong.
func (t *Table) OneOf(key string, allowed ...string) string {
	s := t.String(key)
	if s == "" && !t.Has(key) || slices.Contains(allowed, s) {
		return s
	}
	f := finding.Finding{
		ID:       "wrong-value",
		Message:  finding.Text{ZH: "“" + key + "”没有“" + s + "”这个选项", EN: fmt.Sprintf("%s cannot be %q", key, s)},
		Expected: finding.Text{ZH: "以下之一：" + strings.Join(allowed, "、"), EN: "one of " + strings.Join(allowed, ", ")},
	}
	if near := finding.Nearest(s, allowed); near != "" {
		f.Cure = finding.Text{ZH: "是否想写 \"" + near + "\"？", EN: "did you mean \"" + near + "\"?"}
	}
	t.Fail(key, f)
	return ""
}

// Strings gives a list of texts.
func (t *Table) Strings(key string) []string {
	items, ok := get[[]any](t, key, "strings")
	if !ok {
		return nil
	}
	out := make([]string, 0, len(items))
	for _, v := range items {
		s, ok := v.(string)
		if !ok {
			t.wrongType(key, "strings")
			return nil
		}
		out = append(out, s)
	}
	return out
}

// Date gives a day, the zero Date where absent.
func (t *Table) Date(key string) civil.Date {
	v, ok := get[time.Time](t, key, "date")
	if !ok {
		return civil.Date{}
	}
	if v.Location().String() == "time-local" || v.Year() == 0 {
		t.wrongType(key, "date")
		return civil.Date{}
	}
	return civil.Of(v)
}

// Time gives a date with time and zone. A date or time without zone is taken
// as Beijing time; clock reports whether a time of day was given.
func (t *Table) Time(key string) (at time.Time, clock bool) {
	v, ok := get[time.Time](t, key, "time")
	if !ok {
		return time.Time{}, false
	}
	switch v.Location().String() {
	case "time-local":
		t.wrongType(key, "time")
		return time.Time{}, false
	case "date-local", "datetime-local":
		clock = v.Location().String() != "date-local"
		return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), 0, Beijing()), clock
	}
	return v, true
}

// Beijing is the zone of all dates without one: China has a single time, and
// the zone database need not be there.
func Beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// Table gives a table below this one, nil where absent.
func (t *Table) Table(key string) *Table {
	m, ok := get[map[string]any](t, key, "table")
	if !ok {
		return nil
	}
	return t.child(m, key)
}

// Tables gives the tables of an array of tables.
func (t *Table) Tables(key string) []*Table {
	if t == nil {
		return nil
	}
	t.used[key] = true
	if !t.Has(key) {
		return nil
	}
	var maps []map[string]any
	switch v := t.Value(key).(type) {
	case []map[string]any:
		maps = v
	case []any: // inline tables in an array
		for _, item := range v {
			m, ok := item.(map[string]any)
			if !ok {
				t.wrongType(key, "tables")
				return nil
			}
			maps = append(maps, m)
		}
	default:
		t.wrongType(key, "tables")
		return nil
	}
	out := make([]*Table, len(maps))
	for i, m := range maps {
		out[i] = t.child(m, key, index(i))
	}
	return out
}

// child makes the table below a key; item is its number in an array of tables.
func (t *Table) child(m map[string]any, key string, item ...string) *Table {
	at := t.at + key + sep
	for _, number := range item {
		at += number + sep
	}
	return &Table{doc: t.doc, at: at, plain: t.plain + key + sep, values: m, used: make(map[string]bool, len(m))}
}

// Raw gives a value as it is written, quotes and all; TOML floats lose their
// printed form when decoded.
func (t *Table) Raw(key string) string {
	e, ok := t.entry(key)
	if !ok {
		return ""
	}
	return strings.TrimSpace(t.doc.file.Text[e.value.start:e.value.end])
}

func (t *Table) entry(key string) (entry, bool) {
	if t == nil {
		return entry{}, false
	}
	e, ok := t.doc.scan().entries[t.at+key]
	return e, ok
}

// Pos is the place of a key's value, or of the table where the key is absent.
func (t *Table) Pos(key string) finding.Pos {
	if e, ok := t.entry(key); ok {
		return t.doc.file.Pos(e.value.start, e.value.end)
	}
	return t.Here()
}

// KeyPos is the place of a key.
func (t *Table) KeyPos(key string) finding.Pos {
	if e, ok := t.entry(key); ok {
		return t.doc.file.Pos(e.key.start, e.key.end)
	}
	return t.Here()
}

// ItemPos is the place of one item of a list.
func (t *Table) ItemPos(key string, i int) finding.Pos {
	return t.child(nil, key).Pos(index(i))
}

// Here is the place of the table itself: its header, the line that opens the
// front matter, or the file.
func (t *Table) Here() finding.Pos {
	if t == nil {
		return finding.Pos{}
	}
	if e, ok := t.doc.scan().entries[strings.TrimSuffix(t.at, sep)]; ok && t.at != "" {
		return t.doc.file.Pos(e.key.start, e.key.end)
	}
	if t.doc.start > 0 { // front matter: the line that opens it
		return t.doc.file.Pos(max(0, t.doc.start-3), t.doc.start)
	}
	return finding.Pos{File: t.doc.file.Name}
}

// Fail tells an error in the value of a key; the place is filled in. Where
// that place was told already, as text that is not TOML, nothing is added: the
// rest follows from it.
func (t *Table) Fail(key string, f finding.Finding) {
	f.Pos = t.Pos(key)
	f.Severity = finding.Error
	if t.doc.told[placeOf(f.Pos)] {
		return
	}
	t.doc.log.Add(f)
}

// Close tells every key that nobody asked for, with the likely one among those
// that are known: the ones asked for, and more that the caller names.
func (t *Table) Close(known ...string) {
	if t == nil {
		return
	}
	asked := true
	for k := range t.values {
		asked = asked && t.used[k]
	}
	if asked {
		return
	}
	for k := range t.used {
		known = append(known, k)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	for _, key := range t.Keys() {
		if t.used[key] {
			continue
		}
		f := finding.Finding{
			ID: "unknown-key", Severity: finding.Error, Pos: t.KeyPos(key),
			Message: finding.Text{ZH: "没有“" + key + "”这个名称", EN: "there is no key " + key + " here"},
			Cure:    finding.Text{ZH: "检查拼写，或删去这一行", EN: "check the spelling, or delete the line"},
		}
		if len(known) > 0 {
			f.Expected = finding.Text{ZH: "以下之一：" + strings.Join(known, "、"), EN: "one of " + strings.Join(known, ", ")}
		}
		if near := finding.Nearest(key, known); near != "" {
			f.Cure = finding.Text{ZH: "是否想写 " + near + "？", EN: "did you mean " + near + "?"}
		}
		t.doc.log.Add(f)
	}
}
