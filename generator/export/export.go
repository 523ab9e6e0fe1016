// Package export makes the files in which an agency's data are given out, for
// auditors and their programs. Each is made from the published types alone, so
// that an agency that only its agency.json is known of can be exported too, and
// what is not public cannot get into one: it never reaches agency.json.
package export

import (
	v1 "fazhi/generator/export/v1"
)

// Scope is what one file is about.
type Scope string

// The scopes, each with a place in the site.
const (
	Report Scope = "report" // one year: beside the report's page
	Form   Scope = "form"   // all years of a form: in the agency's data folder
	Agency Scope = "agency" // in the agency's data folder
)

// Format is a kind of file.
type Format struct {
	ID      string // also the key of its words in the interface
	Name    string // of the file
	Scopes  []Scope
	Media   string // media type
	Kind    string // as people call it
	English string // what it is, in a sentence
	Doc     string // the same in Chinese
	Make    func(*Source) ([]byte, error)
}

// Source is what a file is made from. Form is nil for the scope Agency.
type Source struct {
	Agency *v1.Agency
	Form   *v1.Form
	Years  []v1.Year // those of the file, for the scopes Report and Form
	Text   string    // the plain text of the narrative, for the scope Report

	// Sealed gives the rows of a year as they were sealed, nil where it is not: a
	// definition that is worded anew later changes nothing that was published.
	Sealed func(year int) []v1.Row
}

// rows gives the figures of the file.
func (s *Source) rows() []v1.Row {
	out := []v1.Row{}
	for _, y := range s.Years {
		if s.Sealed != nil {
			if rows := s.Sealed(y.Year); rows != nil {
				out = append(out, rows...)
				continue
			}
		}
		out = append(out, s.Agency.Rows(s.Form, y)...)
	}
	return out
}

// All lists the formats, sorted by id.
func All() []Format {
	return []Format{
		{"figures-csv", "figures.csv", []Scope{Report, Form}, "text/csv", "CSV",
			"The figures in UTF-8 without a mark, for programs; what the data package describes.",
			"数据，UTF-8编码，不带标记，给程序读；数据包说明的就是它。", makeFigures},
		{"figures-excel", "figures-excel.csv", []Scope{Report, Form}, "text/csv", "CSV",
			"The same rows for Excel and WPS: with the mark that they know UTF-8 by, a Chinese head, Chinese words, and no cell that could run as a formula.",
			"同样的数据，用Excel或WPS直接打开：带编码标记，表头和用语是中文，没有会被当作公式运行的单元格。", makeExcel},
		{"figures-json", "figures.json", []Scope{Report, Form}, "application/json", "JSON",
			"The same rows as JSON, one a line, under the names of the columns; numbers are strings in full.",
			"同样的数据，JSON格式，一行一项，字段名与CSV的列名相同；数是写全了的字符串。", makeJSON},
		{"indicators-csv", "indicators.csv", []Scope{Agency}, "text/csv", "CSV",
			"The indicators with their definitions, which the figures refer to by form and key.",
			"指标和口径；数据里的“报告种类”和“指标代码”指的就是它。", makeIndicators},
		{"package", "datapackage.json", []Scope{Agency}, "application/json", "Data Package",
			"The description of the CSV files as a Frictionless Data Package: every column with title, type and meaning, keys, and licence and sources where they are stated.",
			"CSV文件的说明，按Frictionless数据包规范：每一列的名称、类型和含义，主键和外键，注明了的许可和来源。", makePackage},
		{"text", "text.txt", []Scope{Report}, "text/plain", "TXT",
			"The text of the report without any markup, one paragraph a line, in UTF-8.",
			"报告正文，不带格式，一段一行，UTF-8编码。", makeText},
	}
}
