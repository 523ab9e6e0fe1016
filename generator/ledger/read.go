package ledger

import (
	"io/fs"

	"golang.org/x/mod/sumdb/note"
)

// Proved gives the entries of a log that lead to its signed head, as far as they
// parse; tiles of hashes are not asked. ok is false where the entries are not
// those that were signed.
func Proved(files fs.FS, key note.Verifier) (head Head, entries []Entry, ok bool) {
	signed, err := fs.ReadFile(files, HeadName)
	if err != nil {
		return head, nil, false
	}
	if head, err = ParseHead(signed, key); err != nil {
		return head, nil, false
	}
	l := &Log{Head: head, Signed: signed, files: files}
	texts, _ := l.texts()
	if _, ok := l.expected(texts); !ok {
		return head, nil, false
	}
	for _, text := range texts {
		e, err := ParseEntry(text)
		if err != nil {
			return head, nil, false
		}
		entries = append(entries, e)
	}
	return head, entries, true
}
