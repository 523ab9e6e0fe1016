package importer

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"fazhi/generator/quantity"
)

// nameAll gives every mention of a passage the labels that fit it.
func nameAll(p *passage, lex *lexicon) {
	var before *mention
	var last []*mention // the run before, for growths that go through the same subjects
	for i := 0; i < len(p.mentions); {
		n := runLength(p, i)
		run := p.mentions[i : i+n]
		floor, ceiling := 0, len(p.text)
		if before != nil {
			floor = before.end
		}
		if i+n < len(p.mentions) {
			ceiling = p.mentions[i+n].whole
		}
		if strings.ContainsAny(p.text[floor:run[0].whole], "。！？") {
			before, last = nil, nil // another sentence, another subject
		}
		shared := lex.around(p.text, run[0].whole, run[n-1].end, floor, ceiling)
		subjects := runSubjects(p.text, run, last, lex)
		for k, m := range run {
			m.lex, m.around = lex, shared
			if subjects != nil {
				m.around.left, m.around.joined = subjects[k], false
			}
			if k > 0 && m.verb == "" && run[0].verb != "" && m.unit() == run[0].unit() {
				m.verb = run[0].verb
			}
			m.name(before, k)
			if k == n-1 {
				before = m
			}
		}
		last = run
		i += n
	}
}

// runLength counts the mentions from i that stand side by side, with nothing or
// a 、 or a conjunction between: 4%、1%; 710大项1163办理项.
func runLength(p *passage, i int) int {
	n := 1
	for i+n < len(p.mentions) {
		switch p.text[p.mentions[i+n-1].end:p.mentions[i+n].whole] {
		case "", "、", "和", "与", "及":
			n++
		default:
			return n
		}
	}
	return n
}

// runSubjects gives each number of a run its own noun: the items before 分别
// (能耗、水耗分别下降4%、1%), or those of the run before (总值、税收分别为6亿元、1亿元,
// 增长7%、2%). It is nil where the text gives no such list.
func runSubjects(text string, run, last []*mention, lex *lexicon) []string {
	if len(run) < 2 {
		return nil
	}
	list := text[runeStart(text, run[0].whole-reach):run[0].whole]
	if i := strings.LastIndexAny(list, "，。；！？："); i >= 0 {
		list = list[i+len("，"):]
	}
	list, _, ok := strings.Cut(list, "分别")
	if !ok {
		if len(last) == len(run) && strings.Trim(list, "比上年同期较去增长下降（）") == "" {
			subjects := make([]string, len(run))
			for k, m := range last {
				subjects[k] = m.subject
			}
			return subjects
		}
		return nil
	}
	items := strings.FieldsFunc(brackets().ReplaceAllString(list, ""), func(r rune) bool { return strings.ContainsRune("、和与及", r) })
	if len(items) < len(run) {
		return nil
	}
	items = items[len(items)-len(run):]
	for k := range items {
		items[k], _ = lex.cleanLeft(items[k], false)
	}
	return items
}

// name finds what the number counts, k-th of its run. In Chinese the noun
// stands behind a number that is followed by one (开展10次应急演练), else before it
// (集中学习14次); of a growth it is the noun of the number before (总值450亿元，
// 增长8.9%).
func (m *mention) name(before *mention, k int) {
	c := m.around
	name := ""
	switch {
	case m.verb != "":
		name = m.growthName(before)
	case m.isShare():
		name = m.shareName(before)
	case m.read.Kind == quantity.Money && c.left != "" && !c.joined:
		name = m.lex.lastPart(c.left, longestLabel)
	default:
		name = m.countName(before)
	}
	if utf8.RuneCountInString(name) < 2 {
		m.guessed = true
		name = m.distantName(before)
	}
	if m.subject == "" {
		m.subject = name
	}
	if utf8.RuneCountInString(name) == 2 && !strings.HasSuffix(name, "率") {
		name = m.fuller(name, before)
	}
	m.propose(name, before)
	if k > 0 && len(m.names) > 0 {
		m.names = append(m.names, m.lex.firstPart(name, longestLabel-2)+"之"+hanDigit(k))
	}
}

// fuller adds to a label of two characters (供应, 办结), which says little, what
// the sentence or the section is about.
func (m *mention) fuller(name string, before *mention) string {
	of := m.sectionName(10)
	if before != nil {
		of, _, _ = strings.Cut(before.subject, "：")
		of = m.lex.lastPart(of, 14)
	}
	if of == "" || of == name {
		return name
	}
	return of + "：" + name
}

