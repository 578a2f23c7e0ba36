package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/serve"
	"github.com/gongbiao/gongbiao/internal/serve/gate"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
)

type serveFlags struct {
	listen             string
	hosts              []string
	noBrowser, public  bool
	auth               string
	trustHeader        string
	trustedProxies     []string
	cert, key          string
	body, jobBytes     bytesFlag
	unzipped           bytesFlag
	records, files     int
	jobRecords, jobs   int
	timeout, wait      time.Duration
	keep               time.Duration
	grace              time.Duration
	concurrency, queue int
}

func (a *app) serveCommand() *cobra.Command {
	o := serveFlags{body: 32 << 20, unzipped: 192 << 20, jobBytes: 2 << 30}
	c := &cobra.Command{
		Use:   "serve",
		Short: "在浏览器里填表、校验、出表；给程序的接口 the page and the HTTP API",
		Long: `开一个网页：选表、照着纸面的样子填、边填边校验、出 PDF 和 XLSX；给程序的接口在 /v1，说明在 /openapi.json。
默认只有本机能用，并打开浏览器；按 Ctrl-C 停止。服务不留任何数据：后台任务的文件放在私有的临时文件夹，过了 --keep 或停止时删除。

给别的机器用要有口令：gongbiao serve token 名称 生成一个，把打印的一行放进文件，用 --auth 文件 启动。`,
		Example: `  gongbiao serve
  gongbiao serve --listen 0.0.0.0:8080 --auth 口令.txt --host biao.example.gov.cn --no-browser`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), o) },
	}
	f := c.Flags()
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", "在哪个地址和端口；默认的端口被占用时用下一个 address")
	f.BoolVar(&o.noBrowser, "no-browser", false, "不打开浏览器")
	f.BoolVar(&o.public, "public-pc", false, "多人共用的电脑：网页不留草稿")
	f.StringSliceVar(&o.hosts, "host", nil, "浏览器用来访问的主机名，localhost 和数字地址之外的，可写多次")
	f.StringVar(&o.auth, "auth", "", "口令文件，每行由 gongbiao serve token 生成；改了文件立即生效")
	f.StringVar(&o.trustHeader, "trust-header", "", "反向代理在这个头里写已登录的用户，例如 X-Remote-User；要和 --trusted-proxy 一起用")
	f.StringSliceVar(&o.trustedProxies, "trusted-proxy", nil, "可信的反向代理的地址或网段，例如 10.1.0.0/16，可写多次")
	f.StringVar(&o.cert, "tls-cert", "", "HTTPS 的证书（PEM）；要和 --tls-key 一起用")
	f.StringVar(&o.key, "tls-key", "", "HTTPS 的私钥（PEM）")
	f.Var(&o.body, "max-body", "一次请求的内容最大多少，例如 32MiB")
	f.Var(&o.unzipped, "max-unzipped", "一个文件（工作簿、台账、Word、PDF）解开后最大多少，例如 192MiB")
	f.IntVar(&o.records, "max-records", 2000, "一次请求最多几条记录")
	f.IntVar(&o.files, "max-files", 2000, "一次上传最多几个文件")
	f.DurationVar(&o.timeout, "timeout", 30*time.Second, "一次请求最长多久，等候在内")
	f.IntVar(&o.concurrency, "concurrency", 0, "同时处理几个请求，0 为处理器个数")
	f.IntVar(&o.queue, "queue", 64, "另有几个请求可以等候；再多的答复 503")
	f.DurationVar(&o.wait, "max-wait", 5*time.Second, "一个请求最多等候多久；再久的答复 503，请过几秒再来")
	f.IntVar(&o.jobs, "max-jobs", 32, "最多几个后台任务，做完没有取走的在内")
	f.IntVar(&o.jobRecords, "job-records", 20_000, "一个后台任务最多几条记录")
	f.Var(&o.jobBytes, "job-bytes", "一个后台任务最多做出多少，例如 2GiB")
	f.DurationVar(&o.keep, "keep", time.Hour, "后台任务的结果留多久")
	f.DurationVar(&o.grace, "grace", 30*time.Second, "停止时，正在处理的请求最多等多久")
	a.sources(c)
	c.AddCommand(a.serveTokenCommand(), a.serveChildCommand())
	return c
}

func (a *app) serve(ctx context.Context, o serveFlags) error {
	a.service = true
	opt, err := a.serveOptions(o)
	if err != nil {
		return err
	}
	config, err := o.tls()
	if err != nil {
		return err
	}
	l, err := a.open(o.listen)
	if err != nil {
		return err
	}
	s, err := serve.New(opt)
	if err != nil {
		l.Close()
		return err
	}
	// The gate gives bodies and answers their time, each by itself: events go on for as long as a job does.
	h := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		TLSConfig: config, ErrorLog: slog.NewLogLogger(opt.Log.Handler(), slog.LevelDebug)}
	a.findings(a.layouts.Yours())
	a.welcome(l, o, config != nil)
	go s.Warm(ctx)
	return a.untilStopped(ctx, h, s, l, o.grace)
}

// untilStopped serves until ctx ends, then lets what is being answered come to its end.
func (a *app) untilStopped(ctx context.Context, h *http.Server, s *serve.Server, l net.Listener, grace time.Duration) error {
	failed := make(chan error, 1)
	go func() {
		if h.TLSConfig != nil {
			failed <- h.ServeTLS(l, "", "")
			return
		}
		failed <- h.Serve(l)
	}()
	select {
	case err := <-failed:
		s.Stop()
		return err
	case <-ctx.Done():
	}
	a.sayf("正在停止")
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	s.Stop()
	err := h.Shutdown(end)
	if errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	<-failed
	a.sayf("已停止；没有留下文件")
	return err
}

