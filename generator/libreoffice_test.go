package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// asOpened is what LibreOffice's import dialog proposes for these files, so what
// people get who press OK: tab, comma and semicolon part cells, the text is
// UTF-8 (76), numbers in other forms stay text, no formula runs. Without a dialog it must be
// said: the program then takes any CSV for Windows-1252.
const asOpened = "Text - txt - csv (StarCalc):9/44/59,34,76,1,,0,false,false,false,false,false,0,false"

// hard is a workspace with what spreadsheets are known to spoil.
var hard = map[string]string{
	"data/site.toml":     sound["data/site.toml"],
	"data/a/agency.toml": sound["data/a/agency.toml"],
	"data/a/fzzf/2023.toml": `[figures.approval]
handled = { value = "123456789012345件", note = "一;二\t三,“四”\"五\"" }
consulted = { value = "近29.51万次", note = "=1+1" }
[figures.hall]
issues = { value = 7, note = "𠮷县龘乡〇号；甲、乙" }
needs = { value = 7, note = "－3%，见附表" }
overdue = "未统计"
items = 0
[figures.hotline]
satisfaction_rate = "99.95%"
`,
}

// TestLibreOffice opens the CSV files as LibreOffice does and holds every cell
// against the rows. It needs LibreOffice, so it runs on request only.
func TestLibreOffice(t *testing.T) {
	if os.Getenv("FAZHI_LIBREOFFICE") != "1" {
		t.Skip("needs LibreOffice; set FAZHI_LIBREOFFICE=1")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "public")
	var stderr bytes.Buffer
	if code := run([]string{"build", "-C", workspaceOf(t, hard), "--out", own}, &stderr, &stderr, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), nil); code != 0 {
		t.Fatalf("build: %d\n%s", code, stderr.String())
	}
	dir := t.TempDir()
	public := sample(t)
	var names []string
	for name, from := range map[string]string{
		"hard": own + "/a/data/fzzf/", "real": public + "/fucheng-xzspj/data/fzzf/", "fictional": public + "/yunxi-sfj/data/fzzf/",
	} {
		for _, kind := range []string{"figures", "figures-excel"} {
			data, err := os.ReadFile(from + kind + ".csv")
			if err != nil {
				t.Fatal(err)
			}
			saveFile(t, dir, name+"-"+kind+".csv", string(data))
			names = append(names, filepath.Join(dir, name+"-"+kind+".csv"))
		}
	}
	profile := (&url.URL{Scheme: "file", Path: filepath.Join(t.TempDir(), "profile")}).String()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	args := []string{"-env:UserInstallation=" + profile, "--headless", "--norestore", "--infilter=" + asOpened, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", dir}
	if out, err := exec.CommandContext(ctx, office, append(args, names...)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { opened(t, name) })
	}
}

// opened holds the cells of a converted file against the file.
func opened(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := sheet(t, strings.TrimSuffix(name, ".csv")+".xlsx")
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	cells := 0
	for i := range min(len(got), len(want)) {
		if len(got[i]) > len(want[i]) {
			t.Errorf("row %d has %d cells, want %d", i+1, len(got[i]), len(want[i]))
		}
		for j, cell := range want[i] {
			cells++
			if has := got[i][j]; has != cell && !sameNumber(has, cell) {
				t.Errorf("row %d, %s: %q, want %q", i+1, want[0][j], has, cell)
			}
		}
	}
	t.Logf("%d rows, %d cells", len(want), cells)
}

// sameNumber reports whether a number of a sheet, which is a float, is the
// decimal that was written.
func sameNumber(got, want string) bool {
	a, err := strconv.ParseFloat(got, 64)
	b, err2 := strconv.ParseFloat(want, 64)
	return err == nil && err2 == nil && a == b
}

// sheet reads the cells of a workbook's first sheet by row and column; blank
// ones have none.
func sheet(t *testing.T, name string) []map[int]string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	read := func(part string, into any) {
		f, err := z.Open(part)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := xml.NewDecoder(f).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	var strs struct {
		Items []struct {
			Text string   `xml:"t"`
			Runs []string `xml:"r>t"`
		} `xml:"si"`
	}
	var page struct {
		Rows []struct {
			Cells []struct {
				Ref     string  `xml:"r,attr"`
				Type    string  `xml:"t,attr"`
				Value   string  `xml:"v"`
				Formula *string `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	read("xl/sharedStrings.xml", &strs)
	read("xl/worksheets/sheet1.xml", &page)
	letters := regexp.MustCompile(`^[A-Z]+`)
	var rows []map[int]string
	for _, r := range page.Rows {
		row := map[int]string{}
		for _, c := range r.Cells {
			column := 0
			for _, l := range letters.FindString(c.Ref) {
				column = column*26 + int(l-'A') + 1
			}
			if c.Formula != nil {
				t.Errorf("%s runs as a formula: %s", c.Ref, *c.Formula)
			}
			switch value := c.Value; {
			case c.Type == "s":
				n, _ := strconv.Atoi(value)
				row[column-1] = strs.Items[n].Text + strings.Join(strs.Items[n].Runs, "")
			case value != "":
				row[column-1] = value
			}
		}
		rows = append(rows, row)
	}
	return rows
}
