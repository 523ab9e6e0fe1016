package archive

import (
	"crypto/sha256"
	"os"

	"fazhi/generator/civil"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// Append seals records: each becomes an entry of the log in the folder root, with
// the attachments that it names by their hash. The caller holds the log's lock
// and has set all of a record but Previous. All of it happens or nothing.
func (a *Archive) Append(root *os.Root, key *ledger.Key, day civil.Date, records []*record.Record, files []ledger.File) (*ledger.Log, error) {
	var entries []ledger.Entry
	for _, r := range records {
		if last := a.Latest(r.Form, r.Year); last != nil {
			r.Previous = last.Hash()
		}
		r.Date = day.String()
		data, err := r.Encode()
		if err != nil {
			return nil, err
		}
		e := ledger.Entry{
			Act: ledger.Act(r.Act), Agency: r.Agency, Form: r.Form, Year: r.Year, Revision: r.Revision,
			Date: day, Record: sha256.Sum256(data),
		}
		entries = append(entries, e)
		files = append(files, ledger.File{Name: e.Path(), Data: data})
	}
	return ledger.Append(root, key, entries, files)
}

// Blob is where the bytes of an attachment are kept within the folder of a log.
func Blob(hash string) string { return "files/" + hash }
