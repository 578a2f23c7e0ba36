package model_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// What is wrong with a waiver is an error of the data, each with its place; every form takes waivers.
func TestBindWaivers(t *testing.T) {
	f := &model.Form{ID: "甲", Fields: []*model.Field{{Name: "名称"}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	const whole = `"代码": "F1", "理由": "x", "经手人": "y", "日期": "2024-03-05"`
	for _, c := range []struct{ waivers, want string }{
		{`null`, ""},
		{`[]`, ""},
		{`[{` + whole + `}]`, ""},
		{`[{` + whole + `, "位置": null, "所见": null}]`, ""},
		{`[{` + whole + `, "所见": {"名称": "x", "数": 1.50, "空": null}}]`, ""},
		{`[{` + whole + `, "所见": "{\"名称\": \"x\"}"}]`, ""},
		{`[{"代码": "F1", "理由": "` + strings.Repeat("长", data.MaxCell) + `", "经手人": "y", "日期": 20240305}]`, ""},
		{`[{"代码": "F1", "理由": "` + strings.Repeat("长", data.MaxCell+1) + `", "经手人": "y", "日期": "2024年3月5日"}]`, "DATA-LENGTH /豁免/0/理由"},
		{`{` + whole + `}`, "DATA-TYPE /豁免"},
		{`"F1"`, "DATA-TYPE /豁免"},
		{`["F1"]`, "DATA-TYPE /豁免/0"},
		{`[{}]`, "DATA-WAIVER /豁免/0/代码; DATA-WAIVER /豁免/0/日期; DATA-WAIVER /豁免/0/理由; DATA-WAIVER /豁免/0/经手人"},
		{`[{` + whole + `, "原因": "x"}]`, "DATA-UNKNOWN-KEY /豁免/0/原因"},
		{`[{` + whole + `, "记录": "甲"}]`, "DATA-UNKNOWN-KEY /豁免/0/记录"},
		{`[{"代码": "F1", "理由": " ", "经手人": "y", "日期": "2024-03-05"}]`, "DATA-WAIVER /豁免/0/理由"},
		{`[{"代码": "F1", "理由": ["x"], "经手人": "y", "日期": "2024-03-05"}]`, "DATA-TYPE /豁免/0/理由"},
		{`[{"代码": "F1", "理由": "甲` + "\u202e" + `乙", "经手人": "y", "日期": "2024-03-05"}]`, "DATA-INVISIBLE /豁免/0/理由"},
		{`[{` + whole + `, "所见": "名称"}]`, "DATA-WAIVER /豁免/0/所见"},
		{`[{` + whole + `, "所见": ["名称"]}]`, "DATA-WAIVER /豁免/0/所见"},
		{`[{` + whole + `, "所见": {"名称": {}}}]`, "DATA-WAIVER /豁免/0/所见"},
	} {
		if got := codesAt(t, f, c.waivers); got != c.want {
			t.Errorf("%.80s: %s, want %s", c.waivers, got, c.want)
		}
	}
	for date, ok := range map[string]bool{"2024-03-05": true, "2024年3月5日": true, "2024.3.5": true, "20240305": true, "2024/3/5": true,
		"二〇二四年三月五日": true, "2024-02-30": false, "2024-13-01": false, "2024年3月": false, "3月5日": false, "去年": false, "2024-03-05前": false,
		"2024年3月1日至5日": false, "45356": false, "约2024-03-05": false} {
		got := codesAt(t, f, `[{"代码": "F1", "理由": "x", "经手人": "y", "日期": "`+date+`"}]`)
		if (got == "") != ok {
			t.Errorf("%s: %q", date, got)
		}
	}
}

func codesAt(t *testing.T, f *model.Form, waivers string) string {
	t.Helper()
	d, err := data.ReadOne("甲.json", []byte(`{"名称": "x", "豁免": `+waivers+`}`))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	_, err = model.Bind(d, f)
	for _, x := range finding.Of(err) {
		out = append(out, x.Code+" "+x.Path)
		if x.Severity == finding.Error && (x.Message == "" || x.Pos.Line == 0) {
			t.Errorf("%+v", x)
		}
	}
	return strings.Join(out, "; ")
}

// A field of that name would be the same key: the form is refused.
func TestWaiverIsReserved(t *testing.T) {
	f := &model.Form{ID: "甲", Fields: []*model.Field{{Name: "豁免"}}}
	if err := f.Prepare(); err == nil || !strings.Contains(err.Error(), "豁免") {
		t.Error(err)
	}
	nested := &model.Form{ID: "甲", Fields: []*model.Field{{Name: "税", Kind: model.Group, Fields: []*model.Field{{Name: "豁免"}}}}}
	if err := nested.Prepare(); err != nil {
		t.Error(err)
	}
}
