package verify

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"fazhi/generator/archive"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// layout is where a target has what belongs to an agency.
type layout struct {
	ledger string                           // folder of the log
	page   func(r *record.Record) string    // the page of a revision that holds
	data   func(r *record.Record) string    // the folder of its files of data
	file   func(a record.Attachment) string // where an attachment stands
	one    bool                             // a pack: the records of one report, and no pages of others
}

func siteLayout(id string) layout {
	return layout{
		ledger: id + "/ledger",
		page:   func(r *record.Record) string { return r.Address },
		data:   func(r *record.Record) string { return strings.TrimSuffix(r.Address, ".html") },
		file:   func(a record.Attachment) string { return a.Path },
	}
}

// supersededPage is where a revision stands that another took the place of.
func supersededPage(r *record.Record) string {
	return fmt.Sprintf("%s.r%d.html", strings.TrimSuffix(r.Address, ".html"), r.Revision)
}

// reportKey names a report of an agency.
type reportKey struct {
	form string
	year int
}

// agency verifies the log of an agency and all that it has sealed.
func (r *run) agency(id string, at layout) {
	out, records, ok := r.log(id, at)
	if ok {
		r.reports(out, at, records)
	}
	if out != nil {
		r.Agencies = append(r.Agencies, *out)
	}
}

// log verifies the log of an agency, and gives its records. Where that fails it is
// told; out is nil unless the head is signed as it should be.
func (r *run) log(id string, at layout) (out *Agency, records map[reportKey][]*record.Record, ok bool) {
	files, err := fs.Sub(r.target, at.ledger)
	if err != nil {
		r.signed(at.ledger, err.Error(), err.Error())
		return nil, nil, false
	}
	head := path.Join(at.ledger, ledger.HeadName)
	key, pinned := r.keyOf(files, head)
	if key == nil {
		return nil, nil, false
	}
	signed, err := fs.ReadFile(files, ledger.HeadName)
	if err != nil {
		r.signed(head, "签名的树头读不出来："+err.Error(), "the signed tree head cannot be read: "+err.Error())
		return nil, nil, false
	}
	out = &Agency{ID: id, Key: keyLine(files, key), Pinned: pinned, Signed: signed}
	if out.Head, err = ledger.ParseHead(signed, key); err == nil && out.Head.Size > mostEntries {
		err = &SizeError{head}
	}
	if err != nil {
		r.signed(head, "签名的树头不对，下面的内容都没有证明："+err.Error(), "the signed tree head is wrong, nothing below it is proved: "+err.Error())
		return nil, nil, false
	}
	for _, f := range ledger.Faults(files, key) {
		r.signed(path.Join(at.ledger, f.Path), "与签名的树头不符："+f.Reason.Error(), "does not agree with the signed tree head: "+f.Reason.Error())
	}
	out.Since = r.since(files, key, head, out.Head)
	_, entries, ok := ledger.Proved(files, key)
	if !ok {
		r.signed(head, "档案的条目与签名的树头对不上，封存的报告没有证明", "the entries do not lead to the signed tree head, so no report is proved")
		return out, nil, false
	}
	return out, r.records(files, id, at, entries), true
}

// keyLine is the public key as it is printed: the file beside the head, where it
// is that key.
func keyLine(files fs.FS, key note.Verifier) string {
	if text, err := fs.ReadFile(files, ledger.KeyName); err == nil {
		if k, err := ledger.ParsePublic(string(text)); err == nil && keyText(k) == keyText(key) {
			return strings.TrimSpace(string(text))
		}
	}
	return keyText(key)
}

// keyOf chooses the key that a log must be signed with: one that the caller
// named; where he named none, the one beside the head.
func (r *run) keyOf(files fs.FS, head string) (key note.Verifier, pinned bool) {
	beside := path.Join(path.Dir(head), ledger.KeyName)
	text, err := fs.ReadFile(files, ledger.KeyName)
	own, err2 := ledger.ParsePublic(string(text))
	if err == nil {
		err = err2
	}
	if err != nil {
		r.signed(beside, "公钥读不出来："+err.Error(), "the public key cannot be read: "+err.Error())
	} else if string(text) != strings.TrimSpace(string(text))+"\n" {
		r.signed(beside, "公钥文件不是程序写出来的样子", "the file of the key is not as the program writes it")
	}
	if len(r.Keys) == 0 {
		return own, false
	}
	signed, _ := fs.ReadFile(files, ledger.HeadName)
	for _, k := range r.Keys {
		if _, err := ledger.ParseHead(signed, k); err == nil {
			key = k
		}
	}
	if key == nil {
		r.signed(head, "不是用您指定的公钥签名的：可能换了密钥，也可能是冒充", "is not signed with a given key: the key was changed, or somebody pretends")
		return nil, true
	}
	r.used[keyText(key)] = true
	if own != nil && keyText(own) != keyText(key) {
		r.signed(beside, "不是签名用的公钥", "is not the key that the head is signed with")
	}
	return key, true
}

