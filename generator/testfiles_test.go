package main

import (
	"bytes"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// encode CHARSET FILE saves a file as another program would: bom, utf16, gbk.
func encode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: encode bom|utf16|gbk file")
	}
	text := []byte(ts.ReadFile(args[1]))
	var out []byte
	var err error
	switch args[0] {
	case "bom":
		out = append([]byte("\xef\xbb\xbf"), text...)
	case "utf16":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	case "gbk":
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	default:
		ts.Fatalf("unknown charset %s", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o644))
}

// grow FILE appends comments until the file is over the limit.
func grow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: grow file")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.Write(bytes.Repeat([]byte("# filler\n"), 1<<20))
	ts.Check(err)
	ts.Check(f.Close())
}

// replace FILE OLD NEW changes the first place of a file where a text stands.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace file old new")
	}
	text := ts.ReadFile(args[0])
	if strings.Count(text, args[1]) < 1 {
		ts.Fatalf("%s does not say %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// finished is what every report must tell, in paragraphs so short that two
// years of them are not taken for copies.
const finished = `## 主要举措和成效 {role=measures}

窗口统一受理、后台分类办理，办事人在一个窗口就能把要办的事办完。

重要决定都先由法制机构审核，再由集体讨论，执法的过程全程留下记录。

群众的意见逐条登记、逐条答复，结果都让提意见的人知道。

## 存在的不足和原因 {role=shortcomings}

一次告知做得不够，材料退回补正的情形仍然偏多，群众还要多跑。

主要原因是人手不足，新进人员没有经过系统培训，标准掌握得不一致。

法制审核的力量集中在机关，窗口遇到难题时往往等得太久。

## 主要负责人履行第一责任人职责的情况 {role=leadership}

主要负责人定期听取法治建设工作汇报，重要事项亲自部署、亲自过问。

带头学习宪法和有关的法律法规，把履行职责的情况写入年终述职报告。

每次会议都有记录，定下的事情逐项督办，接受群众的监督。

## 下一年度主要安排 {role=plan}

补齐窗口人员，全员轮训，把一次告知的内容写成清单、公开在大厅里。

完善法制审核的程序，让每一份重要决定都有书面意见，并且记录在案。

窗口遇到的难题当天报、当天答，答复过的写成手册供大家查。
`

// fill FILE… does by hand what a new year asks for: in data it takes the mark off
// every line to be filled in and types one number; in a narrative it writes text
// in the place of each remark and publishes.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: fill file…")
	}
	written := []string{
		"这一年，各窗口都按照统一的标准办事。",
		"窗口统一受理、后台分类办理，办事人在一个窗口就能把要办的事办完；重要决定都先由法制机构审核，再由集体讨论，执法的过程全程留下记录，群众的意见逐条登记、逐条答复。",
		"上年安排的事情，做得怎样分述如下。",
		"一次告知做得不够，材料退回补正的情形仍然偏多，群众还要多跑。主要原因是人手不足，新进人员没有经过系统培训，标准掌握得不一致，遇到难题时往往等得太久。",
		"主要负责人定期听取法治建设工作汇报，重要事项亲自部署、亲自过问，带头学习宪法和有关的法律法规，把履行职责的情况写入年终述职报告，接受群众的监督。",
		"补齐窗口人员，把一次告知的内容写成清单、公开在大厅里；完善法制审核的程序，让每一份重要决定都有书面意见，并且记录在案，遇到的难题当天报、当天答。",
	}
	for _, name := range args {
		var out []string
		for _, line := range strings.Split(ts.ReadFile(name), "\n") {
			switch rest, marked := strings.CutPrefix(line, "# "); {
			case marked && strings.Contains(rest, " = { value = "):
				line = strings.Replace(strings.Replace(rest, "value = ,", "value = 5,", 1), `value = "`, `value = "5`, 1)
			case marked && strings.HasPrefix(rest, "highlights = "):
				line = rest
			case strings.HasPrefix(line, "- （在这里写"):
				line = "- 已经办成。" + line[strings.LastIndex(line, "{"):]
			case strings.HasPrefix(line, "（在这里写"):
				line, written = written[0], written[1:]
			}
			out = append(out, strings.Replace(line, `status = "draft"`, `status = "published"`, 1))
		}
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(strings.Join(out, "\n")), 0o644))
	}
}

// finish FILE… adds to narratives what every report must tell, and makes their
// agencies demonstrations, of which no dates and reviews are asked: a script of
// one slip then shows that slip alone. What is added stands at the end, so lines
// keep their numbers.
func finish(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: finish content/agency/form/year.md…")
	}
	for _, name := range args {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(ts.ReadFile(name)+"\n"+finished), 0o644))
		root, rest, _ := strings.Cut(name, "content/")
		agency := root + "data/" + strings.Split(rest, "/")[0] + "/agency.toml"
		if text := ts.ReadFile(agency); !strings.Contains(text, "demo = true") {
			ts.Check(os.WriteFile(ts.MkAbs(agency), []byte(text+"demo = true\n"), 0o644))
		}
	}
}
