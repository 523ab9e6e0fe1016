// Package ledger keeps what an agency has published in an append-only log that
// anybody can check: a Merkle tree after RFC 6962, stored as static files.
//
// In the folder of a log stand
//
//	head                    the signed tree head, a note (golang.org/x/mod/sumdb/note):
//	                        the log's origin, its size, its root hash
//	key                     the public key that the head is signed with, to be compared
//	                        with one that was got another way
//	tile/8/<level>/<n>      hashes, 256 a file (golang.org/x/mod/sumdb/tlog)
//	tile/8/data/<n>         entries, 256 a file
//	records/<form>/<year>/<revision>.json   what the entries are about
//	files/<sha256>          attachments as they were
//
// The head is written last, by one rename, and so is the moment in which an
// entry is made. What a killed run left before it is of no account: nothing
// reads it, and the next entry takes its place.
//
// A log has one origin, the name of its key. An entry says who did what to which
// report on which day, and holds the hash of the record; see [Entry].
package ledger

// Names of files within a log.
const (
	HeadName = "head"
	KeyName  = "key"
	lockName = ".lock"
	height   = 8 // of tiles: 256 hashes
)
