package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"fazhi/generator/page"
)

// shown is a page that stands for its type before the browser.
type shown struct {
	kind  string // a name of page.All
	name  string // what it is called in the gallery
	path  string // from the root of the site
	until string // selects what its script makes
}

// gallery is pages of every type that a build writes, in its various states.
// What only a renamed agency and the preview have, rest adds.
var gallery = []shown{
	{kind: "home", name: "home", path: "index.html"},
	{kind: "across", name: "across", path: "compare/fzzf-2023.html"},
	{kind: "checks", name: "checks", path: "checks/index.html"},
	{kind: "verify", name: "verify", path: "verify/index.html"},
	{kind: "notfound", name: "notfound", path: "404.html"},
	{kind: "agency", name: "agency", path: "yunxi-sfj/index.html"},
	{kind: "agency", name: "agency-one-year", path: "fucheng-xzspj/index.html"},
	{kind: "column", name: "column", path: "yunxi-sfj/fzzf/index.html"},
	{kind: "report", name: "report", path: "yunxi-sfj/fzzf/2024.html"},
	{kind: "report", name: "report-long", path: "fucheng-xzspj/fzzf/2023.html"},
	{kind: "report", name: "report-corrected", path: "yunxi-sfj/fzzf/2022.html"},
	{kind: "report", name: "report-superseded", path: "yunxi-sfj/fzzf/2022.r1.html"},
	{kind: "report", name: "report-imported", path: "yunxi-sfj/fzzf/2018.html"},
	{kind: "tombstone", name: "tombstone", path: "yunxi-sfj/fzzf/2017.html"},
	{kind: "indicators", name: "indicators", path: "yunxi-sfj/fzzf/indicators/index.html"},
	{kind: "indicator", name: "indicator", path: "yunxi-sfj/fzzf/indicators/people.cases.html"},
	{kind: "indicator", name: "indicator-one-year", path: "fucheng-xzspj/fzzf/indicators/hall.items.html"},
	{kind: "matrix", name: "matrix", path: "yunxi-sfj/fzzf/compare/index.html"},
	{kind: "matrix", name: "matrix-two", path: "yunxi-sfj/fzzf/compare/index.html#2019-2023", until: "#two tbody tr"},
	{kind: "compare", name: "compare", path: "yunxi-sfj/fzzf/compare/2022-2023.html"},
	{kind: "plan", name: "plan", path: "yunxi-sfj/fzzf/plan/2023.html"},
	{kind: "commitments", name: "commitments", path: "yunxi-sfj/commitments/index.html"},
	{kind: "commitment", name: "commitment", path: "yunxi-sfj/commitments/2022-attendance.html"},
	{kind: "corrections", name: "corrections", path: "yunxi-sfj/corrections.html"},
	{kind: "text", name: "text", path: "fucheng-xzspj/about.html"},
	{kind: "search", name: "search", path: "yunxi-sfj/search/index.html"},
	{kind: "search", name: "search-results", path: "yunxi-sfj/search/index.html?q=%E8%A1%8C%E6%94%BF%E5%A4%8D%E8%AE%AE", until: "#search-results li"},
	{kind: "search", name: "search-portal", path: "search/index.html"},
}

// look is a way in which a reader has the pages shown: by the settings of the
// system, and by those of the page.
type look struct {
	name  string
	media []*emulation.MediaFeature
	boxes []string // settings of the page that are ticked
}

func feature(name, value string) *emulation.MediaFeature {
	return &emulation.MediaFeature{Name: name, Value: value}
}

// looks are all of them that differ.
func looks() []look {
	dark := feature("prefers-color-scheme", "dark")
	return []look{
		{name: "light"},
		{name: "dark", media: []*emulation.MediaFeature{dark}},
		{name: "dark-chosen", boxes: []string{"scheme-dark"}},
		{name: "light-chosen", media: []*emulation.MediaFeature{dark}, boxes: []string{"scheme-light"}},
		{name: "large", boxes: []string{"size-2"}},
		{name: "largest", boxes: []string{"size-3"}},
		{name: "contrast", boxes: []string{"contrast-2"}},
		{name: "contrast-dark", media: []*emulation.MediaFeature{dark}, boxes: []string{"contrast-2"}},
		{name: "contrast-system", media: []*emulation.MediaFeature{feature("prefers-contrast", "more")}},
		{name: "forced", media: []*emulation.MediaFeature{feature("forced-colors", "active")}},
	}
}

// layouts are those of them that change the place of anything: the plainest and the
// largest, and with -every, as in CI, what lies between.
func layouts() []look {
	return slices.DeleteFunc(looks(), func(l look) bool {
		moves := l.media == nil && !slices.ContainsFunc(l.boxes, func(b string) bool { return strings.HasPrefix(b, "scheme") })
		return !moves || !*every && l.name != "light" && l.name != "largest"
	})
}

// system has the browser show pages as the look's system does.
func (l look) system() chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures(l.media)
}

// ticked sets the settings of the page that is open to those of the look.
func (l look) ticked() chromedp.Action {
	boxes := append([]string{}, l.boxes...)
	return chromedp.Evaluate(`for (const box of document.querySelectorAll(".settings input")) {
		box.checked = `+toJSON(boxes)+`.includes(box.id) || box.defaultChecked && !`+toJSON(boxes)+`.some((id) => id.startsWith(box.name));
	}`, nil)
}

