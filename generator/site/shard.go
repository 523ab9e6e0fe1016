package site

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// Shard is one of several parts that the agencies of a site are dealt into, so that
// each may be built on a machine of its own. The zero one is no part.
type Shard struct {
	Number, Of int // the first part is number 1
}

// ParseShard reads a shard as it is written: 3/16 is the third of sixteen.
func ParseShard(text string) (Shard, error) {
	number, of, _ := strings.Cut(text, "/")
	var s Shard
	var err, err2 error
	s.Number, err = strconv.Atoi(number)
	s.Of, err2 = strconv.Atoi(of)
	if err != nil || err2 != nil || s.Number < 1 || s.Of < s.Number || s.String() != text {
		return Shard{}, fmt.Errorf("%q is no shard like 3/16", text)
	}
	return s, nil
}

// String gives the shard as it is written.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Number, s.Of) }

// Has tells whether an agency is of this part. That depends on its id and the number
// of parts alone, so that an agency that comes or goes moves no other: the first eight
// bytes of the SHA-256 of the id, as a number with the first byte highest, modulo the
// number of parts, is one less than the number of its part.
func (s Shard) Has(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return s.Of > 0 && binary.BigEndian.Uint64(sum[:8])%uint64(s.Of) == uint64(s.Number-1)
}
