package form_test

import (
	"strings"
	"testing"

	"fazhi/generator/form"
)

// TestRoleOf has headings in use, and headings that speak of a subject.
func TestRoleOf(t *testing.T) {
	f := get(t, "fzzf")
	for _, c := range [][2]string{
		{"一、推进法治政府建设的主要举措和成效", "measures"},
		{"一、2021年主要工作情况", "measures"},
		{"一、主要工作成效", "measures"},
		{"一、主要做法和成效", "measures"},
		{"一、2023年度法治政府建设工作开展情况", "measures"},
		{"一、2025年工作总结", "measures"},
		{"一、工作情况", "measures"},
		{"一、上一年度推进法治政府建设的主要举措和成效", "measures"},
		{"一、法治政府建设取得的主要成绩", "measures"},
		{"（一）主要工作进展", "measures"},
		{"一、2023年法治政府建设情况", "measures"},
		{"二、存在的不足和原因", "shortcomings"},
		{"二、存在问题", "shortcomings"},
		{"二、存在的主要问题", "shortcomings"},
		{"二、存在的问题和不足", "shortcomings"},
		{"三、法治政府建设存在的短板弱项", "shortcomings"},
		{"二、推进法治政府建设存在的差距和原因分析", "shortcomings"},
		{"二、不足之处", "shortcomings"},
		{"二、面临的主要困难和问题", "shortcomings"},
		{"三、党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况", "leadership"},
		{"三、党政主要负责人履行推进法治建设第一责任人职责,加强法治政府建设的有关情况", "leadership"},
		{"（一）党政主要负责人履行推进法治建设第一责任人职责情况", "leadership"},
		{"一、主要负责人履行第一责任人职责工作情况", "leadership"},
		{"二、第一责任人职责履行情况", "leadership"},
		{"三、党政主要负责人履职情况", "leadership"},
		{"三、主要领导履行法治建设职责情况", "leadership"},
		{"四、下步工作打算", "plan"},
		{"三、下一步工作计划", "plan"},
		{"四、下一年度推进法治政府建设的主要安排", "plan"},
		{"四、2024年工作打算", "plan"},
		{"四、2024年法治政府建设工作安排", "plan"},
		{"四、下一步工作重点", "plan"},
		{"四、下一阶段工作思路", "plan"},
		{"四、明年工作计划", "plan"},
		{"四、2024年度推进法治政府建设的主要安排", "plan"},
		{"五、其他需要报告的情况", "other"},
		{"五、其他需要报告的事项", "other"},
		{"五、其它情况", "other"},
		{"五、需要说明的问题", "other"},
		{"三、存在的问题及下一步打算", "shortcomings plan"},
		{"三、存在的不足和下一年度主要安排", "shortcomings plan"},
		{"二、存在的主要问题及改进措施", "shortcomings plan"},
		{"一、主要举措、成效和存在的问题", "measures shortcomings"},
		{"下一步", "plan"},
		{"一、2023年工作计划完成情况", "measures"},
		{"三、上年度存在问题整改措施落实情况", "measures shortcomings"},

		{"（一）党建引领。", ""},
		{"（二）优化审批服务。", ""},
		{"2.综合窗口改革。", ""},
		{"1.落实“两集中、一上网”。", ""},
		{"（二）加大执法力度，推进“进一扇门”。", ""},
		{"（五）加强内部管理，建设过硬队伍。", ""},
		{"（一）学习贯彻习近平法治思想，法治政府建设稳步推进", ""},
		{"（三）健全依法行政制度体系，落实合法性审核", ""},
		{"（六）加强行政权力监督，做到用权受监督", ""},
		{"", ""},
	} {
		if got := strings.Join(f.RoleOf(c[0]), " "); got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
	x := get(t, "xxgk")
	for heading, want := range map[string]string{
		"一、总体情况":              "overview",
		"二、主动公开政府信息情况":        "proactive",
		"三、收到和处理政府信息公开申请情况":   "requests",
		"四、政府信息公开行政复议、行政诉讼情况": "disputes",
		"五、存在的主要问题及改进情况":      "problems",
		"六、其他需要报告的事项":         "other",
		"（三）政府信息管理情况。":        "",
	} {
		if got := strings.Join(x.RoleOf(heading), " "); got != want {
			t.Errorf("%s: %q, want %q", heading, got, want)
		}
	}
}

func TestStripNumber(t *testing.T) {
	for in, want := range map[string]string{
		"一、总体情况":     "总体情况",
		"　十二、 总体情况。": "总体情况",
		"（三）总体情况":    "总体情况",
		"(三)总体情况":    "总体情况",
		"(三)、总体情况":   "总体情况",
		"3.总体情况":     "总体情况",
		"3．总体情况":     "总体情况",
		"3、总体情况":     "总体情况",
		"（3）总体情况":    "总体情况",
		"③总体情况":      "总体情况",
		"第三、总体情况":    "总体情况",
		"2023年总体情况":  "2023年总体情况",
		"一件事一次办":     "一件事一次办",
		"（试行）办法":     "（试行）办法",
		"总体情况：":      "总体情况",
		"一、":         "",
		"":           "",
	} {
		if got := form.StripNumber(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
