package compare

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// texts names reports of one body in the order of their years, to time
// adjacent ones: go test ./generator/compare -bench Texts -texts '/path/report-*.txt'
var texts = flag.String("texts", "", "glob of old reports, whose adjacent pairs are compared")

// headed is how a line begins that is a heading, where it is short.
var headed = regexp.MustCompile(`^(（?[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)`)

// lines reads a text as blocks, a line each.
func lines(text string) []Block {
	var out []Block
	under, section := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		b := Block{Text: line}
		if headed.MatchString(line) && utf8.RuneCountInString(line) < 45 {
			under, b.Heading = line, 3
			if !strings.HasPrefix(line, "（") {
				section, b.Heading = line, 2
			}
		}
		b.Under, b.Section = under, section
		out = append(out, b)
	}
	return out
}

// BenchmarkTexts compares each text with the one before it.
func BenchmarkTexts(b *testing.B) {
	names, err := filepath.Glob(*texts)
	if err != nil || *texts != "" && len(names) < 2 {
		b.Fatalf("-texts: fewer than two at %s", *texts)
	}
	var all [][]Block
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, lines(string(data)))
	}
	for i := 1; i < len(all); i++ {
		b.Run(fmt.Sprintf("pair%d", i), func(b *testing.B) { pairOf(b, all[i-1], all[i]) })
	}
}

func pairOf(b *testing.B, older, newer []Block) {
	n := 0
	for _, block := range newer {
		n += utf8.RuneCountInString(block.Text)
	}
	for b.Loop() {
		Align(older, newer)
	}
	b.ReportMetric(float64(n), "characters")
}

// invented writes a report of about n characters: sentences of made-up words,
// about half of them last year's with other numbers, some in other places.
func invented(seed uint64, n int) []Block {
	const letters = "法规章程决定审查执行监督公开服务窗口办理事项材料时限群众企业单位机关人员培训考核责任制度机制建设推进加强完善落实开展组织"
	signs := []rune(letters)
	shared, own := rand.New(rand.NewPCG(1, 1)), rand.New(rand.NewPCG(seed, seed))
	sentence := func(r *rand.Rand) string {
		var s strings.Builder
		for part := range 3 {
			for range 8 + r.IntN(10) {
				s.WriteRune(signs[r.IntN(len(signs))])
			}
			if part == 1 {
				fmt.Fprintf(&s, "%d件", 10+own.IntN(900))
			}
			s.WriteString([]string{"，", "，", "。"}[part])
		}
		return s.String()
	}
	var pool []string
	for range 2 * n / 45 {
		pool = append(pool, sentence(shared))
	}
	var out []Block
	for size := 0; size < n; {
		var p strings.Builder
		for range 2 + own.IntN(12) {
			if own.IntN(2) == 0 {
				p.WriteString(pool[(size/40+own.IntN(5))%len(pool)])
			} else {
				p.WriteString(sentence(own))
			}
		}
		size += utf8.RuneCountInString(p.String())
		out = append(out, Block{Text: p.String()})
	}
	return out
}

// BenchmarkPair compares two reports of the usual length.
func BenchmarkPair(b *testing.B) { pairOf(b, invented(2, 15000), invented(3, 15000)) }

// BenchmarkWorst compares what would be slow if anything were compared with
// everything: a megabyte each of one sentence, of sentences alike, of one
// paragraph, and of unlike characters.
func BenchmarkWorst(b *testing.B) {
	for _, one := range worst() {
		b.Run(one.name, func(b *testing.B) { pairOf(b, one.older, one.newer) })
	}
}

type twoTexts struct {
	name         string
	older, newer []Block
}

func worst() []twoTexts {
	const size = 1 << 20
	repeat := func(format string, a int) []Block {
		var out []Block
		for n := 0; n < size; {
			s := fmt.Sprintf(format, a+n)
			out, n = append(out, Block{Text: s}), n+len(s)
		}
		return out
	}
	join := func(blocks []Block) []Block {
		var s strings.Builder
		for _, b := range blocks {
			s.WriteString(b.Text)
		}
		return []Block{{Text: s.String()}}
	}
	noise := func(seed uint64) []Block {
		r := rand.New(rand.NewPCG(seed, seed))
		var s strings.Builder
		for s.Len() < size {
			s.WriteRune(rune(0x4e00 + r.IntN(5000)))
		}
		return []Block{{Text: s.String()}}
	}
	long := func(seed uint64) []Block {
		var out []Block
		for i, b := range invented(seed, size/3) {
			if i%18 == 0 {
				out = append(out, Block{})
			}
			out[len(out)-1].Text += b.Text
		}
		return out
	}
	half := func(own string) []Block { // every paragraph the same one by a third, in small pieces
		var out []Block
		for n := 0; n < size; n += 17000 {
			var p strings.Builder
			for i := 0; p.Len() < 17000; i++ {
				fmt.Fprintf(&p, "%c%c%c%c%c%c", 0x4e00+i%3000, 0x4e00+i%2999, 0x4e00+i%2998, 0x4e00+i%2997, 0x4e00+i%2996, 0x4e00+i%2995)
				p.WriteString(strings.Repeat(own, 4))
				fmt.Fprintf(&p, "%c%c%c%c%c", 0x4e00+n%2000+i%5, 0x5e00+(n+i)%777, 0x6e00+(n*i)%1777, []rune(own)[0]+rune(i%500), []rune(own)[0]+rune(i*i%501))
			}
			out = append(out, Block{Text: p.String()})
		}
		return out
	}
	same, alike := "坚持重大行政决策合法性审查，集体讨论决定，全过程记录在案。", "第%d次会议研究行政执法案卷评查工作，要求发现问题及时整改。"
	letters := func(text string) []Block { return []Block{{Text: strings.Repeat(text, size/len(text))}} }
	return []twoTexts{
		{"same", repeat(same+"%.0d", 0), repeat(same+"%.0d", 0)},
		{"alike", repeat(alike, 1), repeat(alike, 7)},
		{"paragraph", join(repeat(alike, 1)), join(repeat(alike, 7))},
		{"prose", invented(2, size/3), invented(3, size/3)},
		{"long", long(2), long(3)}, // paragraphs just short enough to be compared word by word
		{"half", half("规"), half("程")},
		{"joined", join(invented(2, size/3)), join(invented(3, size/3))},
		{"noise", noise(1), noise(2)},
		{"letter", letters("一"), letters("二三")},
		{"commas", letters("法，"), letters("规，法，")},
	}
}
