package verify

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"fazhi/generator/export"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/record"
)

// report proves the files of data, the attachments and the page of a report.
func (r *run) report(at layout, rec *record.Record, known func(*record.Record) *record.Known) {
	dir := at.data(rec)
	if rows := rec.Report.Figures; len(rows) > 0 {
		r.bytes(path.Join(dir, "figures.csv"), export.Figures(rows), rows, readCSV)
		r.bytes(path.Join(dir, "figures-excel.csv"), export.Excel(rows), rows, readExcel)
		if data, err := v1.EncodeFigures(rows); err == nil {
			r.bytes(path.Join(dir, "figures.json"), data, rows, readJSON)
		}
	}
	if len(rec.Report.Paragraphs) > 0 {
		r.text(path.Join(dir, "text.txt"), rec.Report)
	}
	for _, a := range rec.Report.Attachments {
		name := at.file(a)
		sum, _, err := r.target.sum(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			r.missing(name)
		case err != nil:
			r.signed(name, "读不出来："+err.Error(), "cannot be read: "+err.Error())
		case sum != a.SHA256:
			r.signed(name, "不是封存的附件，校验码应为 "+a.SHA256, "is not the attachment that was sealed with the hash "+a.SHA256)
		}
	}
	r.page(at.page(rec), rec, known(rec))
}

// dataNames are the files of data beside a report.
func dataNames() []string {
	return []string{"figures.csv", "figures-excel.csv", "figures.json", "text.txt"}
}

// sizes gives the sizes that the page of a report may name.
func (r *run) sizes(at layout, rec *record.Record) []int64 {
	var out []int64
	for _, a := range rec.Report.Attachments {
		out = append(out, int64(a.Size))
	}
	for _, name := range dataNames() {
		if s, ok := r.target.sums[path.Join(at.data(rec), name)]; ok {
			out = append(out, s.size)
		}
	}
	return out
}

func (r *run) missing(name string) {
	r.signed(name, "封存的报告有这个文件，现在却没有", "belongs to a sealed report and is missing")
}

// page proves that a page states its record, and nothing else.
func (r *run) page(name string, rec *record.Record, known *record.Known) {
	data, err := r.target.ReadFile(name)
	if err != nil {
		r.missing(name)
		return
	}
	page := record.ParsePage(data)
	if r.Pack { // its styles stand within it
		if i := slices.Index(page.Odd, "<style>"); i >= 0 {
			page.Odd = slices.Delete(page.Odd, i, i+1)
		}
	}
	for _, m := range rec.Report.Holds(page) {
		r.signed(name, sayZH(rec.Report, m), sayEN(m))
	}
	for _, p := range page.Rest {
		switch known.Judge(p) {
		case record.Wrong:
			r.signed(name, "“"+short(p.Text)+"”：没有封存，也不是网页的固定用语", fmt.Sprintf("%q is neither sealed nor a word of the interface", short(p.Text)))
		case record.Unsure:
			r.note(name, "“"+short(p.Text)+"”不能由封存的记录证明", fmt.Sprintf("%q cannot be proved by the sealed records", short(p.Text)))
		}
	}
}

