package verify

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// Statement proves what an agency.json states, read from a site of which nothing
// else is wanted: the agency's log against its signed head, its records against the
// log, and against the records what agency.json says of sealed reports, of corrections
// and of the log itself. Reports that are not sealed are proved by nothing. The result
// has no agency where there is no log, and none is told of.
//
// files is the root of the site, a folder or what [Remote] gives. An error says that
// it could not be read at all.
func Statement(files fs.FS, a *v1.Agency, o Options) (*Result, error) {
	_, far := files.(*remote)
	t := &target{files: files, listable: !far, sums: map[string]sum{}}
	r := begin(t, o)
	at := siteLayout(a.ID)
	head := path.Join(at.ledger, ledger.HeadName)
	name := path.Join(a.ID, "agency.json")
	_, err := t.ReadFile(head)
	switch {
	case t.failed != nil:
		return nil, t.failed
	case errors.Is(err, fs.ErrNotExist) && a.Log == nil:
		return r.end(), nil
	case a.Log == nil:
		r.signed(name, "没有写本单位的封存档案，档案却在", "does not tell of the log that stands beside it")
	}
	out, records, ok := r.log(a.ID, at)
	if ok {
		held := map[reportKey]*record.Record{}
		for k, all := range records {
			if last := all[len(all)-1]; last != nil && last.Report != nil {
				held[k] = last
				out.Sealed++
			} else if last != nil {
				out.Gone++
			}
		}
		r.corrections(a.ID, records)
		r.states(name, a, out, held)
		r.sealed(name, a, records)
	}
	if t.failed != nil {
		return nil, t.failed
	}
	if out != nil {
		r.Agencies = append(r.Agencies, *out)
	}
	return r.end(), nil
}

// sealed proves the list of what is sealed in agency.json.
func (r *run) sealed(name string, a *v1.Agency, records map[reportKey][]*record.Record) {
	if a.Log == nil {
		return
	}
	said := map[reportKey]bool{}
	for _, s := range a.Log.Reports {
		k := reportKey{s.Form, s.Year}
		all := records[k]
		again := said[k]
		said[k] = true
		if len(all) == 0 || again || !lists(s, all) {
			r.signed(name, "封存清单里的“"+short(s.Title)+"”与封存的记录不符", "lists a sealed report otherwise than its record: "+short(s.Title))
		}
	}
	for k, all := range records {
		if last := all[len(all)-1]; last != nil && !said[k] {
			r.signed(name, "封存清单里没有"+last.Address, "does not list what is sealed: "+last.Address)
		}
	}
}

// lists tells whether a line of the list is as the records of its report have it. Of
// what was taken back the title is not known any more.
func lists(s v1.Sealed, all []*record.Record) bool {
	last := all[len(all)-1]
	if last == nil {
		return true // told already
	}
	if s.Revision != last.Revision || s.Date != last.Date || s.Withdrawn != (last.Report == nil) || s.SHA256 != last.Hash() {
		return false
	}
	if path.Join(last.Agency, s.Path) != last.Address || last.Report != nil && s.Title != last.Report.Title {
		return false
	}
	i := slices.IndexFunc(all, func(rec *record.Record) bool { return rec != nil })
	return all[i].Act != string(ledger.Seal) || s.First == all[i].Date
}
