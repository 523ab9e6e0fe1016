package narrative

import (
	"strings"

	"fazhi/generator/textfile"
)

// Body gives the offset of the text behind the front matter, the lines between two
// of +++; ok is false where there is none. It says nothing of what is wrong: that
// is for who reads sources, and what is sealed was read.
func Body(f *textfile.File) (offset int, ok bool) {
	fences := 0
	for line := range strings.Lines(f.Text) {
		switch mark := strings.TrimSpace(line); {
		case mark == "+++":
			fences++
		case fences == 0 && mark != "":
			return 0, false
		}
		if fences == 2 {
			return offset + len(strings.TrimRight(line, "\n")), true
		}
		offset += len(line)
	}
	return 0, false
}
