package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/verify"
	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

type verifyFlags struct {
	inputFlags
	code           string
	rules, against []string
}

// records loads every record of the inputs.
func (a *app) records(c *cobra.Command, inputs []string, o verifyFlags) (out []verify.Record, err error) {
	e, err := a.local()
	if err != nil {
		return nil, err
	}
	err = each(c.Context(), a.source(o.inputFlags, e), inputs, func(input string, index int, d *data.Value) error {
		f, err := e.Load(c.Context(), d, o.layout)
		if err == nil {
			out = append(out, verify.Record{Code: f.Code(), Input: input, Index: index, Name: f.Record.Name, Data: d, Form: f})
		}
		return err
	})
	return out, err
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
	k := verify.Of(all, code)
	switch {
	case a.json:
		_ = a.printLine(verify.Answer{Match: k.Input != "", Forms: []verify.Record{k}}) // stdout remembers its error
	case k.Input != "":
		fmt.Fprintf(a.stdout, "一致：校验码 %s 是 %s 的\n", code, k.Where())
	case len(all) == 1:
		fmt.Fprintf(a.stderr, "不一致：纸上的校验码是 %s，%s 的是 %s\n", code, all[0].Where(), all[0].Code)
	default:
		fmt.Fprintf(a.stderr, "不一致：%d 条记录里没有一条的校验码是 %s\n", len(all), code)
	}
	if k.Input == "" {
		return exit(batch.ExitData)
	}
	return nil
}

// verifyFile says whether a file is what these records make, and what of it is not.
func (a *app) verifyFile(c *cobra.Command, path string, inputs []string, o verifyFlags) error {
	data, stamp, err := a.stamped(c, path)
	if err != nil {
		return err
	}
	all, err := a.records(c, inputs, o)
	if err != nil {
		return err
	}
	m, err := a.verifier(c, o)
	if err != nil {
		return err
	}
	v, err := m.Answer(c.Context(), data, stamp, all)
	if err != nil {
		return err
	}
	v.File = path
	return a.answered(v, stamp, all)
}

// stamped reads a file and what it says of itself. A file that cannot be judged is told of; the error is the exit code
// then.
func (a *app) stamped(c *cobra.Command, path string) ([]byte, *verify.Stamp, error) {
	data, err := readInput(c.Context(), path)
	if err != nil {
		return nil, nil, err
	}
	stamp, err := verify.Read(data)
	var damaged *meaning.Damaged
	var plain *verify.Plain
	switch {
	case errors.As(err, &damaged):
		if a.json {
			_ = a.printLine(verify.Answer{File: path, Forms: []verify.Record{}, Damaged: damaged.Why}) // stdout remembers its error
		} else {
			a.findings(finding.List{damaged.Finding(path)})
		}
		return nil, nil, exit(batch.ExitData)
	case errors.As(err, &plain):
		if a.json {
			_ = a.printLine(verify.Answer{File: path, Forms: []verify.Record{}, By: string(plain.Painter),
				Judgement: &verify.Judgement{Verdict: verify.Unsure}}) // stdout remembers its error
		} else {
			a.findings(finding.List{plain.Finding(path)})
		}
		return nil, nil, exit(batch.ExitSome)
	case finding.Of(err) != nil:
		l := finding.Of(err)
		l[0].Pos.File = path
		return nil, nil, batch.Input(l.AsData())
	case err != nil:
		return nil, nil, batch.Input(fmt.Errorf("%s：%w", path, err))
	}
	return data, stamp, nil
}

// verifier makes what files are held against.
func (a *app) verifier(c *cobra.Command, o verifyFlags) (*verify.Maker, error) {
	e, err := a.local()
	if err != nil {
		return nil, err
	}
	au, err := a.auditor(c.Context(), o.inputFlags, o.rules, o.against)
	if err != nil {
		return nil, err
	}
	return &verify.Maker{Engine: e, Layout: o.layout, Producer: producer, Review: au.Review}, nil
}

