package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// update writes what the program prints into the scripts; read the change
// before committing it: go test ./generator -run Script -update
var update = flag.Bool("update", false, "write the program's output into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fazhi": func() {
			now := time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC)
			os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, now))
		},
	})
}

// TestScript runs the conversations of testdata/script. Each starts in a small
// sound workspace; a file of the same name in the script takes its place.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
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
+++

## 一、主要举措和成效 {role=measures}

受办审批业务{{approval.handled}}，咨询{{approval.consulted}}；审批时间{{hall.filing_limit:change}}。

## 二、存在的不足和原因 {role=shortcomings}

原因是人手不足，窗口问题{{hall.issues}}。
`,
}