// serveOptions are what the flags say.
func (a *app) serveOptions(o serveFlags) (opt serve.Options, err error) {
	for flag, n := range map[string]int64{"max-body": int64(o.body), "max-unzipped": int64(o.unzipped), "max-wait": int64(o.wait), "max-records": int64(o.records), "max-files": int64(o.files),
		"timeout": int64(o.timeout), "queue": int64(o.queue), "max-jobs": int64(o.jobs), "job-records": int64(o.jobRecords),
		"job-bytes": int64(o.jobBytes), "keep": int64(o.keep), "grace": int64(o.grace), "concurrency": int64(o.concurrency) + 1} {
		if n <= 0 {
			return opt, usagef("--%s 应大于 0", flag)
		}
	}
	if opt.Engine, err = a.engine(); err != nil {
		return opt, err
	}
	if opt.Faces, err = fonts.Sum(a.fontDir); err != nil {
		return opt, batch.InputError(a.fontDir, err)
	}
	if opt.Proxies, err = o.proxies(); err != nil {
		return opt, err
	}
	if o.auth != "" || o.trustHeader != "" {
		opt.Auth = &gate.Auth{}
	}
	if o.auth != "" {
		keys := &keysFile{path: o.auth, tell: a.findings}
		if err := keys.read(); err != nil {
			return opt, err
		}
		opt.Auth.Keys = keys.now
	}
	opt.Program, _ = os.Executable() // without /proc it is not known: then nobody brings a layout
	opt.Arguments = []string{"serve", "layout"}
	for flag, value := range map[string]string{"templates": a.templates, "font-dir": a.fontDir} {
		if value != "" {
			opt.Arguments = append(opt.Arguments, "--"+flag, value)
		}
	}
	if a.templatesOnly {
		opt.Arguments = append(opt.Arguments, "--templates-only")
	}
	host, _, err := net.SplitHostPort(o.listen)
	if err != nil {
		return opt, usagef("--listen %s：应写成 地址:端口，例如 127.0.0.1:8080", o.listen)
	}
	if !loopback(host) && opt.Auth == nil {
		return opt, usagef("--listen %s：别的机器也能访问，要用 --auth 口令文件；口令用 gongbiao serve token 名称 生成", o.listen)
	}
	if opt.Hosts = o.hosts; host != "" {
		opt.Hosts = append(opt.Hosts, host)
	}
	opt.Producer, opt.Release, opt.PublicPC, opt.Now = producer, edition.Full(), o.public, a.now
	opt.Limits = gate.Limits{Body: int64(o.body), Time: o.timeout, Concurrency: o.concurrency, Queue: o.queue, Wait: o.wait}
	opt.Unzip, opt.Records, opt.JobRecords, opt.JobBytes = int64(o.unzipped), o.records, o.jobRecords, int64(o.jobBytes)
	opt.Jobs = jobs.Options{Keep: o.keep, Files: o.files, Jobs: o.jobs}
	level := slog.LevelInfo
	if opt.Auth == nil && isTerminal(a.bar) { // on a desk nobody reads the requests
		level = slog.LevelWarn
	}
	opt.Log = slog.New(slog.NewJSONHandler(a.bar, &slog.HandlerOptions{Level: level}))
	return opt, nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func (o *serveFlags) proxies() (p gate.Proxies, err error) {
	if o.trustHeader != "" && len(o.trustedProxies) == 0 {
		return p, usagef("--trust-header 要和 --trusted-proxy 一起用：谁都可以写这个头")
	}
	p.Who = o.trustHeader
	for _, s := range o.trustedProxies {
		n, err := netip.ParsePrefix(s)
		if err != nil {
			one, err := netip.ParseAddr(s)
			if err != nil {
				return p, usagef("--trusted-proxy %s：应是地址或网段，例如 10.1.0.0/16", s)
			}
			n = netip.PrefixFrom(one, one.BitLen())
		}
		p.From = append(p.From, n.Masked())
	}
	return p, nil
}

func (o *serveFlags) tls() (*tls.Config, error) {
	if o.cert == "" && o.key == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		return nil, usagef("--tls-cert 和 --tls-key：读不了，或不是一对")
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// nextPorts is how many ports after the usual one are tried.
const nextPorts = 20

// open listens. On this machine a port that is taken makes room for the next: whoever double-clicks twice gets two.
func (a *app) open(listen string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return nil, usagef("--listen %s：应写成 地址:端口，例如 127.0.0.1:8080", listen)
	}
	l, err := net.Listen("tcp", listen)
	if first, e := strconv.Atoi(port); e == nil && first > 0 && loopback(host) {
		for n := first + 1; taken(err) && n <= first+nextPorts && n < 1<<16; n++ {
			if l, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n))); err == nil {
				a.sayf("端口 %s 已被占用，改用 %d", port, n)
			}
		}
	}
	if err != nil {
		a.sayf("不能在 %s 上服务：端口已被占用，或这台机器没有这个地址", listen)
		return nil, exit(batch.ExitUnwritable)
	}
	return l, nil
}

func taken(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}

// welcome says where the page is and opens it.
func (a *app) welcome(l net.Listener, o serveFlags, encrypted bool) {
	scheme := "http"
	if encrypted {
		scheme = "https"
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	host, _, _ := net.SplitHostPort(o.listen)
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		if host = "127.0.0.1"; len(o.hosts) > 0 {
			host = o.hosts[0]
		}
	}
	url := scheme + "://" + net.JoinHostPort(host, port) + "/"
	fmt.Fprintln(a.stdout, url)
	a.sayf("在浏览器里打开 %s；关掉这个窗口或按 Ctrl-C 就停止", url)
	if !o.noBrowser && loopback(strings.Trim(host, "[]")) && a.getenv("SSH_CONNECTION") == "" {
		browse(url)
	}
}
