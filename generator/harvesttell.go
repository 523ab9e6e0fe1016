package main

import (
	"fmt"
	"strings"
	"time"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
)

// conclude makes the portal of what was taken, and puts it in place.
func (h *harvesting) conclude(e *environment, l *loaded, w *whole, own int, start time.Time) error {
	h.log.Sort()
	if h.stopped || verdict(l.log, false) != nil || len(h.now) == 0 {
		return h.stop(e, l, h.log)
	}
	gone := h.gone()
	if len(gone) > 0 && !h.AllowMissing {
		e.tell(h.log)
		return h.sayVanished(gone)
	}
	for id, one := range h.logs {
		if _, ok := h.now[id]; !ok {
			h.portal.LeaveOut(one)
		}
	}
	links, err := h.finish(l, w)
	if h.log.Add(links...); err != nil {
		e.tell(h.log)
		return err
	}
	if h.log.Sort(); verdict(links, false) != nil {
		return h.stop(e, l, h.log)
	}
	if !h.DryRun {
		if err := h.replace(w, &h.log); err != nil {
			return err
		}
	}
	e.tell(h.log)
	h.summary(e, w, own, time.Since(start))
	return verdict(h.log, false)
}

// gone gives what the portal in place has and the new one has not, but for what is
// told to be left out since it was tampered with.
func (h *harvesting) gone() []v1.Harvested {
	var out []v1.Harvested
	for _, one := range h.earlier {
		if _, ok := h.now[one.ID]; !ok && !h.unproved[one.ID] {
			out = append(out, one)
		}
	}
	return out
}

func (h *harvesting) sayVanished(gone []v1.Harvested) error {
	var lines []string
	for _, one := range gone[:min(len(gone), mostNamed)] {
		lines = append(lines, fmt.Sprintf("%s %s（%s）", one.ID, one.Name, one.Site))
	}
	text := finding.Text{ZH: strings.Join(lines, "\n  "), EN: strings.Join(lines, "\n  ")}
	if more := len(gone) - mostNamed; more > 0 {
		text.ZH += fmt.Sprintf("\n  等%d个", len(gone))
		text.EN += fmt.Sprintf("\n  and %d more", more)
	}
	return problem{finding.Text{
		ZH: "没有替换：" + h.Out + " 里已经有的单位，这次没有读到，原来的门户没有变：\n  " + text.ZH + "\n漏写了来源的，补上；网站暂时打不开的，过一会儿再采集；确实要拿掉的，加上 --allow-missing。",
		EN: "not replaced: agencies that " + h.Out + " has were not found this time; the portal is as it was:\n  " + text.EN + "\nname their sites, or harvest again later; to drop them, add --allow-missing.",
	}}
}

// summary says what was taken, and what is otherwise than in the portal before.
func (h *harvesting) summary(e *environment, w *whole, own int, took time.Duration) {
	say := func(zh, en string) { fmt.Fprintln(e.stdout, finding.Text{ZH: zh, EN: en}.In(e.Lang)) }
	n := w.counted()
	if h.DryRun {
		say(fmt.Sprintf("试运行：没有替换 %s（%d个网站的%d个单位，%d份报告，%d个文件）", h.Out, h.sites, n.Agencies, n.Reports, n.Files),
			fmt.Sprintf("dry run: %s is as it was (%s, %s, %s, %s)", h.Out, finding.Plural(h.sites, "site"), finding.Plural(n.Agencies, "agency"), finding.Plural(n.Reports, "report"), finding.Plural(n.Files, "file")))
	} else {
		say(fmt.Sprintf("已生成 %s：%d个网站的%d个单位，%d份报告，%d个文件，%.2f秒", h.Out, h.sites, n.Agencies, n.Reports, n.Files, took.Seconds()),
			fmt.Sprintf("built %s: %s, %s, %s, %s in %.2f s", h.Out, finding.Plural(h.sites, "site"), finding.Plural(n.Agencies, "agency"), finding.Plural(n.Reports, "report"), finding.Plural(n.Files, "file"), took.Seconds()))
	}
	proofs := map[string]int{}
	for _, one := range h.now {
		proofs[one.Proof]++
	}
	say(fmt.Sprintf("核验：%d个单位与您指定的公钥一致，%d个与网站自己放出的公钥一致，%d个没有封存", proofs["given"], proofs["own"], proofs["none"]),
		fmt.Sprintf("verified: %d with a given key, %d with the site's own, %d not sealed", proofs["given"], proofs["own"], proofs["none"]))
	if h.left > 0 {
		say(fmt.Sprintf("没有收入%d处，见上面的问题", h.left), fmt.Sprintf("left out: %d, see the problems above", h.left))
	}
	if len(h.earlier) > 0 {
		fresh, changed, gone := h.compared()
		say(fmt.Sprintf("与原来的门户相比：新增%d个单位，有变化%d个，不再有%d个", fresh, changed, gone),
			fmt.Sprintf("compared with the portal before: %d new, %d changed, %d gone", fresh, changed, gone))
	}
	if own > 0 {
		say(fmt.Sprintf("这个工作区自己的%d个单位不在门户里：要收入，用 fazhi build --out 生成到别的文件夹，再把它写进来", own),
			fmt.Sprintf("this workspace's own %s not in the portal; build them into another folder with fazhi build --out and name that", finding.Plural(own, "agency")))
	}
}

// compared counts what is otherwise than in the portal before.
func (h *harvesting) compared() (fresh, changed, gone int) {
	was := map[string]v1.Harvested{}
	for _, one := range h.earlier {
		was[one.ID] = one
		if _, ok := h.now[one.ID]; !ok {
			gone++
		}
	}
	for id, one := range h.now {
		switch before, ok := was[id]; {
		case !ok:
			fresh++
		case before.SHA256 != one.SHA256 || before.Site != one.Site:
			changed++
		}
	}
	return fresh, changed, gone
}
