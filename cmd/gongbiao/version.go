package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version of this program; a build from a tagged module says its own.
const release = "0.1.0"

// producer is how the files of this program name it.
const producer = "Gongbiao " + release

func (a *app) versionCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "版本 version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version  string `json:"version"`
				Revision string `json:"revision,omitempty"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
			}{release, revision(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
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

// revision is the commit this program was built from, with + when files were changed, as far as the toolchain noted it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var rev, dirty string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			rev = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	if rev == "" {
		return ""
	}
	return rev + dirty
}
