package main

import (
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// pickHelp leaves one language of the help texts of the command table, which
// are written as 中文 (English).
func pickHelp(n *kong.Node, lang string) {
	n.Help, n.Detail = pick(n.Help, lang), pick(n.Detail, lang)
	for _, f := range n.Flags {
		f.Help = pick(f.Help, lang)
	}
	for _, a := range n.Positional {
		a.Help = pick(a.Help, lang)
	}
	for _, c := range n.Children {
		pickHelp(c, lang)
	}
}

func pick(help, lang string) string {
	i := strings.LastIndex(help, " (")
	switch {
	case i < 0 || !strings.HasSuffix(help, ")"):
		return help
	case lang == "en":
		return help[i+2 : len(help)-1]
	}
	return help[:i]
}

// helpWords puts kong's own words into Chinese on their way out.
type helpWords struct{ io.Writer }

// Write implements io.Writer; kong writes a help page at once or line by line.
func (w helpWords) Write(p []byte) (int, error) {
	_, err := io.WriteString(w.Writer, strings.NewReplacer(
		"Usage: ", "用法：", "Flags:", "选项：", "Commands:", "命令：", "Arguments:", "参数：",
		"Show context-sensitive help.", "显示用法",
		`Run "fazhi <command> --help" for more information on a command.`, "一个命令的用法：fazhi 命令 --help",
		"<command>", "命令", "[flags]", "[选项]",
	).Replace(string(p)))
	return len(p), err
}

// langOf finds --lang before the arguments are parsed: what is wrong with them
// must be said in the right language too.
func langOf(args []string) string {
	for i, a := range args {
		if a == "--lang=en" || a == "--lang" && i+1 < len(args) && args[i+1] == "en" {
			return "en"
		}
	}
	return "zh"
}

// usageWords are kong's messages and the same in Chinese.
func usageWords() [][2]string {
	return [][2]string{
		{`^unknown flag (\S+), did you mean "?([^"?]+)"?\?$`, "没有 $1 这个选项，是否想写 $2？"},
		{`^unknown flag (\S+)$`, "没有 $1 这个选项"},
		{`^unexpected argument (\S+), did you mean "?([^"?]+)"?\?$`, "没有 $1 这个命令，是否想写 $2？"},
		{`^unexpected argument (\S+)$`, "多余的内容：$1"},
		{`^missing flags?: (.*)$`, "缺少必填的选项：$1"},
		{`^expected one of (.*)$`, "缺少命令，应为以下之一：$1"},
		{`^expected "<?(.*?)>?( \.\.\.)?"$`, "缺少 $1"},
		{`^(\S+) must be one of (.*) but got (.*)$`, "$1 只能是 $2，而不是 $3"},
		{`^(\S+): expected (\S+) value.*$`, "$1 后面缺少内容"},
		{`^(\S+) and (\S+) can't be used together$`, "$1 和 $2 不能一起用"},
		{`^(\S+): year (.*)$`, "$1 应为1900至2199之间的四位年份，如 2023，而不是 $2"},
	}
}

// sayUsage puts what kong says of wrong arguments into words for people.
func sayUsage(err error, lang string) string {
	text := err.Error()
	if lang == "en" {
		return "fazhi: " + text + "\nsee fazhi --help"
	}
	for _, p := range usageWords() {
		if re := regexp.MustCompile(p[0]); re.MatchString(text) {
			text = re.ReplaceAllString(text, p[1])
			break
		}
	}
	return "命令写法不对：" + text + "\n用 fazhi --help 查看全部命令，用 fazhi 命令 --help 查看一个命令的用法"
}
