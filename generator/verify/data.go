package verify

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"fazhi/generator/export"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/record"
)

var errHead = errors.New("the head of the table is another one")

// readCSV reads figures.csv; its head must be that of the columns.
func readCSV(data []byte) ([][]string, error) {
	return readTable(data, func(c *v1.Column) string { return c.Name })
}

// readExcel reads figures-excel.csv.
func readExcel(data []byte) ([][]string, error) {
	return readTable(bytes.TrimPrefix(data, []byte("\ufeff")), func(c *v1.Column) string { return c.Title })
}

func readTable(data []byte, head func(*v1.Column) string) ([][]string, error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		return nil, err
	}
	columns := v1.Columns()
	if len(rows) == 0 || len(rows[0]) != len(columns) {
		return nil, errHead
	}
	for i := range columns {
		if rows[0][i] != head(&columns[i]) {
			return nil, errHead
		}
	}
	return rows[1:], nil
}

// readJSON reads figures.json. Fields that nobody knows are errors.
func readJSON(data []byte) ([][]string, error) {
	var f v1.Figures
	if err := strict(data, &f); err != nil {
		return nil, err
	}
	if f.Schema != v1.FiguresSchema {
		return nil, fmt.Errorf("schema %q", f.Schema)
	}
	var out [][]string
	for i := range f.Figures {
		out = append(out, f.Figures[i].Cells())
	}
	return out, nil
}

func jsonOf(rows []v1.Row) []byte {
	data, _ := v1.EncodeFigures(rows) // rows of text always encode
	return data
}

// strict reads JSON in which nothing stands that is not asked for.
func strict(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind it")
	}
	return nil
}

// agencyData proves what the files of all years say of sealed reports, by form
// and year.
func (r *run) agencyData(out *Agency, held map[reportKey]*record.Record) {
	id, forms := out.ID, map[string]map[int][]v1.Row{}
	for k, rec := range held {
		if forms[k.form] == nil {
			forms[k.form] = map[int][]v1.Row{}
		}
		forms[k.form][k.year] = rec.Report.Figures
	}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		some := false
		for _, rows := range forms[form] {
			some = some || len(rows) > 0
		}
		if !some {
			continue
		}
		dir := path.Join(id, "data", form)
		r.allYears(path.Join(dir, "figures.csv"), id, form, forms[form], readCSV, export.Figures)
		r.allYears(path.Join(dir, "figures-excel.csv"), id, form, forms[form], readExcel, export.Excel)
		r.allYears(path.Join(dir, "figures.json"), id, form, forms[form], readJSON, jsonOf)
	}
	if len(held) > 0 {
		r.agencyJSON(out, held)
	}
}

// allYears proves the rows of sealed years in a file of all years.
func (r *run) allYears(name, id, form string, sealed map[int][]v1.Row, read func([]byte) ([][]string, error), write func([]v1.Row) []byte) {
	data, err := r.target.ReadFile(name)
	if err != nil {
		r.missing(name)
		return
	}
	got, err := read(data)
	if err != nil {
		r.signed(name, "读不出数据："+err.Error(), "holds no figures: "+err.Error())
		return
	}
	byYear := map[int][][]string{}
	for i, row := range got {
		year, err := strconv.Atoi(cell(row, 3))
		if err != nil || strconv.Itoa(year) != cell(row, 3) || cell(row, 0) != id || cell(row, 2) != form {
			r.signed(name, fmt.Sprintf("第%d行不是这个单位、这种报告的：%s", i+1, short(strings.Join(row, " "))), fmt.Sprintf("row %d is not of this agency and form", i+1))
			continue
		}
		byYear[year] = append(byYear[year], row)
	}
	for _, year := range slices.Sorted(maps.Keys(sealed)) {
		want, err := read(write(sealed[year]))
		if err == nil {
			r.cells(name, byYear[year], want)
		}
	}
}

