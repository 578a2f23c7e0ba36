package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/receive"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// importReport writes what became of each file: as a workbook, or as JSON with a member a file.
func (a *app) importReport(items []*receive.Item, o collectFlags) error {
	if o.report == "" {
		return nil
	}
	var out []byte
	var err error
	if strings.EqualFold(filepath.Ext(o.report), ".json") {
		out, err = importJSON(items, recordPaths(items, o.out))
	} else {
		out, err = receive.Ledger(items, producer)
	}
	if err != nil {
		return err
	}
	return a.put(o.report, out, a.out(o.force))
}

// importJSON is the report as a list with a member a file, written one after the other: as one value they would be in
// memory several times.
func importJSON(items []*receive.Item, paths map[*receive.Item]string) ([]byte, error) {
	var b, one bytes.Buffer
	e := json.NewEncoder(&one)
	e.SetEscapeHTML(false)
	e.SetIndent("  ", "  ")
	if len(items) == 0 {
		return []byte("[]\n"), nil
	}
	sep := "[\n  "
	for _, it := range items {
		one.Reset()
		if err := e.Encode(collectedFile{Result: it.Result, State: it.State, Twice: it.Twice, Late: it.Late,
			Findings: it.Findings, Record: filepath.ToSlash(paths[it])}); err != nil {
			return nil, err
		}
		b.WriteString(sep)
		b.Write(bytes.TrimSuffix(one.Bytes(), []byte("\n")))
		sep = ",\n  "
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}

// proofPaths are where the proofs of what was read are written, "" where none can be: that is in the report.
func proofPaths(items []*receive.Item, dir string) map[*receive.Item]string {
	if dir == "" {
		return nil
	}
	paths := recordPaths(items, dir)
	for it, p := range paths {
		if paths[it] = strings.TrimSuffix(p, ".json") + ".pdf"; it.State == receive.Unprintable || it.State == receive.Partial {
			delete(paths, it)
		}
	}
	return paths
}

// importProofs writes a proof of each record that was read, with a mark on each cell that something was said of.
func (a *app) importProofs(ctx context.Context, e *render.Engine, items []*receive.Item, paths map[*receive.Item]string,
	o collectFlags) error {
	to := a.outIn(o.review, o.force)
	for _, it := range items {
		path := paths[it]
		if path == "" {
			continue
		}
		var proof []byte
		err := data.Read(filepath.Base(it.File), it.Result.Data, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			f, err := e.Load(ctx, d, it.Result.Layout)
			if err == nil {
				proof, err = e.Bytes(ctx, render.PDF, render.Options{}, f.With(render.Proof(remark.Doubts(it.Findings))))
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := a.put(path, proof, to); err != nil {
			return err
		}
	}
	return nil
}
