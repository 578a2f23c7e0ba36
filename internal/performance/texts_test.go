package performance_test

import (
	"bufio"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// textCase is one line of testdata/texts.txt.
type textCase struct {
	line  int
	state string
	want  string // a code with its case, - for nothing
	edits []string
	aside bool // kept aside: the words of such a line are not looked at when a check is changed
}

// states are forms that everything agrees in, but for what their names say.
var states = map[string]string{
	"常": "",
	"满": "绩效指标.2.实际完成值=30个 绩效指标.2.得分=10 绩效指标.2.偏差原因分析及改进措施= 绩效指标.4.实际完成值=20分钟 绩效指标.4.得分=10 绩效指标.4.偏差原因分析及改进措施= " +
		"绩效指标.8.实际完成值=健全 绩效指标.8.得分=10 绩效指标.8.偏差原因分析及改进措施= 总分.得分=99.8",
	"三八": "资金.当年财政拨款.全年执行数=193200 资金.年度资金总额.全年执行数=399000 资金.年度资金总额.执行率=38% 资金.年度资金总额.得分=3.8 总分.得分=86.3",
	"百": "资金.当年财政拨款.全年执行数=840000 资金.上年结转资金.全年执行数=160000 资金.其他资金.全年执行数=50000 资金.年度资金总额.全年执行数=1050000 " +
		"资金.年度资金总额.执行率=100% 资金.年度资金总额.得分=10 总分.得分=92.5 绩效指标.5.实际完成值=105万元",
}

var rowEdit = regexp.MustCompile(`^(名|目标|值|得|因|一|二)([0-9]+)=`)

var columnsOf = map[string]string{"名": "三级指标", "目标": "年度指标值", "值": "实际完成值", "得": "得分", "因": "偏差原因分析及改进措施", "一": "一级指标", "二": "二级指标"}

// field is an edit with the names of the form.
func field(e string) string {
	for short, long := range map[string]string{"预期=": "年度总体目标.预期目标=", "实际=": "年度总体目标.实际完成情况=", "项目=": "项目名称=", "年=": "年度="} {
		if rest, ok := strings.CutPrefix(e, short); ok {
			return long + rest
		}
	}
	if m := rowEdit.FindStringSubmatch(e); m != nil {
		return "绩效指标." + m[2] + "." + columnsOf[m[1]] + "=" + e[len(m[0]):]
	}
	return e
}

func textCases(t testing.TB) (out []textCase) {
	f, err := os.Open("testdata/texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s, n := bufio.NewScanner(f), 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 {
			t.Fatalf("line %d: %s", n, line)
		}
		c := textCase{line: n, state: parts[0], want: parts[1], aside: len(out)%3 == 2}
		for e := range strings.SplitSeq(parts[2], " & ") {
			c.edits = append(c.edits, field(e))
		}
		out = append(out, c)
	}
	return out
}

// alarms are the errors and warnings of a form, by code and case, and the notes that a line of the table may ask for.
func alarms(t testing.TB, l *templates.Layout, s *check.Set, edits []string) (out []string) {
	for _, f := range run(t, s, record(t, l, s, consistent(t, edits...)), nil) {
		if f.Severity <= finding.Warning || f.Code == "V13" {
			out = append(out, id(f))
		}
	}
	return out
}

// Texts are held against their form: what each line says is said, and what it does not is not. A text that is given
// stands instead of one that names the indicators' figures, so nothing else may come of it.
func TestTexts(t *testing.T) {
	l, s := checks(t, "self-evaluation/shanghai", "params: {原因分两部分: 否}")
	base := map[string][]string{}
	for name, edits := range states {
		base[name] = alarms(t, l, s, append(strings.Fields(edits), "年度总体目标.实际完成情况=平台运行稳定，资金按合同付款。"))
	}
	var right, all [2][2]int // by kept aside, harmful
	for _, c := range textCases(t) {
		got := alarms(t, l, s, append(append(strings.Fields(states[c.state]), "年度总体目标.实际完成情况=平台运行稳定，资金按合同付款。"), c.edits...))
		fresh := slices.DeleteFunc(slices.Clone(got), func(x string) bool { return slices.Contains(base[c.state], x) })
		ok := len(fresh) == 0
		if c.want != "-" {
			ok = slices.Contains(got, c.want)
		}
		a, h := 0, 0
		if c.aside {
			a = 1
		}
		if c.want != "-" {
			h = 1
		}
		all[a][h]++
		if ok {
			right[a][h]++
		}
		if !ok && (!c.aside || os.Getenv("GONGBIAO_TEXTS") == "all") {
			t.Errorf("line %d: %s: want %s, got %v", c.line, strings.Join(c.edits, " & "), c.want, fresh)
		}
	}
	t.Logf("looked at: %d of %d said, %d of %d silent; kept aside: %d of %d said, %d of %d silent", right[0][1], all[0][1],
		right[0][0], all[0][0], right[1][1], all[1][1], right[1][0], all[1][0])
}
