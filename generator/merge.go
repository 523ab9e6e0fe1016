package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/site"
)

type mergeCommand struct {
	Parts []string `arg:"" name:"part" help:"分批生成的各部分所在的文件夹，从工作区算起 (the folders of the parts)"`
	Out   string   `placeholder:"DIR" help:"输出文件夹，从工作区算起；默认 public，草稿为 draft (output folder; public, or draft for drafts)"`

	Strict       bool `help:"有任何没有豁免的问题都算失败 (any finding that is not waived fails the merge)"`
	DryRun       bool `name:"dry-run" help:"只核对、合并、列出会有哪些变化，不替换网站 (all but the switch: list what would change)"`
	AllowMissing bool `name:"allow-missing" help:"已经公布、没有封存的报告，确实要从网站上拿掉 (reports that are public and not sealed may vanish)"`
	Verbose      bool `short:"v" help:"最后说明：文件各有多少、多大，用了多少内存 (tell counts, bytes and peak memory)"`
}

// Help tells what does not fit in a line.
func (c *mergeCommand) Help() string {
	return "需要工作区里的 data/site.toml、templates 和 content 里不属于单位的网页，不需要各单位的数据和正文。日期、地址、压缩等选项取自各部分。 (Needs site.toml, templates and the pages of content/ that belong to no agency; not the sources of agencies. The day, the address and the like are those of the parts.)"
}

// Run makes a site of its parts.
func (c *mergeCommand) Run(e *environment) error {
	start := time.Now()
	parts, done, err := c.open(e.Dir)
	if err != nil {
		return err
	}
	defer done()
	b, asOf, err := c.asBuilt(parts)
	if err != nil {
		return err
	}
	l, err := e.load(asOf)
	if err != nil {
		return err
	}
	defer l.Close()
	l.agencies, l.log = nil, outside(l.log)
	if err := b.place(l.Dir); err != nil {
		return err
	}
	if err := c.sameHere(b, l, parts[0]); err != nil {
		return err
	}
	builder, err := l.builder(site.Options{Draft: b.Draft, AsOf: asOf, BaseURL: b.BaseURL, SRI: b.SRI})
	if err != nil {
		return err
	}
	w, err := b.begin(l, builder, nil)
	if err != nil {
		return err
	}
	defer w.tree.Discard()
	w.merged, w.progress = true, e.progress
	log, err := c.assemble(b, l, w, parts)
	if err != nil {
		return err
	}
	if err := b.conclude(e, l, w, log, start); err != nil {
		return err
	}
	if len(w.failing) > 0 {
		return errFindings // told when the parts were built
	}
	return nil
}

// open opens the parts, and tells all that are none.
func (c *mergeCommand) open(workspace string) (parts []*site.PartTree, done func(), err error) {
	done = func() {
		for _, p := range parts {
			_ = p.Close()
		}
	}
	var wrong []finding.Text
	for _, name := range c.Parts {
		dir := name
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(workspace, name)
		}
		p, err := site.OpenPart(name, dir)
		var none *site.PartError
		switch {
		case errors.As(err, &none) && none.Whole:
			wrong = append(wrong, finding.Text{ZH: name + " 里是完整的网站，不是分批生成的一部分", EN: name + " holds a whole site, and no part of one"})
		case errors.As(err, &none):
			wrong = append(wrong, finding.Text{ZH: name + " 里没有分批生成的一部分（fazhi build --shard）", EN: name + " holds no part that fazhi build --shard made"})
		case err != nil:
			done()
			return nil, nil, err
		default:
			parts = append(parts, p)
		}
	}
	if len(wrong) == 0 {
		wrong = unequal(parts)
	}
	if len(wrong) > 0 {
		done()
		return nil, nil, notMerged(wrong)
	}
	return parts, done, nil
}

