package performance_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// arg reads an argument as the table below writes it: 5 is a number, 甲|乙 a list, everything else a text.
func arg(s string, kind model.ResultKind) model.Result {
	switch d, ok := number.Parse(s); {
	case kind == model.IsList:
		r := model.Result{Kind: model.IsList}
		for _, item := range strings.Split(s, "|") {
			k := model.IsText
			if _, ok := number.Parse(item); ok {
				k = model.IsNumber
			}
			r.List = append(r.List, arg(item, k))
		}
		if s == "" {
			r.List = nil
		}
		return r
	case kind == model.IsNumber && ok:
		return model.Result{Kind: model.IsNumber, Num: d}
	case kind == model.IsNumber || s == "":
		return model.Result{}
	}
	return model.Result{Kind: model.IsText, Text: s}
}

const (
	gradesText = "优90 良80 中60 差0"
	schemes    = "执行10 产出50 效益30 满意度10; 执行10 成本20 产出40 效益30"
	reason     = "偏差原因：设备晚到。改进措施：提前采购。"
)

// Every function that decides something, alone: arguments with / between them, and what it gives.
func TestFunctions(t *testing.T) {
	all := performance.Functions()
	for _, c := range []struct{ name, args, want string }{
		{"达成", "≥30个/29个/检查数", "未达到"},
		{"达成", "≥30个/30个/检查数", "达到"},
		{"应得分", "≥30个/24个/检查数/10", "8"},
		{"应得分", "≥30个/31个/检查数/10", "10"},
		{"应得分", "≥30个/很多/检查数/10", ""},
		{"算得分式", "≥49个/30个/检查数/10", "10 × 30 ÷ 49 = 6.12"},
		{"算得分式", "≤30分钟/40分钟/响应时间/10", "10 × 30 ÷ 40 = 7.50"},
		{"算得分式", "≥2万元/1.5万元/投入/10", "10 × 1.5 ÷ 2 = 7.50"},
		{"算得分式", "≥2万元/15000元/投入/10", "10 × 15,000 ÷ 20,000 = 7.50"},
		{"应得分", "≤30分钟/70分钟/响应时间/10", "4.285714285714286"},
		{"完成比", "≥30个/45个/检查数", "1.5"},
		{"词级", "优秀", "5"},
		{"达成", "10处/12处/职工人数", "无法判断"},
		{"达成", "10处/12处/隐患整改数量", "达到"},
		{"不判原因", "10处/12处/职工人数", "看不出越多越好还是越少越好"},
		{"不判原因", "10处/12处/隐患整改数量", ""},
		{"不判原因", "≥95%/9O%/合格率", "数字像是笔误"},
		{"方向依据", "10处/隐患整改数量", "越多越好：数的是处理、解决了多少（整改）"},
		{"方向依据", "10人/职工人数", ""},
		{"两种读法", "10人/职工人数", "看作服务到、惠及多少人，越多越好；看作要控制在多少人以内，越少越好"},
		{"两种读法", "10处/隐患整改数量", ""},
		{"格中是", "见附件", "只说见别处"},
		{"格中是", "约20人", "大约的数"},
		{"单位关系", "8万元/7.81元", "悬殊"},
		{"单位关系", "每年24期/2期每月", "换算"},
		{"同义", "2万元/20000元", "是"},
		{"同义", "≥2万元/20000元", "否"},
		{"同义", "2万元/2万人", "否"},
		{"量纲", "3天", "时间"},
		{"量纲", "3", "无"},

		{"得分级", "90/" + gradesText, "优"},
		{"得分级", "89.99/" + gradesText, "良"},
		{"得分级", "59/" + gradesText, "差"},
		{"近分界", "89.7/" + gradesText + "/0.3", "90"},
		{"近分界", "89.69/" + gradesText + "/0.3", ""},
		{"近分界", "90.3/" + gradesText + "/0.3", "90"},
		{"近分界", "80/" + gradesText + "/0", "80"},
		{"近分界", "0/" + gradesText + "/0.3", ""}, // nothing lies below 0
		{"应扣比例", "2/2:0.1 3:0.2", "0.1"},
		{"应扣比例", "1.99/2:0.1 3:0.2", ""},
		{"应扣比例", "3/2:0.1 3:0.2", "0.2"},
		{"权重不符", "产出指标|效益指标|满意度指标/50|30|10/10/" + schemes, ""},
		{"权重不符", "产出指标（50分）|产出指标|效益指标|满意度指标/20|30|30|10/10/" + schemes, ""},
		{"权重不符", "成本指标|产出指标|效益指标/20|40|29/10/" + schemes, "执行10 成本20 产出40 效益30"},
		{"权重不符", "产出指标|效益指标/1|2/3/甲1; 乙2", "甲1"}, // the first of two that fit as badly
		{"权重不符", "产出指标|效益指标|满意度指标|其他/50|30|10|0/10/" + schemes, "执行10 产出50 效益30 满意度10"},
		{"分级式", "产出|效益|产出/1|2|3/9.8", "9.8 + 4 + 2"},
		{"分级和", "产出|效益|产出/1|甲|3/", "产出 4，效益 0"},
		{"加式", strings.TrimSuffix(strings.Repeat("1|", 24), "|"), strings.TrimSuffix(strings.Repeat("1 + ", 24), " + ")},
		{"加式", strings.Repeat("1|", 24) + "2", strings.Repeat("1 + ", 23) + "… + 2"},

		{"标注分", "产出指标（50分）", "50"},
		{"标注分", "产出指标50分", ""},
		{"占位", "XX项目", "XX项"},
		{"占位", "MAXXX", ""},
		{"占位", "X射线", ""},
		{"占位", "第X×2", ""},
		{"占位", "100字以内", "100字以内"},
		{"占位", "同上", "同上"},
		{"占位", "同上表", ""},
		{"含词", "因天气延误/设备 天气", "天气"},
		{"是词", " 无 。/无 没有", "是"},
		{"是词", "无人/无 没有", "否"},
		{"原因段", reason + "/偏差原因", "设备晚到。"},
		{"原因段", reason + "/改进措施", "提前采购。"},
		{"原因段", "设备晚到/偏差原因", ""},
		{"同题", "桥梁养护晚了/桥梁检测数量", "是"},
		{"同题", "检查数量少/桥梁数量", "否"},
		{"同题", "桥1梁/桥梁", "否"}, // a digit divides
		{"文中年份", "2023年12月至2023年末", "2023"},
		{"文中年份", "2023年12月至2024年1月", ""},
		{"文中等级", "自评结果为良好/" + gradesText, "良"},
		{"句数", "甲。乙；\n丙", "3"},
		{"实字数", "偏差原因：无", "1"},
		{"文中差万倍", "安排资金105万元/105", "105万元"},
		{"文中差万倍", "安排资金105万元/10500000000", "105万元"},
		{"文中差万倍", "安排资金105万元/1050000", ""},

		// The clause shares two pairs with the name, 桥梁 and 梁养; 桥梁 alone is not enough.
		{"文中他数", "全年桥梁养好30座/桥梁养护座数/28座", "30座"},
		{"文中他数", "全年桥梁巡查30座/桥梁养护座数/28座", ""},
		{"文中他数", "全年桥梁养护30座，另有28座/桥梁养护座数/28座", ""},
		{"文中他数", "全年桥梁养护30次/桥梁养护座数/28座", ""},
		{"文中他数", "全年桥梁养护30座/桥梁养护座数/28", ""},

		{"同值", "3|3.0|3", "是"},
		{"同值", "3|4", "否"},
		{"同值", "", "否"},
		{"首个", "|乙", "乙"},
		{"未见", "甲（一）|乙/甲(一)|丙", "乙"},
		{"列出", "甲|乙|甲|丙/2", "甲、乙 等 3 个"},
		{"列出", "甲|乙|甲/2", "甲、乙"},
	} {
		f := all[c.name]
		texts := strings.Split(c.args, "/")
		if f == nil || len(texts) != len(f.Args) {
			t.Errorf("%s(%s): no such function, or other arguments", c.name, c.args)
			continue
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
