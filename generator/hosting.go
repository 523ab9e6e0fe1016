package main

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/hosting"
	"fazhi/generator/source"
)

type hostingCommand struct {
	Server string `arg:"" enum:"nginx,caddy" help:"哪种服务器：nginx 或 caddy (which server)"`
	Root   string `placeholder:"DIR" help:"服务器上 public 文件夹的完整路径，默认是本工作区的 (the folder public on the server)"`
	Host   string `placeholder:"NAME" help:"网站的域名，默认取 site.toml 的 address (the host name)"`
	Path   string `placeholder:"/a/b/" help:"网站在域名下的路径，默认取 site.toml 的 address，没有就是 / (where the site stands on the host)"`
}

// Help tells what does not fit in a line.
func (c *hostingCommand) Help() string {
	return "打印出来的内容存成文件，放到服务器上，例如 fazhi hosting nginx > fazhi.conf。每一项的用处见 docs/deploy.md。 (Save what is printed as a file for the server; docs/deploy.md says what each line is for.)"
}

// exampleHost stands where nobody says where the site will be.
const exampleHost = "www.example.gov.cn"

// Run prints the configuration.
func (c *hostingCommand) Run(e *environment) error {
	ws, forms, _, err := e.open()
	if err != nil {
		return err
	}
	defer ws.Close()
	at := hosting.Place{Root: filepath.ToSlash(filepath.Join(ws.Dir, publicFolder)), Host: exampleHost, Path: "/"}
	info, _ := source.New(ws.FS, forms).Site()
	if u, err := url.Parse(info.Address); err == nil && u.Host != "" {
		at.Host, at.Path = u.Hostname(), u.EscapedPath()
	}
	for _, given := range []struct {
		flag, value string
		field       *string
		like        *regexp.Regexp
		example     string
	}{
		{"--root", strings.TrimRight(c.Root, "/"), &at.Root, regexp.MustCompile(`^(/|[A-Za-z]:/)[^"\\{}$\x00-\x1f]*$`), "/srv/fazhi/public"},
		{"--host", c.Host, &at.Host, regexp.MustCompile(`^[A-Za-z0-9.:*_-]+$`), exampleHost},
		{"--path", c.Path, &at.Path, regexp.MustCompile(`^/([A-Za-z0-9._~%-]+/)*$`), "/fazhi/"},
	} {
		if given.value != "" {
			*given.field = given.value
		}
		if !given.like.MatchString(*given.field) || given.flag == "--path" && path.Clean(*given.field) != strings.TrimSuffix(*given.field, "/") && *given.field != "/" {
			return problem{finding.Text{
				ZH: given.flag + " 不能是 " + *given.field + "，应形如 " + given.example,
				EN: given.flag + " cannot be " + *given.field + "; it should be like " + given.example,
			}}
		}
	}
	rules, err := hosting.Load(ws.Templates)
	if err != nil {
		return err
	}
	if info.Foot.BadgeScript != "" {
		rules = rules.WithBadge()
	}
	text, err := rules.Config(c.Server, at)
	if err != nil {
		return err
	}
	_, err = e.stdout.Write(text)
	return err
}
