//go:build !fleet

package main

import "context"

// unfit is what a program built without the tag fleet says.
func (a *app) unfit() error {
	return usagef("这个程序不带多台机器一起排的部分（大 14 MB）：用 go build -tags fleet ./cmd/gongbiao 做的那个；不用队列也可以分着做，见 render --shard")
}

func (a *app) work(context.Context, []string, fleetFlags) error   { return a.unfit() }
func (a *app) submit(context.Context, []string, fleetFlags) error { return a.unfit() }
func (a *app) jobs(context.Context, []string, fleetFlags) error   { return a.unfit() }
