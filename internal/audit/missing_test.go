package audit_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// A required cell that is missing is one finding, and everything else is checked all the same; any other mistake in
// the data still stops the checks.
func TestMissingCellIsOneFinding(t *testing.T) {
	a := audit.Auditor{Library: templates.Embedded()}
	check := func(text string) finding.List {
		var out finding.List
		if err := data.Read("表.yaml", []byte(text), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			o, err := a.Check(d)
			if err == nil {
				out = o.Findings
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return out
	}
	const form = "form: summary/national\n年度: \"2024\"\n单位名称: 某局\n项目:\n" +
		"  - {项目单位: 甲, 预算数: \"10\", 执行数: \"9\", 执行率: \"80%\", 自评得分: \"90\"}\n"
	list := check(form)
	codes := map[string]int{}
	for _, f := range list {
		codes[f.ID()]++
	}
	if codes["DATA-MISSING"] != 1 || codes["F2.清单"] != 1 || !strings.HasSuffix(list[0].Path, "项目名称") && list[0].Severity != finding.Error {
		t.Errorf("%v", list)
	}
	if list := check(form + "填表人: 丙\n"); len(list) == 0 || strings.Contains(list.String(), "F2") {
		t.Errorf("%v", list)
	}
}
