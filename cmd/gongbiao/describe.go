package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) templateDocCommand() *cobra.Command {
	var out string
	var force bool
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
			return a.deliver(out, data, force)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "写到这个文件（.md）")
	overwrite(c.Flags(), &force)
	return c
}

func (a *app) schemaCommand() *cobra.Command {
	var layout, out string
	var force bool
	c := &cobra.Command{
		Use:   "schema -t 版式",
		Short: "记录的格式，JSON Schema 2020-12 the shape of a record",
		Long: `写出一条记录的 JSON Schema（2020-12），给编辑器和写记录的程序用：编辑器里有提示和补全，程序在交来之前就能自查。
只是警告的（如金额里写“约5万”）不算错。不写 -o 时写到标准输出。`,
		Example: "  gongbiao schema -t self-evaluation/shanghai -o 表.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			l, err := a.layout(layout)
			if err != nil {
				return err
			}
			return a.deliver(out, l.Form.Schema(layout), force)
		},
	}
	f := c.Flags()
	f.StringVarP(&layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	f.StringVarP(&out, "output", "o", "", "写到这个文件（.json）")
	overwrite(f, &force)
	f.StringVar(&a.templates, "templates", "", "自己的版式文件夹，在内置版式之外")
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

// deliver writes data to a file and says its name, or without a file to stdout.
func (a *app) deliver(out string, data []byte, force bool) error {
	if out == "" {
		_, err := a.stdout.Write(data)
		return err
	}
	return a.put(out, data, a.out(force))
}

// put writes data to a file and says its name, which --json says otherwise.
func (a *app) put(path string, data []byte, to safefile.Options) error {
	_, err := safefile.Write(path, data, to)
	if err == nil && !a.json {
		fmt.Fprintln(a.stdout, filepath.ToSlash(path))
	}
	return err
}
