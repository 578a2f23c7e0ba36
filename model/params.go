package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// kind says whether a parameter is a number or a text.
func (p *Param) kind() ResultKind {
	if _, ok := number.Parse(p.Default); ok && len(p.Choices) == 0 {
		return IsNumber
	}
	return IsText
}

// result is a setting of the parameter as an operand; ok is false if it is none of the choices, or no number where
// one is needed.
func (p *Param) result(setting string) (Result, bool) {
	if p.kind() == IsNumber {
		d, ok := number.Parse(setting)
		return Result{Kind: IsNumber, Num: d, Text: setting}, ok
	}
	return textual(setting), len(p.Choices) == 0 || slices.Contains(p.Choices, setting)
}

// param is the setting in force, the default if the record has none.
func (r *Record) param(name string) Result {
	if x, ok := r.params[name]; ok {
		return x
	}
	return r.Form.defaults[name]
}

// settings are all parameters of the form under p. Errors: *finding.TemplateError, every unknown name and wrong
// setting at once.
func (f *Form) settings(p Params) (map[string]Result, error) {
	if len(p) == 0 {
		return f.defaults, nil
	}
	var list finding.List
	all := map[string]Result{}
	for i := range f.Params {
		q := &f.Params[i]
		setting, ok := p[q.Name]
		if !ok {
			setting = q.Default
		}
		x, ok := q.result(setting)
		if !ok {
			message, hint := fmt.Sprintf("参数“%s”不能是“%s”。", q.Name, setting), "应是数"
			if len(q.Choices) > 0 {
				hint = "可选：" + strings.Join(q.Choices, "、")
			}
			list = append(list, finding.Finding{Code: "TEMPLATE-PARAM", Path: string(pointer.Of("params", q.Name)),
				Message: message, Hint: hint})
		}
		all[q.Name] = x
	}
	for name := range p {
		if _, ok := all[name]; !ok {
			known := f.paramNames()
			hint := cmp.Or(alike.DidYouMean(name, known), "参数有："+strings.Join(known, "、"))
			list = append(list, finding.Finding{Code: "TEMPLATE-PARAM", Path: string(pointer.Of("params", name)),
				Message: fmt.Sprintf("这张表没有参数“%s”。", finding.Short(name)), Hint: hint})
		}
	}
	return all, list.AsTemplate()
}

// CheckParams says what is wrong with a layout's settings: *finding.TemplateError.
func (f *Form) CheckParams(p Params) error {
	_, err := f.settings(p)
	return err
}

func (f *Form) paramNames() (names []string) {
	for _, p := range f.Params {
		names = append(names, p.Name)
	}
	return names
}
