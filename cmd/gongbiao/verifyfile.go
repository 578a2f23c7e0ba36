package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/verify"
	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type verifyFlags struct {
	inputFlags
	code           string
	rules, against []string
}

// known is a record and its verification code.
type known struct {
	Code   model.Code `json:"code"`
	Input  string     `json:"input,omitempty"` // empty: no record has this code
	Index  int        `json:"index,omitempty"`
	Record string     `json:"record,omitempty"`

	record verify.Record
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
	File   string  `json:"file,omitempty"`
	Match  bool    `json:"match"`            // every form of the file is one of the records, and none is missing
	Intact *bool   `json:"intact,omitempty"` // PDF: no byte has changed since it was written
	Forms  []known `json:"forms"`
	Absent []known `json:"absent,omitempty"` // records that a book does not hold
	By     string  `json:"producer,omitempty"`

	*verify.Judgement
	Damaged string `json:"damaged,omitempty"` // why a workbook cannot be read for certain
}

// records loads every record of the inputs.
func (a *app) records(c *cobra.Command, inputs []string, o verifyFlags) ([]known, error) {
	e, err := a.engine()
	if err != nil {
		return nil, err
	}
	var out []known
	err = each(c.Context(), a.source(o.inputFlags, e), inputs, func(input string, index int, d *data.Value) error {
		f, err := e.Load(c.Context(), d, o.layout)
		if err == nil {
			out = append(out, known{f.Code(), input, index, f.Record.Name, verify.Record{Data: d, Form: f}})
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

// verifyFile says whether a file is what these records make, and what of it is not.
func (a *app) verifyFile(c *cobra.Command, path string, inputs []string, o verifyFlags) error {
	data, err := readInput(c.Context(), path)
	if err != nil {
		return err
	}
	stamp, err := verify.Read(data)
	var damaged *meaning.Damaged
	switch {
	case errors.As(err, &damaged):
		if a.json {
			_ = a.printLine(verified{File: path, Forms: []known{}, Damaged: damaged.Why}) // stdout remembers its error
		} else {
			a.findings(finding.List{{Code: "VERIFY-DAMAGED", Pos: finding.Pos{File: path}, Message: "不能算一致：" + damaged.Why, English: "cannot be verified: " + damaged.English}})
		}
		return exit(batch.ExitData)
	case err != nil:
		return batch.Input(fmt.Errorf("%s：%w", path, err))
	}
	all, err := a.records(c, inputs, o)
	if err != nil {
		return err
	}
	v, err := a.judge(c, data, stamp, all, o)
	if err != nil {
		return err
	}
	if v.File = path; a.json {
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

// judge finds the records of the file, by its codes if it has any, and holds it against them.
func (a *app) judge(c *cobra.Command, data []byte, stamp *verify.Stamp, all []known, o verifyFlags) (v verified, err error) {
	v = verified{Match: true, By: stamp.Producer}
	if stamp.Format == render.PDF {
		v.Intact = &stamp.Intact
	}
	m := verify.Maker{Layout: o.layout, Producer: producer}
	if m.Engine, err = a.engine(); err != nil {
		return v, err
	}
	if m.Review, err = a.reviewer(c.Context(), renderFlags{inputFlags: o.inputFlags, rules: o.rules, against: o.against}); err != nil {
		return v, err
	}
	var records []verify.Record
	if len(stamp.Codes) == 0 {
		for _, k := range all {
			records = append(records, k.record)
		}
		j, at, err := m.Find(c.Context(), data, stamp, records)
		if err != nil {
			return v, err
		}
		for _, i := range at {
			v.Forms = append(v.Forms, all[i])
		}
		for i, k := range all {
			if j.Verdict == verify.Unsure && !slices.Contains(at, i) {
				v.Absent, v.Match = append(v.Absent, k), false
			}
		}
		v.Judgement = &j
		return v, nil
	}
	held := map[model.Code]bool{}
	for _, code := range stamp.Codes {
		k := find(all, code)
		v.Forms, held[code] = append(v.Forms, k), true
		v.Match = v.Match && k.Input != ""
		records = append(records, k.record)
	}
	if len(stamp.Codes) > 1 { // of a single form the records may well be many more
		for _, k := range all {
			if !held[k.Code] {
				v.Absent, v.Match = append(v.Absent, k), false
			}
		}
	}
	if !v.Match {
		return v, nil
	}
	j, err := m.Judge(c.Context(), data, stamp, records)
	v.Judgement = &j
	return v, err
}

// shownDifferences is how many differences are told of; --json has all.
const shownDifferences = 20

func (a *app) sayVerified(v verified, s *verify.Stamp, all []known) {
	if !v.Match {
		for _, k := range v.Forms {
			switch {
			case len(s.Codes) == 0:
			case k.Input != "":
				fmt.Fprintf(a.stdout, "%s 的校验码 %s 是 %s 的\n", v.File, k.Code, k.where())
			case len(all) == 1:
				fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%s 的是 %s\n", v.File, k.Code, all[0].where(), all[0].Code)
			default:
				fmt.Fprintf(a.stderr, "不一致：%s 的校验码是 %s，%d 条记录里没有\n", v.File, k.Code, len(all))
			}
		}
		for _, k := range v.Absent {
			fmt.Fprintf(a.stderr, "不一致：%s 里没有 %s\n", v.File, k.where())
		}
		return
	}
	with := ""
	if t := carries(v.Copy); t != "" {
		with = "（" + t + "）"
	}
	out, how := io.Writer(a.stdout), ""
	switch v.Verdict {
	case verify.Identical:
		how = "一致：%s 与 %s 重排的逐字节相同" + with
	case verify.Resaved:
		by := s.Producer
		if by == "" || strings.HasPrefix(by, "Gongbiao") {
			by = "别的软件"
		}
		how = "一致：%s 由 " + by + " 另存过，逐格逐项与 %s 重排的相同" + with
	case verify.Release:
		out, how = a.stderr, "不能断定：%s 由另一版本（"+s.Producer+"）排出，与 %s 由本版本（"+producer+"）重排的字节不同，无法逐字节核对；能比的（"+compared(s)+"）都相符"+with
	case verify.Unsure:
		out, how = a.stderr, "不能断定：%s 是成册的，封面、次序等选项不在文件里，无法逐字节核对；其中这份表的"+comparedBound(s)+"与 %s 相符"+with
	default:
		out, how = a.stderr, "不一致：%s 与 %s 重排的不同"
	}
	for i, k := range v.Forms {
		if i > 0 && v.Verdict == verify.Different {
			break
		}
		fmt.Fprintf(out, how+"\n", v.File, k.where())
		if len(s.Codes) > 0 && v.Verdict != verify.Different {
			fmt.Fprintf(out, "%s 的校验码 %s 是 %s 的\n", v.File, k.Code, k.where())
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
			l = append(l, finding.Finding{Code: "VERIFY-DIFFERS", Message: fmt.Sprintf("……共 %d 处不同，--json 列出全部", len(v.Differences)),
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

// compared says what of a file of another release was compared.
func compared(s *verify.Stamp) string {
	if s.Format == render.PDF {
		return "页数、逐页的文字"
	}
	return "内容、公式、合并、工作表、隐藏、颜色、批注、图"
}

// comparedBound says what of a form in a book was compared.
func comparedBound(s *verify.Stamp) string {
	if s.Format == render.PDF {
		return "文字"
	}
	return "各格各项"
}

// carries says what a copy has beside the form, which the data do not tell.
func carries(c verify.Copy) string {
	var s []string
	for _, x := range [...]struct{ name, text string }{{"水印", c.Watermark}, {"页眉", c.Header}, {"页脚", c.Footer}} {
		if x.text != "" {
			s = append(s, x.name+"“"+x.text+"”")
		}
	}
	if c.Formulas {
		s = append(s, "数是公式")
	}
	if c.Proof {
		s = append(s, "校对稿")
	}
	return strings.Join(s, "，")
}
