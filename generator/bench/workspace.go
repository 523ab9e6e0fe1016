package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// makeWorkspace writes a workspace of agencies for fazhi: the same bytes for the
// same numbers.
func makeWorkspace(dir string, agencies, years int) error {
	if err := writeSite(dir, true); err != nil {
		return err
	}
	if err := writeFile(dir, "templates/forms/"+formID+".toml", formText()); err != nil {
		return err
	}
	return eachOffice(agencies, years, func(o office) error { return writeOffice(dir, o) })
}

// writeSite writes data/site.toml: of the whole site, or of one with only what the
// Hugo site has, too.
func writeSite(dir string, whole bool) error {
	text := "title = \"法治工作报告\"\nlang = \"zh\"\n"
	if !whole {
		text += "leave_out = [\"commitments\", \"data\", \"feeds\", \"indicators\", \"search\", \"words\"]\n"
	}
	return writeFile(dir, "data/site.toml", text)
}

func writeOffice(dir string, o office) error {
	if err := writeFile(dir, "data/"+o.id+"/agency.toml", fmt.Sprintf("name = %q\nregion = \"示例市\"\nlevel = \"区级\"\n", o.name)); err != nil {
		return err
	}
	for i := range o.years {
		y := &o.years[i]
		if err := writeFile(dir, fmt.Sprintf("data/%s/%s/%d.toml", o.id, formID, y.year), y.dataText()); err != nil {
			return err
		}
		if err := writeFile(dir, fmt.Sprintf("content/%s/%s/%d.md", o.id, formID, y.year), y.narrativeText(&o)); err != nil {
			return err
		}
		if err := writeFile(dir, fmt.Sprintf("data/%s/commitments/%d.toml", o.id, y.year), y.commitmentText()); err != nil {
			return err
		}
	}
	return nil
}

// formText is the report kind of all these agencies.
func formText() string {
	var b strings.Builder
	b.WriteString(`schema      = 1
id          = "gzbg"
version     = "gzbg-1"
title       = "法治工作年度报告"
en          = "Annual report"
short_title = "法治工作"
titles      = ["法治工作年度报告"]
column_type = "信息公开目录"

[period]
from = "01-01"
to   = "12-31"
`)
	for _, role := range [][2]string{{"measures", "主要举措和成效"}, {"shortcomings", "存在的不足和原因"}, {"leadership", "主要负责人履行第一责任人职责的情况"}, {"plan", "下一年度的主要安排"}} {
		fmt.Fprintf(&b, "\n[roles.%s]\ntitle = %q\nen = %q\nrequired = true\nevidence = \"derived\"\nwordings = [%q]\n", role[0], role[1], role[0], role[1])
	}
	b.WriteString("\n[groups]\n")
	for _, g := range groups() {
		fmt.Fprintf(&b, "%s = { label = %q, en = %q }\n", g.key, g.label, g.key)
	}
	for _, g := range groups() {
		fmt.Fprintf(&b, "\n[indicators.%s]\n", g.key)
		for m, ms := range measures() {
			fmt.Fprintf(&b, "%s = { label = %q, en = \"%s %s\", unit = %q, evidence = \"derived\", definition = %q", ms.key, g.label+ms.label, g.key, ms.key, ms.unit, "本年"+g.label+ms.label)
			if m == received {
				b.WriteString(", highlight = true")
			}
			if m == limit {
				b.WriteString(`, direction = "lower"`)
			}
			b.WriteString(" }\n")
		}
	}
	b.WriteString("\n[identities]\n")
	for _, g := range groups() {
		for id, rule := range identities(g.key) {
			fmt.Fprintf(&b, "%s-%s = { rule = %q, grade = \"exact\", evidence = \"derived\" }\n", g.key, [...]string{"results", "balance", "carry-over", "on-time", "rate"}[id], rule)
		}
	}
	return b.String()
}

// identities gives the identities of a group.
func identities(g string) [5]string {
	return [...]string{
		fmt.Sprintf("%[1]s.concluded = %[1]s.granted + %[1]s.denied + %[1]s.ended", g),
		fmt.Sprintf("%[1]s.carried_in + %[1]s.received = %[1]s.concluded + %[1]s.carried_out", g),
		fmt.Sprintf("%[1]s.carried_in = %[1]s.carried_out@-1", g),
		fmt.Sprintf("%[1]s.on_time <= %[1]s.concluded", g),
		fmt.Sprintf("%[1]s.on_time_rate = %[1]s.on_time / %[1]s.concluded", g),
	}
}

func (y *officeYear) dataText() string {
	var b strings.Builder
	for g, gr := range groups() {
		fmt.Fprintf(&b, "[figures.%s]\n", gr.key)
		for m, ms := range measures() {
			switch ms.unit {
			case "件":
				fmt.Fprintf(&b, "%s = %d\n", ms.key, y.figures[g][m])
			default:
				fmt.Fprintf(&b, "%s = %q\n", ms.key, y.wording(g, m))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (y *officeYear) title(o *office) string {
	return fmt.Sprintf("%s%d年度法治工作年度报告", o.name, y.year)
}

func (y *officeYear) narrativeText(o *office) string {
	var b strings.Builder
	fmt.Fprintf(&b, `+++
title = %q
status = "published"
signed = %[2]d-01-12
submitted = %[2]d-01-20
published = %[2]d-01-26T09:30:00+08:00
[[review]]
kind = "保密审查"
by = "办公室"
date = %[2]d-01-10
+++
`, y.title(o), y.year+1)
	answered := groups()[:promised]
	quote := strings.NewReplacer("{", "{{", "}", "}}")
	for _, s := range y.sections {
		fmt.Fprintf(&b, "\n## %s {role=%s}\n", s.heading, s.role)
		for i, p := range s.paragraphs {
			b.WriteString("\n" + quote.Replace(p))
			if s.role == "measures" && i > 0 && i <= len(answered) {
				fmt.Fprintf(&b, " {answers=%d/%s-limit}", y.year, answered[i-1].key)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// promised is how many groups have a commitment each year.
const promised = 2

func (y *officeYear) commitmentText() string {
	var b strings.Builder
	for g, gr := range groups()[:promised] {
		fmt.Fprintf(&b, `[commitments.%[1]s-limit]
kind = "service"
promisor = "agency"
matter = "%[2]s提速"
content = "全年%[2]s平均用时不超过60个工作日"
target = { figure = "%[1]s.limit", target = "60个工作日以内", year = %[3]d }
unit = "办公室"
post = "主任"
phone = "12345"
made = %[3]d-02-10
due = %[3]d-12-31

[commitments.%[1]s-limit.outcome]
date = %[3]d-12-31
result = "met"
text = "全年平均%[4]s"
evidence = ["%[5]s/%[3]d#%[1]s.limit"]

`, gr.key, gr.label, y.year, y.wording(g, limit), formID)
	}
	return b.String()
}

func writeFile(dir, name, text string) error {
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, []byte(text), 0o644)
}
