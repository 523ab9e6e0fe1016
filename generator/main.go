// Command fazhi turns yearly statistics and narratives into published reports.
//
// This package is the command table and the edge of the program: it reads the
// arguments and the clock, and gives them to the packages that do the work. Exit codes: 0 clean, 1 findings of severity error (any with --strict),
// 2 could not run.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/tomlfile"
	"fazhi/generator/workspace"
)

// cli is the command table: commands in the order of use, flags with their
// help in both languages.
type cli struct {
	Dir  string `short:"C" name:"dir" default:"." placeholder:"DIR" help:"工作区文件夹，默认为当前文件夹 (the workspace)"`
	Lang string `default:"zh" enum:"zh,en" placeholder:"zh|en" help:"提示信息的语言 (language of messages)"`

	Init    initCommand    `cmd:"" help:"新建工作区，或在工作区里新增单位和年度 (start a workspace, an agency or a year)"`
	New     newCommand     `cmd:"" help:"由上年带出下一年的数据文件和正文 (bring last year forward)"`
	Check   checkCommand   `cmd:"" help:"检查报告，列出全部问题，不生成 (check the reports and list every finding)"`
	Build   buildCommand   `cmd:"" help:"检查并生成网站 (check, then build the site)"`
	Merge   mergeCommand   `cmd:"" help:"把分批生成的各部分合并成一个网站 (make one site of parts built with --shard)"`
	Harvest harvestCommand `cmd:"" help:"读取别的网站公布的 agency.json，核验后生成一个总的门户 (a portal over other sites)"`
	Serve   serveCommand   `cmd:"" help:"边写边看：在本机预览，保存后页面自动更新 (preview on this machine)"`

	Rollback rollbackCommand `cmd:"" help:"网站出了问题时，换回上一次生成的网站 (put the tree before in place)"`

	Key      keyCommand      `cmd:"" help:"新建封存用的密钥 (make the key that seals are signed with)"`
	Seal     sealCommand     `cmd:"" help:"封存一份已经发布的报告：从此改动都要留痕 (fix a published report)"`
	Revise   reviseCommand   `cmd:"" help:"更正一份已经封存的报告 (correct a sealed report)"`
	Withdraw withdrawCommand `cmd:"" help:"撤回一份已经封存的报告 (take a sealed report back)"`

	Hosting hostingCommand `cmd:"" help:"打印网站服务器的配置：nginx 或 Caddy，带安全响应头、缓存和压缩 (print the configuration of a web server)"`

	Pack   packCommand   `cmd:"" help:"把一份封存的报告做成证据包：一个zip，离线可以核验 (one sealed report with all its proofs in a zip)"`
	Verify verifyCommand `cmd:"" help:"核验网站或证据包：网页、数据、附件是否与签名的记录一致 (prove a site or a pack against the signed records)"`

	Compare    compareCommand    `cmd:"" help:"比较两年：数据的增减和文字的改动 (hold two years against each other)"`
	Explain    explainCommand    `cmd:"" help:"一项检查查什么、依据是什么、怎样豁免；不写名称时列出全部检查 (the documentation of a check, or the list of all)"`
	Import     importCommand     `cmd:"" help:"导入以前的报告：文本、Markdown 或网页 (bring in an old report)"`
	Links      linksCommand      `cmd:"" help:"列出站外链接；加 --external 逐个查能不能打开 (links to other sites, and whether they open)"`
	Quantities quantitiesCommand `cmd:"" help:"列出文字里的每一个数量 (list every quantity of a text)"`
}

// environment is what commands get from outside.
type environment struct {
	*cli
	stdout, stderr io.Writer
	progress       *progress
	now            time.Time // when the program began
	today          civil.Date
}

// errFindings says that findings were printed and the exit code is 1.
var errFindings = errors.New("findings")

// problem is an error in words for people, with the exit code 2.
type problem struct{ text finding.Text }

func (p problem) Error() string { return p.text.EN }

func main() {
	collectLess(os.Getenv)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now(), newProgress(os.Stderr, os.Getenv)))
}

