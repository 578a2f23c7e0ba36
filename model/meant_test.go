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
	for _, name := range []string{"Form", "FORM", "ｆｏｒｍ", "ＦＯＲＭ", " form", "form\u200b", "from", "fom", "表单", "版式",
		"模板", "Layout", "Template"} {
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

// A text that is not a date, and a day that no calendar has, is a warning; the text stays as it is.
func TestDateField(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "日期", Kind: Date}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2024年3月5日": "", "二〇二四年三月": "", "": "", " ": "", "2023-02-30": "警告 没有这一天", "2024年13月1日": "警告 没有这一天",
		"45356": "警告 电子表格", "待定": "警告 不是日期", "/": "提示 不是日期",
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
			if (got == "") != (want == "") || !strings.HasPrefix(got, severity) || !strings.Contains(got, says) ||
				r.Value("日期").Text != text {
				t.Errorf("%q: %s, want %s; kept %q", text, got, want, r.Value("日期").Text)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What a text in place of a figure means: a mark is nothing, any other text is a figure that cannot be read.
func TestMarks(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "额", Kind: Money}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	marks := strings.Split("/ ／ - － – — ―― ─ * ＊ × …… 无 不适用", " ")
	for text, want := range map[string]string{"": "", " ": "", "5": "", "无穷": "DATA-NUMBER", "/5": "DATA-NUMBER",
		"--1": "DATA-NUMBER", "5%": "DATA-NUMBER", "。": "DATA-NUMBER"} {
		if got := notes(t, f, text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for _, m := range marks {
		if got := notes(t, f, " "+m); got != "DATA-MARK" {
			t.Errorf("%q: %s", m, got)
		}
	}
}

// notes are the codes of what is noted about a text in the form's one field.
func notes(t *testing.T, f *Form, text string) (codes string) {
	t.Helper()
	r, err := Bind(data.ObjectOf(data.Member{Name: f.Fields[0].Name, Value: data.TextOf(text)}), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range r.Notes {
		codes += n.Code
	}
	return codes
}

// A plain number in a field for rates is a ratio up to 1.5; beyond, nobody knows whether a percentage was meant.
func TestBareRates(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "率", Kind: Rate}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for literal, want := range map[string]string{"0.9798": "", "1.5": "", "-1.5": "", "1.51": "DATA-RATE",
		"-1.6": "DATA-RATE", "97.98": "DATA-RATE"} {
		n, _ := data.NumberOf(literal)
		_, err := Bind(data.ObjectOf(data.Member{Name: "率", Value: n}), f)
		if l := finding.Of(err); (want == "") != (err == nil) || want != "" && (len(l) != 1 || l[0].Code != want) {
			t.Errorf("%s: %v, want %s", literal, err, want)
		}
	}
}

// A name that is near one of this place, but is a field elsewhere to the letter, belongs there.
func TestElsewhere(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "全年预算"}, {Name: "资金", Kind: Group, Fields: []*Field{{Name: "全年预算数"}}}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"全年预算数": "这个名称应写在“资金”之下", "全年的预算": "您是不是要写“全年预算”？",
		"单位": "这里可以写：全年预算、资金"} {
		_, err := Bind(data.ObjectOf(data.Member{Name: name, Value: data.TextOf("1")}), f)
		if l := finding.Of(err); len(l) != 1 || l[0].Hint != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
