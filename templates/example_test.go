package templates_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// folder is a folder with a form and a layout of it, as a user would write them.
func folder() string {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			panic(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			panic(err)
		}
	}
	write("roster/form.yaml", `
form: roster
name: 名册
fields:
  单位: text
  人员: {kind: list, fields: {科室: text, 姓名: text}}
`)
	write("roster/somewhere.yaml", `
layout: roster/somewhere
version: "2026"
name: 某市名册
columns: [40, 40, 60]
above: "{单位}名册 @title"
rows:
  - header: "| 科室 | 序号 | 姓名 |"
  - repeat: 人员
    merge: [科室]
    rows: "| {科室} | {序号} | {姓名} |"
`)
	return dir
}

// A folder of one's own layouts stands before the embedded ones.
func ExampleOpen() {
	dir := folder()
	defer os.RemoveAll(dir)
	library, err := templates.Open(dir, templates.Embedded())
	if err != nil {
		fmt.Println(err) // the folder cannot be read
		return
	}
	for _, id := range []string{"roster/somewhere", "self-evaluation/shanghai"} {
		l, err := library.Layout(id)
		if err != nil {
			fmt.Println(err) // *finding.TemplateError: everything that is wrong with the file, with line and column
			return
		}
		fmt.Println(l.FullID(), l.Name)
	}
	_, err = library.Layout("self-evaluation/shangai")
	if wrong := new(finding.TemplateError); errors.As(err, &wrong) {
		fmt.Println(wrong.List[0].Code, wrong.List[0].Message)
	}
	// Output:
	// roster/somewhere@2026 某市名册
	// self-evaluation/shanghai@2022 财政项目支出绩效自评表（上海）
	// LAYOUT-UNKNOWN 没有版式“self-evaluation/shangai”
}

// Expand draws a record: every text, span and datum in its place, and no sizes yet.
func ExampleLayout_Expand() {
	dir := folder()
	defer os.RemoveAll(dir)
	library, err := templates.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	layout, err := library.Layout("roster/somewhere")
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := data.ReadOne("名册.yaml", []byte("{单位: 某局, 人员: [{科室: 一科, 姓名: 甲}, {科室: 一科, 姓名: 乙}, {科室: 二科, 姓名: 丙}]}"))
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := model.Bind(d, layout.Form)
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := layout.Expand(record)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range g.Tables[0].Cells {
		fmt.Printf("%d,%d %d×%d %q %s\n", c.Row, c.Col, c.RowSpan, c.ColSpan, c.Text, cmp.Or(c.Path, "fixed"))
	}
	// Output:
	// 0,0 1×3 "某局名册" /单位
	// 1,0 1×1 "科室" fixed
	// 1,1 1×1 "序号" fixed
	// 1,2 1×1 "姓名" fixed
	// 2,0 2×1 "一科" /人员/0/科室
	// 2,1 1×1 "1" fixed
	// 2,2 1×1 "甲" /人员/0/姓名
	// 3,1 1×1 "2" fixed
	// 3,2 1×1 "乙" /人员/1/姓名
	// 4,0 1×1 "二科" /人员/2/科室
	// 4,1 1×1 "3" fixed
	// 4,2 1×1 "丙" /人员/2/姓名
}