// notMerged tells all that keeps parts from being merged.
func notMerged(wrong []finding.Text) error {
	var zh, en []string
	for _, t := range wrong {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	return problem{finding.Text{
		ZH: "没有合并，原来的网站没有变：\n  " + strings.Join(zh, "\n  "),
		EN: "not merged; the site is as it was:\n  " + strings.Join(en, "\n  "),
	}}
}

// option is something that all parts must have in common, as people call it.
type option struct {
	zh, en string
	value  func(p v1.Part) string
}

func options() []option {
	digest := func(s string) string { return s[:min(len(s), 12)] }
	return []option{
		{"计算日期（--as-of）", "day (--as-of)", func(p v1.Part) string { return p.AsOf }},
		{"网站地址（--base-url）", "address (--base-url)", func(p v1.Part) string { return p.BaseURL }},
		{"压缩副本（--no-gzip）", "compressed copies (--no-gzip)", func(p v1.Part) string { return strconv.FormatBool(p.Gzip) }},
		{"校验值（--sri）", "integrity attributes (--sri)", func(p v1.Part) string { return strconv.FormatBool(p.SRI) }},
		{"模板、报告种类和检查（templates）", "templates, forms and checks", func(p v1.Part) string { return digest(p.Templates) }},
		{"data/site.toml", "data/site.toml", func(p v1.Part) string { return digest(p.Site) }},
		{"程序版本", "program", func(p v1.Part) string { return p.Program }},
	}
}

// unlike tells in what a part was built otherwise than another one, or than what is here.
func unlike(a, b v1.Part, nameA, nameB finding.Text) []finding.Text {
	word := func(s, none string) string {
		switch s {
		case "":
			return none
		case "true":
			return map[string]string{"没有": "有", "none": "with"}[none]
		case "false":
			return map[string]string{"没有": "没有", "none": "without"}[none]
		}
		return s
	}
	var out []finding.Text
	for _, o := range options() {
		x, y := o.value(a), o.value(b)
		if x != y {
			out = append(out, finding.Text{
				ZH: fmt.Sprintf("%s不一样：%s 是 %s，%s 是 %s", o.zh, nameA.ZH, word(x, "没有"), nameB.ZH, word(y, "没有")),
				EN: fmt.Sprintf("%s: %s has %s, %s has %s", o.en, nameA.EN, word(x, "none"), nameB.EN, word(y, "none")),
			})
		}
	}
	return out
}

func called(name string) finding.Text { return finding.Text{ZH: name, EN: name} }

// unequal tells where parts are not of one site, and which are missing.
func unequal(parts []*site.PartTree) []finding.Text {
	var out []finding.Text
	first := parts[0]
	sameTotal := true
	for _, p := range parts[1:] {
		if p.Shard.Of != first.Shard.Of {
			sameTotal = false
			out = append(out, finding.Text{
				ZH: fmt.Sprintf("分的批数不一样：%s 是 %s，%s 是 %s", first.Name, first.Shard, p.Name, p.Shard),
				EN: fmt.Sprintf("not dealt into as many parts: %s is %s, %s is %s", first.Name, first.Shard, p.Name, p.Shard),
			})
		}
		if p.Draft() != first.Draft() {
			with, without := p, first
			if first.Draft() {
				with, without = first, p
			}
			out = append(out, finding.Text{
				ZH: with.Name + " 带草稿（--draft），" + without.Name + " 不带：草稿和要发布的不能合在一起",
				EN: with.Name + " was built with drafts (--draft), " + without.Name + " without",
			})
			continue
		}
		out = append(out, unlike(first.Part(), p.Part(), called(first.Name), called(p.Name))...)
	}
	if missing := site.MissingShards(parts); sameTotal && len(missing) > 0 {
		var names []string
		for _, n := range missing[:min(len(missing), mostNamed)] {
			names = append(names, fmt.Sprintf("%d/%d", n, first.Shard.Of))
		}
		text := finding.Text{ZH: "缺" + strings.Join(names, "、"), EN: strings.Join(names, ", ") + " missing"}
		if len(missing) > mostNamed {
			text.ZH += fmt.Sprintf("等%d批", len(missing))
			text.EN += fmt.Sprintf(" (%d in all)", len(missing))
		}
		text.ZH += "：用 fazhi build --shard 生成，再一起合并"
		text.EN += ": fazhi build --shard makes it"
		out = append(out, text)
	}
	return out
}

// asBuilt gives the build that would have made the site in one piece.
func (c *mergeCommand) asBuilt(parts []*site.PartTree) (*buildCommand, civil.Date, error) {
	p := parts[0].Part()
	b := &buildCommand{
		Out: c.Out, BaseURL: p.BaseURL, Draft: parts[0].Draft(), Strict: c.Strict, DryRun: c.DryRun, AllowMissing: c.AllowMissing, Verbose: c.Verbose, Gzip: p.Gzip, SRI: p.SRI,
	}
	b.inPublic()
	asOf, err := civil.Parse(p.AsOf)
	if err != nil {
		return nil, asOf, notMerged([]finding.Text{{ZH: parts[0].Name + " 的清单被改动过：日期 " + p.AsOf, EN: parts[0].Name + ": the manifest was changed, day " + p.AsOf}})
	}
	return b, asOf, nil
}

// sameHere checks that the parts were built with the templates that are here.
func (c *mergeCommand) sameHere(b *buildCommand, l *loaded, first *site.PartTree) error {
	here, err := b.common(l)
	if err != nil {
		return err
	}
	if wrong := unlike(first.Part(), here, called(first.Name), finding.Text{ZH: "这个工作区", EN: "this workspace"}); len(wrong) > 0 {
		return notMerged(wrong)
	}
	return nil
}

// taken is what was read of an agency.
type taken struct {
	part
	changed []*site.ChangedPart
}

// assemble takes the agencies over, and gives what was found. What was changed in a
// part since its build is told at once.
func (c *mergeCommand) assemble(b *buildCommand, l *loaded, w *whole, parts []*site.PartTree) (finding.List, error) {
	ids, from, problems, err := site.Turns(parts)
	if err != nil {
		return nil, err
	}
	wrong := sayParts(problems)
	var listing sync.Mutex // a list is for one at a time
	var changed []error
	w.progress.count(finding.Text{ZH: "正在合并", EN: "merging"}, len(ids))
	err = inOrder(len(ids), func(i int) taken {
		p := from[ids[i]]
		listing.Lock()
		list, err := p.Agency(ids[i])
		listing.Unlock()
		if err != nil {
			return taken{part: part{id: ids[i], err: err}}
		}
		return takeOver(b, w, p, ids[i], list)
	}, func(t taken) error {
		w.progress.step()
		if t.err != nil {
			return fmt.Errorf("%s: %w", t.id, t.err)
		}
		for _, one := range t.changed {
			changed = append(changed, one)
		}
		if t.export == nil {
			return nil
		}
		return w.add(t.part)
	})
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		more, err := c.beside(w, p)
		if err != nil {
			return nil, err
		}
		for _, one := range more {
			changed = append(changed, one)
		}
	}
	if wrong = append(wrong, sayParts(changed)...); len(wrong) > 0 {
		return nil, notMerged(wrong)
	}
	return c.rest(b, l, w, parts)
}

