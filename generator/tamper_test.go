package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/verify"
)

// An honest site never fails, and one byte of any file is found and the file named.
func TestTamperByte(t *testing.T) {
	dir := small(t)
	agency, years := "a", []string{"2023"}
	if *exhaustive {
		dir, agency, years = filepath.Join(t.TempDir(), "w"), "yunxi-sfj", nil // it is sealed
		command(t, 0, "init", "--sample", dir)
	}
	s := sealAndBuild(t, dir, agency, years...)
	if r := s.verify(t); len(r.Mismatches)+len(r.Notes) > 0 || r.Files != len(s.MapFS)-1 || !r.Agencies[0].Pinned {
		t.Fatalf("an honest site: %+v", r)
	}
	for _, name := range slices.Sorted(maps.Keys(s.MapFS)) {
		data := s.MapFS[name].Data
		step := len(data)/2 + 1
		if *exhaustive {
			step = len(data)/64 + 1
		}
		for at := len(data) / 3; at < len(data); at += step {
			changed := bytes.Clone(data)
			changed[at] ^= 1
			r := s.with(t, name, changed, false).verify(t)
			named := name == "manifest.json" && len(r.Mismatches) > 0
			if !named && !names(r, name, verify.Signed) && !names(r, name, verify.Listed) {
				t.Errorf("byte %d of %s: %+v", at, name, r.Mismatches)
			}
		}
		gone := sealedSite{maps.Clone(s.MapFS), s.opts}
		delete(gone.MapFS, name)
		if r := gone.verify(t); len(r.Mismatches) == 0 {
			t.Errorf("%s can be taken out", name)
		}
	}
}

// Whoever rewrites a page and the list together is still caught in every word and
// figure of the report; what is not proved leads elsewhere on the site.
func TestTamperWords(t *testing.T) {
	s := sealAndBuild(t, small(t), "a", "2023")
	const name = "a/fzzf/2023.html"
	data := s.MapFS[name].Data
	main := bytes.Index(data, []byte("<main"))
	end := bytes.Index(data, []byte("</main>"))
	z := html.NewTokenizer(bytes.NewReader(data))
	at, tried, link := 0, 0, false
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := bytes.Clone(z.Raw())
		start := at
		at += len(raw)
		if start < main || start > end {
			continue
		}
		switch tag, more := z.TagName(); {
		case kind == html.StartTagToken && string(tag) == "a":
			_, href, _ := z.TagAttr()
			link = more && !bytes.HasPrefix(href, []byte("#"))
		case kind == html.EndTagToken && string(tag) == "a":
			link = false
		}
		if kind != html.TextToken || link || bytes.Contains(raw, []byte("schema.org")) || bytes.Contains(raw, []byte("项规则")) || bytes.Contains(raw, []byte(" KB · ")) {
			continue // navigation; the next test; how many rules the program has, and which file has which size, is no statement of the report
		}
		for i, r := range string(raw) {
			if tried++; !unicode.IsLetter(r) && !unicode.IsDigit(r) || tried%5 != 0 && !unicode.IsDigit(r) && !*exhaustive {
				continue
			}
			other := "改"
			if unicode.IsDigit(r) {
				other = string('0' + (r-'0'+1)%10)
			}
			size := len(string(r))
			changed := slices.Concat(data[:start+i], []byte(other), data[start+i+size:])
			r := s.with(t, name, changed, true).verify(t)
			if !names(r, name, verify.Signed) && !(len(r.Notes) > 0 && r.Notes[0].File == name) {
				t.Errorf("%q with %s at %d: nobody notices", raw, other, i)
			}
		}
	}
	if tried < 300 {
		t.Errorf("only %d characters tried", tried)
	}
}

