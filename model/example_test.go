package model_test

import (
	"errors"
	"fmt"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// form is a small form: two amounts, and the rate computed from them. Package templates reads such forms from
// form.yaml.
func form() *model.Form {
	f := &model.Form{ID: "f", Name: "试填表", Title: "项目名称", Fields: []*model.Field{
		{Name: "项目名称", Required: true},
		{Name: "资金", Kind: model.Group, Fields: []*model.Field{
			{Name: "全年预算数", Kind: model.Money, Format: "#,##0.00"},
			{Name: "全年执行数", Kind: model.Money, Format: "#,##0.00"},
			{Name: "执行率", Kind: model.Rate, Format: "0.00%", Compute: "舍入(资金.全年执行数 / 资金.全年预算数, 4)"},
		}},
	}}
	if err := f.Prepare(); err != nil {
		panic(err) // the form is wrong, not the data: *finding.TemplateError
	}
	return f
}

// From a file to a record in which every text is as entered and the form's own figures are computed.
func ExampleBind() {
	d, err := data.ReadOne("甲.json", []byte(`{"项目名称": "甲", "资金": {"全年预算数": "20,000", "全年执行数": 9034}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := model.Bind(d, form())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.Compute(nil); err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range []string{"资金.全年预算数", "资金.全年执行数", "资金.执行率"} {
		v := r.Value(path)
		fmt.Println(path, v.Origin, v.Shown(""))
	}
	// Output:
	// 资金.全年预算数 written 20,000
	// 资金.全年执行数 figure 9,034.00
	// 资金.执行率 computed 45.17%
}

// Every mistake is said at once, with its place, and in English for whoever asks.
func ExampleBind_errors() {
	d, err := data.From(map[string]any{"项目名称": "", "资金": map[string]any{"全年预算": "20,000"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = model.Bind(d, form())
	if wrong := new(finding.DataError); errors.As(err, &wrong) {
		fmt.Println(wrong.English())
	}
	// Output:
	// error DATA-UNKNOWN-KEY 资金 全年预算: the form has no field of this name here: “全年预算” (did you mean “全年预算数”?)
	// error DATA-MISSING 项目名称: a required field is missing or empty: “项目名称”
}

// Expressions are compiled against the names of a form and evaluated at a place of a record.
func ExampleScope_Compile() {
	f := form()
	x, err := f.Root().Compile("资金.全年预算数 - 资金.全年执行数")
	if err != nil {
		fmt.Println(err)
		return
	}
	d, _ := data.From(map[string]any{"项目名称": "甲", "资金": map[string]any{"全年预算数": "20000", "全年执行数": "9034"}})
	r, err := model.Bind(d, f)
	if err != nil {
		fmt.Println(err)
		return
	}
	left, err := x.Eval(r.Root())
	fmt.Println(left, err)
	_, err = f.Root().Compile("资金.全年预算 * 2")
	fmt.Println(err)
	// Output:
	// 10966 <nil>
	// 表达式“资金.全年预算 * 2”第 4 字：没有名为“全年预算”的项（您是不是要写“全年预算数”？）
}
