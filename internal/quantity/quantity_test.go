package quantity

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// say is a value in one line: comparator, change, number or range or date or word, unit.
func say(v Value) string {
	var b strings.Builder
	switch v.Kind {
	case Empty:
		return "空"
	case Mark:
		return "记号"
	case Word:
		return "词 " + v.Word
	case Date:
		d := fmt.Sprintf("%d-%d-%d", v.Day.Year, v.Day.Month, v.Day.Day)
		return strings.TrimSpace("日 " + v.Cmp.String() + d)
	}
	b.WriteString("数 " + v.Cmp.String())
	if v.Change != "" {
		b.WriteString(v.Change)
	}
	if v.About != Exactly {
		b.WriteString("约")
	}
	b.WriteString(v.Num.String())
	if v.Kind == Range {
		b.WriteString("~" + v.High.String())
	}
	if len(v.Factors) > 0 {
		b.WriteString("(积)")
	}
	if v.Unit.Dim != "" {
		fmt.Fprintf(&b, " %s[%s×%s]", v.Unit.Text, v.Unit.Dim, v.Unit.Scale)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{">=20000件", "数 ≥20000 件[件×1]"}, {"≥２００００件", "数 ≥20000 件[件×1]"}, {"＞＝20,000 件", "数 ≥20000 件[件×1]"},
		{">20000件", "数 >20000 件[件×1]"}, {"=100%", "数 =100 %[比例×0.01]"}, {"＝１００％", "数 =100 %[比例×0.01]"},
		{"5*8小时", "数 40(积) 小时[时间×3600]"}, {"=5*8小时", "数 =40(积) 小时[时间×3600]"}, {"7×24小时", "数 168(积) 小时[时间×3600]"}, {"=8小时", "数 =8 小时[时间×3600]"},
		{"≥90.00(%)", "数 ≥90 %[比例×0.01]"}, {"=100.00（%）", "数 =100 %[比例×0.01]"}, {"15篇次", "数 15 篇次[篇次×1]"}, {"2类", "数 2 类[类×1]"},
		{"2024年6月", "日 2024-6-0"}, {"2024年6月14", "日 2024-6-14"}, {"2024 年 6 月 14 日", "日 2024-6-14"}, {"2024-06-30前", "日 ≤2024-6-30"}, {"2024/6/30", "日 2024-6-30"},
		{"2024.6.30", "日 2024-6-30"}, {"2024年底", "日 2024-0-0"}, {"2024年12月底前", "日 ≤2024-12-0"}, {"6月30日前", "日 ≤0-6-30"}, {"不晚于2024年6月", "日 ≤2024-6-0"},
		{"2024年1月-12月", "日 2024-12-0"}, {"2024年1月1日至2024年12月31日", "日 2024-12-31"}, {"20240630", "日 2024-6-30"}, {"≤6月", "数 ≤6 月[月份×1]"},
		{"2024.06", "数 2024.06"}, {"2023年2月30日", "词 2023年2月30日"}, {"2024年完成建设", "日 2024-0-0"},
		{"提升", "词 提升"}, {"合格", "词 合格"}, {"一致", "词 一致"}, {"三级甲等", "词 三级甲等"}, {"", "空"}, {"　", "空"}, {"—", "记号"}, {"/", "记号"}, {"*", "记号"}, {"……", "记号"},
		{"98%以上", "数 ≥98 %[比例×0.01]"}, {"90%及以上", "数 ≥90 %[比例×0.01]"}, {"98%以上（含）", "数 ≥98 %[比例×0.01]"}, {"不超过3次", "数 ≤3 次[次×1]"}, {"不低于95%", "数 ≥95 %[比例×0.01]"},
		{"控制在5%以内", "数 ≤5 %[比例×0.01]"}, {"3天内", "数 ≤3 天[时间×86400]"}, {"20-30天", "数 20~30 天[时间×86400]"}, {"20天~30日", "数 20~30 日[时间×86400]"}, {"90%-95%", "数 90~95 %[比例×0.01]"},
		{"20至30个工作日", "数 20~30 个工作日[工作日×1]"}, {"30-20天", "词 30-20天"}, {"<90%", "数 <90 %[比例×0.01]"}, {"＜90％", "数 <90 %[比例×0.01]"}, {"<10天", "数 <10 天[时间×86400]"},
		{"22,614.51万元", "数 22614.51 万元[金额×10000]"}, {"≤1.2亿元", "数 ≤1.2 亿元[金额×100000000]"}, {"5万", "数 50000"}, {"2万人次", "数 2 万人次[人次×10000]"},
		{"3000元/人", "数 3000 元/人[金额/人×1×1]"}, {"提高5个百分点", "数 提高5 个百分点[百分点×0.01]"}, {"增长10%以上", "数 ≥增长10 %[比例×0.01]"}, {"下降3%", "数 下降3 %[比例×0.01]"},
		{"约200人", "数 约200 人[人×1]"}, {"200人左右", "数 约200 人[人×1]"}, {"百分之九十五", "数 95 %[比例×0.01]"}, {"三次", "数 3 次[次×1]"}, {"二十五天", "数 25 天[时间×86400]"}, {"两个", "数 2 个[个×1]"},
		{"完成20篇稿件", "数 20 篇[篇×1]"}, {"0.5‰", "数 0.5 ‰[比例×0.001]"}, {"100", "数 100"}, {"-3.5%", "数 -3.5 %[比例×0.01]"}, {"1,23", "词 1,23"}, {"12:30", "词 12:30"},
		{"2*3*4*5件", "数 120(积) 件[件×1]"}, {"2*3*4*5*6件", "词 2*3*4*5*6件"}, // a product, not a code
		{"3咖啡拿铁", "数 3 咖啡拿铁[咖啡拿铁×1]"}, {"3咖啡拿铁摩卡豆", "词 3咖啡拿铁摩卡豆"}, // a unit nobody knows is short
		{"20篇稿件和报道与评论", "数 20 篇[篇×1]"}, {"20篇稿件和报道与评论以及其他等等", "词 20篇稿件和报道与评论以及其他等等"},
		{"三级", "词 三级"}, {"一样", "词 一样"}, {"1,2345件", "词 1,2345件"}, {"二十十天", "词 二十十天"}, {"=98%以上", "数 ≥98 %[比例×0.01]"},
		{"90分", "数 90 分[分×1]"}, {"A级", "词 A级"}, {"第3季度", "日 0-0-0"}, {"3~5", "数 3~5"},
	} {
		if got := say(Parse(c.in)); got != c.want {
			t.Errorf("Parse(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
		if v := Parse(c.in); v.Text != c.in {
			t.Errorf("Parse(%q) lost the text: %q", c.in, v.Text)
		}
	}
}

func TestRelate(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Relation
	}{
		{"元", "元", SameUnit}, {"元", "万元", OtherScale}, {"万元", "亿元", OtherScale}, {"%", "％", SameUnit}, {"%", "百分比", SameUnit}, {"%", "‰", OtherScale},
		{"%", "个百分点", OtherUnit}, {"天", "日", SameUnit}, {"天", "小时", OtherScale}, {"天", "工作日", OtherUnit}, {"人", "人次", OtherUnit}, {"人", "名", SameUnit},
		{"年", "个月", OtherScale}, {"月", "天", OtherScale}, {"月", "小时", OtherUnit}, {"", "件", Unstated}, {"", "", SameUnit}, {"元/人", "元/户", OtherUnit}, {"元/人", "万元/人", OtherScale},
		{"人次", "万人次", OtherScale}, {"(件)", "件", OtherUnit}, {"咖", "咖", SameUnit}, {"咖", "啡", OtherUnit}, {"平方米", "亩", OtherScale}, {"项", "个", OtherUnit},
	} {
		if got := Relate(ParseUnit(c.a), ParseUnit(c.b)); got != c.want {
			t.Errorf("Relate(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// way is the direction that the cases below suppose: the sign of the target, else the name.
func way(target Value, name string) Direction {
	switch {
	case strings.Contains("故障天数 投诉数 成本", name):
		return LessIsBetter
	case target.Cmp == Equal && !target.Unit.Share():
		return ToThePoint
	}
	return MoreIsBetter
}

func TestMeet(t *testing.T) {
	for _, c := range []struct{ name, target, actual, want string }{
		{"办件量", ">20000件", ">20000件", "达到 ?"}, {"机制", "健全", "到位", "达到 ?"},
		{"故障天数", "20-30天", "10天", "无法判断 ?"}, {"故障天数", "20-30天", "40天", "未达到 0.75"},
		{"受众", "5万人次", "8000", "无法判断 ?"}, {"受众", "5万人次", "40000", "未达到 0.8"}, // 8000 may be as many 万
		{"办件量", ">=20000件", "20000件", "达到 1"}, {"办件量", ">=20000件", ">20000件", "达到 ?"}, {"办件量", ">20000件", ">=20000件", "无法判断 ?"},
		{"满意度", ">=95%", "=95%", "达到 1"}, {"满意度", ">=95%", ">=95%", "达到 ?"}, {"满意度", ">=85%", "80%", "未达到 0.9411764705882353"}, {"信息化", ">=90%", "<90%", "未达到 ?"},
		{"期数", "49期", "30期", "未达到 0.6122448979591837"}, {"发稿量", "15篇次", "20篇次", "达到 1.3333333333333333"}, {"发稿量", "15篇次", "20", "达到 1.3333333333333333"},
		{"故障天数", "<10天", "<10天", "达到 ?"}, {"故障天数", "<10天", "10天", "未达到 1"}, {"故障天数", "<=10天", "20日", "未达到 0.5"}, {"故障天数", "10天", "5天", "达到 2"}, {"投诉数", "5件", "0件", "达到 ?"},
		{"成本", "<=2万元", "18000元", "达到 1.1111111111111111"}, {"成本", "<=2万元", "25000元", "未达到 0.8"}, {"成本", "2万元", "2人", "无法判断 ?"},
		{"完成情况", "2024年6月", "2024年6月14", "达到 ?"}, {"完成情况", "2024年6月14日前", "2024年6月", "无法判断 ?"}, {"完成情况", "2024-06-30前", "2024年7月2日", "未达到 ?"}, {"完成情况", "6月30日前", "2024-06-30", "达到 ?"},
		{"完成情况", "2024年6月30日前", "6月30日前", "达到 ?"}, {"机制", "健全", "完善", "达到 ?"}, {"机制", "健全", "基本健全", "未达到 ?"}, {"改造", "健全", "良好", "无法判断 ?"}, {"机制", "健全", "不健全", "未达到 ?"},
		{"效果", "提升", "提升", "达到 ?"}, {"效果", "提升", "有所提升", "达到 ?"}, {"效果", "明显提升", "有所提升", "未达到 ?"}, {"效果", "提升", "提高5%", "达到 ?"}, {"效果", "提升", "下降5%", "未达到 ?"}, {"效果", "提升", "20次", "无法判断 ?"},
		{"服务时间", "=8小时", "8小时", "达到 1"}, {"服务时间", "=8小时", "9小时", "无法判断 1.125"}, {"服务时间", "=8小时", "6小时", "未达到 0.75"}, {"服务时间", "=8小时", "480分钟", "达到 1"},
		{"人数", "20-30人", "25人", "达到 1"}, {"人数", "20-30人", "35人", "无法判断 ?"}, {"人数", "20-30人", "10人", "未达到 0.5"}, {"人数", "约20人", "20人", "达到 ?"}, {"人数", "约20人", "19人", "无法判断 ?"}, {"人数", "约20人", "17人", "未达到 ?"}, {"人数", "0人", "3人", "达到 ?"},
		{"率", "下降3%", "下降5%", "达到 1.6666666666666667"}, {"率", "提高3%", "下降5%", "未达到 ?"}, {"率", "", "5%", "无法判断 ?"}, {"率", "5%", "—", "无法判断 ?"},
	} {
		target := Parse(c.target)
		o := Compare(Parse(c.actual), target, way(target, c.name))
		got := o.Verdict.String() + " ?"
		if o.HasRatio {
			got = o.Verdict.String() + " " + o.Ratio.String()
		}
		if got != c.want {
			t.Errorf("%s: %s → %s: %s, want %s", c.name, c.target, c.actual, got, c.want)
		}
	}
}

func TestGrade(t *testing.T) {
	for _, c := range []struct {
		word string
		want Grade
	}{
		{"健全", Reached}, {"完善", Exceeded}, {"良好", Mostly}, {"基本健全", Mostly}, {"不健全", Failed}, {"机制健全", Reached}, {"机制不健全", Failed}, {"部分达成", Slight},
		{"未达成", Failed}, {"全部达成", Reached}, {"基本合格", Mostly}, {"显著提升", Exceeded}, {"有所提升", Slight}, {"无故障", Reached}, {"不合格", Failed}, {"较为及时", Mostly}, {"显著下降", Failed},
		{"爱好", NoGrade}, {"偏差", NoGrade}, {"基本瘫痪", Failed}, {"部分中断", Failed},
		{"优秀", Exceeded}, {"一般", Slight}, {"基本正常", Mostly}, {"绿色", NoGrade}, {"", NoGrade}, {"已完成", Reached}, {"基本完成。", Mostly},
	} {
		if got, _ := GradeOf(c.word); got != c.want {
			t.Errorf("GradeOf(%s) = %d, want %d", c.word, got, c.want)
		}
	}
}

// Full-width and half-width writing mean the same, and the text is kept.
func TestWidth(t *testing.T) {
	gen := rapid.Custom(func(t *rapid.T) string {
		cmp := rapid.SampledFrom([]string{"", "=", ">=", "<=", ">", "<"}).Draw(t, "cmp")
		unit := rapid.SampledFrom([]string{"", "%", "件", "天", "元", "(%)"}).Draw(t, "unit")
		return cmp + fmt.Sprint(rapid.IntRange(0, 999999).Draw(t, "n")) + unit
	})
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Draw(t, "s")
		wide := strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r - '!' + '！'
			}
			return r
		}, s)
		a, b := Parse(s), Parse(wide)
		if say(a) != say(b) || b.Text != wide {
			t.Fatalf("%q is %s, %q is %s", s, say(a), wide, say(b))
		}
	})
}