// A compressed copy says what its file says, whoever rewrites the list: servers
// give it out in the file's place.
func TestTamperCopy(t *testing.T) {
	s := sealAndBuild(t, small(t), "a", "2023")
	packed := func(data []byte) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, proof := range map[string]verify.Proof{
		"a/fzzf/2023.html": verify.Signed, "a/fzzf/2023/figures.json": verify.Signed, "a/agency.json": verify.Signed, "a/index.html": verify.Listed, "index.html": verify.Listed,
	} {
		data := s.MapFS[name].Data
		if s.MapFS[name+".gz"] == nil {
			t.Errorf("%s has no copy", name)
			continue
		}
		for what, other := range map[string][]byte{
			"other words": packed(bytes.Replace(data, []byte("示例"), []byte("示范"), 1)), "more": packed(append(bytes.Clone(data), '\n')),
			"cut": packed(data[:len(data)/2]), "none": data, "bomb": packed(make([]byte, 100<<20)), "nothing": nil,
		} {
			if r := s.with(t, name+".gz", other, true).verify(t); !names(r, name+".gz", proof) {
				t.Errorf("%s.gz with %s: %+v", name, what, r.Mismatches)
			}
		}
	}
	// A copy that no build made is one too.
	if r := s.with(t, "a/ledger/head.gz", packed([]byte("x")), true).verify(t); !names(r, "a/ledger/head.gz", verify.Signed) {
		t.Errorf("a copy of the head: %+v", r.Mismatches)
	}
	if r := s.with(t, "404.html.gz", s.MapFS["index.html.gz"].Data, true).verify(t); !names(r, "404.html.gz", verify.Listed) {
		t.Errorf("a copy of another page: %+v", r.Mismatches)
	}
}

