package export

import (
	"encoding/json"
	"fmt"

	v1 "fazhi/generator/export/v1"
)

// dataPackage is datapackage.json as https://specs.frictionlessdata.io has it.
type dataPackage struct {
	Profile     string       `json:"profile"`
	Name        string       `json:"name"`
	Title       string       `json:"title"`
	Description string       `json:"description"`
	Version     string       `json:"version"`
	Licenses    []v1.License `json:"licenses,omitempty"`
	Sources     []v1.Source  `json:"sources,omitempty"`
	Resources   []resource   `json:"resources"`
}

type resource struct {
	Profile   string  `json:"profile"`
	Name      string  `json:"name"`
	Path      string  `json:"path"`
	Title     string  `json:"title"`
	Format    string  `json:"format"`
	Mediatype string  `json:"mediatype"`
	Encoding  string  `json:"encoding"`
	Dialect   dialect `json:"dialect"`
	Schema    schema  `json:"schema"`
}

type dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	Header         bool   `json:"header"`
}

type schema struct {
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Title       string       `json:"title"`
	Description string       `json:"description"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// makePackage describes the CSV files. Nothing of time stands in it: the same
// data give the same bytes.
func makePackage(s *Source) ([]byte, error) {
	a := s.Agency
	p := dataPackage{
		Profile: "tabular-data-package", Name: a.ID, Title: a.Name + "统计数据", Version: v1.FiguresVersion,
		Description: "年度报告公布的全部数据，一行是一个指标一年的数。数是约数的，给出它所在的范围；没有数的写明原因，都不是零。",
		Sources:     a.Sources,
	}
	if a.Demo {
		p.Title += "（演示）"
		p.Description = "这是演示，不是任何机关的发布。" + p.Description
	}
	if a.License != nil {
		p.Licenses = []v1.License{*a.License}
	}
	for i := range a.Forms {
		if f := &a.Forms[i]; len(f.Indicators) > 0 {
			p.Resources = append(p.Resources, tabular("figures-"+f.ID, f.ID+"/figures.csv", f.Title+"数据", schema{
				Fields: fields(v1.Columns()), MissingValues: []string{""}, PrimaryKey: []string{"agency", "form", "year", "key"},
				ForeignKeys: []foreignKey{{[]string{"form", "key"}, reference{"indicators", []string{"form", "key"}}}},
			}))
		}
	}
	p.Resources = append(p.Resources, tabular("indicators", "indicators.csv", "指标和口径", schema{
		Fields: fields(v1.IndicatorColumns()), MissingValues: []string{""}, PrimaryKey: []string{"form", "key"},
	}))
	data, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("datapackage.json of %s: %w", a.ID, err)
	}
	return append(data, '\n'), nil
}

func tabular(name, path, title string, s schema) resource {
	return resource{
		Profile: "tabular-data-resource", Name: name, Path: path, Title: title,
		Format: "csv", Mediatype: "text/csv", Encoding: "utf-8", Dialect: dialect{",", "\r\n", true}, Schema: s,
	}
}

func fields(columns []v1.Column) []field {
	out := make([]field, len(columns))
	for i, c := range columns {
		out[i] = field{Name: c.Name, Type: c.Type, Title: c.Title, Description: c.Doc}
		var rule constraints
		rule.Required = c.Required
		if c.Type == "string" { // of booleans the two words are known
			for _, w := range c.Words {
				rule.Enum = append(rule.Enum, w.Value)
			}
		}
		if rule.Required || rule.Enum != nil {
			out[i].Constraints = &rule
		}
	}
	return out
}
