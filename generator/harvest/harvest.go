// Package harvest reads what other sites publish of their agencies, for a portal over
// them: the list of files that each site publishes, and one agency.json at a time,
// held against that list and, where the agency seals, against its signed records.
//
// Nothing that is read is believed: an agency.json is of a version that is known, of
// a size that a build makes, and leads nowhere but into its agency's folder, or it is
// told and not given out. A site is a file system; that of an address is made by
// [verify.Remote], which asks its host alone.
package harvest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/net/html"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/verify"
	"fazhi/generator/workspace"
)

// What a site may have at most: a hostile one must not fill the memory.
const (
	largestAgency = 32 << 20 // agency.json
	largestHome   = 64 << 20 // index.html, which lists all agencies
	mostAgencies  = 300_000
)

// Names of files in the root of a site.
const (
	manifestName = "manifest.json"
	harvestName  = "harvest.json"
	homeName     = "index.html"
	agencyName   = "agency.json"
)

// Source is where agencies are taken from.
type Source struct {
	Name    string // as the caller named it, without a slash at its end
	Files   fs.FS  // the root of the site
	Address string // the site's, with a slash at its end; "" where the site is to say it
	Agency  string // the only one that is wanted, "" for all
	Remote  bool   // on a host, which is asked for one file after the other
}

// Site is a site and which agencies it has.
type Site struct {
	Source
	Agencies []Listed // sorted by id
}

// Listed is an agency.json as the site lists it.
type Listed struct {
	ID     string
	SHA256 string // "" where the site has no list
}

// Open finds out which agencies a site has, and its address.
func Open(s Source) (*Site, finding.List) {
	site := &Site{Source: s}
	var log finding.List
	if f, ok := site.list(); !ok {
		return nil, finding.List{f}
	}
	if s.Agency != "" {
		i := slices.IndexFunc(site.Agencies, func(a Listed) bool { return a.ID == s.Agency })
		switch {
		case i >= 0:
			site.Agencies = site.Agencies[i : i+1]
		default:
			site.Agencies = []Listed{{ID: s.Agency}}
		}
	}
	if len(site.Agencies) == 0 {
		return site, finding.List{site.none()}
	}
	if site.Address == "" {
		if site.Address = site.canonical(); site.Address == "" {
			log.Add(finding.Finding{
				ID: "harvest-address", Severity: finding.Error, Pos: finding.Pos{File: s.Name},
				Message: finding.Text{ZH: "不知道这个网站的网址，门户上的链接没有地方可通：它的首页没有写（生成时没有 --base-url，site.toml 里也没有 address）", EN: "the address of this site is not known, so there is nothing to lead to: its home page does not say it"},
				Cure:    finding.Text{ZH: "写上网址：" + s.Name + "=https://www.example.gov.cn/fazhi/", EN: "give it: " + s.Name + "=https://www.example.gov.cn/fazhi/"},
			})
		}
	}
	return site, log
}

// at is the place of a file of the site, as findings name it.
func (s *Site) at(name string) finding.Pos { return finding.Pos{File: s.Name + "/" + name} }

// list reads the site's list of files.
func (s *Site) list() (finding.Finding, bool) {
	f, err := s.Files.Open(manifestName)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && s.Agency != "" {
			return finding.Finding{}, true // one agency.json may stand anywhere
		}
		return s.unread(manifestName, err), false
	}
	defer f.Close()
	invalid := ""
	head, err := v1.ScanManifest(f, func(file v1.ManifestFile, _, _ int64) error {
		id, rest, _ := strings.Cut(file.Path, "/")
		switch {
		case rest != agencyName:
			return nil
		case !workspace.AgencyID(id):
			invalid = id
		case len(s.Agencies) == mostAgencies:
			return &verify.SizeError{Path: manifestName}
		default:
			s.Agencies = append(s.Agencies, Listed{strings.Clone(id), strings.Clone(file.SHA256)})
		}
		return nil
	})
	var text finding.Text
	switch {
	case err != nil:
		return s.unread(manifestName, err), false
	case head.Schema != v1.ManifestSchema:
		return s.version(manifestName, head.Schema, v1.ManifestSchema), false
	case head.Part != nil:
		text = finding.Text{ZH: "不是网站，是分批生成的一部分（" + head.Part.Shard + "）：用 fazhi merge 合并成网站以后再采集", EN: "no site but a part of one (" + head.Part.Shard + "); harvest what fazhi merge makes of all parts"}
	case head.Draft:
		text = finding.Text{ZH: "是草稿，不是发布的网站", EN: "drafts, and no published site"}
	case invalid != "":
		text = finding.Text{ZH: "清单里的单位代码不合规则：" + readable(invalid), EN: "lists an agency with an id that is none: " + readable(invalid)}
	default:
		slices.SortFunc(s.Agencies, func(a, b Listed) int { return strings.Compare(a.ID, b.ID) })
		return finding.Finding{}, true
	}
	return finding.Finding{ID: "harvest-unread", Severity: finding.Error, Pos: s.at(manifestName), Message: text}, false
}

