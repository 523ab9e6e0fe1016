package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"fazhi/generator/cache"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/generator/trace"
)

// memory is what the last build into the same folder made, and what it had read for
// it. It only saves work: where anything of it does not hold, or cannot be kept,
// things are made as if there were none. A nil one remembers nothing.
type memory struct {
	store *cache.Store
	out   string // the tree in place
	now   time.Time
}

// since is when the program began.
func (m *memory) since() time.Time {
	if m == nil {
		return time.Time{}
	}
	return m.now
}

// siteName is the name under which the store has the site. No agency has such an id.
const siteName = "_site"

// remember opens the memory of the folder that is built into. Everything that all
// agencies depend on is its world: the program, the templates, the site's own files,
// the options, the day.
func (c *buildCommand) remember(l *loaded, now time.Time) *memory {
	program, err := os.Executable()
	if err != nil || c.Clean || c.DryRun || c.shard != (site.Shard{}) {
		return nil
	}
	info, err := os.Stat(program)
	if err != nil || trace.MarkOf(info) == (trace.Mark{}) {
		return nil
	}
	own, ok := l.shared.Trace().Sum()
	if !ok {
		return nil
	}
	templates := trace.New(l.FS, now)
	_ = fs.WalkDir(templates, "templates", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			_, _ = fs.ReadFile(templates, name)
		}
		return nil
	})
	look, ok := templates.Trace().Sum()
	if !ok {
		return nil
	}
	out := c.folder(l.Dir)
	world := sha256.New()
	fmt.Fprintf(world, "%q\n", out)
	fmt.Fprintln(world, trace.MarkOf(info), info.Size(), l.asOf, c.BaseURL, c.Draft, c.Strict, c.Gzip, c.SRI)
	fmt.Fprintf(world, "%x %x\n", own, look)
	// In the workspace, wherever the site stands: it knows titles of what is not public.
	name := "." + filepath.Base(out)
	if filepath.Dir(out) != l.Dir {
		name = ".elsewhere" // of all such folders the last one is remembered
	}
	return &memory{cache.Open(filepath.Join(l.Dir, name+".made"), [sha256.Size]byte(world.Sum(nil))), out, now}
}

// remembered is how a part is kept.
type remembered struct {
	Export  json.RawMessage
	Waiting []string      `json:",omitempty"`
	Hidden  []site.Hidden `json:",omitempty"`
	Leads   site.Leads
	Log     finding.List `json:",omitempty"`
	Files   []byte       // site.Stamps
}

// recall takes an agency over as it was made, if all that was read for it is as it
// was, and its files too.
func (m *memory) recall(l *loaded, w *whole, id string) (p part, ok bool) {
	if m == nil || w.off.Load() {
		return p, false
	}
	e, ok := m.store.Load(id)
	if !ok || !e.Read.Holds(l.FS) {
		return p, false
	}
	var r remembered
	var files site.Stamps
	if json.Unmarshal(e.Value, &r) != nil || files.UnmarshalBinary(r.Files) != nil {
		return p, false
	}
	export, err := v1.Decode(r.Export)
	if err != nil {
		return p, false
	}
	if ok, p.err = w.tree.Take(files); p.err != nil || !ok {
		return part{id: id, err: p.err}, p.err != nil
	}
	return part{id: id, export: export, waiting: r.Waiting, hidden: r.Hidden, leads: r.Leads, log: r.Log}, true
}

// keep makes ready what was made of an agency. What left traces outside of its folder,
// or must be told of, is made anew each time.
func (m *memory) keep(w *whole, p *part, watch *trace.Watch) {
	if m == nil || w.off.Load() || p.err != nil || p.export == nil || len(p.leaks) > 0 || len(p.strays) > 0 {
		return
	}
	export, err := p.export.Encode()
	if err != nil {
		return
	}
	files, err := p.files.MarshalBinary()
	if err != nil {
		return
	}
	value, err := json.Marshal(remembered{export, p.waiting, p.hidden, p.leads, p.log, files})
	if err != nil {
		return
	}
	_ = m.store.Put(p.id, cache.Entry{Read: watch.Trace(), Value: value}) // else it is made again
}

// rememberedSite is how a whole build is kept.
type rememberedSite struct {
	Agencies []string
	Outside  finding.List // found outside the agencies, before they were made
	Log      finding.List
	Waiting  []string
	Counted  counted
	Files    []byte // site.Stamps: those of the portal
	Manifest []byte // site.Stamps
}

// unchanged gives what the last build told, where this one would come to the same
// and the tree in place is the one that it wrote.
func (m *memory) unchanged(l *loaded) (*rememberedSite, bool) {
	if m == nil {
		return nil, false
	}
	e, ok := m.store.Load(siteName)
	var r rememberedSite
	var files, manifest site.Stamps
	if !ok || json.Unmarshal(e.Value, &r) != nil || files.UnmarshalBinary(r.Files) != nil || manifest.UnmarshalBinary(r.Manifest) != nil {
		return nil, false
	}
	if !sameJSON(r.Agencies, l.agencies) || !sameJSON(r.Outside, l.log) || !e.Read.Holds(l.FS) || !manifest.IsIn(m.out) || !files.IsIn(m.out) {
		return nil, false
	}
	var other atomic.Bool
	each(len(l.agencies), func(i int) {
		if other.Load() {
			return
		}
		e, ok := m.store.Load(l.agencies[i])
		var r struct{ Files []byte }
		var files site.Stamps
		if !ok || json.Unmarshal(e.Value, &r) != nil || files.UnmarshalBinary(r.Files) != nil || !e.Read.Holds(l.FS) || !files.IsIn(m.out) {
			other.Store(true)
		}
	})
	return &r, !other.Load()
}

func sameJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// turn keeps a build whose tree is in place.
func (m *memory) turn(l *loaded, w *whole, log finding.List) {
	if m == nil {
		return
	}
	names := map[string]bool{siteName: true}
	for _, id := range l.agencies {
		names[id] = true
	}
	r := rememberedSite{Agencies: l.agencies, Outside: l.log, Log: log, Waiting: w.waiting, Counted: w.counted()}
	var errs [2]error
	r.Files, errs[0] = w.rest.MarshalBinary()
	r.Manifest, errs[1] = w.manifest.MarshalBinary()
	value, err := json.Marshal(r)
	if err != nil || errs != [2]error{} || len(w.failing) > 0 || len(w.strays) > 0 {
		delete(names, siteName)
	} else {
		_ = m.store.Put(siteName, cache.Entry{Read: l.shared.Trace(), Value: value})
	}
	_ = m.store.Turn(names)
}

// through gives the same workspace, read through a watch.
func (l *loaded) through(watch *trace.Watch) *loaded {
	ws := *l.Workspace
	ws.FS = watch
	out := *l
	out.Workspace, out.Loader = &ws, source.New(watch, l.forms)
	return &out
}
