package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A sealed report may have links to other sites, an author and an image: what the
// site marks and says of them is proved or is a word of the interface, in
// both languages. Pages that stand for a revision or a withdrawal carry the names of
// government pages too.
func TestSealedConventions(t *testing.T) {
	dir := small(t)
	edit := func(name string, change func(string) string) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		writeSource(t, dir, name, change(string(data)))
	}
	const narrative = "content/a/fzzf/2023.md"
	writeSource(t, dir, "content/a/fzzf/图.png", "png")
	edit(narrative, func(s string) string {
		s = strings.Replace(s, "published = 2024", "author = \"办公室\"\npublished = 2024", 1)
		return s + "\n见[国务院网站](https://www.gov.cn/)和[另一网站](http://www.example.com/a)。\n\n![大厅](图.png)\n"
	})
	edit("data/site.toml", func(s string) string {
		return "address = \"https://www.example.gov.cn/x/\"\nid_code = \"0000000000\"\nlicense = { name = \"a\", url = \"https://www.example.org/l\" }\n" + s
	})
	site := sealAndBuild(t, dir, "a", "2023")
	text := string(site.MapFS["a/fzzf/2023.html"].Data)
	for _, want := range []string{
		`<a href="https://www.gov.cn/" rel="external noopener noreferrer">国务院网站<span class="word away" role="img" aria-label="（站外链接）">↗</span></a>`,
		`<meta name="Author" content="办公室">`, `<meta name="Image" content="https://www.example.gov.cn/x/a/fzzf/%E5%9B%BE.png">`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sealed page lacks %s", want)
		}
	}
	public := filepath.Join(dir, "public")
	verify := []string{"verify", "--key", filepath.Join(public, "a", "ledger", "key"), public}
	command(t, 0, verify...)
	edit("data/site.toml", func(s string) string { return "lang = \"en\"\n" + s })
	command(t, 0, "-C", dir, "build")
	command(t, 0, verify...)
}

// What stands for a withdrawn report says in the names of government pages when
// that was.
func TestWithdrawnConventions(t *testing.T) {
	dir := small(t)
	key := filepath.Join(t.TempDir(), "key")
	command(t, 0, "-C", dir, "key", "--agency", "a", "--name", "example.gov.cn/a", "--out", key)
	command(t, 0, "-C", dir, "seal", "--agency", "a", "--year", "2023", "--key", key)
	command(t, 0, "-C", dir, "build")
	writeSource(t, dir, "content/a/about.md", "+++\ntitle = \"说明\"\n+++\n\n见[2023年的报告](fzzf/2023.md)。\n")
	command(t, 0, "-C", dir, "withdraw", "--agency", "a", "--year", "2023", "--key", key, "--reason", "数据有误")
	if out := command(t, 0, "-C", dir, "build"); !strings.Contains(out, "content/a/about.md:5:3  警告  link-withdrawn") || !strings.Contains(out, "2023年报告已在2024-03-10撤回") {
		t.Errorf("a link to what was withdrawn is not told: %s", out)
	}
	for name, want := range map[string]string{"a/fzzf/2023.html": `name="PubDate" content="2024-03-10"`, "a/corrections.html": `name="ColumnType" content="信息公开目录"`} {
		data, err := os.ReadFile(filepath.Join(dir, "public", filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(data), want) || !regexp.MustCompile(`name="SiteName" content="[^"]+"`).Match(data) {
			t.Errorf("%s lacks %s: %v\n%s", name, want, err, data)
		}
	}
}
