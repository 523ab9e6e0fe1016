// Package page renders the pages of the site: a typed view for each page type
// and the templates that turn views into HTML. It is the only place that knows
// templates.
//
// A view is plain data, and every link in it is already relative to its page:
// templates compute no addresses, read no files and know no model. The words of
// the interface come from templates/text/<language>.toml; what a view carries
// is content and is printed as it is. The same view gives the same bytes.
//
// A page needs nothing but its own stylesheet and script, which may both fail:
// it has no inline style or script (NotFound's one style is allowed by its
// hash), so that a strict content security policy stands in every page.
package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// Type is a page type: a row of All.
type Type struct {
	Name     string // also the class of <body>
	Template string // below templates/pages
	Zero     View   // an empty view, for checking the template against it
}

// All lists the page types, sorted by name.
func All() []Type {
	return []Type{
		{"across", "across.html", Across{}},
		{"agencies", "agencies.html", Agencies{}},
		{"agency", "agency.html", Agency{}},
		{"checks", "checks.html", Checks{}},
		{"column", "column.html", Column{}},
		{"commitment", "commitment.html", Commitment{}},
		{"commitments", "commitments.html", Commitments{}},
		{"compare", "compare.html", Compare{}},
		{"corrections", "corrections.html", Corrections{}},
		{"home", "home.html", Home{}},
		{"indicator", "indicator.html", Indicator{}},
		{"indicators", "indicators.html", Indicators{}},
		{"matrix", "matrix.html", Matrix{}},
		{"moved", "moved.html", Moved{}},
		{"notfound", "notfound.html", NotFound{}},
		{"plan", "plan.html", Plan{}},
		{"problems", "problems.html", Problems{}},
		{"report", "report.html", Report{}},
		{"search", "search.html", Search{}},
		{"sources", "sources.html", Sources{}},
		{"text", "text.html", Text{}},
		{"tombstone", "tombstone.html", Tombstone{}},
		{"verify", "verify.html", Verify{}},
	}
}

// Set is the templates and words of one language, ready to render. It may be
// used by several goroutines at once.
type Set struct {
	words words
	pages map[string]*template.Template // by Type.Name
	quick map[string]*quick             // of those that can be
	free  sync.Pool                     // of *bytes.Buffer: a page takes one while it is rendered
}

// New reads the words of lang ("zh-CN", "en") and the templates from fsys, the
// templates/ tree. Its errors name the file and line: a template that does not
// parse, a word that is missing, a page type without its template.
func New(fsys fs.FS, lang string) (*Set, error) {
	w, err := readWords(fsys, lang)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	funcs := template.FuncMap{"unbroken": unbroken, "awayRel": func() string { return AwayRel }}
	all := template.New("").Funcs(funcs)
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		text, err := w.expand(fsys, name, string(src))
		if err != nil {
			return nil, err
		}
		if _, err := all.New(path.Base(name)).Parse(text); err != nil {
			return nil, located(err)
		}
	}
	s := &Set{words: w, pages: make(map[string]*template.Template), quick: make(map[string]*quick)}
	for _, t := range All() {
		tmpl := all.Lookup(t.Template)
		if tmpl == nil {
			return nil, fmt.Errorf("page: templates/pages/%s: no such template", t.Template)
		}
		// A template of a workspace's own that asks for what is not there is told now.
		if err := tmpl.Execute(io.Discard, t.Zero); err != nil {
			return nil, located(err)
		}
		s.pages[t.Name] = tmpl
	}
	for _, t := range All() { // now that all are escaped
		if q := compile(s.pages[t.Name], reflect.TypeOf(t.Zero), funcs); q != nil {
			s.quick[t.Name] = q
		}
	}
	return s, nil
}

// located has an error of a template begin with its file and line.
func located(err error) error {
	return fmt.Errorf("templates/pages/%s", strings.TrimPrefix(strings.TrimPrefix(err.Error(), "html/"), "template: "))
}

// Render writes the page of v. Nothing is written when it fails. The quick template is
// tried first; html/template executes what it does not know, and tells what is wrong.
func (s *Set) Render(w io.Writer, v View) error {
	b, ok := s.free.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	defer s.free.Put(b)
	b.Reset()
	if q := s.quick[v.pageType()]; q == nil || !q.render(b, v) {
		b.Reset()
		if err := s.pages[v.pageType()].Execute(b, v); err != nil {
			return fmt.Errorf("page: %w", err)
		}
	}
	data := b.Bytes()
	if s.words["lang"] == "en" {
		data = markChinese(data)
	}
	_, err := w.Write(data)
	return err
}

// Word returns the interface's word for key, such as "site.quote", with args in
// its places {}, for labels that a caller composes. An unknown key comes back in
// brackets: a word is missing, and no input of the user's can do that.
func (s *Set) Word(key string, args ...any) string {
	word, ok := s.words[key]
	if !ok {
		return "[" + key + "]"
	}
	for _, arg := range args {
		word = strings.Replace(word, "{}", fmt.Sprint(arg), 1)
	}
	return word
}

// Table returns the words of one table of the interface, by their keys in it.
func (s *Set) Table(name string) map[string]string {
	out := map[string]string{}
	for key, word := range s.words {
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			out[rest] = word
		}
	}
	return out
}

// phrases are the words that most titles here are made of.
var phrases = regexp.MustCompile(`[0-9]{4}年度?|年度报告|年度|情况报告|工作报告|报告|工作总结|总结|法治政府建设|政府信息公开|（[^（）]{1,8}）`)

// unbroken is a title as HTML in which a line breaks only between phrases, the
// agency's name with what stands before it being one (GB/T 9704: 回行时词意完整).
// A name may be wider than a narrow screen, and breaks only there.
func unbroken(title, agency string) template.HTML {
	const open, end = `<span class="unbroken">`, `</span>`
	name, rest := "", title
	if i := strings.Index(title, agency); agency != "" && i >= 0 {
		name, rest = title[:i+len(agency)], title[i+len(agency):]
	}
	if name != "" {
		name = `<span class="name-whole">` + template.HTMLEscapeString(name) + end
	}
	rest = phrases.ReplaceAllString(template.HTMLEscapeString(rest), open+"$0"+end)
	return template.HTML(name + rest)
}
