package main

import (
	"errors"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/site"
)

// sayWrite puts into words why a tree could not be put into place.
func sayWrite(out string, err error) error {
	var busy *site.BusyError
	var moved *site.MovedError
	var f *site.ForeignError
	switch {
	case errors.As(err, &busy):
		return problem{finding.Text{
			ZH: "没有替换：另一个程序正在替换 " + out + "，等它完成后再运行一次。原来的网站没有变。",
			EN: "not replaced: another program is putting its tree into " + out + "; run this again afterwards. The site is as it was.",
		}}
	case errors.As(err, &moved):
		return problem{finding.Text{
			ZH: "没有替换：运行期间，另一个程序换过 " + out + "。再运行一次，按新的网站对照。",
			EN: "not replaced: another program wrote " + out + " in the meantime; run this again.",
		}}
	case !errors.As(err, &f):
		return err
	}
	if f.Clash {
		return problem{finding.Text{
			ZH: "没有替换：" + out + " 里有不是本程序生成的文件，与这次要生成的同名：\n  " + strings.Join(f.Paths, "\n  ") + "\n先把它们移到别处。",
			EN: "not replaced: files in " + out + " that no build made are in the way:\n  " + strings.Join(f.Paths, "\n  ") + "\nmove them elsewhere first.",
		}}
	}
	return problem{finding.Text{
		ZH: "没有替换：" + out + " 里有别的内容，又没有本程序的清单（" + site.ManifestName + "），怕覆盖了有用的文件。\n换一个空的或新的输出文件夹。",
		EN: "not replaced: " + out + " holds other things and no " + site.ManifestName + " of ours; choose an empty or new folder.",
	}}
}
