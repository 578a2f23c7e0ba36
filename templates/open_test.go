package templates

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// TestOpenBranch: of rows under a condition, a form to be filled in has those that ask for more, whatever the record
// says; where both ask for as much, those that hold.
func TestOpenBranch(t *testing.T) {
	form := formOf("有: {kind: choice, choices: [是, 否]}\n甲: text\n乙: text\n丙: text")
	for _, c := range []struct{ rows, others, record, want string }{
		{"{甲} | {乙}", "{丙} | 无", "有: 否", "甲 乙"},
		{"{丙} | 无", "{甲} | {乙}", "有: 是", "甲 乙"},
		{"{甲} | 一", "{乙} | 二", "有: 否", "二"},
		{"{甲} | 一", "{乙} | 二", "有: 是", "一"},
	} {
		l := mustLayout(t, form, layoutOf(2, "without: []\nrows:\n- '| 有 | {有} |'\n- when: 有 == \"是\"\n  rows: '| "+c.rows+" |'\n  else: '| "+c.others+" |'\n"))
		d, err := data.ReadOne("r.yaml", []byte(c.record))
		if err != nil {
			t.Fatal(err)
		}
		r, err := model.Bind(d, l.Form)
		if err != nil {
			t.Fatal(err)
		}
		g, err := l.ExpandOpen(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := gridtest.Check(g); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range g.Tables[0].Cells[2:] {
			switch {
			case c.want == "甲 乙" && x.Path != "":
				if got != "" {
					got += " "
				}
				got += x.Path[1:]
			case c.want != "甲 乙" && x.Path == "":
				got += x.Text
			}
		}
		if got != c.want {
			t.Errorf("%s or %s, %s: %q, want %q", c.rows, c.others, c.record, got, c.want)
		}
	}
}
