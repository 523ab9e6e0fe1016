package page

import (
	"bytes"
	"html/template"
	"io"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fazhi/templates"
)

// same renders a view in both ways.
func same(t *testing.T, s *Set, v View) {
	t.Helper()
	var slow, fast bytes.Buffer
	if err := s.pages[v.pageType()].Execute(&slow, v); err != nil {
		t.Fatal(err)
	}
	if q := s.quick[v.pageType()]; q == nil {
		t.Fatalf("%s is not quick", v.pageType())
	} else if !q.render(&fast, v) {
		return // left to html/template
	}
	if a, b := slow.String(), fast.String(); a != b {
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		t.Fatalf("%s: html/template writes\n%q\nquick\n%q", v.pageType(), a[max(0, at-80):min(len(a), at+80)], b[max(0, at-80):min(len(b), at+80)])
	}
}

// TestQuick holds the pages of the program against html/template: the examples, and
// views of every type that hold anything.
func TestQuick(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		s := newSet(t, lang)
		for _, v := range examples() {
			same(t, s, v)
		}
		r := rand.New(rand.NewPCG(7, 7))
		for _, one := range All() {
			for range 60 {
				v := reflect.New(reflect.TypeOf(one.Zero)).Elem()
				anything(r, v, 6)
				same(t, s, v.Interface().(View))
			}
		}
	}
}

// nasty are texts that have to be escaped, in one place or another.
var nasty = []string{
	"", "", "法治", "published", "gone", "data", "<b>&amp;'\"+", "\x00", "\xff坏", "a b%20c%2x%", "javascript:alert(1)", "HTTPS://例.cn/?a=1&b='2'", "mailto:x@y", "../a/b.html#f-一.x",
	"a/b:c", "</script><!--", "\u2028", "2023年度法治政府建设工作报告（上）", "#b:c",
}

// anything fills a view.
func anything(r *rand.Rand, v reflect.Value, deep int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(nasty[r.IntN(len(nasty))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(r.IntN(5) - 1))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				anything(r, v.Field(i), deep-1)
			}
		}
	case reflect.Slice:
		if deep > 0 {
			v.Set(reflect.MakeSlice(v.Type(), r.IntN(3), 3))
			for i := range v.Len() {
				anything(r, v.Index(i), deep-1)
			}
		}
	case reflect.Interface:
		if r.IntN(2) == 0 {
			v.Set(reflect.ValueOf(map[string]any{"@type": nasty[r.IntN(len(nasty))], "of": []any{nasty[r.IntN(len(nasty))], 1}}))
		}
	case reflect.Pointer:
		if deep > 0 && r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			anything(r, v.Elem(), deep-1)
		}
	}
}

// TestNotQuick holds a workspace's own templates, which may use all of the language:
// those that are not known here are left to html/template, the others write the same.
func TestNotQuick(t *testing.T) {
	for body, quick := range map[string]bool{
		`{{.Title}}`:               true,
		`{{printf "%s!" .Title}}`:  false,
		`{{.Title | printf "%q"}}`: false,
		`{{range $x := .Crumbs}}{{$x.Label}}{{else}}none{{end}}`:                 true,
		`{{range .Crumbs}}{{if eq .Label "x"}}{{break}}{{end}}{{.Label}}{{end}}`: false,
		`{{$x := .Title}}{{with .Site}}{{$x := .}}{{$x}}{{end}}{{$x}}`:           true,
		`{{$x := .Title}}{{if .Site}}{{$x = .Site}}{{end}}{{$x}}`:                false,
		`<p title={{.Title}}>`:                      false,
		`<p style="color:{{.Title}}">`:              false,
		`<p onclick="f({{.Title}})">`:               false,
		`<a href="?q={{.Title}}&amp;r=1">`:          true,
		`<a href="{{.Home}}" title="{{.Demo}}">`:    false,
		`{{index .Crumbs 0}}`:                       false,
		`{{len .Crumbs}}{{if len .Crumbs}}!{{end}}`: true,
		`{{with or .Title .Site}}{{.}}{{end}}`:      false,
		`{{with $y := .Title}}{{$y}}{{end}}`:        false,
		`{{(index .Crumbs 0).Label}}`:               false,
		`<textarea>{{.HTML}}</textarea>`:            false,
		`{{.HTML}}`:                                 true,
		`{{define "own"}}<i>{{.}}</i>{{end}}{{template "own" .Title}}<a title="{{template "own" .Title}}">`: false,
	} {
		files := fstest.MapFS{}
		err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, _ := fs.ReadFile(templates.FS, name)
				files[name] = &fstest.MapFile{Data: data}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		files["pages/text.html"] = &fstest.MapFile{Data: []byte(body)}
		s, err := New(files, "zh-CN")
		if err != nil && strings.Contains(body, "index") {
			continue // of an empty view
		} else if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		if got := s.quick["text"] != nil; got != quick {
			t.Errorf("%s: quick is %t", body, got)
		}
		r := rand.New(rand.NewPCG(3, 3))
		for range 30 {
			v := reflect.New(reflect.TypeFor[Text]()).Elem()
			anything(r, v, 4)
			var slow, fast bytes.Buffer
			a, b := s.pages["text"].Execute(&slow, v.Interface()), s.Render(&fast, v.Interface().(View))
			if (a == nil) != (b == nil) || a == nil && slow.String() != fast.String() {
				t.Errorf("%s: %q, %v; %q, %v", body, slow.String(), a, fast.String(), b)
			}
		}
	}
}

// TestQuickOdd leaves to html/template what fails, or is more than text.
func TestQuickOdd(t *testing.T) {
	all := template.Must(template.New("x").Parse(`{{.P.Label}}`))
	type odd struct{ P *Link }
	_ = all.Execute(io.Discard, odd{&Link{}})
	q := compile(all, reflect.TypeFor[odd](), nil)
	if q == nil {
		t.Fatal("not quick")
	}
	r := &rendering{out: new(bytes.Buffer)}
	if q.write(r, reflect.ValueOf(odd{})); !r.odd {
		t.Error("a nil pointer goes unnoticed")
	}
}

// BenchmarkRender renders the example of a comparison and of a report.
func BenchmarkRender(b *testing.B) {
	s, err := New(templates.FS, "zh-CN")
	if err != nil {
		b.Fatal(err)
	}
	for name, v := range examples() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := s.Render(io.Discard, v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
