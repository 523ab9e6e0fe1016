package site

import (
	"fazhi/generator/compare"
	"fazhi/generator/page"
)

// compareText makes the two columns of a comparison of texts.
type compareText struct {
	*agencyBuild
	*compare.Comparison
	number map[*compare.Reuse]int
	aims   map[int]bool // rows whose older side a reuse leads to
	placed map[string]bool
}

// compareBlocks gathers what stands between two paragraphs that both years have,
// so that what is gone stands beside what is new, and folds what did not change.
// Paragraphs of one matter have a block of their own.
func (g *agencyBuild) compareBlocks(c *compare.Comparison) []page.CompareBlock {
	w := &compareText{g, c, map[*compare.Reuse]int{}, map[int]bool{}, map[string]bool{}}
	for i, u := range c.Text.Reuses {
		w.number[u] = i + 1
		w.aims[u.Old.Row] = w.aims[u.Old.Row] || !u.Left
	}
	var out []page.CompareBlock
	t := c.Text
	loose := false // the last block gathers what only one year has
	for i := 0; i < len(t.Rows); i++ {
		if n := t.Fold(i); n > 0 {
			out = append(out, w.folded(i, n))
			loose, i = false, i+n-1
			continue
		}
		r := &t.Rows[i]
		single := r.Kind == compare.New || r.Kind == compare.Gone || r.Kind == compare.Away
		if !single || !loose || r.Beside > i {
			out = append(out, page.CompareBlock{})
		}
		loose = single && (r.Beside < 0 || r.Beside > i)
		b := &out[len(out)-1]
		if r.Old != nil {
			b.Old = append(b.Old, w.part(i, true))
		}
		if r.New != nil {
			b.New = append(b.New, w.part(i, false))
		}
	}
	return out
}

// folded is n rows from i on that did not change.
func (w *compareText) folded(i, n int) page.CompareBlock {
	b := page.CompareBlock{}
	for k := i; k < i+n; k++ {
		r := &w.Text.Rows[k]
		if r.New.Heading == 0 {
			b.Folded++
		}
		p := page.ComparePart{Heading: r.New.Heading > 0, Pieces: []page.ComparePiece{{Text: r.New.Text}}}
		if w.aims[k] {
			p.ID = w.olderID(k)
		}
		b.Old = append(b.Old, p)
	}
	b.Folded = max(1, b.Folded)
	return b
}

// olderID names the older side of a row; that of a row with both sides is not the
// row's own name, which the newer side has.
func (w *compareText) olderID(i int) string {
	if w.Text.Rows[i].New == nil {
		return "r" + itoa(i)
	}
	return "o" + itoa(i)
}

// part is one side of a row.
func (w *compareText) part(i int, old bool) page.ComparePart {
	r := &w.Text.Rows[i]
	block, other := r.New, r.Old
	if old {
		block, other = r.Old, r.New
	}
	p := page.ComparePart{Heading: block.Heading > 0, Kind: string(r.Kind)}
	if r.Akin >= 0 {
		w.sayAkin(&p, r, i, old)
	}
	if r.Twin >= 0 {
		w.sayMoved(&p, r, i, old)
	}
	if old && w.aims[i] {
		p.ID = w.olderID(i)
	}
	switch {
	case r.Kind == compare.Away:
		p.Pieces = []page.ComparePiece{{Text: excerpt(block.Text)}}
	case len(r.Pieces) > 0:
		p.Pieces = w.pieces(r, old)
	default:
		p.Pieces = []page.ComparePiece{{Changed: other == nil, Text: block.Text}}
	}
	return p
}

// pieces gives the pieces of one side, those of a reuse together.
func (w *compareText) pieces(r *compare.Row, old bool) []page.ComparePiece {
	var out []page.ComparePiece
	var open *compare.Reuse
	for _, p := range r.Pieces {
		if old && !p.Op.Old() || !old && !p.Op.New() {
			continue
		}
		one := page.ComparePiece{Changed: p.Op == compare.Deleted || p.Op == compare.Inserted, Text: p.Text}
		switch {
		case p.Reuse == nil:
			out = append(out, one)
		case p.Reuse != open:
			out = append(out, page.ComparePiece{Reuse: w.reuse(p.Reuse, old)})
			fallthrough
		default:
			of := out[len(out)-1].Reuse
			of.Pieces = append(of.Pieces, one)
		}
		open = p.Reuse
	}
	return out
}

// reuse names the other place of what was taken over, and leads there.
func (w *compareText) reuse(u *compare.Reuse, old bool) *page.CompareReuse {
	n := itoa(w.number[u])
	out := &page.CompareReuse{ID: "n" + n, Kind: string(u.Kind)}
	year, block, aim := w.From.Year, w.Text.Rows[u.Old.Row].Old, "#b"+n
	if !u.Left {
		aim = "#" + w.olderID(u.Old.Row)
	}
	if old {
		out.ID, out.Kind = "b"+n, ""
		year, block, aim = w.To.Year, w.Text.Rows[u.New.Row].New, "#n"+n
	}
	if w.placed[out.ID] {
		out.ID = "" // a piece of both years parts it in two
	}
	w.placed[out.ID] = true
	out.Place = page.Link{Label: w.word("site.reuse_elsewhere", year), Href: aim}
	if block.Under != "" {
		out.Place.Label = w.word("site.reuse_under", year, block.Under)
	}
	return out
}

// sayAkin leads to the paragraph of the other year that tells of the same matter.
func (w *compareText) sayAkin(p *page.ComparePart, r *compare.Row, i int, old bool) {
	p.ID = "r" + itoa(i)
	year, under := w.From.Year, ""
	if other := &w.Text.Rows[r.Akin]; old {
		year, under = w.To.Year, other.New.Under
	} else {
		under = other.Old.Under
	}
	p.Moved = page.Link{Label: w.word("site.akin_plain", year), Href: "#r" + itoa(r.Akin)}
	if under != "" {
		p.Moved.Label = w.word("site.akin", year, under)
	}
}

// sayMoved names the other place of a paragraph that moved, and leads there.
// Where it stands now, the note is on the side of the newer year.
func (w *compareText) sayMoved(p *page.ComparePart, r *compare.Row, i int, old bool) {
	if r.Kind == compare.Away {
		p.ID = "r" + itoa(i)
		p.Moved = page.Link{Label: w.word("site.moved_off"), Href: "#r" + itoa(r.Twin)}
		if under := w.Text.Rows[r.Twin].New.Under; under != "" {
			p.Moved.Label = w.word("site.moved_away", under)
		}
		return
	}
	if old {
		return
	}
	p.ID = "r" + itoa(i)
	p.Moved = page.Link{Label: w.word("site.moved_plain"), Href: "#r" + itoa(r.Twin)}
	if r.Old.Under != "" {
		p.Moved.Label = w.word("site.moved_here", r.Old.Under)
	}
}

// excerptLength is how many characters of a moved paragraph stand at its old
// place.
const excerptLength = 24

func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) <= excerptLength {
		return text
	}
	return string(runes[:excerptLength]) + "……"
}
