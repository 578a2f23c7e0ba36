package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

const record = `{
	"form": "self-evaluation/shanghai",
	"年度": "2022",
	"项目名称": "交通行业行政服务经费",
	"绩效指标": [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "证照制作",
		"年度指标值": "2类", "实际完成值": "2类", "分值": "10", "得分": "10"}]
}`

// A record becomes a PDF and an XLSX of the same table.
func ExampleEngine_Write() {
	ctx := context.Background()
	var e render.Engine // the embedded layouts and faces; one for all forms
	d, err := data.ReadOne("表.json", []byte(record))
	if err != nil {
		fmt.Println(err)
		return
	}
	form, err := e.Load(ctx, d, "")
	if err != nil {
		fmt.Println(err) // every mistake at once, a line each
		return
	}
	for _, format := range []render.Format{render.PDF, render.XLSX} {
		var file bytes.Buffer
		if err := e.Write(ctx, &file, format, render.Options{}, form); err != nil {
			fmt.Println(err)
			return
		}
		pages, sheets, _ := form.Extent(format)
		fmt.Printf("%s: %.4q, %d page, %d sheet\n", form.Record.Name, file.String(), pages, sheets)
	}
	// Output:
	// 交通行业行政服务经费: "%PDF", 1 page, 0 sheet
	// 交通行业行政服务经费: "PK\x03\x04", 0 page, 1 sheet
}

// The user's data, our layouts and the machine are three kinds of trouble, told apart by type.
func ExampleEngine_Load() {
	var e render.Engine
	d, err := data.From(map[string]any{"form": "self-evaluation/shanghai", "项目名": "甲"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = e.Load(context.Background(), d, "")
	if wrong := new(finding.DataError); errors.As(err, &wrong) {
		for _, f := range wrong.List {
			fmt.Println(f.Code, f.Path, f.Message)
		}
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = e.Load(done, d, "")
	fmt.Println(err, errors.Is(err, context.Canceled))
	// Output:
	// DATA-MISSING /年度 “年度”必须填写，现在没有填写。
	// DATA-UNKNOWN-KEY /项目名 表中没有“项目名”这一项。
	// DATA-MISSING /项目名称 “项目名称”必须填写，现在没有填写。
	// 中途取消，没有写 true
}

// A copy carries what does not belong to the record; the form it is made of stays as it is.
func ExampleForm_With() {
	ctx := context.Background()
	var e render.Engine
	d, err := data.ReadOne("表.json", []byte(record))
	if err != nil {
		fmt.Println(err)
		return
	}
	form, err := e.Load(ctx, d, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	draft, err := render.Submission{Watermark: "征求意见稿", Code: true}.Copy(form.Record)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range []*render.Form{form, form.With(draft)} {
		g, err := f.Grid()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%q %t\n", g.Tables[0].Watermark, g.Meta.Code == string(form.Code()))
	}
	// Output:
	// "" false
	// "征求意见稿" true
}
