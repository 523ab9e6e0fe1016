package quantity

import (
	"errors"
	"fmt"
	"strings"
)

var (
	errEmpty    = errors.New("empty wording")
	errNoNumber = errors.New("no number found")
)

// Parse reads a wording that is one quantity from end to end; blanks around it
// are dropped. It is more lenient than Scan, which has to tell quantities from
// names: a bare number (1163) is a count without a unit, any word may be a
// unit, and 30日 is a length of time. Errors say what stands in the way: no
// number, text left over, or an expression that is no quantity (a year).
func Parse(wording string) (Quantity, error) {
	text := strings.TrimSpace(wording)
	if text == "" {
		return Quantity{}, errEmpty
	}
	r := newReader(text)
	r.whole = true
	var q Quantity
	for i := 0; i < len(text); {
		width, trigger := r.step(i)
		if !trigger {
			i += width
			continue
		}
		found, next := r.at(i, &q)
		if !found {
			i = next
			continue
		}
		switch {
		case !q.Kind.IsQuantity():
			return Quantity{}, fmt.Errorf("%q: %s is no quantity but of kind %s", wording, q.Text, q.Kind)
		case q.Start > 0:
			return Quantity{}, fmt.Errorf("%q: %q before the quantity is not understood", wording, text[:q.Start])
		case q.End < len(text):
			return Quantity{}, fmt.Errorf("%q: %q after the quantity is not understood", wording, text[q.End:])
		}
		return q, nil
	}
	return Quantity{}, fmt.Errorf("%q: %w", wording, errNoNumber)
}
