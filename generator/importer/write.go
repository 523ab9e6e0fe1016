package importer

import (
	"strings"
)

// emitter writes the narrative and remembers where references and lines stand.
type emitter struct {
	strings.Builder
	places map[*mention]span
	blocks []span // of each block
}

// span is a stretch of bytes in a file that is made.
type span struct{ start, end int }

// piece is a stretch of a passage: text, or a reference in place of text.
type piece struct {
	text string // to be escaped
	ref  string // {{…}}, written as it is
	of   *mention
}

// pieces parts a stretch of a passage into text and references.
func (p *passage) pieces(from, to int) []piece {
	var out []piece
	at := from
	put := func(start, end int, ref string, m *mention) {
		if start < at || end > to {
			return
		}
		if start > at {
			out = append(out, piece{text: p.text[at:start]})
		}
		out = append(out, piece{ref: ref, of: m})
		at = end
	}
	for _, m := range p.mentions {
		if m.from != "" {
			put(m.fromAt, m.fromAt+len(m.from), "{{"+m.figure.key+":before}}", nil)
		}
		put(m.at, m.end, "{{"+m.figure.key+"}}", m)
	}
	if at < to {
		out = append(out, piece{text: p.text[at:to]})
	}
	return out
}

// write writes pieces, each text through escape.
func (e *emitter) write(pieces []piece, escape func(string) string) {
	for _, p := range pieces {
		if p.ref == "" {
			e.WriteString(escape(p.text))
			continue
		}
		if p.of != nil {
			e.places[p.of] = span{e.Len(), e.Len() + len(p.ref)}
		}
		e.WriteString(p.ref)
	}
}

// block writes one block, with a blank line before it where Markdown needs one.
func (e *emitter) block(b *block, passages []*passage) {
	if b.tight {
		e.WriteByte('\n')
	} else {
		e.WriteString("\n\n")
	}
	start := e.Len()
	switch {
	case b.kind == code:
		e.WriteString(b.text)
	case b.kind == table:
		e.table(b.rows, passages)
	default:
		e.line(b, passages[0])
	}
	e.blocks = append(e.blocks, span{start, e.Len()})
}

func (e *emitter) line(b *block, p *passage) {
	inline, all := escapeInline, p.pieces(0, len(p.text))
	if b.raw {
		inline = func(s string) string { return s }
	}
	switch {
	case b.level > 0:
		e.WriteString(strings.Repeat("#", b.level) + " ")
		if !b.raw {
			inline = escapeHeading
		}
		e.write(all, inline)
	case b.run > 0 && !b.plain:
		e.WriteString("**")
		e.write(p.pieces(0, b.run), inline)
		e.WriteString("**")
		e.write(p.pieces(b.run, len(p.text)), inline)
	default:
		if len(all) > 0 && all[0].ref == "" && !b.raw {
			e.WriteString(escape(all[0].text))
			all = all[1:]
		}
		e.write(all, inline)
	}
	switch len(b.roles) {
	case 0:
	case 1:
		e.WriteString(" {role=" + b.roles[0] + "}")
	default:
		e.WriteString(` {role="` + strings.Join(b.roles, " ") + `"}`)
	}
}

func (e *emitter) table(rows [][]string, passages []*passage) {
	for i, row := range rows {
		if i > 0 {
			e.WriteByte('\n')
		}
		for j := range row {
			e.WriteString("| ")
			p := passages[i*len(row)+j]
			e.write(p.pieces(0, len(p.text)), escapeInline)
			e.WriteByte(' ')
		}
		e.WriteByte('|')
		if i == 0 {
			e.WriteString("\n" + strings.Repeat("| --- ", len(row)) + "|")
		}
	}
}
