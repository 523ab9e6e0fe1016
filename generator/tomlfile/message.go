package tomlfile

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// newBarePatternsOnce compiles the patterns when the first one is needed.
var newBarePatternsOnce = sync.OnceValue(newBarePatterns)

// message is what is said of one kind of slip.
type message struct {
	id                    string
	what, expected, mends finding.Text
}

var (
	headerOpen = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "分组标题没有写完整", EN: "the table header is not closed"},
		expected: finding.Text{ZH: "单独一行，形如 [figures.approval]", EN: "a line of its own like [figures.approval]"},
	}
	noEquals = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "这一行没有等号，看不出哪是名称、哪是值", EN: "there is no equals sign on this line"},
		expected: finding.Text{ZH: "名称 = 值；名称里有空格或标点时要加英文引号", EN: "key = value; a key with blanks or punctuation needs quotes"},
		mends:    finding.Text{ZH: "补上半角等号 =；如果这一行是说明文字，在行首加 #", EN: "add =, or put # before the line if it is a remark"},
	}
	colonForEquals = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "名称和值之间用了冒号", EN: "a colon stands between key and value"},
		expected: finding.Text{ZH: "半角等号 =", EN: "an equals sign"},
		mends:    finding.Text{ZH: "把冒号改为 =", EN: "write = instead of the colon"},
	}
	noKey = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "这里缺少名称", EN: "a key is missing here"},
		expected: finding.Text{ZH: "名称 = 值", EN: "key = value"},
		mends:    finding.Text{ZH: "补上名称；如果这一行是说明文字，在行首加 #", EN: "add the key, or put # before the line if it is a remark"},
	}
	quoteOpen = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "引号没有成对，到行末还没有结束", EN: "the quotation mark is not closed on this line"},
		expected: finding.Text{ZH: "文字前后各有一个英文引号 \"", EN: "a quotation mark \" on both sides of the text"},
		mends:    finding.Text{ZH: "在文字末尾补上英文引号 \"", EN: "add \" at the end of the text"},
	}
	arrayOpen = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "方括号里的内容没有写完整", EN: "the list in brackets is not complete"},
		expected: finding.Text{ZH: "各项之间用半角逗号，最后有 ]，形如 [\"甲\", \"乙\"]", EN: "items with commas between and ] at the end, like [\"a\", \"b\"]"},
		mends:    finding.Text{ZH: "检查这里的逗号、引号和右方括号", EN: "look at the commas, quotation marks and the closing bracket"},
	}
	tableOpen = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "花括号里的内容没有写完整", EN: "the braces are not complete"},
		expected: finding.Text{ZH: "各项之间用半角逗号，最后有 }，形如 { value = 708, note = \"说明\" }", EN: "items with commas between and } at the end, like { value = 708, note = \"text\" }"},
		mends:    finding.Text{ZH: "检查这里的逗号、引号和右花括号", EN: "look at the commas, quotation marks and the closing brace"},
	}
	tooDeep = message{
		id:   "file-limit",
		what: finding.Text{ZH: "层层嵌套太深（超过 32 层）或名称太长，不予读取", EN: "nested too deep (more than 32 levels) or a key too long; not read"},
	}
	tooMany = message{
		id:    "toml-syntax",
		what:  finding.Text{ZH: "问题太多，从这里起不再一一列出", EN: "too many problems; from here on they are not listed"},
		mends: finding.Text{ZH: "先改正前面的；如果整个文件都不对，检查是否放错了文件", EN: "mend those before; if all is wrong, this may be the wrong file"},
	}
	noValue = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "等号后面没有值", EN: "there is no value behind the equals sign"},
		expected: finding.Text{ZH: "一个数，或英文引号里的文字", EN: "a number, or text in quotation marks"},
		mends:    finding.Text{ZH: "填上值；没有数据时写 \"未统计\"、\"不适用\" 或 \"不公开\"，暂不填时在行首加 #", EN: "fill it in; where there is no figure write \"未统计\", \"不适用\" or \"不公开\", or put # before the line for now"},
	}
	noSuchDay = message{
		id:       "wrong-date",
		what:     finding.Text{ZH: "日历上没有这一天", EN: "there is no such day"},
		expected: finding.Text{ZH: "真实的日期，形如 2024-01-12", EN: "a real date like 2024-01-12"},
		mends:    finding.Text{ZH: "核对年、月、日", EN: "check year, month and day"},
	}
	wrongDate = message{
		id:       "wrong-date",
		what:     finding.Text{ZH: "日期的写法不对", EN: "the date is not written as a date"},
		expected: finding.Text{ZH: "年四位、月两位、日两位，用半角连字符，形如 2024-01-12，不加引号", EN: "four digits, two and two with hyphens like 2024-01-12, without quotation marks"},
	}
	groupedNumber = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "数字里有逗号", EN: "there is a comma in the number"},
		expected: finding.Text{ZH: "不带逗号的数，如 91234 或 91_234；要保留原文写法时加英文引号", EN: "a number without commas like 91234 or 91_234; in quotation marks it keeps its form"},
		mends:    finding.Text{ZH: "去掉逗号，或改为下划线 _", EN: "remove the commas or write _"},
	}
	wideNumber = message{
		id:       "toml-fullwidth",
		what:     finding.Text{ZH: "数字是全角的", EN: "the digits are full-width"},
		expected: finding.Text{ZH: "半角数字，如 505", EN: "half-width digits like 505"},
		mends:    finding.Text{ZH: "切换到英文输入法重新输入", EN: "type it again with the input method off"},
	}
	leadingZeros = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "数字前面有多余的 0", EN: "the number starts with 0"},
		expected: finding.Text{ZH: "不以 0 开头的数；编号之类放在英文引号里", EN: "a number without leading zeros; codes stand in quotation marks"},
		mends:    finding.Text{ZH: "删去前面的 0", EN: "delete the zeros"},
	}
	mixedQuote = message{
		id:       "toml-fullwidth",
		what:     finding.Text{ZH: "左边是英文引号，右边却是中文引号", EN: "the closing quotation mark is a Chinese one"},
		expected: finding.Text{ZH: "两边都是英文引号 \"", EN: "\" on both sides"},
		mends:    finding.Text{ZH: "把这个引号改为英文引号 \"", EN: "write \" here"},
	}
	innerQuote = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "引号里面又有英文引号，文字在这里就断了", EN: "a quotation mark inside the text ends it here"},
		expected: finding.Text{ZH: "文字里面用中文引号“ ”", EN: "the marks “ ” inside a text"},
		mends:    finding.Text{ZH: "把里面的英文引号改为中文引号", EN: "write “ ” inside"},
	}
	wrongBool = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "是或否的写法不对", EN: "yes or no is not written as TOML wants it"},
		expected: finding.Text{ZH: "小写的 true（是）或 false（否），不加引号", EN: "true or false in small letters, without quotation marks"},
	}
	unquoted = message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "文字没有加引号", EN: "text stands here without quotation marks"},
		expected: finding.Text{ZH: "带单位、带“近”“余”等字的数和所有文字，都放在英文引号里，如 \"近8万件\"", EN: "text, and numbers with units or words like 近 and 余, in quotation marks like \"近8万件\""},
		mends:    finding.Text{ZH: "在前后各加一个英文引号 \"", EN: "put \" on both sides"},
	}
)