// For exact numbers: more is better and less is better are mirror images, and the ratio agrees with the verdict.
func TestMeetLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(1, 1e6).Draw(t, "a"), rapid.Int64Range(1, 1e6).Draw(t, "b")
		exp := rapid.Int32Range(-3, 2).Draw(t, "exp")
		unit := rapid.SampledFrom([]string{"", "%", "件", "万元"}).Draw(t, "unit")
		val := func(n int64) Value { return Parse(decimal.New(n, exp).String() + unit) }
		more, less := Compare(val(b), val(a), MoreIsBetter), Compare(val(a), val(b), LessIsBetter)
		if more.Verdict != less.Verdict || !more.Ratio.Equal(less.Ratio) {
			t.Fatalf("%d %d: %+v %+v", a, b, more, less)
		}
		if (more.Verdict == Met) != (b >= a) || (more.Verdict == Missed) != (b < a) {
			t.Fatalf("%d→%d: %v", a, b, more.Verdict)
		}
		if more.Ratio.GreaterThan(one) != (b > a) {
			t.Fatalf("%d→%d: ratio %v", a, b, more.Ratio)
		}
	})
}

// 元 and 万元 give the same verdict and ratio as 元 and 元.
func TestScaleDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(1, 1e9).Draw(t, "a"), rapid.Int64Range(1, 1e9).Draw(t, "b")
		yuan := Compare(Parse(fmt.Sprint(b, "元")), Parse(fmt.Sprint(a, "元")), MoreIsBetter)
		wan := Compare(Parse(decimal.New(b, -4).String()+"万元"), Parse(fmt.Sprint(a, "元")), MoreIsBetter)
		if yuan.Verdict != wan.Verdict || !yuan.Ratio.Equal(wan.Ratio) {
			t.Fatalf("%+v %+v", yuan, wan)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{">=20000件", "5*8小时", "2024年6月14", "20-30天", "98%以上", "提升", "百分之九十", "9999999999999999999999999999999.9%", "1-2-3-4", "（%）", "2024-13-01", "\xff1"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		v, w := Parse(a), Parse(b)
		if v.Text != a {
			t.Fatal("text lost")
		}
		if v.Kind == Range && v.High.LessThan(v.Num) {
			t.Fatal("range upside down")
		}
		if v.Kind == Date && !v.Day.valid() && v.Per == "" {
			t.Fatalf("%q: no such day %v", a, v.Day)
		}
		if v.Kind == Word && utf8.ValidString(a) && strings.TrimSpace(a) == "" {
			t.Fatal("a word of blanks")
		}
		for _, d := range []Direction{MoreIsBetter, LessIsBetter, ToThePoint} {
			o := Compare(w, v, d)
			if o.HasRatio && o.Verdict == Met && d == MoreIsBetter && v.Cmp != Less && v.Cmp != LessEqual && v.Num.IsPositive() && v.Kind == Number && o.Ratio.LessThan(one) {
				t.Fatalf("%q meets %q with %v", b, a, o.Ratio)
			}
		}
		GradeOf(a)
	})
}

// Plain is one for all the ways a name is typed, and no more than that.
func TestPlain(t *testing.T) {
	for _, s := range []string{"Ab(c)", "ＡＢ（Ｃ）", "a b 〔c〕", "AB【C】", "ab［c］", "ab[c]", "\u3000A\u200bB(c)\n"} {
		if got := Plain(s); got != "AB(C)" {
			t.Errorf("%q is %q", s, got)
		}
	}
	for _, s := range []string{"AB(D)", "AB<C>", "AB C、", "AB{C}", "AB《C》"} {
		if Plain(s) == "AB(C)" {
			t.Errorf("%q", s)
		}
	}
}
