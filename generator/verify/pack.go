package verify

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"

	"fazhi/generator/ledger"
	"fazhi/generator/pack"
	"fazhi/generator/record"
)

// packLayout is where a pack has what belongs to its report.
func packLayout() layout {
	return layout{
		ledger: pack.Ledger, one: true,
		page: func(*record.Record) string { return pack.Page },
		data: func(*record.Record) string { return "data" },
		file: func(a record.Attachment) string { return pack.FileName(a) },
	}
}

// pack verifies a pack: first what is signed, then every file against its lists.
func (r *run) pack() error {
	at := packLayout()
	files, err := fs.Sub(r.target, at.ledger)
	if err != nil {
		return err
	}
	id := r.packAgency(files)
	before := len(r.Agencies)
	r.agency(id, at)
	if len(r.Agencies) == before || r.Agencies[before].Sealed == 0 {
		r.signed(at.ledger, "包里没有能证明的报告记录", "holds no record of a report that is proved")
	}
	r.bag()
	return nil
}

// packAgency gives the agency that the log is of: that of its first entry.
func (r *run) packAgency(files fs.FS) string {
	text, err := fs.ReadFile(files, ledger.KeyName)
	if err != nil {
		return ""
	}
	keys := r.Keys
	if own, err := ledger.ParsePublic(string(text)); err == nil {
		keys = append(keys[:len(keys):len(keys)], own)
	}
	for _, key := range keys {
		if _, entries, ok := ledger.Proved(files, key); ok && len(entries) > 0 {
			return entries[0].Agency
		}
	}
	return ""
}

// packed proves what a pack has beside what a site has: the sources, the findings,
// the proof of inclusion.
func (r *run) packed(rec *record.Record, head ledger.Head) {
	for _, s := range rec.Report.Sources {
		name := pack.SourceName(s)
		switch sum, _, err := r.target.sum(name); {
		case errors.Is(err, fs.ErrNotExist):
			r.missing(name)
		case err != nil || sum != s.SHA256:
			r.signed(name, "不是封存时的来源文件", "is not the source that was sealed")
		}
	}
	if want, err := pack.EncodeFindings(rec.Report.Findings); err == nil {
		if data, err := r.target.ReadFile(pack.Findings); err != nil || string(data) != string(want) {
			r.signed(pack.Findings, "不是封存时检查发现的问题", "is not what was found when the report was sealed")
		}
	}
	var proof pack.Inclusion
	data, err := r.target.ReadFile(pack.Proof)
	if err == nil {
		err = json.Unmarshal(data, &proof)
	}
	if err == nil {
		err = proof.Check(head)
	}
	if again, _ := proof.Encode(); err == nil && string(again) != string(data) {
		err = errors.New("not as the program writes it")
	}
	if entry, perr := ledger.ParseEntry([]byte(proof.Entry)); err == nil && (perr != nil || entry.Form != rec.Form || entry.Year != rec.Year || entry.Revision != rec.Revision) {
		err = errors.New("of another report")
	}
	if err != nil {
		r.signed(pack.Proof, "证明不成立："+err.Error(), "is no proof: "+err.Error())
	}
}

// bag holds every file against the lists of the bag.
func (r *run) bag() {
	named := map[string]bool{}
	for _, m := range r.Mismatches {
		named[m.File] = true
	}
	in := map[string]bool{pack.Tags: true}
	for _, list := range []string{pack.Payload, pack.Tags} {
		data, err := r.target.ReadFile(list)
		if err != nil {
			r.add(list, Listed, "清单读不出来："+err.Error(), "the list cannot be read: "+err.Error())
			continue
		}
		for _, line := range strings.SplitAfter(string(data), "\n") {
			if line == "" {
				continue
			}
			hash, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
			if !ok || len(hash) != 64 || !strings.HasSuffix(line, "\n") {
				r.add(list, Listed, "有一行读不懂："+short(line), "has a line that is none of a list: "+short(line))
				continue
			}
			in[name] = true
			r.Files++
			sum, _, err := r.target.sum(name)
			switch {
			case named[name]:
			case errors.Is(err, fs.ErrNotExist):
				r.add(name, Listed, "清单 "+list+" 里有，却找不到这个文件", "stands in "+list+" and is missing")
			case err != nil:
				r.add(name, Listed, "读不出来："+err.Error(), "cannot be read: "+err.Error())
			case sum != hash:
				r.add(name, Listed, "与清单 "+list+" 不符", "is not what "+list+" says")
			}
		}
	}
	for _, name := range r.target.names() {
		if !in[name] && !named[name] {
			r.add(name, Listed, "不在包的清单里", "stands in no list of the bag")
		}
	}
}
