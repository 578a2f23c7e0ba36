package main

import (
	"cmp"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) templatePreviewCommand() *cobra.Command {
	var record, edge string
	var o output
	c := &cobra.Command{
		Use:   "preview 版式或文件",
		Short: "看版式的样子：样例试排，画出网格、列宽和字段名 preview a layout",
		Long: `把样例排成 PDF，先是试排（画出网格：列号、列宽 mm、行号；固定文字灰底），后是同一张表写上各格的字段名。
可以写版式名（self-evaluation/shanghai），也可以写版式文件（我的版式/self-evaluation/某市.yaml）。
样例取版式旁 samples/ 里的；没有的话编一份；也可以用 --record 给一份记录。`,
		Example: "  gongbiao template preview 我的版式/self-evaluation/某市.yaml -o 预览.pdf",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.path != "" && !strings.EqualFold(filepath.Ext(o.path), ".pdf") {
				return usagef("-o %s 应以 %s 结尾", o.path, ".pdf")
			}
			k := slices.Index(sample.Cases, edge)
			if k < 0 && edge != "" {
				return usagef("--%s 只能是 %s，不是 %q", "case", list(sample.Cases), edge)
			}
			e, id, err := a.oneLayout(args[0])
			if err != nil {
				return err
			}
			e.Pictures = besideRecord
			l, err := e.Library.Layout(id)
			if err != nil {
				return err
			}
			if o.path == "" {
				o.path = path.Base(l.ID) + "-预览.pdf"
			}
			done := false
			first := func(d *data.Value, err error) error {
				if err != nil || done {
					return err
				}
				done = true
				f, err := e.Load(c.Context(), d, id)
				if err != nil {
					mayBeEmpty(err)
					return err
				}
				f = f.With(render.Preview)
				data, err := e.Bytes(c.Context(), render.PDF, render.Options{}, f)
				if err != nil {
					return err
				}
				a.findings(f.Notes())
				return a.deliver(o, data)
			}
			invented := func(edge sample.Case) error {
				sum, _ := summary.Compile(l.Form, l.Params)
				return data.Read("样例", sample.Append(nil, l.Form,
					sample.Options{Layout: l.ID, Seed: 1, Summary: sum, Case: edge}, 0), first)
			}
			samples := e.Library.Samples(id)
			names := slices.Sorted(maps.Keys(samples))
			switch {
			case record != "":
				err = a.source(inputFlags{layout: id}, e).All(c.Context(), []string{record},
					func(_ string, _ int, d *data.Value, err error) error { return first(d, err) })
			case k >= 0:
				err = invented(sample.Case(k))
			case len(names) > 0:
				err = data.Read(names[0], samples[names[0]], first)
			default:
				err = invented(sample.Full)
			}
			return err
		},
	}
	f := c.Flags()
	o.flags(f, "写到这个文件（.pdf）；不写是 版式名-预览.pdf")
	f.StringVar(&record, "record", "", "用这份记录试排")
	f.StringVar(&edge, "case", "", "编一份记录试排：usual、full、longest、empty、many、rare")
	a.facesFlag(f)
	return c
}

// mayBeEmpty tells who draws a layout what to do where a required field is left empty on the paper.
func mayBeEmpty(err error) {
	list := finding.Of(err)
	for i := range list {
		if f := &list[i]; f.Code == "DATA-MISSING" {
			names := slices.DeleteFunc(strings.Fields(f.Place), func(s string) bool { return s == "第" || s == "行" || strings.Trim(s, "0123456789") == "" })
			f.Hint = cmp.Or(f.Hint, "补填") + "；表上本来就空着的，版式里写 fields: {" + strings.Join(names, ".") + ": {required: false}}"
		}
	}
}

// oneLayout is the engine for a layout named by id or by file; a file's library is the folder its form's folder lies
// in.
func (a *app) oneLayout(arg string) (*render.Engine, string, error) {
	id := arg
	if ext := filepath.Ext(arg); ext == ".yaml" || ext == ".yml" {
		abs, err := filepath.Abs(arg)
		if err != nil {
			return nil, "", err
		}
		dir := filepath.Dir(abs)
		a.guard.Reads(layoutInputs(filepath.Dir(dir))...)
		id = filepath.Base(dir) + "/" + strings.TrimSuffix(filepath.Base(abs), ext)
		library, err := templates.Open(filepath.Dir(dir), templates.Embedded())
		if err != nil {
			return nil, "", err
		}
		faces, err := a.faces()
		if err != nil {
			return nil, "", err
		}
		return &render.Engine{Library: library.Tried(), Faces: faces}, id, nil
	}
	e, err := a.engine()
	return e, id, err
}
