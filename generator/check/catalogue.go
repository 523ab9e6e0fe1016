package check

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
	"fazhi/templates"
)

// Rules are the checks with all that they know. They are not changed by
// running, so several goroutines may share them.
type Rules struct {
	checks   []Check
	keep     finding.Text      // the cure of what is wrong with the text of an old report: it stays
	say      map[string]saying // check id + "/" + name of the message
	limits   limits
	holidays holidays
	laws     laws
	words    words
}

// saying is one message of the catalogue, with {names} to be filled in.
type saying struct {
	message, expected, cure finding.Text
	severity                finding.Severity
	lower                   bool // severity is given, below that of the check
}

// Load reads checks/*.toml of a templates tree. What is wrong with them is told
// like anything else.
func Load(fsys fs.FS) (*Rules, finding.List) {
	var log finding.List
	r := &Rules{checks: table(), say: map[string]saying{}}
	r.readCatalogue(open(fsys, "catalogue.toml", &log), &log)
	r.limits = loadLimits(fsys, &log)
	r.holidays = readHolidays(open(fsys, "holidays.toml", &log))
	r.laws = readLaws(open(fsys, "laws.toml", &log))
	wording := open(fsys, "wording.toml", &log)
	r.words = readWords(wording)
	knownNames(wording, r.laws.known)
	wording.Close()
	log.Sort()
	return r, log
}

// loadLimits reads the limits. Where something is wrong with a workspace's own,
// it is told and the program's take their place: with half of them missing the
// checks would say nonsense of every report.
func loadLimits(fsys fs.FS, log *finding.List) limits {
	var own finding.List
	l := readLimits(open(fsys, "limits.toml", &own))
	log.Add(own...)
	if !own.HasErrors() {
		return l
	}
	var shipped finding.List // nothing, as the tests see to
	return readLimits(open(templates.FS, "limits.toml", &shipped))
}

// open reads one of the files of data; never nil.
func open(fsys fs.FS, name string, log *finding.List) *tomlfile.Table {
	file, notes, ok := textfile.Read(fsys, "checks/"+name)
	log.Add(notes...)
	if !ok {
		file = textfile.New("", "")
	}
	file.Name = "templates/checks/" + name
	return tomlfile.Parse(file, log)
}

func (r *Rules) readCatalogue(t *tomlfile.Table, log *finding.List) {
	r.keep = bilingual(t, "imported_cure")
	for i := range r.checks {
		c := &r.checks[i]
		entry := t.Table(c.ID)
		if entry == nil {
			log.Add(finding.Finding{
				ID: "check-catalogue", Severity: finding.Error, Pos: t.Here(),
				Message: finding.Text{ZH: "检查目录里没有 " + c.ID, EN: "the catalogue of checks has no " + c.ID},
				Cure:    finding.Text{ZH: "补上 [" + c.ID + "]，或删去工作区 templates/checks 里的 catalogue.toml，使用程序自带的", EN: "add it, or delete the workspace's own catalogue.toml"},
			})
			continue
		}
		c.Title, c.Doc, c.Basis = bilingual(entry, "title"), bilingual(entry, "doc"), bilingual(entry, "basis")
		all := entry.Table("say")
		for _, name := range all.Keys() {
			one := all.Table(name)
			s := saying{message: bilingual(one, "message"), expected: bilingual(one, "expected"), cure: bilingual(one, "cure")}
			switch one.OneOf("severity", "warning", "info") {
			case "warning":
				s.severity, s.lower = finding.Warning, true
			case "info":
				s.severity, s.lower = finding.Info, true
			}
			one.Close()
			r.say[c.ID+"/"+name] = s
		}
		entry.Close()
	}
	t.Close()
}

// bilingual reads a text in both languages: ["中文", "English"].
func bilingual(t *tomlfile.Table, key string) finding.Text {
	switch two := t.Strings(key); len(two) {
	case 0:
		return finding.Text{}
	case 2:
		return finding.Text{ZH: two[0], EN: two[1]}
	default:
		t.Fail(key, finding.Finding{
			ID:       "check-catalogue",
			Message:  finding.Text{ZH: "这里要写中文和英文两段文字", EN: "two texts belong here, Chinese and English"},
			Expected: finding.Text{ZH: key + " = [\"中文\", \"English\"]", EN: key + " = [\"中文\", \"English\"]"},
		})
		return finding.Text{}
	}
}

// All gives every check, sorted by id.
func (r *Rules) All() []Check { return slices.Clone(r.checks) }

// Get gives a check by id, nil where there is none.
func (r *Rules) Get(id string) *Check {
	for i := range r.checks {
		if r.checks[i].ID == id {
			return &r.checks[i]
		}
	}
	return nil
}

// fill puts values into the {names} of a text. args are names and values in
// turn; a value that is a finding.Text speaks both languages.
func fill(t finding.Text, args []any) finding.Text {
	return finding.Text{
		ZH: fillOne(t.ZH, args, func(t finding.Text) string { return t.ZH }),
		EN: fillOne(t.EN, args, func(t finding.Text) string { return t.EN }),
	}
}

func fillOne(text string, args []any, in func(finding.Text) string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		b.WriteString(text[:open])
		text = text[open:]
		length := strings.IndexByte(text, '}') + 1
		i := 0
		for i < len(args) && (length == 0 || args[i] != text[1:length-1]) {
			i += 2
		}
		if i+1 >= len(args) {
			b.WriteByte('{') // of {{key}}
			text = text[1:]
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			b.WriteString(cut(v, longestValue))
		case finding.Text:
			b.WriteString(in(v))
		default:
			fmt.Fprint(&b, v)
		}
		text = text[length:]
	}
	return b.String() + text
}

// longestValue is how much of a value stands in a message, in characters: what
// is found in a damaged file may be all of it.
const longestValue = 200

func compareText(a, b string) int { return strings.Compare(a, b) }
