package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/harvest"
	"fazhi/generator/site"
	"fazhi/generator/verify"
)

type harvestCommand struct {
	Sources []string `arg:"" name:"source" help:"别的网站：文件夹或者网址；只要一个单位的，写到它的 agency.json。网站自己没有写网址的，写成 文件夹=网址 (sites: folders or addresses, or one agency.json of one; FOLDER=URL where the site does not say its address)"`
	Out     string   `placeholder:"DIR" help:"输出文件夹，从工作区算起；默认 public (output folder)"`
	AsOf    string   `name:"as-of" placeholder:"2024-03-01" help:"记作哪一天采集的，默认今天（北京时间） (the day of the harvest)"`
	BaseURL string   `name:"base-url" placeholder:"URL" help:"门户将来的完整地址，默认取 site.toml 的 address (where the portal will stand)"`
	Key     []string `placeholder:"FILE|KEY" help:"单位的公钥，或者存有公钥的文件；应当从网站以外的地方得到。可以写几次 (a public key of an agency that was got another way)"`
	Timeout int      `default:"60" placeholder:"SECONDS" help:"向网站要一个文件最多等几秒 (seconds to wait for one file of a site)"`

	DryRun       bool `name:"dry-run" help:"只读取、核验、生成，不替换网站 (all but the switch)"`
	AllowMissing bool `name:"allow-missing" help:"门户上已经有的单位，确实要拿掉 (agencies that the portal has may vanish)"`

	Gzip bool `default:"true" negatable:"" help:"在网页旁边各放一份压缩好的副本（.gz），默认放 (compressed copies beside files of text)"`
	SRI  bool `name:"sri" help:"给样式和脚本加校验值；只用于放在服务器上的网站 (integrity attributes, for served sites only)"`
}

// Help tells what does not fit in a line.
func (c *harvestCommand) Help() string {
	return "需要工作区里的 data/site.toml；工作区自己的单位不收入。读出的是各网站公布的 agency.json：与它的清单对照，封存的还与签名的记录对照；不符的说明原因，不收入门户。门户的链接通到各网站。退出码：0 全部收入，1 有问题，2 没能运行。 (Needs data/site.toml; agencies of the workspace itself are not taken. Each agency.json is held against its site's list and, where it is sealed, against the signed records; what does not agree is told and left out. Exit codes: 0 all taken, 1 problems, 2 could not run.)"
}

// Run makes a portal over other sites.
func (c *harvestCommand) Run(e *environment) error {
	start := time.Now()
	asOf, err := e.dayOf(c.AsOf)
	if err != nil {
		return err
	}
	b := &buildCommand{Out: c.Out, BaseURL: c.BaseURL, DryRun: c.DryRun, AllowMissing: c.AllowMissing, Gzip: c.Gzip, SRI: c.SRI}
	b.inPublic()
	if err := b.baseURL(); err != nil {
		return err
	}
	l, err := e.load(asOf)
	if err != nil {
		return err
	}
	defer l.Close()
	own := len(l.agencies)
	l.agencies, l.log = nil, outside(l.log)
	if err := b.place(l.Dir); err != nil {
		return err
	}
	builder, err := l.builder(site.Options{AsOf: asOf, BaseURL: b.BaseURL, SRI: b.SRI, Harvest: true})
	if err != nil {
		return err
	}
	w, err := b.begin(l, builder, nil)
	if err != nil {
		return err
	}
	defer w.tree.Discard()
	h := &harvesting{buildCommand: b, asOf: asOf, portal: w.portal, own: builder.BaseURL(), log: l.log, logs: map[string]v1.Harvested{}, unproved: map[string]bool{}, now: map[string]v1.Harvested{}}
	if err := h.prepare(c, l.Dir); err != nil {
		return err
	}
	if err := h.all(c, l.Dir); err != nil {
		return err
	}
	return h.conclude(e, l, w, own, start)
}

