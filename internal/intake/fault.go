package intake

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// faults are the error values of spreadsheets.
var faults = []string{"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
	"#GETTING_DATA"}

// Fault knows what a spreadsheet writes into text in place of a value it has not: an error, or a row of # where a
// column was too narrow. The finding has no place.
func Fault(text string) (f finding.Finding, bad bool) {
	switch {
	case text == "" || text[0] != '#':
	case slices.Contains(faults, text):
		return finding.Finding{Code: "READ-FAULT", Message: "格里是错误值 " + text + "。", Hint: "改正公式，或直接填写数值",
			English: "the cell holds an error value"}, true
	case len(text) > 2 && strings.Trim(text, "#") == "":
		return finding.Finding{Code: "READ-FAULT", Message: "格里是一串 #：另存或粘贴时列太窄，内容没有存下来。",
			Hint: "在 Excel 里把列拉宽，再存一次；或直接交 XLSX", English: "a row of # in place of a value"}, true
	}
	return f, false
}
