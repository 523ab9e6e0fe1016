package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fazhi/generator/browsertest"
)

// update writes what the program prints into the scripts; read the change
// before committing it: go test ./generator -run Script -update
var update = flag.Bool("update", false, "write the program's output into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(shared{m}, map[string]func(){
		"fazhi-at-once": func() { // its line of progress begins at once
			line := newProgress(os.Stderr, os.Getenv)
			if line != nil {
				line.wait, line.every = 0, time.Millisecond
			}
			os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC), line))
		},
		"fazhi": func() {
			now := time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC)
			os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, now, nil))
		},
	})
}

// shared are the tests of this package with what they have in common: a browser,
// the built sample, and a folder for all that they write, which goes with them.
type shared struct{ *testing.M }

// waiting is how many tests go on at once for each processor, as many of them wait
// for a slow line, a disk or a browser.
const waiting = 2

func (s shared) Run() int {
	dir, err := os.MkdirTemp(scratch(), "fazhi-tests-")
	if err == nil {
		err = errors.Join(os.Setenv("TMPDIR", dir), flag.Set("test.parallel", strconv.Itoa(waiting*runtime.GOMAXPROCS(0))))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := s.M.Run()
	browsertest.Close()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// TestScript runs the conversations of testdata/script. Each starts in a small
// sound workspace; a file of the same name in the script takes its place.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			doc, err := filepath.Abs(themingDoc)
			if err != nil {
				return err
			}
			env.Setenv("THEMING", doc)
			for name, text := range sound {
				place := filepath.Join(env.WorkDir, filepath.FromSlash(name))
				if _, err := os.Lstat(place); err == nil {
					continue
				}
				if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(place, []byte(text), 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"encode": encode,
			"grow":   grow,
			"finish": finish,
			"fill":   fill,

			"replace": replace,
			"relist":  relist,
			"theme":   theme,
		},
	})
}

// sound is a workspace without a problem.
var sound = map[string]string{
	"data/site.toml":     "title = \"示例\"\n",
	"data/a/agency.toml": "name = \"示例区虚构局\"\n",
	"data/a/fzzf/2023.toml": `[figures.approval]
handled = "近8万件"
consulted = 91_234
[figures.hall]
issues = 708
filing_limit = { value = "30个工作日以内", before = "63个工作日" }
`,
	"content/a/fzzf/2023.md": `+++
title = "示例区虚构局2023年度法治政府建设情况报告"
status = "published"
signed = 2024-01-12
submitted = 2024-02-20
published = 2024-01-26T09:30:00+08:00
[[review]]
kind = "保密审查"
by = "办公室"
date = 2024-01-22
+++

## 一、主要举措和成效 {role=measures}

受办审批业务{{approval.handled}}，咨询{{approval.consulted}}；审批时间{{hall.filing_limit:change}}。窗口统一受理、后台分类办理、统一出件，办事人在一个窗口就能把要办的事办完，重要决定都先由法制机构审核、集体讨论。

## 二、存在的不足和原因 {role=shortcomings}

窗口问题{{hall.issues}}，说明一次告知做得不够，材料退回补正的情形仍然偏多。主要原因是人手不足，新进人员没有经过系统的业务培训，各窗口掌握的标准也不一致，法制审核的力量集中在机关。

## 三、主要负责人履行第一责任人职责的情况 {role=leadership}

主要负责人定期听取法治建设工作汇报，重要事项亲自部署、重大问题亲自过问，带头学习宪法和与职责有关的法律法规，把履行职责的情况写入年终述职，接受干部群众的评议和监督。

## 四、下一年度主要安排 {role=plan}

补齐窗口人员，全员轮训一遍，统一受理和审核的标准，把一次告知的内容写成清单、公开在大厅里；完善法制审核的程序，让每一份重要决定都有书面的审核意见，并把意见的采纳情况记录在案。
`,
}
