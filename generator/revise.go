package main

import (
	"fmt"

	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

type reviseCommand struct {
	sealing  `embed:""`
	Reason   string `required:"" placeholder:"TEXT" help:"为什么更正，会公布 (why; it is published)"`
	Material string `required:"" enum:"yes,no" placeholder:"yes|no" help:"是不是实质性更正：改了数字、结论的写 yes，只改错字、格式的写 no (whether figures or conclusions change)"`
}

// Help tells what does not fit in a line.
func (c *reviseCommand) Help() string {
	return "先改好数据和正文，再运行。新的一版列出每一处改动的前后内容，以及别处引用这些数据的句子；原来的一版留在自己的地址，标明已被取代。 (Edit the sources first. The new revision lists each old and new value and sentence; the earlier one stays at an address of its own.)"
}

// Run seals a revision.
func (c *reviseCommand) Run(e *environment) error {
	s, last, err := c.reopen(e, c.Reason)
	if err != nil {
		return err
	}
	defer s.close()
	d, err := s.draw(e, ledger.Revise, last.Revision+1)
	if err != nil {
		return err
	}
	rec := d.record
	rec.Reason, rec.Material = c.Reason, c.Material == "yes"
	rec.Changes = record.Compare(last.Report, rec.Report)
	if rec.Changes.None() && record.SameSources(last.Report, rec.Report) {
		return problem{finding.Text{
			ZH: "没有可更正的：文件都与第" + fmt.Sprint(last.Revision) + "版相同。先改好文件再运行。",
			EN: "there is nothing to revise: the files are those of revision " + fmt.Sprint(last.Revision) + ". Edit the files first.",
		}}
	}
	rec.Changes.Touched = d.outline.Touched(d.report, rec.Changes)
	if err := s.append(e, rec, d.files); err != nil {
		return err
	}
	n := rec.Changes
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("  改动：数据%d项，文字%d句，文件信息%d项，附件%d个；别处有%d句引用或者说到这些数据，请逐句看是否也要改", len(n.Figures), len(n.Sentences), len(n.Facts), len(n.Attachments), len(n.Touched)),
		EN: fmt.Sprintf("  changed: %d figures, %d sentences, %d particulars, %d attachments; %d sentences elsewhere rest on them", len(n.Figures), len(n.Sentences), len(n.Facts), len(n.Attachments), len(n.Touched)),
	}.In(e.Lang))
	for _, t := range n.Touched {
		fmt.Fprintf(e.stdout, "    %s  %s\n", t.Page, t.Sentence)
	}
	return nil
}

// reopen begins to write of a report that is sealed, and gives the record that
// holds. The caller closes the session.
func (c sealing) reopen(e *environment, reason string) (*session, *record.Record, error) {
	if err := needReason(reason); err != nil {
		return nil, nil, err
	}
	s, err := c.begin(e)
	if err != nil {
		return nil, nil, err
	}
	last := s.archive.Latest(c.Form, int(c.Year))
	if err := c.stands(last); err != nil {
		s.close()
		return nil, nil, err
	}
	return s, last, nil
}

func needReason(reason string) error {
	if len([]rune(reason)) >= 4 {
		return nil
	}
	return problem{finding.Text{ZH: "理由要写清楚，会公布出来：--reason \"……\"", EN: "give the reason in words; it is published"}}
}

// stands tells why a report cannot be revised or withdrawn.
func (c sealing) stands(last *record.Record) error {
	name := fmt.Sprintf("%s/%s/%d", c.Agency, c.Form, int(c.Year))
	switch {
	case last == nil:
		return problem{finding.Text{
			ZH: name + " 没有封存过：没有封存的报告直接改就行，要封存用 fazhi seal",
			EN: name + " is not sealed: edit it as you like, or seal it with fazhi seal",
		}}
	case last.Report == nil:
		return problem{finding.Text{
			ZH: name + " 已在" + last.Date + "撤回。重新发布用 fazhi seal",
			EN: name + " was withdrawn on " + last.Date + "; to publish it again use fazhi seal",
		}}
	}
	return nil
}

type withdrawCommand struct {
	sealing `embed:""`
	Reason  string `required:"" placeholder:"TEXT" help:"为什么撤回，会公布 (why; it is published)"`
}

// Help tells what does not fit in a line.
func (c *withdrawCommand) Help() string {
	return "撤回以后，原来的地址上留一页，写明这里原来是什么、为什么撤回、什么时候撤回；原来的内容不再公布。档案里的记录保留在工作区。 (A page stays that says what was here, why it was withdrawn and since when; what it said is not published any more.)"
}

// Run seals a withdrawal.
func (c *withdrawCommand) Run(e *environment) error {
	s, last, err := c.reopen(e, c.Reason)
	if err != nil {
		return err
	}
	defer s.close()
	return s.append(e, &record.Record{
		Schema: record.Schema, Act: string(ledger.Withdraw), Agency: c.Agency, Form: c.Form, Year: int(c.Year),
		Revision: last.Revision + 1, Reason: c.Reason, Program: version(), Address: last.Address,
	}, nil)
}
