package audit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	checks "github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

func check(t testing.TB, a *audit.Auditor, raw string) *audit.Outcome {
	t.Helper()
	var out *audit.Outcome
	err := data.Read("表.json", []byte(raw), func(d *data.Value, err error) error {
		if err == nil {
			out, err = a.Check(d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What is wrong with the data is a finding; what is wrong with a layout is an error.
func TestWhoseFault(t *testing.T) {
	a := &audit.Auditor{Library: templates.Embedded()}
	for data, code := range map[string]string{
		`{"form": "self-evaluation/shanghai", "年度": "22", "项目名称": "甲"}`:             "DATA-YEAR",
		`{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "甲", "乙": "丙"}`: "DATA-UNKNOWN-KEY",
		`{"年度": "2022"}`: "LAYOUT-UNNAMED",
	} {
		if o := check(t, a, data); o.Record != nil || len(o.Findings) == 0 || o.Findings[0].Code != code {
			t.Errorf("%s: %+v", data, o)
		}
	}
	var layout *finding.TemplateError
	o := check(t, a, `{"form": "self-evaluation/beijing"}`)
	if !errors.As(o.NoLayout, &layout) || len(o.Findings) == 0 || o.Findings[0].Code != "LAYOUT-UNKNOWN" {
		t.Errorf("%+v", o)
	}
	for _, a := range []*audit.Auditor{
		{Library: templates.Embedded(), Layout: "self-evaluation/beijing"},
		{Library: templates.Embedded(), Layout: "self-evaluation/shanghai", Rules: []checks.Rules{rules(t, "params: {金额单位: 千元}")}},
	} {
		if err := a.Ready(); !errors.As(err, &layout) {
			t.Errorf("%T %v", err, err)
		}
	}
}

func rules(t *testing.T, text string) checks.Rules {
	t.Helper()
	r, err := checks.ParseRules("规则.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Memory does not grow with the forms: what is kept of one is a few short texts.
func TestFlatMemory(t *testing.T) {
	seed, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	line := strings.Join(strings.Fields(string(seed)), " ")
	a := &audit.Auditor{Library: templates.Embedded()}
	run := func(from, to int) uint64 {
		var b bytes.Buffer
		for i := from; i < to; i++ {
			b.WriteString(strings.Replace(line, "交通行业行政服务经费", fmt.Sprint("项目", i), 1) + "\n")
		}
		if err := data.Read("台账.jsonl", b.Bytes(), func(d *data.Value, err error) error {
			if err == nil {
				_, err = a.Check(d)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		b = bytes.Buffer{}
		runtime.GC()
		runtime.GC() // what pools hold is gone after the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := run(0, 50) // layouts, checks, caches
	after := run(50, 350)
	if grown := int64(after) - int64(before); grown > 300*2500 {
		t.Errorf("%d bytes a form are kept", grown/300)
	} else {
		t.Logf("%d bytes a form are kept", grown/300)
	}
	runtime.KeepAlive(a)
}

// A mark where the layout prints one itself when the cell is empty is no finding, be it the same or another, nor a mark
// in a row without figures; any other mark is a note.
func TestOwnDash(t *testing.T) {
	b, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	au := &audit.Auditor{Library: templates.Embedded()}
	for _, c := range []struct {
		field, text, budget string
		want                int
	}{
		{"分值", "—", "5", 0}, {"分值", "/", "5", 0}, {"分值", "", "5", 0}, {"分值", "/", "0", 0}, {"分值", "无", "—", 0},
		{"年初预算数", "/", "5", 1}, {"年初预算数", "/", "0", 0},
	} {
		with := strings.Replace(string(b), `"其他资金": {
   "年初预算数": "0",
   "全年预算数": "0"`, `"其他资金": {"`+c.field+`": "`+c.text+`", "全年预算数": "`+c.budget+`"`, 1)
		if with == string(b) {
			t.Fatal("the seed has no 其他资金")
		}
		for range 2 { // learnt, then known
			err := data.Read("表.json", []byte(with), func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				o, err := au.Check(d)
				if err != nil {
					return err
				}
				got := 0
				for _, f := range o.Findings {
					if f.Code == "DATA-MARK" && f.Path == "/资金/其他资金/"+c.field {
						got++
					}
				}
				if got != c.want {
					t.Errorf("%s %q beside %s: %d notes, want %d", c.field, c.text, c.budget, got, c.want)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}
