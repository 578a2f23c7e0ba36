package collect_test

import (
	"context"
	"fmt"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

const record = `{
	"form": "self-evaluation/shanghai",
	"年度": "2022",
	"项目名称": "交通行业行政服务经费",
	"资金": {"年度资金总额": {"全年预算数": "18,233,182.14", "全年执行数": "17,864,917.19"}},
	"绩效指标": [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "证照制作",
		"年度指标值": "2类", "实际完成值": "2类", "分值": "10", "得分": "10"}]
}`

// printed is a workbook as an office sends it: a form of ours that was printed, without any mark of ours in it.
func printed() ([]byte, error) {
	ctx := context.Background()
	var e render.Engine
	d, err := data.ReadOne("表.json", []byte(record))
	if err != nil {
		return nil, err
	}
	form, err := e.Load(ctx, d, "")
	if err != nil {
		return nil, err
	}
	return e.Bytes(ctx, render.XLSX, render.Options{}, form)
}

// What a workbook says is told apart from what the form computes, and each value has its cell.
func ExampleRead() {
	book, err := printed()
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := collect.Read("表.xlsx", book, collect.Options{Layout: "self-evaluation/shanghai"})
	if err != nil {
		fmt.Println(err) // the machine, or a layout
		return
	}
	for _, f := range r.Findings {
		fmt.Println(f.Line())
	}
	if r.Refused() {
		return
	}
	fmt.Println(r.Layout, r.Record.Name)
	for _, v := range r.Values {
		fmt.Println(v.Cell, v.Place, v.Text)
	}
	// Output:
	// self-evaluation/shanghai@2022 交通行业行政服务经费
	// A2 年度 2022
	// B3 项目名称 交通行业行政服务经费
	// D6 资金 年度资金总额 全年预算数 18,233,182.14
	// E6 资金 年度资金总额 全年执行数 17,864,917.19
	// B13 绩效指标 第 1 行 一级指标 产出指标
	// C13 绩效指标 第 1 行 二级指标 数量指标
	// D13 绩效指标 第 1 行 三级指标 证照制作
	// E13 绩效指标 第 1 行 年度指标值 2类
	// F13 绩效指标 第 1 行 实际完成值 2类
	// G13 绩效指标 第 1 行 分值 10
	// H13 绩效指标 第 1 行 得分 10
}

// A file that is no workbook has no record, but reasons.
func ExampleResult_Refused() {
	r, err := collect.Read("表.xlsx", []byte("<html><table><tr><td>1</td></tr></table></html>"), collect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Refused())
	fmt.Println(r.Findings.English())
	// Output:
	// true
	// 表.xlsx error READ-HTML: a web page with the name of a workbook (see gongbiao explain READ-HTML)
}