// maxTold is how many slips of one file are told: a file with more is no TOML,
// and its reader would drown.
const maxTold = 100

// behindNumber says what stands behind a number and should not.
func behindNumber(rest string) *message {
	m := message{
		id:    "toml-syntax",
		what:  finding.Text{ZH: "数字后面有多余的“" + rest + "”", EN: "behind the number stands " + rest},
		mends: finding.Text{ZH: "删去它", EN: "delete it"},
	}
	switch trimmed := strings.TrimSpace(rest); {
	case strings.ContainsAny(rest, "=＝"):
		m.what = finding.Text{ZH: "两项之间少了逗号", EN: "a comma is missing between two items"}
		m.mends = finding.Text{ZH: "在数字后面加半角逗号 ,", EN: "add a comma behind the number"}
	case len([]rune(trimmed)) > 1:
		m.what = finding.Text{ZH: "数字后面的说明没有用 # 开头", EN: "the remark behind the number does not start with #"}
		m.mends = finding.Text{ZH: "在说明前面加 #", EN: "put # before the remark"}
	}
	return &m
}

// tellInside tells a list or table that goes wrong at the reading position: by
// a quotation mark inside a text, or by its own marks.
func (s *scanner) tellInside(start int, m message) {
	before := strings.TrimRight(s.src[start:s.pos], " \t")
	if r := s.peek(); strings.HasSuffix(before, `"`) && r != 0 && r != '\n' && r != '"' && bareKey(r) && strings.Contains(s.src[s.pos:s.lineEnd()], `"`) {
		s.tell(start+len(before)-1, start+len(before), innerQuote)
		return
	}
	s.tell(start, start+1, m)
}

