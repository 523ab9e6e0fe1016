package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/workspace"
)

// agencyOf gives the agency whose folder a file stands in, "" for what is
// outside of all.
func agencyOf(file string) string {
	parts := strings.Split(file, "/")
	if len(parts) < 2 || parts[0] != "data" && parts[0] != "content" || len(parts) == 2 && strings.Contains(parts[1], ".") {
		return ""
	}
	return parts[1]
}

// outside gives the findings that are no single agency's.
func outside(log finding.List) finding.List {
	var out finding.List
	for _, f := range log {
		if agencyOf(f.Pos.File) == "" {
			out = append(out, f)
		}
	}
	return out
}

// failing gives the agencies that could not even be begun: a folder of content
// that has no agency.toml.
func (c *buildCommand) failing(l *loaded, log *finding.List) []string {
	var ids []string
	for _, f := range *log {
		id := agencyOf(f.Pos.File)
		if id != "" && f.Severity == finding.Error && workspace.AgencyID(id) && !slices.Contains(l.agencies, id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// keep takes the failing agencies over from the tree before, and tells of each
// what becomes of it: those pages are an input of this build.
func (c *buildCommand) keep(dir string, w *whole) (finding.List, error) {
	before, err := site.OpenBefore(c.folder(dir), c.Draft)
	if err != nil {
		return nil, err
	}
	defer before.Close()
	var log finding.List
	slices.Sort(w.failing)
	for _, id := range w.failing {
		files, export, err := before.Agency(id)
		var changed *site.ChangedError
		switch {
		case errors.As(err, &changed):
			w.left = append(w.left, id)
			log.Add(leftOut(id, finding.Text{
				ZH: "以前生成的网页又被改动过（" + changed.Path + " 与清单不符），不能沿用",
				EN: "its pages of the tree before were changed since: " + changed.Path + " is not what the manifest says",
			}))
		case err != nil:
			return nil, err
		case files == nil:
			w.left = append(w.left, id)
			log.Add(leftOut(id, finding.Text{ZH: c.Out + " 里没有它以前的网页", EN: c.Out + " has no pages of it from before"}))
		default:
			names := len(files.Names())
			p := part{id: id}
			if err := c.write(w, &p, files, export, true); err != nil {
				return nil, err
			}
			if err := w.add(p); err != nil {
				return nil, err
			}
			w.kept = append(w.kept, fmt.Sprintf("%s（%s）", id, export.Name))
			log.Add(finding.Finding{
				ID: "agency-kept", Severity: finding.Warning, Pos: finding.Pos{File: "data/" + id + "/agency.toml"},
				Message: finding.Text{
					ZH: "这个单位有错误，没有重新生成；网站里是它上一次生成的网页，共" + fmt.Sprint(names) + "个文件",
					EN: "this agency has errors and was not built; the site has its pages of the tree before, " + finding.Plural(names, "file"),
				},
				Cure: finding.Text{ZH: "改正它的错误，再生成一次", EN: "mend its errors and build again"},
			})
		}
	}
	return log, nil
}

func leftOut(id string, why finding.Text) finding.Finding {
	return finding.Finding{
		ID: "agency-left-out", Severity: finding.Warning, Pos: finding.Pos{File: "data/" + id + "/agency.toml"},
		Message: finding.Text{ZH: "这个单位有错误，这次的网站里没有它：" + why.ZH, EN: "this agency has errors and is not in this site: " + why.EN},
		Cure:    finding.Text{ZH: "改正它的错误，再生成一次", EN: "mend its errors and build again"},
	}
}

// tellFailing names the agencies with errors in the summary.
func (w *whole) tellFailing(e *environment) {
	if len(w.kept) > 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "以下单位有错误，网站里仍是上一次生成的网页：\n  ",
			EN: "these agencies have errors; the site has their pages of the tree before:\n  ",
		}.In(e.Lang)+strings.Join(w.kept, "\n  "))
	}
	if len(w.left) > 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "以下单位有错误，网站里没有：\n  ",
			EN: "these agencies have errors and are not in the site:\n  ",
		}.In(e.Lang)+strings.Join(w.left, "\n  "))
	}
}
