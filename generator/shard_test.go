package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fazhi/generator/site"
)

// Sixteen parts and their merge are the site that is built in one piece, in every
// byte: the sample, and twenty agencies of which two have what is not public.
func TestShardsAndMerge(t *testing.T) {
	for _, ws := range []struct {
		name, dir string
		options   []string
	}{
		{"sample", sampleWorkspace(t), nil},
		{"twenty", twentyAgencies(t), []string{"--base-url", "https://www.example.gov.cn/x/"}},
	} {
		dir := ws.dir
		build := func(more ...string) {
			command(t, 0, slices.Concat([]string{"-C", dir, "build"}, ws.options, more)...)
		}
		t.Run(ws.name, func(t *testing.T) {
			const of = 16
			build("--out", "whole")
			args := []string{"-C", dir, "merge"}
			for n := of; n >= 1; n-- {
				out := fmt.Sprintf("parts/%d", n)
				build("--shard", fmt.Sprintf("%d/%d", n, of), "--out", out)
				args = append(args, out)
			}
			command(t, 0, args...)
			whole, merged := treeOf(t, filepath.Join(dir, "whole")), treeOf(t, filepath.Join(dir, "public"))
			if len(whole) < 100 || whole["manifest.json"] == nil {
				t.Fatalf("%d files", len(whole))
			}
			for name := range merged {
				if whole[name] == nil {
					t.Errorf("only the merged site has %s", name)
				}
			}
			for name, data := range whole {
				if !bytes.Equal(data, merged[name]) {
					t.Errorf("%s is not the same", name)
				}
			}
		})
	}
}

// An agency is of one part alone, whatever other agencies there are.
func TestShardHas(t *testing.T) {
	for _, of := range []int{1, 2, 16, 1000} {
		for n := range 200 {
			id, has := fmt.Sprintf("a-%d", n), 0
			for number := 1; number <= of; number++ {
				if (site.Shard{Number: number, Of: of}).Has(id) {
					has++
				}
			}
			if has != 1 {
				t.Fatalf("%s is of %d parts of %d", id, has, of)
			}
		}
	}
	// These are a promise: machines with other versions deal them out alike.
	for id, want := range map[string]string{"a": "2/3", "c": "3/3", "f": "1/3"} {
		s, err := site.ParseShard(want)
		if err != nil || !s.Has(id) {
			t.Errorf("%s is not of %s: %v", id, want, err)
		}
	}
	for _, text := range []string{"", "0/16", "17/16", "x", "1", "1/0", "-1/3", "1/3/5", "01/3", " 1/3", "1/+3"} {
		if s, err := site.ParseShard(text); err == nil {
			t.Errorf("%q is read as %v", text, s)
		}
	}
}

func treeOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[name], err = os.ReadFile(filepath.Join(dir, name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sampleWorkspace(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "sample")
	command(t, 0, "init", "--sample", dir)
	return dir
}

// twentyAgencies writes a workspace of agencies that are like each other.
func twentyAgencies(t *testing.T) string {
	t.Helper()
	files := map[string]string{"data/site.toml": sound["data/site.toml"]}
	for n := range 20 {
		id := fmt.Sprintf("office-%02d", n)
		files["data/"+id+"/agency.toml"] = fmt.Sprintf("name = \"示例区第%d局\"\n", n)
		for year := 2021; year <= 2023; year++ {
			of := fmt.Sprintf("/%s/fzzf/%d", id, year)
			files["data"+of+".toml"] = fmt.Sprintf("[figures.approval]\nhandled = %d\nconsulted = 91_234\n[figures.hall]\nissues = 708\nfiling_limit = \"30个工作日以内\"\n", 70_000+n*year)
			text := strings.ReplaceAll(sound["content/a/fzzf/2023.md"], "虚构局2023", fmt.Sprintf("第%d局%d", n, year))
			for _, day := range []string{"2024-01", "2024-02"} {
				text = strings.ReplaceAll(text, day, fmt.Sprint(year+1)+day[4:])
			}
			text = strings.ReplaceAll(text, "{{hall.filing_limit:change}}", "{{hall.filing_limit}}")
			if n%10 == 3 && year == 2023 {
				text = strings.Replace(text, `"published"`, `"draft"`, 1)
			}
			files["content"+of+".md"] = text
		}
	}
	return workspaceOf(t, files)
}
