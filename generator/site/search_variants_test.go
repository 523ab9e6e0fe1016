package site_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/templates"
)

// variant makes another text of the same kind: its paragraphs in another order
// within their sections, other numbers, other words, sentences of its own.
type variant struct {
	*rand.Rand
	text  string
	words [][]string
}

func newVariant(text string) *variant {
	v := &variant{rand.New(rand.NewPCG(3, 5)), text, nil}
	for _, alike := range []string{
		"推进 深化 加强 落实", "群众 居民 百姓 办事人", "窗口 柜台 服务点", "业务 事务 工作", "企业 公司 市场主体", "审批 许可 核准", "培训 轮训 讲座",
		"部门 单位 机关", "问题 短板 难点", "全区 全县 全市 全镇", "压缩 缩短 减少", "材料 证照 表格", "满意 认可 好评", "测试 试点 试行",
	} {
		v.words = append(v.words, strings.Fields(alike))
	}
	return v
}

func pick[T any](v *variant, list []T) T { return list[v.IntN(len(list))] }

func (v *variant) number(like string) string {
	out := ""
	for i, r := range like {
		if r != '.' {
			r = '0' + rune(v.IntN(10))
			if i == 0 && len(like) > 1 {
				r = '1' + rune(v.IntN(9))
			}
		}
		out += string(r)
	}
	return out
}

var (
	quotation = regexp.MustCompile(`\{\{[^}]*\}\}`)
	digits    = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
)

func (v *variant) make(year int) string {
	sections := strings.Split(v.text, "\n## ")
	for i, s := range sections {
		blocks := strings.Split(s, "\n\n")
		v.Shuffle(len(blocks)-1, func(a, b int) { blocks[a+1], blocks[b+1] = blocks[b+1], blocks[a+1] })
		for range 2 {
			blocks = append(blocks, v.sentence())
		}
		sections[i] = strings.Join(blocks, "\n\n")
	}
	text := strings.Join(sections, "\n\n## ")
	text = quotation.ReplaceAllStringFunc(text, func(string) string {
		return pick(v, []string{"", "近", "超过"}) + v.number(pick(v, []string{"9", "99", "9.9", "999", "9999", "99999"})) + pick(v, []string{"件", "个", "万件", "次", "%", "个工作日", "亿元"})
	})
	text = digits.ReplaceAllStringFunc(text, func(n string) string {
		if v.IntN(3) == 0 {
			return n
		}
		return v.number(n)
	})
	for _, alike := range v.words {
		text = strings.ReplaceAll(text, alike[0], pick(v, alike))
	}
	return fmt.Sprintf("+++\ntitle = \"示例区虚构局%d年度报告\"\nstatus = \"imported\"\nnumber = \"示虚发〔%d〕%d号\"\n+++\n\n%s\n", year, year, 1+v.IntN(90), text)
}

// sentence is Chinese of no meaning, with rare characters, Latin words and long
// numbers in it.
func (v *variant) sentence() string {
	var b strings.Builder
	for range 20 + v.IntN(30) {
		switch v.IntN(40) {
		case 0:
			b.WriteString(pick(v, []string{" OFD ", "WPS", "“互联网+”", "，", "；", "𠮷", "䶮", "\U00030000"}))
		case 1:
			b.WriteString(v.number("99999999999"))
		default:
			b.WriteRune(0x4e00 + rune(v.IntN(700)*29))
		}
	}
	return b.String() + "。"
}

// variants is a workspace of one agency with n reports.
func variants(t testing.TB, n int) fstest.MapFS {
	t.Helper()
	text, err := os.ReadFile("../../content/fucheng-xzspj/fzzf/2023.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "+++"), "\n+++\n")
	v := newVariant(strings.TrimSpace(body))
	ws := map[string]string{
		"data/site.toml":     "title = \"示例网站\"\n",
		"data/a/agency.toml": "name = \"示例区虚构局\"\n",
	}
	for i := range n {
		year := 2023 - i/2
		text := v.make(year)
		if i%2 == 1 { // the form knows fewer roles
			text = strings.ReplaceAll(text, "{role=leadership}", "{role=other}")
		}
		ws[fmt.Sprintf("content/a/%s/%d.md", []string{"fzzf", "other"}[i%2], year)] = text
	}
	return files(ws)
}

// imported is a workspace of the texts that a flag names.
func imported(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"data/site.toml": "title = \"示例网站\"\n", "data/a/agency.toml": "name = \"示例区虚构局\"\n"} {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	forms, _ := form.Load(templates.FS)
	year := 2023
	for glob := range strings.SplitSeq(*searchTexts, ",") {
		names, err := filepath.Glob(glob)
		if err != nil || len(names) == 0 {
			t.Fatalf("-searched: nothing at %s", glob)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			must(t, err)
			result, log := importer.Import(os.DirFS(dir), forms, importer.Request{Agency: "a", FormID: "other", Year: year, Name: name, Data: data})
			if result == nil {
				t.Fatal(log)
			}
			must(t, result.Write(dir))
			year--
		}
	}
	return os.DirFS(dir)
}
