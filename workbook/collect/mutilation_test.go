package collect

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/finding"
)

// mutilation is something a clerk does to a filled-in workbook. The workbook is seed-2 in Shanghai's form, filled in:
// funds in rows 6 to 9, indicators in rows 13 to 27 (一级 B … 偏差 I), empty ones to row 32, hidden ones to row 52, 总
// 分 in row 53.
type mutilation struct {
	name   string
	do     func(*mess)
	change func(map[string]any) // what the record then says, nil: as before
	refuse string               // or: the code with which it is refused
	say    string               // a code that must be among the findings
	at     string               // the cell that finding must name
	of     string               // the value it must be about
	quiet  string               // a code that must not be said
	moved  bool                 // the ledger says that the structure was changed
}

// mess is the workbook while it is mutilated.
type mess struct {
	t       *testing.T
	f       *excelize.File
	sheet   string
	answers map[string]bool // texts that were entered
}

func (m *mess) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *mess) set(ref string, v any) { m.t.Helper(); m.must(m.f.SetCellValue(m.sheet, ref, v)) }
func (m *mess) get(ref string) string {
	m.t.Helper()
	s, err := m.f.GetCellValue(m.sheet, ref)
	m.must(err)
	return s
}

// number types a number and gives the cell a format.
func (m *mess) number(ref string, v any, format string) {
	m.t.Helper()
	m.set(ref, v)
	id, err := m.f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	m.must(err)
	m.must(m.f.SetCellStyle(m.sheet, ref, ref, id))
}

// move moves the texts and names of cells, as cutting and pasting does.
func (m *mess) move(from, to string) {
	m.t.Helper()
	text := m.get(from)
	m.set(from, nil)
	m.set(to, text)
	f, t := absolute(from), absolute(to)
	for _, n := range m.f.GetDefinedName() {
		switch {
		case strings.HasSuffix(n.RefersTo, "!"+t):
			m.must(m.f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}))
		case strings.HasSuffix(n.RefersTo, "!"+f):
			m.must(m.f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}))
			m.must(m.f.SetDefinedName(&excelize.DefinedName{Name: n.Name, RefersTo: strings.TrimSuffix(n.RefersTo, f) + t}))
		}
	}
}

// remove deletes a row and, as Excel does, what its names stand for.
func (m *mess) remove(row int) {
	m.t.Helper()
	for _, n := range m.f.GetDefinedName() {
		if strings.HasSuffix(n.RefersTo, fmt.Sprintf("$%d", row)) {
			m.must(m.f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}))
		}
	}
	m.must(m.f.RemoveRow(m.sheet, row))
}

func absolute(ref string) string {
	i := strings.IndexAny(ref, "0123456789")
	return "$" + ref[:i] + "$" + ref[i:]
}

func (m *mess) forget() {
	for _, n := range m.f.GetDefinedName() {
		if strings.HasPrefix(n.Name, workbook.NamePrefix) {
			m.must(m.f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name}))
		}
	}
}

// open says whether a cell may be written in.
func (m *mess) open(ref string) bool {
	id, err := m.f.GetCellStyle(m.sheet, ref)
	m.must(err)
	s, err := m.f.GetStyle(id)
	m.must(err)
	return s.Protection != nil && !s.Protection.Locked
}

// runs types a text of several faces: a plain run, then faces with their runs.
func (m *mess) runs(ref, plain string, more ...string) {
	m.t.Helper()
	all := []excelize.RichTextRun{{Text: plain}}
	for i := 0; i < len(more); i += 2 {
		f := &excelize.Font{VertAlign: more[i]}
		if more[i] == "strike" {
			f = &excelize.Font{Strike: true}
		}
		all = append(all, excelize.RichTextRun{Font: f, Text: more[i+1]})
	}
	m.must(m.f.SetCellRichText(m.sheet, ref, all))
}

func (m *mess) merge(a, b string)   { m.must(m.f.MergeCell(m.sheet, a, b)) }
func (m *mess) unmerge(a, b string) { m.must(m.f.UnmergeCell(m.sheet, a, b)) }
func (m *mess) row(n int, texts ...string) {
	for i, s := range texts {
		if s != "" {
			m.set(string(rune('B'+i))+fmt.Sprint(n), s)
		}
	}
}

