package check_test

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

var small = &model.Form{ID: "small", Fields: []*model.Field{
	{Name: "预算数", Kind: model.Money}, {Name: "执行数", Kind: model.Money}, {Name: "说明", Kind: model.Text},
	{Name: "明细", Kind: model.Rows, Fields: []*model.Field{{Name: "名称", Kind: model.Text}, {Name: "金额", Kind: model.Money}}},
}, Params: []model.Param{{Name: "容差", Default: "1"}}}

func prepared(t *testing.T, f *model.Form) *model.Form {
	t.Helper()
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	return f
}

func node(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	return n.Content[0]
}

func load(t *testing.T, checks string) (*check.Set, error) {
	t.Helper()
	f, err := check.Parse("form.yaml", check.Nodes{Codes: node(t, "{A1: 甲, A2: 乙}"), Checks: node(t, checks)})
	if err != nil {
		return nil, err
	}
	form := prepared(t, small)
	return f.Compile(check.Target{Form: form, Functions: performance.Functions()})
}

// What is wrong in a form's checks is said when they are loaded, all of it, with line and nearest name.
func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ name, checks, want string }{
		{"misspelt field", "- {code: A1, name: 甲, holds: 预算 > 0, at: 预算数, message: 无}", "预算数"},
		{"misspelt field in a text", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数, message: '{执行 数}'}", "执行"},
		{"misspelt field in English", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数, message: 无, english: 'no {执行}'}", "执行"},
		{"misspelt field in at", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算书, message: 无}", "您是不是要写“预算数”？"},
		{"misspelt function", "- {code: A1, name: 甲, holds: '同问(说明, 说明)', at: 预算数, message: 无}", "您是不是要写“同义”？"},
		{"misspelt parameter", "- {code: A1, name: 甲, holds: 预算数 > 参数.容查, at: 预算数, message: 无}", "容差"},
		{"misspelt key", "- {code: A1, name: 甲, hold: 预算数 > 0, at: 预算数, message: 无}", "您是不是要写“holds”？"},
		{"wrong severity", "- {code: A1, name: 甲, severity: warn, holds: 预算数 > 0, at: 预算数, message: 无}", "您是不是要写“warning”？"},
		{"no condition", "- {code: A1, name: 甲, holds: 预算数 + 1, at: 预算数, message: 无}", "应是条件"},
		{"text against number", "- {code: A1, name: 甲, holds: 预算数 > 说明, at: 预算数, message: 无}", "不能比较"},
		{"arguments of a function", "- {code: A1, name: 甲, holds: 同文(说明), at: 预算数, message: 无}", "写作 同文(甲, 乙)"},
		{"kind of an argument", "- {code: A1, name: 甲, holds: '同文(说明, 预算数)', at: 预算数, message: 无}", "第 2 个参数"},
		{"unknown code", "- {code: A3, name: 甲, holds: 预算数 > 0, at: 预算数, message: 无}", "codes:"},
		{"twice", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数, message: 无}\n- {code: A1, name: 乙, holds: 预算数 > 0, at: 预算数, message: 无}", "写了两次"},
		{"unless before", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数, message: 无, unless: A2}", "它之前没有这条校验"},
		{"list", "- {code: A1, name: 甲, rows: 预算数, holds: 预算数 > 0, at: 预算数, message: 无}", "不是列表"},
		{"nothing said", "- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数}", "缺 message"},
	} {
		_, err := load(t, c.checks)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
			continue
		}
		for _, f := range finding.Of(err) {
			if f.Pos.File != "form.yaml" || f.Pos.Line == 0 {
				t.Errorf("%s: no place: %+v", c.name, f)
			}
		}
	}
	_, err := load(t, "- {code: A1, name: 甲, holds: 预算 > 0, at: 预算数, message: 无}\n- {code: A2, name: 甲, holds: 执行 > 0, at: 预算数, message: 无}")
	if l := finding.Of(err); len(l) != 2 || l[1].Pos.Line != 2 {
		t.Errorf("not all at once: %v", l)
	}
}

