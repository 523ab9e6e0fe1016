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
	Part   *Part          `json:"part,omitempty"`  // no site, but some of its agencies, to be merged with others
	Kept   []string       `json:"kept,omitempty"`  // agencies whose files are those of the tree before, sorted
	Files  []ManifestFile `json:"files"`           // sorted by path
}

// ManifestFile is one file of a built site.
type ManifestFile struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// Part is what a tree says that holds some agencies of a site and none of the pages
// over all of them: which, and what must be known of their build to make a site of it
// and others. It is never published.
type Part struct {
	Shard string `json:"shard"` // 3/16 is the third of sixteen

	// What all parts of a site must have in common.
	AsOf      string `json:"as_of"`
	BaseURL   string `json:"base_url,omitempty"`
	Gzip      bool   `json:"gzip,omitempty"` // with compressed copies
	SRI       bool   `json:"sri,omitempty"`  // with integrity attributes
	Templates string `json:"templates"`      // SHA-256 over all templates, forms and checks
	Site      string `json:"site"`           // SHA-256 of data/site.toml
	Program   string `json:"program,omitempty"`

	Agencies int        `json:"agencies"`          // how many there are
	Failing  []string   `json:"failing,omitempty"` // those that were left out for their errors, sorted
	Waiting  []string   `json:"waiting,omitempty"` // reports that are not public yet, as they are told to people
	Hidden   []Withheld `json:"hidden,omitempty"`  // the same, as they must not show on any page
}

// Withheld is a report that must not show.
type Withheld struct {
	Agency    string `json:"agency"`
	Form      string `json:"form"`
	Year      int    `json:"year"`
	Title     string `json:"title"`
	Tombstone bool   `json:"tombstone,omitempty"` // a page at its address says that it was withdrawn
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
