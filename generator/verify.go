package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/generator/page"
	"fazhi/generator/verify"
	"fazhi/templates"
)

type verifyCommand struct {
	Target string   `arg:"" placeholder:"TARGET" help:"网站的文件夹、证据包（zip）或者网址 (a folder, a pack or an address)"`
	Key    []string `placeholder:"FILE|KEY" help:"公钥，或者存有公钥的文件；应当从网站以外的地方得到。可以写几次 (a public key that was got another way)"`
	Since  []string `placeholder:"FILE" help:"以前存下的树头文件：核对档案只有增加、没有删改。可以写几次 (a tree head kept from earlier)"`
	Strict bool     `help:"不能证明的用语也算不一致 (words that cannot be proved count as mismatches)"`
}

// Help tells what does not fit in a line.
func (c *verifyCommand) Help() string {
	return "不需要工作区；除了给出网址的时候，不联网。退出码：0 全部一致，1 有不一致，2 没能核验。不用 --key 时，用网站自己放出的公钥，只能说明网站与它自己的签名一致。 (Needs no workspace, and no network unless given an address. Exit codes: 0 clean, 1 mismatches, 2 could not run. Without --key the site's own key is used, which shows no more than that the site agrees with it.)"
}

// Run verifies a site or a pack.
func (c *verifyCommand) Run(e *environment) error {
	o := verify.Options{}
	var err error
	if o.Words, err = page.Vocabulary(templates.FS); err != nil {
		return err
	}
	for _, k := range c.Key {
		key, err := publicKey(k)
		if err != nil {
			return err
		}
		o.Keys = append(o.Keys, key)
	}
	for _, name := range c.Since {
		head, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		o.Since = append(o.Since, head)
	}
	files, done, err := c.open()
	if err != nil {
		return err
	}
	defer done()
	r, err := verify.Target(files, o)
	var part *verify.PartError
	switch {
	case errors.As(err, &part):
		return problem{finding.Text{
			ZH: c.Target + " 不是网站，是分批生成的一部分（" + part.Shard + "）：用 fazhi merge 合并成网站以后再核验",
			EN: c.Target + " is no site but a part of one (" + part.Shard + "); verify the site that fazhi merge makes of all parts",
		}}
	case errors.Is(err, verify.ErrNothing):
		return problem{finding.Text{
			ZH: "这里没有可以核验的网站或者证据包：" + c.Target + "\n应当是生成的网站的根文件夹（里面有 manifest.json）、fazhi pack 做的证据包，或者网站首页的网址",
			EN: c.Target + " is neither a site, with manifest.json in its root, nor a pack",
		}}
	case errors.Is(err, verify.ErrElsewhere):
		return problem{finding.Text{
			ZH: "没能核验 " + c.Target + "：它转到了别的网站或者别的协议，没有跟过去。请直接写最后的网址（" + err.Error() + "）",
			EN: "could not verify " + c.Target + ": it leads to another host, which was not asked; give that address (" + err.Error() + ")",
		}}
	case err != nil:
		return problem{finding.Text{ZH: "没能核验 " + c.Target + "：" + err.Error(), EN: "could not verify " + c.Target + ": " + err.Error()}}
	}
	return c.report(e, r)
}

// publicKey reads a key that is given as it is or in a file.
func publicKey(s string) (note.Verifier, error) {
	if key, err := ledger.ParsePublic(s); err == nil {
		return key, nil
	}
	text, err := os.ReadFile(s)
	if err == nil {
		if key, err := ledger.ParsePublic(string(text)); err == nil {
			return key, nil
		}
	}
	return nil, problem{finding.Text{
		ZH: "--key 不是公钥，也不是存有公钥的文件：" + s + "\n公钥是一行字，形如 名字+8位校验码+一串字母数字",
		EN: "--key " + s + " is neither a public key nor a file of one",
	}}
}

