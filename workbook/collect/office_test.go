package collect

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// In LibreOffice the formulas compute what the form computes, from texts as they were typed; the hints speak where
// they should and nowhere else; drop-downs and locks are still there.
func TestLiveInLibreOffice(t *testing.T) {
	racing.Apart(t)
	l := layoutOf(t, shanghai)
	good := `{"年度": "2025", "项目名称": "甲", "资金": {
		"年度资金总额": {"年初预算数": "16572672.00", "全年预算数": "18,610,104", "全年执行数": "18,233,182.14"},
		"当年财政拨款": {"年初预算数": "16572672", "全年预算数": "18610104.00", "全年执行数": "18233182.14"}},
		"绩效指标": [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "乙", "分值": "50", "得分": "50"},
		{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "丙", "分值": "40", "得分": "39.5", "偏差原因分析及改进措施": "偏差原因：略。"}]}`
	bad := strings.NewReplacer(`"全年预算数": "18610104.00"`, `"全年预算数": "18610000"`, `"分值": "50", "得分": "50"`, `"分值": "45", "得分": "50"`,
		`, "偏差原因分析及改进措施": "偏差原因：略。"`, ``).Replace(good)
	saved := libreOffice(t, map[string][]byte{"good": fillIn(t, blankForm(t, l, 6), l, []byte(good)), "bad": fillIn(t, blankForm(t, l, 6), l, []byte(bad)), "blank": blankForm(t, l, 6)})

	want, err := model.Bind(dataOf(t, []byte(good)), l.Form)
	if err != nil {
		t.Fatal(err)
	}
	if err := want.Compute(l.Params); err != nil {
		t.Fatal(err)
	}
	f := opened(t, saved["good"])
	sheet := f.GetSheetList()[0]
	at := cellsOf(t, f)
	for path, shown := range map[string]string{"/资金/年度资金总额/分值": "10", "/资金/年度资金总额/执行率": "97.98%", "/资金/年度资金总额/得分": "9.8", "/总分/分值": "100", "/总分/得分": "99.30"} {
		got, _ := f.GetCellValue(sheet, at[path][0][1])
		if v := want.At(path); got != shown || v == nil || v.Shown("") != shown {
			t.Errorf("%s is %q in LibreOffice, %q by the form, want %q", path, got, v.Shown(""), shown)
		}
	}
	if got := hintsOf(t, f); len(got) != 0 {
		t.Errorf("hints on a form that is in order: %q", got)
	}
	for path, c := range cellsOf(t, opened(t, saved["blank"])) {
		got, _ := opened(t, saved["blank"]).GetCellValue(c[0][0], c[0][1])
		if v := strings.Trim(got, "—( 年度)"); v != "" && path != "/资金/年度资金总额/分值" {
			t.Errorf("%s is %q in an empty form", path, got)
		}
	}
	if d := cmp.Diff([]string{
		"● 全年预算数：各资金来源之和不等于总额",
		"● 得分超过分值",
		"● 扣了分，请写偏差原因和改进措施",
		"● 各项分值（含预算执行）合计应为 100",
	}, hintsOf(t, opened(t, saved["bad"]))); d != "" {
		t.Error(d)
	}

	dv, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	lists := 0
	for _, v := range dv {
		if v.Type == "list" {
			lists++
		}
	}
	if lists != 2 {
		t.Errorf("%d drop-downs after LibreOffice, want 2", lists)
	}
	open := 0
	for ref, want := range map[string]bool{"A3": true, "B3": false, "C6": false, "B13": false, "B12": true, "H53": true} {
		id, _ := f.GetCellStyle(sheet, ref)
		st, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		locked := st.Protection == nil || st.Protection.Locked
		if ref == "H53" {
			continue
		}
		if locked != want {
			t.Errorf("%s is locked: %v", ref, locked)
		}
		open++
	}
	p, err := f.GetSheetProtection(sheet)
	if err != nil || p.Password != "" || open == 0 {
		t.Errorf("protection %+v: %v", p, err)
	}
	if cf, err := f.GetConditionalFormats(sheet); err != nil || len(cf) < 6 {
		t.Errorf("%d conditional formats after LibreOffice: %v", len(cf), err)
	}

	r := readIn(t, "good.xlsx", saved["good"], Options{})
	if r.Refused() || compact(t, r.Data) != compact(t, []byte(`{"form": "self-evaluation/shanghai", `+good[1:])) {
		t.Errorf("%s\n%s", r.Data, r.Findings)
	}
	for _, x := range r.Findings {
		if x.Severity < finding.Note {
			t.Errorf("%s", x.Line())
		}
	}
}

func opened(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// hintsOf are the hints that speak, from above.
func hintsOf(t *testing.T, f *excelize.File) (out []string) {
	t.Helper()
	rows, err := f.GetRows(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		for _, s := range r {
			if s = strings.Trim(s, " \u3000"); strings.HasPrefix(s, "●") {
				out = append(out, s)
			}
		}
	}
	return out
}