// collectLess has garbage collected less often while there is little of it: a build
// keeps an agency at a time and throws away a hundred times as much, so that with a heap
// of a few megabytes collecting took a tenth of its time. Near the limit it is as often
// as ever. What the user has set for this holds.
func collectLess(env func(string) string) {
	if env("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(400 << 20)
	}
}

// run is the program without the process around it. line is nil where there is no
// terminal.
func run(args []string, stdout, stderr io.Writer, now time.Time, line *progress) int {
	var c cli
	exit := -1
	lang := langOf(args)
	stdout, stderr = line.over(stdout), line.over(stderr)
	defer line.end()
	help := io.Writer(helpWords{stdout})
	if lang == "en" {
		help = stdout
	}
	parser, err := kong.New(&c,
		kong.Name("fazhi"),
		kong.Description("法治政府建设年度报告：数据与正文分开写，自动合成、检查、发布 (Yearly reports on rule-of-law work, from figures and a narrative)"),
		kong.Writers(help, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exit = code }),
	)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	pickHelp(parser.Model.Node, lang)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help printed
	}
	if err != nil {
		fmt.Fprintln(stderr, sayUsage(err, lang))
		return 2
	}
	env := &environment{cli: &c, stdout: stdout, stderr: stderr, progress: line.in(c.Lang), now: now, today: civil.Of(now.In(tomlfile.Beijing()))}
	switch err := c.Build.Profile.around(func() error { return ctx.Run(env) }); {
	case err == nil:
		return 0
	case errors.Is(err, errFindings):
		return 1
	default:
		fmt.Fprintln(stderr, env.sayError(err))
		return 2
	}
}

// sayError puts an error of the system into words for people.
func (e *environment) sayError(err error) string {
	var p problem
	if errors.As(err, &p) {
		return p.text.In(e.Lang)
	}
	if e.Lang == "en" {
		return "fazhi: " + err.Error()
	}
	var place *site.PlaceError
	var left *site.LeftoverError
	switch {
	case errors.As(err, &left):
		return "网站已经生成，但旧的一份没能删去，留在 " + left.Dir + "\n可以自行删除。（" + left.Err.Error() + "）"
	case diskFull(err):
		return "磁盘已满，没有写成；原来的内容没有变。腾出空间后再运行一次。"
	case errors.Is(err, syscall.EROFS):
		return "磁盘或文件夹是只读的，没有写成；原来的内容没有变。换一个可以写的地方，或者请管理员改为可写：" + err.Error()
	case errors.Is(err, fs.ErrPermission):
		return "没有权限，没有写成；原来的内容没有变：" + err.Error()
	case errors.As(err, &place):
		return "输出文件夹不能整体替换：" + place.Dir + "\n它可能是挂载点，或指向不存在的地方的链接。换一个普通的文件夹，或用 --out 另外指定。（" + place.Err.Error() + "）"
	case errors.Is(err, workspace.ErrNone):
		return "这个文件夹不是工作区（里面没有 data/site.toml）：" + e.Dir + "\n用 -C 指明工作区，或用 fazhi init 文件夹名 新建一个"
	case errors.Is(err, fs.ErrNotExist):
		return "找不到文件或文件夹：" + err.Error()
	case errors.Is(err, syscall.ENOTDIR):
		return "要写进的地方是文件，不是文件夹，换一个文件夹：" + err.Error()
	case errors.Is(err, syscall.EISDIR):
		return "这是文件夹，不是文件：" + err.Error()
	case strings.Contains(err.Error(), "escapes"):
		return "有链接指向工作区之外，没有写入：" + err.Error()
	}
	var seal *site.SealError
	if errors.As(err, &seal) {
		return saySeal(seal)
	}
	var two *site.CollisionError
	if errors.As(err, &two) {
		return "有两份内容要写到同一个网页文件 " + two.Path + "：给正文链接或附件里的文件换一个名字"
	}
	return "没有完成：" + err.Error()
}

// diskFull tells whether there was no room to write.
func diskFull(err error) bool {
	if runtime.GOOS == "windows" {
		const diskFull, quota = 112, 1295
		return errors.Is(err, syscall.Errno(diskFull)) || errors.Is(err, syscall.Errno(quota))
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
