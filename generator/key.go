package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/templates"
)

type keyCommand struct {
	Agency string `required:"" placeholder:"ID" help:"哪个单位的密钥 (whose key)"`
	Name   string `placeholder:"NAME" help:"密钥的名字，写在每次签名里；默认是网站域名加单位代码 (the key's name, part of every signature; the site's host and the agency by default)"`
	Sample bool   `help:"写出示例单位的密钥：它是公开的，只用来试 (write the sample agency's key, which is public)"`
	Out    string `placeholder:"FILE" help:"私钥存到哪个文件，不能在工作区里；默认在本人的配置文件夹 (where to put the private key, not in the workspace)"`
}

// Help tells what does not fit in a line.
func (c *keyCommand) Help() string {
	return "私钥用来给封存的报告签名，谁拿到它谁就能冒签：只留在保管人的电脑上，另存一份离线备份，不要放进工作区，不要发给别人。公钥可以公开，核验的人用它对照。 (The private key signs what is sealed; whoever has it can sign. The public key is for everybody who verifies.)"
}

// Run makes a key.
func (c *keyCommand) Run(e *environment) error {
	l, err := e.load(e.today)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, err := l.pick([]string{c.Agency}); err != nil {
		return err
	}
	if c.Name == "" {
		c.Name = c.Agency
		if u, err := url.Parse(l.site.Address); err == nil && u.Host != "" {
			c.Name = u.Host + "/" + c.Agency
		}
	}
	if c.Out == "" {
		if c.Out, err = keyFile(c.Agency); err != nil {
			return err
		}
	}
	if err := notWithin(c.Out, l.Dir); err != nil {
		return err
	}
	private, public, err := c.make()
	if err != nil {
		return problem{finding.Text{
			ZH: "这个名字不能用：" + c.Name + "。密钥的名字不能有空格和加号",
			EN: "--name " + c.Name + " cannot be used: no blank and no plus",
		}}
	}
	err = ledger.WriteKey(c.Out, private)
	if errors.Is(err, fs.ErrExist) {
		return problem{finding.Text{
			ZH: "这个文件已经有了，没有改动：" + c.Out + "\n一个单位只用一个密钥；换了密钥，以前的签名就对不上了。确实要新建，用 --out 另指一个文件。",
			EN: c.Out + " is there already and was left alone; an agency keeps its key. For another one, name a file with --out.",
		}}
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: "私钥：" + c.Out + "（只有本人可以读；请离线备份，不要放进工作区，不要发给别人）\n公钥：" + public + "\n请把公钥印在单位的公开栏、文件或者别的网站上，核验的人用它对照。",
		EN: "private key: " + c.Out + " (readable by you alone; keep a copy off line)\npublic key: " + public + "\nPublish the public key where people can compare it.",
	}.In(e.Lang))
	return nil
}

// make makes a key, or gives the sample's.
func (c *keyCommand) make() (private, public string, err error) {
	if !c.Sample {
		return ledger.NewKey(rand.Reader, c.Name)
	}
	text, err := fs.ReadFile(templates.FS, "start/sample.key")
	if err != nil {
		return "", "", err
	}
	key, err := ledger.ParseKey(string(text))
	if err != nil {
		return "", "", err
	}
	return strings.TrimSpace(string(text)), key.Public, nil
}

// keyFile is where the private key of an agency is kept unless told otherwise.
func keyFile(agency string) (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", problem{finding.Text{
			ZH: "找不到本人的配置文件夹：用 --out 或 --key 指明私钥文件",
			EN: "there is no folder for settings: name the file of the key",
		}}
	}
	return filepath.Join(dir, "fazhi", agency+".key"), nil
}

// notWithin refuses a file in the workspace: what stands there is handed on.
func notWithin(name, workspace string) error {
	full, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(dir, filepath.Base(full))
	}
	if dir, err := filepath.EvalSymlinks(workspace); err == nil {
		workspace = dir
	}
	rel, err := filepath.Rel(workspace, full)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return nil
	}
	return problem{finding.Text{
		ZH: "私钥不能放在工作区里：" + name + "。工作区会交给别人、传到网上，拿到私钥的人就能冒签。",
		EN: "a private key must not stand in the workspace: " + name,
	}}
}
