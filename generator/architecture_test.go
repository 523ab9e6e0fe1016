package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// code is one source file of the program, tests left out.
type code struct {
	pkg, name string
	lines     int
	file      *ast.File
	fset      *token.FileSet
}

func program(t *testing.T) []code {
	t.Helper()
	var all []code
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(name))
		if pkg == "." {
			pkg = "generator"
		}
		all = append(all, code{pkg, filepath.ToSlash(name), strings.Count(string(data), "\n"), file, fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// order is the packages of ARCHITECTURE.md, from the top of the map down.
func order(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)`").FindAllStringSubmatch(string(data), -1) {
		names = append(names, m[1])
	}
	return names
}

func imports(c code) []string {
	var out []string
	for _, i := range c.file.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

func TestArrows(t *testing.T) {
	names := order(t)
	for _, c := range program(t) {
		from := slices.Index(names, c.pkg)
		if from < 0 {
			t.Errorf("package %s does not stand in ARCHITECTURE.md", c.pkg)
			continue
		}
		for _, path := range imports(c) {
			to, ours := strings.CutPrefix(path, "fazhi/generator/")
			if ours && slices.Index(names, to) <= from {
				t.Errorf("%s imports %s, which stands above it or not in the map", c.name, to)
			}
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(program(t), func(c code) bool { return c.pkg == name }) {
			t.Errorf("ARCHITECTURE.md names %s, which is no package", name)
		}
	}
}

// calls finds uses of package functions, as "os.WriteFile".
func calls(c code) []string {
	var out []string
	ast.Inspect(c.file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				out = append(out, x.Name+"."+s.Sel.Name)
			}
		}
		return true
	})
	return out
}

func TestWhoTouchesFiles(t *testing.T) {
	writers := []string{"cache", "importer", "ledger", "site", "starter", "weblink"}
	for _, c := range program(t) {
		if c.pkg == "bench" { // a program of its own, which no build runs
			continue
		}
		for _, call := range calls(c) {
			switch call {
			case "os.WriteFile", "os.Create", "os.OpenFile", "os.Mkdir", "os.MkdirAll", "os.MkdirTemp", "os.CreateTemp", "os.Rename", "os.Remove", "os.RemoveAll", "os.Symlink", "os.Link", "os.Chmod", "os.Truncate":
				if profile := c.name == "profile.go"; !slices.Contains(writers, c.pkg) && !profile {
					t.Errorf("%s: %s; only %v write", c.name, call, writers)
				}
			case "os.ReadFile", "os.Open", "os.ReadDir", "os.DirFS", "os.OpenRoot":
				if !slices.Contains(append(writers, "generator", "workspace"), c.pkg) {
					t.Errorf("%s: %s; what is below main reads through fs.FS", c.name, call)
				}
			}
		}
		for _, path := range imports(c) {
			if path == "fazhi/generator/source" && c.pkg != "generator" {
				t.Errorf("%s imports source; the model is enough", c.name)
			}
		}
	}
}

func TestWhoImports(t *testing.T) {
	for _, c := range program(t) {
		for _, path := range imports(c) {
			switch {
			case strings.HasPrefix(path, "github.com/gohugoio/hugo") && c.pkg != "assets":
				t.Errorf("%s imports Hugo; only assets may", c.name)
			case path == "fazhi/generator/browsertest":
				t.Errorf("%s imports what is for tests", c.name)
			case path == "fazhi" && c.pkg != "generator":
				t.Errorf("%s imports the sample; main hands it on", c.name)
			case path == "html/template" && c.pkg != "page" && c.pkg != "site":
				t.Errorf("%s imports html/template; only page knows templates", c.name)
			}
		}
	}
}

func TestNoClock(t *testing.T) {
	for _, c := range program(t) {
		// preview is a server and no build; browsertest is for tests; assets hands Hugo's live reload to it,
		// and nothing of a build is made from a request; a site that somebody verifies
		// may stand on a host; links to other sites are asked for by hand; bench times builds.
		if c.pkg == "generator" || c.pkg == "preview" || c.pkg == "browsertest" || c.pkg == "bench" || c.name == "assets/reload.go" || c.name == "verify/remote.go" || c.name == "weblink/ask.go" {
			continue
		}
		for _, call := range calls(c) {
			switch call {
			case "time.Now", "time.Since", "os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Getwd", "time.Until", "time.After":
				t.Errorf("%s: %s; a build depends on its inputs alone", c.name, call)
			}
		}
		for _, path := range imports(c) {
			if path == "net" || path == "net/http" || path == "os/exec" || strings.HasPrefix(path, "math/rand") {
				t.Errorf("%s imports %s; a build depends on its inputs alone", c.name, path)
			}
		}
	}
}

func TestShape(t *testing.T) {
	for _, c := range program(t) {
		if c.lines > 450 {
			t.Errorf("%s has %d lines", c.name, c.lines)
		}
		for _, d := range c.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s has an init", c.name)
			}
			if n := c.fset.Position(f.End()).Line - c.fset.Position(f.Pos()).Line; n > 70 {
				t.Errorf("%s: %s has %d lines", c.name, f.Name.Name, n)
			}
		}
	}
}

// findingIDs gives the ids that findings of a file are made with, where they
// stand there as such.
func findingIDs(c code) []string {
	var ids []string
	ast.Inspect(c.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if sel, ok := lit.Type.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Finding" {
			return true
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, isName := kv.Key.(*ast.Ident)
			if value, ok := kv.Value.(*ast.BasicLit); ok && isName && key.Name == "ID" {
				ids = append(ids, strings.Trim(value.Value, `"`))
			}
		}
		return true
	})
	return ids
}
