package tomlfile

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

func parse(text string) (*Table, *finding.List) {
	var log finding.List
	return Parse(textfile.New("a.toml", text), &log), &log
}

func TestReading(t *testing.T) {
	tab, log := parse(`name = "甲"
n = 12
on = true
day = 2024-02-29
at = 2024-01-26T09:30:00+08:00
local = 2024-01-26
list = ["一", "二"]
rate = 18.10
[sub]
a.b = 1
[[item]]
x = "1"
[[item]]
x = "2"
`)
	if got := tab.String("name"); got != "甲" {
		t.Errorf("name %q", got)
	}
	if tab.Int("n") != 12 || !tab.Bool("on") || tab.Date("day").String() != "2024-02-29" {
		t.Error("int, bool or date")
	}
	if at, clock := tab.Time("at"); !clock || at.Hour() != 9 {
		t.Errorf("time %v %v", at, clock)
	}
	if at, clock := tab.Time("local"); clock || at.In(Beijing()).Day() != 26 {
		t.Errorf("a date without time: %v %v", at, clock)
	}
	if got := strings.Join(tab.Strings("list"), ""); got != "一二" {
		t.Errorf("list %q", got)
	}
	if got := tab.Raw("rate"); got != "18.10" {
		t.Errorf("a float lost its printed form: %q", got)
	}
	items := tab.Tables("item")
	if len(items) != 2 || items[1].String("x") != "2" {
		t.Fatalf("items %v", items)
	}
	if got := items[1].Pos("x").String(); got != "a.toml:14:5" {
		t.Errorf("place of the second item's x: %s", got)
	}
	if got := tab.ItemPos("list", 1).String(); got != "a.toml:7:14" {
		t.Errorf("place of a list item: %s", got)
	}
	if got := strings.Join(tab.Keys(), " "); got != "name n on day at local list rate sub item" {
		t.Errorf("order of the file: %s", got)
	}
	if len(*log) > 0 {
		t.Errorf("findings %v", *log)
	}
	tab.Table("sub")
	tab.Close()
	if tab.Value("rate"); len(*log) != 1 {
		t.Errorf("Close tells the key that nobody asked for, once: %v", *log)
	}
}

// One slip must not hide the next, nor a good value behind it.
func TestRecovery(t *testing.T) {
	tab, log := parse("a = 近8万件\nb：5\nc = \"好\"\nd = [1, 2\ne = \"也好\"\nf = \"a\\q\"\ng = 7\n")
	for key, want := range map[string]string{"c": "好", "e": "也好", "a": "近8万件"} {
		if got := tab.String(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if tab.Int("g") != 7 || tab.Int("b") != 5 {
		t.Error("numbers behind the slips")
	}
	log.Sort()
	var lines []string
	for _, f := range *log {
		lines = append(lines, itoa(f.Pos.Line))
	}
	if got := strings.Join(lines, " "); got != "1 2 4 6" {
		t.Errorf("told on lines %s, want 1 2 4 6: %v", got, *log)
	}
}

func TestNilTable(t *testing.T) {
	var tab *Table
	tab.Close()
	if tab.String("a") != "" || tab.Tables("b") != nil || tab.Keys() != nil || tab.Has("c") || tab.Table("d") != nil {
		t.Error("a nil table is an empty one")
	}
}

// FuzzParse holds the scanner against the decoder: whatever the decoder takes
// as TOML has the same keys at places of the text, and nothing ever panics.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"a = 1\n[b.c]\nd = \"x\"\n[[e]]\nf = [1, {g = 2}]", "［a］\nb ＝ “c”", "a = '''\nx\n'''\n\"b c\" = 1979-05-27T07:32:00Z",
		"a = 1,234\nb = 2024/1/1\nc = 是", "a.b.c = 1\na.b.d = [[1],[2]]", "[[[[[[", "a = \"\"\"x\"\"\"\"\"", "受办 = 近8万", "a = {b = 1, c = {d = 2}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, _, ok := textfile.Decode("a.toml", []byte(text))
		if !ok {
			return
		}
		var log finding.List
		tab := Parse(file, &log)
		walk(tab, 0)
		for _, g := range log {
			if g.Pos.Line < 0 || g.Message.ZH == "" || g.Message.EN == "" {
				t.Fatalf("finding without words: %+v", g)
			}
		}
		var plain map[string]any
		meta, err := toml.Decode(file.Text, &plain)
		if (err != nil) != (len(log) > 0 && tab.Broken()) && !nestsDeep(file.Text) {
			t.Fatalf("decoder says %v, findings %v", err, log)
		}
		if err != nil || strings.Contains(file.Text, sep) {
			return
		}
		s := scan(file, 0, len(file.Text))
		for _, k := range meta.Keys() {
			if len(k) == 1 && s.entries[k[0]] == (entry{}) && len(s.log) == 0 {
				t.Fatalf("no place for key %q", k)
			}
		}
	})
}

func walk(t *Table, depth int) {
	if t == nil || depth > 40 {
		return
	}
	for _, k := range t.Keys() {
		switch t.Value(k).(type) {
		case map[string]any:
			walk(t.Table(k), depth+1)
		case []map[string]any:
			for _, sub := range t.Tables(k) {
				walk(sub, depth+1)
			}
		}
		t.Pos(k)
		t.KeyPos(k)
		t.Raw(k)
	}
	t.Close()
}

func itoa(n int) string { return index(n) }
