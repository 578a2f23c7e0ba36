package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) newCommand() *cobra.Command {
	var layout, out string
	var force bool
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
			switch strings.ToLower(filepath.Ext(out)) {
			case ".yaml", ".yml":
				data = l.Form.SkeletonYAML(layout)
			case ".json", "":
			default:
				return usagef("-o %s 应以 %s 结尾", out, either{".json", ".yaml"})
			}
			return a.deliver(out, data, force)
		},
	}
	f := c.Flags()
	f.StringVarP(&layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	f.StringVarP(&out, "output", "o", "", "写到这个文件：.json 或 .yaml")
	overwrite(f, &force)
	f.StringVar(&a.templates, "templates", "", "自己的版式文件夹，在内置版式之外")
	return c
}
