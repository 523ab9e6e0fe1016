package export

import "strings"

// makeText makes the text: the title, what a reader must know who has only this
// file, and the narrative.
func makeText(s *Source) ([]byte, error) {
	var b strings.Builder
	y := &s.Years[0]
	b.WriteString(y.Title + "\n")
	for _, line := range []struct {
		say  bool
		text string
	}{
		{s.Agency.Demo, "【演示】不是任何机关的发布。"},
		{y.Status == "draft", "【草稿】尚未发布，请勿引用。"},
		{y.Status == "imported", "【历史文档】按当时发布的原样收入。"},
	} {
		if line.say {
			b.WriteString(line.text + "\n")
		}
	}
	b.WriteString("\n" + strings.TrimSpace(s.Text) + "\n")
	return []byte(b.String()), nil
}
