package collect

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/finding"
)

// old writes a form as an office would have drawn it by hand: other columns, other merges, labels with other spaces
// and widths, figures as numbers, nothing of ours. Each text is a row: cells split by |, < joins to the left, ^ to the
// cell above.
func old(t *testing.T, drawing string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	var grid [][]string
	for _, line := range strings.Split(strings.TrimSpace(drawing), "\n") {
		var row []string
		for _, c := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			row = append(row, strings.TrimSpace(c))
		}
		grid = append(grid, row)
	}
	name := func(r, c int) string { s, _ := excelize.CoordinatesToCellName(c+2, r+3); return s } // from B3 on
	for r, row := range grid {
		for c, s := range row {
			if s == "<" || s == "^" {
				continue
			}
			if n := strings.TrimPrefix(s, "#"); n != s {
				var v json.Number = json.Number(n)
				x, err := v.Float64()
				if err != nil {
					t.Fatal(err)
				}
				if err := f.SetCellValue(sheet, name(r, c), x); err != nil {
					t.Fatal(err)
				}
			} else if err := f.SetCellStr(sheet, name(r, c), strings.ReplaceAll(s, `\n`, "\n")); err != nil {
				t.Fatal(err)
			}
			w, h := 1, 1
			for c+w < len(row) && row[c+w] == "<" {
				w++
			}
			for r+h < len(grid) && c < len(grid[r+h]) && grid[r+h][c] == "^" {
				h++
			}
			if w*h > 1 {
				if err := f.MergeCell(sheet, name(r, c), name(r+h-1, c+w-1)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const record2020 = `{"form": "self-evaluation/national", "年度": "2020", "项目名称": "档案数字化", "主管部门": "某局", "实施单位": "某局办公室",
	"资金": {"年度资金总额": {"年初预算数": "120", "全年预算数": "100.5", "全年执行数": "98", "分值": "10", "执行率": "97.51%", "得分": "9.75"},
	"当年财政拨款": {"年初预算数": "120", "全年预算数": "100.5", "全年执行数": "98", "执行率": "97.51%"}, "其他资金": {"年初预算数": "0"}},
	"年度总体目标": {"预期目标": "完成 3 万卷", "实际完成情况": "完成 2.9 万卷"},
	"绩效指标": [
	{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "数字化卷数", "年度指标值": "≥3万卷", "实际完成值": "2.9万卷", "分值": "25", "得分": "24", "偏差原因分析及改进措施": "偏差原因：疫情。"},
	{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "修复页数", "年度指标值": "500页", "实际完成值": "500页", "分值": "25", "得分": "25"},
	{"一级指标": "效益指标", "二级指标": "社会效益指标", "三级指标": "查档便利", "年度指标值": "提升", "实际完成值": "提升", "分值": "30", "得分": "30"},
	{"一级指标": "满意度指标", "二级指标": "服务对象满意度指标", "三级指标": "查档人满意度", "年度指标值": "≥90%", "实际完成值": "95%", "分值": "10", "得分": "10"}],
	"总分": {"分值": "100", "得分": "98.75"}}`

// Third-level indicators over two columns, empty second-level rows kept, head and foot of other texts.
const drawing2020 = `
| 附件1 | | | | | | | | | |
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < | < |
| （2020年度） | < | < | < | < | < | < | < | < | < |
| 项目名称 | < | 档案数字化 | < | < | < | < | < | < | < |
| 主管部门 | < | 某局 | < | < | < | 实施单位 | 某局办公室 | < | < |
| 项目资金\n(万元) | < | | 年初预算数 | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | ^ | 年度资金总额 | #120 | < | #100.5 | #98 | #10 | 97.51% | #9.75 |
| ^ | ^ | 其中:当年财政拨款 | #120 | < | #100.5 | #98 | — | 97.51% | — |
| ^ | ^ | 　　上年结转资金 | | < | | | — | | — |
| ^ | ^ | 　　其他资金 | #0 | < | | | — | | — |
| 年度总体目标 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | < |
| ^ | 完成 3 万卷 | < | < | < | < | 完成 2.9 万卷 | < | < | < |
| 绩\n效\n指\n标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| ^ | 产出指标 | 数量指标 | 数字化卷数 | < | ≥3万卷 | 2.9万卷 | #25 | #24 | 偏差原因：疫情。 |
| ^ | ^ | ^ | 修复页数 | < | 500页 | 500页 | #25 | #25 | |
| ^ | ^ | 质量指标 | | < | | | | | |
| ^ | 效益指标 | 社会效益指标 | 查档便利 | < | 提升 | 提升 | #30 | #30 | |
| ^ | 满意度指标 | 服务对象满意度指标 | 查档人满意度 | < | ≥90% | 95% | #10 | #10 | |
| 总分 | < | < | < | < | < | < | #100 | #98.75 | |
| 填表人：王五 | | | | | | 联系电话：1 | | | |
`

func TestForeignForms(t *testing.T) {
	for _, x := range []struct{ name, layout, drawing, record string }{
		{"columns of another office", "self-evaluation/national", drawing2020, record2020},
		{"the same, layout not told", "", drawing2020, record2020},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := readIn(t, "旧表.xlsx", old(t, x.drawing), Options{Layout: x.layout})
			if r.Refused() {
				t.Fatalf("refused:\n%s", r.Findings)
			}
			var want, got map[string]any
			for to, b := range map[*map[string]any][]byte{&want: []byte(x.record), &got: r.Data} {
				if err := json.Unmarshal(b, to); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%s", d, r.Findings)
			}
			for _, v := range r.Values {
				if v.Confidence < 0.5 || v.Confidence >= 1 {
					t.Errorf("%s: confidence %v", v.Place, v.Confidence)
				}
			}
			if !said(r.Findings, "READ-LEFT", finding.Warning) {
				t.Errorf("what stands outside the form is not said: %s", r.Findings)
			}
		})
	}
}
