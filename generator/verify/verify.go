// Package verify proves what a published site, or a pack of one report, states.
// It trusts nothing that it is given but the keys that its caller names: not the
// site, not the list of files that a build writes, not the program's own pages.
//
// Two kinds of proof are told apart. What a sealed report states — every word and
// figure of its page, its files of data, its attachments — is held against its
// record, the record against the agency's log, and the log against its signed
// head. Everything else — styles, navigation, blanks, other pages — is held
// against manifest.json, which anybody could have written anew.
//
// A target is a file system; [Remote] makes one of an address, and is the only
// code below main that asks a network.
package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/generator/pack"
	"fazhi/generator/record"
)

// Options are what a verifier brings along.
type Options struct {
	Keys  []note.Verifier // that logs must be signed with; without any, a log's own key is taken at its word
	Since [][]byte        // signed heads seen earlier
	Words []string        // of the interface
}

// Proof is what something was held against.
type Proof int

// The proofs.
const (
	Signed Proof = iota // the signed record
	Listed              // the list that each build writes, which nobody signs
)

// Mismatch is a file that is not what it should be.
type Mismatch struct {
	File  string
	Proof Proof
	Text  finding.Text
}

// Agency is the log of an agency.
type Agency struct {
	ID     string
	Key    string // the public key that the head is signed with
	Pinned bool   // the caller named it
	Head   ledger.Head
	Signed []byte // the head as it is published, with its signature
	Since  bool   // it was shown to continue a head seen earlier
	Sealed int    // reports that hold, each proved in full or named in a mismatch
	Gone   int    // reports that were withdrawn
}

// Result is what was found out.
type Result struct {
	Agencies   []Agency
	Mismatches []Mismatch // by file
	Notes      []Mismatch // what nobody can prove and a reader should look at
	Files      int        // held against the list
	Pack       bool
}

// ErrNothing says that the target is neither a site nor a pack.
var ErrNothing = errors.New("neither a site nor a pack")

// PartError says that the target is a part of a site, which is never published.
type PartError struct{ Shard string }

func (e *PartError) Error() string { return "part " + e.Shard + " of a site, and no site" }

// manifestName is the unsigned list of a site.
const manifestName = "manifest.json"

// run is one verification.
type run struct {
	Options
	*Result
	target *target
	known  *record.Known
	used   map[string]bool // keys that a log is signed with, by text
	met    map[int]bool    // heads of Since that are of a log here

	held map[string]*record.Record // of the reports that are sealed and hold, by their pages

	corrected map[string]v1.Correction // corrections and withdrawals, by where they are told
	gone      map[string]bool          // pages of reports that were withdrawn

	labels map[string]map[string]string // of indicators, as agency.json has them, by agency and form
}

func begin(t *target, o Options) *run {
	return &run{Options: o, Result: &Result{}, target: t, known: record.Words(o.Words), used: map[string]bool{}, held: map[string]*record.Record{}, met: map[int]bool{},
		corrected: map[string]v1.Correction{}, gone: map[string]bool{}, labels: map[string]map[string]string{}}
}

// Target verifies a site or a pack. An error says that it could not be read at
// all; what is wrong with it stands in the result.
func Target(files fs.FS, o Options) (*Result, error) {
	t, err := open(files)
	if err != nil {
		return nil, err
	}
	r := begin(t, o)
	if t.listable && t.exists(pack.Declaration) {
		r.Pack = true
		err = r.pack()
	} else {
		err = r.site()
	}
	if err != nil {
		return nil, err
	}
	if t.failed != nil {
		return nil, t.failed
	}
	for _, k := range o.Keys {
		if !r.used[keyText(k)] {
			r.signed("", "这里没有用您指定的公钥"+k.Name()+"签名的封存档案：可能被整个删去了", "nothing here is signed with the given key "+k.Name()+"; its log may have been taken out")
		}
	}
	return r.end(), nil
}

// end tells the earlier heads that no log here continues, and gives what was found.
func (r *run) end() *Result {
	for i := range r.Options.Since {
		if !r.met[i] {
			r.signed("", fmt.Sprintf("第%d个以前的树头不是这里任何一份档案的：档案可能被删去、换了密钥", i+1), fmt.Sprintf("earlier head %d is of no log here: a log was taken out, or its key changed", i+1))
		}
	}
	byFile := func(a, b Mismatch) int { return strings.Compare(a.File, b.File) }
	slices.SortStableFunc(r.Mismatches, byFile)
	slices.SortStableFunc(r.Notes, byFile)
	return r.Result
}

