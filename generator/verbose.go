package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fazhi/generator/finding"
	"fazhi/generator/site"
)

// pace is what a build notes of its work, for those who ask with -v.
type pace struct {
	anew, taken int    // agencies; those taken over from the last build
	slow        []turn // the slowest first
}

// turn is how long an agency took, from the clock: others were made at the same time.
type turn struct {
	id   string
	took time.Duration
}

// mostSlow is how many agencies a summary names.
const mostSlow = 5

// note takes in an agency whose turn is over.
func (p *pace) note(id string, took time.Duration, taken bool) {
	if taken {
		p.taken++
		return
	}
	p.anew++
	p.slow = append(p.slow, turn{id, took})
	slices.SortStableFunc(p.slow, func(a, b turn) int { return cmp.Compare(b.took, a.took) })
	p.slow = p.slow[:min(len(p.slow), mostSlow)]
}

// tellPace says what a build was made of: behind its summary, and only to who asked.
func (c *buildCommand) tellPace(e *environment, n counted, p pace) {
	if !c.Verbose {
		return
	}
	var lines []finding.Text
	add := func(zh, en string) { lines = append(lines, finding.Text{ZH: zh, EN: en}) }
	if p.anew+p.taken > 0 {
		add(fmt.Sprintf("单位：新生成%d个，沿用上次的%d个", p.anew, p.taken), fmt.Sprintf("agencies: %d made anew, %d taken over from the last build", p.anew, p.taken))
	}
	all, copies := n.Tally.Total(), n.Tally.Copies
	add(fmt.Sprintf("文件：%d个，%s；压缩副本%d个，%s", all.Files, size(all.Bytes), copies.Files, size(copies.Bytes)),
		fmt.Sprintf("files: %d, %s; compressed copies: %d, %s", all.Files, size(all.Bytes), copies.Files, size(copies.Bytes)))
	for _, k := range n.Tally.Kinds {
		what := calledKind(k)
		add(fmt.Sprintf("  %s%8d个  %s", pad(what.ZH, 22), k.Files, size(k.Bytes)), fmt.Sprintf("  %s%8d  %s", pad(what.EN, 22), k.Files, size(k.Bytes)))
	}
	if len(p.slow) > 0 {
		var zh, en []string
		for _, t := range p.slow {
			zh, en = append(zh, fmt.Sprintf("%s %.2f秒", t.id, t.took.Seconds())), append(en, fmt.Sprintf("%s %.2f s", t.id, t.took.Seconds()))
		}
		add("最慢的单位："+strings.Join(zh, "、"), "slowest agencies: "+strings.Join(en, ", "))
	}
	if peak := peakMemory(); peak > 0 {
		add("内存最多用到"+size(peak), "peak memory: "+size(peak))
	}
	for _, t := range lines {
		fmt.Fprintln(e.stdout, t.In(e.Lang))
	}
}

// calledKind is what people call files whose names end alike.
func calledKind(k site.Kind) finding.Text {
	words := map[string]finding.Text{
		".html": {ZH: "网页", EN: "pages"}, ".css": {ZH: "样式", EN: "style sheets"}, ".js": {ZH: "脚本", EN: "scripts"},
		".json": {ZH: "数据", EN: "data"}, ".csv": {ZH: "表格", EN: "tables"}, ".xml": {ZH: "订阅和站点地图", EN: "feeds, sitemaps"}, ".txt": {ZH: "文本", EN: "text"},
	}
	w, ok := words[k.Ext]
	switch {
	case k.Ext == "":
		return finding.Text{ZH: "其他", EN: "others"}
	case !ok:
		w = finding.Text{ZH: "附件等", EN: "attachments"}
	}
	return finding.Text{ZH: w.ZH + " " + k.Ext, EN: w.EN + " " + k.Ext}
}

// size is a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.2f GB", float64(n)/1e9)
}
