package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"sync"
	"syscall"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/preview"
	"fazhi/generator/report"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

type serveCommand struct {
	Port string `default:"8080" placeholder:"PORT" help:"端口；auto 为任意空闲端口 (port, or auto for any free one)"`
	AsOf string `name:"as-of" placeholder:"2024-03-01" help:"按哪一天计，默认今天（北京时间） (the day that pages are made for)"`
	Open bool   `help:"同时打开浏览器 (open the browser)"`
}

// Run serves the preview until it is interrupted.
func (c *serveCommand) Run(e *environment) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever interrupts again does not wait
	return c.serve(ctx, e)
}

// serve serves the preview until ctx is done.
func (c *serveCommand) serve(ctx context.Context, e *environment) error {
	port, err := c.port()
	if err != nil {
		return err
	}
	asOf, err := e.dayOf(c.AsOf)
	if err != nil {
		return err
	}
	ws, err := workspace.Open(e.Dir, templates.FS)
	if err != nil {
		return err
	}
	defer ws.Close()
	server, err := preview.New(preview.Options{
		Dir: ws.Dir, AsOf: asOf, Lang: e.Lang,
		Open: func() (*preview.Workspace, error) { return openPreview(ws, asOf) },
		Tell: func(t finding.Text) { fmt.Fprintln(e.stdout, t.In(e.Lang)) },
	})
	if err != nil {
		return err
	}
	listeners, got, err := preview.Listen(port)
	if err != nil {
		return problem{finding.Text{
			ZH: "没有能打开端口 " + c.Port + "：" + err.Error() + "\n换一个：--port auto",
			EN: "port " + c.Port + " could not be opened: " + err.Error() + "; try --port auto",
		}}
	}
	if err := server.Watch(ctx); err != nil {
		for _, l := range listeners {
			l.Close()
		}
		return problem{finding.Text{ZH: "没有能监视工作区的文件：" + err.Error(), EN: "the workspace cannot be watched: " + err.Error()}}
	}
	c.tell(e, port, got)
	err = server.Serve(ctx, listeners, got)
	if err == nil {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "预览已停止。", EN: "stopped."}.In(e.Lang))
	}
	return err
}

// port reads --port; 0 is any.
func (c *serveCommand) port() (int, error) {
	if c.Port == "auto" {
		return 0, nil
	}
	port, err := strconv.Atoi(c.Port)
	if err != nil || port < 1 || port > 65535 {
		return 0, problem{finding.Text{
			ZH: "--port 写的不是端口：" + c.Port + "，应为 1 到 65535 的数，或 auto",
			EN: "--port " + c.Port + " is no port: a number from 1 to 65535, or auto",
		}}
	}
	return port, nil
}

// tell says where the preview is, and opens it if that was asked for.
func (c *serveCommand) tell(e *environment, asked, got int) {
	address := "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(got)) + "/"
	if asked != 0 && asked != got {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: fmt.Sprintf("端口 %d 已被别的程序占用，改用 %d。", asked, got),
			EN: fmt.Sprintf("port %d is taken by another program; using %d.", asked, got),
		}.In(e.Lang))
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: "预览（含草稿，只有本机能看）：" + address + "\n改了文件并保存，页面自动更新。按 Ctrl+C 停止。",
		EN: "preview, with drafts, on this machine alone: " + address + "\nSave a file and the page follows. Ctrl+C stops.",
	}.In(e.Lang))
	if !c.Open {
		return
	}
	if err := openBrowser(address); err != nil {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "没有能打开浏览器，请自己打开上面的地址。", EN: "the browser could not be opened; open the address yourself."}.In(e.Lang))
	}
}

func openBrowser(address string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	case "darwin":
		return exec.Command("open", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}

// openPreview reads what all agencies share. Templates of the workspace that
// cannot be used are told, and the program's own take their place, so that the
// preview goes on.
func openPreview(ws *workspace.Workspace, asOf civil.Date) (*preview.Workspace, error) {
	out := &preview.Workspace{Templates: ws.Templates}
	forms, log := form.Load(ws.Templates)
	out.Findings.Add(log...)
	out.Rules, log = check.Load(ws.Templates)
	out.Findings.Add(log...)
	loader := source.New(ws.FS, forms)
	info, log := loader.Site()
	out.Findings.Add(log...)
	out.IDs, log = loader.Agencies()
	out.Findings.Add(log...)
	archives := &loaded{Workspace: ws, archives: &sync.Map{}}
	opts := site.Options{Draft: true, Preview: true, AsOf: asOf, Rules: out.Rules, Archive: archives.sealed}
	out.Differing = differing
	var err error
	if out.Builder, err = site.New(ws.FS, ws.Templates, info, opts); err != nil {
		out.Findings.Add(finding.Finding{
			ID: "templates", Severity: finding.Error, Pos: finding.Pos{File: "templates"},
			Message: finding.Text{ZH: "工作区的模板有错误，暂时用程序自带的模板显示：" + err.Error(), EN: "the workspace's templates cannot be used, so pages show the program's own: " + err.Error()},
		})
		out.Templates = templates.FS
		if out.Builder, err = site.New(ws.FS, templates.FS, info, opts); err != nil {
			return nil, err
		}
	}
	out.Agency = func(id string) (*report.Agency, finding.List) {
		sealed := archives.openArchive(id)
		a, log := loader.Agency(id)
		tellEarly(a, asOf)
		return a, append(log, sealed...)
	}
	out.Again = func(last *report.Agency, changed func(string, int) bool) (*report.Agency, finding.List) {
		a, log := loader.Again(last, changed)
		tellEarly(a, asOf)
		return a, append(log, archives.openArchive(last.ID)...)
	}
	return out, nil
}

// tellEarly tells reports whose day of publication has not come, once.
func tellEarly(a *report.Agency, asOf civil.Date) {
	for _, s := range a.Series {
		for _, r := range s.Reports {
			r.Findings.Add(early(r, civil.On(asOf))...)
			r.Findings.Sort() // a report that was kept had it already
		}
	}
}
