package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
)

// repeats keeps a trouble that records share, such as a layout that is not there, from being said once a record: it
// is said of the first, and at the end how many others have it and where the first of them are.
type repeats struct {
	order []*repeat
}

type repeat struct {
	code, message, english string
	places                 []string
	more                   int // records after the first
}

// placesTold is how many of the other records are named.
const placesTold = 3

// shared says whether a finding is about what records have in common, their layout, and not about a place in one of
// them.
func shared(f finding.Finding, kind batch.Kind) bool {
	if f.Code == "LAYOUT-UNNAMED" {
		return true
	}
	ofLayout := strings.HasPrefix(f.Code, "LAYOUT-") || strings.HasPrefix(f.Code, "TEMPLATE-") || strings.HasPrefix(f.Code, "FORM-")
	return kind == batch.Unreadable && ofLayout && f.Path == "" && f.Place == ""
}

// again says whether a finding was said of an earlier record already.
func (r *repeats) again(f finding.Finding, kind batch.Kind, input string, index int) bool {
	if index == 0 || !shared(f, kind) {
		return false
	}
	for _, x := range r.order {
		if x.code != f.Code || x.message != f.Message {
			continue
		}
		x.more++
		if len(x.places) < placesTold {
			x.places = append(x.places, fmt.Sprintf("%s 第 %d 条", input, index))
		}
		return true
	}
	r.order = append(r.order, &repeat{code: f.Code, message: f.Message, english: f.InEnglish()})
	return false
}

// fresh is the findings of a record without those said before.
func (r *repeats) fresh(l finding.List, kind batch.Kind, input string, index int) (out finding.List) {
	for _, f := range l {
		if !r.again(f, kind, input, index) {
			out = append(out, f)
		}
	}
	return out
}

// end says how many records had what was said once.
func (r *repeats) end(w io.Writer, lang string) {
	for _, x := range r.order {
		if x.more == 0 {
			continue
		}
		places, etc := strings.Join(x.places, "、"), ""
		if x.more > len(x.places) {
			etc = "……"
		}
		if lang == "en" {
			fmt.Fprintf(w, "%s: %s: the same of %d more records: %s%s\n", x.code, x.english, x.more, places, etc)
			continue
		}
		fmt.Fprintf(w, "%s：%s：另有 %d 条记录也是这样：%s%s\n", x.code, strings.TrimRight(x.message, "。"), x.more, places, etc)
	}
}