// open opens the target; done closes it.
func (c *verifyCommand) open() (files fs.FS, done func(), err error) {
	if strings.HasPrefix(c.Target, "https://") || strings.HasPrefix(c.Target, "http://") {
		files, err := verify.Remote(c.Target, verify.Patience)
		if err != nil {
			return nil, nil, problem{finding.Text{ZH: "这不是网站的网址：" + c.Target + "，应形如 https://www.example.gov.cn/fazhi/", EN: c.Target + " is no address of a site like https://www.example.gov.cn/fazhi/"}}
		}
		return files, func() {}, nil
	}
	info, err := os.Stat(c.Target)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(c.Target)
		if err != nil {
			return nil, nil, err
		}
		return root.FS(), func() { root.Close() }, nil
	}
	f, err := os.Open(c.Target)
	if err != nil {
		return nil, nil, err
	}
	files, err = zip.NewReader(io.ReaderAt(f), info.Size())
	if err != nil {
		f.Close()
		return nil, nil, problem{finding.Text{ZH: "不是zip文件，或者不完整：" + c.Target, EN: c.Target + " is no whole zip file"}}
	}
	return files, func() { f.Close() }, nil
}

// report prints what was found out.
func (c *verifyCommand) report(e *environment, r *verify.Result) error {
	say := func(zh, en string) { fmt.Fprintln(e.stdout, finding.Text{ZH: zh, EN: en}.In(e.Lang)) }
	for _, a := range r.Agencies {
		c.agency(say, a)
	}
	if len(r.Agencies) == 0 && len(r.Mismatches) == 0 {
		say("这里没有封存的报告：下面只是与没有签名的清单对照。", "nothing is sealed here: what follows is only held against a list that nobody signed.")
	}
	signed, listed := 0, 0
	for _, m := range r.Mismatches {
		by := finding.Text{ZH: "与签名的记录不符", EN: "against the signed record"}
		if m.Proof == verify.Listed {
			listed++
			by = finding.Text{ZH: "只与没有签名的清单对照", EN: "against the unsigned list only"}
		} else {
			signed++
		}
		say("不一致 "+m.File+"："+m.Text.ZH+"（"+by.ZH+"）", "mismatch "+m.File+": "+m.Text.EN+" ("+by.EN+")")
	}
	for _, n := range r.Notes {
		say("请留意 "+n.File+"："+n.Text.ZH, "note "+n.File+": "+n.Text.EN)
	}
	if r.Files > 0 {
		say(fmt.Sprintf("另与没有签名的清单对照了%d个文件。清单不能证明内容真实，只能说明文件是一起生成的。", r.Files),
			fmt.Sprintf("%d files were held against the list as well, which nobody signs: it shows no more than that they were made together.", r.Files))
	}
	if signed+listed > 0 {
		say(fmt.Sprintf("核验没有通过：%d处与签名的记录不符，%d处与没有签名的清单不符。", signed, listed),
			fmt.Sprintf("not as it should be: %s against signed records, %d against the unsigned list.", finding.Plural(signed, "mismatch"), listed))
		return errFindings
	}
	if c.Strict && len(r.Notes) > 0 {
		say(fmt.Sprintf("有%d处不能证明。", len(r.Notes)), fmt.Sprintf("%d places cannot be proved.", len(r.Notes)))
		return errFindings
	}
	say("核验通过。", "verified.")
	return nil
}

func (c *verifyCommand) agency(say func(zh, en string), a verify.Agency) {
	pinned := finding.Text{ZH: "就是您指定的公钥", EN: "the key that you gave"}
	if !a.Pinned {
		pinned = finding.Text{
			ZH: "这是网站自己放出的公钥，没有用 --key 指定，所以只能说明内容与这个公钥的签名一致；请与单位在别处公布的公钥对照",
			EN: "the site's own; without --key this shows no more than that the contents agree with it: compare it with what the agency publishes elsewhere",
		}
	}
	say(fmt.Sprintf("单位 %s：封存档案共%d条，签名有效，根校验码 %s\n  公钥 %s\n  （%s）", a.ID, a.Head.Size, a.Head.Root, a.Key, pinned.ZH),
		fmt.Sprintf("agency %s: a log of %d entries with a valid signature, root %s\n  key %s\n  (%s)", a.ID, a.Head.Size, a.Head.Root, a.Key, pinned.EN))
	if a.Since {
		say("  已与以前的树头对照", "  held against an earlier head")
	}
	say(fmt.Sprintf("  逐字逐数核对了%d份封存的报告；已撤回%d份", a.Sealed, a.Gone), fmt.Sprintf("  sealed reports held against their records word by word: %d; withdrawn: %d", a.Sealed, a.Gone))
}
