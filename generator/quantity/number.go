package quantity

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// maxDigits bounds what is taken for a number; a longer run is an identifier.
const maxDigits = 40

// Number is an exact decimal. It is immutable and the zero value is 0. Compare
// with Equal or Cmp, never with ==: 1.0 and 1 are equal and held differently.
type Number struct {
	d apd.Decimal
}

var errNumber = errors.New("not a decimal number")

// ParseNumber reads plain decimal digits with an optional sign and point, such
// as 29.51 or -3. Separators, exponents and blanks are errors.
func ParseNumber(s string) (Number, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" || len(digits) > maxDigits {
		return Number{}, fmt.Errorf("%q: %w", s, errNumber)
	}
	for _, r := range whole + fraction {
		if r < '0' || r > '9' {
			return Number{}, fmt.Errorf("%q: %w", s, errNumber)
		}
	}
	var n Number
	if _, _, err := n.d.SetString(s); err != nil {
		return Number{}, fmt.Errorf("%q: %w", s, errNumber)
	}
	return n.unsigned(), nil
}

// NewInt gives n as a Number.
func NewInt(n int64) Number {
	var r Number
	r.d.SetInt64(n)
	return r
}

// scaled gives coefficient × 10^exponent.
func scaled(coefficient int64, exponent int32) Number {
	var r Number
	r.d.SetFinite(coefficient, exponent)
	return r
}

// context computes without rounding.
func context() *apd.Context {
	c := apd.BaseContext
	return &c
}

// unsigned drops the sign of a negative zero, which nobody writes.
func (n Number) unsigned() Number {
	if n.d.IsZero() {
		n.d.Negative = false
	}
	return n
}

// Add gives n + m.
func (n Number) Add(m Number) Number {
	if a, b, ok := bothSmall(n, m); ok {
		return NewInt(a + b)
	}
	var r Number
	_, _ = context().Add(&r.d, &n.d, &m.d) // exact: precision 0 never rounds
	return r.unsigned()
}

// Sub gives n - m.
func (n Number) Sub(m Number) Number {
	if a, b, ok := bothSmall(n, m); ok {
		return NewInt(a - b)
	}
	var r Number
	_, _ = context().Sub(&r.d, &n.d, &m.d)
	return r.unsigned()
}

// Mul gives n × m.
func (n Number) Mul(m Number) Number {
	if a, b, ok := bothSmall(n, m); ok && max(abs(a), abs(b)) < 1e9 {
		return NewInt(a * b)
	}
	var r Number
	_, _ = context().Mul(&r.d, &n.d, &m.d)
	return r.unsigned()
}

// Quo gives n ÷ d rounded half away from zero to places digits after the
// point. ok is false, and the result 0, where d is zero.
func (n Number) Quo(d Number, places int) (quotient Number, ok bool) {
	if d.Sign() == 0 {
		return Number{}, false
	}
	if a, b, ok := bothSmall(n, d); ok && abs(a) < 1e9 && abs(b) < 1e9 && places >= 0 && places < len(powers) {
		return scaled(wholeQuotient(a*powers[places], b), int32(-places)), true
	}
	// The integer quotient of n×10^(places+1) tells all that rounding needs
	// but for a remainder, which cannot turn a digit below 5 into 5.
	var shifted, q Number
	shifted.d.Set(&n.d)
	shifted.d.Exponent += int32(places) + 1
	c := context()
	c.Precision = uint32(2*maxDigits + int(n.d.NumDigits()) + int(d.d.NumDigits()) + abs(int(shifted.d.Exponent)) + abs(int(d.d.Exponent)))
	if _, err := c.QuoInteger(&q.d, &shifted.d, &d.d); err != nil {
		return Number{}, false
	}
	q.d.Exponent -= int32(places) + 1
	return q.Round(places), true
}

// powers are those of ten by which a quotient is scaled.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}

// wholeQuotient gives a ÷ b rounded half away from zero.
func wholeQuotient(a, b int64) int64 {
	q, rest := a/b, a%b
	if 2*abs(rest) >= abs(b) {
		if (a < 0) == (b < 0) {
			return q + 1
		}
		return q - 1
	}
	return q
}