// none tells a site without agencies.
func (s *Site) none() finding.Finding {
	f := finding.Finding{
		ID: "harvest-unread", Severity: finding.Error, Pos: s.at(manifestName),
		Message: finding.Text{ZH: "这个网站没有单位", EN: "this site has no agencies"},
	}
	if h, err := s.Files.Open(harvestName); err == nil {
		_ = h.Close() // only whether it is there
		f.Message = finding.Text{ZH: "这个网站自己就是采集来的门户，没有单位的数据", EN: "this site is a harvested portal itself, and has no data of agencies"}
		f.Cure = finding.Text{ZH: "直接写它的来源页上列出的各个网站", EN: "name the sites that its page of sources lists"}
	}
	return f
}

// unread tells that a file of a site cannot be read.
func (s *Site) unread(name string, err error) finding.Finding {
	f := finding.Finding{ID: "harvest-unread", Severity: finding.Error, Pos: s.at(name)}
	var size *verify.SizeError
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, verify.ErrElsewhere):
		f.Message = finding.Text{ZH: "转到了别的网站或者别的协议，没有跟过去", EN: "leads to another host or scheme, which was not asked"}
		f.Cure = finding.Text{ZH: "直接写最后的网址", EN: "give that address"}
	case errors.Is(err, fs.ErrNotExist):
		f.Message = finding.Text{ZH: "没有这个文件：这里不是本程序生成的网站，或者没有传完", EN: "is not there: no site that this program built, or one that is not whole"}
		f.Cure = finding.Text{ZH: "写网站的根文件夹或首页的网址，或者写到一个单位的 agency.json", EN: "name the root of a site, or one agency.json"}
	case errors.As(err, &size):
		f.Message = finding.Text{ZH: "太大，生成的网站里没有这样大的文件", EN: "larger than anything that a build makes"}
	case errors.Is(err, context.DeadlineExceeded):
		f.Message = finding.Text{ZH: "等了太久，没有读完", EN: "took too long to read"}
		f.Cure = finding.Text{ZH: "过一会儿再试，或者用 --timeout 多等一会儿", EN: "try again later, or wait longer with --timeout"}
	case errors.As(err, &syntax), errors.As(err, &kind), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		f.Message = finding.Text{ZH: "不是完整的 JSON，可能没有传完：" + err.Error(), EN: "not whole JSON: " + err.Error()}
	case errors.Is(err, verify.ErrUnreachable):
		f.Message = finding.Text{ZH: "网站没有应答，或者应答出错（" + reason(err) + "）", EN: "the host does not answer as it should (" + reason(err) + ")"}
		f.Cure = finding.Text{ZH: "核对网址；网址没有错的，过一会儿再采集，仍然这样就把括号里的原因告诉网站的管理人员", EN: "check the address; if it is right, harvest again later, or tell those who run the site"}
	default:
		f.Message = finding.Text{ZH: "读不出来（" + reason(err) + "）", EN: "cannot be read (" + reason(err) + ")"}
		f.Cure = finding.Text{ZH: "核对文件夹、网址和读取的权限", EN: "check the folder or address, and whether it may be read"}
	}
	return f
}

// reason is what the system or the host gave as one, without what was asked of it.
func reason(err error) string {
	var asked *url.Error
	if errors.As(err, &asked) {
		return asked.Err.Error()
	}
	var opened *fs.PathError
	if errors.As(err, &opened) {
		err = opened.Err
	}
	return strings.TrimPrefix(err.Error(), verify.ErrUnreachable.Error()+": ")
}

// version tells a file of another version than this program knows.
func (s *Site) version(name, has, want string) finding.Finding {
	f := finding.Finding{
		ID: "harvest-version", Severity: finding.Error, Pos: s.at(name),
		Message:  finding.Text{ZH: "不是这种文件：schema 是“" + readable(has) + "”", EN: "another kind of file: schema " + strconv.Quote(readable(has))},
		Expected: finding.Text{ZH: want, EN: want},
	}
	kind, version, _ := strings.Cut(want, "/")
	theirs, ok := strings.CutPrefix(has, kind+"/")
	n, err := strconv.Atoi(theirs)
	if known, _ := strconv.Atoi(version); ok && err == nil && n > known {
		f.Message = finding.Text{ZH: "是更新的版本（" + has + "），本程序还不认识", EN: "of a newer version (" + has + ") than this program knows"}
		f.Cure = finding.Text{ZH: "换用新版的程序", EN: "use a newer program"}
	} else if ok && err == nil {
		f.Message = finding.Text{ZH: "是旧的版本（" + has + "），本程序已经不认识", EN: "of an older version (" + has + ") than this program knows"}
		f.Cure = finding.Text{ZH: "请那个网站用新版的程序重新生成", EN: "ask that site to build with a newer program"}
	}
	return f
}

// canonical is the address that the home page gives as its own, "" for none.
func (s *Site) canonical() string {
	f, err := s.Files.Open(homeName)
	if err != nil {
		return ""
	}
	defer f.Close()
	z := html.NewTokenizer(io.LimitReader(f, largestHome))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			var rel, href string
			t := z.Token()
			for _, a := range t.Attr {
				switch a.Key {
				case "rel":
					rel = a.Val
				case "href":
					href = a.Val
				}
			}
			if t.Data == "body" {
				return ""
			}
			if t.Data == "link" && rel == "canonical" {
				return Address(href)
			}
		}
	}
}

