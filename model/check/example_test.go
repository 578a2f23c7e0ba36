package check_test

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
)

// A form with one check of its own, and a record that fails it.
func Example() {
	var file struct{ Codes, Checks yaml.Node }
	if err := yaml.Unmarshal([]byte(`
codes: {F1: 合计}
checks:
- code: F1
  name: 合计
  let: {和: '合计(明细, .金额)'}
  holds: 总额 == 和
  at: 总额
  expected: "{和:0.00}"
  sum: "明细相加 {和:账} ≠ {总额:账}"
  message: 明细与总额不等
`), &file); err != nil {
		panic(err)
	}
	parsed, err := check.Parse("checks.yaml", check.Nodes{Codes: &file.Codes, Checks: &file.Checks})
	if err != nil {
		panic(err)
	}
	form := &model.Form{ID: "bill", Name: "账单", Fields: []*model.Field{{Name: "总额", Kind: model.Money},
		{Name: "明细", Kind: model.Rows, Fields: []*model.Field{{Name: "金额", Kind: model.Money}}}}}
	if err := form.Prepare(); err != nil {
		panic(err)
	}
	set, err := parsed.Compile(check.Target{Form: form})
	if err != nil {
		panic(err)
	}
	record := []byte(`{"总额": "1200", "明细": [{"金额": "700"}, {"金额": "400.5"}]}`)
	err = data.Read("账单.json", record, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, form)
		if err != nil {
			return err
		}
		if err := r.Compute(set.Params()); err != nil {
			return err
		}
		found, err := set.Run(r, nil)
		for _, f := range found {
			fmt.Printf("%s %s %s：%s，应为 %s（%s）\n", f.Severity.Chinese(), f.Code, f.Place, f.Message, f.Expected, f.Sum)
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	// Output: 错误 F1 总额：明细与总额不等，应为 1100.50（明细相加 1,100.5 ≠ 1,200）
}
