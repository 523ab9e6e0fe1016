package main

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/trace"
)

// whole is a build as it goes along: the tree that is written, and what is kept of
// the agencies whose turn is over.
type whole struct {
	*site.Builder
	tree     *site.Tree
	off      atomic.Bool // nothing more is written: the tree will not be put in place
	portal   *site.Portal
	memory   *memory
	rest     site.Stamps // the portal's files
	manifest site.Stamps
	sketches *site.Sketchbook
	links    site.CrossLinks
	leaks    []site.Leak

	waiting []string
	anew    []string      // agencies that were not taken over from the build before
	kept    []string      // agencies with errors that keep the pages of the tree before
	failing []string      // ids of those, and of those that are left out
	left    []string      // agencies with errors that had none
	hidden  []site.Hidden // what is left out, for the guard
	strays  []string      // files of agencies that stand outside of their folders
	files   int           // but for compressed copies
	tally   site.Tally    // of those files and copies
	changes *site.Changes // nil where there is no site before
	unread  string        // the file of the site before that was changed, so that nothing can be compared
	merged  bool          // from parts, whose sources are not here
	goOn    bool          // what fails are single agencies, and the others are to be published

	progress *progress
	pace     pace
}

// begin begins the tree. Where the workspace itself has errors, a place that cannot
// be written to is no reason not to tell them.
func (c *buildCommand) begin(l *loaded, builder *site.Builder, m *memory) (*whole, error) {
	w := &whole{Builder: builder, portal: builder.NewPortal(), memory: m}
	var err error
	if w.tree, err = site.Begin(c.folder(l.Dir)); err != nil {
		if verdict(l.log, c.Strict) == nil {
			return nil, sayWrite(c.Out, err)
		}
		w.off.Store(true)
	}
	w.sketches = w.tree.Sketchbook()
	return w, nil
}

// part is what is kept of an agency when its turn is over; its files are in the tree.
type part struct {
	id      string
	export  *v1.Agency // as far as the portal reads it; nil where it was not built
	waiting []string   // reports that are left out, as they are not public yet
	hidden  []site.Hidden
	leads   site.Leads
	leaks   []site.Leak
	strays  []string
	files   site.Stamps
	log     finding.List
	took    time.Duration
	taken   bool // from the build before
	err     error

	sketches []site.Sketched
}

// publish keeps what the pages over all agencies say of an agency, and what other
// agencies' texts are held against.
func (p *part) publish(a *v1.Agency) {
	p.export, p.sketches = site.ForPortal(a), site.SketchedBy(a)
}

// assemble builds all agencies on all cores and writes each as soon as it is made,
// and gives what was found. One with errors is not built; the others are, so that
// all is told at once.
func (c *buildCommand) assemble(l *loaded, w *whole) (finding.List, error) {
	log := l.log
	w.failing = c.failing(l, &log)
	w.goOn = c.KeepGoing && verdict(outside(l.log), c.Strict) == nil
	if verdict(log, c.Strict) != nil && !w.goOn {
		w.off.Store(true)
	}
	w.progress.count(finding.Text{ZH: "正在生成", EN: "building"}, len(l.agencies))
	err := inOrder(len(l.agencies), func(i int) part { return c.timed(l, w, l.agencies[i]) }, func(p part) error {
		if p.err != nil {
			return fmt.Errorf("%s: %w", p.id, p.err)
		}
		w.progress.step()
		w.pace.note(p.id, p.took, p.taken)
		log.Add(p.log...)
		if p.export == nil {
			w.failing = append(w.failing, p.id)
			if !w.goOn {
				w.off.Store(true)
			}
			return nil
		}
		return w.add(p)
	})
	if err != nil {
		return nil, err
	}
	if c.shard != (site.Shard{}) {
		return log, nil // the rest is for the merge
	}
	err = c.across(l, w, &log)
	return log, err
}

// across takes failing agencies over from the tree before, and holds what agencies
// write against each other.
func (c *buildCommand) across(l *loaded, w *whole, log *finding.List) error {
	if w.goOn && len(w.failing) > 0 {
		notes, err := c.keep(l.Dir, w)
		if err != nil {
			return err
		}
		log.Add(notes...)
		w.goOn = w.portal.Len() > 0
	}
	for _, year := range w.sketches.Years() {
		found, ok := w.memory.across(year.Sum(), l.asOf.Day())
		if !ok {
			all, err := year.Sketches()
			if err != nil {
				return err
			}
			asOf := civil.Watch(l.asOf.Day())
			found.Log = l.rules.Across(all, asOf)
			found.Days = asOf.Span()
		}
		w.memory.noteAcross(year.Sum(), found)
		log.Add(found.Log...)
	}
	return nil
}

// add takes in an agency whose turn is over.
func (w *whole) add(p part) error {
	if !p.taken {
		w.anew = append(w.anew, p.id)
	}
	w.portal.Add(p.export)
	w.links.Add(p.leads)
	w.waiting = append(w.waiting, p.waiting...)
	w.hidden = append(w.hidden, p.hidden...)
	w.leaks = append(w.leaks, p.leaks...)
	w.strays = append(w.strays, p.strays...)
	return w.sketches.Add(p.sketches)
}

