package pack

import (
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

// ProofSchema names the type and version of proof.json.
const ProofSchema = "fazhi.proof/1"

// Inclusion proves that the entry of a report stands in the log: hashing the
// entry and the hashes together leads to the root that the head signs (RFC 6962).
type Inclusion struct {
	Schema string      `json:"schema"`
	Origin string      `json:"origin"`
	Size   int64       `json:"size"`
	Root   tlog.Hash   `json:"root"`
	Index  int64       `json:"index"` // from 0
	Entry  string      `json:"entry"`
	Hashes []tlog.Hash `json:"hashes"`
}

// Encode gives the bytes of proof.json.
func (p *Inclusion) Encode() ([]byte, error) { return encode(p) }

// Check tells whether the proof is sound and of a head.
func (p *Inclusion) Check(head ledger.Head) error {
	if p.Schema != ProofSchema || p.Origin != head.Origin || p.Size != head.Size || p.Root != head.Root {
		return fmt.Errorf("of another tree head")
	}
	return tlog.CheckRecord(p.Hashes, p.Size, p.Root, p.Index, tlog.RecordHash([]byte(p.Entry)))
}

func prove(log *ledger.Log, r *record.Record) (*Inclusion, error) {
	entries, err := log.Entries()
	if err != nil {
		return nil, err
	}
	for i, e := range entries {
		if fmt.Sprintf("%x", e.Record) != r.Hash() {
			continue
		}
		hashes, err := log.Prove(int64(i))
		if err != nil {
			return nil, err
		}
		return &Inclusion{ProofSchema, log.Head.Origin, log.Head.Size, log.Head.Root, int64(i), string(e.Text()), hashes}, nil
	}
	return nil, fmt.Errorf("%s/%s/%d stands in no entry of the log", r.Agency, r.Form, r.Year)
}

// EncodeFindings gives the bytes of findings.json: what the checks found on the
// day of sealing, with the reasons of what was waived.
func EncodeFindings(all []record.Finding) ([]byte, error) {
	return encode(struct {
		Schema   string           `json:"schema"`
		Findings []record.Finding `json:"findings"`
	}{"fazhi.findings/1", all})
}

func encode(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}
