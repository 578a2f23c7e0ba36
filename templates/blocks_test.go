package templates

import (
	"strings"
	"testing"
	"testing/fstest"
)

const sharedForm = "form: f\nname: 表\nfields:\n  名: text\n  额: {fields: {甲: money, 乙: money, 丙: money}}\n  备注: text\n  行: {kind: list, fields: {项: text, 值: text, 分: score}}\n"

const sharedBase = `layout: f/base
version: "1"
name: 底
columns: [20, 30, 10]
rows:
  - |
    | 名称 | {名} | < |
    | 备注 | {备注} | < |
  - use: 钱
  - header: |
      | 项 | 值 | 分 |
    section: 明细
  - repeat: 行
    rows: |
      | {项} | {值} | {分} |
  - total: |
      | 合计 | < | {= 合计(行, .分)} |
blocks:
  钱:
    with: {首: 甲, 标: 其中：甲, 空: —}
    rows:
      - each: [{名: $首, 标: $标}, {名: 乙, 标: 乙项}]
        rows: |
          | {$标} | {额.$名|$空} | < |
styles:
  wide: {like: text, align: center}
`

// rowsOf is a table as people see it: the texts of its rows, merged cells once, blank ones as an underscore.
func rowsOf(t *testing.T, lay *Layout, record string) string {
	t.Helper()
	g, err := fill(t, lay, record)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	row := -1
	for _, c := range g.Tables[0].Cells {
		if c.Row != row {
			if row = c.Row; b.Len() > 0 {
				b.WriteString("\n")
			}
		} else {
			b.WriteString(" ")
		}
		text := c.Text
		if text == "" {
			text = "_"
		}
		b.WriteString(text)
		if c.ColSpan > 1 {
			b.WriteString(strings.Repeat("<", c.ColSpan-1))
		}
	}
	return b.String()
}

