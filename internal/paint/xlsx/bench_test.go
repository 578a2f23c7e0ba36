package xlsx

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/grid"
)

// large is a form of the size of seed-1: 9 columns, 10 rows above, 30 indicators in three groups.
func large(n int) *grid.Measured {
	var b strings.Builder
	b.WriteString("财政项目支出绩效自评表\n")
	for i := range 5 {
		fmt.Fprintf(&b, "| 项目名称%d | 智能化服务可持续化改造 %d | < | < | < | 实施单位 | < | 某某单位%d | < |\n", i, n, i)
		fmt.Fprintf(&b, "| 年度资金总额 | < | 18,233,%03d.14 | < | 16572672.00 | < | 97.98%% | 10 | 9.8 |\n", n%1000)
	}
	b.WriteString("#| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n")
	for i := range 30 {
		first := "^"
		if i%10 == 0 {
			first = fmt.Sprintf("产出指标%d", i/10)
		}
		fmt.Fprintf(&b, "| %s | %s | 数量指标 | 指标%d-%d完成率（含往年结转） | =100%% | ≥%d%% | %d | %d.5 | 无偏差，详见第 %d 号说明 |\n", first, first, n, i, i+60, i%7, i%5, i)
		if i == 12 {
			b.WriteString("-----\n")
		}
	}
	return drawn(b.String())
}

func BenchmarkWrite(b *testing.B) {
	m := large(1)
	var n counter
	if err := Write(&n, m, Options{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, m, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n), "bytes/file")
}

// BenchmarkBook is 200 forms in one workbook.
func BenchmarkBook(b *testing.B) {
	var forms []*grid.Measured
	for i := range 200 {
		forms = append(forms, large(i))
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteBook(io.Discard, forms, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/200, "µs/form")
}

// BenchmarkExcelize writes the same cells, merges, sizes and formats through excelize's stream writer, without what
// takes work-arounds there (quotePrefix, ignored errors, dates of zip entries): what
// docs/decisions/0004-xlsx-writer.md compares with.
func BenchmarkExcelize(b *testing.B) {
	t := &large(1).Tables[0]
	line := map[grid.BorderKind]int{grid.Thin: 1}
	once := func() error {
		f := excelize.NewFile()
		defer f.Close()
		looks := map[look]int{}
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		for c := range t.Columns {
			if err := w.SetColWidth(c+1, c+1, 10); err != nil {
				return err
			}
		}
		rows := make([][]any, len(t.Rows))
		for r := range rows {
			rows[r] = make([]any, len(t.Columns))
		}
		for i := range t.Cells {
			c := &t.Cells[i]
			literal, number, ok := exact(c.Text, c.Number)
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				for k := c.Col; k < c.Col+c.ColSpan; k++ {
					l := look{style: c.Style, size: c.Size, edges: sides(t, r, k), number: number}
					id, known := looks[l]
					if !known {
						x := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 9}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
							Border: []excelize.Border{{Type: "left", Style: line[l.edges.left]}, {Type: "top", Style: line[l.edges.top]}, {Type: "right", Style: line[l.edges.right]}, {Type: "bottom", Style: line[l.edges.bottom]}}}
						if number != "" {
							x.CustomNumFmt = &number
						}
						if id, err = f.NewStyle(x); err != nil {
							return err
						}
						looks[l] = id
					}
					cell := excelize.Cell{StyleID: id}
					if r == c.Row && k == c.Col {
						cell.Value = c.Text
						if ok {
							f, _ := c.Number.Float64()
							cell.Value = f
						}
					}
					_ = literal
					rows[r][k] = cell
				}
			}
			if c.RowSpan > 1 || c.ColSpan > 1 {
				from, _ := excelize.CoordinatesToCellName(c.Col+1, c.Row+1)
				to, _ := excelize.CoordinatesToCellName(c.Col+c.ColSpan, c.Row+c.RowSpan)
				if err := w.MergeCell(from, to); err != nil {
					return err
				}
			}
		}
		for r := range rows {
			at, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := w.SetRow(at, rows[r], excelize.RowOpts{Height: 18}); err != nil {
				return err
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
		return f.Write(io.Discard)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := once(); err != nil {
			b.Fatal(err)
		}
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
