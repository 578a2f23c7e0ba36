package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/edition"
)

const producer = edition.Producer

func (a *app) versionCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "version",
		Short:   "版本 version",
		Example: "  gongbiao version\n  gongbiao version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version  string `json:"version"`
				Revision string `json:"revision,omitempty"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
			}{edition.Release, edition.Revision(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
			if a.json {
				return a.printJSON(v)
			}
			fmt.Fprintf(a.stdout, "gongbiao 公表 %s", v.Version)
			if v.Revision != "" {
				fmt.Fprintf(a.stdout, " (%s)", v.Revision)
			}
			fmt.Fprintf(a.stdout, " %s %s\n", v.Go, v.Platform)
			return nil
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	return c
}
