// Package assets turns the stylesheets and scripts of templates/assets into
// what a browser loads: one file of each kind, minified, with a fingerprint of
// its bytes in its name. The same input gives the same bytes and names.
//
// It is the only package that imports Hugo, whose asset pipeline runs here in
// memory: nothing is read but the file system given, and nothing is written.
package assets

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/resources"
	"github.com/gohugoio/hugo/resources/resource"
	"github.com/gohugoio/hugo/resources/resource_factories/bundler"
	"github.com/gohugoio/hugo/resources/resource_factories/create"
	"github.com/gohugoio/hugo/resources/resource_transformers/integrity"
	"github.com/gohugoio/hugo/resources/resource_transformers/minifier"
	"github.com/spf13/afero"
)

// File is one finished asset.
type File struct {
	Name string // with the fingerprint: look.3f9ac1d24b07.css
	Kind string // without it: look.css
	Data []byte
	SRI  string // for an integrity attribute: sha384-…
}

// bundles are the kinds of asset: every file of Dir with the extension, in the
// order of their names, becomes Name.
var bundles = [...]struct{ Dir, Ext, Name string }{
	{"css", ".css", "look.css"},
	{"head", ".js", "head.js"},
	{"js", ".js", "page.js"},
	{"search", ".js", "search.js"},
}

// fingerprintLen is how many hexadecimal digits of the SHA-384 stand in a
// file's name: enough that no two versions of a file ever share one.
const fingerprintLen = 12

// Bundle bundles css/*.css, head/*.js, js/*.js and search/*.js of fsys, which is the
// tree templates/assets, and takes the pictures of img/ as they are. A kind without
// files is left out.
func Bundle(fsys fs.FS) ([]File, error) {
	var p *pipeline
	var files []File
	for _, b := range bundles {
		names, err := fs.Glob(fsys, path.Join(b.Dir, "*"+b.Ext)) // sorted
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		if len(names) == 0 {
			continue
		}
		if p == nil {
			if p, err = newPipeline(fsys); err != nil {
				return nil, fmt.Errorf("assets: %w", err)
			}
			defer p.deps.Close()
		}
		f, err := p.bundle(b.Name, names)
		if err != nil {
			return nil, fmt.Errorf("assets: %s: %w", b.Name, err)
		}
		files = append(files, f)
	}
	images, err := pictures(fsys)
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	return append(files, images...), nil
}

// pictures takes img/*.svg and img/*.png, each with a fingerprint in its name.
func pictures(fsys fs.FS) ([]File, error) {
	names, err := fs.Glob(fsys, "img/*.svg")
	if err != nil {
		return nil, err
	}
	bitmaps, err := fs.Glob(fsys, "img/*.png")
	if err != nil {
		return nil, err
	}
	names = append(names, bitmaps...)
	slices.Sort(names)
	var files []File
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		sum := sha512.Sum384(data)
		files = append(files, File{
			Name: fingerprinted(path.Base(name), sum[:]), Kind: path.Base(name),
			Data: data, SRI: "sha384-" + base64.StdEncoding.EncodeToString(sum[:]),
		})
	}
	return files, nil
}

// fingerprinted puts the start of a hash into a file's name.
func fingerprinted(name string, sum []byte) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum)[:fingerprintLen] + ext
}

// pipeline is a Hugo site without pages, in memory.
type pipeline struct {
	fsys fs.FS
	deps *deps.Deps
	spec *resources.Spec
}

func newPipeline(fsys fs.FS) (*pipeline, error) {
	mem := afero.NewMemMapFs()
	if err := afero.WriteFile(mem, "/hugo.toml", nil, 0o644); err != nil {
		return nil, err
	}
	quiet := loggers.New(loggers.Options{StdOut: io.Discard, StdErr: io.Discard})
	flags := config.New()
	flags.Set("workingDir", "/")
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs:          mem,
		Logger:      quiet,
		Flags:       flags,
		Filename:    "/hugo.toml",
		Environment: "production",
		// An empty list would let HUGO_* of whoever runs us into the build.
		Environ:      []string{"FAZHI=1"},
		SkipNpmCheck: true,
	})
	if err != nil {
		return nil, err
	}
	conf := configs.GetFirstLanguageConfig()
	d := &deps.Deps{Conf: conf, Log: quiet, Fs: hugofs.NewFrom(mem, conf.BaseConfig())}
	if err := d.Init(); err != nil {
		return nil, err
	}
	return &pipeline{fsys: fsys, deps: d, spec: d.ResourceSpec}, nil
}

// bundle makes one file out of the named ones.
func (p *pipeline) bundle(name string, sources []string) (File, error) {
	from := create.New(p.spec)
	var parts resource.Resources
	for _, source := range sources {
		text, err := fs.ReadFile(p.fsys, source)
		if err != nil {
			return File{}, err
		}
		// A line end keeps one file's last line comment off the next file.
		part, err := from.FromString("/"+source, string(text)+"\n")
		if err != nil {
			return File{}, err
		}
		parts = append(parts, part)
	}
	joined, err := bundler.New(p.spec).Concat("/"+name, parts)
	if err != nil {
		return File{}, err
	}
	minify, err := minifier.New(p.spec)
	if err != nil {
		return File{}, err
	}
	small, err := minify.Minify(joined.(resources.ResourceTransformer))
	if err != nil {
		return File{}, err
	}
	marked, err := integrity.New(p.spec).Fingerprint(small.(resources.ResourceTransformer), "sha384")
	if err != nil {
		return File{}, err
	}
	return finished(name, marked)
}

// finished reads the bytes and the fingerprint of a bundle called name.
func finished(name string, r resource.Resource) (File, error) {
	content, err := r.(resource.ContentProvider).Content(context.Background())
	if err != nil {
		return File{}, err
	}
	text, ok := content.(string)
	if !ok {
		return File{}, fmt.Errorf("content is a %T", content)
	}
	data, _ := r.Data().(map[string]any)
	sri, _ := data["Integrity"].(string)
	sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(sri, "sha384-"))
	if err != nil || len(sum) != 48 {
		return File{}, errors.New("no fingerprint")
	}
	return File{Name: fingerprinted(name, sum), Kind: name, Data: []byte(text), SRI: sri}, nil
}