// What an attacker would write, with the list rewritten too.
func TestTamperKinds(t *testing.T) {
	s := sealAndBuild(t, small(t), "a", "2023")
	const page = "a/fzzf/2023.html"
	for _, c := range []struct{ name, old, new string }{
		{page, "近8万件</data>", "近9万件</data>"},
		{page, `<data value="80000">`, `<data value="90000">`},
		{page, `<div class="ends">`, `<div class="ends"><p>更正：近9万件</p>`},
		{page, `<div class="ends">`, `<div class="ends"><div class="prose">本报告作废</div>`},
		{page, `</article>`, `<p class="role">受办审批业务应为9万件</p></article>`},
		{page, `</article>`, `<small class="trace">受办审批业务应为9万件</small></article>`},
		{page, `</article>`, `</article><article class="prose"><p>补充一段</p></article>`},
		{page, `</h1>`, `</h1><h1>另一个标题</h1>`},
		{page, `<ul class="keys">`, `<ul class="keys"><li><span class="label">办结率</span> <span class="value">100%</span></li>`},
		{page, `</table>`, `<tbody><tr><th scope="row">办结率</th><td class="num">100%</td></tr></tbody></table>`},
		{page, `<td class="num">近8万件`, `<td class="num">近9万件</td><td class="num">近8万件`},
		{page, `<td class="num">近8万件`, `<td class="num" hidden>近8万件</td><td>近9万件`},
		{page, `大于7万`, `大于8万`},
		{page, `<main`, `<p>本报告已经作废</p><main`},
		{page, `</main>`, `</main><main><p>近9万件</p></main>`},
		{page, `</head>`, `<style>article{display:none}</style></head>`},
		{page, `</head>`, `<script src="https://example.com/x.js"></script></head>`},
		{page, `</head>`, `<meta http-equiv="refresh" content="0;url=https://example.com/"></head>`},
		{page, `<article class="prose"`, `<article hidden class="prose"`},
		{page, `<article class="prose"`, `<article style="display:none" class="prose"`},
		{page, `<article class="prose"`, `<article onclick="x()" class="prose"`},
		{page, `</article>`, `<iframe src="x.html"></iframe></article>`},
		{page, `</article>`, `<svg><text>近9万件</text></svg></article>`},
		{page, `<title>示例区`, `<title>示范区`},
		{page, `name="ArticleTitle" content="示例区`, `name="ArticleTitle" content="示范区`},
		{page, `name="PubDate" content="2024-01-26`, `name="PubDate" content="2024-01-16`},
		{page, `name="Description" content="全年`, `name="Description" content="半年`},
		{page, `property="og:title" content="示例区`, `property="og:title" content="示范区`},
		{page, `property="og:description" content="全年`, `property="og:description" content="半年`},
		{page, `property="article:published_time" content="2024-01-26`, `property="article:published_time" content="2024-01-16`},
		{page, `property="og:type"`, `property="og:audio"`},
		{page, `</head>`, `<meta property="og:title" content="示例区虚构局"></head>`},
		{page, `</head>`, `<link rel="canonical" href="//example.com/x"></head>`},
		{page, `</head>`, `<link rel="canonical" href="https://example.com/x"><meta name="Url" content="https://example.com/y"></head>`},
		{page, `"datePublished":"2024-01-26`, `"datePublished":"2024-01-16`},
		{page, `"reportNumber":"虚司〔2024〕3号"`, `"reportNumber":"虚司〔2024〕4号"`},
		{page, `datetime="2024-01-12"`, `datetime="2024-01-13"`},
		{page, `>成文日期<`, `>作废日期2024年<`},
		{page, `虚司〔2024〕3号</dd>`, `虚司〔2024〕4号</dd>`},
		{page, `第1版`, `第2版`},
		{page, `办公室`, `保密委`},
		{"a/fzzf/2023/figures.csv", "近8万件", "近9万件"},
		{"a/fzzf/2023/figures.csv", ",70000,", ",80000,"},
		{"a/fzzf/2023/figures-excel.csv", "近8万件", "近9万件"},
		{"a/fzzf/2023/figures.json", `"text":"近8万件"`, `"text":"近9万件"`},
		{"a/fzzf/2023/figures.json", `"text":"近8万件"`, `"text":"近9万件","text":"近8万件"`},
		{"a/fzzf/2023/figures.json", `"text":"近8万件"`, `"right":"近9万件","text":"近8万件"`},
		{"a/fzzf/2023/text.txt", "近8万件", "近9万件"},
		{"a/fzzf/2023/text.txt", "记录在案。", "记录在案。\n又及。"},
		{"a/data/fzzf/figures.csv", "近8万件", "近9万件"},
		{"a/data/fzzf/figures-excel.csv", "近8万件", "近9万件"},
		{"a/data/fzzf/figures.json", `"近8万件"`, `"近9万件"`},
		{"a/agency.json", `"text":"近8万件"`, `"text":"近9万件"`},
		{"a/agency.json", `"signed":"2024-01-12"`, `"signed":"2024-01-13"`},
		{"a/agency.json", `"summary":"全年工作"`, `"summary":"半年工作"`},
		{"a/agency.json", `"keys":["approval.handled"`, `"keys":["hall.issues"`},
		{"a/feed.xml", "<title>示例区虚构局2023", "<title>示例区虚构局2022"},
		{"a/feed.xml", "近8万件", "近9万件"},
		{"a/feed.xml", "<summary>全年工作", "<summary>半年工作"},
		{"a/feed.xml", "<published>2024-01-26", "<published>2024-01-16"},
		{"a/feed.xml", "</feed>", "<entry></entry></feed>"},
		{"a/feed.xml", `href="fzzf/2023.html"`, `href="https://example.com/fzzf/2023.html"`},
		{"a/feed.json", "近8万件", "近9万件"},
		{"a/feed.json", `"title": "示例区虚构局2023`, `"title": "撤回：示例区虚构局2023`},
		{"a/feed.json", `"kind": "publication"`, `"kind": "withdrawal"`},
		{"feed.xml", "近8万件", "近9万件"},
		{"feed.json", "近8万件", "近9万件"},
		{"a/fzzf/清单.csv", "甲,3", "甲,4"},
		{"a/ledger/records/fzzf/2023/1.json", "近8万件", "近9万件"},
		{"a/ledger/tile/8/data/000.p/1", "2023", "2022"},
		{"a/ledger/head", "\n1\n", "\n2\n"},
		{"a/ledger/key", "+", "-"},
	} {
		data := s.MapFS[c.name]
		if data == nil {
			t.Errorf("no %s in %v", c.name, slices.Sorted(maps.Keys(s.MapFS)))
			continue
		}
		changed := strings.Replace(string(data.Data), c.old, c.new, 1)
		if changed == string(data.Data) {
			t.Errorf("%s has no %s", c.name, c.old)
			continue
		}
		if r := s.with(t, c.name, []byte(changed), true).verify(t); !names(r, c.name, verify.Signed) {
			t.Errorf("%s with %s: %+v, notes %+v", c.name, c.new, r.Mismatches, r.Notes)
		}
		if r := s.with(t, c.name, []byte(changed), false).verify(t); !names(r, c.name, verify.Signed) {
			t.Errorf("%s with %s and the old list: %+v", c.name, c.new, r.Mismatches)
		}
	}
}

