package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/serve/api"
)

func (a *app) serveCommand() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use:   "serve",
		Short: "本机的 HTTP 接口，给网页和程序用 an HTTP API on this machine",
		Long: `在本机开一个 HTTP 服务：网页和程序用 /v1 的接口。
只在本机可用：地址只能是 127.0.0.1、::1 或 localhost。按 Ctrl-C 停止。`,
		Example: "  gongbiao serve --listen 127.0.0.1:8080",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), listen) },
	}
	f := c.Flags()
	f.StringVar(&listen, "listen", "127.0.0.1:8080", "在哪个地址和端口")
	f.Bool("no-browser", false, "不打开浏览器")
	a.sources(c)
	return c
}

func (a *app) serve(ctx context.Context, listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usagef("--listen %s：只能是本机的地址，例如 127.0.0.1:8080", listen)
	}
	e, err := a.engine()
	if err != nil {
		return err
	}
	s := &http.Server{Handler: api.New(api.Options{Engine: e, Producer: producer, Release: release + "+" + revision()}), ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 120 * time.Second}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		a.sayf("不能在 %s 上服务：%v", listen, err)
		return exit(batch.ExitUnwritable)
	}
	fmt.Fprintf(a.stdout, "http://%s/\n", l.Addr())
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		stopped <- s.Shutdown(end)
	})
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
