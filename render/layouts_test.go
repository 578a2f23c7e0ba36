package render

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// made is a record that fills every field of a form that is not computed, with texts of n characters, lists of so many
// items and figures as long as they come; with n = 0 only what must be there.
func made(fields []*model.Field, n, items int) map[string]any {
	m := map[string]any{}
	for _, f := range fields {
		if f.Compute != "" || n == 0 && !f.Required && f.Kind != model.Group {
			continue
		}
		switch f.Kind {
		case model.Group:
			if g := made(f.Fields, n, items); len(g) > 0 {
				m[f.Name] = g
			}
		case model.Rows:
			var list []any
			for i := range items {
				item := made(f.Fields, n, 2)
				for k, name := range []string{"一级指标", "二级指标"} { // groups of three and of nine
					if _, ok := item[name]; ok {
						item[name] = fmt.Sprintf("%s%d", name, i/[]int{9, 3}[k])
					}
				}
				list = append(list, item)
			}
			m[f.Name] = list
		case model.Money, model.Number, model.Score:
			m[f.Name] = "1,234.56"
		case model.Rate:
			m[f.Name] = "100.00%"
		case model.Year:
			m[f.Name] = "2024"
		case model.Date:
			m[f.Name] = "2024-12-31"
		case model.Choice:
			m[f.Name] = f.Choices[0]
			if f.Multiple {
				m[f.Name] = f.Choices
			}
		default:
			m[f.Name] = strings.Repeat("长文本一二三四五六七八", n/11+1)
		}
	}
	return m
}

// TestEveryLayout renders every shipped layout three times, two of them in a plain run: with only what must be filled
// in, with forty items a list, and with texts of hundreds of characters. Each must come out no smaller than shipped
// layouts say, with all its rows on pages.
func TestEveryLayout(t *testing.T) {
	racing.Apart(t)
	lib := templates.Embedded()
	e := new(Engine)
	for i, info := range lib.List() {
		l, err := lib.Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for k, c := range []struct {
			name     string
			n, items int
		}{{"empty", 0, 0}, {"rows", 8, 40}, {"long", 400, 5}} {
			if (i+k)%3 == 0 && !racing.Full() {
				continue // two of the three for each layout
			}
			t.Run(info.ID+"/"+c.name, func(t *testing.T) {
				m := made(l.Form.Fields, c.n, c.items)
				m["form"] = info.ID
				data, err := json.Marshal(m)
				if err != nil {
					t.Fatal(err)
				}
				f := load(t, e, record(t, string(data)))
				measured, err := f.Measured()
				if err != nil {
					t.Fatal(err)
				}
				for k := range measured.Tables {
					tab := &measured.Tables[k]
					if n := len(tab.Pages); tab.Pages[n-1].End != len(tab.Rows) {
						t.Errorf("%s: %d of %d rows on its pages", tab.Name, tab.Pages[n-1].End, len(tab.Rows))
					}
					if tab.Scale != 0 && tab.Scale < 84 {
						t.Errorf("%s is scaled to %d %%", tab.Name, tab.Scale)
					}
				}
				for _, format := range Formats() {
					if format == "png" && c.n > 0 {
						continue // the dots of the same pages, slow
					}
					if len(written(t, e, format, f)) == 0 {
						t.Errorf("no %s", format)
					}
				}
			})
		}
	}
}
