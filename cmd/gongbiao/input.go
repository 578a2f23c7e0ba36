package main

import (
	"context"
	"io"

	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/ledger"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// inputFlags say how the inputs of a command are read. Every command that takes records takes the same ones: files, ledgers,
// patterns and folders of them, and standard input.
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
}

// source is how the flags have inputs read; e finds the forms of ledgers.
func (a *app) source(o inputFlags, e *render.Engine) batch.Source {
	return batch.Source{
		Stdin: a.stdin, Layout: o.layout, Engine: e, Options: ledger.Options{Sheet: o.sheet, Ignore: o.ignore}, Meter: &batch.Meter{},
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
func each(ctx context.Context, s batch.Source, inputs []string, visit func(input string, index int, d *model.Data) error) error {
	return s.All(ctx, inputs, func(input string, index int, d *model.Data, err error) error {
		if err != nil {
			return err
		}
		return visit(input, index, d)
	})
}
