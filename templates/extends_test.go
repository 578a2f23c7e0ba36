package templates

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

const extendedForm = "form: f\nname: 表\nfields:\n  名: text\n  额: money\n"

const extendedBase = `layout: f/base
version: "1"
name: 底
place: 甲地
columns: [20, 30]
styles:
  big: {like: label, size: 14pt}
above:
  - 底表 @title
rows: |
  | 名称 @big | {名} |
  | 金额 | {额} |
below:
  - 注：底
`

// A layout takes every key it does not have from the one it extends, and its own keys whole.
func TestExtends(t *testing.T) {
	dir := write(t, map[string]string{
		"f/form.yaml": extendedForm,
		"f/base.yaml": extendedBase,
		"f/x.yaml":    "layout: f/x\nversion: \"2\"\nname: 上\nextends: f/base\nabove:\n  - 上表 @title\n",
		"f/y.yaml":    "layout: f/y\nversion: \"2\"\nname: 再上\nextends: f/x@2\ncolumns: [50, 60]\nbelow: []\n",
	})
	lib, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"f/x": "上表 20 30 | 名称 甲 | 金额 1 | 注：底",
		"f/y": "上表 50 60 | 名称 甲 | 金额 1",
	} {
		l, err := lib.Layout(id)
		if err != nil {
			t.Fatal(err)
		}
		if l.Place != "" || l.ID != id {
			t.Errorf("%s: a name of the base is taken: %+v", id, l)
		}
		g, err := fill(t, l, "名: 甲\n额: 1\n")
		if err != nil {
			t.Fatal(err)
		}
		var have strings.Builder
		for i, c := range g.Tables[0].Cells {
			switch {
			case i == 0:
				have.WriteString(c.Text)
				for _, w := range g.Tables[0].Columns {
					have.WriteString(" " + w.MMString())
				}
			case c.Col == 0:
				have.WriteString(" | " + c.Text)
			default:
				have.WriteString(" " + c.Text)
			}
		}
		if have.String() != want {
			t.Errorf("%s\nhave %s\nwant %s", id, have.String(), want)
		}
	}
	for _, name := range []string{"/f/x.yaml", "/f/y.yaml"} {
		if list, err := Embedded().Lint(dir+name, nil); err != nil || len(list) > 0 {
			t.Errorf("lint %s: %v %s", name, err, list)
		}
	}
}

// A mistake is told where it stands: in the layout, or in the one it extends.
func TestExtendsMistakes(t *testing.T) {
	for _, m := range []struct{ name, layout, code, file, says string }{
		{"unknown", "extends: §f/bass", "LAYOUT-EXTENDS", "x.yaml", "extends 的没有版式“f/bass”（您是不是要写“f/base”？）"},
		{"no id", "extends: §base", "LAYOUT-EXTENDS", "x.yaml", "extends“base”应是同一表单的另一个版式"},
		{"another form", "extends: §g/base", "LAYOUT-EXTENDS", "x.yaml", "应是同一表单的另一个版式"},
		{"a list", "extends: §[f/base]", "TEMPLATE-TYPE", "x.yaml", "extends应是文字，这里是列表"},
		{"itself", "extends: §f/x", "LAYOUT-EXTENDS", "x.yaml", "extends 成了循环：f/x"},
		{"in a circle", "extends: f/loop", "LAYOUT-EXTENDS", "loop.yaml", "extends 成了循环：f/x"},
		{"a broken file", "extends: f/broken", "TEMPLATE-UNKNOWN-KEY", "broken.yaml", "版式没有“colums”这一项"},
		{"rows that do not fit", "extends: f/base\ncolumns: [10, 10, 10]\nabove: []\nbelow: []", "LAYOUT-CELL-COUNT", "base.yaml", "这一行有 2 格，表格有 3 列"},
		{"a field done without", "extends: f/base\nwithout: [§额]", "LAYOUT-UNKNOWN-FIELD", "x.yaml", "base.yaml 取来的行还印它（在 changes 里用 drop 去掉印它的行，或用 replace 重画）"},
	} {
		t.Run(m.name, func(t *testing.T) {
			head := "layout: f/x\nversion: \"2\"\nname: 上\n"
			dir := write(t, map[string]string{"f/form.yaml": extendedForm, "f/base.yaml": extendedBase,
				"f/loop.yaml":   "layout: f/loop\nversion: \"1\"\nname: 环\nextends: f/x\n",
				"f/broken.yaml": strings.Replace(extendedBase, "columns", "colums", 1),
				"f/x.yaml":      head + strings.ReplaceAll(m.layout, "§", "")})
			lib, err := Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, err = lib.Layout("f/x")
			list := listOf(t, err)
			f := list[0]
			line := f.Message
			if f.Hint != "" {
				line += "（" + f.Hint + "）"
			}
			if f.Code != m.code || !strings.Contains(line, m.says) || !strings.HasSuffix(f.Pos.File, m.file) {
				t.Errorf("have %s\nwant %s %s %s", list, m.file, m.code, m.says)
			}
			if before, _, ok := strings.Cut(head+m.layout, "§"); ok {
				want := finding.Pos{Line: strings.Count(before, "\n") + 1, Col: len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1}
				if f.Pos.Line != want.Line || f.Pos.Col != want.Col {
					t.Errorf("at %s, want %d:%d", f.Pos, want.Line, want.Col)
				}
			}
			if m.name == "rows that do not fit" && (f.Pos.Line != 11 || f.Pos.Col != 3) {
				t.Errorf("at %s, want line 11 of the base", f.Pos)
			}
		})
	}
}

// A user's layout may extend an embedded one, also as another version of it.
func TestExtendsEmbedded(t *testing.T) {
	dir := write(t, map[string]string{
		"self-evaluation/shanghai@2024.yaml": "layout: self-evaluation/shanghai\nversion: \"2024\"\nname: 本局自评表\nextends: self-evaluation/shanghai\npage-number: \"{page}\"\n",
		"self-evaluation/mine.yaml":          "layout: self-evaluation/mine\nversion: \"1\"\nname: 我的\nextends: self-evaluation/shanghai@2024\nparams: {执行率舍入: 截断}\n",
	})
	lib, err := Open(dir, Embedded())
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("self-evaluation/shanghai@2024")
	if err != nil {
		t.Fatal(err)
	}
	if l.Name != "本局自评表" || l.tables[0].pageNumber.Format != "{page}" || len(l.tables[0].columns) != 9 {
		t.Errorf("%+v", l)
	}
	if _, err := l.Checks(); err != nil {
		t.Error(err)
	}
	mine, err := lib.Layout("self-evaluation/mine")
	if err != nil {
		t.Fatal(err)
	}
	if mine.tables[0].pageNumber.Format != "{page}" || mine.Params["执行率舍入"] != "截断" || mine.Params["金额单位"] != "万元" {
		t.Errorf("%q %v", mine.tables[0].pageNumber.Format, mine.Params)
	}
	for _, name := range []string{"shanghai@2024", "mine"} {
		if list, err := Embedded().Lint(dir+"/self-evaluation/"+name+".yaml", nil); err != nil || list.HasErrors() {
			t.Errorf("lint %s: %v %s", name, err, list)
		}
	}
}
