package form_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// figures are the figures of a case: of its year, and with @-1 of the year before.
type figures map[form.Ref]figure

type figure struct {
	value quantity.Interval
	state form.State
}

func (fs figures) value(key string, years int) (quantity.Interval, form.State) {
	f := fs[form.Ref{Key: key, Years: years}]
	return f.value, f.state
}

func (fs figures) set(t *testing.T, key, wording string) {
	t.Helper()
	ref := form.Ref{Key: key}
	if k, ok := strings.CutSuffix(key, "@-1"); ok {
		ref = form.Ref{Key: k, Years: -1}
	}
	if wording == "-" {
		return
	}
	if s, ok := form.Absence(wording); ok {
		fs[ref] = figure{state: s}
		return
	}
	q, err := quantity.Parse(wording)
	if n, nerr := quantity.ParseNumber(wording); nerr == nil {
		q.Bounds = quantity.Point(n)
	} else if err != nil {
		t.Fatalf("%s: %s: %v", key, wording, err)
	}
	fs[ref] = figure{q.Bounds, form.Known}
}

// read takes a section: "figures", or the name of a table (t3, t3@-1), whose
// lines are a row and its cells.
func (fs figures) read(t *testing.T, f *form.Form, section, text string) {
	t.Helper()
	id, before := strings.CutSuffix(section, "@-1")
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if section == "figures" {
			fs.set(t, words[0], words[len(words)-1])
			continue
		}
		tab := f.Table(id)
		row := slices.IndexFunc(tab.Rows, func(l form.Line) bool { return l.Key == words[0] })
		if row < 0 {
			t.Fatalf("%s has no row %s", id, words[0])
		}
		cells := words[1:]
		for i := range tab.Columns {
			if !tab.Has(&tab.Rows[row], &tab.Columns[i]) {
				continue
			}
			key := tab.Key(&tab.Rows[row], &tab.Columns[i])
			if before {
				key += "@-1"
			}
			fs.set(t, key, cells[0])
			cells = cells[1:]
		}
		if len(cells) > 0 {
			t.Fatalf("%s: too many cells in row %s", section, words[0])
		}
	}
}

// TestHold runs testdata/hold. The comment of a case begins with the form; the
// section want has every identity that does not simply hold, or is not simply
// unknown for want of any of its figures, with its outcome; unmentioned ones
// of which all figures are given must hold.
func TestHold(t *testing.T) {
	files, _ := filepath.Glob("testdata/hold/*.txt")
	if len(files) < 8 {
		t.Fatalf("%d cases", len(files))
	}
	outcomes := map[form.Outcome]string{form.Unknown: "unknown", form.Holds: "holds", form.Broken: "broken", form.Undefined: "undefined"}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			id, _, _ := strings.Cut(string(ar.Comment), ":")
			f, figs, want := get(t, id), figures{}, map[string]string{}
			for _, section := range ar.Files {
				if section.Name != "want" {
					figs.read(t, f, section.Name, string(section.Data))
					continue
				}
				for _, line := range strings.Split(strings.TrimSpace(string(section.Data)), "\n") {
					if identity, rest, ok := strings.Cut(line, " "); ok {
						want[identity] = strings.TrimSpace(rest)
					}
				}
			}
			for i := range f.Identities {
				identity := &f.Identities[i]
				v := identity.Hold(figs.value)
				got := outcomes[v.Outcome]
				if v.Outcome == form.Broken {
					got += " " + side(v.Left) + " " + string(identity.Rule.Op) + " " + side(v.Right)
				}
				for _, m := range v.Missing {
					got += " " + m.Ref.String()
				}
				expected, told := want[identity.ID]
				delete(want, identity.ID)
				if !told && (v.Outcome == form.Holds || v.Outcome == form.Unknown) {
					continue
				}
				if got != expected {
					t.Errorf("%s: %s, want %s", identity.ID, got, expected)
				}
			}
			for identity := range want {
				t.Errorf("there is no identity %s", identity)
			}
		})
	}
}

func side(i quantity.Interval) string {
	if i.IsPoint() {
		return i.Lo.String()
	}
	return i.String()
}

// TestHoldSound: where figures satisfy a rule, no intervals around them break it.
func TestHoldSound(t *testing.T) {
	rules := []string{"a.t = a.x + a.y", "a.t = 2*a.x - a.y", "a.t + a.x = a.x + a.y@-1", "a.x <= a.t", "a.t >= a.y - a.x", "a.r = a.x / a.t", "a.r = (a.x + a.y) / (a.t + a.x)"}
	rapid.Check(t, func(t *rapid.T) {
		r, err := form.ParseRule(rapid.SampledFrom(rules).Draw(t, "rule"))
		if err != nil {
			t.Fatal(err)
		}
		id := form.Identity{Rule: r}
		exact, wide := figures{}, figures{}
		for _, ref := range r.Refs() {
			n := quantity.NewInt(rapid.Int64Range(0, 30).Draw(t, ref.String()))
			lo := n.Sub(quantity.NewInt(rapid.Int64Range(0, 5).Draw(t, "lo")))
			hi := n.Add(quantity.NewInt(rapid.Int64Range(0, 5).Draw(t, "hi")))
			exact[ref] = figure{quantity.Point(n), form.Known}
			wide[ref] = figure{quantity.Interval{
				Lo: lo, Hi: hi,
				LoOpen: lo.Cmp(n) < 0 && rapid.Bool().Draw(t, "open"), HiOpen: hi.Cmp(n) > 0 && rapid.Bool().Draw(t, "open"),
			}, form.Known}
		}
		if id.Hold(exact.value).Outcome == form.Holds && id.Hold(wide.value).Outcome == form.Broken {
			t.Fatalf("%s: broken around what holds", r.Text)
		}
	})
}