// harvesting is a harvest as it goes along.
type harvesting struct {
	*buildCommand
	asOf     civil.Date
	portal   *site.Portal
	own      string // address of the portal, "" where it has none
	keys     []note.Verifier
	earlier  []v1.Harvested          // what the portal in place has, by id
	logs     map[string]v1.Harvested // what any harvest took that sealed, by id
	log      finding.List
	stopped  bool // no portal can be made
	sites    int  // that something was taken of
	now      map[string]v1.Harvested
	unproved map[string]bool // agencies that are left out since they are not what was signed or listed
	left     int             // agencies and sites that are left out
}

// prepare reads the keys, and what the portal in place was made of.
func (h *harvesting) prepare(c *harvestCommand, workspace string) error {
	for _, k := range c.Key {
		key, err := publicKey(k)
		if err != nil {
			return err
		}
		h.keys = append(h.keys, key)
	}
	before, err := site.OpenBefore(h.folder(workspace), false)
	if err != nil || before == nil {
		return err
	}
	defer before.Close()
	was, err := before.Harvested()
	if err != nil {
		return problem{finding.Text{
			ZH: h.Out + " 里的 harvest.json 被改动过，不知道以前收入了哪些单位、见过哪些树头。从备份恢复，或者用 --out 换一个新的文件夹。",
			EN: "harvest.json in " + h.Out + " was changed, so it is not known which agencies and heads were seen earlier; bring it back from a copy, or choose a new folder with --out.",
		}}
	}
	if was != nil {
		h.earlier = was.Agencies
		for _, one := range slices.Concat(was.Seen, was.Agencies) {
			if one.Head != "" {
				h.logs[one.ID] = one
			}
		}
	}
	return nil
}

// all takes in the agencies of all sources, and tells all that is wrong.
func (h *harvesting) all(c *harvestCommand, workspace string) error {
	sources, done := h.open(c, workspace)
	defer done()
	var sites []*harvest.Site
	for _, s := range sources {
		one, log := harvest.Open(s)
		h.log.Add(log...)
		switch {
		case one == nil || len(one.Agencies) == 0:
			h.left++
		case one.Address != "" && one.Address == h.own:
			h.refuse(finding.Finding{
				ID: "harvest-address", Severity: finding.Error, Pos: finding.Pos{File: s.Name},
				Message: finding.Text{ZH: "这个网站的网址就是门户自己的网址，链接会通回门户：" + one.Address, EN: "this site stands at the address of the portal itself: " + one.Address},
				Cure:    finding.Text{ZH: "门户放在另外的网址，用 --base-url 或 site.toml 的 address 写明；或者用 " + s.Name + "=网址 写明网站现在的网址", EN: "put the portal at another address (--base-url, address in site.toml), or give the site's with " + s.Name + "=URL"},
			})
			fallthrough
		case one.Address == "":
			h.stopped = true
			fallthrough
		default:
			sites = append(sites, one)
		}
	}
	h.twice(sites)
	for _, one := range sites {
		if err := h.site(one); err != nil {
			return err
		}
	}
	h.unused()
	return nil
}

