package quantity

// Kind says what an expression is. The names that String gives are those of
// the command line's JSON output.
type Kind uint8

// The kinds of quantities, and after them the kinds of what only looks like
// one.
const (
	Count      Kind = iota // 14次
	Money                  // 540万元
	Percent                // 99.8%, 近七成
	Duration               // 30个工作日
	Measure                // 500米
	Multiple               // 3倍, 翻番, 7折
	Fraction               // 三分之二
	Growth                 // 同比增长6.7%, 减少37%
	Change                 // 由22公里增加到178公里
	Ratio                  // 1:500
	Zero                   // 零的突破
	Year                   // 2023年, 2007—2021年
	Date                   // 5月以来, 1-12月
	Ordinal                // 第三次, 首个
	Enumerator             // 一是, （二）, 3.
	Label                  // 两集中、一上网, 1+6+31+N
	DocNo                  // 〔2023〕4号
	LegalRef               // 第二十条第（一）项
	ID                     // 0517-87222589
	Impossible             // 20212025年: digits of which something was lost
)

// kindNames has the name of each kind.
var kindNames = [...]string{
	Count: "count", Money: "money", Percent: "percent", Duration: "duration", Measure: "measure", Multiple: "multiple",
	Fraction: "fraction", Growth: "growth", Change: "change", Ratio: "ratio", Zero: "zero",
	Year: "year", Date: "date", Ordinal: "ordinal", Enumerator: "enumerator", Label: "label",
	DocNo: "docno", LegalRef: "legalref", ID: "id", Impossible: "impossible",
}

// String is the name of the kind in lower case.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// IsQuantity tells whether an expression of this kind states a quantity.
func (k Kind) IsQuantity() bool { return k <= Zero }

// Shape says which of a quantity's numbers apply.
type Shape uint8

// The shapes of a quantity.
const (
	None   Shape = iota // no number: a label, a telephone number
	Single              // Value
	Range               // Lo and Hi
	FromTo              // From and To
)