func hanDigit(k int) string {
	han := []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	if k < len(han) {
		return han[k]
	}
	return strconv.Itoa(k + 1)
}

func (m *mention) isShare() bool {
	return m.read.Kind == quantity.Percent || m.read.Kind == quantity.Fraction || m.read.Unit == "%"
}

// growthName joins the subject and the verb: 生产总值增长. A growth is by the year
// before where nothing else is said, so 同比 and 比上年 are left out, for the same
// indicator to have the same label every year.
func (m *mention) growthName(before *mention) string {
	subject := m.around.left
	if m.around.joined || utf8.RuneCountInString(subject) < 2 {
		subject = ""
		if before != nil {
			subject = before.subject
		}
	}
	if subject == "" {
		return ""
	}
	m.subject = subject
	verb := brackets().ReplaceAllString(m.verb, "")
	for _, w := range []string{"比上年同期", "较上年同期", "比去年同期", "较去年同期", "比上年", "较上年", "比去年", "较去年", "同比"} {
		verb = strings.ReplaceAll(verb, w, "")
	}
	verb = strings.TrimFunc(strings.TrimRight(verb, "了约近超达"), isEdge)
	if verb == "" {
		verb = "增减"
	}
	return m.lex.lastPart(subject, longestLabel-utf8.RuneCountInString(verb)) + verb
}

// shareName names a share by the noun before it, or by what it is a share of.
func (m *mention) shareName(before *mention) string {
	c := m.around
	long := utf8.RuneCountInString(c.left) > 3 || strings.HasSuffix(c.left, "率")
	switch {
	case strings.HasPrefix(c.left, "占") && before != nil:
		rest := m.lex.firstPart(c.left, 12)
		m.subject = before.subject
		return m.lex.lastPart(before.subject, longestLabel-utf8.RuneCountInString(rest)) + rest
	case long && !c.joined && !(c.of && c.right != ""):
		return m.lex.lastPart(c.left, longestLabel)
	case c.right != "":
		return m.lex.firstPart(c.right, longestLabel-2) + "比例"
	case c.listed && before != nil && c.left != "":
		return m.itemName(before)
	}
	return m.lex.lastPart(c.left, longestLabel)
}

// countName names what is counted.
func (m *mention) countName(before *mention) string {
	c := m.around
	left := c.left
	if c.joined {
		left = ""
	}
	right := c.right
	if utf8.RuneCountInString(right) < 2 || m.read.Kind == quantity.Money || m.read.Kind == quantity.Duration && left != "" {
		right = ""
	}
	if right != "" && utf8.RuneCountInString(right) <= 3 && left == "" {
		// A short noun says little: what is said of it says more.
		right = m.rest()
	}
	short := utf8.RuneCountInString(left) <= 3
	switch {
	case right != "":
		verb := left
		if utf8.RuneCountInString(verb) > 6 {
			verb = m.lex.trimWords(m.lex.lastPart(verb, 4), labelWords().lead, strings.CutPrefix)
		}
		return verb + m.lex.firstPart(right, longestLabel-utf8.RuneCountInString(verb))
	case left != "" && c.listed && (short || c.bracket) && utf8.RuneCountInString(left) <= 10 && before != nil && before.unit() == m.unit():
		return m.itemName(before)
	case !short || left != "" && m.rest() == "":
		return m.lex.lastPart(left, longestLabel)
	case m.rest() != "":
		rest := m.rest()
		return left + m.lex.firstPart(rest, longestLabel-utf8.RuneCountInString(left))
	case before != nil && c.joined:
		return m.lex.lastPart(before.subject, longestLabel-utf8.RuneCountInString(unitWord(m.unit()))) + unitWord(m.unit())
	}
	return ""
}

// rest is all that follows the number in its clause, or in the next one where
// this one only gives a cause.
func (m *mention) rest() string {
	text := m.passage.text[m.end:runeStart(m.passage.text, m.end+reach)]
	for q := range quantity.Scan(text) {
		if !q.Kind.IsQuantity() {
			continue
		}
		if q.Start > 0 {
			text = text[:q.Start]
			break
		}
		text = text[q.End:] // the next number stands side by side with this one
		break
	}
	clause := text[:clauseEnd(text, 0)]
	if strings.HasPrefix(clause, "因") || strings.HasPrefix(clause, "由于") {
		if next := strings.TrimLeft(text[len(clause):], "，,"); next != "" {
			clause = next[:clauseEnd(next, 0)]
		}
	}
	return m.lex.trimWords(strings.TrimFunc(quotes.Replace(clause), isEdge), labelWords().lead, strings.CutPrefix)
}

