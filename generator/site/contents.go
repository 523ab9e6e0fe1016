package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/ledger"
)

// Contents is what a tree publishes, as far as it matters to whoever puts another
// one in its place.
type Contents struct {
	reports map[reportKey]publishedReport
	logs    map[string]PublishedLog
	sums    map[string]string // of all files but compressed copies
	names   []string          // theirs, sorted
}

type reportKey struct {
	agency, form string
	year         int
}

type publishedReport struct {
	Published
	sum string // of what it states, not of how its page looks
}

// Published names a report that a tree publishes.
type Published struct {
	Agency, AgencyName string
	Form, FormTitle    string
	Year               int
	Title              string
	Path               string // of its page
}

// PublishedLog is the log of an agency as a tree publishes it.
type PublishedLog struct {
	Agency string
	Head   ledger.Head
	Key    string // the public key
}

// Contents gives what these files publish.
func (f *Files) Contents() (*Contents, error) {
	sums := map[string]string{}
	for name, data := range f.data {
		sum := sha256.Sum256(data)
		sums[name] = hex.EncodeToString(sum[:])
	}
	return contents(sums, func(name string) ([]byte, error) { return f.Get(name), nil })
}

// Contents gives what the tree publishes, nothing where there is no tree. The error
// is a *ChangedError where that cannot be told, since a file was changed.
func (b *Before) Contents() (*Contents, error) {
	sums := map[string]string{}
	for name, file := range b.known() {
		sums[name] = file.SHA256
	}
	return contents(sums, b.read)
}

func contents(sums map[string]string, read func(string) ([]byte, error)) (*Contents, error) {
	maps.DeleteFunc(sums, func(name, _ string) bool {
		plain, ok := strings.CutSuffix(name, v1.CompressedExt)
		return ok && sums[plain] != ""
	})
	c := &Contents{map[reportKey]publishedReport{}, map[string]PublishedLog{}, sums, slices.Sorted(maps.Keys(sums))}
	for _, name := range c.names {
		agency, file, _ := strings.Cut(name, "/")
		var err error
		switch file {
		case "agency.json":
			err = c.addReports(name, read)
		case "ledger/" + ledger.HeadName:
			err = c.addLog(agency, read)
		}
		if err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Contents) addReports(name string, read func(string) ([]byte, error)) error {
	data, err := read(name)
	if err != nil {
		return err
	}
	a, err := v1.Decode(data)
	if err != nil {
		return &ChangedError{name}
	}
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if y.Path == "" {
				continue
			}
			p := publishedReport{Published: Published{
				Agency: a.ID, AgencyName: a.Name, Form: f.ID, FormTitle: f.Title, Year: y.Year, Title: y.Title, Path: a.ID + "/" + y.Path,
			}}
			if p.sum, err = c.stated(p.Path, y); err != nil {
				return err
			}
			c.reports[reportKey{a.ID, f.ID, y.Year}] = p
		}
	}
	return nil
}

// stated gives a hash of what a report states: its entry in agency.json and its
// files of data, its text among them.
func (c *Contents) stated(page string, y v1.Year) (string, error) {
	y.Summary, y.Keys = "", nil // what stands first, the title or the text, is the same report
	entry, err := json.Marshal(y)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	hash.Write(entry)
	folder := strings.TrimSuffix(page, ".html") + "/"
	first, _ := slices.BinarySearch(c.names, folder)
	for _, name := range c.names[first:] {
		if !strings.HasPrefix(name, folder) {
			break
		}
		hash.Write([]byte(name + c.sums[name]))
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

func (c *Contents) addLog(agency string, read func(string) ([]byte, error)) error {
	head, err := read(agency + "/ledger/" + ledger.HeadName)
	if err != nil {
		return err
	}
	name := agency + "/ledger/" + ledger.KeyName
	public, err := read(name)
	if err != nil {
		return err
	}
	key, err := ledger.ParsePublic(string(bytes.TrimSpace(public)))
	if err != nil {
		return &ChangedError{name}
	}
	l := PublishedLog{Agency: agency, Key: key.Name()}
	if l.Head, err = ledger.ParseHead(head, key); err != nil {
		return &ChangedError{agency + "/ledger/" + ledger.HeadName}
	}
	c.logs[agency] = l
	return nil
}

// Logs gives the logs that are published, by agency.
func (c *Contents) Logs() []PublishedLog {
	var out []PublishedLog
	for _, id := range slices.Sorted(maps.Keys(c.logs)) {
		out = append(out, c.logs[id])
	}
	return out
}

// Reports tells how many reports are published.
func (c *Contents) Reports() int { return len(c.reports) }

// Changes is what another tree publishes otherwise. Lists are sorted by agency,
// form and year.
type Changes struct {
	New       []Published
	Changed   []Published // what they state, not how their pages look
	Withdrawn []Published // their pages say so
	Gone      []Published // nothing is in their place
	Files     int         // new, changed and gone, of all kinds
}

// Changes compares with what another tree publishes instead.
func (c *Contents) Changes(next *Contents) Changes {
	var out Changes
	for key, p := range next.reports {
		switch old, ok := c.reports[key]; {
		case !ok:
			out.New = append(out.New, p.Published)
		case old.sum != p.sum:
			out.Changed = append(out.Changed, p.Published)
		}
	}
	for key, p := range c.reports {
		if _, ok := next.reports[key]; ok {
			continue
		}
		if next.sums[p.Path] != "" {
			out.Withdrawn = append(out.Withdrawn, p.Published)
		} else {
			out.Gone = append(out.Gone, p.Published)
		}
	}
	for name, sum := range next.sums {
		if c.sums[name] != sum {
			out.Files++
		}
	}
	for name := range c.sums {
		if next.sums[name] == "" {
			out.Files++
		}
	}
	for _, list := range [][]Published{out.New, out.Changed, out.Withdrawn, out.Gone} {
		slices.SortFunc(list, func(p, q Published) int {
			return cmp.Or(cmp.Compare(p.Agency, q.Agency), cmp.Compare(p.Form, q.Form), cmp.Compare(p.Year, q.Year))
		})
	}
	return out
}
