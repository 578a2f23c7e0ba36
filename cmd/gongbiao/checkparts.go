package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/gongbiao/gongbiao/internal/audit/part"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
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
	h := part.Head{Part: c.shard.I, Of: c.shard.N, Release: edition.Full()}
	if h.Asked, err = c.asked(ctx); err != nil {
		return err
	}
	c.hashes = map[string]string{}
	to := c.app.out(true)
	to.Root = c.o.parts
	c.part, err = part.Create(c.o.parts, h, to)
	return err
}

// asked is a hash over what decides what is found, beside the records: flags, and the files that flags name, by what
// they hold.
func (c *checked) asked(ctx context.Context) (string, error) {
	sum := sha256.New()
	aliases := make([]string, 0, len(c.aliases))
	for _, x := range c.aliases {
		aliases = append(aliases, x.Column, x.Field)
	}
	if err := report.JSON(sum, []any{c.o.layout, c.o.sheet, c.o.ignore, aliases, len(c.o.rules), len(c.o.against)}); err != nil {
		return "", err
	}
	for _, path := range batch.Files(slices.Concat(c.o.rules, c.o.against, c.app.waivers)) {
		data, err := readInput(ctx, path)
		if err != nil {
			return "", err
		}
		one := sha256.Sum256(data)
		sum.Write(one[:])
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// saw notes a record of this part or another with the layout it is checked by.
func (c *checked) saw(input string, index int, d *data.Value) {
	if d == nil {
		c.part.Saw(input, index, nil, "")
		return
	}
	name := d.LayoutName(c.o.layout)
	hash, ok := c.hashes[name]
	if !ok {
		hash, _ = c.au.Library.Hash(name) // a record without a layout says so itself
		c.hashes[name] = hash
	}
	c.part.Saw(input, index, d, hash)
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