// itemName names an item of a list by the list and itself: 受理申请：市政府.
func (m *mention) itemName(before *mention) string {
	list, _, _ := strings.Cut(before.subject, "：")
	item := m.lex.lastPart(m.around.left, 10)
	m.subject = list
	return m.lex.lastPart(list, longestLabel-1-utf8.RuneCountInString(item)) + "：" + item
}

// distantName takes a name from farther off: the number before in the same
// sentence, the clause before, the heading.
func (m *mention) distantName(before *mention) string {
	if before != nil && before.subject != "" && m.unit() != before.unit() {
		return m.lex.lastPart(before.subject, longestLabel-utf8.RuneCountInString(unitWord(m.unit()))) + unitWord(m.unit())
	}
	text := m.passage.text[runeStart(m.passage.text, m.whole-reach):m.whole]
	start, _ := clauseStart(text, len(text), 0)
	for clauses := 0; start > 0 && clauses < 4; clauses++ {
		_, n := utf8.DecodeLastRuneInString(text[:start])
		from, _ := clauseStart(text, start-n, 0)
		clause := text[from : start-n]
		for q := range quantity.Scan(clause) {
			if q.Kind.IsQuantity() {
				clause = clause[:q.Start]
				break
			}
		}
		if left, _ := m.lex.cleanLeft(clause, false); utf8.RuneCountInString(left) >= 2 {
			return m.lex.lastPart(left, longestLabel)
		}
		start = from
	}
	if title := m.sectionName(longestLabel); title != "" {
		return title
	}
	return "数据"
}

// sectionName is the heading above, as part of a label.
func (m *mention) sectionName(limit int) string {
	return m.lex.lastPart(strings.Map(dropEdge, quotes.Replace(withoutYear(m.passage.in.title()))), limit)
}

// withoutYear takes the year off a heading, so that every year's has one name.
func withoutYear(title string) string {
	for q := range quantity.Scan(title) {
		if q.Kind == quantity.Year && q.Start == 0 && q.End < len(title) {
			return title[q.End:]
		}
		break
	}
	return title
}

func hasQuantity(s string) bool {
	for q := range quantity.Scan(s) {
		if q.Kind.IsQuantity() {
			return true
		}
	}
	return false
}

func dropEdge(r rune) rune {
	if isEdge(r) {
		return -1
	}
	return r
}

// unitWord says a unit in a label.
func unitWord(unit string) string {
	switch unit {
	case "%":
		return "比例"
	case "元":
		return "金额"
	case "1":
		return "数值"
	case "百分点":
		return "百分点"
	}
	return unit + "数"
}

// propose lists labels from the plainest to those that say more, for where the
// plainer ones are taken by something else. What a plan promises is another
// thing than what was done, so its labels begin with 计划.
func (m *mention) propose(name string, before *mention) {
	plan := ""
	if m.passage.in.plan && !strings.HasPrefix(name, "计划") {
		plan = "计划"
	}
	add := func(s string) {
		s = strings.TrimFunc(strings.Join(strings.Fields(plan+s), ""), isEdge)
		if utf8.RuneCountInString(s) > longestLabel {
			s = plan + m.lex.lastPart(s[len(plan):], longestLabel-utf8.RuneCountInString(plan))
		}
		if s != plan {
			m.names = append(m.names, s)
		}
	}
	add(name)
	word := unitWord(m.unit())
	if m.verb == "" && !strings.HasSuffix(name, word) {
		add(m.lex.lastPart(name, longestLabel-utf8.RuneCountInString(word+plan)) + word)
	}
	prefix := func(what string) {
		if short := m.lex.lastPart(what, 8); short != "" && !strings.HasPrefix(name, short) {
			add(short + "：" + m.lex.lastPart(name, longestLabel-1-utf8.RuneCountInString(short+plan)))
		}
	}
	if before != nil && before.subject != m.subject {
		prefix(before.subject)
	}
	prefix(m.sectionName(8))
}
