package fromblank

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
)

// Boxes behind what they tick are choices as those before it are, and the year in a title is the form's.
func TestBoxesBehindAndYearOfTitle(t *testing.T) {
	d := &foundtest.Drawing{Cols: 4, Rows: 2, Above: []string{"2026年项目支出绩效表"}}
	for i, s := range []string{"项目名称", "", "主管部门", "", "项目类型", "新增□　延续□", "是否跨年", "○是 ○否"} {
		d.Cells = append(d.Cells, foundtest.Drawn{Row: i/4 + 1, Col: i%4 + 1, Rows: 1, Cols: 1, Text: s})
	}
	h := foundtest.NewHand(d, 3)
	h.Cuts = nil
	r, err := Convert("表.docx", []byte(h.DOCX(t)), Options{ID: "self-evaluation/here", Form: formOf(t, "self-evaluation")})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"新增{勾 项目类型=新增}　延续{勾 项目类型=延续}", "{勾 是否跨年=是}是", "{年度}年项目支出绩效表"} {
		if !strings.Contains(string(r.Layout), want) {
			t.Errorf("no %s in\n%s", want, r.Layout)
		}
	}
	if got, _ := boxesOf("新增□ 延续□ 其他"); got != nil {
		t.Errorf("a text left over is ticked by %v", got)
	}
}
