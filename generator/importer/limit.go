package importer

import (
	"path"
	"strconv"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/textfile"
)

// What is imported becomes a narrative, so the limits are those of a narrative.

// givenMarkdown tells a file of Markdown by its ending.
func (j *job) givenMarkdown() bool {
	ext := strings.ToLower(path.Ext(j.Name))
	return ext == ".md" || ext == ".markdown"
}

func (j *job) tooMuch(f *textfile.File) bool {
	return j.givenMarkdown() && narrative.TooMuch(f, 0, &j.log)
}

// tablesTooLarge tells a table that is wider, or all tables together larger,
// than a narrative may have.
func (j *job) tablesTooLarge() bool {
	cells := 0
	for i := range j.blocks {
		rows := j.blocks[i].rows
		width := 0
		for _, row := range rows {
			width = max(width, len(row))
		}
		cells += width * len(rows)
		if width <= narrative.MaxColumns && cells <= narrative.MaxCells {
			continue
		}
		columns, most := strconv.Itoa(narrative.MaxColumns), strconv.Itoa(narrative.MaxCells)
		f := j.fail("file-limit",
			finding.Text{ZH: "表格太大（" + strconv.Itoa(len(rows)) + " 行、" + strconv.Itoa(width) + " 列），没有导入", EN: "a table is too large (" + strconv.Itoa(len(rows)) + " rows, " + strconv.Itoa(width) + " columns) and was not imported"},
			finding.Text{ZH: "每张表不超过 " + columns + " 列，全部表格不超过 " + most + " 个单元格", EN: "at most " + columns + " columns, and " + most + " cells in all tables"})
		f.Cure = finding.Text{ZH: "从文件里删去这张表，另存为附件，导入后写进 attachments", EN: "take the table out of the file, and list it under attachments once the rest is imported"}
		return true
	}
	return false
}
