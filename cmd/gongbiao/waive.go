package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type waiveFlags struct {
	inputFlags
	finding.Waiver
	beside         string // the file that waivers are written to; empty: the record's own
	rules, against []string
	index          int
	list, remove   bool
}

func (a *app) waiveCommand() *cobra.Command {
	var o waiveFlags
	c := &cobra.Command{
		Use:   "waive 文件 --code 代码 --at 位置 --reason 理由 --by 经手人",
		Short: "说明一个校验问题 answer one finding of check",
		Long: `对校验报的一个问题作说明（豁免）：谁、哪一天、为什么它没有错。一次一个，写进记录文件（JSON、YAML、JSON Lines），别处一个字也不动；
台账和 Excel 写在旁边的文件里（--waivers）。

说明过的问题照样报告，标作“已说明”；不印在表上。说明时表上是什么（所见）一并记下，这一格或算式用到的格以后变了，说明就失效。
代码和位置照 gongbiao check --codes 的报告写；位置也可以写 资金.年度资金总额.全年预算数 或 JSON Pointer。`,
		Example: `  gongbiao waive 表.json --code F6 --at 资金.年度资金总额.全年预算数 --reason "年中追加，见财预〔2024〕12 号" --by 张三
  gongbiao waive 表.json --list
  gongbiao waive 表.json --code F6 --at 资金.年度资金总额.全年预算数 --remove
  gongbiao waive 台账.xlsx -t self-evaluation/shanghai --index 3 --waivers 豁免.yaml --code S8 --at "绩效指标 第 2 行 得分" --reason … --by 李四`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.waive(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.Code, "code", "", "问题的代码，如 F6、F2.来源")
	f.StringVar(&o.At, "at", "", "问题的位置")
	f.StringVar(&o.Says, "says", "", "同一位置同一代码有几句话时，说的是哪一句：其中的几个字")
	f.StringVar(&o.Reason, "reason", "", "理由")
	f.StringVar(&o.By, "by", "", "经手人")
	f.StringVar(&o.Date, "date", "", "日期，如 2024-03-05；不写是今天")
	f.StringVar(&o.beside, "waivers", "", "写在旁边的这个文件里（.yaml 或 .json），记录不动")
	f.IntVar(&o.index, "index", 0, "文件里的第几条记录；只有一条的不用写")
	f.BoolVar(&o.list, "list", false, "列出已有的说明，不写")
	f.BoolVar(&o.remove, "remove", false, "删去这一项说明")
	f.StringSliceVar(&o.rules, "rules", nil, "规则文件，同 check")
	f.StringSliceVar(&o.against, "against", nil, "要对照的其他材料，同 check")
	o.layoutFlag(f, "用这个版式；不写则看记录的 form")
	o.ledgerFlags(f)
	f.BoolVar(&a.json, "json", false, "写成 JSON")
	a.layoutsFlag(f)
	return c
}

// waiversFlag adds the files of waivers that are read beside the records.
func (a *app) waiversFlag(f *pflag.FlagSet) {
	f.StringSliceVar(&a.waivers, "waivers", nil, "写在记录旁边的说明（豁免），见 gongbiao waive")
}

// waiverBook reads the files of waivers that stand beside the records.
func (a *app) waiverBook(ctx context.Context, paths []string) (*waiver.Book, error) {
	b := &waiver.Book{}
	for _, path := range paths {
		text, err := readInput(ctx, path)
		if err != nil {
			return nil, err
		}
		if err := data.Read(path, text, func(d *data.Value, err error) error {
			if err == nil {
				err = b.Take(d)
			}
			return err
		}); err != nil {
			return nil, batch.Input(err)
		}
	}
	return b, nil
}

func (a *app) waive(ctx context.Context, args []string, o waiveFlags) error {
	switch {
	case !o.list && o.Code == "":
		return usagef("缺 --%s", "code")
	case !o.list && !o.remove && strings.TrimSpace(o.Reason) == "":
		return usagef("缺 --%s", "reason")
	case !o.list && !o.remove && strings.TrimSpace(o.By) == "":
		return usagef("缺 --%s", "by")
	case o.list && o.remove:
		return usagef("--list 和 --remove 只能用一个")
	}
	files := batch.Files(args)
	if !o.list && o.beside == "" {
		switch {
		case len(files) != 1 || len(args) != 1:
			return usagef("一次写一个文件；几张表一起的问题写在旁边：--waivers 豁免.yaml")
		case args[0] == batch.Stdin || ledger.Is(args[0]):
			return usagef("%s 不能就地写；写在旁边：--waivers 豁免.yaml", args[0])
		}
	}
	if o.Date == "" {
		o.Date = a.now().Format(time.DateOnly)
	}
	if o.beside != "" && exists(o.beside) {
		a.waivers = []string{o.beside}
	}
	au, err := a.auditor(ctx, o.inputFlags, o.rules, o.against)
	if err != nil {
		return err
	}
	w := &waiving{app: a, o: o, au: au}
	if err := a.source(o.inputFlags, &render.Engine{Library: au.Library}).All(ctx, args, w.record); err != nil {
		return err
	}
	switch {
	case o.list:
		return w.listed()
	case w.n == 0:
		return exit(batch.ExitUnreadable)
	case o.index > w.n:
		return usagef("--index %d：只有 %d 条记录", o.index, w.n)
	}
	return w.write(ctx, args)
}

func exists(path string) bool {
	f, err := safefile.Open(path)
	if err == nil {
		f.Close()
	}
	return !errors.Is(err, fs.ErrNotExist)
}

// waiving is a run of waive.
type waiving struct {
	*app
	o   waiveFlags
	au  *audit.Auditor
	n   int            // records met
	one *audit.Outcome // the record asked for
	all []waived       // for --list
}

// record takes one record of the inputs.
func (w *waiving) record(input string, index int, d *data.Value, err error) error {
	if err != nil {
		if w.n++; w.o.index > 0 && index != w.o.index {
			return nil
		}
		return err
	}
	w.n++
	o, err := w.au.Check(d)
	switch {
	case err != nil:
		return err
	case w.o.list:
		w.all = append(w.all, told(input, index, o)...)
		if o.Record == nil {
			w.findings(o.Findings)
		}
	case w.o.index == 0 || w.o.index == index:
		w.one = o
	}
	return nil
}

// write answers the finding, or takes an answer away.
func (w *waiving) write(ctx context.Context, args []string) error {
	many := w.o.index == 0 && w.n > 1
	if many && w.o.beside == "" {
		return usagef("%s 里有 %d 条记录，用 --index 说明是第几条", args[0], w.n)
	}
	target := w.o.beside
	if target == "" {
		target = args[0]
	}
	unlock, err := safefile.Lock(ctx, filepath.Dir(target), false)
	if err != nil {
		return err
	}
	defer unlock()
	if many {
		return w.writeSet(ctx)
	}
	o := w.one
	switch {
	case o.NoLayout != nil:
		return o.NoLayout
	case o.Record == nil:
		return o.Findings.AsData()
	}
	c := waiver.Case{Record: o.Record, Checks: o.Set.Checks, Given: o.Set.Given, Findings: waiver.Open(o.Findings)}
	given, f := w.o.Waiver, finding.Finding{}
	if !w.o.remove {
		if given, f, err = waiver.Answer(c, given); err != nil {
			return err
		}
	}
	t, err := w.text(ctx, target)
	if err != nil {
		return err
	}
	list, at := o.Record.Waivers, []int(nil)
	if w.o.beside != "" {
		if given = waiver.For(o.Record, given); !t.new() {
			if list, at, err = waiver.Beside(t.record, o.Record); err != nil {
				return batch.Input(err)
			}
		}
		if t.new() {
			list = nil
		}
	}
	old := waiver.Same(o.Record, list, given)
	if at != nil {
		for i := range old {
			old[i] = at[old[i]]
		}
	}
	index := max(w.o.index, 1)
	if w.o.beside != "" {
		index = 1
	}
	return w.change(t, index, old, given, f)
}

// writeSet is write for a finding over all the records.
func (w *waiving) writeSet(ctx context.Context) error {
	l, err := w.au.Together()
	if err != nil {
		return err
	}
	given, f := w.o.Waiver, finding.Finding{}
	if !w.o.remove {
		if given, f, err = waiver.AnswerSet(l, given); err != nil {
			return err
		}
	}
	t, err := w.text(ctx, w.o.beside)
	if err != nil {
		return err
	}
	var old []int
	if !t.new() {
		list, at, err := waiver.Beside(t.record, nil)
		if err != nil {
			return batch.Input(err)
		}
		for i, x := range list {
			if x.Code == given.Code && x.At == given.At {
				old = append(old, at[i])
			}
		}
	}
	return w.change(t, 1, old, given, f)
}

// waiverText is the file that a waiver is written to.
type waiverText struct {
	path   string
	text   []byte
	record *data.Value // of a file of waivers
}

func (t *waiverText) new() bool { return t.text == nil }

// text reads the file to be changed, in which waivers may stand.
func (w *waiving) text(ctx context.Context, path string) (*waiverText, error) {
	t := &waiverText{path: path}
	if !exists(path) {
		return t, nil
	}
	var err error
	if t.text, err = readInput(ctx, path); err != nil || w.o.beside == "" {
		return t, err
	}
	if len(bytes.TrimSpace(t.text)) == 0 {
		t.text = nil
		return t, nil
	}
	if t.record, err = data.ReadOne(path, t.text); err != nil {
		err = batch.Input(err)
	}
	return t, err
}

// change writes the file again: without the waivers that are replaced or taken away, and with the one that is given.
func (w *waiving) change(t *waiverText, index int, old []int, given finding.Waiver, f finding.Finding) error {
	out, err := t.text, error(nil)
	for i := len(old) - 1; i >= 0 && err == nil; i-- {
		out, err = waiver.Remove(t.path, out, index, old[i])
	}
	switch {
	case err != nil:
		return err
	case w.o.remove && len(old) == 0:
		return usagef("没有“%s %s”这一项说明；已有的：gongbiao waive … --list", given.Code, given.At)
	case w.o.remove:
	case t.new():
		out = waiver.New(t.path, given)
	default:
		if out, err = waiver.Add(t.path, out, index, given); err != nil {
			return err
		}
	}
	to := safefile.Options{Force: true, Guard: &safefile.Guard{}}
	to.Guard.Reads(append(w.o.rules, w.o.against...)...)
	if w.o.beside != "" {
		to.Guard = w.guard
	}
	if _, err := safefile.Write(t.path, out, to); err != nil {
		return err
	}
	switch {
	case w.json && !w.o.remove:
		return w.printLine(given)
	case w.json:
	case w.o.remove:
		w.sayf("删去了 %d 项说明：%s", len(old), filepath.ToSlash(t.path))
	default:
		fmt.Fprintln(w.people(), w.line(f))
		w.sayf("已说明：%s %s，写入 %s", given.Code, given.At, filepath.ToSlash(t.path))
	}
	return nil
}
