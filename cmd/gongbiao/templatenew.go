package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/fromblank"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/office"
	"github.com/gongbiao/gongbiao/internal/skeleton"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) templateNewCommand() *cobra.Command {
	var from string
	var force, withOffice bool
	c := &cobra.Command{
		Use:   "new 表单/地方 [--from 官方空表.xlsx]",
		Short: "把官方空表画成版式，或从骨架开始 a new layout, from an official blank or a skeleton",
		Long: `读官方空表（Excel、Word、网页、PDF、CSV；旧 .doc、.wps 加 --office）的格子、合并、列宽、行高、字体、框线、对齐、打印设置，
写成版式文件 表单/地方.yaml；只有 .xlsx 什么都说，别的文件没说的按常用的画。
空格猜成字段，每个猜的字段都写明是从哪里猜的，请逐条核对。表单已有的（如 self-evaluation）用它的字段，没有的另写 form.yaml。
没有空表的不写 --from：写出一个有注释的骨架，每个字段都有一格，照着纸上的改；表单也是新的，连 form.yaml 一起写。
写在 --templates 的文件夹里，不写则是当前文件夹。`,
		Example: `  gongbiao template new self-evaluation/某市 --from 空表.xlsx --templates 我的版式
  gongbiao template new 物资领用/某局 --templates 我的版式`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id := args[0]
			form, place, _ := strings.Cut(id, "/")
			if form == "" || place == "" || strings.ContainsAny(place, "/@ ") ||
				filepath.ToSlash(filepath.Clean(id)) != id || strings.ContainsAny(id, `\:*?"<>|`) {
				return usagef("版式名 %q 应是 表单/地方，例如 self-evaluation/某市", id)
			}
			if _, _, err := templates.Embedded().Source(id); err == nil { // nobody could use it
				return usagef("版式 %s 是程序自带的，另起一个名字，例如 %s-本地", id, id)
			}
			dir := a.templates
			if dir == "" {
				dir = "."
			}
			known, err := a.formOf(dir, form)
			if err != nil {
				return err
			}
			if from == "" {
				return a.beginLayout(dir, form, place, known, force)
			}
			data, err := readInput(c.Context(), from)
			if err != nil {
				return err
			}
			if withOffice {
				if data, err = viaOffice(c.Context(), filepath.Base(from), data); err != nil {
					return batch.Input(err)
				}
			}
			r, err := fromblank.Convert(filepath.Base(from), data, fromblank.Options{ID: id, Form: known})
			if err != nil {
				return batch.Input(err)
			}
			a.findings(r.Notes)
			if err := a.writeLayout(r, filepath.Join(dir, form), place, force); err != nil {
				return err
			}
			if r.Fields > 0 {
				fmt.Fprintf(a.stdout, "猜了 %d 处，都写在版式开头，请逐条核对\n", r.Fields)
			}
			return a.lookOver(filepath.Join(dir, form, place+".yaml"))
		},
	}
	c.Flags().StringVar(&from, "from", "", "官方空表（.xlsx、.docx、.html、.mht、.xls、.et、.pdf、.csv）")
	c.Flags().BoolVar(&withOffice, "office", false, "旧的 .doc、.wps、.rtf 由本机的 LibreOffice 转一下再读")
	overwrite(c.Flags(), &force)
	return c
}

// lookOver says what lint says of a layout just written.
func (a *app) lookOver(path string) error {
	faces, err := a.faces()
	if err != nil {
		return err
	}
	list, err := templates.Embedded().Lint(path, faces)
	if err != nil {
		return err
	}
	unprinted := 0
	list = slices.DeleteFunc(list, func(f finding.Finding) bool {
		if f.Code == "LAYOUT-FIELD-NOT-PRINTED" {
			unprinted++
		}
		return f.Code == "LAYOUT-FIELD-NOT-PRINTED"
	})
	if a.findings(list); unprinted > 0 {
		fmt.Fprintf(a.stdout, "表单有 %d 个字段还没有打印的地方，用 gongbiao template lint 看是哪些\n", unprinted)
	}
	if list.HasErrors() {
		return exit(batch.ExitUnreadable)
	}
	return nil
}

// beginLayout writes a layout to begin with, where there is no official blank: it prints every field of the form. A
// form that is not there yet is begun too.
func (a *app) beginLayout(dir, form, place string, known *model.Form, force bool) error {
	folder := filepath.Join(dir, form)
	path, formPath := filepath.Join(folder, place+".yaml"), filepath.Join(folder, "form.yaml")
	to := a.outIn(folder, force)
	if err := to.Reserve(path, formPath); err != nil {
		return err
	}
	if known == nil {
		if err := a.put(formPath, skeleton.Form(form), to); err != nil {
			return err
		}
		var err error
		if known, err = a.formOf(dir, form); err != nil {
			return err
		}
	}
	if err := a.put(path, skeleton.Layout(form, place, known), to); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "照着纸上的表改，随时看样子：gongbiao template preview %s -o 预览.pdf\n", filepath.ToSlash(path))
	return a.lookOver(path)
}

// viaOffice is a file that only LibreOffice reads as a Word document; any other stays as it is.
func viaOffice(ctx context.Context, name string, data []byte) ([]byte, error) {
	program, ok := office.Find()
	if !ok {
		return nil, usagef("--office：本机没有找到 LibreOffice")
	}
	f, err := intake.Open(name, data, intake.Limits{})
	if err != nil || !office.Takes(f.Kind) {
		return data, err
	}
	made, err := program.DOCX(ctx, f)
	if err != nil {
		return nil, err
	}
	return made[0].DOCX, made[0].Err
}

// writeLayout writes a new layout into the folder of its form, with the form and an empty record.
func (a *app) writeLayout(r *fromblank.Result, dir, place string, force bool) error {
	names := []string{filepath.Join(dir, place+".yaml"), filepath.Join(dir, "samples", place+"-空.json")}
	data := [][]byte{r.Layout, r.Record}
	if r.Form != nil {
		names, data = append(names, filepath.Join(dir, "form.yaml")), append(data, r.Form)
	}
	to := a.outIn(dir, force)
	if err := to.Reserve(names...); err != nil {
		return err
	}
	for i, name := range names {
		if err := a.put(name, data[i], to); err != nil {
			return err
		}
	}
	return nil
}

// formOf is a form by name, in the folder or shipped; nil if there is none.
func (a *app) formOf(dir, id string) (*model.Form, error) {
	library := templates.Embedded()
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		if library, err = templates.Open(dir, library); err != nil {
			return nil, err
		}
	}
	f, err := library.Form(id)
	var none *finding.TemplateError
	if errors.As(err, &none) && len(none.List) > 0 && none.List[0].Code == "LAYOUT-UNKNOWN-FORM" {
		return nil, nil
	}
	return f, err
}
