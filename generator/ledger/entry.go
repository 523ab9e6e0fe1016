package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fazhi/generator/civil"
)

// Act is what an entry tells.
type Act string

// The acts.
const (
	Seal     Act = "seal"     // a report is fixed for the first time
	Revise   Act = "revise"   // a later revision takes the place of one before
	Withdraw Act = "withdraw" // a report is taken back; its record says why
)

// Entry is one line of the log: what was done to a report.
type Entry struct {
	Act      Act
	Agency   string // folder name
	Form     string
	Year     int
	Revision int // counted from 1; a withdrawal has a number of its own
	Date     civil.Date
	Record   [32]byte // SHA-256 of the record's file
}

// entrySchema is the first line of every entry.
const entrySchema = "fazhi.entry/1"

// Text is the entry as it stands in the log and is hashed: lines, each with a
// line feed.
func (e Entry) Text() []byte {
	return fmt.Appendf(nil, "%s\nact %s\nagency %s\nreport %s/%04d\nrevision %d\ndate %s\nrecord sha256:%x\n",
		entrySchema, e.Act, e.Agency, e.Form, e.Year, e.Revision, e.Date, e.Record)
}

// Path is where the record stands in the log's folder.
func (e Entry) Path() string {
	return fmt.Sprintf("records/%s/%04d/%d.json", e.Form, e.Year, e.Revision)
}

var errEntry = errors.New("not an entry of a log of reports")

// ParseEntry reads what Text wrote; anything else is an error.
func ParseEntry(text []byte) (Entry, error) {
	var e Entry
	lines := strings.Split(string(text), "\n")
	if len(lines) != 8 || lines[0] != entrySchema {
		return e, errEntry
	}
	values := make([]string, 0, 6)
	for i, key := range []string{"act", "agency", "report", "revision", "date", "record"} {
		value, ok := strings.CutPrefix(lines[i+1], key+" ")
		if !ok {
			return e, errEntry
		}
		values = append(values, value)
	}
	form, year, _ := strings.Cut(values[2], "/")
	record, _ := strings.CutPrefix(values[5], "sha256:")
	e.Act, e.Agency, e.Form = Act(values[0]), values[1], form
	e.Year, _ = strconv.Atoi(year)
	e.Revision, _ = strconv.Atoi(values[3])
	e.Date, _ = civil.Parse(values[4])
	sum, _ := hex.DecodeString(record)
	copy(e.Record[:], sum)
	if string(e.Text()) != string(text) || !e.sound() {
		return Entry{}, errEntry
	}
	return e, nil
}

func (e Entry) sound() bool {
	known := e.Act == Seal || e.Act == Revise || e.Act == Withdraw
	plain := func(s string) bool { return s != "" && !strings.ContainsAny(s, "/\\\n\r") && s != "." && s != ".." }
	return known && plain(e.Agency) && plain(e.Form) && e.Year > 0 && e.Revision > 0 && !e.Date.IsZero()
}
