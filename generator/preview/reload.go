package preview

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// change is what a set of saved files asks for.
type change struct {
	everything bool              // forms or checks: all must be read and checked again
	shared     bool              // the site, its pages, its look: nothing of the agencies
	agencies   map[string][]year // by id, the years that changed; nil for all years
}

// changeOf says what must be read again for files that changed, given by their
// slash paths in the workspace.
func changeOf(paths []string) change {
	c := change{agencies: map[string][]year{}}
	for _, name := range paths {
		parts := strings.Split(name, "/")
		switch {
		case parts[0] == "templates":
			if len(parts) == 1 || parts[1] != "pages" && parts[1] != "assets" && parts[1] != "text" {
				c.everything = true
			}
			c.shared = true
		case len(parts) == 1: // another folder in the place of data or content
			c.everything, c.shared = true, true
		case len(parts) == 2: // site.toml, pages of the site, folders of agencies
			c.shared = true
			if path.Ext(parts[1]) == "" {
				c.agencies[parts[1]] = nil
			}
		default:
			id := parts[1]
			known, there := c.agencies[id]
			y, ok := yearIn(parts)
			switch {
			case !ok:
				c.agencies[id] = nil
			case there && known == nil: // all of it already
			case !slices.Contains(known, y):
				c.agencies[id] = append(known, y)
			}
		}
	}
	return c
}

// yearIn reads data/a/fzzf/2023.toml and content/a/fzzf/2023.md.
func yearIn(parts []string) (year, bool) {
	if len(parts) != 4 {
		return year{}, false
	}
	ext := path.Ext(parts[3])
	y, err := strconv.Atoi(strings.TrimSuffix(parts[3], ext))
	return year{parts[2], y}, err == nil && (ext == ".toml" || ext == ".md")
}

// Changed makes the edition that follows from files that changed, given by
// their slash paths in the workspace, and makes open pages load again.
func (s *Server) Changed(paths []string) {
	s.swap.Lock()
	defer s.swap.Unlock()
	last := s.now.Load()
	next := s.follow(last, changeOf(paths))
	s.now.Store(next)
	s.reload.Pages()
	s.say(next)
	for _, a := range next.agencies {
		if a.partly {
			s.behind.Go(func() { s.checkBehind(next.Workspace, a) })
		}
	}
}

// follow makes an edition from the one before it.
func (s *Server) follow(last *edition, c change) *edition {
	ws := last.Workspace
	for id := range c.agencies {
		if last.byID[id] == nil {
			c.shared = true // a new agency, or a folder that is none
		}
	}
	if c.shared {
		ws = s.open(last.Workspace)
	}
	if c.everything {
		return s.assemble(ws, s.loadAll(ws))
	}
	var agencies []*agency
	for _, id := range ws.IDs {
		old := last.byID[id]
		years, changed := c.agencies[id]
		switch {
		case old == nil:
			agencies = append(agencies, s.load(ws, id, nil, nil))
		case changed:
			agencies = append(agencies, s.load(ws, id, old, years))
		case c.shared:
			again := *old
			agencies = append(agencies, again.finish(ws))
		default:
			agencies = append(agencies, old)
		}
	}
	return s.assemble(ws, agencies)
}

// open reads what is shared anew; where that fails, what was there stays, with
// a finding.
func (s *Server) open(last *Workspace) *Workspace {
	var ws *Workspace
	var err error
	log := safely("data/site.toml", func() { ws, err = s.opts.Open() })
	if err == nil && len(log) == 0 {
		return ws
	}
	again := *last
	again.Findings = log
	if err != nil {
		again.Findings.Add(finding.Finding{
			ID: "workspace", Severity: finding.Error, Pos: finding.Pos{File: "data/site.toml"},
			Message: finding.Text{ZH: "工作区没有能重新读取，显示的还是以前的内容：" + err.Error(), EN: "the workspace could not be read again; this is what was there before: " + err.Error()},
		})
	}
	return &again
}

// pause is how long the check of all years waits for the page that changed, and
// for the next save.
const pause = 150 * time.Millisecond

// checkBehind checks all years of an agency of which some were checked at once.
// Pages load again only where that finds anything else.
func (s *Server) checkBehind(ws *Workspace, a *agency) {
	time.Sleep(pause) // the page that somebody waits for comes first
	if !slices.Contains(s.now.Load().agencies, a) {
		return // saved again already
	}
	full := *a
	full.partly = false
	if log := safely("data/"+a.id, func() { full.checked = ws.Rules.Agency(a.model, civil.On(s.opts.AsOf)) }); len(log) > 0 {
		return // the same fault was told of the years that changed, or will be when all are read
	}
	full.notes = full.collect()
	s.swap.Lock()
	defer s.swap.Unlock()
	now := s.now.Load()
	i := slices.Index(now.agencies, a)
	if i < 0 {
		return // the agency was read again meanwhile
	}
	agencies := slices.Clone(now.agencies)
	agencies[i] = &full
	next := s.assemble(now.Workspace, agencies)
	same := slices.EqualFunc(a.notes, full.notes, sameNote)
	if same {
		next.name = now.name // no page needs to load again
	}
	s.now.Store(next)
	if !same {
		s.reload.Pages()
		s.say(next)
	}
}

// say tells the terminal how the edition stands.
func (s *Server) say(e *edition) {
	if s.opts.Tell == nil {
		return
	}
	c := e.counts()
	s.opts.Tell(finding.Text{
		ZH: fmt.Sprintf("已更新：%d个错误、%d个警告、%d个提示", c.Error, c.Warning, c.Info),
		EN: fmt.Sprintf("updated: %d errors, %d warnings, %d notes", c.Error, c.Warning, c.Info),
	})
}
