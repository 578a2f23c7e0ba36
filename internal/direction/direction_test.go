package direction

import (
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/quantity"
)

type named struct {
	name string
	want Direction
	held bool // set aside before the words were listed
}

// corpus reads testdata/names.txt.
func corpus(t testing.TB) (all []named) {
	data, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	directions := map[string]Direction{"多": More, "少": Less, "问": Unsure}
	seen, held := map[string]bool{}, false
	for line := range strings.Lines(string(data)) {
		if field, ok := strings.CutPrefix(line, "## "); ok {
			held = strings.Contains(field, "(held)")
			continue
		}
		w := strings.Fields(line)
		if len(w) == 0 || strings.HasPrefix(w[0], "#") {
			continue
		}
		want, ok := directions[w[0]]
		if !ok {
			t.Fatalf("a line begins with %q", w[0])
		}
		for _, n := range w[1:] {
			if seen[n] {
				t.Errorf("%s stands twice", n)
			}
			seen[n] = true
			all = append(all, named{n, want, held})
		}
	}
	return all
}

// What the corpus must show, in the open part and in the part set aside alike.
const (
	leastNames = 1000 // names in all
	mostUnsure = 150  // of a thousand names with a direction, so many may stay unsure
	mostBold   = 10   // of a thousand open names, so many may be given a direction; per part
)

// TestNames: no name gets the opposite of what a reviewer would say, and few are left open.
func TestNames(t *testing.T) {
	all := corpus(t)
	if len(all) < leastNames {
		t.Errorf("%d names, want %d", len(all), leastNames)
	}
	for _, held := range []bool{false, true} {
		names, sure, unsure, bold := 0, 0, 0, 0
		for _, n := range all {
			if n.held != held {
				continue
			}
			got := Of(Indicator{Name: n.name})
			names++
			if n.want != Unsure {
				sure++
			}
			switch {
			case got.Direction == n.want:
			case got.Direction == Unsure:
				unsure++
				t.Logf("unsure: %s, a reviewer says %s", n.name, n.want)
			case n.want == Unsure:
				bold++
				t.Logf("bold: %s: %s", n.name, got)
			default:
				t.Errorf("%s: %s; a reviewer says %s", n.name, got, n.want)
			}
		}
		t.Logf("set aside %v: %d names, %d with a direction, of these %d unsure; %d open ones decided", held, names, sure, unsure, bold)
		if unsure*1000 > mostUnsure*sure {
			t.Errorf("%d of %d are unsure", unsure, sure)
		}
		if bold > mostBold {
			t.Errorf("%d names that a reviewer would ask about are decided", bold)
		}
	}
}

// TestIssue: the names of the issue, bare and over-fulfilled.
func TestIssue(t *testing.T) {
	for want, names := range map[Direction]string{
		More:   "隐患整改数量 火灾扑救次数 投诉办结件数 病虫害防治面积 缺陷修复率 超限车辆检查数 病虫害控制率 事故处理率 下降率 二氧化硫减排量 能耗压减数 及时率 合格率",
		Less:   "臭氧浓度 排队时间 单位产品能耗 返工率 投诉件数 事故起数 死亡率 不合格率 未完成率 不及时率",
		Unsure: "项目支出金额 贷款规模 人口数 职工人数",
	} {
		for n := range strings.FieldsSeq(names) {
			if got := Of(Indicator{Name: n, Target: quantity.Parse("10")}); got.Direction != want {
				t.Errorf("%s: %s, want %s", n, got, want)
			}
		}
	}
}

