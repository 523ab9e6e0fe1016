package main

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/generator/tomlfile"
	"fazhi/generator/trace"
	"fazhi/generator/weblink"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

// open opens the workspace and its forms. What is wrong with the forms is told
// like anything else.
func (e *environment) open() (*workspace.Workspace, form.Forms, finding.List, error) {
	ws, err := workspace.Open(e.Dir, templates.FS)
	if err != nil {
		return nil, nil, nil, err
	}
	forms, log := form.Load(ws.Templates)
	return ws, forms, log, nil
}

// loaded is a workspace with what its agencies are read and checked with.
type loaded struct {
	*workspace.Workspace
	*source.Loader
	rules    *check.Rules
	asOf     civil.AsOf
	site     *report.Site
	status   *weblink.Status // of links to other sites, nil where none was asked
	agencies []string        // ids, sorted
	log      finding.List    // what is wrong outside the agencies
	archives *sync.Map       // by agency, of those that were examined: *archive.Archive
	forms    form.Forms
	shared   *trace.Watch // what is read for all agencies
}

// load opens the workspace for checking and building. The caller closes it.
func (e *environment) load(asOf civil.Date) (*loaded, error) {
	ws, forms, log, err := e.open()
	if err != nil {
		return nil, err
	}
	shared := trace.New(ws.FS, e.now)
	l := &loaded{Workspace: ws, Loader: source.New(ws.FS, forms), asOf: civil.On(asOf), log: log, archives: &sync.Map{}, forms: forms, shared: shared}
	var notes finding.List
	l.rules, notes = check.Load(ws.Templates)
	l.log.Add(notes...)
	_, notes = check.Problems(ws.Templates)
	l.log.Add(notes...)
	l.site, notes = source.New(shared, forms).Site()
	l.log.Add(notes...)
	l.status, notes = weblink.Read(shared)
	l.log.Add(notes...)
	l.log.Add(l.checkLinks(weblink.OfSite(l.site))...)
	l.agencies, notes = l.Agencies()
	l.log.Add(notes...)
	return l, nil
}

// examined is an agency, and what was found in it.
type examined struct {
	*report.Agency
	own   finding.List // of files that belong to no report: the agency's own, its pages, its commitments
	years check.Findings

	sketches check.Sketches
}

// examine reads an agency and looks at it as an auditor would.
func (l *loaded) examine(id string) examined {
	sealed := l.openArchive(id)
	a, log := l.Agency(id)
	log.Add(sealed...)
	for _, c := range a.Commitments {
		log.Add(c.Findings...)
	}
	log.Add(l.rules.Pledges(a, l.asOf)...)
	log.Add(l.checkLinks(weblink.OfAgency(a, l.site.Domain))...)
	found, sketches := l.rules.Examine(a, l.asOf)
	x := examined{a, log, check.Findings{}, sketches}
	for _, s := range a.Series {
		for _, r := range s.Reports {
			year := append(finding.List{}, r.Findings...)
			year.Add(found[r]...)
			year.Add(early(r, l.asOf)...)
			year.Add(l.checkLinks(weblink.OfReport(r, l.site.Domain))...)
			x.years[r] = year
		}
	}
	return x
}

// checkLinks tells what is wrong with links to other sites, as far as it is known
// without asking.
func (l *loaded) checkLinks(all []weblink.Link) finding.List {
	return weblink.Check(all, l.site.Hosts, l.status, l.asOf)
}

// reports gives the years of all forms in order.
func (x examined) reports() []*report.Report {
	var all []*report.Report
	for _, s := range x.Series {
		all = append(all, s.Reports...)
	}
	return all
}

// early tells a report whose day of publication has not come: it would go public
// before its time.
func early(r *report.Report, asOf civil.AsOf) finding.List {
	day := civil.Of(r.Published.In(tomlfile.Beijing()))
	if r.Status != report.Published || r.Published.IsZero() || !asOf.Before(day) {
		return nil
	}
	return finding.List{{
		ID: "published-early", Severity: finding.Error, Pos: r.Place("published"),
		Message: finding.Text{ZH: "发布日期" + day.Chinese() + "还没有到（本次按" + asOf.Day().Chinese() + "计）", EN: "the day of publication, " + day.String() + ", has not come (as of " + asOf.Day().String() + ")"},
		Cure:    finding.Text{ZH: "核对发布日期；还没到发布的日子，先把 status 写成 \"approved\"", EN: "check the date; until the day comes, set status to \"approved\""},
	}}
}

// each does something for 0 to n-1 on all cores.
func each(n int, do func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// inOrder does something for 0 to n-1 on all cores and has the results taken one at
// a time, in order. No more of them wait for their turn than there are cores, so what
// they hold does not grow with n. The first error of take ends it.
func inOrder[T any](n int, do func(i int) T, take func(T) error) error {
	cores := runtime.GOMAXPROCS(0)
	turns := make(chan chan T, cores)
	free := make(chan struct{}, cores)
	var ended atomic.Bool
	go func() {
		defer close(turns)
		for i := 0; i < n && !ended.Load(); i++ {
			turn := make(chan T, 1)
			turns <- turn
			free <- struct{}{}
			go func() {
				turn <- do(i)
				<-free
			}()
		}
	}()
	var err error
	for turn := range turns {
		if t := <-turn; err == nil {
			err = take(t)
			ended.Store(err != nil)
		}
	}
	return err
}

// dayOf gives the day that a command counts for: the one that --as-of says, or
// today.
func (e *environment) dayOf(asOf string) (civil.Date, error) {
	if asOf == "" {
		return e.today, nil
	}
	d, err := civil.Parse(asOf)
	if err != nil {
		return d, problem{finding.Text{
			ZH: "--as-of 的日期写法不对：" + asOf + "，应形如 2024-03-01",
			EN: "--as-of: " + err.Error(),
		}}
	}
	return d, nil
}

// pick gives the agencies that a command is asked about, all where it names
// none.
func (l *loaded) pick(wanted []string) ([]string, error) {
	if len(wanted) == 0 {
		return l.agencies, nil
	}
	var out []string
	for _, id := range wanted {
		if !slices.Contains(l.agencies, id) {
			return nil, noAgency(id, l.agencies)
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

func noAgency(id string, known []string) error {
	text := finding.Text{
		ZH: "没有“" + id + "”这个单位：单位代码是 data 里文件夹的名字",
		EN: "there is no agency " + id + ": ids are the names of the folders in data/",
	}
	if near := finding.Similar(id, known); len(near) > 0 {
		text.ZH += "。是否想写 " + strings.Join(near, "、") + "？"
		text.EN += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return problem{text}
}
