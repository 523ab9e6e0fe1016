package weblink

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/durable"
	"fazhi/generator/finding"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// StatusFile is where it is kept how hosts answered, in the workspace.
const StatusFile = "data/links.toml"

// Result is how a host answered.
type Result string

// The results, from good to bad.
const (
	OK          Result = "ok"
	Moved       Result = "moved"       // for good, to another address
	Refused     Result = "refused"     // the host is there, and did not answer a program
	Failing     Result = "failing"     // the host has a fault
	Gone        Result = "gone"        // the host says that there is no such page
	Unreachable Result = "unreachable" // there is no answer
)

// Results lists them.
func Results() []string {
	return []string{string(OK), string(Moved), string(Refused), string(Failing), string(Gone), string(Unreachable)}
}

// Label says a result to people.
func (r Result) Label() finding.Text {
	return map[Result]finding.Text{
		OK:          {ZH: "正常", EN: "good"},
		Moved:       {ZH: "已换地址", EN: "moved"},
		Refused:     {ZH: "对方不让程序访问", EN: "refused to a program"},
		Failing:     {ZH: "对方服务器出错", EN: "a fault of the host"},
		Gone:        {ZH: "网页不在", EN: "gone"},
		Unreachable: {ZH: "打不开", EN: "does not open"},
	}[r]
}

// Reason is why there was no answer.
type Reason string

// The reasons.
const (
	NoHost      Reason = "no-host"     // the name is not known
	Slow        Reason = "slow"        // no answer in time
	Certificate Reason = "certificate" // the certificate is not valid
	Private     Reason = "private"     // an address of an inner network
	Loop        Reason = "loop"        // sent on again and again
	Closed      Reason = "closed"      // the connection was not taken
)

// ZH says a reason in Chinese.
func (r Reason) ZH() string {
	return map[Reason]string{
		NoHost: "找不到这个域名", Slow: "长时间没有应答", Certificate: "安全证书无效或已过期", Private: "是内网地址，外面打不开", Loop: "反复跳转", Closed: "连接不上",
	}[r]
}

// State is how the host of one address answered.
type State struct {
	Address string
	Result  Result
	Code    int    // of HTTP, 0 where there was no answer
	Why     Reason // of Unreachable
	To      string // where the host sends readers on to
	Since   civil.Date
	Until   civil.Date // its certificate ends soon, or did; zero where that is far off
}

// Status is what was found when hosts were last asked.
type Status struct {
	Asked civil.Date
	All   []State // by address
}

// Of gives the state of an address, nil where its host was not asked.
func (s *Status) Of(address string) *State {
	if s == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(s.All, address, func(st State, a string) int { return strings.Compare(st.Address, a) })
	if !ok {
		return nil
	}
	return &s.All[i]
}

// Read reads the status of a workspace, nil where hosts were never asked.
func Read(ws fs.FS) (*Status, finding.List) {
	if _, err := fs.Stat(ws, StatusFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var log finding.List
	file, notes, ok := textfile.Read(ws, StatusFile)
	log.Add(notes...)
	if !ok {
		return nil, log
	}
	t := tomlfile.Parse(file, &log)
	s := &Status{Asked: t.Date("asked")}
	for _, l := range t.Tables("link") {
		one := State{
			Address: l.String("address"), Result: Result(l.OneOf("result", Results()...)), Code: l.Int("code"),
			Why: Reason(l.OneOf("why", string(NoHost), string(Slow), string(Certificate), string(Private), string(Loop), string(Closed))),
			To:  l.String("to"), Since: l.Date("since"), Until: l.Date("until"),
		}
		l.Close()
		s.All = append(s.All, one)
	}
	t.Close()
	slices.SortStableFunc(s.All, byAddress)
	return s, log
}

func byAddress(a, b State) int { return strings.Compare(a.Address, b.Address) }

// Next is the status after hosts were asked on a day: what answers as before keeps
// the day since when it does, so that a line of the file changes only where
// something else did. Addresses that nobody links to any more are left out.
func (s *Status) Next(day civil.Date, found []State) *Status {
	out := &Status{Asked: day, All: slices.Clone(found)}
	for i := range out.All {
		one := &out.All[i]
		one.Since = day
		if old := s.Of(one.Address); old != nil && old.Result == one.Result && old.Why == one.Why && old.To == one.To {
			one.Since = old.Since
		}
	}
	slices.SortStableFunc(out.All, byAddress)
	return out
}

// Encode gives the file, the same bytes for the same status.
func (s *Status) Encode() []byte {
	var b bytes.Buffer
	b.WriteString("# 站外链接最近一次查询的结果，由 fazhi links --external 写入，不用手工改。\n# since：从哪一天起是这个结果。生成网站时只读这个文件，不访问别的网站。\n")
	fmt.Fprintf(&b, "asked = %s\n", s.Asked)
	for _, one := range s.All {
		fmt.Fprintf(&b, "\n[[link]]\naddress = %s\nresult = %q\n", tomlfile.Quote(one.Address), string(one.Result))
		if one.Code != 0 {
			b.WriteString("code = " + strconv.Itoa(one.Code) + "\n")
		}
		if one.Why != "" {
			fmt.Fprintf(&b, "why = %q\n", string(one.Why))
		}
		if one.To != "" {
			b.WriteString("to = " + tomlfile.Quote(one.To) + "\n")
		}
		fmt.Fprintf(&b, "since = %s\n", one.Since)
		if !one.Until.IsZero() {
			fmt.Fprintf(&b, "until = %s\n", one.Until)
		}
	}
	return b.Bytes()
}

// Save writes the status into a workspace.
func (s *Status) Save(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return durable.Write(root, StatusFile, s.Encode())
}
