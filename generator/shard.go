package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/site"
)

// readShard reads --shard, and gives a part a folder of its own: what is handed over to
// be published must never be overwritten with a part.
func (c *buildCommand) readShard() error {
	if c.Shard == "" {
		return nil
	}
	var err error
	if c.shard, err = site.ParseShard(c.Shard); err != nil {
		return problem{finding.Text{
			ZH: "--shard 的写法不对：" + c.Shard + "，应形如 3/16：分成16批中的第3批，批次从1数到16",
			EN: "--shard " + c.Shard + " is no part like 3/16, the third of sixteen; parts count from 1 to 16",
		}}
	}
	if c.Out == "" {
		c.Out = fmt.Sprintf("part-%d-of-%d", c.shard.Number, c.shard.Of)
	}
	return nil
}

// suits checks that a part is not put into the place of a site, nor a site into that
// of a part.
func (c *buildCommand) suits(dir string) error {
	isPart := c.shard != site.Shard{}
	if rel, err := filepath.Rel(dir, c.folder(dir)); err == nil && isPart && (rel == publicFolder || rel == draftFolder) {
		return problem{finding.Text{
			ZH: "分批生成的一部分不能放到 " + rel + "：那里是完整的网站。去掉 --out，或者换一个文件夹。",
			EN: "a part is not built into " + rel + ", where the whole site stands; leave --out away or name another folder",
		}}
	}
	there, ok, err := site.PartAt(c.folder(dir))
	switch {
	case err != nil || !ok:
		return nil // what is wrong with it shows when it is written
	case there != nil && !isPart:
		return notWhole(c.Out, there.Shard)
	case there == nil && isPart:
		return problem{finding.Text{
			ZH: c.Out + " 里是完整的网站，分批生成的一部分不能放在那里。换一个文件夹。",
			EN: c.Out + " holds a whole site; a part of one is not put in its place. Name another folder.",
		}}
	}
	return nil
}

// notWhole says that a folder holds a part where a site is wanted.
func notWhole(out, shard string) error {
	return problem{finding.Text{
		ZH: out + " 里不是网站，是分批生成的一部分（" + shard + "），没有改动。用 fazhi merge 把各部分合并成网站；要放网站，换一个文件夹。",
		EN: out + " holds no site but a part of one (" + shard + "); nothing was changed. fazhi merge makes a site of all parts; name another folder for a site.",
	}}
}

// only leaves the agencies of a part, and what is wrong with them or outside of all.
func (l *loaded) only(s site.Shard) {
	if s == (site.Shard{}) {
		return
	}
	other := func(id string) bool { return id != "" && !s.Has(id) }
	l.agencies = slices.DeleteFunc(l.agencies, other)
	l.log = slices.DeleteFunc(l.log, func(f finding.Finding) bool { return other(agencyOf(f.Pos.File)) })
}

// common is what all parts of a site must have in common.
func (c *buildCommand) common(l *loaded) (v1.Part, error) {
	p := v1.Part{AsOf: l.asOf.Day().String(), BaseURL: cmp.Or(c.BaseURL, l.site.Address), Gzip: c.Gzip && !c.Draft, SRI: c.SRI, Program: version()}
	var err error
	if p.Templates, err = sumOf(l.Templates, "."); err != nil {
		return p, err
	}
	p.Site, err = sumOf(l.FS, "data/site.toml")
	return p, err
}

// sumOf gives a hash over the names and bytes of the files at a place.
func sumOf(files fs.FS, root string) (string, error) {
	all := sha256.New()
	err := fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(all, "%q %x\n", name, sha256.Sum256(data))
		return nil
	})
	return hex.EncodeToString(all.Sum(nil)), err
}

// finishPart looks at a part as far as it can be looked at alone, and puts it in
// place. Links to what other parts have are judged when they are merged.
func (c *buildCommand) finishPart(e *environment, l *loaded, w *whole, log finding.List, start time.Time) error {
	part, err := c.common(l)
	if err != nil {
		return err
	}
	part.Shard, part.Agencies, part.Waiting = c.shard.String(), w.portal.Len(), w.waiting
	part.Failing = slices.Sorted(slices.Values(w.failing))
	for _, h := range w.hidden {
		part.Hidden = append(part.Hidden, v1.Withheld(h))
	}
	w.tree.Partial(part, c.Draft)
	next, err := w.tree.Complete()
	if err != nil {
		return err
	}
	defer next.Close()
	w.files, w.tally = next.Plain(), next.Tally()
	if !c.Draft {
		leaks, err := w.allLeaks(l, next)
		if err != nil {
			return err
		}
		if len(leaks) > 0 {
			return sayLeaks(leaks)
		}
	}
	done := finding.Text{ZH: "已生成 ", EN: "built "}
	if c.DryRun {
		done = finding.Text{ZH: "试运行，没有替换 ", EN: "dry run, without putting it in place: "}
	} else if err := c.replace(w, &log); err != nil {
		return err
	}
	e.tellBut(log, c.hide(l))
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: done.ZH + fmt.Sprintf("%s（%d批中的第%d批）：%d个单位，%d份报告，%d个文件，%.2f秒。不能单独发布，各批齐了用 fazhi merge 合并",
			c.Out, c.shard.Of, c.shard.Number, w.portal.Len(), w.portal.Reports(), w.files, time.Since(start).Seconds()),
		EN: done.EN + fmt.Sprintf("%s (part %d of %d): %d agencies, %d reports, %d files in %.2f s; no site by itself, fazhi merge makes one of all parts",
			c.Out, c.shard.Number, c.shard.Of, w.portal.Len(), w.portal.Reports(), w.files, time.Since(start).Seconds()),
	}.In(e.Lang))
	c.tellPace(e, w.counted(), w.pace)
	w.tellWaiting(e)
	if len(w.failing) > 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "以下单位有错误，不在这一批里；合并时沿用网站上原有的网页：\n  " + strings.Join(part.Failing, "\n  "),
			EN: "these agencies have errors and are not in this part; the merge keeps their pages of the site in place:\n  " + strings.Join(part.Failing, "\n  "),
		}.In(e.Lang))
	}
	return verdict(log, c.Strict)
}
