package importer

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

var parser = sync.OnceValue(narrative.NewParser)

// note is a finding whose place in the narrative is known when it is written:
// the block with this index, or the front matter for -1.
type note struct {
	finding.Finding
	block int
}

func (j *job) tell(severity finding.Severity, id string, block int, message, cure finding.Text) {
	j.notes = append(j.notes, note{finding.Finding{ID: id, Severity: severity, Message: message, Cure: cure}, block})
}

// flushNotes gives the notes their places.
func (j *job) flushNotes(text *textfile.File, e *emitter, body int) {
	for _, n := range j.notes {
		n.Pos = text.Pos(4, 5) // the title's line
		if n.block >= 0 && n.block < len(e.blocks) {
			at := e.blocks[n.block]
			n.Pos = text.Pos(body+at.start, body+at.end)
		}
		j.log.Add(n.Finding)
	}
	j.log.Sort()
}

func (j *job) tellTaken(taken []string) {
	if len(taken) > 0 {
		n := strconv.Itoa(len(taken))
		shown := make([]string, len(taken))
		for i, t := range taken {
			if shown[i] = t; utf8.RuneCountInString(t) > 40 {
				shown[i] = string([]rune(t)[:40]) + "…"
			}
		}
		list := strings.Join(shown, " / ")
		j.tell(finding.Info, "import-stripped", -1, finding.Text{
			ZH: "去掉了网页上不属于报告的" + n + "行：" + list,
			EN: n + " lines that belong to the page and not to the report were left out: " + list,
		}, finding.Text{ZH: "如果其中有报告的内容，请补回正文", EN: "put back what belongs to the report"})
	}
	if j.head.repeats > 1 {
		n := strconv.Itoa(j.head.repeats)
		j.tell(finding.Info, "import-title", -1, finding.Text{ZH: "标题在原文开头占" + n + "行，已写入文件信息，正文里不再重复", EN: "the title took " + n + " lines at the start; it stands in the front matter and no longer in the text"}, finding.Text{})
	}
}

// nameAgency settles the agency's name.
func (j *job) nameAgency() {
	f, _, ok := textfile.Read(j.ws, j.agencyName)
	if ok {
		j.head.agency = agencyName(f, j.head.agency)
		return
	}
	where := finding.Text{ZH: "取自报告标题", EN: "from the report's title"}
	if j.head.agency == "" {
		j.head.agency = speaker(j.blocks)
		where = finding.Text{ZH: "取自正文开头", EN: "from the first lines"}
	} else if !j.head.found {
		where = finding.Text{ZH: "取自文末落款", EN: "from the signature"}
	}
	severity := finding.Info
	if j.head.agency == "" {
		j.head.agency, severity = j.Agency, finding.Warning
		where = finding.Text{ZH: "标题、落款和正文开头都没有写明，暂用单位代码", EN: "neither title, signature nor first lines name it; the id stands in for it"}
	}
	pos := textfile.New(j.agencyName, j.agencyTOML())
	j.log.Add(finding.Finding{
		ID: "import-agency-name", Severity: severity, Pos: pos.Pos(0, len("name")),
		Message: finding.Text{ZH: "单位名称“" + j.head.agency + "”" + where.ZH, EN: "the agency's name, " + j.head.agency + ", is " + where.EN},
		Cure:    finding.Text{ZH: "核对是否为规范的单位全称", EN: "check that it is the full official name"},
	})
}

// nameReport settles the report's title and compares its year.
func (j *job) nameReport() {
	year := strconv.Itoa(j.Year)
	if !j.head.found {
		j.head.title = j.head.agency + year + "年" + kindOfReport(j.blocks, j.form.Title)
		j.tell(finding.Warning, "import-title", -1, finding.Text{ZH: "原文没有标题，这里的标题是按单位、年份和报告种类拟的", EN: "the text has no title; this one is made of agency, year and form"},
			finding.Text{ZH: "改为发布时的标题", EN: "write the title as it was published"})
	}
	stated := j.head.year
	if stated == 0 {
		for i := range j.blocks {
			if j.blocks[i].isHeading() {
				if at := titlePatterns().year.FindStringSubmatch(headingText(j.blocks[i])); at != nil {
					stated, _ = strconv.Atoi(at[1])
				}
				break
			}
		}
	}
	if stated != 0 && stated != j.Year {
		s := strconv.Itoa(stated)
		j.tell(finding.Warning, "import-year", -1, finding.Text{ZH: "标题（或第一部分的标题）写的是" + s + "年，导入为" + year + "年", EN: "the title, or the first heading, says " + s + ", but the report is imported as " + year},
			finding.Text{ZH: "--year 是报告所述的年份；如果写错了，删去这次生成的文件，用 --year " + s + " 重新导入", EN: "--year is the year reported on; if it was wrong, delete these files and import with --year " + s})
	}
}

