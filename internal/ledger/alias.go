package ledger

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Alias says which field a column is when its header is not the field's name, or the name of several.
type Alias struct {
	Column, Field string
	Pos           finding.Pos // of the alias, for messages
}

// ParseAlias reads 指标值=年度指标值; ok is false if it is no pair.
func ParseAlias(text string) (a Alias, ok bool) {
	column, field, ok := strings.Cut(strings.ReplaceAll(text, "＝", "="), "=")
	a = Alias{Column: strings.TrimSpace(column), Field: strings.TrimSpace(field)}
	return a, ok && a.Column != "" && a.Field != ""
}

// ReadAliases reads a file of aliases: YAML or JSON with a line for each (指标值: 年度指标值), or a table of two columns in
// any form a ledger may have, with or without the header 列名, 字段. Errors are *finding.DataError and name the line.
func ReadAliases(name string, raw []byte) (out []Alias, err error) {
	if Is(name) {
		out, err = tableOfAliases(name, raw)
	} else {
		err = data.Read(name, raw, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			return aliasesOf(name, d, &out)
		})
	}
	if err == nil && len(out) == 0 {
		err = stop(name, "DATA-EMPTY", 0, 0, "对照表是空的。", "每行一个：列名: 字段")
	}
	return out, err
}

func aliasesOf(name string, d *data.Value, out *[]Alias) error {
	var list finding.List
	for _, m := range d.Members {
		if v := m.Value; v.Kind != data.String || strings.TrimSpace(v.Text) == "" || strings.TrimSpace(m.Name) == "" {
			list = append(list, finding.Finding{Code: "LEDGER-MAP", Pos: finding.Pos{File: name, Line: m.Pos.Line},
				Message: fmt.Sprintf("“%s”后面应是一个字段的名称。", m.Name),
				Hint:    "如 指标值: 年度指标值", English: "a field's name is expected"})
			continue
		}
		*out = append(*out, Alias{strings.TrimSpace(m.Name), strings.TrimSpace(m.Value.Text),
			finding.Pos{File: name, Line: m.Pos.Line}})
	}
	return list.AsData()
}

func tableOfAliases(name string, data []byte) (out []Alias, err error) {
	rows, err := open(name, data, Options{})
	if err != nil {
		return nil, err
	}
	var list finding.List
	for {
		row, err := rows.next()
		if err != nil {
			return nil, err
		}
		if row == nil {
			return out, list.AsData()
		}
		var texts []string
		for i := range row.cells {
			list = append(list, errorsOf(row.cells[i].said)...)
			texts = append(texts, strings.TrimSpace(row.cells[i].text))
		}
		for len(texts) > 0 && texts[len(texts)-1] == "" {
			texts = texts[:len(texts)-1]
		}
		switch {
		case len(texts) == 0, len(out) == 0 && len(texts) == 2 && texts[0] == "列名" && texts[1] == "字段":
		case len(texts) != 2 || texts[0] == "":
			list = append(list, finding.Finding{Code: "LEDGER-MAP", Pos: finding.Pos{File: name, Line: row.line},
				Message: "这一行应有两格：台账里的列名，表里的字段。", English: "a line has two cells: column and field"})
		default:
			out = append(out, Alias{texts[0], texts[1], finding.Pos{File: name, Line: row.line}})
		}
	}
}

// rename gives columns that have an alias the full names of their fields. An alias that names no field, or several,
// is an error, and so are two of one column; one whose column is not there is not used.
func rename(headers []string, aliases []Alias, f *model.Form) error {
	all := knownOf(f)
	fields := map[string]string{} // column → field
	var list finding.List
	for _, a := range aliases {
		fail := func(message, hint string) {
			list = append(list, finding.Finding{Code: "LEDGER-MAP", Pos: a.Pos, Message: message, Hint: hint,
				English: "the mapping names no field of the form, or several"})
		}
		field := strings.Join(parts(a.Field), ".")
		if !isForm(field) {
			hits := all.match(parts(a.Field))
			switch len(hits) {
			case 0:
				hint := ""
				if near := all.nearest(field); near != "" {
					hint = finding.DidYouMean(near)
				}
				fail(fmt.Sprintf("“%s=%s”：“%s”不是表“%s”的字段。", a.Column, a.Field, a.Field, f.Name), hint)
				continue
			case 1:
				field = strings.Join(hits[0].path, ".")
			default:
				var names []string
				for _, l := range hits {
					names = append(names, strings.Join(l.path, "."))
				}
				fail(fmt.Sprintf("“%s=%s”：“%s”可能是 %s，分不清。", a.Column, a.Field, a.Field, strings.Join(names, "、")),
					"请写全，例如“"+names[0]+"”")
				continue
			}
		}
		column := strings.Join(parts(a.Column), ".")
		if old, twice := fields[column]; twice && old != field {
			fail(fmt.Sprintf("“%s”对照了两个字段：%s 和 %s。", a.Column, old, field), "请删去一个")
		}
		fields[column] = field
	}
	for i, h := range headers {
		if to := fields[strings.Join(parts(h), ".")]; to != "" {
			headers[i] = to
		}
	}
	return list.AsData()
}
