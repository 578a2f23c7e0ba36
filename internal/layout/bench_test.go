package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
)

// twoPages is a form like the self-evaluation of a project: 30 indicators in groups, two pages.
func twoPages(t testing.TB, indicators int) *grid.Grid {
	var b strings.Builder
	b.WriteString("t | 财政项目支出绩效自评表 | < | < | < | < | < | < | < | <\n")
	b.WriteString("| (项目名称) | 交通行业行政服务经费 | < | < | < | < | < | < | <\n")
	b.WriteString("| (年度总体目标) | 通过制作、印制交通行业各类证照、卡、表、单加强本市交通行业的证件管理，维护道路运营秩序。 | < | < | < | < | < | < | <\n")
	b.WriteString("h | [绩效指标] | {一级指标} | {二级指标} | {三级指标} | {年度指标值} | {实际完成值} | {分值} | {得分} | {偏差原因分析及改进措施}\n")
	for i := range indicators {
		one, two := "^", "^"
		if i%10 == 0 {
			one = "(产出指标)"
		}
		if i%3 == 0 || i%10 == 0 {
			two = "(质量指标)"
		}
		why := ""
		if i%5 == 4 {
			why = "偏差原因：库存不足。改进措施：提前采购，加强管理。"
		}
		fmt.Fprintf(&b, "b | ^ | %s | %s | 各类证照、卡、表、单的制作完成第%d批 | >=20000件 | 20100件 | 5 | 4.98 | %s |\n", one, two, i, why)
	}
	b.WriteString("T | (总分) | < | < | < | < | < | 100 | 98.5 |  |\n")
	return draw(t, []int{2, 4, 4, 7, 5, 5, 3, 3, 8}, b.String())
}

func BenchmarkMeasure(b *testing.B) {
	g := twoPages(b, 30)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Measure(g, squares{}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	m := mustMeasure(b, twoPages(b, 30))
	b.ReportAllocs()
	for b.Loop() {
		Place(m, squares{}, PlaceOptions{})
	}
}

func BenchmarkMeasure300(b *testing.B) {
	g := twoPages(b, 300)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Measure(g, squares{}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
