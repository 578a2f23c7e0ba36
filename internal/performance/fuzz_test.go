package performance_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// Whatever stands in a form, the checks end without an error, and what they say is filled in.
func FuzzRun(f *testing.F) {
	for _, s := range []string{"", "—", "=5*8小时", "9999999999999999999999999999999999999999", "-0.0%", "{x}", "2024年13月", "提升", "（50分）", "偏差原因：改进措施：", strings.Repeat("甲", 3000), "100字以内", "0"} {
		f.Add(s, s, s, s)
	}
	raw, err := os.ReadFile("testdata/consistent.json")
	if err != nil {
		f.Fatal(err)
	}
	l, err := templates.Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		f.Fatal(err)
	}
	s, err := l.Checks()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, target, actual, figure string) {
		var form map[string]any
		if err := json.Unmarshal(raw, &form); err != nil {
			t.Fatal(err)
		}
		total := form["资金"].(map[string]any)["年度资金总额"].(map[string]any)
		total["全年预算数"], total["执行率"] = figure, figure
		form["年度总体目标"].(map[string]any)["预期目标"] = actual
		row := form["绩效指标"].([]any)[1].(map[string]any)
		row["三级指标"], row["年度指标值"], row["实际完成值"], row["分值"], row["得分"], row["偏差原因分析及改进措施"] = "指"+name, target, actual, figure, figure, name
		b, err := json.Marshal(form)
		if err != nil {
			t.Skip()
		}
		data.Read("表.json", b, func(d *data.Value, err error) error {
			if err != nil {
				return nil
			}
			r, err := model.Bind(d, l.Form)
			if err != nil {
				return nil // the data is refused, which is right
			}
			if err := r.Compute(s.Params()); err != nil {
				return nil
			}
			list, err := s.Run(r, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range list {
				if f.Message == "" || f.Place == "" || f.Path == "" {
					t.Fatalf("%+v", f)
				}
				if r.At(f.Path) == nil {
					t.Fatalf("%s leads nowhere", f.Path)
				}
			}
			return nil
		})
	})
}
