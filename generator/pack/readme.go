package pack

import (
	"fmt"
	"io/fs"
	"strings"

	"fazhi/generator/ledger"
)

// public is the key that stands beside the head.
func (in Input) public() []byte {
	key, _ := fs.ReadFile(in.LogFiles, ledger.KeyName) // the log was opened with it
	return key
}

// readme says in Chinese what is in a pack and how it is proved.
func (in Input) readme() []byte {
	r := in.Record
	rep := r.Report
	waived := 0
	for _, f := range rep.Findings {
		if f.Waived != "" {
			waived++
		}
	}
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("%s", rep.Title)
	say("%s　第%d版　%s封存", rep.AgencyName, r.Revision, r.Date)
	say("记录的校验码（SHA-256）：%s", r.Hash())
	say("")
	say("这是一份报告的证据包，按 BagIt（RFC 8493）存放，离线可以核验。")
	say("")
	say("里面有什么")
	say("  data/report.html          报告网页，一个文件，用浏览器直接打开")
	say("  data/text.txt             正文，纯文本")
	if len(rep.Figures) > 0 {
		say("  data/figures.csv          数据，给程序读")
		say("  data/figures-excel.csv    同样的数据，用Excel、WPS打开")
		say("  data/figures.json         同样的数据，JSON格式")
	}
	if len(rep.Attachments) > 0 {
		say("  data/files/               附件")
	}
	say("  data/sources/             报告由这些数据文件和正文文件生成")
	say("  data/findings.json        封存时检查发现的问题：%d个，其中说明理由后豁免%d个", len(rep.Findings), waived)
	say("  data/ledger/              封存档案：签名的树头 head、公钥 key、哈希 tile、本报告的记录 records")
	say("  data/proof.json           本报告的记录在档案里的证明")
	say("")
	say("怎样核验")
	say("  一、文件有没有损坏：解压后在这个文件夹里运行")
	say("        sha256sum -c manifest-sha256.txt")
	say("        sha256sum -c tagmanifest-sha256.txt")
	say("      这只说明文件与包里的清单一致；清单没有签名。")
	say("  二、内容是不是单位封存的：不必解压，运行")
	say("        fazhi verify 证据包.zip --key 公钥")
	say("      公钥请从单位的公开栏、文件等别的地方得到，不要只用包里的这一个。")
	say("      它逐字逐数核对网页、数据、附件、来源与签名的记录，指出每一处不一致。")
	say("")
	say("包里的公钥：%s", strings.TrimSpace(string(in.public())))
	say("树头：共%d条，根校验码 %s", in.Log.Head.Size, in.Log.Head.Root)
	return []byte(b.String())
}
