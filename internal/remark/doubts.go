package remark

import "github.com/gongbiao/gongbiao/model/finding"

// Doubts are the findings of a reading that a person must look at: warnings, and notes of what was guessed.
func Doubts(l finding.List) (out finding.List) {
	for _, f := range l {
		if f.Severity <= finding.Warning || f.Code == "READ-GUESS" || f.Code == "READ-LABEL" {
			out = append(out, f)
		}
	}
	return out
}