// answered tells an answer; the error is the exit code.
func (a *app) answered(v verify.Answer, stamp *verify.Stamp, all []verify.Record) error {
	if a.json {
		_ = a.printLine(v)
	} else {
		a.sayVerified(v, stamp, all)
	}
	switch {
	case !v.Match || v.Judgement == nil || v.Verdict == verify.Different:
		return exit(batch.ExitData)
	case v.Verdict == verify.Release || v.Verdict == verify.Unsure:
		return exit(batch.ExitSome)
	}
	return nil
}

// shownDifferences is how many differences are told of; --json has all.
const shownDifferences = 20

func (a *app) sayVerified(v verify.Answer, s *verify.Stamp, all []verify.Record) {
	if !v.Match {
		for _, k := range v.Forms {
			switch {
			case len(s.Codes) == 0:
			case k.Input != "":
				fmt.Fprintf(a.stdout, "%s 的校验码 %s 是 %s 的\n", v.File, k.Code, k.Where())
			case len(all) == 1:
				fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%s 的是 %s\n", v.File, k.Code, all[0].Where(), all[0].Code)
			default:
				fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%d 条记录里没有\n", v.File, k.Code, len(all))
			}
		}
		for _, k := range v.Absent {
			fmt.Fprintf(a.stderr, "不一致：%s 里没有 %s\n", v.File, k.Where())
		}
		return
	}
	with := ""
	if t := v.Copy.String(); t != "" {
		with = "（" + t + "）"
	}
	whole, bound := s.Compared()
	by := s.Producer
	if by == "" || strings.HasPrefix(by, "Gongbiao") && v.Verdict == verify.Resaved {
		by = "别的软件"
	}
	out, how := io.Writer(a.stdout), "" // 1 the file, 2 the record, 3 who wrote it, 4 what it carries
	switch v.Verdict {
	case verify.Identical:
		how = "一致：%[1]s 与 %[2]s 重排的逐字节相同%[4]s"
	case verify.Resaved:
		how = "一致：%[1]s 由 %[3]s 另存过，逐格逐项与 %[2]s 重排的相同%[4]s"
	case verify.Release:
		out, how = a.stderr, "不能断定：%[1]s 由另一版本（%[3]s）排出，与 %[2]s 由本版本（"+producer+"）重排的字节不同，无法逐字节核对；能比的（"+whole+"）都相符%[4]s"
	case verify.Unsure:
		out, how = a.stderr, "不能断定：%[1]s 是成册的，封面、次序等选项不在文件里，无法逐字节核对；其中这份表的"+bound+"与 %[2]s 相符%[4]s"
	default:
		out, how = a.stderr, "不一致：%[1]s 与 %[2]s 重排的不同"
	}
	for i, k := range v.Forms {
		if i > 0 && v.Verdict == verify.Different {
			break
		}
		fmt.Fprintf(out, how+"\n", v.File, k.Where(), by, with)
		if len(s.Codes) > 0 && v.Verdict != verify.Different {
			fmt.Fprintf(out, "%s 的校验码 %s 是 %s 的\n", v.File, k.Code, k.Where())
		}
	}
	switch {
	case v.Intact == nil || v.Verdict == verify.Identical:
	case !*v.Intact:
		fmt.Fprintf(a.stderr, "%s 写出后被改动过，或由别的软件另存\n", v.File)
	case v.Verdict != verify.Different:
		fmt.Fprintf(a.stderr, "%s 的内部哈希相符：没有无意的改动（会算的人可以另算一个）\n", v.File)
	}
	var l finding.List
	for i, d := range v.Differences {
		if i == shownDifferences {
			l = append(l, finding.Finding{Code: "VERIFY-DIFFERS",
				Message: fmt.Sprintf("……共 %d 处不同，--json 列出全部", len(v.Differences)),
				English: fmt.Sprintf("%d differences in all, --json has them", len(v.Differences))})
			break
		}
		f := d.Finding()
		if v.Verdict == verify.Release {
			f.Severity = finding.Note
		}
		l = append(l, f)
	}
	a.findings(l)
}
