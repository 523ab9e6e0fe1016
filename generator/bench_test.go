package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"
)

// BenchmarkCheck checks 100 agencies of 10 years, made from the sample with other
// words and numbers in each. It tells reports in a second and the highest heap.
func BenchmarkCheck(b *testing.B) {
	const agencies, years = 100, 10
	dir := b.TempDir()
	writeAll(b, dir, map[string]string{"data/site.toml": "title = \"示例\"\n"})
	data, form, text := sampleFile(b, "data/fucheng-xzspj/fzzf/2023.toml"), sampleFile(b, "data/fucheng-xzspj/fzzf/form.toml"), sampleFile(b, "content/fucheng-xzspj/fzzf/2023.md")
	v := newVariation(text)
	for i := range agencies {
		id, name := fmt.Sprintf("a%03d", i), "示例市第"+strconv.Itoa(i)+"行政审批局"
		writeAll(b, dir, map[string]string{
			"data/" + id + "/agency.toml":    "name = \"" + name + "\"\n",
			"data/" + id + "/fzzf/form.toml": form,
		})
		for year := 2015; year < 2015+years; year++ {
			own := strings.NewReplacer("绵阳市涪城区行政审批局", name, "2023年", strconv.Itoa(year)+"年").Replace(text)
			writeAll(b, dir, map[string]string{
				fmt.Sprintf("data/%s/fzzf/%d.toml", id, year):  v.data(data),
				fmt.Sprintf("content/%s/fzzf/%d.md", id, year): v.text(own),
			})
		}
	}
	peak := watchHeap()
	b.ResetTimer()
	for b.Loop() {
		if exit := run([]string{"-C", dir, "check", "--format", "json"}, io.Discard, b.Output(), time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), nil); exit == 2 {
			b.Fatal("could not run")
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(agencies*years*b.N)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(float64(peak())/(1<<20), "peak-MB")
}

func sampleFile(b *testing.B, name string) string {
	b.Helper()
	data, err := os.ReadFile("../" + name)
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

// watchHeap samples the heap until the function that it gives is called.
func watchHeap() func() uint64 {
	debug.FreeOSMemory()
	var peak atomic.Uint64
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	return func() uint64 { close(done); return peak.Load() }
}

// variation makes copies that are not the same: every fourth Chinese character
// of a text is another one, and every number of the data.
type variation struct {
	rand  *rand.Rand
	words []rune
	skip  *regexp.Regexp // what stays: front matter, headings, references
	plain *regexp.Regexp
}

func newVariation(text string) *variation {
	v := &variation{
		rand:  rand.New(rand.NewPCG(1, 2)),
		skip:  regexp.MustCompile(`(?s)^\+\+\+.*?\n\+\+\+\n|(?m)^#.*$|^\|.*$|\{\{.*?\}\}`),
		plain: regexp.MustCompile(`(?m)= +(\d+)( |$)`),
	}
	for _, r := range text {
		if unicode.Is(unicode.Han, r) && !strings.ContainsRune("一二三四五六七八九十百千万亿两零年月日", r) {
			v.words = append(v.words, r)
		}
	}
	return v
}

func (v *variation) text(s string) string {
	var out strings.Builder
	at := 0
	for _, m := range append(v.skip.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		for _, r := range s[at:m[0]] {
			if unicode.Is(unicode.Han, r) && v.rand.IntN(4) == 0 {
				r = v.words[v.rand.IntN(len(v.words))]
			}
			out.WriteRune(r)
		}
		out.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	return out.String()
}

func (v *variation) data(s string) string {
	return v.plain.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.Atoi(strings.Trim(m, "= "))
		return fmt.Sprintf("= %d ", n+v.rand.IntN(n+10))
	})
}
