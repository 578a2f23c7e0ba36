package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// evidence reads the lists of evidence of indicators: rows with 名称, 日期, 页码 and SHA256.
func evidence() []function {
	return []function{
		{"佐证缺项(佐证, 年度)", kinds{isList, anyKind}, isText, evidenceFault},
		{"佐证雷同(列表, \"佐证\")", kinds{isList, isText}, isText, plain(sameEvidence)},
	}
}

var sha256 = pattern.Late(`^[0-9A-Fa-f]{64}$`)

// evidenceFault is what the first faulty piece of evidence lacks: a name, a date, a day in or before the form's
// year, a checksum that can be one.
func evidenceFault(m *memory, x []model.Result) model.Result {
	year := m.parse(strings.TrimSpace(textOf(x[1])) + "年").Day.Year
	for _, row := range x[0].Rows {
		cell := func(name string) string {
			if v := row.Get(name); v != nil {
				return strings.TrimSpace(v.Text)
			}
			return ""
		}
		name, date, sum := cell("名称"), cell("日期"), cell("SHA256")
		v := m.read(date, quantity.Context{Year: year})
		fault := ""
		switch {
		case name == "":
			fault = "没有写名称"
		case date == "":
			fault = "没有写日期"
		case v.Kind != quantity.Date:
			fault = "日期“" + date + "”不是日期"
		case year > 0 && v.First/10000 > year:
			fault = "日期“" + date + "”在本年度以后"
		case sum != "" && !sha256.MatchString(sum):
			fault = "校验值不是 64 位的十六进制数"
		default:
			continue
		}
		if name != "" {
			fault = "“" + name + "”" + fault
		}
		return words(fault)
	}
	return model.Result{}
}

// leastSame is how many indicators must rest on one file, and on nothing else, before it is asked about.
const leastSame = 3

// sameEvidence is the one file that stands behind every indicator that has evidence: by checksum, else by name and
// page.
func sameEvidence(x []model.Result) model.Result {
	key, file, rows := "", "", 0
	for _, row := range x[0].Rows {
		list := row.Get(x[1].Text)
		if list == nil || len(list.Rows) == 0 {
			continue
		}
		rows++
		for _, e := range list.Rows {
			name, k := "", ""
			for _, part := range []string{"名称", "页码", "SHA256"} {
				v := e.Get(part)
				if v == nil || strings.TrimSpace(v.Text) == "" {
					continue
				}
				if part == "名称" {
					name = strings.TrimSpace(v.Text)
				}
				k += divider + strings.ToLower(strings.TrimSpace(v.Text))
			}
			if key == "" {
				key, file = k, name
			}
			if k != key {
				return model.Result{}
			}
		}
	}
	if rows < leastSame {
		return model.Result{}
	}
	return words(file)
}
