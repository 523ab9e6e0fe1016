package finding

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Rule is what SARIF tells of an id that findings have.
type Rule struct {
	ID       string
	Title    Text
	Doc      Text // what it looks for and why
	Help     Text // how to deal with it
	Basis    Text // the rule that it enforces; may be empty
	Group    string
	Severity Severity // the gravest that it tells
	Waivable bool
}

// The names of SARIF 2.1.0 that outsiders rely on.
const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot    = "%SRCROOT%" // by custom the top of what was looked at: the workspace
	sarifPrint   = "fazhi/1"   // the way in which fingerprints are made
	sarifColumns = "unicodeCodePoints"
)

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Language   string                    `json:"language"`
		ColumnKind string                    `json:"columnKind"`
		Bases      map[string]sarifDescribed `json:"originalUriBaseIds"`
		Results    []sarifResult             `json:"results"`
	}
	sarifDescribed struct {
		Description sarifText `json:"description"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID       string     `json:"id"`
		Short    *sarifText `json:"shortDescription,omitempty"`
		Full     *sarifText `json:"fullDescription,omitempty"`
		Help     *sarifText `json:"help,omitempty"`
		Defaults struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
		Properties *sarifProperties `json:"properties,omitempty"`
	}
	sarifProperties struct {
		Tags     []string `json:"tags,omitempty"`
		Basis    string   `json:"basis,omitempty"`
		Waivable bool     `json:"waivable"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Prints       map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions"` // empty and not left out: known to be open
		Properties   *sarifFigures      `json:"properties,omitempty"`
	}
	sarifFigures struct {
		Figures []string `json:"figures"`
	}
	sarifLocation struct {
		ID       int        `json:"id,omitempty"`
		Message  *sarifText `json:"message,omitempty"`
		Physical struct {
			Artifact struct {
				URI  string `json:"uri"`
				Base string `json:"uriBaseId"`
			} `json:"artifactLocation"`
			Region *sarifRegion `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"` // behind the last character
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// WriteSARIF writes the findings as a SARIF 2.1.0 log, which code hosts and
// editors show beside the lines. rules tell of ids; an id that none tells of
// stands there by its name alone. Waived findings are suppressed results.
func (l List) WriteSARIF(w io.Writer, lang string, rules []Rule) error {
	run := sarifRun{
		Language: "zh-CN", ColumnKind: sarifColumns, Results: []sarifResult{},
		Bases: map[string]sarifDescribed{sarifRoot: {sarifText{Text{"工作区文件夹", "the workspace"}.In(lang)}}},
	}
	if lang == "en" {
		run.Language = "en"
	}
	index := map[string]int{}
	run.Tool.Driver.Name = "fazhi"
	run.Tool.Driver.Rules = []sarifRule{}
	for i, r := range l.rules(rules) {
		index[r.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, r.sarif(lang))
	}
	seen := map[string]int{}
	for _, f := range l {
		r := f.sarif(lang)
		r.RuleIndex = index[f.ID]
		r.Prints = map[string]string{sarifPrint: f.print(seen)}
		run.Results = append(run.Results, r)
	}
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}); err != nil {
		return err
	}
	return b.Flush()
}

// rules gives the rules and one for every id that has none, sorted by id.
func (l List) rules(known []Rule) []Rule {
	all := slices.Clone(known)
	have := map[string]int{}
	for i, r := range all {
		have[r.ID] = i
	}
	for _, f := range l {
		i, ok := have[f.ID]
		if !ok {
			have[f.ID] = len(all)
			all = append(all, Rule{ID: f.ID, Severity: f.Severity})
		} else if i >= len(known) {
			all[i].Severity = max(all[i].Severity, f.Severity)
		}
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return all
}

func (r Rule) sarif(lang string) sarifRule {
	out := sarifRule{ID: r.ID, Short: optional(r.Title.In(lang)), Full: optional(r.Doc.In(lang)), Help: optional(r.Help.In(lang))}
	out.Defaults.Level = level(r.Severity)
	if r.Group != "" {
		out.Properties = &sarifProperties{Tags: []string{r.Group}, Basis: r.Basis.In(lang), Waivable: r.Waivable}
	}
	return out
}

func optional(s string) *sarifText {
	if s == "" {
		return nil
	}
	return &sarifText{s}
}

func level(s Severity) string {
	if s == Info {
		return "note"
	}
	return s.String()
}

func (f Finding) sarif(lang string) sarifResult {
	lines := []string{f.Message.In(lang)}
	if s := f.Expected.In(lang); s != "" {
		lines = append(lines, Text{"应为：", "expected: "}.In(lang)+s)
	}
	if s := f.Cure.In(lang); s != "" {
		lines = append(lines, Text{"改法：", "to mend: "}.In(lang)+s)
	}
	out := sarifResult{
		RuleID: f.ID, Level: level(f.Severity), Message: sarifText{strings.Join(lines, "\n")},
		Locations: []sarifLocation{location(f.Pos)}, Suppressions: []sarifSuppression{},
	}
	for i, r := range f.Related {
		at := location(r.Pos)
		at.ID, at.Message = i+1, &sarifText{cmp.Or(r.Note.In(lang), r.Pos.String())}
		out.Related = append(out.Related, at)
	}
	if f.Waived != "" {
		out.Suppressions = append(out.Suppressions, sarifSuppression{"external", "accepted", f.Waived})
	}
	if len(f.Figures) > 0 {
		out.Properties = &sarifFigures{f.Figures}
	}
	return out
}

func location(p Pos) sarifLocation {
	var at sarifLocation
	at.Physical.Artifact.URI = (&url.URL{Path: p.File}).EscapedPath()
	at.Physical.Artifact.Base = sarifRoot
	if p.Line > 0 {
		at.Physical.Region = &sarifRegion{StartLine: p.Line, StartColumn: p.Column}
		if p.Column > 0 && p.Length > 0 {
			at.Physical.Region.EndColumn = p.Column + p.Length
		}
	}
	return at
}

// print identifies a finding from one run to the next, wherever its line has
// moved: by its id, its file, the marked words and the figures, and its turn
// among those that are alike in all of that.
func (f Finding) print(seen map[string]int) string {
	key := strings.Join(append([]string{f.ID, f.Pos.File, f.Pos.marked()}, f.Figures...), "\x00")
	seen[key]++
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:12]) + ":" + strconv.Itoa(seen[key])
}

// marked gives the words that a place marks.
func (p Pos) marked() string {
	rest := p.Source[min(p.Offset, len(p.Source)):]
	n := 0
	for i := range rest {
		if n++; n > p.Length {
			return rest[:i]
		}
	}
	return rest
}