// tellRoles tells roles that the form requires and no heading names.
func (j *job) tellRoles() {
	seen := map[string]bool{}
	for i := range j.blocks {
		for _, r := range j.blocks[i].roles {
			seen[r] = true
		}
	}
	for _, r := range j.form.Roles {
		if r.Required && !seen[r.ID] {
			j.tell(finding.Warning, "import-role", -1, finding.Text{ZH: "没有找到“" + r.Title + "”这一部分", EN: "no section was found for the role " + r.ID},
				finding.Text{ZH: "如果正文里有，在那个标题或段落末尾加 {role=" + r.ID + "}；原文确实没有的，不用处理", EN: "if the text has it, write {role=" + r.ID + "} at the end of that heading or paragraph; leave it if the original has none"})
		}
	}
}

// tellBody tells where the narrative does not give back the text: a fault of
// this program that must not pass in silence.
func (j *job) tellBody(text string, body int) {
	got := j.readBack(text, body)
	if got == j.result.Body {
		return
	}
	want, have := strings.Split(j.result.Body, "\n"), strings.Split(got, "\n")
	at := 0
	for at < len(want) && at < len(have) && want[at] == have[at] {
		at++
	}
	shown := ""
	if at < len(want) {
		shown = string([]rune(want[at])[:min(30, utf8.RuneCountInString(want[at]))])
	}
	j.tell(finding.Warning, "import-text", -1, finding.Text{ZH: "正文有一处与原文不完全一致，请核对这一行：" + shown, EN: "the narrative differs from the original in one place; check the line: " + shown}, finding.Text{})
}

// tellFigures tells what was unsure about figures, one finding a figure, and
// what could not become one.
func (j *job) tellFigures(data *textfile.File, lines map[*figure]span, text *textfile.File, e *emitter, body int) {
	for _, f := range j.register.figures {
		add := func(id string, message, cure finding.Text) *finding.Finding {
			j.log.Add(finding.Finding{ID: id, Severity: finding.Info, Pos: data.Pos(lines[f].start, lines[f].end), Message: message, Cure: cure})
			return &j.log[len(j.log)-1]
		}
		switch {
		case f.rival != nil:
			l := add("import-same-name", finding.Text{ZH: "“" + f.wording + "”与“" + f.rival.wording + "”在原文里说的是同一名称、同一单位，数却不同", EN: f.wording + " and " + f.rival.wording + " have one name and unit in the text, but differ"},
				finding.Text{ZH: "核对是不是同一件事；不是的，把指标名称改得更清楚", EN: "check whether they are one thing; if not, give them clearer labels"})
			l.Related = []finding.Related{{Pos: data.Pos(lines[f.rival].start, lines[f.rival].end), Note: finding.Text{ZH: "另一个在这里", EN: "the other one"}}}
		case f.weak:
			add("import-catalogue", finding.Text{ZH: "按名称归入指标“" + f.label + "”，原文的说法不完全相同", EN: "taken for the indicator " + f.label + ", which the text words differently"},
				finding.Text{ZH: "核对口径；不是同一指标的，改用本单位自己的指标", EN: "check the definition; use an indicator of the agency's own if it is another"})
		case f.fresh && f.first.guessed:
			add("import-label", finding.Text{ZH: "指标名称“" + f.label + "”是从较远的文字里取的，可能不准", EN: "the label " + f.label + " was taken from farther off and may not fit"},
				finding.Text{ZH: "在 form.toml 里改写 " + f.key + " 的 label", EN: "change the label of " + f.key + " in form.toml"})
		}
	}
	for i, all := range j.passages {
		at := text.Pos(body+e.blocks[i].start, body+e.blocks[i].start+1)
		for _, p := range all {
			for _, q := range p.lost {
				j.log.Add(finding.Finding{ID: "import-impossible", Severity: finding.Warning, Pos: at,
					Message: finding.Text{ZH: "“" + q.Text + "”不可能是数，多半丢了字符", EN: q.Text + " cannot be a number; characters were probably lost"},
					Cure:    finding.Text{ZH: "对照原件改正", EN: "correct it by the original"}})
			}
			for _, q := range p.left {
				j.log.Add(finding.Finding{ID: "import-left", Severity: finding.Info, Pos: at,
					Message: finding.Text{ZH: "“" + q.Text + "”不能作为数据，留在正文里", EN: q.Text + " cannot be a figure and was left in the text"}})
			}
		}
	}
}

// agencyName reads the name from an agency.toml that is there.
func agencyName(f *textfile.File, fallback string) string {
	var log finding.List // source tells what is wrong with the file
	if name := tomlfile.Parse(f, &log).String("name"); name != "" {
		return name
	}
	return fallback
}