// timed makes an agency, or takes it over, and notes how long that took.
func (c *buildCommand) timed(l *loaded, w *whole, id string) part {
	began := time.Now()
	p := c.agency(l, w, id)
	p.took = time.Since(began)
	return p
}

// agency takes an agency over from the build before where nothing of it is otherwise,
// else it is made.
func (c *buildCommand) agency(l *loaded, w *whole, id string) part {
	if p, ok := w.memory.recall(l, w, id); ok {
		p.taken = true
		return p
	}
	watch := trace.New(l.FS, w.memory.since())
	watched := l.through(watch)
	p := c.make(watched, w, id)
	w.memory.keep(w, &p, watch, watched.asOf)
	return p
}

// make reads, checks and builds one agency, and writes its files.
func (c *buildCommand) make(l *loaded, w *whole, id string) (p part) {
	defer l.archives.Delete(id)
	builder := w.Reading(l.FS, l.asOf)
	x := l.examine(id)
	p.id, p.log = id, x.own
	for _, r := range x.reports() {
		left := r.Status.Waiting() && !c.Draft
		p.log.Add(l.gate(x.years[r], r.Status.Waiting(), left)...)
		if left {
			p.waiting = append(p.waiting, fmt.Sprintf("content/%s/%s/%d.md（status = \"%s\"）", id, r.Form.ID, r.Year, r.Status))
			p.hidden = append(p.hidden, l.hidden(r))
		}
	}
	outline := builder.Outline(x.Agency)
	outline.Drawn(x.sketches)
	p.log.Add(differing(outline)...)
	if verdict(p.log, c.Strict) == nil {
		var files *site.Files
		var export *v1.Agency
		if files, export, p.err = outline.All(); p.err == nil {
			if p.log.Add(c.agencyLinks(l, builder, x, outline, files)...); verdict(p.log, c.Strict) == nil {
				p.err = c.write(w, &p, files, export, false)
			}
		}
	}
	p.log.Detach()
	return p
}

// write writes the files of an agency, and keeps of them what is judged when the site
// is whole. Those that were taken over have links within that nobody judged.
func (c *buildCommand) write(w *whole, p *part, files *site.Files, export *v1.Agency, taken bool) error {
	if err := files.Check(); err != nil {
		return err
	}
	p.publish(export)
	if !c.Draft {
		p.leaks = files.Leaks(p.hidden, nil)
	}
	p.leads = w.Leads(files, p.id+"/", taken)
	for _, name := range files.Names() {
		if !strings.HasPrefix(name, p.id+"/") {
			p.strays = append(p.strays, name)
		}
	}
	var err error
	p.files, err = c.put(w, p.id, files)
	return err
}

// put writes a part of the site, with compressed copies where they are wanted, and gives its files.
func (c *buildCommand) put(w *whole, own string, files *site.Files) (site.Stamps, error) {
	if w.off.Load() {
		return site.Stamps{}, nil
	}
	if c.Gzip && !c.Draft && !c.DryRun {
		if err := files.Compress(); err != nil {
			return site.Stamps{}, err
		}
	}
	return w.tree.Add(own, files)
}

// finish adds the portal and looks at the whole before it is put into place.
func (c *buildCommand) finish(l *loaded, w *whole) (finding.List, error) {
	files, err := w.portal.Files()
	if err != nil {
		return nil, err
	}
	if err := files.Check(); err != nil {
		return nil, err
	}
	w.links.Add(w.Leads(files, "", true))
	if !c.Draft {
		w.leaks = append(w.leaks, files.Leaks(w.hidden, nil)...)
	}
	if w.rest, err = c.put(w, "", files); err != nil {
		return nil, err
	}
	next, err := w.tree.Complete()
	if err != nil {
		return nil, err
	}
	defer next.Close()
	if w.manifest, err = w.tree.ManifestStamps(); err != nil {
		return nil, err
	}
	w.files, w.tally = next.Plain(), next.Tally()
	broken, err := w.links.Broken(w.Builder, next)
	if err != nil {
		return nil, err
	}
	return c.siteLinks(l, w, broken), c.guard(l, w, next)
}

// allLeaks gives the traces of what is not public, by file.
func (w *whole) allLeaks(l *loaded, next *site.Built) ([]site.Leak, error) {
	all := w.leaks
	if len(w.hidden) > 0 && len(w.strays) > 0 { // those of other agencies
		more, err := next.Leaks(w.BaseURL(), w.strays, w.hidden)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	quoted := l.quoted(w.hidden)
	if w.merged { // what agencies publish of themselves was looked through with their sources
		here := quoted
		quoted = func(title string) bool {
			there, err := next.Quotes(title)
			return here(title) || err == nil && there
		}
	}
	all = slices.DeleteFunc(all, func(k site.Leak) bool { return k.Trace == "title" && quoted(k.Of.Title) })
	slices.SortStableFunc(all, func(a, b site.Leak) int { return strings.Compare(a.File, b.File) })
	return slices.CompactFunc(all, func(a, b site.Leak) bool {
		return a.File == b.File && a.Trace == b.Trace && (a.Of == b.Of || a.Of != nil && b.Of != nil && *a.Of == *b.Of)
	}), nil
}