// since checks that a log continues the heads that were seen earlier.
func (r *run) since(files fs.FS, key note.Verifier, head string, now ledger.Head) bool {
	some := false
	for i, signed := range r.Since {
		earlier, err := ledger.ParseHead(signed, key)
		if err != nil {
			continue // of another log
		}
		r.met[i] = true
		some = true
		log, err := ledger.Open(files, key)
		if err == nil {
			err = log.Continues(earlier)
		}
		switch {
		case errors.Is(err, ledger.ErrForked):
			r.signed(head, fmt.Sprintf("不是以前那份档案的延续：以前见过的树头有%d条，现在有%d条，以前的记录被删改过", earlier.Size, now.Size),
				fmt.Sprintf("does not continue the earlier head of %d entries with its %d: something that was published was taken out or changed", earlier.Size, now.Size))
		case err != nil:
			r.signed(head, "无法与以前的树头对照："+err.Error(), "cannot be held against the earlier head: "+err.Error())
		}
	}
	return some
}

// records reads the records, each checked against its entry and the one that it
// follows. Of one that is wrong there is nil.
func (r *run) records(files fs.FS, id string, at layout, entries []ledger.Entry) map[reportKey][]*record.Record {
	out := map[reportKey][]*record.Record{}
	last, gone := map[reportKey]string{}, map[reportKey]bool{}
	for _, e := range entries {
		gone[reportKey{e.Form, e.Year}] = e.Act == ledger.Withdraw
	}
	for _, e := range entries {
		name, k := path.Join(at.ledger, e.Path()), reportKey{e.Form, e.Year}
		rec, err := archive.Record(files, e)
		if err == nil && !at.one {
			rec = rec.Under(id)
		}
		var file *archive.FileError
		switch {
		case at.one && errors.Is(err, fs.ErrNotExist):
			continue // of another report
		case gone[k] && e.Act != ledger.Withdraw && errors.Is(err, fs.ErrNotExist):
			last[k] = fmt.Sprintf("%x", e.Record) // what was taken back is not published any more
			continue
		case errors.As(err, &file):
			r.signed(name, "不是档案里记的那份记录："+file.Reason.Error(), "is not the record that the log names: "+file.Reason.Error())
			rec = nil
		case e.Agency != id && r.lives(e.Agency):
			r.signed(name, "是另一个单位的记录："+e.Agency, "is a record of another agency, "+e.Agency)
			rec = nil
		case rec.Previous != last[k]:
			r.signed(name, "没有接上前一版记录", "does not follow the record before it")
		}
		last[k] = fmt.Sprintf("%x", e.Record)
		out[k] = append(out[k], rec)
	}
	return out
}

// lives tells whether the target has a log of an agency. One that has none may be
// the name that an agency's folder had before: its log goes on under the new one,
// and no other key could have signed it.
func (r *run) lives(agency string) bool {
	_, err := fs.Stat(r.target, agency+"/ledger/"+ledger.HeadName)
	return err == nil
}

// reports proves each report whose records are sound.
func (r *run) reports(out *Agency, at layout, records map[reportKey][]*record.Record) {
	keys := make([]reportKey, 0, len(records))
	for k := range records {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b reportKey) int {
		if a.form != b.form {
			return strings.Compare(a.form, b.form)
		}
		return a.year - b.year
	})
	held := map[reportKey]*record.Record{}
	for _, k := range keys {
		all := records[k]
		last := all[len(all)-1]
		sound := slices.DeleteFunc(slices.Clone(all), func(rec *record.Record) bool { return rec == nil })
		known := func(rec *record.Record) *record.Known {
			return r.known.With(k.year, r.sizes(at, rec), append(slices.Clone(sound), lastYear(records, k)...)...)
		}
		switch {
		case last == nil:
			out.Sealed++
			continue
		case last.Report == nil:
			out.Gone++
			r.withdrawn(at, last, sound)
		default:
			out.Sealed++
			held[k] = last
			r.report(at, last, known)
			if at.one {
				r.packed(last, out.Head)
			}
		}
		if at.one {
			continue
		}
		for _, rec := range sound {
			if rec != last && rec.Report != nil && last.Report != nil {
				r.page(supersededPage(rec), rec, known(rec))
			}
		}
	}
	if !at.one {
		r.corrections(out.ID, records)
		r.agencyData(out, held)
		for _, rec := range held {
			r.held[rec.Address] = rec
		}
	}
}

// lastYear gives the records of the year before, which proves its own figures.
func lastYear(records map[reportKey][]*record.Record, k reportKey) []*record.Record {
	all := records[reportKey{k.form, k.year - 1}]
	if len(all) == 0 || all[len(all)-1] == nil {
		return nil
	}
	return all[len(all)-1:]
}

// withdrawn checks that the page of a report that was taken back does not state
// it any more.
func (r *run) withdrawn(at layout, last *record.Record, all []*record.Record) {
	name := at.page(last)
	data, err := r.target.ReadFile(name)
	if err != nil {
		r.signed(name, "报告已撤回，却没有说明撤回的网页", "the report was withdrawn, but the page that says so is missing")
		return
	}
	page := record.ParsePage(data)
	for _, rec := range all {
		if rec.Report != nil && len(page.Paragraphs) > 0 {
			r.signed(name, "报告已撤回，网页上却还有正文", "the report was withdrawn, but its page still has a text")
			return
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(record.Text(data)), ""), strings.Join(strings.Fields(last.Reason), "")) {
		r.signed(name, "没有写明封存的撤回理由“"+last.Reason+"”", "does not give the sealed reason "+last.Reason)
	}
}