func keyText(k note.Verifier) string {
	return k.Name() + "+" + hex.EncodeToString([]byte{byte(k.KeyHash() >> 24), byte(k.KeyHash() >> 16), byte(k.KeyHash() >> 8), byte(k.KeyHash())})
}

func (r *run) signed(file, zh, en string) { r.add(file, Signed, zh, en) }

func (r *run) add(file string, p Proof, zh, en string) {
	r.Mismatches = append(r.Mismatches, Mismatch{file, p, finding.Text{ZH: zh, EN: en}})
}

func (r *run) note(file, zh, en string) {
	if n := (Mismatch{file, Listed, finding.Text{ZH: zh, EN: en}}); !slices.Contains(r.Notes, n) {
		r.Notes = append(r.Notes, n)
	}
}

// site verifies a site: first what is signed, then all files against the list.
func (r *run) site() error {
	data, err := r.target.ReadFile(manifestName)
	if err != nil && !r.target.listable && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var list *v1.Manifest
	if err == nil {
		list = r.manifest(data)
	}
	if list != nil && list.Part != nil {
		return &PartError{list.Part.Shard}
	}
	ids := r.agencies(list)
	if list == nil && err != nil {
		if len(ids) == 0 {
			return ErrNothing
		}
		r.add(manifestName, Listed, "没有清单：样式、导航等没有封存的内容无从核对", "the list is missing: what is not sealed cannot be held against anything")
	}
	for _, id := range ids {
		r.agency(id, siteLayout(id))
	}
	r.claims(list)
	r.feeds()
	r.copies(list)
	if list != nil {
		r.listed(list)
	}
	return nil
}

func (r *run) manifest(data []byte) *v1.Manifest {
	list, whole, err := v1.DecodeManifest(data)
	switch {
	case err != nil:
		r.add(manifestName, Listed, "清单读不出来："+err.Error(), "cannot be read: "+err.Error())
		return nil
	case !whole:
		r.add(manifestName, Listed, "清单不是程序写出来的样子", "is not as a build writes it")
	}
	if list.Draft {
		r.note(manifestName, "这是草稿，不是发布的网站", "these are drafts, not a published site")
	}
	return list
}

// agencies finds the logs: in the list, and in the folders where they can be
// listed, so that taking a log out of the list hides nothing.
func (r *run) agencies(list *v1.Manifest) []string {
	var ids []string
	add := func(name string) {
		id, rest, _ := strings.Cut(name, "/")
		if strings.HasPrefix(rest, "ledger/") && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if list != nil {
		for _, f := range list.Files {
			add(f.Path)
		}
	}
	for _, name := range r.target.names() {
		add(name)
	}
	slices.Sort(ids)
	return ids
}

// listed holds every file against the list.
func (r *run) listed(list *v1.Manifest) {
	proved := map[string]bool{} // files that are named already
	for _, m := range r.Mismatches {
		proved[m.File] = true
	}
	in := map[string]bool{manifestName: true}
	for _, f := range list.Files {
		in[f.Path] = true
		r.Files++
		if proved[f.Path] {
			continue
		}
		sum, size, err := r.target.sum(f.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			r.add(f.Path, Listed, "清单 manifest.json 里有，却找不到这个文件", "stands in manifest.json and is missing")
		case err != nil:
			r.add(f.Path, Listed, "读不出来："+err.Error(), "cannot be read: "+err.Error())
		case sum != f.SHA256 || size != int64(f.Size):
			r.add(f.Path, Listed, "与清单 manifest.json 不符：文件或者清单被改动过", "is not what manifest.json says: it was changed, or the list was")
		}
	}
	for _, name := range r.target.names() {
		if !in[name] && !proved[name] && !besideSite(name) {
			r.add(name, Listed, "不在清单 manifest.json 里：不是生成网站时有的", "does not stand in manifest.json: no build made it")
		}
	}
}

// besideSite tells what may stand beside a site: a note, and what version control
// and servers keep.
func besideSite(name string) bool { return name == "README.md" || strings.HasPrefix(name, ".") }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
