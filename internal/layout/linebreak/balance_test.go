package linebreak

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// balanced is text as a label in lines of so many em.
func balanced(text string, em int) string {
	cl := Clusters(nil, text)
	var out []string
	for _, l := range Balance(Break(nil, cl, int64(em)*Em), cl, int64(em)*Em) {
		out = append(out, text[l.Start:l.End])
	}
	return strings.Join(out, "/")
}

// A title of several lines has them about as long as each other, and whole words in them.
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		text string
		em   int
		want string
	}{
		{"2024 年禾沐街道安全生产宣传教育（仝堃）项目自评表", 22, "2024 年禾沐街道安全生产/宣传教育（仝堃）项目自评表"},
		{"应急物资储备补助资金（中央补助部分）区域绩效目标表和说明", 24, "应急物资储备补助资金（中央补助部分）/区域绩效目标表和说明"},
		{"禾沐街道安全生产宣传教育项目支出绩效目标审批表及其说明书", 26, "禾沐街道安全生产宣传教育项目/支出绩效目标审批表及其说明书"},
		{"项目支出绩效自评表", 26, "项目支出绩效自评表"},
	} {
		cl := Clusters(nil, c.text)
		var out []string
		for _, l := range BalanceTitle(Break(nil, cl, int64(c.em)*Em), cl, int64(c.em)*Em) {
			out = append(out, c.text[l.Start:l.End])
		}
		if got := strings.Join(out, "/"); got != c.want {
			t.Errorf("%s in %d em: %s, want %s", c.text, c.em, got, c.want)
		}
	}
}

func TestLabelsBreakEvenly(t *testing.T) {
	for _, c := range []struct {
		text string
		em   int
		want string
	}{
		{"全年预算数", 4, "全年预/算数"},
		{"社会效益指标", 5, "社会效益/指标"},
		{"可持续影响指标", 6, "可持续/影响指标"},
		{"参考分值", 3, "参考/分值"},
		{"符合相关文件要求", 7, "符合相关/文件要求"},
		{"执行率权重", 4, "执行率/权重"},
		{"服务对象满意度指标", 7, "服务对象/满意度指标"},
		{"偏差原因分析及改进措施", 8, "偏差原因分析/及改进措施"},
		{"项目资金（万元）", 6, "项目资金/（万元）"},
		{"全年预算数（万元）", 7, "全年预算数/（万元）"},
		{"年初预算（万元）数", 4, "年初预算/（万元）/数"}, // whole in brackets, whatever it takes
		{"项目资金（万元）", 2, "项目/资金/（万/元）"},  // no room for it
		{"年度总体目标", 2, "年度/总体/目标"},
		{"得分", 1, "得/分"},
		{"其中：当年财政拨款", 6, "其中：当年/财政拨款"},
		{"年度\n指标值完成情况", 5, "年度/指标值/完成情况"},
		{"主管部门", 4, "主管部门"},
		{"水闸问题整改率", 6, "水闸问题/整改率"},
		{"堤防管护制度健全性", 8, "堤防管护/制度健全性"},
		{"窗口工作效率", 5, "窗口工作/效率"},
		{"预算执行率（B/A）", 6, "预算执行率/（B/A）"},
		{"改进措施及结果应用方案", 6, "改进措施及/结果应用方案"}, // 及 better begins a line, but no word is cut for it
		{"偏差大或目标未完成的原因分析", 8, "偏差大或目标/未完成的原因分析"},
		{"全年预算数（A）", 6, "全年预算数/（A）"},
		{"一般公共预算财政拨款（万元）", 9, "一般公共预算财政/拨款（万元）"}, // unless that is far from even
	} {
		if got := balanced(c.text, c.em); got != c.want {
			t.Errorf("%s in %d em: %s, want %s", c.text, c.em, got, c.want)
		}
	}
}

// A text does not end with a character alone on its line where the line above can give it another.
func TestCompany(t *testing.T) {
	for _, c := range []struct {
		text string
		em   int
		want string
	}{
		{"按计划完成各项工作达到预", 6, "按计划完成各/项工作达到预"},
		{"按计划完成各项工作达到预期", 6, "按计划完成各/项工作达到/预期"},
		{"补充台账照片材料等", 4, "补充台账/照片材/料等"},
		{"补充台账照片等。", 6, "补充台账照/片等。"},
		{"补充台账，照片等", 7, "补充台账，照/片等"},
		{"补充台账照片，等", 7, "补充台账照/片，等"}, // no line begins with a mark
		{"按计划完成，", 5, "按计划/完成，"},
		{"补充台账“照片”。", 6, "补充台账/“照片”。"}, // marks behind one give it no company
		{"补充台账共三份（⑩）", 8, "补充台账共三份/（⑩）"},
		{"补充台账共三（份⑩）", 8, "补充台账共三/（份⑩）"},
		{"全部完成其余8%。", 6, "全部完成其余/8%。"},
		{"全部完成其余8", 6, "全部完成其余/8"},        // a figure
		{"建设期建设期建", 3, "建设期/建设期/建"},       // three characters give none
		{"甲乙丙丁\n甲乙丙丁戊", 4, "甲乙丙丁/甲乙丙/丁戊"}, // each paragraph
	} {
		text := strings.ReplaceAll(c.text, `\n`, "\n")
		cl := Clusters(nil, text)
		lines := Break(nil, cl, int64(c.em)*Em)
		Company(lines, cl, int64(c.em)*Em)
		var out []string
		for _, l := range lines {
			out = append(out, text[l.Start:l.End])
		}
		if got := strings.Join(out, "/"); got != c.want {
			t.Errorf("%s in %d em: %s, want %s", text, c.em, got, c.want)
		}
	}
}

// What is balanced holds every character, in lines that find room, in no more lines unless for brackets.
func TestBalanceLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("年度指标满意度及（）(万元)a1.,。 \n")), 1, 26, -1).Draw(t, "text")
		avail := int64(rapid.IntRange(1, 12).Draw(t, "em")) * Em
		cl := Clusters(nil, text)
		was := Break(nil, cl, avail)
		got := Balance(was, cl, avail)
		Company(got, cl, avail)
		if len(got) < len(was) || len(got) > len(was)+strings.Count(text, "\n")+1 && !strings.ContainsAny(text, "（(") {
			t.Fatalf("%d lines, were %d", len(got), len(was))
		}
		next := 0
		for i, l := range got {
			for ; next < l.From; next++ {
				if !cl[next].Blank() {
					t.Fatalf("line %d begins at %d, %d is lost", i, l.From, next)
				}
			}
			if next = l.To; l.To-l.From > 1 && l.Width > avail && got[i].Width > was[min(i, len(was)-1)].Width {
				t.Fatalf("line %d is %d wide, there is room for %d", i, l.Width, avail)
			}
		}
		for ; next < len(cl); next++ {
			if !cl[next].Blank() {
				t.Fatalf("%d is lost", next)
			}
		}
	})
}
