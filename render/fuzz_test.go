package render

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// FuzzRecord sends any file down the whole road. What is refused is refused as data with at least one finding; what is
// not gives a workbook, and a PDF unless a character has no face; a text entered stands in the measured form as
// entered.
func FuzzRecord(f *testing.F) {
	for _, s := range seeds {
		data, err := os.ReadFile(filepath.Join("..", "examples", s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(`{"项目名称":"` + "甲\\t\\n　=1+1 —— …… ☑ 〔2018〕34号 𬭎 \ue000" + `","绩效指标":[{"一级指标":"","三级指标":"@x"},{"三级指标":"-1"}]}`)
	f.Add("项目名称: '>=95%'\n绩效指标:\n- {一级指标: 产出指标, 三级指标: 甲, 分值: 1e3}\n")
	e := new(Engine)
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20000 {
			return
		}
		err := data.Read("表", []byte(text), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			form, err := e.Load(t.Context(), d, "self-evaluation/shanghai")
			if err != nil {
				return err
			}
			m, err := form.Measured()
			if err != nil {
				return err
			}
			printed := map[string]int{}
			for _, table := range m.Tables {
				for _, c := range table.Cells {
					printed[c.Text]++
				}
			}
			form.Record.Body.Each(func(v *model.Value) {
				if v.Origin == model.Written && v.Fields == nil && v.Field.Kind == model.Text && v.Field.Name == "三级指标" && printed[breaks.Replace(v.Text)] == 0 {
					t.Errorf("%q is not printed", v.Text)
				}
			})
			if _, err := e.Bytes(t.Context(), XLSX, Options{}, form); err != nil {
				t.Errorf("xlsx: %v", err)
			}
			_, err = e.Bytes(t.Context(), PDF, Options{}, form)
			return err
		})
		if err == nil {
			return
		}
		var data *finding.DataError
		if !errors.As(err, &data) || len(finding.Of(err)) == 0 {
			t.Errorf("%T: %v", err, err)
		}
	})
}
