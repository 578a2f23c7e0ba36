package model

import (
	"strings"
	"testing"
)

// named says a datum by its path in braces.
type named struct{}

func (named) Number(path string) (string, bool) { return "{" + path + "}", path != "/没有/格" }
func (named) Text(path string) (string, bool)   { return "<" + path + ">", true }
func (named) Sum(paths []string) (string, bool) { return "SUM(" + strings.Join(paths, ",") + ")", true }

func TestCellFormula(t *testing.T) {
	f := &Form{ID: "试", Params: []Param{{Name: "舍", Default: "进一", Choices: []string{"进一", "截断", "四舍五入"}}, {Name: "满分", Default: "100"}}, Fields: []*Field{
		{Name: "甲", Kind: Money}, {Name: "乙", Kind: Money}, {Name: "名"},
		{Name: "组", Kind: Group, Fields: []*Field{{Name: "丙", Kind: Score}}},
		{Name: "表", Kind: Rows, Fields: []*Field{{Name: "分", Kind: Score}, {Name: "因"}}},
	}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	r, err := Bind(&Data{Kind: DataObject, Members: []Member{{Name: "表", Value: &Data{Kind: DataList, Items: []*Data{{Kind: DataObject}, {Kind: DataObject}}}}}}, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ src, want string }{
		{"甲 / 乙", "({/甲}/{/乙})"},
		{"舍入(甲 / 乙, 4)", "ROUND(({/甲}/{/乙}),4)"},
		{"舍入(甲 / 乙, 4, 参数.舍)", "ROUNDUP(ROUND(({/甲}/{/乙}),10),4)"},
		{"最小(甲, 参数.满分)", "MIN({/甲},100)"},
		{"合计(表, .分) + 组.丙", "(SUM(/表/*/分)+{/组/丙})"},
		{"合计(甲, 乙)", "SUM(/甲,/乙)"},
		{"甲 == 乙 and not 空(名)", `AND((ROUND({/甲}-{/乙},6)=0),NOT((TRIM(</名>)="")))`},
		{`名 contains "好"`, `ISNUMBER(FIND("好",</名>))`},
		{"如果(甲 > 0, 甲, -乙)", "IF((ROUND({/甲}-0,6)>0),{/甲},(-{/乙}))"},
		{"甲 > 0 ? 甲 : 乙", "IF((ROUND({/甲}-0,6)>0),{/甲},{/乙})"},
		{"甲 ?? 乙", "IFERROR({/甲},{/乙})"},
		{"个数(表)", ""}, // a spreadsheet would count empty rows too
		{"最大(表, .分)", ""},
		{"数(名)", ""},
	} {
		f, err := f.Root().Compile(x.src)
		if err != nil {
			if x.want != "" {
				t.Errorf("%s: %v", x.src, err)
			}
			continue
		}
		got, ok := f.CellFormula(r.Root(), named{})
		if ok != (x.want != "") || ok && got != x.want {
			t.Errorf("%s: %q %v, want %q", x.src, got, ok, x.want)
		}
	}
	// In an item its own cells are named, and outer ones too.
	item := f.Fields[4]
	x, err := f.Root().In(item).Compile("分 <= 甲 and not 空(因)")
	if err != nil {
		t.Fatal(err)
	}
	got, ok := x.CellFormula(r.Root().In(r.Value("表").Rows[1]), named{})
	if want := `AND((ROUND({/表/1/分}-{/甲},6)<=0),NOT((TRIM(</表/1/因>)="")))`; !ok || got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBindPartial(t *testing.T) {
	f := &Form{ID: "试", Fields: []*Field{{Name: "名", Required: true}, {Name: "年", Kind: Year}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	d := &Data{Kind: DataObject}
	if _, err := Bind(d, f); err == nil {
		t.Error("a missing field is no error")
	}
	r, err := BindPartial(d, f)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Code != "DATA-MISSING" {
		t.Errorf("%v %v", r, err)
	}
	d.Members = []Member{{Name: "年", Value: &Data{Kind: DataString, Text: "今年"}}}
	if _, err := BindPartial(d, f); err == nil {
		t.Error("a wrong year is no error")
	}
}
