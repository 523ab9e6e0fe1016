package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"fazhi/generator/finding"
	"fazhi/generator/importer"
	"fazhi/generator/textfile"
)

type importCommand struct {
	Agency    string `required:"" placeholder:"ID" help:"单位代码，作文件夹名和网址：小写字母、数字、连字符 (folder name of the agency)"`
	Form      string `default:"fzzf" placeholder:"ID" help:"报告种类；没有法定内容的用 other (the form)"`
	Year      year   `required:"" placeholder:"YEAR" help:"报告所述的年度，不是发布的那一年 (the year reported on)"`
	KeepWidth bool   `name:"keep-width" help:"不把汉字旁边的半角标点改为全角 (leave half-width punctuation)"`
	Force     bool   `help:"覆盖已有的文件 (overwrite what is there)"`
	File      string `arg:"" name:"file" help:"文本、Markdown 或保存下来的网页 (text, Markdown or a saved page)"`
}

// Run makes the files of an old report.
func (c *importCommand) Run(e *environment) error {
	ws, forms, log, err := e.open()
	if err != nil {
		return err
	}
	defer ws.Close()
	data, err := readLimited(c.File)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return problem{finding.Text{ZH: "找不到要导入的文件：" + c.File, EN: "there is no file " + c.File}}
		}
		if errors.Is(err, textfile.ErrNotRegular) {
			return problem{finding.Text{
				ZH: "要导入的不是文件，是文件夹或设备：" + c.File + "\n请写明报告文件：纯文本、Markdown，或在浏览器里另存的网页。",
				EN: c.File + " is a folder or device and no file; name the report, as plain text, Markdown or a saved page",
			}}
		}
		return err
	}
	result, notes := importer.Import(ws.FS, forms, importer.Request{
		Agency: c.Agency, FormID: c.Form, Year: int(c.Year), KeepWidth: c.KeepWidth, Force: c.Force, Name: c.File, Data: data,
	})
	log.Add(notes...)
	if result != nil {
		if err := result.Write(ws.Dir); errors.Is(err, importer.ErrChanged) {
			return problem{finding.Text{
				ZH: "没有导入，没有改动任何文件：导入期间有别的程序改动了文件（" + err.Error() + "）\n再运行一次。",
				EN: "not imported; no file was changed: another program changed a file in the meantime (" + err.Error() + "); run it again",
			}}
		} else if err != nil {
			return err
		}
	}
	log.Sort()
	e.tell(log)
	if result == nil {
		fmt.Fprintln(e.stderr, finding.Text{ZH: "没有导入，没有改动任何文件。", EN: "not imported; no file was changed."}.In(e.Lang))
		return errFindings
	}
	for _, f := range result.Files {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "写入 ", EN: "wrote "}.In(e.Lang)+f.Name)
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("已导入《%s》：%d项数据。请核对上面的提示和 %s 里的指标名称，再运行 fazhi build。", result.Title, result.Figures, "form.toml"),
		EN: fmt.Sprintf("imported %s: %d figures. Look through the notes above and the labels in form.toml, then run fazhi build.", result.Title, result.Figures),
	}.In(e.Lang))
	return verdict(log, false)
}

// readLimited reads a file that the user names; one over the limit is cut just
// behind it, so that whoever decodes it says so.
func readLimited(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // before opening: a pipe would wait for its writer
		return nil, textfile.ErrNotRegular
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, textfile.MaxSize+1))
}
