package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// What was meant as "form" is said, whether the layout is known otherwise or not.
func TestMeantForm(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "甲", Kind: Text}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Form", "FORM", "ｆｏｒｍ", "ＦＯＲＭ", " form", "form\u200b", "from", "fom", "表单", "版式", "模板", "Layout", "Template"} {
		err := data.Read("x.json", []byte(`{"`+name+`": "f/x", "甲": "乙"}`), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			if m := d.MeantForm(); m == nil || m.Name != name {
				t.Errorf("%q: %v", name, m)
			}
			_, err = Bind(d, f)
			return err
		})
		if l := finding.Of(err); len(l) != 1 || !strings.Contains(l[0].Hint, "form") {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, raw := range []string{`{"form": "f/x", "Form": "y"}`, `{"甲": "乙"}`, `{"Form": 1}`} {
		_ = data.Read("x.json", []byte(raw), func(d *data.Value, err error) error {
			if m := d.MeantForm(); m != nil {
				t.Errorf("%s: %v", raw, m)
			}
			return err
		})
	}
}

// A date that is none, and a day that is not, is a warning; the text stays as it is.
func TestDateField(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "日期", Kind: Date}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2024年3月5日": "", "二〇二四年三月": "", "": "", " ": "", "2023-02-30": "警告 没有这一天", "2024年13月1日": "警告 没有这一天", "45356": "警告 电子表格", "待定": "警告 不是日期", "/": "提示 不是日期",
		"年 月 日": "警告 不是日期",
	} {
		err := data.Read("x.json", []byte(`{"日期": "`+text+`"}`), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			r, err := Bind(d, f)
			if err != nil {
				return err
			}
			got := ""
			for _, n := range r.Notes {
				got += n.Severity.Chinese() + " " + n.Message
			}
			severity, says, _ := strings.Cut(want, " ")
			if (got == "") != (want == "") || !strings.HasPrefix(got, severity) || !strings.Contains(got, says) || r.Value("日期").Text != text {
				t.Errorf("%q: %s, want %s; kept %q", text, got, want, r.Value("日期").Text)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
