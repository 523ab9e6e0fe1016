package export

import "strings"

// makeText makes the text: the title, what a reader must know who has only this
// file, and the narrative.
func makeText(s *Source) ([]byte, error) {
	var b strings.Builder
	y := &s.Years[0]
	b.WriteString(y.Title + "\n")
	for _, mark := range Marks(s.Agency.Demo, y.Status) {
		b.WriteString(mark + "\n")
	}
	b.WriteString("\n" + strings.TrimSpace(s.Text) + "\n")
	return []byte(b.String()), nil
}

// Marks are what a reader must know who has only the text: that it is a
// demonstration, a draft, a historical document.
func Marks(demo bool, status string) []string {
	var out []string
	if demo {
		out = append(out, "【演示】不是任何机关的发布。")
	}
	switch status {
	case "draft":
		out = append(out, "【草稿】尚未发布，请勿引用。")
	case "imported":
		out = append(out, "【历史文档】按当时发布的原样收入。")
	}
	return out
}
