package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/verify"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/render"
)

// volumes are the files of pages that arguments begin with: those of one book, if they are several.
func volumes(args []string) (n int) {
	for n < len(args) {
		f, _ := render.FormatOf(strings.ToLower(filepath.Ext(args[n])))
		if f != render.PDF && f != render.OFD {
			break
		}
		n++
	}
	return n
}

// verifyVolumes holds every volume of a book against those records whose codes it has, and all of them together
// against all records: one that is in no volume is missing. Contents over all have no form and no code.
func (a *app) verifyVolumes(c *cobra.Command, files, inputs []string, o verifyFlags) error {
	if len(inputs) == 0 {
		return usagef("核对各册要同时给出全部数据：gongbiao verify 汇编.pdf 汇编-1.pdf 汇编-2.pdf 数据.jsonl")
	}
	all, err := a.records(c, inputs, o)
	if err != nil {
		return err
	}
	m, err := a.verifier(c, o)
	if err != nil {
		return err
	}
	worst := batch.ExitFine
	held := map[model.Code][]string{} // the volumes that a form is in
	for _, path := range files {
		err := a.verifyVolume(c, path, m, all, held)
		var code exit
		switch {
		case errors.As(err, &code) && (worst != batch.ExitData || int(code) == batch.ExitData):
			worst = int(code)
		case err != nil && !errors.As(err, &code):
			return err
		}
	}
	var absent []verify.Record
	for _, r := range all {
		if len(held[r.Code]) == 0 {
			absent = append(absent, r)
		}
	}
	switch {
	case len(absent) == 0:
	case a.json:
		_ = a.printLine(verify.Answer{Forms: []verify.Record{}, Absent: absent}) // stdout remembers its error
	default:
		for _, r := range absent {
			a.sayf("不一致：这 %d 个文件里都没有 %s", len(files), r.Where())
		}
	}
	if len(absent) > 0 {
		worst = batch.ExitData
	}
	if worst != batch.ExitFine {
		return exit(worst)
	}
	return nil
}

// verifyVolume judges one file; the error is an exit code, or why it cannot be read.
func (a *app) verifyVolume(c *cobra.Command, path string, m *verify.Maker, all []verify.Record, held map[model.Code][]string) error {
	data, stamp, err := a.stamped(c, path)
	if err != nil {
		return err
	}
	if len(stamp.Codes) == 0 {
		if a.json {
			_ = a.printLine(verify.Answer{File: path, Match: true, Forms: []verify.Record{},
				Judgement: &verify.Judgement{Verdict: verify.Unsure}}) // stdout remembers its error
		} else {
			a.sayf("不能断定：%s 里没有校验码，是总目录，或排时没有加 --verify-code；没有核对", path)
		}
		return exit(batch.ExitSome)
	}
	var mine []verify.Record
	twice := false
	for _, code := range stamp.Codes {
		r := verify.Of(all, code)
		if r.Input == "" {
			continue
		}
		mine = append(mine, r)
		if h := held[code]; len(h) >= equals(all, code) && !slices.Contains(h, path) {
			twice = true
			a.sayf("不一致：%s 在 %s 里，也在 %s 里", r.Where(), h[0], path)
		}
		held[code] = append(held[code], path)
	}
	v, err := m.Answer(c.Context(), data, stamp, mine)
	if err != nil {
		return err
	}
	v.File = path
	if err = a.answered(v, stamp, all); twice {
		return exit(batch.ExitData)
	}
	return err
}

// equals is how many records have a code: equal ones have the same.
func equals(all []verify.Record, code model.Code) (n int) {
	for _, r := range all {
		if r.Code == code {
			n++
		}
	}
	return n
}