// Parts of a record, for what a mutilation changes in it.
func items(r map[string]any) []any { return r["绩效指标"].([]any) }
func put(key string, i int, v any) func(map[string]any) {
	return func(r map[string]any) {
		item := items(r)[i].(map[string]any)
		if v == nil {
			delete(item, key)
		} else {
			item[key] = v
		}
	}
}
func fund(row, key string, v any) func(map[string]any) {
	return func(r map[string]any) {
		f := r["资金"].(map[string]any)[row].(map[string]any)
		if v == nil {
			delete(f, key)
		} else {
			f[key] = v
		}
	}
}

var added = map[string]any{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "新增的一项", "年度指标值": "≥3次", "实际完成值": "3次", "分值": "2", "得分": "2"}

func typeAdded(m *mess, row int) {
	m.row(row, "产出指标", "数量指标", "新增的一项", "≥3次", "3次", "2", "2")
}

func insert(r map[string]any, at int, v any) {
	l := items(r)
	out := append([]any{}, l[:at]...)
	r["绩效指标"] = append(append(out, v), l[at:]...)
}

var mutilations = []mutilation{
	{name: "在指标行之间插入一个空行", do: func(m *mess) { m.must(m.f.InsertRows(m.sheet, 16, 1)) }},
	{name: "插入一行并填写", moved: true, do: func(m *mess) { m.must(m.f.InsertRows(m.sheet, 16, 1)); typeAdded(m, 16) },
		change: func(r map[string]any) { insert(r, 3, added) }},
	{name: "插入三行，只填中间一行", moved: true, do: func(m *mess) { m.must(m.f.InsertRows(m.sheet, 20, 3)); typeAdded(m, 21) },
		change: func(r map[string]any) { insert(r, 7, added) }},
	{name: "删去一个指标行", moved: true, do: func(m *mess) { m.remove(15) },
		change: func(r map[string]any) { l := items(r); r["绩效指标"] = append(append([]any{}, l[:2]...), l[3:]...) }},
	{name: "删去全部空的指标行", moved: true, do: func(m *mess) {
		for range 5 {
			m.remove(28)
		}
	}},
	{name: "两个指标行互换（排序）", do: func(m *mess) {
		for c := 'B'; c <= 'I'; c++ {
			a, b := string(c)+"13", string(c)+"18"
			x, y := m.get(a), m.get(b)
			m.set(a, y)
			m.set(b, x)
		}
	}, change: func(r map[string]any) { l := items(r); l[0], l[5] = l[5], l[0] }},
	{name: "在备用行里填写（取消隐藏）", do: func(m *mess) { m.must(m.f.SetRowVisible(m.sheet, 40, true)); typeAdded(m, 40) },
		change: func(r map[string]any) { r["绩效指标"] = append(items(r), added) }},
	{name: "隐藏一列", do: func(m *mess) { m.must(m.f.SetColVisible(m.sheet, "F", false)) }},
	{name: "隐藏有内容的行", do: func(m *mess) { m.must(m.f.SetRowVisible(m.sheet, 14, false)) }},
	{name: "左边插入一列", do: func(m *mess) { m.must(m.f.InsertCols(m.sheet, "A", 1)) }},
	{name: "中间插入一个空列", do: func(m *mess) { m.must(m.f.InsertCols(m.sheet, "F", 1)) }},
	{name: "中间插入一列并写上备注", do: func(m *mess) { m.must(m.f.InsertCols(m.sheet, "F", 1)); m.set("F12", "备注"); m.set("F14", "已核") }, refuse: "READ-LEFT"},
	{name: "上面插入三行", do: func(m *mess) { m.must(m.f.InsertRows(m.sheet, 1, 3)) }},
	{name: "上面插入一行写单位文号", do: func(m *mess) { m.must(m.f.InsertRows(m.sheet, 1, 1)); m.set("A1", "附件3") }, say: "READ-LEFT"},
	{name: "删去标题行", do: func(m *mess) { m.remove(1) }},
	{name: "删去指标的表头行", do: func(m *mess) { m.remove(12) }},
	{name: "工作表改名", do: func(m *mess) { m.must(m.f.SetSheetName(m.sheet, "自评表 (最终版)·李'四")) }},
	{name: "多一张别的工作表", do: func(m *mess) {
		_, err := m.f.NewSheet("计算过程")
		m.must(err)
		m.must(m.f.SetCellValue("计算过程", "A1", "3+2"))
	}, say: "READ-SHEET"},
	{name: "工作表复制了一份，没有改", do: func(m *mess) { m.copy() }, say: "READ-COPY"},
	{name: "工作表复制了一份，改了一格", do: func(m *mess) { s := m.copy(); m.must(m.f.SetCellValue(s, "D14", "改过的名称")) }, refuse: "READ-COPY"},
	{name: "改了一个标签", do: func(m *mess) { m.set("A3", "项目的名称") }, say: "READ-LABEL", of: "/项目名称"},
	{name: "删去一个标签", do: func(m *mess) { m.set("E4", nil) }},
	{name: "改了指标表头", do: func(m *mess) { m.set("E12", "指标值") }, say: "READ-LABEL", of: "/绩效指标/0/年度指标值"},
	{name: "相同的一级指标合并成一格", do: func(m *mess) { m.merge("B13", "B21") }},
	{name: "一级、二级指标都合并", do: func(m *mess) {
		m.merge("B13", "B21")
		m.merge("C13", "C17")
		m.merge("B26", "B27")
		m.merge("C26", "C27")
	}},
	{name: "一级指标只填每组第一行", do: func(m *mess) { m.set("B14", nil); m.set("B15", nil) }, say: "READ-GROUP",
		change: func(r map[string]any) { put("一级指标", 1, nil)(r); put("一级指标", 2, nil)(r) }},
	{name: "两行的偏差原因合并成一格", do: func(m *mess) { m.set("I17", nil); m.merge("I16", "I17") }, refuse: "READ-MERGED"},
	{name: "拆开项目名称的合并格", do: func(m *mess) { m.unmerge("B3", "I3") }},
	{name: "拆开全部合并格", do: func(m *mess) {
		all, err := m.f.GetMergeCells(m.sheet)
		m.must(err)
		for _, c := range all {
			m.unmerge(c.GetStartAxis(), c.GetEndAxis())
		}
	}},
	{name: "分值填成数字", do: func(m *mess) { m.number("G14", 5, "General") }},
	{name: "金额填成带格式的数字", do: func(m *mess) { m.number("E6", 281411.5, "#,##0.00") }, change: fund("年度资金总额", "全年执行数", "281,411.50")},
	{name: "显示的位数比存的少", do: func(m *mess) { m.number("E6", 281411.126, "#,##0.00") }, change: fund("年度资金总额", "全年执行数", "281,411.13"), say: "READ-ROUNDED"},
	{name: "执行率填成百分数", do: func(m *mess) { m.number("G6", 0.9925, "0.00%") }},
	{name: "指标值填成日期", do: func(m *mess) {
		m.number("E15", time.Date(2022, 6, 30, 0, 0, 0, 0, time.UTC), "yyyy\"年\"m\"月\"d\"日\"")
	},
		change: put("年度指标值", 2, "2022年6月30日"), say: "READ-GUESS"},
	{name: "浮点数的尾巴", do: func(m *mess) { m.number("H14", 4.1000000000000005, "General") }, change: put("得分", 1, "4.1")},
	{name: "全角数字", do: func(m *mess) { m.set("G14", "５") }, change: put("分值", 1, "５")},
	{name: "分值带单位", do: func(m *mess) { m.set("G14", "5分") }, change: put("分值", 1, "5分"), say: "DATA-NUMBER"},
	{name: "数字格里只有空格", do: func(m *mess) { m.set("E8", "  ") }, change: fund("上年结转资金", "全年执行数", "  "), say: "READ-BLANK", at: "E8"},
	{name: "文字格里只有空格", do: func(m *mess) { m.set("I14", " ") }, change: put("偏差原因分析及改进措施", 1, " "), say: "READ-BLANK", at: "I14"},
	{name: "空行里只有空格", do: func(m *mess) { m.set("D30", "　") }, say: "READ-BLANK", at: "D30"},
	{name: "必填的格里只有空格", do: func(m *mess) { m.set("D15", " ") }, change: put("三级指标", 2, " "), say: "DATA-MISSING", at: "D15"},
	{name: "项目名称没有填", do: func(m *mess) { m.set("B3", nil) }, change: func(r map[string]any) { delete(r, "项目名称") }, say: "DATA-MISSING", at: "B3"},
	{name: "年度没有填", do: func(m *mess) { m.set("A2", "( 年度)") }, change: func(r map[string]any) { delete(r, "年度") }, say: "DATA-MISSING", at: "A2"},
	{name: "一项指标没有名称", do: func(m *mess) { m.set("D20", nil) }, change: put("三级指标", 7, nil), say: "DATA-MISSING", at: "D20"},
	{name: "上面空着几行，下面一项指标没有名称", do: func(m *mess) {
		for c := 'B'; c <= 'I'; c++ {
			m.set(string(c)+"14", nil)
		}
		m.set("D20", nil)
	}, change: func(r map[string]any) {
		put("三级指标", 7, nil)(r)
		l := items(r)
		r["绩效指标"] = append(append([]any{}, l[:1]...), l[2:]...)
	}, say: "DATA-MISSING", at: "D20"},
	{name: "填的全部删去", do: func(m *mess) {
		for row := 2; row <= 53; row++ {
			for c := 'A'; c <= 'I'; c++ {
				if ref := string(c) + fmt.Sprint(row); m.open(ref) {
					m.set(ref, nil)
				}
			}
		}
	}, change: func(r map[string]any) {
		for k := range r {
			if k != "form" {
				delete(r, k)
			}
		}
	}, say: "READ-UNFILLED", at: "A2"},
	{name: "公式上写了横线", do: func(m *mess) { m.set("H6", "—") }, change: fund("年度资金总额", "得分", "—"), say: "DATA-MARK", at: "H6"},
	{name: "公式清空了", do: func(m *mess) { m.set("G53", nil) }, change: func(r map[string]any) { delete(r["总分"].(map[string]any), "分值") }},
	{name: "表名改了，名称还指着旧表名", moved: true, do: func(m *mess) {
		m.forget()
		m.must(m.f.SetSheetName(m.sheet, "改了名的表"))
	}, quiet: "READ-LEFT"},
	{name: "隐藏的标记表改了名", do: func(m *mess) { m.must(m.f.SetSheetName(workbook.MarkSheet, "Sheet9")) }},
	{name: "填表说明改了名", do: func(m *mess) { m.must(m.f.SetSheetName(workbook.GuideSheet, "说明书")) }, quiet: "READ-SHEET"},
	{name: "填的表改名叫填表说明", do: func(m *mess) {
		m.must(m.f.DeleteSheet(workbook.GuideSheet))
		m.must(m.f.SetSheetName(m.sheet, workbook.GuideSheet))
	}},
	{name: "在提示栏里写字", do: func(m *mess) { m.set("K30", "第三季度的数以后补") }, say: "READ-LEFT", at: "K30"},
	{name: "在提示栏右边写字", do: func(m *mess) { m.set("M8", "见附件") }, say: "READ-LEFT", at: "M8"},
	{name: "格里有回车符", do: func(m *mess) { m.set("F15", "1次_x000D_\n（补）") }, change: put("实际完成值", 2, "1次\n（补）"), say: "READ-GUESS"},
	{name: "逻辑值", do: func(m *mess) { m.set("F15", true) }, change: put("实际完成值", 2, "TRUE"), say: "READ-GUESS"},
	{name: "公式代替数值", do: func(m *mess) {
		m.number("H14", 5, "General")
		m.must(m.f.SetCellFormula(m.sheet, "H14", "2+3"))
		m.cached("H14", "5")
	}, say: "READ-FORMULA"},
	{name: "公式没有存结果", do: func(m *mess) { m.set("H14", nil); m.must(m.f.SetCellFormula(m.sheet, "H14", "2+3")) }, refuse: "READ-FORMULA"},
	{name: "公式的结果是空字符串", do: func(m *mess) {
		m.set("F15", nil)
		m.must(m.f.SetCellFormula(m.sheet, "F15", `IF(1>2,"甲","")`))
		m.cached("F15", noText)
	}, change: put("实际完成值", 2, nil), quiet: "READ-FORMULA"},
	{name: "上标和下标", do: func(m *mess) { m.runs("F15", "100m", "superscript", "2", "", "，CO", "subscript", "2") }, change: put("实际完成值", 2, "100m²，CO₂"), quiet: "READ-SCRIPT"},
	{name: "没有相应字符的上标", do: func(m *mess) { m.runs("F15", "10件", "superscript", "注") }, change: put("实际完成值", 2, "10件注"), say: "READ-SCRIPT", at: "F15"},
	{name: "划掉了几个字", do: func(m *mess) { m.runs("F15", "10件", "strike", "作废") }, refuse: "READ-STRUCK"},
	{name: "划掉了一个数", do: func(m *mess) {
		m.number("H14", 5, "General")
		id, err := m.f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
		m.must(err)
		m.must(m.f.SetCellStyle(m.sheet, "H14", "H14", id))
	}, refuse: "READ-STRUCK"},
	{name: "文字格里的十六位数", do: func(m *mess) { m.number("F15", int64(1234567890123456), "General") }, refuse: "READ-DIGITS"},
	{name: "格式使数不显示", do: func(m *mess) { m.number("H14", 5, ";;;") }, refuse: "READ-UNSEEN"},
	{name: "公式引用别的文件", do: func(m *mess) {
		m.number("H14", 5, "General")
		m.must(m.f.SetCellFormula(m.sheet, "H14", "[1]Sheet1!A1"))
		m.cached("H14", "5")
	}, refuse: "READ-EXTERNAL"},
	{name: "错误值", do: func(m *mess) { m.set("H14", nil); m.fault("H14") }, refuse: "READ-FAULT"},
	{name: "删去全部名称", moved: true, do: func(m *mess) { m.forget() }},
	{name: "删去隐藏的标记表", do: func(m *mess) { m.must(m.f.DeleteSheet(workbook.MarkSheet)) }, say: "READ-BY-LABELS"},
	{name: "名称、标记表、选项表都删去", do: func(m *mess) {
		m.forget()
		m.must(m.f.DeleteSheet(workbook.MarkSheet))
		m.must(m.f.DeleteSheet(workbook.ListSheet))
	}, say: "READ-BY-LABELS"},
	{name: "名称和标记都没有，又插入了行和列", do: func(m *mess) {
		m.forget()
		m.must(m.f.DeleteSheet(workbook.MarkSheet))
		m.must(m.f.InsertRows(m.sheet, 16, 1))
		m.must(m.f.InsertCols(m.sheet, "A", 1))
	}, say: "READ-BY-LABELS"},
	{name: "把一格拖到相邻的列", do: func(m *mess) { m.move("C7", "D7") }, refuse: "READ-MOVED"},
	{name: "把一格拖到下一行", do: func(m *mess) { m.move("I16", "I17") }, change: func(r map[string]any) {
		put("偏差原因分析及改进措施", 4, items(r)[3].(map[string]any)["偏差原因分析及改进措施"])(r)
		put("偏差原因分析及改进措施", 3, nil)(r)
	}},
	{name: "把资金行整行移到表格下面", do: func(m *mess) {
		for c := 'B'; c <= 'H'; c++ {
			m.move(string(c)+"8", string(c)+"60")
		}
	}, say: "READ-NAME"},
	{name: "没有名称，资金行移到表格下面", do: func(m *mess) {
		m.forget()
		for c := 'B'; c <= 'H'; c++ {
			m.move(string(c)+"8", string(c)+"60")
		}
	}, refuse: "READ-LEFT"},
	{name: "在表格下面写备注", do: func(m *mess) { m.set("A55", "注：数据截至年底") }, say: "READ-LEFT"},
	{name: "在官方的空格里写字", do: func(m *mess) { m.set("B5", "来源") }, refuse: "READ-LEFT"},
	{name: "在总分行的空格里写字", do: func(m *mess) { m.set("I53", "良好") }, refuse: "READ-LEFT"},
	{name: "年度只写数字", do: func(m *mess) { m.set("A2", "2022") }, say: "READ-GUESS"},
	{name: "年度改成别的写法", do: func(m *mess) { m.set("A2", "二〇二二年") }, refuse: "READ-PATTERN"},
	{name: "只剩填表说明", do: func(m *mess) { m.must(m.f.DeleteSheet(m.sheet)) }, refuse: "READ-NO-FORM"},
	{name: "取消保护，改字体和颜色", do: func(m *mess) {
		m.must(m.f.UnprotectSheet(m.sheet))
		id, err := m.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FF0000"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF00"}}})
		m.must(err)
		m.must(m.f.SetCellStyle(m.sheet, "A1", "I53", id))
	}},
}