// twice tells agencies that two sources have.
func (h *harvesting) twice(sites []*harvest.Site) {
	type pair struct{ first, second int }
	of := map[string]int{}
	both := map[pair][]string{}
	var order []pair
	for i, s := range sites {
		for _, a := range s.Agencies {
			first, ok := of[a.ID]
			if !ok {
				of[a.ID] = i
				continue
			}
			p := pair{first, i}
			if both[p] == nil {
				order = append(order, p)
			}
			both[p] = append(both[p], a.ID)
		}
	}
	for _, p := range order {
		h.stopped = true
		ids := both[p]
		more := finding.Text{}
		if n := len(ids); n > mostNamed {
			more = finding.Text{ZH: fmt.Sprintf("等%d个", n), EN: fmt.Sprintf(" and %d more", n-mostNamed)}
			ids = ids[:mostNamed]
		}
		first, second := sites[p.first].Name, sites[p.second].Name
		if first == second {
			h.log.Add(finding.Finding{
				ID: "harvest-twice", Severity: finding.Error, Pos: finding.Pos{File: second},
				Message: finding.Text{ZH: "这个来源写了两次", EN: "this source is named twice"},
				Cure:    finding.Text{ZH: "只写一次", EN: "name it once"},
			})
			continue
		}
		h.log.Add(finding.Finding{
			ID: "harvest-twice", Severity: finding.Error, Pos: finding.Pos{File: second},
			Message: finding.Text{
				ZH: "单位 " + strings.Join(ids, "、") + more.ZH + " 在 " + first + " 和 " + second + " 里都有",
				EN: fmt.Sprintf("agency %s%s is in %s and in %s", strings.Join(ids, ", "), more.EN, first, second),
			},
			Cure: finding.Text{ZH: "每个单位只留一个来源：去掉重复的，或者从其中一个网站只取要的单位（写到它的 agency.json）", EN: "keep one source for each agency; of a site name single agency.json files"},
		})
	}
}

// result is what became of one agency.
type result struct {
	*harvest.Taken
	id       string
	log      finding.List
	unproved bool
}

// site takes in the agencies of a site: those of a folder on all cores, a host is
// asked for one after the other.
func (h *harvesting) site(s *harvest.Site) error {
	some := false
	do := func(i int) result {
		one := s.Agencies[i]
		r := result{id: one.ID}
		r.Taken, r.log, r.unproved = s.Take(one, h.asOf, verify.Options{Keys: h.keys, Since: h.seen(one.ID)})
		return r
	}
	take := func(r result) error {
		h.log.Add(r.log...)
		if r.Taken == nil {
			h.left++
			h.unproved[r.id] = r.unproved
			return nil
		}
		if _, again := h.now[r.ID]; again || s.Address == "" {
			return nil // told
		}
		some = true
		h.now[r.ID] = r.From
		h.portal.Harvest(r.Agency, site.Origin{Harvested: r.From, Sealed: r.Sealed})
		return nil
	}
	var err error
	if s.Remote {
		for i := 0; i < len(s.Agencies) && err == nil; i++ {
			err = take(do(i))
		}
	} else {
		err = inOrder(len(s.Agencies), do, take)
	}
	if some {
		h.sites++
	}
	return err
}

// seen gives the tree head of an agency that the last harvest saw which took it. Where a key is
// given and that head was signed with another one, the key was changed, and somebody
// vouches for it.
func (h *harvesting) seen(id string) [][]byte {
	last, ok := h.logs[id]
	if !ok {
		return nil
	}
	for _, k := range h.keys {
		if k.Name() == keyName(last.Key) && !strings.HasPrefix(last.Key, fmt.Sprintf("%s+%08x", k.Name(), k.KeyHash())) {
			return nil
		}
	}
	return [][]byte{[]byte(last.Head)}
}

// keyName is the name of a public key.
func keyName(key string) string {
	name, _, _ := strings.Cut(key, "+")
	return name
}

// unused tells keys that nothing is signed with: a log may have been taken out. Where
// something is left out, that may be why.
func (h *harvesting) unused() {
	for _, k := range h.keys {
		used := false
		for _, one := range h.now {
			used = used || one.Proof == "given" && keyName(one.Key) == k.Name()
		}
		if used {
			continue
		}
		f := finding.Finding{
			ID: "harvest-key", Severity: finding.Warning, Pos: finding.Pos{File: h.Out},
			Message: finding.Text{ZH: "收入的单位里没有用公钥" + k.Name() + "签名的", EN: "of what was taken nothing is signed with the key " + k.Name()},
			Cure:    finding.Text{ZH: "核对公钥；公钥没有错的，那个单位的封存档案可能被整个删去了", EN: "see that this is the key; if it is, that agency's log may have been taken out"},
		}
		if h.left == 0 {
			f.Severity, h.stopped = finding.Error, true
		}
		h.log.Add(f)
	}
}