// tell records one slip at a place.
func (s *scanner) tell(start, end int, m message) {
	if len(s.log) > maxTold {
		return
	}
	if len(s.log) == maxTold {
		m = tooMany
	}
	s.log.Add(finding.Finding{
		ID: m.id, Severity: finding.Error, Pos: s.file.Pos(start, end),
		Message: m.what, Expected: m.expected, Cure: m.mends,
	})
}

func (s *scanner) tellWide(r rune, want byte) {
	s.tell(s.pos, s.pos+utf8.RuneLen(r), message{
		id:       "toml-fullwidth",
		what:     finding.Text{ZH: fmt.Sprintf("这里是中文（全角）符号“%c”", r), EN: fmt.Sprintf("this is the full-width character %c", r)},
		expected: finding.Text{ZH: fmt.Sprintf("英文（半角）符号 %c", want), EN: fmt.Sprintf("the half-width %c", want)},
		mends:    finding.Text{ZH: "切换到英文输入法重新输入这个符号", EN: "type it again with the input method off"},
	})
}

func (s *scanner) tellBlank() {
	s.tell(s.pos, s.pos+1, message{
		id:       "toml-fullwidth",
		what:     finding.Text{ZH: "这里有一个全角空格或不换行空格", EN: "a full-width or no-break blank stands here"},
		expected: finding.Text{ZH: "半角空格，或不空格", EN: "an ordinary blank, or none"},
		mends:    finding.Text{ZH: "删去它，需要时用英文输入法空一格", EN: "delete it"},
	})
}

func (s *scanner) tellWideQuotes(start, end int, text string) {
	s.tell(start, end, message{
		id:       "toml-fullwidth",
		what:     finding.Text{ZH: "外面的引号是中文引号", EN: "the quotation marks are Chinese ones"},
		expected: finding.Text{ZH: "英文引号：\"" + text + "\"", EN: "ASCII quotation marks: \"" + text + "\""},
		mends:    finding.Text{ZH: "把两边的引号改为英文引号 \"；文字里面可以用中文引号", EN: "write \" on both sides; Chinese marks may stand inside"},
	})
}

func (s *scanner) tellBareKey(start, end int) {
	word := s.src[start:end]
	s.tell(start, end, message{
		id:       "toml-key-quote",
		what:     finding.Text{ZH: "中文名称没有加引号", EN: "a Chinese key stands without quotation marks"},
		expected: finding.Text{ZH: "\"" + word + "\"", EN: "\"" + word + "\""},
		mends:    finding.Text{ZH: "在名称前后各加一个英文引号 \"", EN: "put \" on both sides of the key"},
	})
}

func (s *scanner) tellTwice(at, first span, table bool) {
	m := message{
		id:    "toml-duplicate",
		what:  finding.Text{ZH: "同一个名称写了两次，不知道以哪个为准", EN: "this key is given twice; it is not clear which one holds"},
		mends: finding.Text{ZH: "留下正确的一个，删去另一个", EN: "keep the right one and delete the other"},
	}
	if table {
		m.what = finding.Text{ZH: "同一个分组标题写了两次", EN: "this table header stands twice"}
		m.mends = finding.Text{ZH: "把两处的内容合并到一个标题下面；说的是两件事的，给其中一处换一个名称", EN: "bring the contents of both under one header; where they are two things, give one another name"}
	}
	s.tell(at.start, at.end, m)
	last := &s.log[len(s.log)-1]
	last.Related = append(last.Related, finding.Related{
		Pos: s.file.Pos(first.start, first.end), Note: finding.Text{ZH: "第一次写在这里", EN: "given here first"},
	})
}

func (s *scanner) tellRest(start int) {
	s.tell(s.pos, s.lineEnd(), message{
		id:       "toml-syntax",
		what:     finding.Text{ZH: "值已经结束，后面还有多余的内容", EN: "something stands behind the end of the value"},
		expected: finding.Text{ZH: "一行只写一个“名称 = 值”；文字里面要用引号时用中文引号“ ”", EN: "one key = value a line; inside a text use the marks “ ”"},
		mends:    finding.Text{ZH: "删去多余的内容，或在它前面加 # 作为说明", EN: "delete it, or put # before it as a remark"},
	})
}
