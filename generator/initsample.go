package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fazhi"
	"fazhi/generator/finding"
	"fazhi/generator/starter"
	"fazhi/templates"
)

// sample writes the sample workspace into dir, and says what to try on it.
func (c *initCommand) sample(e *environment, dir string) error {
	s, err := starter.StartSample(templates.FS, fazhi.Sample, dir)
	var occupied *starter.OccupiedError
	if errors.As(err, &occupied) {
		return problem{finding.Text{
			ZH: "文件夹 " + dir + " 不是空的，里面有 " + filepath.FromSlash(occupied.File) + "；示例没有写入，原来的内容没有变\n换一个新的或空的文件夹，如：fazhi init 示例 --sample",
			EN: "the folder " + dir + " is not empty: it has " + filepath.FromSlash(occupied.File) + "; the sample was not written and nothing was changed\nname a new or an empty folder, like: fazhi init sample --sample",
		}}
	}
	if err != nil {
		return err
	}
	last := s.Years[len(s.Years)-1]
	on := "fazhi -C " + quoted(dir) + " "
	steps := [][3]string{ // a command, and what it is tried for
		{on + "check", "检查，列出全部问题", "every finding"},
		{on + "build", "生成网站，用浏览器打开 " + filepath.Join(dir, "public", "index.html"), "the site; open " + filepath.Join(dir, "public", "index.html")},
		{on + "serve --open", "边写边看：改一改 " + filepath.Join(dir, "content", s.Agency, s.Form, fmt.Sprint(last)+".md") + "，保存，页面跟着变", "change " + filepath.Join(dir, "content", s.Agency, s.Form, fmt.Sprint(last)+".md") + ", save it, and the page follows"},
		{fmt.Sprintf("%scompare %d %d", on, last-1, last), "两年的数据和文字差在哪里", "how the figures and texts of two years differ"},
		{fmt.Sprintf("%snew %d", on, last+1), fmt.Sprintf("由%d年带出%d年的报告", last, last+1), fmt.Sprintf("bring %d forward to %d", last, last+1)},
	}
	var zh, en strings.Builder
	fmt.Fprintf(&zh, "新建 %s：示例工作区，%s %d年至%d年的%d份报告，共%d个文件。单位、数字、人和事都是编的。\n\n下一步，可以试：", dir, s.Agency, s.Years[0], last, len(s.Years), len(s.Files))
	fmt.Fprintf(&en, "made %s: the sample workspace, %d reports of %s from %d to %d, %d files. The agency, figures, people and events are invented.\n\nnext, try:", dir, len(s.Years), s.Agency, s.Years[0], last, len(s.Files))
	for i, step := range steps {
		fmt.Fprintf(&zh, "\n  %d. %s\n     %s", i+1, step[0], step[1])
		fmt.Fprintf(&en, "\n  %d. %s\n     %s", i+1, step[0], step[2])
	}
	zh.WriteString("\n\n写自己的报告，另用一个文件夹：fazhi init 法治报告 --agency qsfj --name \"某某区司法局\"")
	en.WriteString("\n\nyour own reports go into another folder: fazhi init reports --agency qsfj --name \"…\"")
	fmt.Fprintln(e.stdout, finding.Text{ZH: zh.String(), EN: en.String()}.In(e.Lang))
	return nil
}

// quoted is a folder as a command line takes it.
func quoted(dir string) string {
	if strings.Contains(dir, " ") {
		return `"` + dir + `"`
	}
	return dir
}
