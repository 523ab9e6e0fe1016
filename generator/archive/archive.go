// Package archive joins the log of an agency with its records: which revisions
// of which reports are sealed, and what they state. It seals, and tells how the
// sources of today differ from what was sealed.
package archive

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// Archive is what an agency has sealed. The nil one has sealed nothing.
type Archive struct {
	Log   *ledger.Log
	Key   string   // the public key that it is signed with
	Files []string // of the log, within its folder, sorted; attachments are not among them

	agency  string
	records map[report][]*record.Record // oldest revision first
}

// report names a report of an agency.
type report struct {
	form string
	year int
}

// Dir is the folder of an agency's log in the workspace, and below the site's
// root without the first part.
func Dir(agency string) string { return "data/" + agency + "/ledger" }

// FileError says that a file of an archive is missing or is not what the log says.
type FileError struct {
	Path   string // in the workspace
	Reason error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Reason.Error() }

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Reason }

var (
	errHash   = errors.New("not the record that the log names")
	errRecord = errors.New("says otherwise than its entry in the log")
)

// Open reads the archive of an agency, nil where it has none. Every record is
// checked against the log, and the log against its head, which is signed with the
// key that stands beside it: a workspace is trusted to hold its own key. Errors
// are *FileError.
func Open(ws fs.FS, agency string) (*Archive, error) {
	dir := Dir(agency)
	if _, err := fs.Stat(ws, path.Join(dir, ledger.HeadName)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	files, err := fs.Sub(ws, dir)
	if err != nil {
		return nil, err
	}
	a, err := open(files, agency)
	var f *FileError
	var tile *ledger.FileError
	switch {
	case errors.As(err, &f):
		f.Path = path.Join(dir, f.Path)
	case errors.As(err, &tile):
		err = &FileError{path.Join(dir, tile.Path), tile.Reason}
	case err != nil:
		err = &FileError{path.Join(dir, ledger.HeadName), err}
	}
	return a, err
}

func open(files fs.FS, agency string) (*Archive, error) {
	public, err := fs.ReadFile(files, ledger.KeyName)
	if err != nil {
		return nil, &FileError{ledger.KeyName, err}
	}
	key, err := ledger.ParsePublic(string(public))
	if err != nil {
		return nil, &FileError{ledger.KeyName, err}
	}
	log, err := ledger.Open(files, key)
	if err != nil {
		return nil, err
	}
	entries, err := log.Entries()
	if err != nil {
		return nil, err
	}
	names, err := log.Paths()
	if err != nil {
		return nil, err
	}
	a := &Archive{Log: log, Key: strings.TrimSpace(string(public)), Files: names, agency: agency, records: map[report][]*record.Record{}}
	for _, e := range entries {
		r, err := Record(files, e)
		if err != nil {
			return nil, err
		}
		r = r.Under(agency)
		at := report{e.Form, e.Year}
		a.records[at] = append(a.records[at], r)
	}
	return a, nil
}

// Record reads the record of an entry from the folder of a log, checked against
// the entry. Errors are *FileError with a path within that folder.
func Record(files fs.FS, e ledger.Entry) (*record.Record, error) {
	data, err := fs.ReadFile(files, e.Path())
	if err != nil {
		return nil, &FileError{e.Path(), err}
	}
	if record.Hash(data) != fmt.Sprintf("%x", e.Record) {
		return nil, &FileError{e.Path(), errHash}
	}
	r, err := record.Decode(data)
	if err != nil {
		return nil, &FileError{e.Path(), err}
	}
	if r.Act != string(e.Act) || r.Agency != e.Agency || r.Form != e.Form || r.Year != e.Year || r.Revision != e.Revision ||
		r.Date != e.Date.String() || (r.Report == nil) != (e.Act == ledger.Withdraw) {
		return nil, &FileError{e.Path(), errRecord}
	}
	return r, nil
}

// Revisions gives the records of a report, oldest first. A withdrawal is the last
// where there is one.
func (a *Archive) Revisions(form string, year int) []*record.Record {
	if a == nil {
		return nil
	}
	return a.records[report{form, year}]
}

// Latest gives the record that holds for a report, nil where it is not sealed.
func (a *Archive) Latest(form string, year int) *record.Record {
	all := a.Revisions(form, year)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// All gives the record that holds for each report, withdrawals too, by form and
// year.
func (a *Archive) All() []*record.Record {
	if a == nil {
		return nil
	}
	var out []*record.Record
	for _, all := range a.records {
		out = append(out, all[len(all)-1])
	}
	slices.SortFunc(out, func(r, s *record.Record) int {
		return cmp.Or(cmp.Compare(r.Form, s.Form), cmp.Compare(r.Year, s.Year))
	})
	return out
}

// Holding gives the records that hold and state something, by form and year: not
// those of reports that were withdrawn.
func (a *Archive) Holding() []*record.Record {
	if a == nil {
		return nil
	}
	var out []*record.Record
	for _, all := range a.records {
		if last := all[len(all)-1]; last.Report != nil {
			out = append(out, last)
		}
	}
	slices.SortFunc(out, func(r, s *record.Record) int {
		return cmp.Or(cmp.Compare(r.Form, s.Form), cmp.Compare(r.Year, s.Year))
	})
	return out
}

// Reports gives the revisions of every report of a form, by year; of each the
// oldest first.
func (a *Archive) Reports(form string) [][]*record.Record {
	if a == nil {
		return nil
	}
	var out [][]*record.Record
	for at, all := range a.records {
		if at.form == form {
			out = append(out, all)
		}
	}
	slices.SortFunc(out, func(r, s []*record.Record) int { return cmp.Compare(r[0].Year, s[0].Year) })
	return out
}

// Corrections gives the revisions and withdrawals, newest first.
func (a *Archive) Corrections() []*record.Record {
	if a == nil {
		return nil
	}
	var out []*record.Record
	for _, all := range a.records {
		for _, r := range all {
			if r.Act != string(ledger.Seal) {
				out = append(out, r)
			}
		}
	}
	slices.SortFunc(out, func(r, s *record.Record) int {
		return cmp.Or(cmp.Compare(s.Date, r.Date), cmp.Compare(r.Form, s.Form), cmp.Compare(s.Year, r.Year), cmp.Compare(s.Revision, r.Revision))
	})
	return out
}

// Before gives the last record before another that states something of the same
// report, nil where there is none.
func (a *Archive) Before(r *record.Record) *record.Record {
	for _, other := range slices.Backward(a.Revisions(r.Form, r.Year)) {
		if other.Revision < r.Revision && other.Report != nil {
			return other
		}
	}
	return nil
}

// Withheld gives the files of the log that are not published: the records of
// reports that were withdrawn, but for the withdrawals themselves.
func (a *Archive) Withheld() []string {
	var out []string
	for at, all := range a.records {
		if all[len(all)-1].Report != nil {
			continue
		}
		for _, r := range all {
			if r.Report != nil {
				out = append(out, ledger.Entry{Form: at.form, Year: at.year, Revision: r.Revision}.Path())
			}
		}
	}
	slices.Sort(out)
	return out
}

// Forms gives the kinds of report that something is sealed of, sorted.
func (a *Archive) Forms() []string {
	if a == nil {
		return nil
	}
	var out []string
	for at := range a.records {
		out = append(out, at.form)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
