package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/gongbiao/gongbiao/internal/audit/part"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/shard"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// partly says what does not go with --parts.
func (o *checkFlags) partly(shard batch.Shard, args []string) error {
	switch {
	case shard.Whole():
		return usagef("--parts 要和 --shard 一起用，例如 --shard 2/5")
	case o.out != "":
		return usagef("-o 不和 --parts 同用：问题清单由 check --merge 写")
	case slices.Contains(args, batch.Stdin):
		return usagef("--shard 要每个程序都读到全部输入，标准输入做不到")
	}
	return nil
}

// begin begins the file of this part.
func (c *checked) begin(ctx context.Context) (err error) {
	h := shard.Head{Part: c.shard.I, Of: c.shard.N, Release: edition.Full()}
	files := slices.Concat(c.o.rules, c.o.against, c.app.waivers)
	flags := []any{c.o.layout, c.o.sheet, c.o.ignore, pairs(c.aliases), len(c.o.rules), len(c.o.against)}
	if h.Asked, err = asked(ctx, files, flags); err != nil {
		return err
	}
	c.hash = layoutHashes(c.au.Library, c.o.layout)
	to := c.app.out(true)
	to.Root = c.o.parts
	c.part, err = part.Create(c.o.parts, h, to)
	return err
}

// asked is a hash over what decides what a part makes or finds, beside the records: flags, and the files that flags
// name, by what they hold.
func asked(ctx context.Context, files []string, flags []any) (string, error) {
	sum := sha256.New()
	if err := report.JSON(sum, flags); err != nil {
		return "", err
	}
	for _, path := range batch.Files(files) {
		data, err := readInput(ctx, path)
		if err != nil {
			return "", err
		}
		one := sha256.Sum256(data)
		sum.Write(one[:])
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// pairs are what --map says, one after the other.
func pairs(l []ledger.Alias) (out []string) {
	for _, x := range l {
		out = append(out, x.Column, x.Field)
	}
	return out
}

// layoutHashes gives the hash of a record's layout; none of an input that could not be read, and of a record whose
// layout is not there, which says so itself.
func layoutHashes(library *templates.Library, layout string) func(*data.Value) string {
	known := map[string]string{}
	return func(d *data.Value) string {
		if d == nil {
			return ""
		}
		name := d.LayoutName(layout)
		hash, ok := known[name]
		if !ok {
			hash, _ = library.Hash(name)
			known[name] = hash
		}
		return hash
	}
}

// checkMerge makes the report of what all parts have found.
func (a *app) checkMerge(args []string, o checkFlags, fail int, level finding.Severity) error {
	if o.shard != "" || o.parts != "" || o.layout != "" || len(o.rules)+len(o.against)+len(a.waivers) > 0 {
		return usagef("--merge 只合成各份查出的：--shard、--parts、-t、--rules、--against、--waivers 在查各份时写")
	}
	paths, err := part.Find(args)
	if err != nil {
		return err
	}
	a.guard.Reads(paths...)
	if o.out != "" {
		if err := a.out(o.force).Reserve(o.out); err != nil {
			return err
		}
	}
	c := a.checked(o, fail, level)
	end, err := part.Join(paths, c.take)
	if err != nil {
		return err
	}
	a.repeats.end(a.stderr, a.lang)
	if c.read == 0 {
		return c.nothing()
	}
	if err := c.close(end); err != nil {
		return err
	}
	return c.verdict()
}
