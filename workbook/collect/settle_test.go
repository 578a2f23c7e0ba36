package collect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// oddFigures are texts that VALUE takes for a number and a record does not.
var oddFigures = []string{"2e3", "50%", "(1000)", "2024-01-01", "1/2", "12:00", "TRUE", "$1000", "1000.", "1,0,00"}

// withBudget is a form with this budget typed in, as a text.
func withBudget(t *testing.T, budget string) []byte {
	t.Helper()
	l := layoutOf(t, shanghai)
	return fillIn(t, blankForm(t, l, 1), l, fmt.Appendf(nil, `{"年度": "2025", "项目名称": "甲", "资金": {"年度资金总额": {"全年预算数": %q, "全年执行数": "500"}},
		"绩效指标": [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "乙", "分值": "90", "得分": "90"}]}`, budget))
}

const rateOfFunds = "/资金/年度资金总额/执行率"

// A figure that the sheet shows where the rule gives none is not dropped in silence: what is missing is named.
func TestFigureWithoutRule(t *testing.T) {
	for budget, want := range map[string]string{
		"2e3":  "表上是“0.25”，按规则算不出，没有收：“资金 年度资金总额 全年预算数”写的是“2e3”，不是数字",
		"":     "表上是“0.25”，按规则算不出，没有收：“资金 年度资金总额 全年预算数”没有数",
		"2000": "",
	} {
		book := edited(t, withBudget(t, budget), func(f *excelize.File) {
			x := cellsOf(t, f)[rateOfFunds][0]
			formula, err := f.GetCellFormula(x[0], x[1])
			if err != nil || formula == "" {
				t.Fatal(formula, err)
			}
			if err := f.SetCellValue(x[0], x[1], 0.25); err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellFormula(x[0], x[1], formula); err != nil {
				t.Fatal(err)
			}
		})
		got := ""
		for _, n := range readIn(t, "a.xlsx", book, Options{}).Findings {
			if n.Code == "READ-STALE" && n.Path == rateOfFunds {
				got = n.Message
			}
		}
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", budget, got, want)
		}
	}
}

// What LibreOffice takes for a percentage, date, time or power of ten is no number of the form's formulas; of the few
// texts left over, such as 1000., the reader tells.
func TestOddFiguresInLibreOffice(t *testing.T) {
	racing.Apart(t)
	books := map[string][]byte{"good": withBudget(t, "-2,000.00")}
	for i, s := range oddFigures {
		books[fmt.Sprint(i)] = withBudget(t, s)
	}
	saved := libreOffice(t, books)
	shown := func(name string) string {
		f := opened(t, saved[name])
		x := cellsOf(t, f)[rateOfFunds][0]
		s, err := f.GetCellValue(x[0], x[1])
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := shown("good"); s != "-25.00%" {
		t.Errorf("a clean figure gives %q", s)
	}
	for i, text := range oddFigures {
		s, stale := shown(fmt.Sprint(i)), false
		for _, n := range readIn(t, "a.xlsx", saved[fmt.Sprint(i)], Options{}).Findings {
			stale = stale || n.Code == "READ-STALE" && n.Path == rateOfFunds
		}
		if strings.HasPrefix(text, "1000.") || text == "1,0,00" {
			if !stale {
				t.Errorf("%s shows %q, of which the reader says nothing", text, s)
			}
		} else if s != "" || stale {
			t.Errorf("%s gives %q", text, s)
		}
	}
}