// copy copies the sheet.
func (m *mess) copy() string {
	m.t.Helper()
	from, err := m.f.GetSheetIndex(m.sheet)
	m.must(err)
	to, err := m.f.NewSheet(m.sheet + " (2)")
	m.must(err)
	m.must(m.f.CopySheet(from, to))
	return m.sheet + " (2)"
}

// cached and fault are done to the file itself: excelize writes no cached values. See patch.
func (m *mess) cached(ref, value string) {
	m.must(m.f.SetCellStr(m.sheet, "Z99", "patch:"+ref+":"+value))
}
func (m *mess) fault(ref string) { m.cached(ref, "#DIV/0!") }

func TestMutilations(t *testing.T) {
	racing.Apart(t)
	if len(mutilations) < 30 {
		t.Fatalf("%d mutilations, 30 are promised", len(mutilations))
	}
	l := layoutOf(t, shanghai)
	seed := seeds(t)["seed-2"]
	book := fillIn(t, blankForm(t, l, 20), l, seed)
	var table strings.Builder
	for i, x := range mutilations {
		t.Run(x.name, func(t *testing.T) {
			broken := patched(t, edited(t, book, func(f *excelize.File) {
				for _, n := range f.GetDefinedName() { // excelize cannot move whole rows and columns of names
					if strings.HasPrefix(n.Name, "_xlnm.") {
						if err := f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}); err != nil {
							t.Fatal(err)
						}
					}
				}
				if err := f.DeleteDataValidation(f.GetSheetList()[0]); err != nil { // nor ranges of drop-downs
					t.Fatal(err)
				}
				x.do(&mess{t: t, f: f, sheet: f.GetSheetList()[0]})
			}))
			r := readIn(t, "表.xlsx", broken, Options{})
			fmt.Fprintf(&table, "%d. %s：%s\n", i+1, x.name, x.outcome(r))
			if x.refuse != "" {
				if !r.Refused() || !said(r.Findings, x.refuse, finding.Error) {
					t.Fatalf("not refused with %s:\n%s", x.refuse, r.Findings)
				}
				return
			}
			if r.Refused() {
				t.Fatalf("refused:\n%s", r.Findings)
			}
			if x.moved && !r.Changed {
				t.Error("the form is not said to be changed")
			}
			if x.say != "" && !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
				return f.Code == x.say && (x.of == "" || f.Path == x.of) && (x.at == "" || strings.HasSuffix(strings.TrimSuffix(f.Place, "）"), "”"+x.at))
			}) {
				t.Errorf("%s is not said at %s:\n%s", x.say, x.at, r.Findings)
			}
			if x.quiet != "" && said(r.Findings, x.quiet, finding.Note) {
				t.Errorf("%s is said:\n%s", x.quiet, r.Findings)
			}
			var want, got map[string]any
			if err := json.Unmarshal(seed, &want); err != nil {
				t.Fatal(err)
			}
			if x.change != nil {
				x.change(want)
			}
			if err := json.Unmarshal(r.Data, &got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%s", d, r.Findings)
			}
		})
	}
	path := filepath.Join("testdata", "mutilations.txt")
	if !t.Failed() || golden.Updating() {
		golden.File(t, path, []byte(table.String()))
	}
}

// outcome is what a clerk gets to see, as one line.
func (x mutilation) outcome(r *Result) string {
	s := "收对了"
	if r.Refused() {
		s = "没有收"
	}
	for _, f := range r.Findings {
		if x.refuse != "" && f.Code != x.refuse || x.refuse == "" && f.Code != x.say {
			continue
		}
		return s + "；" + strings.TrimPrefix(f.Place+"：", "：") + f.Message
	}
	return s
}

func said(l finding.List, code string, atLeast finding.Severity) bool {
	for _, f := range l {
		if f.Code == code && f.Severity <= atLeast {
			return true
		}
	}
	return false
}
