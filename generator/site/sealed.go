package site

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"fazhi/generator/archive"
	"fazhi/generator/civil"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/report"
)

// SealError says that a page does not state what the record of its report does,
// so that it may not be published.
type SealError struct {
	Page       string
	Mismatches []record.Mismatch
}

func (e *SealError) Error() string {
	m := e.Mismatches[0]
	return fmt.Sprintf("%s: states otherwise than its record in %d places, first %q, sealed as %q", e.Page, len(e.Mismatches), m.Page, m.Sealed)
}

// sealed gives the record that holds for a report, nil where it is not sealed or
// was withdrawn.
func (g *agencyBuild) sealed(v *seriesView, r *report.Report) *record.Record {
	rec := g.archive.Latest(v.Form.ID, r.Year)
	if rec == nil || rec.Report == nil {
		return nil
	}
	return rec
}

// printSealed lets the references of sealed reports print what their records say,
// so that no later version of the program puts a number into other words.
func (g *agencyBuild) printSealed() {
	for _, v := range g.series {
		for _, r := range v.reports {
			rec := g.sealed(v, r)
			if rec == nil || !r.HasPage() || len(r.Narrative.References) != len(rec.Report.Printed) || g.otherSources(rec) != nil {
				continue // other sources: the build stops, and tells what they would print
			}
			for i, ref := range r.Narrative.References {
				ref.Printed = rec.Report.Printed[i]
			}
		}
	}
}

// showSeal says on a page that it is sealed, and where that is proved.
func (g *agencyBuild) showSeal(p *page.Report, v *seriesView, rec *record.Record) {
	p.Seal = page.Seal{
		Text: g.word("seal.sealed", rec.Revision), Date: dayOf(rec.Date),
		Code: strings.ToUpper(fingerprint(rec)), Href: rel(v.report(rec.Year), verifyPath+"#"+sealedID(g.agency.ID, rec.Form, rec.Year)),
	}
}

// fingerprint is the beginning of a record's hash, enough to be read out.
func fingerprint(rec *record.Record) string {
	return rec.Hash()[:12]
}

func dayOf(date string) page.Date {
	d, err := civil.Parse(date)
	if err != nil {
		return page.Date{}
	}
	return day(d)
}

// restoreWords puts the words and figures of a record into the view of a page.
func restoreWords(p *page.Report, s *record.Report) {
	p.Frame.Title, p.Frame.Meta.ArticleTitle, p.Frame.Meta.ContentSource = s.Title, s.Title, s.AgencyName
	for _, f := range s.Facts {
		if f.Name == "issuer" {
			p.Facts.Issuer = f.Value
		}
	}
	keys := map[string]record.Shown{}
	for _, k := range s.Keys {
		keys[k.Key] = k
	}
	for i := range p.Keys {
		k := &p.Keys[i]
		if s, ok := keys[figureKey(k.Href)]; ok && k.Number+k.Unit == s.Value {
			k.Label = s.Label
			if k.Change.Text != "" {
				k.Change.Text = s.Change
			} else {
				k.Note = s.Change
			}
		}
	}
	table := map[string]record.Shown{}
	for _, r := range s.Table {
		table[r.Key] = r
	}
	for i := range p.Tables {
		for j := range p.Tables[i].Groups {
			for k := range p.Tables[i].Groups[j].Rows {
				row := &p.Tables[i].Groups[j].Rows[k]
				if s, ok := table[figureKey("#"+row.ID)]; ok {
					restoreRow(row, s)
				}
			}
		}
	}
}

func restoreRow(row *page.Row, s record.Shown) {
	row.Label, row.Value.Text, row.Change.Text = s.Label, s.Value, s.Change
	if s.Before != "" {
		row.Before.Text = s.Before
	}
	why := s.Why
	for i := len(row.Sources) - 1; i >= 0 && len(why) > 0; i-- {
		row.Sources[i].Label, why = why[len(why)-1], why[:len(why)-1]
	}
	row.Definition, row.Note = "", ""
	switch len(why) {
	case 0:
	case 1:
		row.Definition = why[0]
	default:
		row.Definition, row.Note = why[0], strings.Join(why[1:], "")
	}
}

// prove checks that a page which was made states what its record does.
func (g *agencyBuild) prove(v *seriesView, r *report.Report, name string, data []byte) error {
	rec := g.sealed(v, r)
	if rec == nil || g.opts.Preview {
		return nil
	}
	read := record.ParsePage(data)
	wrong := rec.Report.Holds(read)
	if g.opts.Words != nil {
		known := g.knownWords(v, rec)
		for _, piece := range read.Rest {
			if known.Judge(piece) == record.Wrong {
				wrong = append(wrong, record.Mismatch{What: "words", Page: piece.Text})
			}
		}
	}
	if len(wrong) > 0 {
		return &SealError{name, wrong}
	}
	return nil
}

