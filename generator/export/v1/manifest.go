package v1

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// ManifestSchema names the type and version of manifest.json.
const ManifestSchema = "fazhi.manifest/1"

// Manifest is manifest.json: every other file of a built site with its hash.
// Nobody signs it; what is signed stands in the logs of the agencies.
type Manifest struct {
	Schema string         `json:"schema"`
	Draft  bool           `json:"draft,omitempty"` // built with drafts: not to be published
	Kept   []string       `json:"kept,omitempty"`  // agencies whose files are those of the tree before, sorted
	Files  []ManifestFile `json:"files"`           // sorted by path
}

// ManifestFile is one file of a built site.
type ManifestFile struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// CompressedExt is what the name of a compressed copy ends with: index.html.gz
// beside index.html holds the same bytes, by gzip.
const CompressedExt = ".gz"

// Plain gives how many files there are but for compressed copies of others.
func (m *Manifest) Plain() int {
	names := make(map[string]bool, len(m.Files))
	for _, f := range m.Files {
		names[f.Path] = true
	}
	n := 0
	for name := range names {
		if plain, ok := strings.CutSuffix(name, CompressedExt); !ok || !names[plain] {
			n++
		}
	}
	return n
}

// Encode gives the bytes of manifest.json.
func (m *Manifest) Encode() ([]byte, error) {
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	return append(data, '\n'), nil
}

// DecodeManifest reads manifest.json. whole is false where something stands in it
// that a build would not have written so.
func DecodeManifest(data []byte) (m *Manifest, whole bool, err error) {
	m = &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, false, fmt.Errorf("manifest.json: %w", err)
	}
	if m.Schema != ManifestSchema {
		return nil, false, fmt.Errorf("manifest.json: schema %q, want %q", m.Schema, ManifestSchema)
	}
	again, err := m.Encode()
	return m, err == nil && bytes.Equal(again, data), nil
}
