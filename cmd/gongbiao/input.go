package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// inputFlags say how the inputs of a command are read. Every command that takes records takes the same ones: files,
// ledgers, patterns and folders of them, and standard input.
type inputFlags struct {
	layout string // for all records; empty: each names its own
	sheet  string
	ignore []string
}

// layoutFlag adds -t.
func (o *inputFlags) layoutFlag(f *pflag.FlagSet, what string) {
	f.StringVarP(&o.layout, "template", "t", "", what)
}

// ledgerFlags adds what only ledgers need.
func (o *inputFlags) ledgerFlags(f *pflag.FlagSet) {
	f.StringVar(&o.sheet, "sheet", "", "台账（XLSX）在哪张工作表")
	f.StringSliceVar(&o.ignore, "ignore", nil, "台账里不读的列")
	mapFlag(f)
}

// mapFlag adds --map, for lists of units too. It is read before the command runs.
func mapFlag(f *pflag.FlagSet) {
	f.StringArray("map", nil, "台账的列名与表里的名称不同：指标值=年度指标值，可写多次；或写对照表的文件名（.yaml、.csv、.xlsx）")
}

// readAliases reads what --map says: pairs, and files of them.
func (a *app) readAliases(c *cobra.Command) error {
	if c.Flags().Lookup("map") == nil {
		return nil
	}
	texts, err := c.Flags().GetStringArray("map")
	for _, text := range texts {
		if one, ok := ledger.ParseAlias(text); ok {
			one.Pos.File = "--map"
			a.aliases = append(a.aliases, one)
			continue
		}
		data, err := readInput(c.Context(), text)
		if err != nil {
			return err
		}
		more, err := ledger.ReadAliases(text, data)
		if err != nil {
			return batch.Input(err)
		}
		a.aliases = append(a.aliases, more...)
	}
	return err
}

// source is how the flags have inputs read; e finds the forms of ledgers.
func (a *app) source(o inputFlags, e *render.Engine) batch.Source {
	return batch.Source{
		Stdin: a.stdin, Layout: o.layout, Engine: e,
		Options: ledger.Options{Sheet: o.sheet, Ignore: o.ignore, Map: a.aliases}, Meter: &batch.Meter{},
		Note: func(f finding.Finding) { a.findings(finding.List{f}) },
	}
}

// readInput reads a file, or a pipe, that a flag or an argument names, whole.
func readInput(ctx context.Context, path string) ([]byte, error) {
	f, err := safefile.OpenWaiting(ctx, path)
	if err == nil {
		defer f.Close()
		var data []byte
		if data, err = io.ReadAll(f); err == nil {
			return data, nil
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, batch.InputError(path, err)
}

// each is batch.Source.All for commands that end with the first thing that cannot be read.
func each(ctx context.Context, s batch.Source, inputs []string, visit func(input string, index int, d *data.Value) error) error {
	return s.All(ctx, inputs, func(input string, index int, d *data.Value, err error) error {
		if err != nil {
			return err
		}
		return visit(input, index, d)
	})
}

// pick visits one record of a file, the first being 1, or all of them for 0. What cannot be read is passed over
// before that one.
func pick(ctx context.Context, s batch.Source, path string, index int, visit func(*data.Value) error) error {
	n := 0
	err := s.All(ctx, []string{path}, func(_ string, i int, d *data.Value, err error) error {
		if n++; i > 0 && index != 0 && n != index {
			return nil
		}
		if err != nil {
			return err
		}
		return visit(d)
	})
	if err == nil && index > n {
		return usagef("--index %d：只有 %d 条记录", index, n)
	}
	return err
}