// TestTargets: sign and name together.
func TestTargets(t *testing.T) {
	for _, c := range []struct {
		target, name string
		want         Direction
	}{
		{">=95%", "故障率", More}, {"<=3次", "培训次数", Less}, {"<10天", "故障天数", Less}, {"10天", "故障天数", Less}, {"3起", "投诉件数", Less},
		{"=100%", "故障处理率", More}, {"98%", "投诉办结及时率", More}, {"5%", "差错率", Less}, {"20万元", "单位成本", Less},
		{"15篇次", "媒体发稿量", More}, {"=100%", "验收合格率", More}, {"2小时", "故障响应时间", Less}, {"90%", "事故隐患整改率", More},
		{"1次", "非遗市集", More}, {"1", "非遗市集", Unsure}, {"1次", "塌棚", Unsure}, {"1%", "档案缺页率", Less}, {"0亿元", "贷款规模", Unsure}, {"0起", "零投诉", Less}, {"2%", "人员流失率", Less}, {"5%", "误差控制率", Unsure}, {"100%", "误差控制率", Unsure}, {"3次", "检查次数", More},
	} {
		if got := Of(Indicator{Name: c.name, Target: quantity.Parse(c.target)}); got.Direction != c.want {
			t.Errorf("%s %s: %s, want %s", c.name, c.target, got, c.want)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		in   Indicator
		want string
	}{
		{Indicator{Name: "隐患整改数量", Target: quantity.Parse("10处")}, "越多越好：数的是处理、解决了多少（整改）"},
		{Indicator{Name: "臭氧浓度", Target: quantity.Parse("160")}, "越少越好：数的是耗费、占用（浓度）"},
		{Indicator{Name: "设备采购台数", Target: quantity.Parse("10台")}, "越多越好：数的是做了多少（采购）"},
		{Indicator{Name: "培训人次", Target: quantity.Parse("不超过3次")}, "越少越好：指标值写的是≤ / 指标值写的是≤，数的是做了多少（培训）"},
		{Indicator{Name: "培训人次", Target: quantity.Parse(">=3次")}, "越多越好：指标值写的是≥"},
		{Indicator{Name: "培训费用", Target: quantity.Parse("5万元以上")}, "越多越好：指标值写的是≥ / 指标值写的是≥，数的是耗费、占用（费用）"},
		{Indicator{Name: "事故起数", Target: quantity.Parse("控制在3起以内")}, "越少越好：指标值写的是≤"},
		{Indicator{Name: "事故起数控制在3起以内", Target: quantity.Parse("3起")}, "越少越好：名称写的是控制在"},
		{Indicator{Name: "合格率不低于95%", Target: quantity.Parse("95%")}, "越多越好：名称写的是不低于"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("20人")}, "看不出多好还是少好 / 看作服务到、惠及多少人，越多越好 / 看作要控制在多少人以内，越少越好"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("20人"), Stated: "正向"}, "越多越好：表上写明（正向）"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("20人"), Stated: "反向指标"}, "越少越好：表上写明（反向指标）"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("20"), Stated: "≥"}, "越多越好：表上写明（≥）"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("20"), Stated: "定性"}, "看不出多好还是少好 / 看作服务到、惠及多少人，越多越好 / 看作要控制在多少人以内，越少越好"},
		{Indicator{Name: "职工人数", Target: quantity.Parse("≤20人"), Stated: "正向"},
			"看不出多好还是少好 / 表上写明（正向），指标值写的是≤ / 看作服务到、惠及多少人，越多越好 / 看作要控制在多少人以内，越少越好"},
		{Indicator{Name: "投诉件数", Target: quantity.Parse("3件"), Stated: "正向"}, "越多越好：表上写明（正向） / 表上写明（正向），数的是出了多少问题（投诉）"},
		{Indicator{Name: "系统建设", Target: quantity.Parse("2024年6月30日")}, "越少越好：指标值是日期，早完成为好"},
		{Indicator{Name: "系统建设", Target: quantity.Parse("2024年6月30日前")}, "越少越好：指标值是日期，不晚于它"},
		{Indicator{Name: "提供服务时间（每天）", Target: quantity.Parse("=8小时")}, "等于指标值：指标值写的是="},
		{Indicator{Name: "培训人次", Target: quantity.Parse("=100%")}, "越多越好：数的是做了多少（培训）"},
		{Indicator{Name: "培训费用", Target: quantity.Parse("=20万元")}, "越少越好：数的是耗费、占用（费用）"},
		{Indicator{Name: "单位能耗", Target: quantity.Parse("下降3%")}, "越多越好：指标值是变化的幅度（下降）"},
		{Indicator{Name: "旅游收入", Target: quantity.Parse("提高3%")}, "越多越好：指标值是变化的幅度（提高）"},
		{Indicator{Name: "旅游收入", Target: quantity.Parse("下降3%")},
			"看不出多好还是少好 / 指标值写的是下降，数的是要的结果（收入） / 看作要达到的水平，越多越好 / 看作要压低的水平，越少越好"},
		{Indicator{Name: "零投诉", Target: quantity.Parse("0件")}, "越少越好：指标值为0，一个也不该有"},
		{Indicator{Name: "零投诉", Target: quantity.Parse("100%")}, "越多越好：指标值是全部（100%），不会更多"},
		{Indicator{Name: "无重大安全事故", Target: quantity.Parse("0起")}, "越少越好：指标值为0，一个也不该有"},
		{Indicator{Name: "某某率", Target: quantity.Parse("100"), Unit: "%"}, "越多越好：指标值是全部（100%），不会更多"},
		{Indicator{Name: "成本控制率", Target: quantity.Parse("100%")}, "看不出多好还是少好 / 看作做到的比例，越多越好 / 看作要压低的比例，越少越好"},
		{Indicator{Name: "图书数量", Target: quantity.Parse("100册"), Category: "数量指标"}, "越多越好：列在“数量指标”"},
		{Indicator{Name: "废旧轮胎数量", Target: quantity.Parse("100个"), Category: "数量指标"}, "看不出多好还是少好 / 看作做成、办成了多少，越多越好 / 看作要控制在多少以内，越少越好"},
		{Indicator{Name: "读者评价", Target: quantity.Parse("90"), Category: "服务对象满意度指标"}, "越多越好：数的是做了多少（评价）"},
		{Indicator{Name: "读者反映", Target: quantity.Parse("90"), Category: "服务对象满意度指标"}, "越多越好：数的是做了多少（反映）"},
		{Indicator{Name: "项目支出金额", Target: quantity.Parse("90万元"), Category: "成本指标"}, "越少越好：列在“成本指标”"},
		{Indicator{Name: "每人补助标准", Target: quantity.Parse("900元"), Category: "经济成本指标"}, "看不出多好还是少好 / 看作要做到的，越多越好 / 看作要控制的，越少越好"},
		{Indicator{Name: "指标1：窗口用户满意度", Target: quantity.Parse("95%")}, "越多越好：数的是要的结果（满意度）"},
		{Indicator{Name: "１．事故起数（起）"}, "越少越好：数的是出了多少问题（事故）"},
		{Indicator{}, "看不出多好还是少好 / 看作要做到的，越多越好 / 看作要控制的，越少越好"},
	} {
		r := Of(c.in)
		got := r.String()
		for _, s := range []string{r.Conflict, r.Readings[0].Text, r.Readings[1].Text} {
			if s != "" {
				got += " / " + s
			}
		}
		if got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// TestWordsOnce: a word has one kind, and every heading of words.txt is known.
func TestWordsOnce(t *testing.T) {
	for _, table := range []map[rune][]word{known().general, known().before} {
		seen := map[string]bool{}
		for _, l := range table {
			for _, w := range l {
				if seen[w.text] {
					t.Errorf("%s stands twice", w.text)
				}
				seen[w.text] = true
			}
		}
	}
	for line := range strings.Lines(wordsFile) {
		if head, ok := strings.CutPrefix(line, "== "); ok {
			head, _, _ = strings.Cut(head, ":")
			name, tied, _ := strings.Cut(strings.TrimSpace(head), " ")
			if _, ok := kinds[name]; !ok {
				t.Errorf("unknown heading %q", name)
			}
			for _, r := range tied {
				if ties[r] == 0 {
					t.Errorf("unknown tie %q", r)
				}
			}
		}
	}
}

// A direction does not depend on how a name is printed: numbering, width, blanks, brackets.
func TestDress(t *testing.T) {
	for _, n := range corpus(t) {
		want := Of(Indicator{Name: n.name})
		for _, s := range []string{"指标1：" + n.name, "3." + n.name, " " + n.name + "（%）", "“" + n.name + "”"} {
			if got := Of(Indicator{Name: s}); got != want {
				t.Errorf("%s: %s, but %s: %s", n.name, want, s, got)
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	for i, n := range corpus(f) {
		if i%100 == 0 {
			f.Add(n.name, "10", "数量指标", "")
		}
	}
	f.Add("\xff未不零", "≥\xff", "满意度", "正向")
	f.Fuzz(func(t *testing.T, name, target, category, stated string) {
		r := Of(Indicator{Name: name, Target: quantity.Parse(target), Category: category, Stated: stated})
		if r != Of(Indicator{Name: name, Target: quantity.Parse(target), Category: category, Stated: stated}) {
			t.Fatal("not the same twice")
		}
		if (r.Direction == Unsure) != (r.Readings[0].Text != "") || (r.Direction == Unsure) != (r.Basis == "") {
			t.Fatalf("%q %q: %+v", name, target, r)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	all := corpus(b)
	b.ReportAllocs()
	for i := range b.N {
		Of(Indicator{Name: all[i%len(all)].name, Target: quantity.Parse("95%"), Category: "质量指标"})
	}
}
