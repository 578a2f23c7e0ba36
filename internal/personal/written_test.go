package personal

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Numbers as people write them, put into sentences as forms have them: the kind that is to be found, ways to write a
// number of it, and what stands around it. {n} is the number.
var written = []struct {
	kind   Kind
	number func(*rand.Rand) string
	styles []func(string) string
	around []string
}{
	{Mobile, func(r *rand.Rand) string {
		return []string{"130", "135", "147", "150", "159", "166", "175", "177", "180", "189", "191", "198"}[r.IntN(12)] + digits(r, 8)
	}, []func(string) string{
		asIs, groups(" ", 3, 4, 4), groups("-", 3, 4, 4), groups("—", 3, 4, 4), groups(".", 3, 4, 4), groups(" - ", 3, 4, 4), groups("  ", 3, 4, 4), groups(" ", 3, 8),
		groups("\u3000", 3, 4, 4), groups("·", 3, 4, 4), wide, func(s string) string { return "+86 " + s }, func(s string) string { return "(+86)" + s },
		func(s string) string { return "0086-" + s }, func(s string) string { return "86-" + s[:3] + "-" + s[3:7] + "-" + s[7:] }, han,
	}, []string{"{n}", "联系人王五{n}", "联系人：王五，{n}。", "请拨打{n}咨询", "手机：{n}", "TEL {n}", "（{n}）", "电话/微信:{n}", "负责人李四/{n}", "移动电话\n{n}", "经办人张三（{n}），审核人李四", "咨询电话{n}（工作日）",
		"施工队长老赵{n}已签字", "1、王五 {n}", "{n}张三", "满意度调查由李四(手机{n})回收问卷300份"}},
	{ID, identity, []func(string) string{asIs, groups(" ", 6, 8, 4), groups("-", 6, 8, 4), groups(" ", 6, 4, 4, 4), wide, strings.ToLower},
		[]string{"{n}", "身份证号码：{n}", "张三，{n}，男", "受助人李四（{n}）领取", "证件号{n}", "ID:{n}", "王五{n}补助500元", "身份证\n{n}"}},
	{Card, card, []func(string) string{asIs, groups(" ", 4, 4, 4, 4), groups("-", 4, 4, 4, 4), wide},
		[]string{"{n}", "银行卡：{n}", "打入{n}（工行）", "卡号{n}，户名张三", "补助发放至李四农行卡{n}", "收款账号：{n}"}},
	{Email, func(r *rand.Rand) string {
		return "w" + digits(r, 3) + []string{"@qq.com", "@163.com", ".li@mail.gov.cn", "_zh@sina.com.cn"}[r.IntN(4)]
	}, []func(string) string{asIs, wide, strings.ToUpper},
		[]string{"{n}", "邮箱：{n}", "请发送至{n}，谢谢", "E-mail {n}", "（{n}）", "王五{n}"}},
}

func asIs(s string) string { return s }

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprint(&b, r.IntN(10))
	}
	return b.String()
}

// groups puts sep between groups of so many; what is left is the last group.
func groups(sep string, sizes ...int) func(string) string {
	return func(s string) string {
		var out []string
		for i, n := range sizes {
			if i == len(sizes)-1 {
				n = len(s)
			}
			out, s = append(out, s[:n]), s[n:]
		}
		return strings.Join(out, sep)
	}
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

func han(s string) string {
	return strings.NewReplacer("0", "零", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九").Replace(s)
}

func identity(r *rand.Rand) string {
	s := []string{"110105", "320102", "440305", "510107", "620102", "350203"}[r.IntN(6)] + fmt.Sprintf("%d%02d%02d", 1940+r.IntN(80), 1+r.IntN(12), 1+r.IntN(28)) + digits(r, 3)
	return s + string(idCheck([]rune(s)))
}

func card(r *rand.Rand) string {
	s := []string{"622202", "621700", "622848", "436742"}[r.IntN(4)] + digits(r, 9)
	for last := range 10 {
		if c := s + fmt.Sprint(last); isCard([]rune(c)) {
			return c
		}
	}
	panic("no check digit")
}

// What only looks so: {8} and the like are that many digits.
var innocent = []string{
	"财预〔2024〕{2}号", "合同编号HT-{11}", "项目代码{18}00", "采购编号ZFCG-2024-{8}", "全年服务{6}人次", "资金1{10}元", "拨付{5}.{2}万元", "面积{11}平方米", "票据号{8}", "发票代码{12}",
	"访问量1{10}次", "点击1{10}人次", "日志编号：1{10}", "订单号{16}", "流水号：{20}", "条形码69{11}", "统一编号1{10}", "资产编号{14}", "批次{4}-{4}-{4}", "坐标{3}.{8}", "经度1{2}.{8}", "2024.1.1-2024.12.31",
	"2024年{1}月至12月", "G{2}高速", "ISBN 978-7-{4}-{4}-{1}", "GB/T {5}-2024", "IP 10.0.{2}.{2}", "端口{5}", "热线12345", "报警110、120", "400-{3}-{4}", "96{3}", "完成率1{2}.{2}%", "同比增长{2}.{8}%", "预算1{10}.00",
	"1{2},{3},{3},{3}", "账号（单位）：{4}{5}{6}", "编码：1{10}", "项目编号 1{10}", "序列号1{10}", "档案号1{10}", "立项文号1{10}", "许可证号{15}", "车牌沪A{5}", "监测点位1{10}",
}

// Whatever way it is written and wherever it stands, it is found, and nothing else is.
func TestWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 7))
	n, missed := 0, 0
	for _, w := range written {
		for si, style := range w.styles {
			for _, around := range w.around {
				number := style(w.number(r))
				text := strings.ReplaceAll(around, "{n}", number)
				n++
				if got := Find("", text); len(got) != 1 || got[0].Kind != w.kind {
					missed++
					t.Errorf("%s style %d: %q: %v", w.kind, si, text, got)
				}
			}
		}
	}
	wrong := 0
	for _, form := range innocent {
		for range 20 {
			text := form
			for k := 1; k <= 20; k++ {
				for strings.Contains(text, fmt.Sprintf("{%d}", k)) {
					text = strings.Replace(text, fmt.Sprintf("{%d}", k), digits(r, k), 1)
				}
			}
			if got := Find("", text); len(got) > 0 {
				wrong++
				t.Errorf("false %s: %q", got[0].Kind, text)
			}
		}
	}
	t.Logf("%d numbers, %d missed; %d innocent texts, %d taken for one", n, missed, 20*len(innocent), wrong)
}
