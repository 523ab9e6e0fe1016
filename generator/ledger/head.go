package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head is the state of a log: how many entries it has, and the hash over all of
// them.
type Head struct {
	Origin string // the log's name, which is that of its key
	Size   int64
	Root   tlog.Hash
}

// Text is what is signed: three lines, as the checkpoints of other transparency
// logs have them.
func (h Head) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", h.Origin, h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
}

func (h Head) tree() tlog.Tree { return tlog.Tree{N: h.Size, Hash: h.Root} }

// HeadError says what is wrong with a signed tree head.
type HeadError struct{ Reason error }

func (e *HeadError) Error() string { return "tree head: " + e.Reason.Error() }

// Unwrap gives the cause.
func (e *HeadError) Unwrap() error { return e.Reason }

var (
	errHeadForm   = errors.New("not a tree head")
	errHeadOrigin = errors.New("signed for another log")
)

// ParseHead reads a signed tree head. It must be signed with key, and be of the
// log that the key is named after; errors are *HeadError.
func ParseHead(signed []byte, key note.Verifier) (Head, error) {
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return Head{}, &HeadError{err}
	}
	h, err := parseHeadText(n.Text)
	if err == nil && h.Origin != key.Name() {
		err = errHeadOrigin
	}
	if err != nil {
		return Head{}, &HeadError{err}
	}
	return h, nil
}

func parseHeadText(text string) (Head, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Head{}, errHeadForm
	}
	h := Head{Origin: lines[0]}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || err2 != nil || size < 1 || len(root) != tlog.HashSize {
		return Head{}, errHeadForm
	}
	h.Size = size
	copy(h.Root[:], root)
	if h.Text() != text {
		return Head{}, errHeadForm // one way to write it
	}
	return h, nil
}

// sign gives the note that holds the head.
func (h Head) sign(key note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: h.Text()}, key)
}
