package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"fazhi/generator/cache"
	"fazhi/generator/civil"
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
	store  *cache.Store
	out    string // the tree in place
	bare   bool   // there is no tree in place to take anything over from
	now    time.Time
	stands map[string]bool // agencies of which it is known that what was read for them is as it was

	copied, copiedNow copied
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
// the options.
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
	fmt.Fprintln(world, trace.MarkOf(info), info.Size(), c.BaseURL, c.Draft, c.Strict, c.Gzip, c.SRI)
	fmt.Fprintf(world, "%x %x\n", own, look)
	// In the workspace, wherever the site stands: it knows titles of what is not public.
	name := "." + filepath.Base(out)
	if filepath.Dir(out) != l.Dir {
		name = ".elsewhere" // of all such folders the last one is remembered
	}
	store := cache.Open(filepath.Join(l.Dir, name+".made"), [sha256.Size]byte(world.Sum(nil)))
	_, gone := os.Stat(filepath.Join(out, site.ManifestName))
	return &memory{store: store, out: out, bare: gone != nil, now: now, stands: map[string]bool{}}
}

// remembered is how a part is kept.
type remembered struct {
	Days    civil.Span    // on which it comes out the same
	Waiting []string      `json:",omitempty"`
	Hidden  []site.Hidden `json:",omitempty"`
	Leads   site.Leads
	Log     finding.List `json:",omitempty"`
}

// recall takes an agency over as it was made, if all that was read for it is as it
// was, and its files too.
func (m *memory) recall(l *loaded, w *whole, id string) (p part, ok bool) {
	if m == nil || m.bare || w.off.Load() {
		return p, false
	}
	e, ok := m.store.Load(id)
	if !ok || !m.stands[id] && !e.Read.Holds(l.FS) {
		return p, false
	}
	if p, ok = recalled(id, e.Value, l.asOf.Day()); !ok {
		return p, false
	}
	if ok, p.err = w.tree.Take(p.files); p.err != nil || !ok {
		return part{id: id, err: p.err}, p.err != nil
	}
	return p, true
}

// recalled reads a part as it was kept, if it is the same on a day.
func recalled(id string, value []byte, day civil.Date) (p part, ok bool) {
	var all [4][]byte
	if all, ok = apart(value); !ok {
		return p, false
	}
	var r remembered
	var err error
	p.id = id
	if p.files.UnmarshalBinary(all[0]) != nil || json.Unmarshal(all[1], &r) != nil || !r.Days.Has(day) {
		return p, false
	}
	if p.export, err = v1.Unpack[v1.Agency](all[2]); err != nil {
		return p, false
	}
	if p.sketches, err = site.UnpackSketched(all[3]); err != nil {
		return p, false
	}
	p.waiting, p.hidden, p.leads, p.log = r.Waiting, r.Hidden, r.Leads, r.Log
	return p, true
}

// together puts the parts of an entry into one, from which apart takes them again.
func together(parts [4][]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(binary.AppendUvarint(out, uint64(len(p))), p...)
	}
	return out
}

func apart(value []byte) (parts [4][]byte, ok bool) {
	for i := range parts {
		n, used := binary.Uvarint(value)
		if used <= 0 || n > uint64(len(value)-used) {
			return parts, false
		}
		parts[i], value = value[used:used+int(n)], value[used+int(n):]
	}
	return parts, len(value) == 0
}

// keep makes ready what was made of an agency. What left traces outside of its folder,
// or must be told of, is made anew each time.
func (m *memory) keep(w *whole, p *part, watch *trace.Watch, asOf civil.AsOf) {
	if m == nil || w.off.Load() || p.err != nil || p.export == nil || len(p.leaks) > 0 || len(p.strays) > 0 {
		return
	}
	files, err := p.files.MarshalBinary()
	if err != nil {
		return
	}
	rest, err := json.Marshal(remembered{asOf.Span(), p.waiting, p.hidden, p.leads, p.log})
	if err != nil {
		return
	}
	value := together([4][]byte{files, rest, v1.Pack(p.export), site.PackSketched(p.sketches)})
	_ = m.store.Put(p.id, cache.Entry{Read: watch.Trace(), Value: value}) // else it is made again
}