// Address is the address of the site that has a home page, without a name and a
// password, "" where it is none.
func Address(s string) string {
	u, err := verify.Base(s)
	if err != nil {
		return ""
	}
	u.User = nil
	return u.String()
}

// Taken is an agency that may stand in a portal.
type Taken struct {
	*v1.Agency
	From   v1.Harvested
	Sealed int // reports that were proved
	Gone   int // reports that were taken back
}

// Take reads an agency, and proves what it has sealed. Where anything is wrong it is
// told and nothing is given; unproved is whether that is since it is not what its
// site's list or its signed records say.
func (s *Site) Take(one Listed, asOf civil.Date, o verify.Options) (taken *Taken, log finding.List, unproved bool) {
	name := one.ID + "/" + agencyName
	data, err := s.read(name)
	if err != nil {
		return nil, finding.List{s.unread(name, err)}, false
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if one.SHA256 != "" && one.SHA256 != hash {
		f := s.mismatch(name, finding.Text{ZH: "与网站的清单 manifest.json 不符：被改动过，或者网站正在更新", EN: "not what manifest.json of the site says: it was changed, or the site is being replaced"})
		f.Cure = finding.Text{ZH: "过一会儿再采集；仍然这样，请那个网站核对", EN: "harvest again later; if it stays, ask that site"}
		log.Add(f)
	}
	a, wrong := s.decode(name, data, one.ID, asOf)
	if log.Add(wrong...); len(wrong) > 0 {
		return nil, log, len(wrong) < len(log)
	}
	o.Keys = ofLog(a.Log, o.Keys)
	r, err := verify.Statement(s.Files, a, o)
	if err != nil {
		log.Add(s.unread(one.ID+"/ledger/head", err))
		return nil, log, len(log) > 1
	}
	for _, m := range r.Mismatches {
		f := s.mismatch(m.File, m.Text)
		if m.File == "" { // of a head that was seen earlier
			f = s.mismatch(one.ID+"/ledger/head", finding.Text{ZH: "不是上次采集时见过的那份封存档案：档案被删去，或者换了密钥", EN: "not the log that the last harvest saw: it was taken out, or its key changed"})
			f.Cure = finding.Text{ZH: "向那个单位核实；确实换了密钥的，用 --key 写上新的公钥", EN: "ask that agency; if its key changed, give the new one with --key"}
		}
		log.Add(f)
	}
	if len(log) > 0 {
		return nil, log, true
	}
	taken = &Taken{Agency: a, From: v1.Harvested{ID: a.ID, Name: a.Name, Site: s.Address, SHA256: hash, Proof: "none"}}
	for _, l := range r.Agencies {
		taken.Sealed, taken.Gone = l.Sealed, l.Gone
		taken.From.Proof, taken.From.Key, taken.From.Head = "own", l.Key, string(l.Signed)
		if l.Pinned {
			taken.From.Proof = "given"
		}
	}
	return taken, nil, false
}

// ofLog gives the keys that are named like that of a log: others are of other agencies.
func ofLog(l *v1.Log, keys []note.Verifier) []note.Verifier {
	var out []note.Verifier
	for _, k := range keys {
		if l != nil && strings.HasPrefix(l.Key, k.Name()+"+") {
			out = append(out, k)
		}
	}
	return out
}

func (s *Site) read(name string) ([]byte, error) {
	f, err := s.Files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestAgency+1))
	if err == nil && len(data) > largestAgency {
		err = &verify.SizeError{Path: name}
	}
	return data, err
}

func (s *Site) mismatch(name string, text finding.Text) finding.Finding {
	return finding.Finding{
		ID: "harvest-unproved", Severity: finding.Error, Pos: s.at(name), Message: text,
		Cure: finding.Text{ZH: "向那个单位核实；查清改正以后再采集", EN: "ask that agency; harvest again when it is mended"},
	}
}

// decode reads an agency.json, and tells all that keeps it out of a portal.
func (s *Site) decode(name string, data []byte, id string, asOf civil.Date) (*v1.Agency, finding.List) {
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &head); err != nil {
		return nil, finding.List{s.unread(name, err)}
	}
	if head.Schema != v1.Schema {
		return nil, finding.List{s.version(name, head.Schema, v1.Schema)}
	}
	a, err := v1.Decode(data)
	if err != nil {
		return nil, finding.List{s.unread(name, err)}
	}
	var log finding.List
	for _, text := range unsound(a, id, asOf) {
		log.Add(finding.Finding{ID: "harvest-unsound", Severity: finding.Error, Pos: s.at(name), Message: text})
	}
	return a, log
}

// readable is a text of somebody else's as a message may have it.
func readable(s string) string {
	const longest = 60
	s = strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) {
			return '�'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest]) + "…"
	}
	return s
}

// textf is a message with what it is about in both languages.
func textf(zh, en string, args ...any) finding.Text {
	return finding.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}
