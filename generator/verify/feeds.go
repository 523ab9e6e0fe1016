package verify

import (
	"fmt"
	"path"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/feed"
	"fazhi/generator/record"
)

// corrections notes what an agency's log says of corrections and withdrawals.
func (r *run) corrections(id string, records map[reportKey][]*record.Record) {
	for _, all := range records {
		title := ""
		last := all[len(all)-1]
		if last != nil && last.Report == nil {
			r.gone[last.Address] = true
		}
		for _, rec := range all {
			switch {
			case rec == nil:
				continue
			case rec.Act == "seal", rec.Report != nil && last != nil && last.Report == nil:
			default:
				c := rec.Correction(title)
				r.corrected[id+"/"+c.Path] = c
			}
			if rec.Report != nil {
				title = rec.Report.Title
			}
		}
	}
}

// told proves what agency.json says of corrections and withdrawals. The title of a
// report that was withdrawn is not known any more.
func (r *run) told(name string, a *v1.Agency) {
	if a.Log == nil {
		return
	}
	said := map[string]bool{}
	for _, c := range a.Log.Corrections {
		at := a.ID + "/" + c.Path
		want, ok := r.corrected[at]
		said[at] = true
		if want.Title == "" {
			want.Title = c.Title
		}
		if !ok || want.Reason != c.Reason || want.Date != c.Date || want.Title != c.Title || want.Withdrawn != c.Withdrawn || want.Material != c.Material || !slices.Equal(want.Figures, c.Figures) ||
			want.Form != c.Form || want.Year != c.Year || want.Revision != c.Revision {
			r.signed(name, "更正或撤回“"+short(c.Title)+"”与封存的记录不符", "tells of a correction otherwise than its record: "+short(c.Title))
		}
	}
	for at, c := range r.corrected {
		if strings.HasPrefix(at, a.ID+"/") && !said[at] {
			r.signed(name, fmt.Sprintf("没有写封存的更正或撤回 %s/%d", c.Form, c.Year), fmt.Sprintf("lacks a correction of %s/%d that is sealed", c.Form, c.Year))
		}
	}
}

// feeds proves what feeds say of sealed reports, of corrections and withdrawals.
func (r *run) feeds() {
	dirs := []string{""}
	for _, a := range r.Agencies {
		dirs = append(dirs, a.ID)
	}
	for _, dir := range dirs {
		for _, base := range []string{feed.AtomName, feed.JSONName} {
			name := path.Join(dir, base)
			data, err := r.target.ReadFile(name)
			if err != nil {
				continue // told where it is held against the list
			}
			f, _, err := feed.Read(name, data)
			if err != nil {
				r.add(name, r.proofOf(dir+"/agency.json"), "不是程序写出来的样子："+err.Error(), "is not as the program writes it: "+err.Error())
				continue
			}
			for i := range f.Entries {
				r.entry(name, &f.Entries[i])
			}
		}
	}
}

// entry proves one entry of a feed, as far as it is about what is sealed. Only a
// portal, which has nothing of its own, may tell of other sites.
func (r *run) entry(name string, e *feed.Entry) {
	if feed.Elsewhere(e.Path) && len(r.Agencies) > 0 {
		r.signed(name, "“"+short(e.Title)+"”通到别的网站："+e.Path, short(e.Title)+" leads to another site: "+e.Path)
	}
	wrong := func(what, said string) {
		r.signed(name, fmt.Sprintf("“%s”的%s与封存的记录不符：%s", short(e.Title), map[string]string{"title": "标题", "summary": "摘要", "date": "日期", "kind": "类别"}[what], quoted(said, "没有")),
			fmt.Sprintf("%s of %s is not as sealed: %s", what, short(e.Title), said))
	}
	if c, ok := r.corrected[e.Path]; ok {
		if !strings.HasSuffix(e.Title, c.Title) || !r.filled(strings.TrimPrefix(e.Title, feed.DemoMark), c.Title) && c.Title != "" {
			wrong("title", e.Title)
		}
		if (e.Kind == feed.Withdrawal) != c.Withdrawn {
			wrong("kind", string(e.Kind))
		}
		if !record.SameDate(e.Updated, c.Date) {
			wrong("date", e.Updated)
		}
		if !r.reasons(e.Summary, c) {
			wrong("summary", e.Summary)
		}
		return
	}
	rec := r.held[e.Path]
	switch {
	case r.gone[e.Path]:
		wrong("kind", string(e.Kind))
	case rec == nil:
	case e.Kind != feed.Publication:
		wrong("kind", string(e.Kind))
	default:
		r.publication(e, rec.Report, r.labels[rec.Agency+"/"+rec.Form], wrong)
	}
}

func (r *run) publication(e *feed.Entry, rep *record.Report, labels map[string]string, wrong func(what, said string)) {
	title := rep.Title
	if len(rep.Figures) > 0 && rep.Figures[0].Demo {
		title = feed.DemoMark + title
	}
	if e.Title != title && !(len(rep.Figures) == 0 && e.Title == feed.DemoMark+title) {
		wrong("title", e.Title)
	}
	if !record.SameDate(e.Published, rep.Fact("published")) {
		wrong("date", e.Published)
	}
	lines := strings.Split(e.Summary, "\n")
	last := len(lines) - 1
	for i, line := range lines {
		if line != e.Title && !rep.Sourced(line) && (i < last || !states(line, rep, labels)) {
			wrong("summary", line)
		}
	}
}

// states tells whether a line gives the key figures of a report, each with its
// wording, in the order of its page. labels are those of today.
func states(line string, rep *record.Report, labels map[string]string) bool {
	for _, k := range rep.Keys {
		f := rep.Figure(k.Key)
		if f == nil {
			return false
		}
		_, rest, ok := strings.Cut(line, f.Text)
		before, label := strings.TrimSuffix(line, f.Text+rest), ""
		for _, sep := range []string{"：", ": "} {
			if s, cut := strings.CutSuffix(before, sep); cut {
				label = s
			}
		}
		if !ok || label != k.Label && label != f.Label && label != labels[k.Key] {
			return false
		}
		line = strings.TrimLeft(rest, "； ;")
	}
	return line == ""
}

// filled tells whether a text is a word of the interface with a title in its place.
func (r *run) filled(text, title string) bool {
	return slices.ContainsFunc(r.Words, func(word string) bool { return word != "{}" && strings.Replace(word, "{}", title, 1) == text })
}

// reasons tells whether a summary gives the reason of a correction, and each figure
// that it changed.
func (r *run) reasons(summary string, c v1.Correction) bool {
	lines := strings.Split(summary, "\n")
	if len(lines) != 1+len(c.Figures) || !r.filled(lines[0], c.Reason) {
		return false
	}
	for i, f := range c.Figures {
		rest := lines[i+1]
		for _, part := range []string{f.Label, f.Old, f.New} {
			_, after, ok := strings.Cut(rest, part)
			if !ok {
				return false
			}
			rest = after
		}
	}
	return true
}
