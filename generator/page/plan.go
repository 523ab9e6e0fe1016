package page

// Plan is what one year's report promised for the next, each item beside what
// the next year's report answered.
type Plan struct {
	Frame
	Year    int
	Promise Link // the report that promises
	Answer  Link // the report that answers; without Href it is not public yet
	Items   []PlanItem
}

func (Plan) pageType() string { return "plan" }

// PlanItem is one promise.
type PlanItem struct {
	ID      string // item-1: the target of links
	Number  int
	Text    []string // a paragraph each
	Href    string   // where the report promises it
	Answers []PlanAnswer
	None    string // what stands in the place of an answer: 尚未回应
}

// PlanAnswer is what a report answers to a promise.
type PlanAnswer struct {
	From   string // the report's title, where it does not go without saying
	Result string // 已完成, 部分完成, 未完成
	Kind   string // done, partly, not: how it is set
	Text   []string
	Href   string // where the report answers it
}
