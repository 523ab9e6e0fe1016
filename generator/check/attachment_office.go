package check

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Limits on what is read of one file, so that a file made to harm costs no more
// than a moment: bytes of one part, of all parts of all files of a
// report, and how many parts of one file.
const (
	maxPart  = 64 << 20
	maxParts = 128 << 20
	maxFiles = 10_000
)

// openOffice reads the documents of Word, Excel, PowerPoint and OFD, which are
// archives of XML.
func (a *attached) openOffice(data []byte) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(r.File) > maxFiles {
		return
	}
	for _, f := range r.File {
		read := a.partReader(f.Name)
		if read == nil || a.left <= 0 {
			continue
		}
		part, err := f.Open()
		if err != nil {
			continue
		}
		limited := &io.LimitedReader{R: part, N: min(maxPart, a.left)}
		before := limited.N
		d := xml.NewDecoder(limited)
		d.Strict = false
		read(d)
		a.left -= before - limited.N
		_ = part.Close()
	}
}

// partReader gives what reads a part of a document, nil for one that says
// nothing.
func (a *attached) partReader(name string) func(*xml.Decoder) {
	in := func(prefix string) bool { return strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".xml") }
	switch {
	case name == "docProps/core.xml":
		return a.readCore
	case name == "OFD.xml":
		return a.readOFD
	case name == "xl/workbook.xml":
		return a.readWorkbook
	case in("word/comments"), in("xl/comments"), in("xl/threadedComments/"), in("ppt/comments/"):
		return a.readComments
	case name == "word/document.xml":
		return a.readBody
	case in("word/header"), in("word/footer"), in("word/footnotes"), in("word/endnotes"),
		name == "xl/sharedStrings.xml", in("xl/worksheets/sheet"), in("ppt/slides/slide"), in("ppt/notesSlides/"):
		return func(d *xml.Decoder) { a.readText(d, nil) }
	}
	return nil
}

// readCore reads who made a document and who saved it last.
func (a *attached) readCore(d *xml.Decoder) {
	eachText(d, func(element, text string) {
		switch element {
		case "creator":
			a.person("作者", "author", text)
		case "lastModifiedBy":
			a.person("最后保存者", "last saved by", text)
		}
	})
}

func (a *attached) readOFD(d *xml.Decoder) {
	eachText(d, func(element, text string) {
		if element == "Author" {
			a.person("作者", "author", text)
		}
	})
}

// eachText gives the text directly within each element, in order.
func eachText(d *xml.Decoder, use func(element, text string)) {
	element := ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			element = t.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			if element != "" {
				use(element, string(t))
			}
		}
	}
}

// readWorkbook finds sheets that are not shown.
func (a *attached) readWorkbook(d *xml.Decoder) {
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "sheet" {
			continue
		}
		name, hidden := "", false
		for _, at := range e.Attr {
			switch at.Name.Local {
			case "name":
				name = at.Value
			case "state":
				hidden = at.Value == "hidden" || at.Value == "veryHidden"
			}
		}
		if hidden {
			a.say("隐藏的工作表 "+short(name), "hidden sheet "+short(name))
		}
	}
}

// readComments counts comments, and reads their text like any other.
func (a *attached) readComments(d *xml.Decoder) {
	n := 0
	a.readText(d, func(element string) {
		if element == "comment" || element == "threadedComment" || element == "cm" {
			n++
		}
	})
	if n > 0 {
		a.say(fmt.Sprintf("批注%d条", n), fmt.Sprintf("%d comments", n))
	}
}

// readBody reads the text of a Word document and counts its tracked changes.
func (a *attached) readBody(d *xml.Decoder) {
	n := 0
	a.readText(d, func(element string) {
		if element == "ins" || element == "del" || element == "moveFrom" || element == "moveTo" {
			n++
		}
	})
	if n > 0 {
		a.say(fmt.Sprintf("没有接受的修订%d处", n), fmt.Sprintf("%d tracked changes", n))
	}
}

// readText adds the text of a part: runs of text joined, a line for each
// paragraph, cell or shared string. Cells that only point to a shared string
// have a number of no meaning.
func (a *attached) readText(d *xml.Decoder, element func(string)) {
	var b strings.Builder
	inside, shared := false, false
	for {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t", "delText", "text":
				inside = true
			case "v":
				inside = !shared
			case "c":
				shared = false
				for _, at := range t.Attr {
					shared = shared || at.Name.Local == "t" && at.Value == "s"
				}
			}
			if element != nil {
				element(t.Name.Local)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "p", "si", "c", "tab", "br", "comment", "threadedComment", "cm":
				b.WriteByte('\n')
			}
			inside = false
		case xml.CharData:
			if inside {
				b.Write(t)
			}
		}
	}
	if b.Len() > 0 {
		a.texts = append(a.texts, b.String())
	}
}
