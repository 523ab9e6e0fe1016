package check_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/templates"
)

// archived makes an archive of parts, name and content in turn.
func archived(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photograph is a JPEG with nothing but an Exif of an author and a place.
func photograph() []byte {
	order := binary.LittleEndian
	exif := []byte("II\x2a\x00\x08\x00\x00\x00")
	item := func(tag, kind uint16, count, value uint32) {
		exif = order.AppendUint16(order.AppendUint16(exif, tag), kind)
		exif = order.AppendUint32(order.AppendUint32(exif, count), value)
	}
	exif = order.AppendUint16(exif, 2)
	item(0x013B, 2, 10, 56)
	item(0x8825, 4, 1, 38)
	exif = order.AppendUint32(exif, 0)
	exif = order.AppendUint16(exif, 1) // at 38: the directory of the place
	item(2, 5, 3, 56)
	exif = order.AppendUint32(exif, 0)
	exif = append(exif, "示例乙\x00"...)
	body := append([]byte("Exif\x00\x00"), exif...)
	out := []byte("\xff\xd8\xff\xe1")
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(append(out, body...), "\xff\xd9"...)
}

// picture is a PNG with nothing but its author.
func picture() []byte {
	body := "Author\x00Example Author"
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(body)))
	return append(append(out, "tEXt"+body...), 0, 0, 0, 0)
}

const core = `<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy></cp:coreProperties>`

// samples are files with something to find, and what is found.
func samples(t *testing.T) map[string]struct {
	data []byte
	want []string
} {
	return map[string]struct {
		data []byte
		want []string
	}{
		"a.docx": {archived(t, "docProps/core.xml", fmt.Sprintf(core, "示例甲", "Administrator"),
			"word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>联系人139</w:t></w:r><w:r><w:t>00000001</w:t></w:r></w:p><w:p><w:ins w:author="乙"><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p></w:body></w:document>`,
			"word/comments.xml", `<w:comments xmlns:w="w"><w:comment w:id="0"><w:p><w:r><w:t>核对</w:t></w:r></w:p></w:comment></w:comments>`),
			[]string{"document-metadata 附件“a.docx”里留有：作者“示例甲”、没有接受的修订2处、批注1条", "personal-mobile 附件“a.docx”里有1个完整的手机号码，第一个是 139******01"}},
		"a.xlsx": {archived(t, "xl/workbook.xml", `<workbook><sheets><sheet name="附表"/><sheet name="底稿" state="hidden"/></sheets></workbook>`,
			"xl/sharedStrings.xml", `<sst><si><t>51070319900101</t><r><t>0023</t></r></si></sst>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="s"><v>0</v></c><c><v>13900000002</v></c><c><v>13900000003</v></c><c><v>505</v></c></row></sheetData></worksheet>`),
			[]string{"document-metadata 附件“a.xlsx”里留有：隐藏的工作表 底稿", "personal-id 附件“a.xlsx”里有1个完整的居民身份证号，第一个是 510*************23", "personal-mobile 附件“a.xlsx”里有2个完整的手机号码，第一个是 139******02"}},
		"a.pptx": {archived(t, "ppt/slides/slide1.xml", `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>机密★5年</a:t></a:r></a:p></p:sld>`),
			[]string{"secrecy-mark 附件“a.pptx”里有密级标志"}},
		"a.jpg":       {photograph(), []string{"document-metadata 附件“a.jpg”里留有：作者“示例乙”、拍摄地点的经纬度"}},
		"a.png":       {picture(), []string{"document-metadata 附件“a.png”里留有：作者“Example Author”"}},
		"a.pdf":       {[]byte("%PDF-1.4\n<< /Author (\\376\\377y:O\\213u2) >> <x><dc:creator><rdf:Seq><rdf:li>Example Author</rdf:li></rdf:Seq></dc:creator></x>"), []string{"document-metadata 附件“a.pdf”里留有：作者“示例甲”、作者“Example Author”"}},
		"clean.docx":  {archived(t, "docProps/core.xml", fmt.Sprintf(core, "示例区虚构局", ""), "word/document.xml", `<w:document><w:p><w:r><w:t>联系电话0816-2000000</w:t></w:r></w:p></w:document>`), nil},
		"broken.docx": {[]byte("PK\x03\x04 no archive"), nil},
		"bomb.docx":   {archived(t, "word/document.xml", "<a>"+strings.Repeat("<b>", 200_000)), nil},
	}
}

// TestAttachments looks into files that a text archive cannot hold.
func TestAttachments(t *testing.T) {
	rules, _ := check.Load(templates.FS)
	for name, c := range samples(t) {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range findings(t, rules, attach(name, c.data), civil.Date{Year: 2024, Month: 3, Day: 1}) {
				if k := rules.Get(f.ID); k != nil && k.Group == check.Privacy {
					got = append(got, f.ID+" "+f.Message.ZH)
					if f.Pos.Line != 4 || f.Severity == finding.Info {
						t.Errorf("told at %s as %s", f.Pos, f.Severity)
					}
				}
			}
			if a, b := sorted(got), sorted(c.want); a != b {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
		})
	}
}

// TestHostileAttachments cuts the files short and turns their bytes round:
// nothing must panic.
func TestHostileAttachments(t *testing.T) {
	for name, c := range samples(t) {
		if name == "bomb.docx" || len(c.data) > 4096 {
			continue
		}
		for i := range c.data {
			check.Open(name, c.data[:i])
			turned := bytes.Clone(c.data)
			turned[i] ^= 0xFF
			check.Open(name, turned)
		}
	}
}

func sorted(lines []string) string {
	l := append([]string{}, lines...)
	for i := range l {
		for j := i; j > 0 && l[j] < l[j-1]; j-- {
			l[j], l[j-1] = l[j-1], l[j]
		}
	}
	return strings.Join(l, "\n")
}

// attach is a workspace whose report has one attachment.
func attach(name string, data []byte) fstest.MapFS {
	return fstest.MapFS{
		"data/site.toml":              {Data: []byte("title = \"示例\"\n")},
		"data/a/agency.toml":          {Data: []byte("name = \"示例区虚构局\"\n")},
		"content/a/fzzf/2023.md":      {Data: []byte("+++\ntitle = \"示例区虚构局2023年度法治政府建设情况报告\"\nstatus = \"published\"\nattachments = [\"2023/" + name + "\"]\n+++\n\n## 一、主要举措和成效\n\n开展培训。\n")},
		"content/a/fzzf/2023/" + name: {Data: data},
	}
}
