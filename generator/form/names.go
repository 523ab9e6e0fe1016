package form

import (
	"slices"
	"strings"
)

// index finds indicators by key and by name.
type index struct {
	keys  map[string]int   // key -> place in Indicators
	names map[string][]int // label or alias -> places, in order
}

func (f *Form) reindex() {
	f.names = index{
		keys:  make(map[string]int, len(f.Indicators)),
		names: make(map[string][]int, 2*len(f.Indicators)),
	}
	for i := range f.Indicators {
		ind := &f.Indicators[i]
		f.names.keys[ind.Key] = i
		f.names.add(ind.Label, i)
		for _, a := range ind.Aliases {
			f.names.add(a, i)
		}
	}
}

func (x *index) add(name string, i int) {
	if at := x.names[name]; !slices.Contains(at, i) {
		x.names[name] = append(at, i)
	}
}

// Indicator gives an indicator by key, nil where there is none.
func (f *Form) Indicator(key string) *Indicator {
	if i, ok := f.names.keys[key]; ok {
		return &f.Indicators[i]
	}
	return nil
}

// Lookup finds an indicator by key, label or alias. A name that fits several
// gives no indicator but the keys that it could mean; an unknown one gives
// neither.
func (f *Form) Lookup(name string) (*Indicator, []string) {
	name = strings.TrimFunc(name, blank)
	if i := f.Indicator(name); i != nil {
		return i, nil
	}
	at := f.names.names[name]
	if len(at) == 1 {
		return &f.Indicators[at[0]], nil
	}
	var keys []string
	for _, i := range at {
		keys = append(keys, f.Indicators[i].Key)
	}
	return nil, keys
}

// Names gives every key, label and alias, sorted: what Lookup knows, for
// "did you mean".
func (f *Form) Names() []string {
	names := make([]string, 0, len(f.names.keys)+len(f.names.names))
	for key := range f.names.keys {
		names = append(names, key)
	}
	for name := range f.names.names {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
