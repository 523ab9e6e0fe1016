package starter

import (
	"io/fs"
	"strconv"
	"strings"

	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// Forward is a report to be brought forward by a year.
type Forward struct {
	Last *report.Report
	Form *form.Form // of the new year, with the agency's own additions
}

// Brought says what was made of one.
type Brought struct {
	New                                  []string
	Figures, Openings, Wants, Reconsider int // listed, filled in, to be answered, waivers to be thought about
}

// nextView is what a new year's data file is made from.
type nextView struct {
	Year, Last int
	Note       string
	Highlights []string
	Groups     []nextGroup
	Waivers    []string
}

type nextGroup struct {
	id, Label string
	Rows      []nextRow
}

// nextRow is an indicator to fill in: last year in words, then the line. A line
// that is live needs no more than to be looked at.
type nextRow struct {
	Remark, Line string
	Live         bool
}

// want is something to be answered, as the new narrative lists it.
type want struct{ Ref, Text string }

// BringForward makes the files of the year after each report: all of them or,
// where one is there or cannot be written, none.
func BringForward(templates fs.FS, dir string, all []Forward) ([]Brought, error) {
	var files []importer.File
	var out []Brought
	for _, f := range all {
		data, b := f.data()
		text, err := render(templates, "next.toml", data)
		if err != nil {
			return nil, err
		}
		narrative := f.narrative()
		b.Wants = len(narrative.Wants)
		prose, err := render(templates, "narrative.md", narrative)
		if err != nil {
			return nil, err
		}
		at := f.Last.Series.Agency.ID + "/" + f.Last.Series.Form.ID + "/" + strconv.Itoa(f.Last.Year+1)
		b.New = []string{"data/" + at + ".toml", "content/" + at + ".md"}
		files = append(files, importer.File{Name: b.New[0], Data: text}, importer.File{Name: b.New[1], Data: prose})
		out = append(out, b)
	}
	return out, importer.WriteFiles(dir, files)
}

// narrative is the skeleton of the new year's text: nothing of last year's but
// what it promised.
func (f Forward) narrative() view {
	a, year := f.Last.Series.Agency, f.Last.Year+1
	v := view{Name: a.Name, Year: year, Next: year + 1}
	v.fill(Request{Name: a.Name, Form: f.Form, Year: year})
	last := strconv.Itoa(f.Last.Year)
	if strings.Contains(f.Last.Title, a.Name) && strings.Count(f.Last.Title, last) == 1 {
		v.Title = strings.Replace(f.Last.Title, last, strconv.Itoa(year), 1)
	}
	for _, w := range report.Wants(f.Last.Series, f.Last, year) {
		text := "上年安排的第" + strconv.Itoa(w.Number) + "项“" + short(w.Text) + "”"
		if w.Commitment {
			text = "到期的承诺“" + short(w.Text) + "”"
		}
		v.Wants = append(v.Wants, want{w.Ref, text})
	}
	return v
}

// short is the beginning of a promise, safe in Markdown.
func short(text string) string {
	const longest = 60
	r := []rune(text)
	if len(r) > longest {
		r = append(r[:longest:longest], '…')
	}
	var b strings.Builder
	for _, c := range r {
		if strings.ContainsRune("\\`*_{}[]<>#|&!", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// data lists what last year gives, to be filled in anew.
func (f Forward) data() (nextView, Brought) {
	v := nextView{Year: f.Last.Year + 1, Last: f.Last.Year, Note: oneLine(f.Last.Note)}
	var b Brought
	openings := f.openings()
	for _, fig := range f.Last.Figures {
		if fig.Pos.File == "" {
			continue // computed: it is given nowhere
		}
		for _, id := range openings {
			// An opening that last year did not give stands before its closing.
			if id.closing == fig.Indicator.Key && f.Last.Figure(id.opening) == nil {
				if ind := f.Form.Indicator(id.opening); ind != nil && fig.Absent == "" {
					v.add(f, ind, f.opening(ind, fig, nil))
					b.Openings++
				}
			}
		}
		ind := f.Form.Indicator(fig.Indicator.Key)
		if ind == nil {
			v.add(f, fig.Indicator, nextRow{Remark: fig.Indicator.Label + "：" + remark(fig) + "（本年的指标目录里没有这一项）"})
			continue
		}
		if closing := f.closingOf(openings, ind.Key); closing != nil {
			v.add(f, ind, f.opening(ind, closing, fig))
			b.Openings++
			continue
		}
		b.Figures++
		v.add(f, ind, nextRow{Remark: remark(fig), Line: f.name(ind) + " = { value = " + blank(fig, ind) + ", before = " + tomlfile.Quote(fig.Text) + " }"})
	}
	for _, h := range f.Last.Highlights {
		v.Highlights = append(v.Highlights, f.name(h.Indicator))
	}
	for _, w := range f.Last.Waivers {
		about := strings.Join(append(w.Figures[:len(w.Figures):len(w.Figures)], w.Text), " ")
		v.Waivers = append(v.Waivers, oneLine(strings.TrimSpace(w.Check+" "+about)+"："+w.Reason))
	}
	b.Reconsider = len(v.Waivers)
	return v, b
}

func (v *nextView) add(f Forward, ind *form.Indicator, row nextRow) {
	id := ind.Group()
	for i := range v.Groups {
		if v.Groups[i].id == id {
			v.Groups[i].Rows = append(v.Groups[i].Rows, row)
			return
		}
	}
	label := id
	if g := f.Last.Form.Group(id); g != nil {
		label = g.Label
	}
	v.Groups = append(v.Groups, nextGroup{id, label, []nextRow{row}})
}

// name is an indicator's label where that names no other, else its key.
func (f Forward) name(ind *form.Indicator) string {
	if found, _ := f.Form.Lookup(ind.Label); found != nil && found.Key == ind.Key {
		return tomlfile.Quote(ind.Label)
	}
	return tomlfile.Quote(ind.Key)
}

// remark says last year's figure in words.
func remark(fig *report.Figure) string {
	s := "上年" + fig.Text
	if fig.Note != "" {
		s += "；说明：" + fig.Note
	}
	if fig.Source != "" {
		s += "；出处：" + fig.Source
	}
	return oneLine(s)
}

// blank is what stands where the number is to be typed: nothing, or in quotation
// marks the unit with the scale that last year's wording has, so that the number
// of 29.51万次 can be typed as 30.12.
func blank(fig *report.Figure, ind *form.Indicator) string {
	number, unit := fig.Split()
	number = strings.TrimRight(number, "余多")
	for _, scale := range []string{"万", "亿"} {
		if unit != "" && strings.HasSuffix(number, scale) && !strings.HasPrefix(ind.Unit, scale) {
			return tomlfile.Quote(scale + fig.Unit)
		}
	}
	return ""
}

// link is an identity that says: what is carried in is what last year carried
// out.
type link struct{ opening, closing string }

// openings finds the identities of the shape opening = closing@-1.
func (f Forward) openings() []link {
	var out []link
	for i := range f.Form.Identities {
		r := &f.Form.Identities[i].Rule
		if r.Op != form.Equal || r.Over != nil || len(r.Left) != 1 || len(r.Right) != 1 || r.Left[0].Factor != 1 || r.Right[0].Factor != 1 {
			continue
		}
		open, shut := r.Left[0].Ref, r.Right[0].Ref
		if open.Years != 0 {
			open, shut = shut, open
		}
		if open.Years == 0 && shut.Years == -1 && open.Key != shut.Key {
			out = append(out, link{open.Key, shut.Key})
		}
	}
	return out
}

// closingOf gives last year's figure that an opening is, nil where it gave none.
func (f Forward) closingOf(openings []link, key string) *report.Figure {
	for _, l := range openings {
		if fig := f.Last.Figure(l.closing); l.opening == key && fig != nil && fig.Absent == "" {
			return fig
		}
	}
	return nil
}

// opening is the line of what is carried in: last year's closing figure, and
// what last year carried in beside it.
func (f Forward) opening(ind *form.Indicator, closing, own *report.Figure) nextRow {
	line := "value = " + tomlfile.Quote(closing.Text)
	if n, exact := closing.Exact(); exact && closing.Shown != nil {
		line = "value = " + tomlfile.Quote(n.String()+closing.Unit) + ", show = " + tomlfile.Quote(closing.Text)
	}
	if own != nil {
		line += ", before = " + tomlfile.Quote(own.Text)
	}
	return nextRow{
		Remark: "已经填好：等于" + strconv.Itoa(f.Last.Year) + "年的“" + closing.Indicator.Label + "”" + closing.Text + "。有出入的，先更正上年报告",
		Line:   f.name(ind) + " = { " + line + " }", Live: true,
	}
}

// oneLine keeps a text in its remark.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
