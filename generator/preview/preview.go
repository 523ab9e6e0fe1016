// Package preview is the local drafting server: the site as it would be built,
// drafts included, made in memory from what is saved, with what the checks say
// beside the paragraph or figure that it concerns.
//
// It holds an edition: every agency read and checked, and no page. A page is
// made when it is asked for. When files change, a new edition follows, as if all
// had been read again; what is read and checked at once is the years that changed
// and those that look back on them, and all years are checked behind. Editions
// are never changed but replaced, so a page is of one edition whatever is saved
// meanwhile.
//
// Nothing is written, and what cannot be read or made becomes a finding or a
// page that says so. The server answers on the loopback alone, to its own pages
// alone, and gives out nothing but the build and its own few files.
//
// It may not read sources: main gives it the means in Options.
package preview

import (
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fazhi/generator/assets"
	"fazhi/generator/check"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

// Options are what a preview needs.
type Options struct {
	Dir  string                     // the workspace, watched
	Open func() (*Workspace, error) // reads what all agencies share; called again when that changes
	AsOf civil.Date                 // the day by which lateness is judged
	Lang string                     // of messages: "en", or Chinese for anything else
	Tell func(finding.Text)         // says a line to whoever started the server
}

// Workspace is one reading of what all agencies share, and the means to read
// them.
type Workspace struct {
	Builder   *site.Builder
	Rules     *check.Rules
	Templates fs.FS // the tree that holds the preview's own script and style
	IDs       []string
	Findings  finding.List // of the site, the templates and the rules
	Agency    func(id string) (*report.Agency, finding.List)
	// Again reads an agency of which nothing but the files of some years was
	// saved; it gives what Agency would.
	Again func(last *report.Agency, changed func(form string, year int) bool) (*report.Agency, finding.List)
	// Differing tells the sealed reports of an agency whose sources are not those
	// that were sealed; nil where nothing can be sealed.
	Differing func(o *site.Outline) finding.List
}

// edition is the whole workspace at one time. It is not changed.
type edition struct {
	*Workspace
	agencies []*agency
	byID     map[string]*agency
	notes    []note // of the site itself
	name     string // tells it from every other, of this server and of one before it
	portal   func() (*site.Files, error)
}

// agency is one agency at one time. It is not changed.
type agency struct {
	id      string
	model   *report.Agency
	log     finding.List
	checked check.Findings
	pledged finding.List // of the commitments
	sealed  finding.List // of sealed reports whose sources changed
	partly  bool         // the checks of other years are those of before
	outline *site.Outline
	export  func() *v1.Agency
	notes   []note
}

// Server is a running preview.
type Server struct {
	opts   Options
	now    atomic.Pointer[edition]
	swap   sync.Mutex // held while an edition is made from the one before
	reload assets.Reload
	behind sync.WaitGroup // what runs beside the answering: the watch, checks of all years
	made   atomic.Int64   // editions
	since  int64          // when the server was started
}

// New reads and checks the workspace. The error is that of Options.Open.
func New(opts Options) (*Server, error) {
	s := &Server{opts: opts, reload: assets.NewReload(), since: time.Now().UnixNano()}
	ws, err := opts.Open()
	if err != nil {
		return nil, err
	}
	s.now.Store(s.assemble(ws, s.loadAll(ws)))
	return s, nil
}

// assemble makes an edition.
func (s *Server) assemble(ws *Workspace, agencies []*agency) *edition {
	e := &edition{Workspace: ws, agencies: agencies, byID: map[string]*agency{}, name: fmt.Sprintf("%x-%d", s.since, s.made.Add(1))}
	for _, a := range agencies {
		e.byID[a.id] = a
	}
	e.notes = siteNotes(ws.Findings)
	e.portal = sync.OnceValues(func() (*site.Files, error) {
		exports := make([]*v1.Agency, len(agencies))
		for i, a := range agencies {
			exports[i] = a.export()
		}
		return ws.Builder.Portal(exports)
	})
	return e
}

// loadAll reads and checks all agencies, on all cores.
func (s *Server) loadAll(ws *Workspace) []*agency {
	out := make([]*agency, len(ws.IDs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(ws.IDs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				out[i] = s.load(ws, ws.IDs[i], nil, nil)
			}
		})
	}
	wg.Wait()
	return out
}

