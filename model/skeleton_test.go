package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
)

func skeletonForm() *Form {
	return &Form{ID: "x", Name: "表", Fields: []*Field{
		{Name: "名称", Required: true},
		{Name: "选择", Kind: Choice, Multiple: true, Choices: []string{"甲", "乙"}},
		{Name: "资金", Kind: Group, Fields: []*Field{{Name: "总额", Kind: Money},
			{Name: "率", Kind: Rate, Compute: "资金.总额"}}},
		{Name: "全算", Kind: Group, Fields: []*Field{{Name: "和", Kind: Money, Compute: "资金.总额"}}},
		{Name: "指标", Kind: Rows, Fields: []*Field{{Name: "分值", Kind: Score, Hint: "整数"}, {Name: "年", Kind: Year}}},
	}}
}

func TestSkeleton(t *testing.T) {
	f := skeletonForm()
	want := `{
 "form": "x/y",
 "名称": "",
 "选择": [],
 "资金": {
  "总额": ""
 },
 "指标": [
  {
   "分值": "",
   "年": ""
  }
 ]
}
`
	if got := string(f.Skeleton("x/y")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `# 表
# 填在引号里；照原样印出。没有的字段删去或留空。
form: x/y
# 必填
"名称": ""
# 可多选 甲、乙
"选择": []
"资金":
  # 金额
  "总额": ""
  # 不填则自动计算
  # "率": ""
# 不填则自动计算
# "全算":
#   "和": ""
# 每行一项，可以增减
"指标":
  # 整数
  - "分值": ""
    # 四位年份
    "年": ""
`
	if got := string(f.SkeletonYAML("x/y")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A skeleton with its required fields filled in is a record, in both notations, and Dump shows what is printed there.
func TestSkeletonReads(t *testing.T) {
	f := skeletonForm()
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"a.json": f.Skeleton("x/y"), "a.yaml": f.SkeletonYAML("x/y")} {
		text := strings.Replace(string(raw), `"名称": ""`, `"名称": "甲"`, 1)
		text = strings.Replace(text, `"年": ""`, `"年": "2022"`, 1)
		var dump strings.Builder
		err := data.Read(name, []byte(text), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			r, err := Bind(d, f)
			if err != nil {
				return err
			}
			if err := r.Compute(nil); err != nil {
				return err
			}
			return r.Dump(&dump)
		})
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		for _, line := range []string{`record "第 1 条"`, `/名称 text written "甲"`, `/指标 1`,
			`/指标/0/年 year written "2022"`} {
			if !strings.Contains(dump.String(), line+"\n") {
				t.Errorf("%s: dump lacks %s:\n%s", name, line, dump.String())
			}
		}
	}
}