// A log that somebody else made, one that forgets, and one that is taken out.
func TestTamperLog(t *testing.T) {
	dir := small(t)
	s := sealAndBuild(t, dir, "a", "2023")
	head := s.MapFS["a/ledger/head"].Data
	other := sealAndBuild(t, small(t), "a", "2023")
	other.opts = s.opts
	if r := other.verify(t); !names(r, "a/ledger/head", verify.Signed) {
		t.Errorf("signed with another key: %+v", r.Mismatches)
	}
	none := sealedSite{fstest.MapFS{}, s.opts}
	for name, f := range s.MapFS {
		if !strings.HasPrefix(name, "a/ledger/") {
			none.MapFS[name] = f
		}
	}
	list, _, _ := v1.DecodeManifest(s.MapFS["manifest.json"].Data)
	list.Files = slices.DeleteFunc(list.Files, func(f v1.ManifestFile) bool { return strings.HasPrefix(f.Path, "a/ledger/") })
	none.MapFS["manifest.json"] = &fstest.MapFile{Data: must(list.Encode())}
	if r := none.verify(t); len(r.Mismatches) == 0 {
		t.Error("a log can be taken out with its place in the list")
	}
	s.opts.Since = [][]byte{head}
	if r := s.verify(t); len(r.Mismatches) > 0 || !r.Agencies[0].Since {
		t.Errorf("an earlier head: %+v", r)
	}
	s.opts.Since = [][]byte{[]byte(regexp.MustCompile(`\n1\n`).ReplaceAllString(string(head), "\n2\n"))}
	if r := s.verify(t); len(r.Mismatches) == 0 {
		t.Error("an earlier head of no log passes")
	}
}

// One byte of any file of a pack is found and the file named.
func TestTamperPack(t *testing.T) {
	dir := small(t)
	s := sealAndBuild(t, dir, "a", "2023")
	out := filepath.Join(dir, "p.zip")
	command(t, 0, "-C", dir, "pack", "--year", "2023", "--out", out)
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	p := sealedSite{fstest.MapFS{}, s.opts}
	for _, f := range z.File {
		text, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		p.MapFS[strings.TrimPrefix(f.Name, "a-fzzf-2023/")] = &fstest.MapFile{Data: text}
	}
	if r := p.verify(t); len(r.Mismatches)+len(r.Notes) > 0 || !r.Pack || r.Files != len(p.MapFS)-1+0 {
		t.Fatalf("an honest pack of %d files: %+v", len(p.MapFS), r)
	}
	for name, f := range p.MapFS {
		changed := bytes.Clone(f.Data)
		changed[len(changed)/2] ^= 1
		r := p.with(t, name, changed, false).verify(t)
		list := strings.HasSuffix(name, "sha256.txt") && len(r.Mismatches) > 0
		if !list && !names(r, name, verify.Signed) && !names(r, name, verify.Listed) {
			t.Errorf("%s: %+v", name, r.Mismatches)
		}
		gone := sealedSite{maps.Clone(p.MapFS), s.opts}
		delete(gone.MapFS, name)
		if name == "bagit.txt" {
			continue // then it is no pack, and verify says so
		}
		if r := gone.verify(t); len(r.Mismatches) == 0 {
			t.Errorf("%s can be taken out", name)
		}
	}
}

// A site on a host is verified like one in a folder; what is not reached is no
// mismatch.
func TestVerifyAddress(t *testing.T) {
	s := sealAndBuild(t, small(t), "a", "2023")
	host := httptest.NewServer(http.StripPrefix("/fazhi", http.FileServerFS(s.MapFS)))
	t.Cleanup(host.Close)
	if out := command(t, 0, "verify", host.URL+"/fazhi/"); !strings.Contains(out, "核验通过") {
		t.Error(out)
	}
	s.MapFS["a/fzzf/2023/figures.csv"] = &fstest.MapFile{Data: bytes.Replace(s.MapFS["a/fzzf/2023/figures.csv"].Data, []byte("近8"), []byte("近9"), 1)}
	if out := command(t, 1, "verify", host.URL+"/fazhi"); !strings.Contains(out, "不一致 a/fzzf/2023/figures.csv") {
		t.Error(out)
	}
	command(t, 2, "verify", host.URL+"/elsewhere/")
	host.Close()
	command(t, 2, "verify", host.URL+"/fazhi/")
	command(t, 2, "verify", "http://")
}

// A figure of a sealed report is proved on other pages too, whoever rewrites the
// list: on the page of its indicator and among all years.
func TestTamperElsewhere(t *testing.T) {
	s := sealAndBuild(t, small(t), "a", "2023")
	const name = "a/fzzf/indicators/hall.issues.html"
	changed := bytes.Replace(s.MapFS[name].Data, []byte(`<td class="num">708`), []byte(`<td class="num">709`), 1)
	if bytes.Equal(changed, s.MapFS[name].Data) {
		t.Fatalf("%s does not say 708", name)
	}
	if r := s.with(t, name, changed, true).verify(t); !names(r, name, verify.Signed) {
		t.Errorf("%s: %+v", name, r.Mismatches)
	}
}
