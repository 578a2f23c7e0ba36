package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/verify"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/render"
)

type verifyFlags struct {
	inputFlags
	code string
}

// known is a record and its verification code.
type known struct {
	Code   model.Code `json:"code"`
	Input  string     `json:"input,omitempty"` // empty: no record has this code
	Index  int        `json:"index,omitempty"`
	Record string     `json:"record,omitempty"`

	form *render.Form
}

// where names the record among the inputs.
func (k known) where() string {
	s := k.Input
	if k.Index > 1 {
		s += fmt.Sprintf(" 第 %d 条", k.Index)
	}
	if k.Record != "" {
		s += "（" + k.Record + "）"
	}
	return s
}

// verified is the answer as JSON.
type verified struct {
	File   string              `json:"file,omitempty"`
	Match  bool                `json:"match"`            // every form of the file is one of the records, and none is missing
	Intact *bool               `json:"intact,omitempty"` // PDF: no byte has changed since it was written
	Forms  []known             `json:"forms"`
	Absent []known             `json:"absent,omitempty"` // records that a book does not hold
	Cells  []verify.Difference `json:"cells,omitempty"`  // XLSX: cells that were changed
}

// records loads every record of the inputs.
func (a *app) records(c *cobra.Command, inputs []string, o verifyFlags) ([]known, error) {
	e, err := a.engine()
	if err != nil {
		return nil, err
	}
	var out []known
	err = each(c.Context(), a.source(o.inputFlags, e), inputs, func(input string, index int, d *model.Data) error {
		f, err := e.Load(d, o.layout)
		if err == nil {
			out = append(out, known{f.Code(), input, index, f.Record.Name, f})
		}
		return err
	})
	return out, err
}

// find is the record of a code; its Input is empty if there is none.
func find(all []known, code model.Code) known {
	for _, k := range all {
		if k.Code == code {
			return k
		}
	}
	return known{Code: code}
}

// verifyCode looks for the record whose code was typed from paper.
func (a *app) verifyCode(c *cobra.Command, inputs []string, o verifyFlags) error {
	code, err := model.ParseCode(o.code)
	if err != nil {
		return usagef("--code：%v", err)
	}
	all, err := a.records(c, inputs, o)
	if err != nil {
		return err
	}
	k := find(all, code)
	switch {
	case a.json:
		_ = a.printLine(verified{Match: k.Input != "", Forms: []known{k}}) // stdout remembers its error
	case k.Input != "":
		fmt.Fprintf(a.stdout, "一致：校验码 %s 是 %s 的\n", code, k.where())
	case len(all) == 1:
		fmt.Fprintf(a.stderr, "不一致：纸上的校验码是 %s，%s 的是 %s\n", code, all[0].where(), all[0].Code)
	default:
		fmt.Fprintf(a.stderr, "不一致：%d 条记录里没有一条的校验码是 %s\n", len(all), code)
	}
	if k.Input == "" {
		return exit(batch.ExitData)
	}
	return nil
}

// verifyFile says whether a file was made from these records, and what in it was changed since.
func (a *app) verifyFile(c *cobra.Command, path string, inputs []string, o verifyFlags) error {
	data, err := readInput(c.Context(), path)
	if err != nil {
		return err
	}
	stamp, err := verify.Read(data)
	if err != nil {
		return batch.Input(fmt.Errorf("%s：%w", path, err))
	}
	all, err := a.records(c, inputs, o)
	if err != nil {
		return err
	}
	v := verified{File: path, Match: true}
	held := map[model.Code]bool{}
	var forms []*render.Form
	for _, code := range stamp.Codes {
		k := find(all, code)
		v.Forms, held[code] = append(v.Forms, k), true
		v.Match = v.Match && k.Input != ""
		forms = append(forms, k.form)
	}
	if len(stamp.Codes) > 1 { // of a single form the records may well be many more
		for _, k := range all {
			if !held[k.Code] {
				v.Absent, v.Match = append(v.Absent, k), false
			}
		}
	}
	if stamp.Format == "pdf" {
		v.Intact = &stamp.Intact
	} else if v.Match {
		if v.Cells, err = a.changedCells(data, forms); err != nil {
			return batch.Input(fmt.Errorf("%s：%w", path, err))
		}
	}
	if a.json {
		_ = a.printLine(v) // stdout remembers its error
	} else {
		a.sayVerified(v, all)
	}
	if !v.Match || v.Intact != nil && !*v.Intact || len(v.Cells) > 0 {
		return exit(batch.ExitData)
	}
	return nil
}

// changedCells compares a workbook with the one its records make now.
func (a *app) changedCells(data []byte, forms []*render.Form) ([]verify.Difference, error) {
	e, err := a.engine()
	if err != nil {
		return nil, err
	}
	want, err := e.Bytes(render.XLSX, render.Options{}, forms...)
	if err != nil {
		return nil, err
	}
	return verify.Cells(data, want)
}

// shownCells is how many changed cells are told of; --json has all.
const shownCells = 20

func (a *app) sayVerified(v verified, all []known) {
	for _, k := range v.Forms {
		switch {
		case k.Input != "":
			fmt.Fprintf(a.stdout, "一致：%s 的校验码 %s 是 %s 的\n", v.File, k.Code, k.where())
		case len(all) == 1:
			fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%s 的是 %s\n", v.File, k.Code, all[0].where(), all[0].Code)
		default:
			fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%d 条记录里没有\n", v.File, k.Code, len(all))
		}
	}
	for _, k := range v.Absent {
		fmt.Fprintf(a.stderr, "%s 里没有 %s\n", v.File, k.where())
	}
	switch {
	case v.Intact == nil:
	case *v.Intact:
		fmt.Fprintf(a.stdout, "%s 自写出后没有改动\n", v.File)
	default:
		fmt.Fprintf(a.stderr, "%s 写出后被改动过，或由别的软件另存：校验码说的是写出时的内容\n", v.File)
	}
	for i, d := range v.Cells {
		if i == shownCells {
			fmt.Fprintf(a.stderr, "……共 %d 格被改过\n", len(v.Cells))
			break
		}
		fmt.Fprintf(a.stderr, "%s 的“%s”%s 被改过：现在是“%s”，应为“%s”\n", v.File, d.Sheet, d.Cell, d.Is, d.Want)
	}
}
