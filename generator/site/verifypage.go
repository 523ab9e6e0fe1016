package site

import (
	"cmp"
	"slices"
	"strings"

	"fazhi/generator/archive"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/record"
)

// verifyPath is the page that says how sealed reports are proved. Like that of
// checks it is a promise.
const verifyPath = "verify/index.html"

// sealedID is where a report stands on that page.
func sealedID(agency, form string, year int) string {
	return agency + "-" + form + "-" + itoa(year)
}

// exportLog says what the agency has sealed, nil where it has nothing.
func (g *agencyBuild) exportLog() *v1.Log {
	all := latest(g.archive)
	if len(all) == 0 {
		return nil
	}
	head := g.archive.Log.Head
	out := &v1.Log{Key: g.archive.Key, Size: head.Size, Root: head.Root.String()}
	for _, rec := range all {
		s := v1.Sealed{
			Form: rec.Form, Year: rec.Year, Revision: rec.Revision, Date: rec.Date, Path: rel(g.home(), rec.Address),
			Withdrawn: rec.Report == nil, SHA256: rec.Hash(), Record: rel(g.home(), g.recordPath(rec)),
		}
		for _, r := range g.archive.Revisions(rec.Form, rec.Year) {
			if s.First == "" {
				s.First = r.Date
			}
			if r.Report != nil {
				s.Title = r.Report.Title
			}
		}
		out.Last = max(out.Last, rec.Date)
		out.Reports = append(out.Reports, s)
	}
	for _, rec := range g.archive.Corrections() {
		if before := g.archive.Before(rec); before != nil && (rec.Report == nil || !g.withdrawn(rec.Form, rec.Year)) {
			out.Corrections = append(out.Corrections, rec.Correction(before.Report.Title))
		}
	}
	return out
}

// latest gives the record that holds of each report, newest year first.
func latest(a *archive.Archive) []*record.Record {
	out := a.All()
	slices.SortStableFunc(out, func(r, s *record.Record) int {
		return cmp.Or(strings.Compare(r.Form, s.Form), cmp.Compare(s.Year, r.Year))
	})
	return out
}

// verifyPage is the page over the logs of all agencies.
func (p *Portal) verifyPage(demo bool) page.Verify {
	b := p.Builder
	f := b.base(verifyPath, b.word("site.verify"))
	f.Demo = demo
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(verifyPath, "index.html")}, {Label: f.Title}}
	b.column(&f.Meta, f.Title, b.word("verify.intro"), "portal")
	w := func(key string) string { return b.word("verify." + key) }
	say := func(key string) string { return b.word("proving." + key) }
	own := b.opts.BaseURL
	if b.opts.Harvest {
		own = "" // what is sealed stands on other sites
	}
	key := " --key " + say("key_name")
	out := page.Verify{
		Frame: f,
		Contents: []page.Heading{
			{Label: w("what"), Href: "#what"}, {Label: w("how"), Href: "#how"}, {Label: w("limits"), Href: "#limits"},
		},
		Program: []page.Command{
			{Line: "fazhi verify " + say("folder_name") + key, Text: say("folder")},
			{Line: "fazhi verify " + cmp.Or(own, say("site")) + key, Text: say("address")},
			{Line: "fazhi verify " + say("file") + key, Text: say("pack")},
			{Line: "fazhi verify " + say("folder_name") + key + " --since head", Text: say("since")},
		},
		Plain: []page.Command{
			{Line: "sha256sum -c manifest-sha256.txt", Text: say("payload")},
			{Line: "sha256sum -c tagmanifest-sha256.txt", Text: say("tags")},
		},
	}
	logs := page.Heading{Label: w("logs")}
	for _, r := range p.rows {
		if r.log != nil {
			out.Logs = append(out.Logs, *r.log)
			logs.Items = append(logs.Items, page.Heading{Label: r.name, Href: "#" + r.log.ID})
		}
	}
	if len(logs.Items) > 0 {
		logs.Href = "#logs"
		out.Contents = append(out.Contents, logs)
	}
	return out
}

func (b *Builder) verifyLog(r *portalRow, a *v1.Agency) page.Log {
	at := func(name string) string { return rel(verifyPath, r.at+name) }
	away := r.from != nil
	l := page.Log{
		ID: a.ID, Agency: page.Link{Label: a.Name, Href: at("index.html"), Away: away},
		Key: a.Log.Key, KeyFile: at("ledger/key"), Size: a.Log.Size, Root: a.Log.Root, Head: at("ledger/head"), Last: dayOf(a.Log.Last),
	}
	for _, s := range a.Log.Reports {
		l.Reports = append(l.Reports, page.SealedReport{
			ID: sealedID(a.ID, s.Form, s.Year), Report: page.Link{Label: s.Title, Href: at(s.Path), Away: away},
			Revision: s.Revision, Date: dayOf(s.Date), Withdrawn: s.Withdrawn, Hash: s.SHA256, Record: at(s.Record),
		})
	}
	return l
}