// few is how many reports are always checked together: it takes no time that
// anybody would notice.
const few = 12

// load reads and checks one agency. Where last is given, only the years that
// changed are checked, and those that look back on them.
func (s *Server) load(ws *Workspace, id string, last *agency, changed []year) *agency {
	a := &agency{id: id, model: &report.Agency{ID: id, Name: id}}
	a.log.Add(safely("data/"+id, func() {
		if last == nil || changed == nil {
			a.model, a.log = ws.Agency(id)
			return
		}
		a.model, a.log = ws.Again(last.model, func(form string, y int) bool { return slices.Contains(changed, year{form, y}) })
	})...)
	a.log.Add(safely("data/"+id+"/commitments", func() {
		for _, c := range a.model.Commitments {
			a.pledged.Add(c.Findings...)
		}
		a.pledged.Add(ws.Rules.Pledges(a.model, civil.On(s.opts.AsOf))...)
		a.pledged.Sort()
	})...)
	count := 0
	for _, series := range a.model.Series {
		count += len(series.Reports)
	}
	a.partly = last != nil && changed != nil && count > few
	if a.partly {
		a.log.Add(safely("data/"+id, func() { a.checked = checkSome(ws.Rules, a.model, s.opts.AsOf, last, changed) })...)
	} else {
		a.log.Add(safely("data/"+id, func() { a.checked = ws.Rules.Agency(a.model, civil.On(s.opts.AsOf)) })...)
	}
	return a.finish(ws)
}

// finish makes what follows from an agency's model and findings.
func (a *agency) finish(ws *Workspace) *agency {
	a.outline = ws.Builder.Outline(a.model)
	a.export = sync.OnceValue(a.outline.Export)
	if ws.Differing != nil {
		a.sealed = ws.Differing(a.outline)
	}
	a.notes = a.collect()
	return a
}

// checkSome checks the years that changed and the years behind them, which look
// back. Of the others what was found before still stands; whether it does is
// checked behind.
func checkSome(rules *check.Rules, model *report.Agency, asOf civil.Date, last *agency, changed []year) check.Findings {
	some := *model
	some.Series = nil
	for _, series := range model.Series {
		part := *series
		part.Reports = nil
		for _, r := range series.Reports {
			if near(r, changed, 1) {
				part.Reports = append(part.Reports, r)
			}
		}
		if len(part.Reports) > 0 {
			some.Series = append(some.Series, &part)
		}
	}
	fresh := rules.Agency(&some, civil.On(asOf))
	before := map[year]finding.List{}
	for r, list := range last.checked {
		before[yearOf(r)] = list
	}
	out := check.Findings{}
	for _, series := range model.Series {
		for _, r := range series.Reports {
			if near(r, changed, 0) {
				out[r] = fresh[r]
			} else {
				out[r] = before[yearOf(r)]
			}
		}
	}
	return out
}

// year names a report within an agency.
type year struct {
	form string
	year int
}

func yearOf(r *report.Report) year { return year{r.Series.Form.ID, r.Year} }

// near reports whether a year changed, or the one before it did; with back, the
// year before one that changed too.
func near(r *report.Report, changed []year, back int) bool {
	for _, c := range changed {
		if d := r.Year - c.year; c.form == r.Series.Form.ID && d >= -back && d <= 1 {
			return true
		}
	}
	return false
}

// safely runs f and makes a finding of a fault of the program: the server must
// go on, and whoever drafts must know.
func safely(file string, f func()) (log finding.List) {
	defer func() {
		if fault := recover(); fault != nil {
			log.Add(finding.Finding{
				ID: "program-fault", Severity: finding.Error, Pos: finding.Pos{File: file},
				Message: finding.Text{ZH: fmt.Sprintf("程序在这里出错，没有处理完：%v", fault), EN: fmt.Sprintf("the program failed here: %v", fault)},
				Cure:    finding.Text{ZH: "撤回刚才的改动试一试；请把这条提示和这个文件发给技术人员", EN: "undo the last change; please report this with the file"},
			})
		}
	}()
	f()
	return nil
}