// agencyJSON proves what agency.json says of sealed reports.
func (r *run) agencyJSON(out *Agency, held map[reportKey]*record.Record) {
	name := path.Join(out.ID, "agency.json")
	data, err := r.target.ReadFile(name)
	if err != nil {
		r.missing(name)
		return
	}
	var a v1.Agency
	if err := strict(data, &a); err != nil {
		r.signed(name, "读不出来："+err.Error(), "cannot be read: "+err.Error())
		return
	}
	if again, err := a.Encode(); err != nil || !bytes.Equal(again, data) {
		r.signed(name, "不是程序写出来的样子：可能有重复或者藏起来的内容", "is not as the program writes it: something may stand twice or be hidden")
	}
	r.states(name, &a, out, held)
}

// states proves what agency.json says of sealed reports, once it is read.
func (r *run) states(name string, a *v1.Agency, out *Agency, held map[reportKey]*record.Record) {
	if l := a.Log; l != nil && (l.Size != out.Head.Size || l.Root != out.Head.Root.String() || l.Key != out.Key && strings.Count(out.Key, "+") > 1) {
		r.signed(name, "写的公钥、条数或者根校验码不是签名的树头里的", "gives another key, size or root than the signed tree head")
	}
	r.told(name, a)
	seen := map[reportKey]bool{}
	for i := range a.Forms {
		f := &a.Forms[i]
		labels := map[string]string{}
		for _, ind := range f.Indicators {
			labels[ind.Key] = ind.Label
		}
		r.labels[out.ID+"/"+f.ID] = labels
		for j := range f.Years {
			k := reportKey{f.ID, f.Years[j].Year}
			rec := held[k]
			if rec == nil {
				continue
			}
			if seen[k] {
				r.signed(name, fmt.Sprintf("%s/%d 出现了两次", k.form, k.year), fmt.Sprintf("%s/%d stands twice", k.form, k.year))
			}
			seen[k] = true
			r.yearOf(name, a, f, &f.Years[j], rec)
		}
	}
	for k := range held {
		if !seen[k] {
			r.signed(name, fmt.Sprintf("缺少封存的 %s/%d", k.form, k.year), fmt.Sprintf("lacks %s/%d, which is sealed", k.form, k.year))
		}
	}
}

// yearOf holds a year of agency.json against its record. Definitions are those of
// the newest year there, and no statement of this one.
func (r *run) yearOf(name string, a *v1.Agency, f *v1.Form, y *v1.Year, rec *record.Record) {
	rep := rec.Report
	say := func(what, sealed, here string) {
		r.signed(name, fmt.Sprintf("%s/%d %s：封存的是%s，这里是%s", f.ID, y.Year, what, quoted(sealed, "没有"), quoted(here, "没有")),
			fmt.Sprintf("%s/%d %s: sealed as %s, here %s", f.ID, y.Year, what, quoted(sealed, "nothing"), quoted(here, "nothing")))
	}
	for _, p := range [][3]string{{"title", rep.Title, y.Title}, {"number", rep.Fact("number"), y.Number}, {"index", rep.Fact("index"), y.Index}, {"status", rep.Status, y.Status}} {
		if p[1] != p[2] {
			say(p[0], p[1], p[2])
		}
	}
	for _, d := range [][3]string{{"signed", rep.Fact("signed"), y.Signed}, {"submitted", rep.Fact("submitted"), y.Submitted}, {"published", rep.Fact("published"), y.Published}} {
		if !record.SameDate(d[2], d[1]) {
			say(d[0], d[1], d[2])
		}
	}
	if y.Summary != "" && !rep.Sourced(y.Summary) {
		say("summary", "", y.Summary)
	}
	if keys := rep.KeyFigures(); !slices.Equal(keys, y.Keys) {
		say("keys", strings.Join(keys, " "), strings.Join(y.Keys, " "))
	}
	rows := a.Rows(f, *y)
	if len(rows) != len(rep.Figures) {
		say("figures", strconv.Itoa(len(rep.Figures)), strconv.Itoa(len(rows)))
		return
	}
	for i := range rows {
		got, want := rows[i], rep.Figures[i]
		for _, s := range []*v1.Row{&got, &want} {
			s.Label, s.Group, s.Kind, s.Direction, s.Definition = "", "", "", "", ""
			s.AgencyName = "" // that of today
		}
		if got != want {
			g, w := got.Cells(), want.Cells()
			for j, c := range v1.Columns() {
				if g[j] != w[j] {
					say(rep.Figures[i].Label+" "+c.Name, w[j], g[j])
				}
			}
		}
	}
}
