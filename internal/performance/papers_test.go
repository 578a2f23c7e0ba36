package performance_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/internal/shingle"
	"github.com/gongbiao/gongbiao/model"
)

// What holds forms against each other and against other papers, alone: arguments with / between them.
func TestPaperFunctions(t *testing.T) {
	all := performance.Functions()
	for _, c := range []struct{ name, args, want string }{
		{"本名", "2023年度村卫生室标准化建设项目", "村卫生室标准化建设"},
		{"本名", "“村卫生室（一期）” 专项资金", "村卫生室(一期)"},
		{"本名", "“村卫生室（一期）”专项资金", "村卫生室(一期)"},
		{"本名", "2021-2023年造林", "造林"},
		{"本名", "人员经费", "人员经费"}, // nothing would be left
		{"本名", "3项目", "3项目"},
		{"主名", "河道整治项目第二标段", "河道整治"},
		{"主名", "河道整治（城东片区）", "河道整治"},
		{"主名", "河道整治二期工程", "河道整治工程"},
		{"主名", "（一期）", "(一期)"},

		{"长句", "因设备到货晚影响工期/8", "因设备到货晚影响工期"},
		{"长句", "设备晚到/8", ""},
		{"长句", "因设备到货晚影响 工期|因设备到货晚影响工期|疫情影响人员进场施工/8", "因设备到货晚影响工期\n疫情影响人员进场施工"},

		{"照抄值", "甲|乙|丙|丁|戊/3次|4人|93%|8.1万元|=100%/丁|丙|乙|甲|戊/8.1万元|93%|4人|3次|=100%", "4"},
		{"照抄值", "甲|乙|丙|丁/3次|4人|93%|=100%/丁|丙|乙|甲/=100%|93%|4人|3次", ""}, // three that could differ
		{"照抄值", "甲|乙|丙|丁|戊/3次|4人|93%|8.1万元|7次/丁|丙|乙|甲|戊/8.1万元|93%|4人|3次|9次", ""},
		{"未见项目", "2023年荒山造林项目|护林|/荒山造林|育林", "护林"},
		{"先后不同", "荒山造林项目|丁|乙/荒山造林|乙|丙", ""},
		{"先后不同", "乙|荒山造林项目/荒山造林|乙", "荒山造林项目"},
		{"句首", "某段话…\x1f0123", "某段话…"},

		{"种数", "甲|乙|甲|", "2"},

		{"同数", "98.76/98.8", "是"},
		{"同数", "98.76/98.7", "否"},
		{"同数", "98.76/98.760", "是"},
		{"同数", "98.76/", ""},
		{"同额", "480.50/万元/4805000/元", "是"},
		{"同额", "480.50/万元/4805032.15/元", "是"},
		{"同额", "480.50/万元/4805050.01/元", "否"},
		{"同额", "4805032.15/元/480.50/万元", "是"},
		{"同额", "480.50/万元/4805000/万元", "否"},
		{"同额", "480.50//4805000/元", "是"},
		{"同额", "480.50//480.5/", "是"},
		{"同额", "480.50//481.50/", "否"},
		{"折额", "480.50/万元/元", "4805000"},
		{"折额", "4805000/元/万元", "480.5"},
		{"折额", "480.50//元", "480.5"},

		{"放松", "≥12%/21%/诊疗人次增长率", "0.4286"},
		{"放松", "≥12%/11.8%/诊疗人次增长率", "0"},
		{"放松", "≥80%/≥90%/合格率", "0.1111"},
		{"放松", "≤50分钟/40分钟/响应时间", "0.2"},
		{"放松", "≤40分钟/50分钟/响应时间", "0"},
		{"放松", "≥2万人/25000人/受益人口", "0.2"},
		{"放松", "≥20人/25次/培训人数", ""},
		{"放松", "20人/25人/职工人数", ""}, // nobody can tell which way is better
		{"放松", "提升/25人/培训人数", ""},
		{"放松", "=100%/100%/合格率", "0"},
	} {
		f := all[c.name]
		texts := strings.Split(c.args, "/")
		for len(texts) < len(f.Args) {
			texts = append(texts, "")
		}
		x := make([]model.Result, len(texts))
		for i, s := range texts {
			x[i] = arg(s, f.Args[i])
		}
		if got := f.Call(x).String(); got != c.want {
			t.Errorf("%s(%s) = %q, want %q", c.name, c.args, got, c.want)
		}
	}
}

// Two texts that differ in the names of project and unit alone have one sketch; so have two lists whose rows stand in
// another order.
func TestSketchFunctions(t *testing.T) {
	all := performance.Functions()
	sketch := func(name string, args ...string) shingle.Sketch {
		x := make([]model.Result, len(args))
		for i, s := range args {
			x[i] = arg(s, all[name].Args[i])
		}
		return shingle.Sketch(all[name].Call(x).String())
	}
	text := func(project, unit string) string {
		return unit + "按期完成" + project + "各项任务，设施运行平稳，服务质量稳步提高，群众反映良好，未发生安全事故。"
	}
	one := sketch("文纹", text("农村供水保障", "甲中心"), "2023年农村供水保障项目", "甲中心")
	two := sketch("文纹", text("乡村道路养护", "乙站"), "乡村道路养护", "乙站")
	if n := shingle.Alike(one, two); n != 100 {
		t.Errorf("names swapped: %d", n)
	}
	if s := sketch("文纹", "农村供水保障工作全部完成，运行平稳。", "农村供水保障", ""); s != "" {
		t.Error("a text too short to tell has a sketch")
	}
	a := sketch("行纹", "新建村卫生室|改造村卫生室|群众满意度", "24所|≥36所|≥90%", "24所|33所|94.6%")
	b := sketch("行纹", "群众满意度|新建村卫生室|改造村卫生室", "≥90%|24所|≥36所", "94.6%|24所|33所")
	c := sketch("行纹", "群众满意度|新建村卫生室|改造村卫生室", "≥90%|30所|≥16所", "96%|30所|18所")
	if a == "" || a != b || shingle.Alike(a, c) > 20 {
		t.Errorf("order %v, other values %d", a == b, shingle.Alike(a, c))
	}
	if sketch("行纹", "甲|乙", "1|2", "") != "" {
		t.Error("two rows have a sketch")
	}
}