// shared is a library of the base, a layout of another form that lends, and f/x with what follows its head.
func shared(rest string, more ...string) *Library {
	files := fstest.MapFS{
		"f/form.yaml": {Data: []byte(sharedForm)},
		"f/base.yaml": {Data: []byte(sharedBase)},
		"g/form.yaml": {Data: []byte("form: g\nname: 别表\nfields: {无: text}\n")},
		"g/lend.yaml": {Data: []byte("layout: g/lend\nversion: \"1\"\nname: 借\ncolumns: [20, 30, 10]\nrows: |\n  | 无 | {无} | < |\nblocks:\n" +
			"  外:\n    with: {谁: }\n    rows:\n      - use: 内\n      - \"| {$谁} @quiet | {备注} | < |\"\n  内: |\n    | 里面 | < | < |\nstyles:\n  quiet: {like: label, size: 7pt}\n")},
		"f/x.yaml": {Data: []byte("layout: f/x\nversion: \"1\"\nname: 上\n" + rest)},
	}
	for i := 0; i+1 < len(more); i += 2 {
		files[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return &Library{dir: "t", fsys: files}
}

// sharedRecord is a record of the form, without what a layout prints nowhere.
func sharedRecord(without ...string) string {
	s := "名: 某某\n额: {甲: 1}\n备注: 无\n行: [{项: 一, 值: 二, 分: 3}]\n"
	for _, w := range without {
		if !strings.Contains(s, w) {
			panic(w)
		}
		s = strings.Replace(s, w, "", 1)
	}
	return s
}

// A layout says only what is its own: parameters of a block, a block, rows, columns.
func TestSharing(t *testing.T) {
	const head, foot = "名称 某某<\n", "项 值 分\n一 二 3\n合计< 3"
	for _, c := range []struct {
		name, rest, want string
		without          []string
	}{
		{"nothing", "", head + "备注 无<\n其中：甲 1<\n乙项 —<\n" + foot, nil},
		{"parameters", "blocks: {钱: {with: {首: 丙, 标: 丙项, 空: \"\"}}}\n", head + "备注 无<\n丙项 _<\n乙项 _<\n" + foot, []string{"额: {甲: 1}\n"}},
		{"a block", "blocks: {钱: \"| 金额 | {额.甲} | {额.丙} |\"}\n", head + "备注 无<\n金额 1 _\n" + foot, nil},
		{"a row dropped", "changes: [{drop: 备注}]\nwithout: [备注]\n", head + "其中：甲 1<\n乙项 —<\n" + foot, []string{"备注: 无\n"}},
		{"a row of a block dropped", "changes: [{drop: 乙项}]\n", head + "备注 无<\n其中：甲 1<\n" + foot, nil},
		{"a block dropped", "changes: [{drop: [钱, 备注]}]\n", head + foot, []string{"备注: 无\n", "额: {甲: 1}\n"}},
		{"a row replaced", "changes: [{replace: 备注, rows: \"| 说明 | {备注} | < |\"}]\n", head + "说明 无<\n其中：甲 1<\n乙项 —<\n" + foot, nil},
		{"rows before and after", "changes:\n- {after: 名称, rows: \"| 后 | < | < |\"}\n- {before: 钱, rows: \"| 前 | < | < |\"}\n- {after: 钱, rows: \"| 末 | < | < |\"}\n",
			head + "后<<\n备注 无<\n前<<\n其中：甲 1<\n乙项 —<\n末<<\n" + foot, nil},
		{"a section with all it heads", "changes: [{replace: 明细, rows: \"| 没有明细 | < | < |\"}]\n", head + "备注 无<\n其中：甲 1<\n乙项 —<\n没有明细<<", []string{"行: [{项: 一, 值: 二, 分: 3}]\n"}},
		{"rows that a change brought are changed", "changes:\n- {replace: 备注, rows: \"| 说明 | {备注} | < |\"}\n- {after: 说明, rows: \"| 再 | < | < |\"}\n",
			head + "说明 无<\n再<<\n其中：甲 1<\n乙项 —<\n" + foot, nil},
		{"a column dropped", "changes: [{drop-column: 值}]\n", "名称 某某\n备注 无\n其中：甲 1\n乙项 —\n项 分\n一 3\n合计 3", []string{"值: 二, "}},
		{"the first column dropped", "changes: [{drop-column: 1}]\n", "某某<\n无<\n1<\n—<\n值 分\n二 3\n合计 3", []string{"项: 一, "}},
		{"a column added", "changes: [{after-column: 项, width: 10, header: 新, cell: \"{序号}\"}]\n",
			"名称< 某某<\n备注< 无<\n其中：甲< 1<\n乙项< —<\n项 新 值 分\n一 1 二 3\n合计<< 3", nil},
		{"one column for another", "changes: [{after-column: 分, width: 10, header: 评, cell: \"\", total: \"\"}, {drop-column: 分}]\n",
			"名称 某某<\n备注 无<\n其中：甲 1<\n乙项 —<\n项 值 评\n一 二 _\n合计< _", []string{", 分: 3"}},
		{"another's block", "changes:\n- replace: 备注\n  rows: {use: 外, from: g/lend, with: {谁: 借来}}\n",
			head + "里面<<\n借来 无<\n其中：甲 1<\n乙项 —<\n" + foot, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			lay, err := shared("extends: f/base\n" + c.rest).Layout("f/x")
			if err != nil {
				t.Fatal(err)
			}
			if have := rowsOf(t, lay, sharedRecord(c.without...)); have != c.want {
				t.Errorf("have\n%s\nwant\n%s", have, c.want)
			}
		})
	}
}

// Changes of layouts that extend one another are made in turn; rows of its own take no changes of a base.
func TestChangesInTurn(t *testing.T) {
	lib := shared("extends: f/mid\nchanges:\n- {drop: 中间}\n- {after-column: 评, width: 5, header: 末, cell: \"\"}\n",
		"f/mid.yaml", "layout: f/mid\nversion: \"1\"\nname: 中\nextends: f/base\nchanges:\n- {after: 备注, rows: \"| 中间 | < | < | < |\"}\n"+
			"- {after-column: 分, width: 5, header: 评, cell: \"\"}\n- {after: 名称, rows: \"| 次 | < | 三 | 四 |\"}\n",
		"f/own.yaml", "layout: f/own\nversion: \"1\"\nname: 自\nextends: f/mid\nrows: \"| 名称 | {名} | < |\"\nwithout: [额, 备注, 行]\n")
	lay, err := lib.Layout("f/x")
	if err != nil {
		t.Fatal(err)
	}
	if have, want := rowsOf(t, lay, sharedRecord()), "名称 某某<<<\n次< 三 四<\n备注 无<<<\n其中：甲 1<<<\n乙项 —<<<\n项 值 分 评 末\n一 二 3 _ _\n合计< 3<<"; have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	if lay, err = lib.Layout("f/own"); err != nil {
		t.Fatal(err)
	}
	if have, want := rowsOf(t, lay, "名: 某某\n"), "名称 某某<"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
}

// What is wrong is said where it stands, with what to write.
func TestSharingMistakes(t *testing.T) {
	for _, m := range []struct{ name, rest, code, file, says string }{
		{"no such block", "extends: f/base\nblocks: {钱: {use: 前}}\n", "LAYOUT-BLOCK", "x.yaml", "没有名为“前”的块"},
		{"a block in itself", "extends: f/base\nblocks: {钱: {use: 钱}}\n", "LAYOUT-BLOCK", "x.yaml", "块里用块超过 4 层，或者成了循环"},
		{"a parameter it has not", "extends: f/base\nblocks: {钱: {with: {头: 甲}}}\n", "TEMPLATE-UNKNOWN-KEY", "x.yaml", "块“钱”的 with没有“头”这一项"},
		{"a parameter not given", "extends: f/base\nchanges: [{replace: 备注, rows: {use: 外, from: g/lend}}]\n", "LAYOUT-BLOCK", "x.yaml", "块“外”要说“谁”是什么"},
		{"no such lender", "extends: f/base\nchanges: [{replace: 备注, rows: {use: 外, from: g/land}}]\n", "LAYOUT-EXTENDS", "x.yaml", "from 没有版式“g/land”"},
		{"lent by itself", "extends: f/base\nchanges: [{replace: 备注, rows: {use: 外, from: f/x}}]\n", "LAYOUT-EXTENDS", "x.yaml", "from 成了循环：f/x"},
		{"a block without rows", "extends: f/base\nblocks: {新: {with: {甲: 乙}}}\n", "LAYOUT-MISSING-KEY", "x.yaml", "块“新”缺 rows"},
		{"nothing of that name", "extends: f/base\nchanges: [{drop: 备考}]\n", "LAYOUT-CHANGE", "x.yaml", "底下的版式里没有“备考”，改不了"},
		{"two of that name", "extends: f/base\nblocks: {钱: \"| 备注 | {额.甲} | < |\"}\nchanges: [{drop: 备注}]\n", "LAYOUT-CHANGE", "x.yaml", "底下的版式里有 2 行叫“备注”，说不清改哪一行"},
		{"own rows", "extends: f/base\nrows: \"| 名称 | {名} | < |\"\nchanges: [{drop: 备注}]\n", "LAYOUT-CHANGE", "x.yaml", "changes 改的是 extends 的那个版式的行"},
		{"no base", "columns: [10]\nchanges: [{drop: 备注}]\nrows: \"| {名} |\"\n", "LAYOUT-CHANGE", "x.yaml", "changes 改的是 extends 的那个版式的行"},
		{"two verbs", "extends: f/base\nchanges: [{drop: 备注, after: 名称}]\n", "LAYOUT-CHANGE", "x.yaml", "一项里有 drop，又有 after"},
		{"no verb", "extends: f/base\nchanges: [{rows: 无}]\n", "LAYOUT-CHANGE", "x.yaml", "这一项应有 drop、replace"},
		{"rows of drop", "extends: f/base\nchanges: [{drop: 备注, rows: 无}]\n", "LAYOUT-CHANGE", "x.yaml", "drop 没有 rows"},
		{"no rows", "extends: f/base\nchanges: [{after: 备注}]\n", "LAYOUT-MISSING-KEY", "x.yaml", "after 缺 rows"},
		{"no such column", "extends: f/base\nchanges: [{drop-column: 价}]\n", "LAYOUT-CHANGE", "x.yaml", "表头里有 0 列叫“价”"},
		{"no width", "extends: f/base\nchanges: [{after-column: 值, header: 新}]\n", "LAYOUT-MISSING-KEY", "x.yaml", "after-column 缺 width"},
		{"a column of many cells", "extends: f/base\nchanges: [{after-column: 值, width: 5, header: \"新 | 旧\"}]\n", "LAYOUT-CHANGE", "x.yaml", "“新 | 旧”应是一格"},
		{"a column of no form", "extends: f/base\nchanges: [{after-column: 值, width: 5, header: 新, cell: \"{没有}\"}]\n", "LAYOUT-UNKNOWN-FIELD", "x.yaml", "没有"},
		{"rows that do not fit", "extends: f/base\nchanges: [{after: 备注, rows: \"| 短 | < |\"}]\n", "LAYOUT-CELL-COUNT", "x.yaml", "这一行有 2 格，表格有 3 列"},
	} {
		t.Run(m.name, func(t *testing.T) {
			_, err := shared(m.rest).Layout("f/x")
			list := listOf(t, err)
			ok := false
			for _, f := range list {
				ok = ok || f.Code == m.code && strings.Contains(f.Message, m.says) && strings.HasSuffix(f.Pos.File, m.file) && f.Pos.Line > 0
			}
			if !ok {
				t.Errorf("have %s\nwant %s %s %s", list, m.file, m.code, m.says)
			}
		})
	}
}

// A layout's hash knows the files it borrows from.
func TestHashOfLent(t *testing.T) {
	lib := shared("extends: f/base\nchanges: [{replace: 备注, rows: {use: 外, from: g/lend, with: {谁: 甲}}}]\n")
	before, err := lib.Hash("f/x")
	if err != nil {
		t.Fatal(err)
	}
	files := lib.fsys.(fstest.MapFS)
	files["g/lend.yaml"] = &fstest.MapFile{Data: append(files["g/lend.yaml"].Data, "# 改\n"...)}
	if after, err := (&Library{dir: "t", fsys: files}).Hash("f/x"); err != nil || after == before {
		t.Errorf("the same hash, %v", err)
	}
}
