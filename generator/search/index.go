// Package search makes the search of an agency, or of the portal: an index of
// every pair of neighbouring characters, cut into small files that a page loads
// as it needs them, and a list in the order of pinyin and strokes for those who
// have no scripts. It does no I/O and knows neither the model nor HTML.
//
// Chinese has no blanks between words, and no list of words knows those of an
// office; so every character and every pair is a term. A query is folded like the
// text (Fold), the documents that have all of its pairs are found in the index,
// and whether they have the query itself is looked up in their text.
//
// All files are scripts, since a page from disk may load nothing else: a call of
// fazhiSearch with JSON. They stand in a folder that is named by their hash, so
// that no browser joins those of two builds. templates/assets/search/ has the
// other side.
package search

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Document is one page that is searched. All paths are as seen from the folder of
// the page of the search.
type Document struct {
	Name  string // of its file: fzzf-2023
	Title string
	Path  string
	Note  string   // what stands beside the title: region and level
	Years []int    // that it is of
	Form  string   // id of a Choice, "" for a page that is of none
	Lines []string // what is said at its head and found in it: title, document number
	Parts []Part
}

// Part is a run of lines under one heading.
type Part struct {
	Href  string   `json:"href,omitempty"`  // where it stands: #s1-2, or another page; "" for the document
	Name  string   `json:"name,omitempty"`  // its heading
	Roles []string `json:"roles,omitempty"` // ids of Choices
	Lines []string `json:"lines"`           // a paragraph, a row of a table, an item of a list each
}

// Choice is one of the values of a filter.
type Choice struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Text is all that is searched of a document, a line each.
func (d *Document) Text() string {
	lines := slices.Clone(d.Lines)
	for _, p := range d.Parts {
		lines = append(lines, p.Lines...)
	}
	return strings.Join(lines, "\n")
}

// File is one file of an index, its name relative to the folder of the page.
type File struct {
	Name string
	Data []byte
}

// Index is the index of some documents.
type Index struct {
	docs         []Document
	forms, roles []Choice
	shards       []shard
}

// New makes the index of documents, which are found in the order given. Of forms
// and roles those are offered as filters that a document has.
func New(docs []Document, forms, roles []Choice) *Index {
	postings := map[gram][]int{}
	for i := range docs {
		seen := map[gram]bool{}
		grams(Fold(docs[i].Text()), func(g gram) {
			if !seen[g] {
				seen[g] = true
				postings[g] = append(postings[g], i)
			}
		})
	}
	terms := make([]term, 0, len(postings))
	for g, p := range postings {
		terms = append(terms, term{g, encodePosting(p, len(docs))})
	}
	slices.SortFunc(terms, func(a, b term) int { return a.gram.compare(b.gram) })
	x := &Index{docs: docs, shards: pack(terms)}
	for _, f := range forms {
		if slices.ContainsFunc(docs, func(d Document) bool { return d.Form == f.ID }) {
			x.forms = append(x.forms, f)
		}
	}
	for _, r := range roles {
		if slices.ContainsFunc(docs, func(d Document) bool { return slices.Contains(d.roles(), r.ID) }) {
			x.roles = append(x.roles, r)
		}
	}
	return x
}

func (d *Document) roles() []string {
	all := map[string]bool{}
	for _, p := range d.Parts {
		for _, r := range p.Roles {
			all[r] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// head is the file that a page loads first.
type head struct {
	Docs   []headDoc `json:"docs"`
	Forms  []Choice  `json:"forms,omitempty"`
	Roles  []Choice  `json:"roles,omitempty"`
	Shards []string  `json:"shards"` // the first gram of each
}

// headDoc is a document in it. What of it can be told from others is left out.
type headDoc struct {
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Path  string   `json:"path"`
	Note  string   `json:"note,omitempty"`
	Years []int    `json:"years,omitempty"`
	Form  string   `json:"form,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// textFile is the text of a document: what it says of itself, then its parts.
type textFile struct {
	Doc   string   `json:"doc"`
	Lines []string `json:"lines"`
	Parts []Part   `json:"parts,omitempty"`
}

// hashLen is how many hexadecimal digits of the files' hash their folder's name
// has.
const hashLen = 12

// Files gives the folder of the index and its files, named from there: head.js,
// the shards 0.js, 1.js and so on, and the texts text/<name>.js.
func (x *Index) Files() (dir string, files []File, err error) {
	h := head{Docs: []headDoc{}, Forms: x.forms, Roles: x.roles, Shards: []string{}}
	for i := range x.docs {
		d := &x.docs[i]
		h.Docs = append(h.Docs, headDoc{d.Name, d.Title, d.Path, d.Note, d.Years, d.Form, d.roles()})
		lines := d.Lines
		if lines == nil {
			lines = []string{}
		}
		f, err := script("text/"+d.Name+".js", "text", textFile{d.Name, lines, d.Parts})
		if err != nil {
			return "", nil, err
		}
		files = append(files, f)
	}
	for i, s := range x.shards {
		h.Shards = append(h.Shards, s.from.String())
		f, err := script(fmt.Sprintf("%d.js", i), "shard", s.content(i))
		if err != nil {
			return "", nil, err
		}
		files = append(files, f)
	}
	f, err := script("head.js", "head", h)
	if err != nil {
		return "", nil, err
	}
	files = append(files, f)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%s %d\n", f.Name, len(f.Data))
		sum.Write(f.Data)
	}
	return hex.EncodeToString(sum.Sum(nil))[:hashLen], files, nil
}

// script wraps data into a call of the page's script.
func script(name, call string, data any) (File, error) {
	var b strings.Builder
	b.WriteString(opening(call))
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return File{}, fmt.Errorf("search: %s: %w", name, err)
	}
	// JSON is a part of the language; the page's script may be missing.
	return File{name, []byte(strings.TrimSuffix(b.String(), "\n") + closing)}, nil
}

const closing = ");\n"

func opening(call string) string { return "fazhiSearch." + call + "(" }

// unscript reads what script wrote.
func unscript(data []byte, call string, into any) error {
	inner, ok := strings.CutPrefix(string(data), opening(call))
	inner, ok2 := strings.CutSuffix(inner, closing)
	if !ok || !ok2 {
		return fmt.Errorf("search: no file of fazhiSearch.%s", call)
	}
	return json.Unmarshal([]byte(inner), into)
}
