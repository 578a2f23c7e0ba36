package main

import (
	"net/http"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/serve/foreign"
	"github.com/gongbiao/gongbiao/internal/serve/worker"
)

// serveChildCommand is the process in which serve runs a stranger's layout. People have no use for it.
func (a *app) serveChildCommand() *cobra.Command {
	c := &cobra.Command{
		Use:    "layout",
		Short:  "serve 用它在单独的进程里运行别人带来的版式 run by serve",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a.service = true
			return worker.Serve(a.stdin, a.stdout, worker.Limits{}, func() (http.Handler, error) {
				e, err := a.engine()
				if err != nil {
					return nil, err
				}
				return foreign.Handler(e, producer, edition.Full()), nil
			})
		},
	}
	a.sources(c)
	return c
}
