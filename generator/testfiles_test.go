package main

import (
	"bytes"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// encode CHARSET FILE saves a file as another program would: bom, utf16, gbk.
func encode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: encode bom|utf16|gbk file")
	}
	text := []byte(ts.ReadFile(args[1]))
	var out []byte
	var err error
	switch args[0] {
	case "bom":
		out = append([]byte("\xef\xbb\xbf"), text...)
	case "utf16":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	case "gbk":
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	default:
		ts.Fatalf("unknown charset %s", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o644))
}

// grow FILE appends comments until the file is over the limit.
func grow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: grow file")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.Write(bytes.Repeat([]byte("# filler\n"), 1<<20))
	ts.Check(err)
	ts.Check(f.Close())
}