func short(s string) string {
	const longest = 60
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

func sayZH(rep *record.Report, m record.Mismatch) string {
	what := map[string]string{"title": "标题", "fact": "发文要素", "paragraph": "正文", "key": "主要数据", "figure": "数据表", "markup": "网页的内容", "head": "网页的说明信息"}[m.What]
	if f := rep.Figure(m.Name); f != nil {
		what += "“" + f.Label + "”"
	} else if m.Name != "" {
		what += " " + m.Name
	}
	return fmt.Sprintf("%s：封存的是%s，这里是%s", what, quoted(m.Sealed, "没有"), quoted(m.Page, "没有"))
}

func sayEN(m record.Mismatch) string {
	return fmt.Sprintf("%s %s: sealed as %s, here %s", m.What, m.Name, quoted(m.Sealed, "nothing"), quoted(m.Page, "nothing"))
}

func quoted(s, none string) string {
	if s == "" {
		return none
	}
	return "“" + short(s) + "”"
}

// bytes proves that a file of data is what is made from a record. Where it is
// not, read tells which figures differ.
func (r *run) bytes(name string, want []byte, rows []v1.Row, read func([]byte) ([][]string, error)) {
	data, err := r.target.ReadFile(name)
	switch {
	case err != nil:
		r.missing(name)
		return
	case string(data) == string(want):
		return
	}
	if got, err := read(data); err != nil {
		r.signed(name, "读不出数据："+err.Error(), "holds no figures: "+err.Error())
	} else if sealed, err := read(want); err != nil || r.cells(name, got, sealed) == 0 {
		r.signed(name, "写法与封存的记录不同，或者多了内容", "is written otherwise than its record, or holds more")
	}
}

// mostCells is how many differences of one file are told one by one.
const mostCells = 20

// cells names the cells of figures that differ, row by row.
func (r *run) cells(name string, got, sealed [][]string) (n int) {
	tell := func(zh, en string) {
		if n++; n <= mostCells {
			r.signed(name, zh, en)
		}
	}
	columns := v1.Columns()
	for i := range max(len(got), len(sealed)) {
		switch {
		case i >= len(got):
			tell("缺少封存的一行："+short(strings.Join(sealed[i], " ")), "lacks the sealed row "+short(strings.Join(sealed[i], " ")))
		case i >= len(sealed):
			tell("多出没有封存的一行："+short(strings.Join(got[i], " ")), "has a row that is not sealed: "+short(strings.Join(got[i], " ")))
		default:
			for j := range max(len(got[i]), len(sealed[i])) {
				if a, b := cell(got[i], j), cell(sealed[i], j); a != b {
					title, id := "列", "column"
					if j < len(columns) {
						title, id = columns[j].Title, columns[j].Name
					}
					tell(fmt.Sprintf("第%d行%s“%s”：封存的是%s，这里是%s", i+1, title, cell(sealed[i], labelColumn), quoted(b, "空"), quoted(a, "空")),
						fmt.Sprintf("row %d %s: sealed as %s, here %s", i+1, id, quoted(b, "blank"), quoted(a, "blank")))
				}
			}
		}
	}
	return n
}

const labelColumn = 7

func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// marker is what the plain text has before items of lists and footnotes.
var marker = regexp.MustCompile(`^(?:[0-9]{1,3}[.)]|\[[0-9]{1,3}\])`)

// text proves the plain text: title, marks, and the paragraphs in their order.
// Blanks and the numbers of lists are no part of what is stated.
func (r *run) text(name string, rep *record.Report) {
	data, err := r.target.ReadFile(name)
	if err != nil {
		r.missing(name)
		return
	}
	rest := squeezed(string(data))
	expect := append([]string{rep.Title}, marks(rep)...)
	for _, want := range append(expect, rep.Paragraphs...) {
		want = squeezed(want)
		after, ok := strings.CutPrefix(rest, want)
		if !ok {
			after, ok = strings.CutPrefix(rest[len(marker.FindString(rest)):], want)
		}
		if !ok {
			found := rest
			if r := []rune(found); len(r) > len([]rune(want)) {
				found = string(r[:len([]rune(want))])
			}
			r.signed(name, fmt.Sprintf("正文：封存的是%s，这里是%s", quoted(differing(want, found), "没有"), quoted(differing(found, want), "没有")),
				fmt.Sprintf("text: sealed as %s, here %s", quoted(differing(want, found), "nothing"), quoted(differing(found, want), "nothing")))
			return
		}
		rest = after
	}
	if rest != "" {
		r.signed(name, "后面多出没有封存的文字："+quoted(rest, ""), "holds text that is not sealed: "+quoted(rest, ""))
	}
}

// differing gives s from shortly before the place where it leaves t.
func differing(s, t string) string {
	a, b := []rune(s), []rune(t)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return string(a[max(0, i-12):])
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func marks(rep *record.Report) []string {
	demo := len(rep.Figures) > 0 && rep.Figures[0].Demo
	return slices.DeleteFunc(export.Marks(demo, rep.Status), func(s string) bool { return s == "" })
}
