package render_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// A record becomes a PDF and an XLSX of the same table.
func Example() {
	record := []byte(`{
		"form": "self-evaluation/shanghai",
		"年度": "2022",
		"项目名称": "交通行业行政服务经费",
		"绩效指标": [
			{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "证照制作", "年度指标值": "2类", "实际完成值": "2类", "分值": "10", "得分": "10"}
		]
	}`)
	var e render.Engine // the embedded layouts and faces; one for all forms
	err := data.Read("表.json", record, func(d *data.Value, err error) error {
		if err != nil {
			return err // a record that cannot be read; return nil to go on with the next
		}
		form, err := e.Load(context.Background(), d, "")
		if err != nil {
			return err
		}
		var pdf, xlsx bytes.Buffer
		if err := e.Write(context.Background(), &pdf, render.PDF, render.Options{}, form); err != nil {
			return err
		}
		if err := e.Write(context.Background(), &xlsx, render.XLSX, render.Options{}, form); err != nil {
			return err
		}
		fmt.Printf("%s: %.5s, %.2s\n", form.Record.Name, pdf.String(), xlsx.String())
		return nil
	})
	if err != nil {
		fmt.Println(err) // every mistake at once, a line each
	}
	// Output: 交通行业行政服务经费: %PDF-, PK
}
