package check_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// ordered is a form of purchases, held against orders and the goods in them.
var ordered = &model.Form{ID: "purchase", Fields: []*model.Field{{Name: "单号", Kind: model.Text}, {Name: "金额", Kind: model.Money},
	{Name: "货物", Kind: model.Rows, Fields: []*model.Field{{Name: "品名", Kind: model.Text}, {Name: "数量", Kind: model.Number}}}}}

const orders = `
订单:
  whole: 货品
  same: 归一(单号)
  unit: 货币
  columns: {单号: text, 金额: {kind: money, or: [总价]}}
订货:
  in: 订单.货品
  same: 归一(单号)
  columns: {单号: text, 品名: text, 数量: {kind: number, or: [件数]}}
`

func purchases(t *testing.T, given string) (*check.Set, error) {
	t.Helper()
	f, err := check.Parse("checks.yaml", check.Nodes{Codes: node(t, "{X1: 金额, X2: 数量}"), Given: node(t, given), Checks: node(t, `
- {code: X1, name: 金额, when: 个数(订单) > 0, holds: '合计(订单, .金额) == 金额', at: 金额, message: '订单是 {合计(订单, .金额)}'}
- code: X2
  name: 数量
  rows: 货物
  let: {订: '筛选(订货, 同文(.品名, 品名))'}
  when: 个数(订) > 0
  holds: 合计(订, .数量) == 数量
  at: 数量
  message: '{品名}订了 {合计(订, .数量)}'`)})
	if err != nil {
		return nil, err
	}
	return f.Compile(check.Target{Form: prepared(t, ordered), Functions: performance.Functions()})
}

func papers(t *testing.T, text string) (out []check.Paper) {
	t.Helper()
	for _, d := range documents(t, text) {
		out = append(out, check.Paper{Doc: d})
	}
	return out
}

func documents(t *testing.T, text string) (out []*data.Value) {
	t.Helper()
	err := data.Read("对照.json", []byte(text), func(d *data.Value, err error) error {
		out = append(out, d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Papers of any kind the form file declares are read and held against the form; those of another order are not.
func TestGiven(t *testing.T) {
	s, err := purchases(t, orders)
	if err != nil {
		t.Fatal(err)
	}
	r, err := model.Bind(documents(t, `{"单号": "（甲） 1", "金额": "20000", "货物": [{"品名": "桌", "数量": "3"}, {"品名": "椅", "数量": "4"}]}`)[0], ordered)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, given, want string }{
		{"nothing", `{"订单": []}`, ""},
		{"agrees", `{"订单": [{"单号": "(甲)1", "金额": "2", "货币": "万元", "货品": [{"品名": "桌", "数量": "3"}]}]}`, ""},
		{"as a whole, other names", `{"单号": "(甲)1", "总价": "19999", "货品": [{"品名": "椅", "件数": "5"}]}`, "订单是 19999|椅订了 5"},
		{"in a group", `{"单号": "(甲)1", "总价": {"金额": "1.5"}, "货币": "千元", "货品": []}`, "订单是 1500"},
		{"an unknown unit", `{"单号": "(甲)1", "金额": "20", "货币": "斤", "货品": []}`, "订单是 20"},
		{"another order", `[{"单号": "乙1", "总价": "1", "货品": [{"品名": "桌", "数量": "9"}]}, {"订单": {"单号": "(甲)1", "金额": "20000"}}]`, ""},
	} {
		g, err := s.Papers(papers(t, c.given)...)
		if err != nil {
			t.Fatal(err)
		}
		l, err := s.Run(r, g)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range l {
			got = append(got, f.Message)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, text := range []string{`{"发票": []}`, `["甲"]`} {
		_, err := s.Papers(papers(t, text)...)
		if l := finding.Of(err); len(l) != 1 || l[0].Code != "CHECK-GIVEN" {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := s.Papers(papers(t, `{"发票": []}`)...); !strings.Contains(err.Error(), "可以写 订单，或直接给有“货品”的文件") {
		t.Errorf("not said what may be given: %v", err)
	}
}

// What is wrong with given: is said with its line.
func TestGivenMistakes(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"no columns", "订单: {unit: 单位}", "checks.yaml:1:1 given 的“订单”缺 columns"},
		{"unknown key", "订单: {column: {单号: text}, columns: {单号: text}}", "是不是要写“columns”"},
		{"kind", "订单:\n  columns: {单号: txt}", "checks.yaml:2:17 单号不能是“txt”"},
		{"no kind", "订单:\n  columns: {单号: {or: [号]}}", "checks.yaml:2:13 列“单号”没有写明 kind"},
		{"money without unit", "订单:\n  columns: {金额: money}", "checks.yaml:2:17 列“金额”是金额，还要写明 unit"},
		{"in what", "订货: {in: 订单.货品, columns: {单号: text}}", "checks.yaml:1:10 given 的“订货”不知在哪里：订单.货品"},
		{"in where", "订单: {columns: {单号: text}}\n订货: {in: 订单, columns: {单号: text}}", "checks.yaml:2:10 given 的“订货”不知在哪里：订单"},
		{"same of the row", "订单: {same: 单好, columns: {单号: text}}", "您是不是要写“单号”？"},
		{"same of the form", "订单: {same: 号, columns: {号: text}}", "没有名为“号”的项"},
		{"a list", "- 订单", "应是“键: 值”的集合"},
	} {
		_, err := purchases(t, c.given)
		var got []string
		for _, f := range finding.Of(err) {
			got = append(got, f.Pos.String()+" "+f.Message+" "+f.Hint)
		}
		if all := strings.Join(got, "\n"); !strings.Contains(all, c.want) {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}
