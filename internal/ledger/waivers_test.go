package ledger

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Waivers are a list like any other, in columns whose whole name says so; a row may hold one beside an item or alone.
func TestWaivers(t *testing.T) {
	f := &model.Form{ID: "甲", Name: "甲表", Title: "项目名称", Fields: []*model.Field{
		{Name: "项目名称", Required: true}, {Name: "日期"},
		{Name: "指标", Kind: model.Rows, Fields: []*model.Field{{Name: "名称"}, {Name: "理由"}}}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want, codes string }{
		{"columns of their own", `项目名称,名称,豁免.代码,豁免.位置,豁免.理由,豁免.经手人,豁免.日期,豁免.所见
甲,a,F1,总额,核对过,张三,2024-03-05,"{""总额"": ""1""}"
,b,,,,,,
,,F2,,无,李四,2024-03-06,
乙,c,,,,,,`, `甲 2: F1 总额 核对过 张三 2024-03-05 1, F2  无 李四 2024-03-06 0; 乙 1: `, ""},
		{"names of the form stay its own", "项目名称,名称,理由,日期\n甲,a,b,c", `甲 1: `, ""},
		{"a slash", "项目名称/名称/豁免/代码\n", "", "DATA-EMPTY"},
		{"not whole", "项目名称,名称,豁免.代码\n甲,a,F1", "甲 !", ""},
		{"a name waivers do not have", "项目名称,豁免.原因\n甲,x", "", "LEDGER-COLUMN"},
		{"a name alone", "项目名称,豁免\n甲,x", "", "LEDGER-COLUMN"},
	} {
		var said []string
		err := Read("台账.csv", []byte(c.text), Options{Layout: "甲/乙", Form: func(string) (*model.Form, error) { return f, nil }}, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			r, err := model.Bind(d, f)
			if err != nil {
				if l := finding.Of(err); l[0].Code != "DATA-WAIVER" {
					t.Errorf("%s: %v", c.name, err)
				}
				said = append(said, d.Member("项目名称").Text+" !")
				return nil
			}
			var l []string
			for _, w := range r.Waivers {
				l = append(l, strings.Join([]string{w.Code, w.At, w.Reason, w.By, w.Date, string(rune('0' + len(w.Seen)))}, " "))
			}
			said = append(said, r.Name+" "+string(rune('0'+len(r.Value("指标").Rows)))+": "+strings.Join(l, ", "))
			return nil
		})
		code := ""
		if l := finding.Of(err); l != nil {
			code = l[0].Code
		} else if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(said, "; "); got != c.want || code != c.codes {
			t.Errorf("%s: %q %s, want %q %s\n%v", c.name, got, code, c.want, c.codes, err)
		}
	}
}
