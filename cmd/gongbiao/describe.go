package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) templateDocCommand() *cobra.Command {
	var o output
	c := &cobra.Command{
		Use:     "doc 版式",
		Short:   "版式的说明：字段、计算、设置、校验（Markdown） describe a layout",
		Example: "  gongbiao template doc self-evaluation/shanghai -o 说明.md",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := a.layout(args[0])
			if err != nil {
				return err
			}
			data, err := l.Manual()
			if err != nil {
				return err
			}
			return a.deliver(o, data)
		},
	}
	o.flags(c.Flags(), "写到这个文件（.md）")
	return c
}

func (a *app) schemaCommand() *cobra.Command {
	var layout string
	var o output
	c := &cobra.Command{
		Use:   "schema -t 版式 | layout | form",
		Short: "记录的格式，JSON Schema 2020-12 the shape of a record",
		Long: `写出一条记录的 JSON Schema（2020-12），给编辑器和写记录的程序用：编辑器里有提示和补全，程序在交来之前就能自查。
只是警告的（如金额里写“约5万”）不算错。不写 -o 时写到标准输出。

写 layout 或 form，得到版式文件、表单文件自己的 JSON Schema（draft-07），给 VS Code 一类的编辑器补全和查错用。
With layout or form: of layout files or form files, for editors.`,
		Example:   "  gongbiao schema -t self-evaluation/shanghai -o 表.schema.json\n  gongbiao schema layout -o layout.schema.json",
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"layout", "form"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && layout == "" {
				return a.deliver(o, templates.EditorSchema(args[0] == "form"))
			}
			l, err := a.layout(layout)
			if err != nil {
				return err
			}
			return a.deliver(o, l.Form.Schema(layout))
		},
	}
	f := c.Flags()
	f.StringVarP(&layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	o.flags(f, "写到这个文件（.json）")
	a.layoutsFlag(f)
	return c
}

func (a *app) newCommand() *cobra.Command {
	var layout string
	var o output
	c := &cobra.Command{
		Use:   "new -t 版式",
		Short: "写一份空记录来填 an empty record to fill in",
		Long: `写一份空记录，字段按表的次序，能自动计算的不列。-o 以 .yaml 结尾时写成 YAML，每个字段前有填写说明。
不写 -o 时写到标准输出。有哪些版式：gongbiao template list`,
		Example: "  gongbiao new -t self-evaluation/shanghai -o 表.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			l, err := a.layout(layout)
			if err != nil {
				return err
			}
			data := l.Form.Skeleton(layout)
			switch strings.ToLower(filepath.Ext(o.path)) {
			case ".yaml", ".yml":
				data = l.Form.SkeletonYAML(layout)
			case ".json", "":
			default:
				return usagef("-o %s 应以 %s 结尾", o.path, either{".json", ".yaml"})
			}
			return a.deliver(o, data)
		},
	}
	f := c.Flags()
	f.StringVarP(&layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	o.flags(f, "写到这个文件：.json 或 .yaml")
	a.layoutsFlag(f)
	return c
}

// noLayout is the usage error of a command that was told no layout.
func noLayout() error {
	return usagef("要用 -t 说明版式，例如 -t self-evaluation/shanghai；有哪些版式：gongbiao template list")
}

func (a *app) layout(id string) (*templates.Layout, error) {
	if id == "" {
		return nil, noLayout()
	}
	library, err := a.library()
	if err != nil {
		return nil, err
	}
	return library.Layout(id)
}

// output is the one file that a command writes.
type output struct {
	path  string
	force bool
}

func (o *output) flags(f *pflag.FlagSet, what string) {
	f.StringVarP(&o.path, "output", "o", "", what)
	overwrite(f, &o.force)
}

// deliver writes data to a file and says its name, or without a file to stdout.
func (a *app) deliver(o output, data []byte) error {
	if o.path == "" {
		_, err := a.stdout.Write(data)
		return err
	}
	return a.put(o.path, data, a.out(o.force))
}

// put writes data to a file and says its name, which --json says otherwise.
func (a *app) put(path string, data []byte, to safefile.Options) error {
	_, err := safefile.Write(path, data, to)
	if err == nil && !a.json {
		fmt.Fprintln(a.stdout, filepath.ToSlash(path))
	}
	return err
}
