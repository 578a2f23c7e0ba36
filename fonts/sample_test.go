package fonts

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/golden"
)

// TestBlocksSample keeps examples/stress/blocks.json, a form with the first and last characters of every block that 宋
// 体 covers.
func TestBlocksSample(t *testing.T) {
	const most = 6
	chain := Embedded().Chain("宋体", false)
	type row struct {
		First  string `json:"一级指标"`
		Second string `json:"二级指标"`
		Third  string `json:"三级指标"`
		Head   string `json:"年度指标值"`
		Tail   string `json:"实际完成值"`
	}
	record := struct {
		Form string `json:"form"`
		Year string `json:"年度"`
		Name string `json:"项目名称"`
		Unit string `json:"实施单位"`
		Rows []row  `json:"绩效指标"`
	}{Form: "self-evaluation/shanghai", Year: "2022", Name: "各字块首尾的字", Unit: "公表"}
	for _, b := range blocks {
		var have []rune
		for r := b.lo; r <= b.hi; r++ {
			if _, ok := chain.Paint(string(r)); ok && (b.han || unicode.IsGraphic(r)) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !Blank(r) {
				have = append(have, r)
			}
		}
		if len(have) == 0 {
			continue
		}
		kind := "符号"
		if b.han {
			kind = "汉字"
		} else if unicode.IsLetter(have[0]) {
			kind = "字母"
		}
		record.Rows = append(record.Rows, row{kind, kind + "首尾六字", b.name, string(have[:min(most, len(have))]), string(have[max(0, len(have)-most):])})
	}
	want, err := json.MarshalIndent(record, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	file := filepath.Join("..", "examples", "stress", "blocks.json")
	golden.File(t, file, want)
}
