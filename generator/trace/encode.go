package trace

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

// ErrForm says that bytes are no trace.
var ErrForm = errors.New("not a trace")

// AppendBinary implements encoding.BinaryAppender.
func (t Trace) AppendBinary(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(len(t)))
	for _, s := range t {
		b = binary.AppendUvarint(b, uint64(len(s.Name)))
		b = append(b, s.Name...)
		b = append(b, byte(s.Kind))
		b = binary.AppendVarint(b, s.Size)
		b = s.Mark.Append(b)
		if s.Read {
			b = append(append(b, 1), s.Sum[:]...)
		} else {
			b = append(b, 0)
		}
	}
	return b, nil
}

// Append puts a mark behind bytes.
func (m Mark) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, m.Node)
	b = binary.AppendVarint(b, m.Modified)
	return binary.AppendVarint(b, m.Marked)
}

// CutMark takes a mark from the front of bytes. The error is ErrForm.
func CutMark(b []byte) (m Mark, rest []byte, err error) {
	r := reader{rest: b}
	m = Mark{Node: r.uint(), Modified: r.int(), Marked: r.int()}
	if r.bad {
		return Mark{}, b, ErrForm
	}
	return m, r.rest, nil
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler. The error is ErrForm.
func (t *Trace) UnmarshalBinary(b []byte) error {
	r := reader{rest: b}
	n := r.uint()
	if n > uint64(len(b)) {
		return ErrForm
	}
	out := make(Trace, n)
	for i := range out {
		s := &out[i]
		s.Name = string(r.take(r.uint()))
		s.Kind = Kind(r.byte())
		s.Size = r.int()
		s.Mark = Mark{Node: r.uint(), Modified: r.int(), Marked: r.int()}
		if s.Read = r.byte() == 1; s.Read {
			copy(s.Sum[:], r.take(sha256.Size))
		}
	}
	if r.bad || len(r.rest) > 0 {
		return ErrForm
	}
	*t = out
	return nil
}

// reader takes values from the front of bytes; once they do not suffice it is bad,
// and gives nothing.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n uint64) []byte {
	if r.bad = r.bad || n > uint64(len(r.rest)); r.bad {
		return nil
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) byte() byte {
	if b := r.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if r.bad = r.bad || n <= 0; r.bad {
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.rest)
	if r.bad = r.bad || n <= 0; r.bad {
		return 0
	}
	r.rest = r.rest[n:]
	return v
}