// rememberedSite is how a whole build is kept.
type rememberedSite struct {
	Days     civil.Span // on which what crosses agencies comes out the same
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
	if !r.Days.Has(l.asOf.Day()) || !sameJSON(r.Agencies, l.agencies) || !sameJSON(r.Outside, l.log) || !e.Read.Holds(l.FS) || !manifest.IsIn(m.out) || !files.IsIn(m.out) {
		return nil, false
	}
	return &r, m.allStand(l)
}

// allStand reports whether nothing that was read for any agency is otherwise, and all
// their files are in the tree in place. Of the agencies that it looked at it notes the
// first, so that nobody need look again.
func (m *memory) allStand(l *loaded) bool {
	stand := make([]bool, len(l.agencies))
	var other atomic.Bool
	each(len(l.agencies), func(i int) {
		if other.Load() {
			return
		}
		e, ok := m.store.Load(l.agencies[i])
		stand[i] = ok && e.Read.Holds(l.FS)
		var files site.Stamps
		var r struct{ Days civil.Span }
		if parts, ok := apart(e.Value); !stand[i] || !ok || json.Unmarshal(parts[1], &r) != nil || !r.Days.Has(l.asOf.Day()) || files.UnmarshalBinary(parts[0]) != nil || !files.IsIn(m.out) {
			other.Store(true)
		}
	})
	for i, id := range l.agencies {
		m.stands[id] = stand[i]
	}
	return !other.Load()
}

// copied is what was found of copied paragraphs, by the sums of all sketches of a year.
type copied map[string]copiedYear

type copiedYear struct {
	Days civil.Span // on which that is so
	Log  finding.List
}

// days are those on which all of it is so.
func (c copied) days() civil.Span {
	var all civil.Span
	for _, y := range c {
		all = all.And(y.Days)
	}
	return all
}

// acrossName is the name under which the store has it.
const acrossName = "_across"

// across gives what was found in the sketches of a year, if they were held against
// each other before.
func (m *memory) across(sum [sha256.Size]byte, day civil.Date) (found copiedYear, ok bool) {
	if m == nil {
		return found, false
	}
	if m.copied == nil {
		m.copied = copied{}
		if e, ok := m.store.Load(acrossName); ok && json.Unmarshal(e.Value, &m.copied) != nil {
			m.copied = copied{}
		}
	}
	found, ok = m.copied[hex.EncodeToString(sum[:])]
	return found, ok && found.Days.Has(day)
}

// noteAcross keeps what was found in them.
func (m *memory) noteAcross(sum [sha256.Size]byte, found copiedYear) {
	if m == nil {
		return
	}
	if m.copiedNow == nil {
		m.copiedNow = copied{}
	}
	m.copiedNow[hex.EncodeToString(sum[:])] = found
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
	names := map[string]bool{siteName: true, acrossName: true}
	if value, err := json.Marshal(m.copiedNow); err == nil {
		_ = m.store.Put(acrossName, cache.Entry{Value: value})
	}
	for _, id := range l.agencies {
		names[id] = true
	}
	r := rememberedSite{Days: m.copiedNow.days(), Agencies: l.agencies, Outside: l.log, Log: log, Waiting: w.waiting, Counted: w.counted()}
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

// through gives the same workspace, read through a watch, on a day that is watched.
func (l *loaded) through(watch *trace.Watch) *loaded {
	ws := *l.Workspace
	ws.FS = watch
	out := *l
	out.Workspace, out.Loader, out.asOf = &ws, source.New(watch, l.forms), civil.Watch(l.asOf.Day())
	return &out
}
