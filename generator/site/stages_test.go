//go:build unix

package site

import (
	"flag"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

// stagesOf names a workspace to time, such as one that generator/bench made:
// go test ./generator/site -run '^$' -bench Stages -benchtime 5x -workspace /tmp/w
var stagesOf = flag.String("workspace", "../..", "workspace that BenchmarkStages times")

// BenchmarkStages builds all agencies, one after the other, and tells how many
// milliseconds of CPU a report takes, in all and in each stage. Collecting garbage
// counts where it happens.
func BenchmarkStages(b *testing.B) {
	ws, err := workspace.Open(*stagesOf, templates.FS)
	if err != nil {
		b.Fatal(err)
	}
	defer ws.Close()
	forms, _ := form.Load(ws.Templates)
	rules, _ := check.Load(ws.Templates)
	asOf := civil.Date{Year: 2025, Month: 6, Day: 1}
	took, reports := map[string]time.Duration{}, 0
	for b.Loop() {
		loader := source.New(ws.FS, forms)
		site, _ := loader.Site()
		builder, err := New(ws.FS, ws.Templates, site, Options{Rules: rules, AsOf: asOf})
		if err != nil {
			b.Fatal(err)
		}
		ids, _ := loader.Agencies()
		for _, id := range ids {
			last := cpu()
			lap := func(stage string) {
				now := cpu()
				took[stage] += now - last
				last = now
			}
			a, _ := loader.Agency(id)
			lap("load")
			rules.Agency(a, civil.On(asOf))
			rules.Pledges(a, civil.On(asOf))
			lap("check")
			reports += stages(b, builder, a, lap)
		}
	}
	b.ReportMetric(0, "ns/op")
	all := time.Duration(0)
	for stage, d := range took {
		b.ReportMetric(d.Seconds()*1000/float64(reports), stage+"-ms")
		all += d
	}
	b.ReportMetric(all.Seconds()*1000/float64(reports), "total-ms")
}

// stages makes the files of an agency kind by kind and gives how many reports it has.
func stages(b *testing.B, builder *Builder, a *report.Agency, lap func(stage string)) int {
	o := builder.Outline(a)
	files := &Files{}
	byStage := map[string][]entry{}
	for _, e := range o.entries {
		stage := stageOf(e.name)
		byStage[stage] = append(byStage[stage], e)
	}
	lap("plan")
	for _, stage := range []string{"reports", "comparisons", "matrix", "indicators", "exports", "search", "rest"} {
		if err := files.addAll(byStage[stage]); err != nil {
			b.Fatal(err)
		}
		if stage == "search" {
			index, err := o.build.index()
			if err != nil {
				b.Fatal(err)
			}
			if err := files.addAll(index.entries); err != nil {
				b.Fatal(err)
			}
		}
		lap(stage)
	}
	builder.BrokenLinks(files, a.ID+"/")
	lap("links")
	if err := files.Compress(); err != nil {
		b.Fatal(err)
	}
	lap("gzip")
	tree, err := Begin(filepath.Join(b.TempDir(), "public"))
	if err != nil {
		b.Fatal(err)
	}
	lap("rest")
	if _, err := tree.Add(a.ID, files); err != nil {
		b.Fatal(err)
	}
	lap("write")
	tree.Discard()
	lap("rest")
	n := 0
	for _, s := range a.Series {
		n += len(s.Reports)
	}
	return n
}

// stageOf is what a file is made in.
func stageOf(name string) string {
	_, below, _ := strings.Cut(name, "/")
	_, in, _ := strings.Cut(below, "/")
	switch {
	case strings.HasPrefix(below, "search/"):
		return "search"
	case strings.HasPrefix(below, "data/"), strings.HasPrefix(below, "feed"), below == "agency.json", strings.HasPrefix(in, "compare/") && strings.HasSuffix(in, ".js"):
		return "exports"
	case in == "compare/index.html":
		return "matrix"
	case strings.HasPrefix(in, "compare/"):
		return "comparisons"
	case strings.HasPrefix(in, "indicators/"):
		return "indicators"
	case len(in) == len("2024.html") && in[0] == '2':
		return "reports"
	case strings.HasSuffix(in, ".html"):
		return "rest"
	case strings.Contains(in, "/"):
		return "exports"
	}
	return "rest"
}

// cpu is the time that this process had of all processors.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
