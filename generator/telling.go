package main

import (
	"bytes"
	"fmt"
	"strings"

	"fazhi/generator/finding"
)

// verdict gives the error for a list of findings, nil where they are harmless.
func verdict(log finding.List, strict bool) error {
	if log.HasErrors() || strict && len(log) > log.Waived() {
		return errFindings
	}
	return nil
}

// tell prints findings to the error stream, with a count behind them.
func (e *environment) tell(log finding.List) { e.tellBut(log, nil) }

// tellBut prints findings but for those that hide keeps back; of them it gives
// the number, and where to see them.
func (e *environment) tellBut(log finding.List, hide func(finding.Finding) bool) {
	if len(log) == 0 {
		return
	}
	var shown finding.List
	hidden := 0
	for _, f := range log {
		if f.Waived == "" && hide != nil && hide(f) {
			hidden++
			continue
		}
		shown = append(shown, f)
	}
	var b bytes.Buffer
	_ = shown.WriteText(&b, e.Lang) // a buffer does not fail
	if b.Len() > 0 {
		fmt.Fprintln(&b)
	}
	fmt.Fprintln(&b, counts(log, hidden).In(e.Lang))
	_, _ = e.stderr.Write(b.Bytes())
}

// counts says how many findings there are. hidden is how many infos are not
// printed.
func counts(log finding.List, hidden int) finding.Text {
	var zh, en []string
	if len(log)-log.Waived() > hidden {
		zh = append(zh, fmt.Sprintf("共%d个错误、%d个警告、%d个提示", log.Count(finding.Error), log.Count(finding.Warning), log.Count(finding.Info)-hidden))
		en = append(en, strings.Join([]string{
			finding.Plural(log.Count(finding.Error), "error"), finding.Plural(log.Count(finding.Warning), "warning"), finding.Plural(log.Count(finding.Info)-hidden, "info"),
		}, ", "))
	}
	if hidden > 0 {
		zh = append(zh, fmt.Sprintf("另有%d个供参考的提示没有列出，运行 fazhi check 查看", hidden))
		en = append(en, fmt.Sprintf("%s not listed; run fazhi check to see them", finding.Plural(hidden, "info")))
	}
	if n := log.Waived(); n > 0 {
		zh = append(zh, fmt.Sprintf("另有%d个问题已豁免，见报告的检查记录", n))
		en = append(en, fmt.Sprintf("%s waived; see the record on the report's page", finding.Plural(n, "finding")))
	}
	return finding.Text{ZH: strings.Join(zh, "\n"), EN: strings.Join(en, "\n")}
}
