package form

import (
	"sync"

	"github.com/BurntSushi/toml"

	"fazhi/templates"
)

// PromiseKind is a kind of public commitment.
type PromiseKind struct {
	ID    string
	Label string
	EN    string
}

// PromiseKinds gives the kinds of commitments in the order of
// templates/commitments.toml. The list is the program's own, like the units: what
// a kind means must be the same on every site.
func PromiseKinds() []PromiseKind { return promiseKinds() }

var promiseKinds = sync.OnceValue(func() []PromiseKind {
	var file struct {
		Kinds map[string][2]string
	}
	meta, err := toml.DecodeFS(templates.FS, "commitments.toml", &file)
	if err != nil {
		panic("templates/commitments.toml: " + err.Error()) // embedded; a test reads it
	}
	var out []PromiseKind
	for _, key := range meta.Keys() {
		if len(key) == 2 {
			words := file.Kinds[key[1]]
			out = append(out, PromiseKind{ID: key[1], Label: words[0], EN: words[1]})
		}
	}
	return out
})
