package quantity

// Quantity is one expression found in a text.
type Quantity struct {
	Start, End int    // byte offsets in the text
	Text       string // the wording, text[Start:End]
	Kind       Kind
	Shape      Shape // which of the numbers apply

	Value    Number // shape Single
	Lo, Hi   Number // shape Range
	From, To Number // shape FromTo

	Unit   string   // canonical: 元 for 万元, %, 百分点, 工作日, 件; "1" for a fraction; "" where none is stated
	Approx string   // the words of approximation as written, several parted by a blank; "" if exact
	Bounds Interval // what the wording says of the true value: of Value, of Lo to Hi, of To
}