// knownWords gives what may stand on a report's page beside what it states. A page
// that says more than that would be taken for forged by those who verify it.
func (g *agencyBuild) knownWords(v *seriesView, rec *record.Record) *record.Known {
	var sizes []int64
	for _, a := range rec.Report.Attachments {
		sizes = append(sizes, int64(a.Size))
	}
	for _, f := range v.data[rec.Year] {
		if data, err := f.make(); err == nil {
			sizes = append(sizes, int64(len(data)))
		}
	}
	records := slices.Clone(g.archive.Revisions(rec.Form, rec.Year))
	if last := g.archive.Latest(rec.Form, rec.Year-1); last != nil {
		records = append(records, last)
	}
	return g.opts.Words.With(rec.Year, sizes, records...)
}

// logPath is where a file of the log stands on the site.
func (g *agencyBuild) logPath(name string) string { return g.agency.ID + "/ledger/" + name }

func (g *agencyBuild) recordPath(rec *record.Record) string {
	return g.logPath(fmt.Sprintf("records/%s/%04d/%d.json", rec.Form, rec.Year, rec.Revision))
}

// planLog publishes the log with its records. What a report that was withdrawn said
// is not published any more; its entries stay, and so the log stays whole.
func (g *agencyBuild) planLog() {
	if g.archive == nil {
		return
	}
	held := g.archive.Withheld()
	for _, name := range g.archive.Files {
		if slices.Contains(held, name) {
			continue
		}
		g.entries = append(g.entries, entry{g.logPath(name), func() ([]byte, error) {
			return fs.ReadFile(g.ws, path.Join(archive.Dir(g.agency.ID), name))
		}})
	}
}

// Differing is a sealed report whose sources are not those that were sealed.
type Differing struct {
	Report  *report.Report // nil where it is not there any more
	Record  *record.Record
	Sources []string        // that are otherwise, new or gone
	Changes *record.Changes // of what is stated; nil where that is not known
}

// Differing lists the sealed reports of an agency whose sources differ from their
// records.
func (o *Outline) Differing() ([]Differing, error) {
	g := o.build
	var out []Differing
	for _, rec := range g.archive.Holding() {
		d := Differing{Record: rec, Report: g.reportOf(rec), Sources: g.otherSources(rec)}
		stands := d.Report != nil && d.Report.HasPage() && g.viewOf(d.Report) != nil
		if stands {
			other, err := otherFiles(rec, d.Report)
			if err != nil {
				return nil, err
			}
			d.Sources = append(d.Sources, other...)
		}
		if len(d.Sources) == 0 {
			continue
		}
		if stands {
			now, err := o.Statement(d.Report)
			if err != nil {
				return nil, err
			}
			d.Changes = record.Compare(rec.Report, now)
		}
		out = append(out, d)
	}
	return out, nil
}

// otherFiles gives the files beside a report that are not those that were sealed:
// other bytes, gone, or new.
func otherFiles(rec *record.Record, r *report.Report) ([]string, error) {
	sealed := map[string]string{}
	for _, f := range rec.Report.Attachments {
		sealed[path.Base(f.Path)+f.SHA256] = f.Path
	}
	var out []string
	for _, f := range r.Files {
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		key := path.Base(f.Link) + record.Hash(data)
		if _, ok := sealed[key]; !ok {
			out = append(out, f.Path)
		}
		delete(sealed, key)
	}
	return append(out, slices.Sorted(maps.Values(sealed))...), nil
}

// otherSources gives the files of a sealed report that are not as they were. What
// other years are made from too may change for their sake: the record puts right
// what it says of this one.
func (g *agencyBuild) otherSources(rec *record.Record) []string {
	var out []string
	for _, s := range rec.Report.Sources {
		if s.Shared {
			continue
		}
		if data, err := fs.ReadFile(g.ws, s.Path); err != nil || record.Hash(data) != s.SHA256 {
			out = append(out, s.Path)
		}
	}
	return out
}

// reportOf gives the report that a record is of, nil where it is gone.
func (g *agencyBuild) reportOf(rec *record.Record) *report.Report {
	for _, s := range g.agency.Series {
		if s.Form.ID == rec.Form {
			return s.Year(rec.Year)
		}
	}
	return nil
}
