//go:build fleet

package main

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/fleet"
	"github.com/gongbiao/gongbiao/render"
)

// job is what the flags ask for.
func (a *app) job(ctx context.Context, args []string, o fleetFlags) (*fleet.Job, error) {
	r := o.order
	switch {
	case o.chunk < 1 || o.chunk > 10_000:
		return nil, usagef("--%s 应在 %d 和 %d 之间", "chunk", 1, 10_000)
	case slices.Contains(args, batch.Stdin):
		return nil, usagef("--shard 要每个程序都读到全部输入，标准输入做不到")
	}
	j := &fleet.Job{Layout: r.layout, Release: edition.Full(), Inputs: args, Dir: o.out, Chunk: o.chunk,
		Ledger: fleet.Ledger{Sheet: r.sheet, Ignore: r.ignore, Map: a.aliases}}
	w := batch.Wanted{Name: r.name, Date: r.date, Formulas: r.formulas, DPI: r.dpi, Check: r.check, Standard: r.standard,
		Watermark: r.submission.Watermark, Header: r.submission.Header, Footer: r.submission.Footer, Code: r.submission.Code}
	for _, s := range r.formats {
		w.Formats = append(w.Formats, render.Format(strings.ToLower(strings.TrimSpace(s))))
	}
	if err := w.Ready(render.Formats(), render.Usual()); err != nil {
		return nil, a.wrong(err)
	}
	j.Wanted = w
	var err error
	if j.Faces, err = fonts.Sum(a.fontDir); err != nil {
		return nil, batch.InputError(a.fontDir, err)
	}
	return j, j.Look(ctx)
}

// wrong is an error of options in the language of the run.
func (a *app) wrong(err error) error {
	var w *batch.Wrong
	if errors.As(err, &w) && a.lang != "en" {
		return usagef("%v", w.Chinese)
	}
	return usagef("%v", err)
}

// token is the secret of the queue, from a file or the environment.
func (a *app) token(ctx context.Context, o fleetFlags) (string, error) {
	if o.tokenFile == "" {
		return a.getenv(tokenVariable), nil
	}
	b, err := readInput(ctx, o.tokenFile)
	t := strings.TrimSpace(string(b))
	if err == nil && t == "" {
		err = usagef("口令文件是空的：%s", o.tokenFile)
	}
	return t, err
}

// apart refuses a queue that strangers could reach.
func (o *fleetFlags) apart(token string) error {
	closed := token != "" || o.creds != ""
	if o.listen != "" {
		host, _, err := net.SplitHostPort(o.listen)
		if err != nil {
			return usagef("--listen %s：应如 127.0.0.1:4222", o.listen)
		}
		if !loopback(host) && !closed && o.cert == "" {
			return usagef("--listen %s 别的机器也够得着，要有口令（--token-file 或 %s）或 TLS（--tls-cert、--tls-key）", o.listen, tokenVariable)
		}
	}
	if o.server == "" {
		return nil
	}
	u, err := url.Parse(o.server)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "nats" && u.Scheme != "tls":
		return usagef("--server 应如 nats://10.0.0.1:4222 或 tls://…")
	case u.User != nil:
		return usagef("口令不写在命令行上：放在 --token-file 的文件或环境变量 %s 里", tokenVariable)
	case !loopback(u.Hostname()) && !closed && u.Scheme != "tls":
		return usagef("--server %s 不在本机，要有口令（--token-file 或 %s）或 TLS（tls://…）", o.server, tokenVariable)
	}
	return nil
}

// isFolder says whether a store is a folder.
func isFolder(store string) bool {
	return !strings.HasPrefix(store, "s3+") && !strings.Contains(store, "://")
}

// closed refuses secrets in the address of a store.
func closed(store string) error {
	if u, err := url.Parse(store); err == nil && u.User != nil {
		return usagef("密钥不写在命令行上：放在环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY，或 AWS_SHARED_CREDENTIALS_FILE 的文件里")
	}
	if !isFolder(store) {
		return nil
	}
	if info, err := os.Stat(store); err == nil && !info.IsDir() {
		return usagef("--store %s 是一个文件，不是文件夹", store)
	}
	return nil
}
