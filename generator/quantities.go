package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/textfile"
)

type quantitiesCommand struct {
	Format string   `default:"text" enum:"text,json" placeholder:"text|json" help:"输出格式 (output format)"`
	Files  []string `arg:"" name:"file" help:"文本文件 (text files)"`
}

// jsonQuantity is one line of quantities --format json. Columns count
// characters from 1; numbers are decimal strings in full scale.
type jsonQuantity struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
	Kind   string `json:"kind"`
	Value  string `json:"value,omitempty"`
	Lo     string `json:"lo,omitempty"`
	Hi     string `json:"hi,omitempty"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Unit   string `json:"unit,omitempty"`
	Approx string `json:"approx,omitempty"`
}

// Run lists the expressions of each file, line by line.
func (c *quantitiesCommand) Run(e *environment) error {
	out := bufio.NewWriter(e.stdout)
	var log finding.List
	for _, name := range c.Files {
		f, notes, ok := readFile(name)
		log.Add(notes...)
		if !ok {
			continue
		}
		for q := range quantity.Scan(f.Text) {
			pos := f.Pos(q.Start, q.End)
			if err := c.print(out, line(name, pos, q)); err != nil {
				return err
			}
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	e.tell(log)
	return verdict(log, false)
}

// readFile reads a file that the user names, wherever it is.
func readFile(name string) (*textfile.File, finding.List, bool) {
	data, err := readLimited(name)
	if err != nil {
		return nil, finding.List{textfile.Problem(name, err)}, false
	}
	return textfile.Decode(name, data)
}

func line(name string, pos finding.Pos, q quantity.Quantity) jsonQuantity {
	j := jsonQuantity{File: name, Line: pos.Line, Column: pos.Column, Text: q.Text, Kind: q.Kind.String(), Unit: q.Unit, Approx: q.Approx}
	switch q.Shape {
	case quantity.Single:
		j.Value = q.Value.String()
	case quantity.Range:
		j.Lo, j.Hi = q.Lo.String(), q.Hi.String()
	case quantity.FromTo:
		j.From, j.To = q.From.String(), q.To.String()
	}
	return j
}

func (c *quantitiesCommand) print(out *bufio.Writer, j jsonQuantity) error {
	if c.Format == "json" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(j)
	}
	number := j.Value
	switch {
	case j.Lo != "":
		number = j.Lo + "—" + j.Hi
	case j.From != "":
		number = j.From + "→" + j.To
	}
	_, err := fmt.Fprintf(out, "%s:%d:%d\t%s\t%s\t%s\n", j.File, j.Line, j.Column, j.Kind, j.Text, strings.TrimSpace(strings.Join([]string{number, j.Unit, j.Approx}, " ")))
	return err
}