// The gallery leaves out no type of page.
func TestGallery(t *testing.T) {
	elsewhere := []string{"agencies", "moved", "problems", "sources"} // rest
	for _, typ := range page.All() {
		in := slices.ContainsFunc(gallery, func(s shown) bool { return s.kind == typ.Name })
		if in == slices.Contains(elsewhere, typ.Name) {
			t.Errorf("page type %s: in the gallery: %v", typ.Name, in)
		}
	}
	dir := sample(t)
	for _, s := range gallery {
		name, _, _ := strings.Cut(strings.ReplaceAll(s.path, "#", "?"), "?")
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
}

// rest makes the pages that the sample has not, and gives their whole addresses:
// the old address of an agency that was renamed, kept from leading on, what the
// preview shows in the place of a page that cannot be made, a portal over another site,
// and some in English.
func rest(t *testing.T) []shown {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	command(t, 0, "init", "--sample", dir)
	for _, part := range []string{"data", "content"} {
		if err := os.Rename(filepath.Join(dir, part, "yunxi-sfj"), filepath.Join(dir, part, "yunxi")); err != nil {
			t.Fatal(err)
		}
	}
	saveFile(t, dir, "data/yunxi/agency.toml", "name = \"改了名的局（虚构示例）\"\nformer = [\"yunxi-sfj\"]\ndemo = true\n")
	command(t, 0, "-C", dir, "build", "--as-of", "2026-06-01")
	moved, err := os.ReadFile(filepath.Join(dir, "public", "yunxi-sfj", "fzzf", "2022.html"))
	if err != nil {
		t.Fatal(err)
	}
	leads := regexp.MustCompile(`<meta http-equiv="?refresh"?[^>]*>`)
	if !leads.Match(moved) {
		t.Fatalf("the old address does not lead on:\n%s", moved)
	}
	saveFile(t, dir, "public/moved.html", string(leads.ReplaceAll(moved, nil)))

	broken := workspaceOf(t, sound)
	saveFile(t, broken, "data/a/fzzf/2023.toml", "[figures\n")
	english := diskOrigin(inEnglish(t))
	portal := diskOrigin(harvested(t))
	crowded := diskOrigin(crowd(t))
	return []shown{
		{kind: "home", name: "home-crowded", path: crowded + "index.html"},
		{kind: "agencies", name: "agencies", path: crowded + "agencies/a.html"},
		{kind: "search", name: "search-crowded", path: crowded + "search/index.html"},
		{kind: "home", name: "home-harvested", path: portal + "index.html"},
		{kind: "sources", name: "sources", path: portal + "sources/index.html"},
		{kind: "home", name: "home-english", path: english + "index.html"},
		{kind: "report", name: "report-english", path: english + "yunxi-sfj/fzzf/2022.html"},
		{kind: "search", name: "search-english", path: english + "yunxi-sfj/search/index.html?q=%E8%A1%8C%E6%94%BF%E5%A4%8D%E8%AE%AE", until: "#search-results li"},
		{kind: "moved", name: "moved", path: diskOrigin(filepath.Join(dir, "public")) + "moved.html"},
		{kind: "problems", name: "problems", path: serving(t, broken) + "a/fzzf/2023.html"},
	}
}

// harvested makes a portal over the samples, as if they were another site.
func harvested(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	command(t, 0, "build", "--as-of", "2026-03-01", "--base-url", "https://www.example.gov.cn/fazhi/", "--out", filepath.Join(dir, "site"), "-C", "..")
	saveFile(t, dir, "data/site.toml", "title = \"示例市法治政府建设年度报告\"\n")
	command(t, 0, "-C", dir, "harvest", "--as-of", "2026-03-02", "site")
	return filepath.Join(dir, "public")
}

// crowd builds a portal of more agencies than its home page names.
func crowd(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	saveFile(t, dir, "data/site.toml", "title = \"示例省法治政府建设年度报告\"\nleave_out = [\"data\", \"indicators\"]\n")
	initials := []rune("安北成大鄂凤广海吉开兰绵南欧攀青日上天乌西云中1Z")
	for i := range 210 {
		id := fmt.Sprintf("a%03d", i)
		saveFile(t, dir, "data/"+id+"/agency.toml", fmt.Sprintf("name = \"%c虚构县示例%d局\"\nlevel = \"县级\"\ndemo = true\n", initials[i*i%len(initials)], i))
		saveFile(t, dir, fmt.Sprintf("data/%s/fzzf/%d.toml", id, 2021+i%3), "[figures.approval]\nhandled = 700\n")
	}
	command(t, 0, "-C", dir, "build", "--as-of", "2026-03-01", "--no-gzip")
	return filepath.Join(dir, "public")
}

// inEnglish builds the sample with an English interface.
func inEnglish(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS("../"+part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := edit(filepath.Join(dir, "data/site.toml"), func(s string) string { return strings.Replace(s, `"zh"`, `"en"`, 1) }); err != nil {
		t.Fatal(err)
	}
	command(t, 0, "-C", dir, "build", "--as-of", "2026-03-01")
	html, err := os.ReadFile(filepath.Join(dir, "public/index.html"))
	if err != nil || !strings.Contains(string(html), `<html lang="en"`) {
		t.Fatal("the sample is not in English", err)
	}
	return filepath.Join(dir, "public")
}

// diskOrigin is the address of a folder.
func diskOrigin(dir string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()
}

// open goes to a page of the gallery, and waits for what its script makes.
func (s shown) open(origin string) chromedp.Tasks {
	tasks := chromedp.Tasks{chromedp.Navigate(origin + s.path)}
	if s.until != "" {
		tasks = append(tasks, chromedp.WaitVisible(s.until, chromedp.ByQuery))
	}
	return tasks
}

// runAll runs actions in a tab.
func runAll(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}
