package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/ledger"
)

// Contents is what a tree publishes, as far as it matters to whoever puts another
// one in its place.
type Contents struct {
	tree    *Built
	reports []publishedReport // sorted
	logs    []PublishedLog    // sorted by agency
}

// Published names a report that a tree publishes.
type Published struct {
	Agency, Form string
	Year         int
	Path         string // of its page
}

func (p Published) compare(q Published) int {
	return cmp.Or(cmp.Compare(p.Agency, q.Agency), cmp.Compare(p.Form, q.Form), cmp.Compare(p.Year, q.Year))
}

type publishedReport struct {
	Published
	sum [sha256.Size]byte // of what it states, not of how its page looks
}

// PublishedLog is the log of an agency as a tree publishes it.
type PublishedLog struct {
	Agency string
	Head   ledger.Head
	Key    string // the name of the public key
	key    string // all of it
}

// Contents gives what the tree publishes, nothing where there is no tree. The error
// is a *ChangedError where that cannot be told, since a file was changed.
func (b *Built) Contents() (*Contents, error) { return b.ContentsOf(b.list().folders(), nil) }

// ContentsOf gives what the tree publishes in some of its top folders, which are sorted. Of
// others it only looks whether what says so was changed.
func (b *Built) ContentsOf(folders, others []string) (*Contents, error) {
	c := &Contents{tree: b}
	all := slices.Concat(folders, others)
	slices.Sort(all)
	for _, folder := range slices.Compact(all) {
		_, in := slices.BinarySearch(folders, folder)
		if err := c.add(folder, in); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(c.reports, func(p, q publishedReport) int { return p.compare(q.Published) })
	return c, nil
}

// add takes in a top folder, or only looks at it.
func (c *Contents) add(folder string, in bool) error {
	below, err := c.tree.list().in(folder)
	if err != nil {
		return err
	}
	for _, f := range below {
		about, head := f.Path == folder+"/agency.json", f.Path == folder+"/ledger/"+ledger.HeadName
		switch {
		case about && in:
			err = c.addReports(f.Path, below)
		case head && in:
			err = c.addLog(folder)
		case about || head || f.Path == folder+"/ledger/"+ledger.KeyName:
			_, err = c.tree.readListed(&f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addReports adds the reports of an agency; below are the files of its folder.
func (c *Contents) addReports(name string, below []ManifestFile) error {
	data, err := c.tree.read(name)
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
			p := publishedReport{Published: Published{Agency: a.ID, Form: f.ID, Year: y.Year, Path: a.ID + "/" + y.Path}}
			if p.sum, err = stated(below, p.Path, y); err != nil {
				return err
			}
			c.reports = append(c.reports, p)
		}
	}
	return nil
}

// stated gives a hash of what a report states: its entry in agency.json and its
// files of data, its text among them.
func stated(below []ManifestFile, page string, y v1.Year) (sum [sha256.Size]byte, err error) {
	y.Summary, y.Keys = "", nil // what stands first, the title or the text, is the same report
	entry, err := json.Marshal(y)
	if err != nil {
		return sum, err
	}
	hash := sha256.New()
	hash.Write(entry)
	folder := strings.TrimSuffix(page, ".html") + "/"
	first, _ := slices.BinarySearchFunc(below, folder, func(f ManifestFile, folder string) int { return strings.Compare(f.Path, folder) })
	var copies copyFinder
	for _, f := range below[first:] {
		if !strings.HasPrefix(f.Path, folder) {
			break
		}
		if !copies.is(f.Path) {
			hash.Write([]byte(f.Path + f.SHA256))
		}
	}
	return [sha256.Size]byte(hash.Sum(nil)), nil
}

func (c *Contents) addLog(agency string) error {
	head, err := c.tree.read(agency + "/ledger/" + ledger.HeadName)
	if err != nil {
		return err
	}
	name := agency + "/ledger/" + ledger.KeyName
	public, err := c.tree.read(name)
	if err != nil {
		return err
	}
	key, err := ledger.ParsePublic(string(bytes.TrimSpace(public)))
	if err != nil {
		return &ChangedError{name}
	}
	l := PublishedLog{Agency: agency, Key: key.Name(), key: string(bytes.TrimSpace(public))}
	if l.Head, err = ledger.ParseHead(head, key); err != nil {
		return &ChangedError{agency + "/ledger/" + ledger.HeadName}
	}
	c.logs = append(c.logs, l)
	return nil
}

// Logs gives the logs that are published, by agency.
func (c *Contents) Logs() []PublishedLog { return c.logs }

// Continues tells whether the log of an agency, as the tree publishes it, goes on from
// where it stood once.
func (c *Contents) Continues(agency string, earlier ledger.Head) bool {
	i := slices.IndexFunc(c.logs, func(l PublishedLog) bool { return l.Agency == agency })
	if i < 0 {
		return false
	}
	key, err := ledger.ParsePublic(c.logs[i].key)
	if err != nil {
		return false
	}
	files, err := fs.Sub(c.tree.root.FS(), agency+"/ledger")
	if err != nil {
		return false
	}
	log, err := ledger.Open(files, key)
	return err == nil && log.Head == c.logs[i].Head && log.Continues(earlier) == nil
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
func (c *Contents) Changes(next *Contents) (Changes, error) {
	var out Changes
	was, is := c.reports, next.reports
	var vanished []Published
	for len(was) > 0 || len(is) > 0 {
		order := 0
		switch {
		case len(was) == 0:
			order = 1
		case len(is) == 0:
			order = -1
		default:
			order = was[0].compare(is[0].Published)
		}
		switch {
		case order < 0:
			vanished = append(vanished, was[0].Published)
		case order > 0:
			out.New = append(out.New, is[0].Published)
		case was[0].sum != is[0].sum:
			out.Changed = append(out.Changed, is[0].Published)
		}
		if order <= 0 {
			was = was[1:]
		}
		if order >= 0 {
			is = is[1:]
		}
	}
	for _, p := range vanished {
		stands, err := next.tree.list().get(p.Path)
		switch {
		case err != nil:
			return out, err
		case stands != nil:
			out.Withdrawn = append(out.Withdrawn, p)
		default:
			out.Gone = append(out.Gone, p)
		}
	}
	var err error
	out.Files, err = differences(c.tree.list(), next.tree.list())
	return out, err
}

// Differing gives the top folders whose files two trees do not list alike: of all
// others they publish the same. Either may be nil.
func (b *Built) Differing(other *Built) []string { return differing(b.list(), other.list()) }

func differing(a, b *listing) []string {
	all := append(a.folders(), b.folders()...)
	slices.Sort(all)
	var out []string
	for _, folder := range slices.Compact(all) {
		if !a.same(b, folder) {
			out = append(out, folder)
		}
	}
	return out
}

// differences tells how many files of two trees are new, changed and gone, but for
// compressed copies.
func differences(a, b *listing) (int, error) {
	n := 0
	for _, folder := range append(differing(a, b), "") {
		was, err := a.in(folder)
		if err != nil {
			return 0, err
		}
		is, err := b.in(folder)
		if err != nil {
			return 0, err
		}
		sums := map[string]string{}
		var copies copyFinder
		for _, f := range was {
			if !copies.is(f.Path) {
				sums[f.Path] = f.SHA256
			}
		}
		copies = copyFinder{}
		for _, f := range is {
			if copies.is(f.Path) {
				continue
			}
			if sum, ok := sums[f.Path]; !ok || sum != f.SHA256 {
				n++
			}
			delete(sums, f.Path)
		}
		n += len(sums)
	}
	return n, nil
}
