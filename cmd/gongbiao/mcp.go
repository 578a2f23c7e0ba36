package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/compare"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/mcp"
	"github.com/gongbiao/gongbiao/internal/serve/api"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) mcpCommand() *cobra.Command {
	var folders []string
	c := &cobra.Command{
		Use:   "mcp",
		Short: "给本机的助手（AI）用：选表、校验、出表 tools for a local assistant, over MCP",
		Long: `本机的助手（支持 Model Context Protocol 的程序）启动它，通过标准输入输出来问：有哪些表、要填什么、哪里不对、数从哪里来。
只读写 --folder 指定的文件夹，已有的文件不覆盖；不联网；不替人填数，没有写来源的数会被指出来。`,
		Example: `  gongbiao mcp --folder 绩效材料`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			a.service = true
			e, err := a.engine()
			if err != nil {
				return err
			}
			a.findings(a.layouts.Yours())
			s, err := mcp.New(mcp.Options{Folders: folders, Release: edition.Release, Compare: a.compareYears(e),
				Handler: api.New(api.Options{Engine: e, Producer: producer, Release: edition.Full()}),
				Form: func(id string) (*model.Form, error) {
					l, err := e.Layouts().Layout(id)
					if err != nil {
						return nil, err
					}
					return l.Form, nil
				}})
			if err != nil {
				return usagef("--folder %s：文件夹不存在或打不开", strings.Join(folders, "、"))
			}
			return mcp.Serve(c.Context(), s, a.stdin, a.stdout)
		},
	}
	c.Flags().StringArrayVar(&folders, "folder", nil, "助手可以读写的文件夹，可写多次；不写就不能读写文件")
	a.sources(c)
	return c
}

// compareYears is what diff does, with records in place of files.
func (a *app) compareYears(e *render.Engine) func(ctx context.Context, last, this []mcp.Record) (any, error) {
	return func(ctx context.Context, last, this []mcp.Record) (any, error) {
		var years [2][]*compare.Form
		sources := map[*templates.Layout]compare.Source{}
		for i, records := range [2][]mcp.Record{last, this} {
			for _, r := range records {
				err := data.Read(r.File, r.JSON, func(d *data.Value, err error) error {
					if err != nil {
						return err
					}
					f, err := e.Load(ctx, d, r.Layout)
					if err != nil {
						return err
					}
					x, err := formOf(f, r.File, r.Index, sources)
					years[i] = append(years[i], x)
					return err
				})
				if err != nil {
					return nil, err
				}
			}
		}
		r := compare.Years(years[0], years[1])
		return struct {
			Pairs any `json:"pairs"`
			compare.Rest
		}{r.Pairs, r.Rest()}, nil
	}
}
