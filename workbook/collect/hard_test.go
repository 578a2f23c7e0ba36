package collect

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// hard is a record of texts that spreadsheets like to change.
func hard(t *testing.T) []byte {
	t.Helper()
	item := func(first, second, third string, more ...string) map[string]string {
		m := map[string]string{"三级指标": third}
		for k, v := range map[string]string{"一级指标": first, "二级指标": second} {
			if v != "" {
				m[k] = v
			}
		}
		for i := 0; i+1 < len(more); i += 2 {
			m[more[i]] = more[i+1]
		}
		return m
	}
	b, err := json.Marshal(map[string]any{
		"form": shanghai, "年度": "2022", "项目名称": "𬭎 & <项目> \"引号\" 'x' _x000D_ _x0041_", "主管部门": "=SUM(A1:A9)", "实施单位": "@单位",
		"资金": map[string]any{"年度资金总额": map[string]string{"年初预算数": "0012", "全年预算数": "1,0000", "全年执行数": "+5", "执行率": "1e5", "得分": "-0"},
			"其他资金": map[string]string{"年初预算数": "123456789012345678", "全年执行数": "１２３．４５"}},
		"年度总体目标": map[string]string{"预期目标": "一行\n二行\n\n四行", "实际完成情况": "　　首行缩进\t制表"},
		"绩效指标": []any{
			item("产出指标", "数量指标", "2024-1-1", "年度指标值", "1/2", "实际完成值", "3-4", "分值", "1.0", "得分", ".5"),
			item("产出指标", "数量指标", "TRUE", "年度指标值", "#N/A", "实际完成值", "'单引号", "分值", "10.50"),
			item("产出指标", "", "没有二级指标", "偏差原因分析及改进措施", strings.Repeat("偏差原因很长。", 700)),
			item("", "", "没有一级指标", "年度指标值", "≥95%", "分值", "5", "得分", "5"),
			item("效益指标", "数量指标", "同名的二级指标在别的一级之下", "分值", "5"),
			item("满意度指标", "服务对象满意度指标", "12:30", "实际完成值", "１００％"),
		},
		"总分": map[string]string{"得分": "九十五"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHardTextsComeBack(t *testing.T) {
	l := layoutOf(t, shanghai)
	for _, x := range both(t, "hard", l, hard(t)) {
		x.back(t, x.book)
	}
}

func TestHardTextsComeBackFromLibreOffice(t *testing.T) {
	racing.Apart(t)
	books := map[string][]byte{}
	all := both(t, "hard", layoutOf(t, shanghai), hard(t))
	for _, x := range all {
		books[x.name] = x.book
	}
	saved := libreOffice(t, books)
	for _, x := range all {
		x.back(t, saved[x.name])
	}
}
