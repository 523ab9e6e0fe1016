// Package pack makes the audit pack of a sealed report: one zip that holds all
// that is needed to read and to prove it, as a BagIt bag (RFC 8493).
//
// The same record and log give the same bytes, whatever the clock, the time zone,
// the language or the rights of the machine: times are the record's date, files
// are sorted and stored as they are. It can be proved with verify, and its files
// held against their list with unzip and sha256sum alone.
package pack

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/export"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// Names within a pack.
const (
	Declaration = "bagit.txt"
	Payload     = "manifest-sha256.txt"
	Tags        = "tagmanifest-sha256.txt"
	Page        = "data/report.html"
	Text        = "data/text.txt"
	Findings    = "data/findings.json"
	Proof       = "data/proof.json"
	Ledger      = "data/ledger"
	Readme      = "README.txt"
	info        = "bag-info.txt"
	sources     = "data/sources/"
	files       = "data/files/"
)

// Input is what a pack is made from.
type Input struct {
	Record   *record.Record   // the revision that holds
	Earlier  []*record.Record // those before it, oldest first
	Log      *ledger.Log
	LogFiles fs.FS  // the folder of the log
	Page     []byte // one file of HTML
	Text     []byte // text.txt
	File     func(record.Attachment) ([]byte, error)
	Source   func(record.Source) ([]byte, error) // the bytes of a source that is no UTF-8
}

// FileName is where an attachment stands in a pack. A name that a list of hashes
// could not hold is left to its hash.
func FileName(a record.Attachment) string {
	if strings.ContainsAny(a.Path, "%\\\r\n") {
		return files + a.SHA256 + path.Ext(a.Path)
	}
	return files + a.Path
}

// SourceName is where a source stands in a pack.
func SourceName(s record.Source) string { return sources + s.Path }

// Name is what a pack is called, without an ending.
func Name(r *record.Record) string {
	name := fmt.Sprintf("%s-%s-%d", r.Agency, r.Form, r.Year)
	if r.Revision > 1 {
		name += fmt.Sprintf("-r%d", r.Revision)
	}
	return name
}

// Make gives the bytes of the zip.
func Make(in Input) ([]byte, error) {
	all, err := in.payload()
	if err != nil {
		return nil, err
	}
	size := 0
	for _, data := range all {
		size += len(data)
	}
	list := sums(all)
	tags := map[string][]byte{
		Declaration: []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
		Payload:     list,
		Readme:      in.readme(),
		info: fmt.Appendf(nil, "Source-Organization: %s\nExternal-Description: %s\nExternal-Identifier: %s/%s/%d revision %d\nBagging-Date: %s\nPayload-Oxum: %d.%d\n",
			line(in.Record.Report.AgencyName), line(in.Record.Report.Title), in.Record.Agency, in.Record.Form, in.Record.Year, in.Record.Revision, in.Record.Date, size, len(all)),
	}
	tagSums := sums(tags)
	maps.Copy(all, tags)
	all[Tags] = tagSums
	return zipped(Name(in.Record), in.Record.Date, all)
}

// line keeps a value on one line of bag-info.txt.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// payload gives the files below data/.
func (in Input) payload() (map[string][]byte, error) {
	rep := in.Record.Report
	all := map[string][]byte{Page: in.Page, Text: in.Text}
	if len(rep.Figures) > 0 {
		all["data/figures.csv"], all["data/figures-excel.csv"] = export.Figures(rep.Figures), export.Excel(rep.Figures)
		data, err := v1.EncodeFigures(rep.Figures)
		if err != nil {
			return nil, err
		}
		all["data/figures.json"] = data
	}
	for _, s := range rep.Sources {
		data := []byte(s.Text)
		if record.Hash(data) != s.SHA256 { // JSON holds text only
			var err error
			if data, err = in.Source(s); err != nil {
				return nil, err
			}
		}
		all[SourceName(s)] = data
	}
	for _, a := range rep.Attachments {
		data, err := in.File(a)
		if err != nil {
			return nil, err
		}
		all[FileName(a)] = data
	}
	var err error
	if all[Findings], err = EncodeFindings(rep.Findings); err != nil {
		return nil, err
	}
	return all, in.log(all)
}

// log adds the log, with the records of this report and no others, and the proof.
func (in Input) log(all map[string][]byte) error {
	names, err := in.Log.Paths()
	if err != nil {
		return err
	}
	own := map[string]bool{}
	for _, r := range append(slices.Clone(in.Earlier), in.Record) {
		own[fmt.Sprintf("records/%s/%04d/%d.json", r.Form, r.Year, r.Revision)] = true
	}
	for _, name := range names {
		if strings.HasPrefix(name, "records/") && !own[name] {
			continue
		}
		data, err := fs.ReadFile(in.LogFiles, name)
		if err != nil {
			return err
		}
		all[Ledger+"/"+name] = data
	}
	proof, err := prove(in.Log, in.Record)
	if err != nil {
		return err
	}
	all[Proof], err = proof.Encode()
	return err
}

// sums lists files as sha256sum does.
func sums(all map[string][]byte) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "%s  %s\n", record.Hash(all[name]), name)
	}
	return b.Bytes()
}

func zipped(root, date string, all map[string][]byte) ([]byte, error) {
	day, err := civil.Parse(date)
	if err != nil {
		return nil, err
	}
	at, err := time.Parse(time.DateOnly, day.String())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		h := &zip.FileHeader{Name: root + "/" + name, Method: zip.Store, Modified: at.UTC()}
		h.SetMode(0o644)
		f, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(all[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
