package model_test

import (
	"testing"

	"github.com/gongbiao/gongbiao/model"
)

func TestSpreadsheet(t *testing.T) {
	f := &model.Form{ID: "甲", Params: []model.Param{{Name: "方式", Default: "进一", Choices: model.RoundingModes}, {Name: "满分", Default: "100"}}, Fields: []*model.Field{
		{Name: "预算", Kind: model.Money}, {Name: "执行", Kind: model.Money},
		{Name: "行", Kind: model.Rows, Fields: []*model.Field{{Name: "分/值", Kind: model.Score}, {Name: "倍", Kind: model.Number, Compute: "本行[\"分/值\"] * 2"}}},
		{Name: "率", Kind: model.Rate, Compute: "舍入(执行 / 预算, 4, 参数.方式)"},
		{Name: "半", Kind: model.Rate, Compute: "舍入(执行 / 预算, 4)"},
		{Name: "双", Kind: model.Rate, Compute: "舍入(执行 / 预算, 4, \"四舍六入五成双\")"},
		{Name: "得分", Kind: model.Score, Compute: "最小(10, 舍入(率 * 10.50, 2)) - 1"},
		{Name: "总分", Kind: model.Score, Compute: "合计(行, .倍) + 参数.满分"},
		{Name: "选", Kind: model.Number, Compute: "预算 > 0 ? 预算 : 如果(执行 == 0, 1, -执行)"},
		{Name: "数行", Kind: model.Number, Compute: "个数(行)"},
	}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	var r *model.Record
	err := model.Read("甲.json", []byte(`{"预算": "20000", "执行": "9034", "行": [{"分/值": "3"}, {"分/值": "4"}]}`), func(d *model.Data, err error) error {
		if err == nil {
			r, err = model.Bind(d, f)
		}
		if err == nil {
			err = r.Compute(nil)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/率":     "ROUNDUP(ROUND(({/执行}/{/预算}),12),4)",
		"/半":     "ROUND(({/执行}/{/预算}),4)",
		"/双":     "", // no spreadsheet function rounds half to even
		"/得分":    "(MIN(10,ROUND(({/率}*10.5),2))-1)",
		"/总分":    "(SUM({/行/*/倍})+100)",
		"/选":     "IF(({/预算}>0),{/预算},IF(({/执行}=0),1,(-{/执行})))",
		"/数行":    "", // rows are not cells
		"/行/1/倍": "({/行/1/分~1值}*2)",
		"/预算":    "", // not computed
	} {
		got, ok := r.Spreadsheet(r.At(path))
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
