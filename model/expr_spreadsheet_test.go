package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/number"
)

// named says a datum by its path in braces.
type named struct{}

func (named) Number(path string) (string, bool) { return "{" + path + "}", path != "/没有/格" }
func (named) Text(path string) (string, bool)   { return "<" + path + ">", true }
func (named) Over(f Over, paths []string) (string, bool) {
	return string(f) + "(" + strings.Join(paths, ",") + ")", true
}

// Every operator and function that a spreadsheet can say, in the one way it is said.
func TestSpreadsheet(t *testing.T) {
	f := &Form{ID: "试", Params: []Param{{Name: "舍", Default: "进一", Choices: number.Modes},
		{Name: "满分", Default: "100"}}, Fields: []*Field{
		{Name: "甲", Kind: Money}, {Name: "乙", Kind: Money}, {Name: "名"},
		{Name: "组", Kind: Group, Fields: []*Field{{Name: "丙", Kind: Score}}},
		{Name: "表", Kind: Rows, Fields: []*Field{{Name: "分", Kind: Score}, {Name: "因"}}},
	}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	r, err := Bind(&data.Value{Kind: data.Object,
		Members: []data.Member{{Name: "表", Value: &data.Value{Kind: data.List,
			Items: []*data.Value{{Kind: data.Object}, {Kind: data.Object}}}}}}, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ src, want string }{
		{"甲 / 乙", "({/甲}/{/乙})"},
		{"舍入(甲 / 乙, 4)", "ROUND(({/甲}/{/乙}),4)"},
		{"舍入(甲 / 乙, 4, 参数.舍)", "(EVEN(2*ROUND(({/甲}/{/乙})*10^4,13-INT(LOG10(1+ABS(({/甲}/{/乙})*10^4)))))/2/10^4)"},
		{`舍入(甲, 2, "截断")`, "(QUOTIENT(ROUND({/甲}*10^2,13-INT(LOG10(1+ABS({/甲}*10^2)))),1)/10^2)"},
		{`舍入(甲, 0, "四舍六入五成双")`, strings.ReplaceAll("((ROUND(Y,0)-SIGN(Y)*(MOD(ABS(Y),2)=0.5))/10^0)", "Y",
			"ROUND({/甲}*10^0,13-INT(LOG10(1+ABS({/甲}*10^0))))")},
		{"最小(甲, 参数.满分)", "MIN({/甲},100)"},
		{"合计(表, .分) + 组.丙", "(SUM(/表/0/分,/表/1/分)+{/组/丙})"},
		{"合计(甲, 乙)", "SUM(/甲,/乙)"},
		{"甲 == 乙 and not 空(名)", `AND((ROUND({/甲}-{/乙},6)=0),NOT((TRIM(</名>)="")))`},
		{`名 contains "好"`, `ISNUMBER(FIND("好",</名>))`},
		{"如果(甲 > 0, 甲, -乙)", "IF((ROUND({/甲}-0,6)>0),{/甲},(-{/乙}))"},
		{"甲 > 0 ? 甲 : 乙", "IF((ROUND({/甲}-0,6)>0),{/甲},{/乙})"},
		{"甲 ?? 乙", "IFERROR({/甲},{/乙})"},
		{"个数(表)", ""}, // a spreadsheet would count empty rows too
		{"平均(表, .分)", "AVERAGE(/表/0/分,/表/1/分)"},
		{"最大(表, .分)", "MAX(/表/0/分,/表/1/分)"},
		{"平均(甲, 乙)", "AVERAGE(/甲,/乙)"},
		{"平均(甲, 乙 * 2)", ""}, // 乙 * 2, when absent, would not be left out
		{"最大(甲, 乙 * 2)", "MAX({/甲},({/乙}*2))"},
		{"绝对值(-1_000.50)", "ABS((-1000.5))"},
		{`名 == "5" or not (甲 != 乙)`, `OR((</名>="5"),NOT((ROUND({/甲}-{/乙},6)<>0)))`},
		{"数(名)", ""},
	} {
		f, err := f.Root().Compile(x.src)
		if err != nil {
			if x.want != "" {
				t.Errorf("%s: %v", x.src, err)
			}
			continue
		}
		got, ok := f.Spreadsheet(r.Root(), named{})
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
	got, ok := x.Spreadsheet(r.Root().In(r.Value("表").Rows[1]), named{})
	if want := `AND((ROUND({/表/1/分}-{/甲},6)<=0),NOT((TRIM(</表/1/因>)="")))`; !ok || got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBindPartial(t *testing.T) {
	f := &Form{ID: "试", Fields: []*Field{{Name: "名", Required: true}, {Name: "年", Kind: Year}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	d := &data.Value{Kind: data.Object}
	if _, err := Bind(d, f); err == nil {
		t.Error("a missing field is no error")
	}
	r, err := BindPartial(d, f)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Code != "DATA-MISSING" {
		t.Errorf("%v %v", r, err)
	}
	d.Members = []data.Member{{Name: "年", Value: &data.Value{Kind: data.String, Text: "今年"}}}
	if _, err := BindPartial(d, f); err == nil {
		t.Error("a wrong year is no error")
	}
}
