package v1

import (
	"encoding/json"
	"fmt"
)

// HarvestSchema names the type and version of harvest.json.
const HarvestSchema = "fazhi.harvest/1"

// Harvest is harvest.json: of which agencies a portal is that has none of its own, and
// where each was found.
type Harvest struct {
	Schema   string      `json:"schema"`
	AsOf     string      `json:"asOf"`     // the day on which they were taken
	Agencies []Harvested `json:"agencies"` // sorted by id

	// What earlier harvests took and this one left out, sorted by id: the logs that were
	// seen then still bind.
	Seen []Harvested `json:"seen,omitempty"`
}

// Harvested is an agency of another site.
type Harvested struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Site   string `json:"site"`   // its address, with a slash at its end
	SHA256 string `json:"sha256"` // of agency.json as it was taken
	Proof  string `json:"proof"`  // given: verified with a key that was got elsewhere; own: with the site's own; none: nothing is sealed
	Key    string `json:"key,omitempty"`
	Head   string `json:"head,omitempty"` // the signed tree head of its log, to hold later ones against
}

// Encode gives the bytes of harvest.json.
func (h *Harvest) Encode() ([]byte, error) {
	data, err := json.MarshalIndent(h, "", " ")
	if err != nil {
		return nil, fmt.Errorf("harvest.json: %w", err)
	}
	return append(data, '\n'), nil
}

// DecodeHarvest reads harvest.json.
func DecodeHarvest(data []byte) (*Harvest, error) {
	var h Harvest
	if err := json.Unmarshal(data, &h); err != nil {
		return nil, fmt.Errorf("harvest.json: %w", err)
	}
	if h.Schema != HarvestSchema {
		return nil, fmt.Errorf("harvest.json: schema %q, want %q", h.Schema, HarvestSchema)
	}
	return &h, nil
}