// let names stand for expressions, also in later ones and in texts; fields, functions and texts of the same name are
// left alone.
func TestLet(t *testing.T) {
	s, err := load(t, `
- code: A1
  name: 甲
  let: {差: 预算数 - 执行数, 倍: 差 * 2, 合计: '合计(明细, .金额)'}
  when: 倍 >= 0
  holds: 合计 == 差 and 说明 != "差"
  at: 预算数
  expected: "{合计:账}"
  sum: "{预算数:账} − {执行数:账} = {差:#,##0.00}"
  message: "{如果(倍 > 100, \"多\", \"少\")}：{倍}"`)
	if err != nil {
		t.Fatal(err)
	}
	run := func(raw string) finding.List {
		var r *model.Record
		if err := data.Read("表.json", []byte(raw), func(d *data.Value, err error) error {
			if err == nil {
				r, err = model.Bind(d, small)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		l, err := s.Run(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := run(`{"预算数": "1,000", "执行数": "900.5", "说明": "好", "明细": [{"金额": "99"}, {"金额": "0.5"}]}`); len(l) != 0 {
		t.Errorf("%v", l)
	}
	l := run(`{"预算数": "1,000", "执行数": "900.5", "说明": "好", "明细": [{"金额": "99"}]}`)
	if len(l) != 1 || l[0].Message != "多：199" || l[0].Sum != "1,000 − 900.5 = 99.50" || l[0].Expected != "99" || l[0].Printed != "1,000" {
		t.Errorf("%+v", l)
	}
	if l := run(`{"预算数": "1,000", "说明": "好"}`); len(l) != 0 {
		t.Errorf("what cannot be decided is not silent: %v", l)
	}
}

// A check that needs a field the layout leaves out is not run, and the report says which.
func TestFieldsLeftOut(t *testing.T) {
	f, err := check.Parse("form.yaml", check.Nodes{Codes: node(t, "{A1: 甲, A2: 乙}"), Checks: node(t, `
- {code: A1, name: 甲, holds: 预算数 > 0, at: 预算数, message: 预算数不对}
- {code: A2, name: 乙, holds: 执行数 > 0, at: 执行数, message: 执行数不对}`)})
	if err != nil {
		t.Fatal(err)
	}
	less := prepared(t, &model.Form{ID: "small", Fields: []*model.Field{{Name: "预算数", Kind: model.Money}}, Params: small.Params})
	s, err := f.Compile(check.Target{Base: prepared(t, small), Form: less, Functions: performance.Functions()})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Checks()) != 1 || len(s.Skipped()) != 1 || s.Skipped()[0].ID != "A2" || !strings.Contains(s.Skipped()[0].Why, "执行数") {
		t.Errorf("%v %v", s.Checks(), s.Skipped())
	}
}

// In a layout a name may mean something else: Sichuan parts a target into sign, value and unit. What is said names
// the field all the same.
func TestReadAs(t *testing.T) {
	f, err := check.Parse("form.yaml", check.Nodes{Codes: node(t, "{A1: 甲, A2: 乙}"), ReadAs: node(t, "{附言: '\"\"'}"), Checks: node(t, `
- {code: A1, name: 甲, rows: 明细, holds: '数量(名称) == 金额', at: 名称, message: '{名称}对{金额}{附言}'}`)})
	if err != nil {
		t.Fatal(err)
	}
	form := &model.Form{ID: "small", Fields: append([]*model.Field{}, small.Fields...), Params: small.Params}
	form.Fields[3] = &model.Field{Name: "明细", Kind: model.Rows, Fields: []*model.Field{{Name: "名称", Kind: model.Text}, {Name: "金额", Kind: model.Money}, {Name: "单位", Kind: model.Text}}}
	prepared(t, form)
	s, err := f.Compile(check.Target{Base: prepared(t, small), Form: form, Functions: performance.Functions(),
		ReadAs: []check.Let{{Name: "名称", Expr: "名称 + 单位"}, {Name: "附言", Expr: "说明"}}})
	if err != nil {
		t.Fatal(err)
	}
	var l finding.List
	if err := data.Read("表.json", []byte(`{"说明": "！", "明细": [{"名称": "5", "单位": "次", "金额": "5"}, {"名称": "6", "单位": "次", "金额": "5"}]}`), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, form)
		if err == nil {
			l, err = s.Run(r, nil)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(l) != 1 || l[0].Message != "6次对5！" || l[0].Printed != "6" || l[0].Path != "/明细/1/名称" {
		t.Errorf("%+v", l)
	}
	if _, err := f.Compile(check.Target{Base: prepared(t, small), Form: form, ReadAs: []check.Let{{Name: "名称", Expr: "名称 + 单味"}}}); err == nil || !strings.Contains(err.Error(), "单位") {
		t.Errorf("a misspelt reading passes: %v", err)
	}
}

// What follows the last colon in braces is a format only where it cannot be the end of an expression.
func TestFormats(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"{预算数:0.00}", "1000.00"},
		{"{预算数:账}", "1,000"},
		{"{预算数:#,##0.0}", "1,000.0"},
		{"{预算数 > 1 ? 5 : 0}", "5"},
		{"{如果(预算数 > 1, \"甲:0\", \"乙\")}", "甲:0"},
		{"甲 {预算数", "甲 1,000"},
		{"{{预算数}}", ""},
	} {
		s, err := load(t, "- {code: A1, name: 甲, holds: 预算数 < 0, at: 预算数, message: '"+c.text+"'}")
		if err != nil {
			if c.want != "" {
				t.Errorf("%s: %v", c.text, err)
			}
			continue
		}
		r, err := model.Bind(&data.Value{Kind: data.Object, Members: []data.Member{{Name: "预算数", Value: &data.Value{Kind: data.String, Text: "1,000"}}}}, small)
		if err != nil {
			t.Fatal(err)
		}
		if l, err := s.Run(r, nil); err != nil || len(l) != 1 || l[0].Message != c.want {
			t.Errorf("%s: %v %v, want %q", c.text, l, err, c.want)
		}
	}
}

// An item of a list is called by what the form says, else by its first required text, else by its first text.
func TestPlace(t *testing.T) {
	for _, c := range []struct {
		rows          []string
		required      bool
		record, place string
	}{
		{nil, true, `{"明细": [{"编号": "7", "品名": "桌 子", "数量": "1"}]}`, "明细 第 1 行“桌子” 数量"},
		{nil, false, `{"明细": [{"编号": "7", "品名": "桌子", "数量": "1"}]}`, "明细 第 1 行“7” 数量"},
		{nil, false, `{"明细": [{"品名": "桌子", "数量": "1"}]}`, "明细 第 1 行 数量"},
		{[]string{"别名", "编号"}, true, `{"明细": [{"编号": "7", "品名": "桌子", "数量": "1"}]}`, "明细 第 1 行“7” 数量"},
		{[]string{"编号"}, true, `{"明细": [{"品名": "桌子", "数量": "1"}]}`, "明细 第 1 行“桌子” 数量"},
	} {
		form := prepared(t, &model.Form{ID: "f", Fields: []*model.Field{{Name: "明细", Kind: model.Rows, Fields: []*model.Field{
			{Name: "数量", Kind: model.Number}, {Name: "编号", Kind: model.Text}, {Name: "品名", Kind: model.Text, Required: c.required},
		}}}, Summary: model.Summary{Rows: c.rows}})
		r, err := model.Bind(documents(t, c.record)[0], form)
		if err != nil {
			t.Fatal(err)
		}
		if got := check.Place(r, r.At("/明细/0/数量")); got != c.place {
			t.Errorf("%v %s: %s, want %s", c.rows, c.record, got, c.place)
		}
	}
}

// The English says the same particulars as the message.
func TestEnglishHasParticulars(t *testing.T) {
	set, err := load(t, `- {code: A1, name: 甲, each: [预算数, 执行数], as: 列, holds: $列 > 5, at: $列, message: "$列是 {$列}", english: "$列 is {$列:0.00}"}`)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	err = data.Read("a.json", []byte(`{"form": "small", "预算数": "3", "执行数": "4"}`), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, small)
		if err != nil {
			return err
		}
		list, err := set.Run(r, nil)
		for _, f := range list {
			said = append(said, f.English)
		}
		return err
	})
	if got, want := strings.Join(said, "; "), "预算数 is 3.00; 执行数 is 4.00"; err != nil || got != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}
