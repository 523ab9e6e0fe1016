package page

// Verify is the page that says how anybody can prove what is sealed, with the logs
// of all agencies.
type Verify struct {
	Frame
	Contents []Heading
	Program  []Command // how the program proves
	Plain    []Command // how a pack is held against its lists
	Logs     []Log
}

func (Verify) pageType() string { return "verify" }

// Command is a line to type and what it does.
type Command struct {
	Line string
	Text string
}

// Log is what an agency has sealed.
type Log struct {
	ID      string // of the heading
	Agency  Link
	Key     string // public
	KeyFile string // address
	Size    int64
	Root    string
	Head    string // address
	Last    Date   // of the newest entry
	Reports []SealedReport
}

// SealedReport is a report with its record.
type SealedReport struct {
	ID        string // of the row
	Report    Link
	Revision  int
	Date      Date
	Withdrawn bool
	Hash      string // of the record
	Record    string // address
}
