package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs the head of one log, the one that it is named after.
type Key struct {
	note.Signer
	Public   string // its public part, one line of text
	Verifier note.Verifier
}

// NewKey makes an Ed25519 key for the log called name, such as
// example.gov.cn/sfj: not empty, no blank and no plus. random is read for it.
// Both parts are one line of text, as golang.org/x/mod/sumdb/note writes them.
func NewKey(random io.Reader, name string) (private, public string, err error) {
	private, public, err = note.GenerateKey(random, name)
	if err == nil {
		_, err = note.NewVerifier(public) // what it takes for a name
	}
	return private, public, err
}

// errKey says no more of a private key than that it is none, so that nothing of
// it comes into a message.
var errKey = errors.New("not a private key")

// ParseKey reads a private key. Lines that begin with # say something to people.
func ParseKey(text string) (*Key, error) {
	private := ""
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			private += line
		}
	}
	private = strings.TrimSpace(private)
	s, err := note.NewSigner(private)
	if err != nil {
		return nil, errKey
	}
	parts := strings.SplitN(private, "+", 5) // PRIVATE+KEY+name+hash+secret, and + is a sign of base64 too
	secret, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(secret) != 1+ed25519.SeedSize {
		return nil, errKey
	}
	k := &Key{Signer: s}
	k.Public, err = note.NewEd25519VerifierKey(s.Name(), ed25519.NewKeyFromSeed(secret[1:]).Public().(ed25519.PublicKey))
	if err != nil {
		return nil, errKey
	}
	k.Verifier, err = note.NewVerifier(k.Public)
	return k, err
}

// ParsePublic reads a public key.
func ParsePublic(text string) (note.Verifier, error) {
	v, err := note.NewVerifier(strings.TrimSpace(text))
	if err != nil {
		return nil, fmt.Errorf("not a public key: %w", err)
	}
	return v, nil
}