func abs[T int | int64](n T) T {
	return max(n, -n)
}

// Neg gives -n.
func (n Number) Neg() Number {
	var r Number
	r.d.Neg(&n.d)
	return r.unsigned()
}

// Abs gives n without its sign.
func (n Number) Abs() Number {
	var r Number
	r.d.Abs(&n.d)
	return r
}

// Cmp is -1, 0 or +1 as n is below, equal to or above m.
func (n Number) Cmp(m Number) int {
	if a, b, ok := bothSmall(n, m); ok {
		return cmp.Compare(a, b)
	}
	return n.d.Cmp(&m.d)
}

// Equal tells whether n and m are the same number, however held.
func (n Number) Equal(m Number) bool { return n.Cmp(m) == 0 }

// Sign is -1, 0 or +1.
func (n Number) Sign() int { return n.d.Sign() }

// Round gives n rounded half away from zero to places digits after the point.
func (n Number) Round(places int) Number {
	var r Number
	c := context()
	c.Rounding = apd.RoundHalfUp
	c.Precision = uint32(n.d.NumDigits()) + uint32(abs(places)) + uint32(abs(int(n.d.Exponent))) + 2
	if _, err := c.Quantize(&r.d, &n.d, int32(-places)); err != nil {
		return n
	}
	return r.unsigned()
}

// Places is the count of digits after the point as held: 2 for 9.50.
func (n Number) Places() int { return max(0, -int(n.d.Exponent)) }

// String is the plain decimal in full scale, without exponent and without
// zeros that end a fraction.
func (n Number) String() string {
	if i, ok := n.small(); ok {
		return strconv.FormatInt(i, 10)
	}
	s := n.text()
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// small gives n where it is held as a whole number of at most 18 digits, as nearly all
// figures are.
func (n Number) small() (i int64, ok bool) {
	const most = 1e18
	if n.d.Form != apd.Finite || n.d.Exponent != 0 || !n.d.Coeff.IsUint64() || n.d.Coeff.Uint64() >= most {
		return 0, false
	}
	i = int64(n.d.Coeff.Uint64())
	if n.d.Negative {
		i = -i
	}
	return i, true
}

// bothSmall gives two numbers where both are small: most arithmetic is on such, and
// needs none of the machinery of decimals.
func bothSmall(n, m Number) (a, b int64, ok bool) {
	if a, ok = n.small(); ok {
		b, ok = m.small()
	}
	return a, b, ok
}

// text is the plain decimal with its fraction as held: 9.50 stays 9.50.
func (n Number) text() string { return n.d.Text('f') }

// Fixed is the decimal rounded to places digits after the point, with its
// zeros: 12.0.
func (n Number) Fixed(places int) string { return n.Round(places).text() }

// Int64 gives n where it is a whole number that fits.
func (n Number) Int64() (int64, bool) {
	var r apd.Decimal
	r.Set(&n.d)
	_, _ = r.Reduce(&r)
	i, err := r.Int64()
	return i, err == nil
}

// lastPlace is the weight of the last digit that counts: of the last written
// digit in a fraction, of the last that is not zero in a whole number. So 480
// gives 10, 80000 gives 10000, 9.50 gives 0.01.
func (n Number) lastPlace() Number {
	if n.d.Exponent < 0 {
		return scaled(1, n.d.Exponent)
	}
	if n.d.IsZero() {
		return NewInt(1)
	}
	var r apd.Decimal
	_, _ = r.Reduce(&n.d)
	return scaled(1, r.Exponent)
}

// MarshalJSON writes a decimal string.
func (n Number) MarshalJSON() ([]byte, error) { return json.Marshal(n.String()) }

// UnmarshalJSON reads what MarshalJSON writes, or a plain JSON number.
func (n *Number) UnmarshalJSON(b []byte) error {
	s := string(b)
	if strings.HasPrefix(s, `"`) {
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	}
	v, err := ParseNumber(s)
	if err != nil {
		return err
	}
	*n = v
	return nil
}
