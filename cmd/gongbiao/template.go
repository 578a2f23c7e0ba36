package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
)

func (a *app) templateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "template",
		Short:   "版式：列出、原文、新画、检查、预览、说明 layouts",
		Example: "  gongbiao template list\n  gongbiao template show self-evaluation/shanghai > 某市.yaml",
	}
	a.layoutsFlag(c.PersistentFlags())
	c.AddCommand(a.templateListCommand(), a.templateShowCommand(), a.templateLintCommand(), a.templateDocCommand(),
		a.templatePreviewCommand(), a.templateNewCommand())
	return c
}

func (a *app) templateListCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "有哪些版式、出自哪里、哪些已核对 all layouts",
		Example: "  gongbiao template list\n  gongbiao template list --templates 我的版式",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			library, err := a.library()
			if err != nil {
				return err
			}
			all := library.List()
			if a.json {
				return a.printJSON(all)
			}
			for _, l := range all {
				id := l.ID
				if l.Version != "" {
					id += "@" + l.Version
				}
				fmt.Fprintf(a.stdout, "%s  %s", id, l.Name)
				if l.Place != "" {
					fmt.Fprintf(a.stdout, "  %s", l.Place)
				}
				if !l.Current {
					fmt.Fprint(a.stdout, "  旧版")
				}
				if !l.Embedded {
					fmt.Fprintf(a.stdout, "  %s", filepath.ToSlash(l.File))
				}
				fmt.Fprintln(a.stdout)
				for _, x := range [][2]string{{"依据", l.Source}, {"核对", l.Confirmed}} {
					if x[1] != "" {
						fmt.Fprintf(a.stdout, "    %s：%s\n", x[0], x[1])
					}
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	return c
}

func (a *app) templateShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show 版式或表单",
		Short: "版式文件的原文，可以另存了改；只写表单名的，是它的 form.yaml the file of a layout or a form",
		Example: `  gongbiao template show self-evaluation/shanghai
  gongbiao template show self-evaluation`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			library, err := a.library()
			if err != nil {
				return err
			}
			source := library.Source
			if !strings.Contains(args[0], "/") {
				source = library.FormSource
			}
			data, _, err := source(args[0])
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(data)
			return err
		},
	}
}

func (a *app) templateLintCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "lint 文件、文件夹或版式…",
		Short: "检查版式文件和它的样例、form.yaml、checks.yaml、校验库，一次说出全部错误 check layout files",
		Example: `  gongbiao template lint my/self-evaluation/henan.yaml
  gongbiao template lint self-evaluation/shanghai`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			library, err := a.library()
			if err != nil {
				return err
			}
			faces, err := a.faces()
			if err != nil {
				return err
			}
			files, err := layoutFiles(args)
			if err != nil {
				return err
			}
			all := finding.List{}
			for _, file := range files {
				lint := library.Lint
				if isID(file) {
					lint = library.LintID
				}
				list, err := lint(file, faces)
				switch {
				case finding.Of(err) != nil:
					return err
				case err != nil:
					return batch.InputError(file, err)
				}
				if all = append(all, list...); !list.HasErrors() {
					more, err := a.tried(c.Context(), file)
					if err != nil {
						return err
					}
					all = append(all, more...)
				}
			}
			if a.json {
				if err := a.printJSON(all); err != nil {
					return err
				}
			} else {
				a.findings(all)
			}
			if all.HasErrors() {
				return exit(batch.ExitUnreadable)
			}
			if !a.json && len(all) == 0 {
				fmt.Fprintln(a.stdout, "没有发现问题")
			}
			return nil
		},
	}
	a.facesFlag(c.Flags())
	c.Flags().BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	return c
}

// isID says whether an argument names a layout: no file is there, and none is meant.
func isID(arg string) bool {
	_, err := os.Stat(arg)
	ext := strings.ToLower(filepath.Ext(arg))
	return errors.Is(err, fs.ErrNotExist) && ext != ".yaml" && ext != ".yml"
}

// layoutFiles puts the layout files of a folder in its place: <form>/*.yaml in a library, *.yaml in the folder of a
// form.
func layoutFiles(args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			out = append(out, arg) // a file that is not there is told by whoever opens it
			continue
		}
		before := len(out)
		for _, pattern := range []string{"*.yaml", filepath.Join("*", "*.yaml")} {
			files, err := filepath.Glob(filepath.Join(globEscape(arg), pattern))
			if err != nil {
				return nil, err
			}
			out = append(out, files...)
		}
		if len(out) == before {
			return nil, usagef("%s 里没有版式文件（.yaml）", filepath.ToSlash(arg))
		}
	}
	return out, nil
}

// globEscape makes a path a pattern for itself. On Windows the backslash cannot escape, and * and ? are in no path.
func globEscape(s string) string {
	if filepath.Separator == '\\' {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