// takeOver reads an agency and puts it into the site.
func takeOver(b *buildCommand, w *whole, p *site.PartTree, id string, list []v1.ManifestFile) (t taken) {
	t.id = id
	var files *site.Files
	if files, t.changed, t.err = p.Read(list); t.err != nil || len(t.changed) > 0 {
		return t
	}
	export, err := p.Export(id, files)
	var changed *site.ChangedPart
	if errors.As(err, &changed) {
		t.changed = append(t.changed, changed)
		return t
	}
	t.leads = w.Leads(files, id+"/", false)
	if t.publish(export); !w.off.Load() {
		_, t.err = w.tree.Add(id, files)
	}
	return t
}

// beside takes over what agencies have outside of their folders.
func (c *mergeCommand) beside(w *whole, p *site.PartTree) ([]*site.ChangedPart, error) {
	list, err := p.Beside()
	if err != nil {
		return nil, err
	}
	files, changed, err := p.Read(list)
	if err != nil || len(changed) > 0 {
		return changed, err
	}
	w.links.Add(w.Leads(files, "", true))
	w.strays = append(w.strays, files.Names()...)
	if w.off.Load() {
		return nil, nil
	}
	_, err = w.tree.Add("", files)
	return nil, err
}

// rest takes in what parts say beside their files.
func (c *mergeCommand) rest(b *buildCommand, l *loaded, w *whole, parts []*site.PartTree) (finding.List, error) {
	for _, p := range parts {
		about := p.Part()
		w.waiting, w.failing = append(w.waiting, about.Waiting...), append(w.failing, about.Failing...)
		for _, h := range about.Hidden {
			w.hidden = append(w.hidden, site.Hidden(h))
		}
	}
	slices.SortStableFunc(w.waiting, func(x, y string) int { return strings.Compare(agencyOf(x), agencyOf(y)) })
	w.waiting, w.hidden = distinct(w.waiting), distinct(w.hidden)
	slices.Sort(w.failing)
	w.failing = slices.Compact(w.failing)
	log := l.log
	w.goOn = len(w.failing) > 0 && verdict(l.log, c.Strict) == nil
	err := b.across(l, w, &log)
	return log, err
}

// distinct leaves out what came before.
func distinct[T comparable](all []T) []T {
	seen := map[T]bool{}
	return slices.DeleteFunc(all, func(one T) bool {
		again := seen[one]
		seen[one] = true
		return again
	})
}

// sayParts puts what is wrong with parts into words.
func sayParts(problems []error) []finding.Text {
	var out []finding.Text
	for _, err := range problems[:min(len(problems), mostNamed)] {
		var two *site.TwoError
		var stray *site.StrayError
		var changed *site.ChangedPart
		switch {
		case errors.As(err, &two):
			out = append(out, finding.Text{
				ZH: fmt.Sprintf("单位 %s 在 %s 和 %s 里都有，内容不一样（%s）：只留下新的一份，再合并", two.ID, two.First, two.Second, two.File),
				EN: fmt.Sprintf("agency %s is in %s and in %s and not the same (%s); keep the newer part alone", two.ID, two.First, two.Second, two.File),
			})
		case errors.As(err, &stray):
			out = append(out, finding.Text{
				ZH: fmt.Sprintf("单位 %s 不该在 %s 里：清单被改动过，或者是别的版本的程序生成的", stray.ID, stray.Part),
				EN: fmt.Sprintf("agency %s does not belong into %s; the manifest was changed, or another version built it", stray.ID, stray.Part),
			})
		case errors.As(err, &changed):
			name := filepath.ToSlash(filepath.Join(changed.Part, changed.Path))
			out = append(out, finding.Text{
				ZH: name + " 不见了或者改动过，与清单不符：重新生成这一批",
				EN: name + " is missing or was changed, and not what the manifest says; build this part again",
			})
		}
	}
	if more := len(problems) - mostNamed; more > 0 {
		out = append(out, finding.Text{ZH: fmt.Sprintf("另有%d处", more), EN: fmt.Sprintf("%d more", more)})
	}
	return out
}
