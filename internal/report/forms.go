package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// mostForms are how many forms of one finding over a set are named on the screen; the workbook names mostListed.
const (
	mostForms  = 6
	mostListed = 40
)

// forms names the forms that findings over a set rest on, each once.
func (say *words) forms(l finding.List, most int) (out []string) {
	var all []finding.Form
	seen := map[finding.Form]bool{}
	for _, f := range l {
		for _, x := range f.Forms {
			if !seen[x] {
				seen[x] = true
				all = append(all, x)
			}
		}
	}
	for _, x := range all[:min(len(all), most)] {
		s := x.File
		if x.Index > 1 {
			s += fmt.Sprintf(say.record, x.Index)
		}
		if x.Record != "" {
			s += fmt.Sprintf(say.titled, strings.Join(strings.Fields(x.Record), " "))
		}
		out = append(out, s)
	}
	if len(all) > most {
		out = append(slices.Clip(out), fmt.Sprintf(say.others, len(all)-most))
	}
	return out
}
