package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

func (a *app) fontsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "fonts",
		Short:   "内置字体：列出、查缺字、导出 faces",
		Example: "  gongbiao fonts list\n  gongbiao fonts check 表.json",
	}
	c.AddCommand(a.fontsListCommand(), a.fontsCheckCommand(), a.fontsExportCommand())
	return c
}

func (a *app) fontsListCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "有哪些字库、用于哪些字体、收多少字 faces and what they cover",
		Example: "  gongbiao fonts list\n  gongbiao fonts list --font-dir 字体/",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			set, err := a.faces()
			if err != nil {
				return err
			}
			all := set.List()
			if a.json {
				return a.printJSON(all)
			}
			for _, f := range all {
				fmt.Fprintf(a.stdout, "%s  %s\n", f.Name, f.Label)
				if len(f.Families) > 0 {
					fmt.Fprintf(a.stdout, "    用于 %s\n", strings.Join(f.Families, "、"))
				} else {
					fmt.Fprintln(a.stdout, "    别的字库没有的字才用它")
				}
				fmt.Fprintf(a.stdout, "    %d 字，%d 字形；%s\n", f.Characters, f.Glyphs, f.File)
				for _, c := range f.Coverage {
					fmt.Fprintf(a.stdout, "    %s %d / %d\n", c.Name, c.Have, c.Of)
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	a.facesFlag(c.Flags())
	return c
}

func (a *app) fontsCheckCommand() *cobra.Command {
	var o inputFlags
	c := &cobra.Command{
		Use:     "check 文件…",
		Short:   "数据里有没有字库没有的字 characters no face has",
		Example: "  gongbiao fonts check 表.json\n  gongbiao fonts check 2024/ --font-dir 字体/",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			e, err := a.local()
			if err != nil {
				return err
			}
			all, err := a.missing(c.Context(), e, args, o)
			if err != nil {
				return err
			}
			if a.json {
				if err := a.printJSON(all); err != nil {
					return err
				}
			} else {
				for _, f := range all {
					fmt.Fprintln(a.stdout, a.line(f))
				}
			}
			if slices.ContainsFunc(all, func(f finding.Finding) bool { return f.Code != render.FontVariant }) {
				return exit(batch.ExitData)
			}
			if !a.json {
				fmt.Fprintln(a.stdout, "所有的字都有字形")
			}
			return nil
		},
	}
	o.layoutFlag(c.Flags(), "用这个版式；不写则看记录的 form")
	o.ledgerFlags(c.Flags())
	c.Flags().BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	a.sources(c)
	return c
}

// missing is what the records of the inputs want and no face has. A record that is wrong says so, and keeps no other
// from being looked at; what ends the reading is the error.
func (a *app) missing(ctx context.Context, e *render.Engine, inputs []string, o inputFlags) (finding.List, error) {
	all := finding.List{}
	err := a.source(o, e).All(ctx, inputs, func(input string, index int, d *data.Value, err error) error {
		var l finding.List
		if d != nil && err == nil {
			l, err = characters(ctx, e, d, o.layout)
		}
		var wrong *finding.DataError
		if index > 0 && errors.As(err, &wrong) {
			l, err = wrong.List, nil
		}
		for _, n := range l {
			if n.Record == "" && index > 1 {
				n.Record = fmt.Sprintf("第 %d 条", index)
			}
			if n.Severity == finding.Error || n.Code == render.FontMissing || n.Code == render.FontVariant {
				all = append(all, n)
			}
		}
		return err
	})
	return all, err
}

// characters is what there is to say of a record that finds its layout.
func characters(ctx context.Context, e *render.Engine, d *data.Value, layout string) (finding.List, error) {
	f, err := e.Load(ctx, d, layout)
	if err == nil {
		_, err = f.Measured()
	}
	if err != nil {
		return nil, err
	}
	return f.Notes(), nil
}

func (a *app) fontsExportCommand() *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:     "export 文件夹",
		Short:   "把内置字体和许可写到文件夹 write faces and licences",
		Example: "  gongbiao fonts export 字体/",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			var errs []error
			to := a.outIn(args[0], force)
			for name, data := range fonts.Shipped() {
				path := filepath.Join(args[0], filepath.FromSlash(name))
				if _, err := safefile.Write(path, data, to); err != nil {
					errs = append(errs, err)
					continue
				}
				fmt.Fprintln(a.stdout, path)
			}
			return errors.Join(errs...)
		},
	}
	overwrite(c.Flags(), &force)
	return c
}
