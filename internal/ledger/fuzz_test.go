package ledger

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Whatever the bytes: no panic, errors are findings, and every text of a record stands in the file to the character.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("\uFEFF项目名称;年度\r\n甲;2022\r\n"))
	f.Add([]byte("\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6,\xC4\xEA\xB6\xC8\n\xBC\xD7,2022\n"))
	f.Add([]byte("项目名称,年度,三级指标\n甲,2022,\"a\"\"b\nc\"\n,,\n乙,2023,x,y\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if strings.HasPrefix(string(raw), "PK") {
			return // workbooks are excelize's to read
		}
		text, err := decode("x.csv", raw)
		if err != nil && finding.Of(err) == nil {
			t.Fatal(err)
		}
		plain := strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), `""`, `"`)
		err = Read("x.csv", raw, Options{Layout: "self-evaluation/shanghai", Form: form}, func(d *data.Value, err error) error {
			if err != nil {
				if finding.Of(err) == nil {
					t.Fatal(err)
				}
				return nil
			}
			for _, m := range d.Members[1:] {
				each(m.Value, func(s string) {
					if !strings.Contains(plain, s) {
						t.Errorf("%q does not stand in the file", s)
					}
				})
			}
			return nil
		})
		if err != nil && finding.Of(err) == nil {
			t.Fatal(err)
		}
	})
}

func each(d *data.Value, visit func(string)) {
	if d.Kind == data.String || d.Kind == data.Number {
		visit(d.Text)
	}
	for _, m := range d.Members {
		each(m.Value, visit)
	}
	for _, x := range d.Items {
		each(x, visit)
	}
}
