package main

import (
	"fmt"
	"slices"
	"strings"
)

// target is a system the program is made for.
type target struct {
	os, arch string
	deb, rpm string // what the two kinds of packages call the architecture; empty: no packages
	image    bool   // a container image too
	says     string // for whom it is, in Chinese
}

// targets are all systems, the ones tried first. The oldest processors of each architecture are served: GOAMD64=v1 for
// 海光 and 兆芯, and what the other variables in build.go say.
var targets = []target{
	{"windows", "amd64", "", "", false, "Windows 10、11（64 位）"},
	{"windows", "arm64", "", "", false, "Windows 11（ARM）"},
	{"linux", "amd64", "amd64", "x86_64", true, "麒麟、统信等（海光、兆芯、Intel、AMD）"},
	{"linux", "arm64", "arm64", "aarch64", true, "麒麟、统信等（飞腾、鲲鹏）"},
	{"linux", "loong64", "loong64", "loongarch64", true, "龙芯 3A5000 以后，新世界系统"},
	{"linux", "riscv64", "riscv64", "riscv64", false, "RISC-V 的 Linux"},
	{"linux", "386", "i386", "i686", false, "32 位 Linux"},
	{"linux", "mips64le", "mips64el", "mips64el", false, "龙芯 3A4000 以前（MIPS）"},
	{"darwin", "arm64", "", "", false, "macOS（M 系列）"},
	{"darwin", "amd64", "", "", false, "macOS（Intel）"},
}

func (t target) String() string { return t.os + "-" + t.arch }

func (t target) program() string {
	if t.os == "windows" {
		return "gongbiao.exe"
	}
	return "gongbiao"
}

// chosen are the targets of a list such as linux-amd64,windows; empty: all. A name that is no target's is an error.
func chosen(list string) ([]target, error) {
	if list == "" {
		return targets, nil
	}
	names := strings.Split(list, ",")
	for _, name := range names {
		if !slices.ContainsFunc(targets, func(t target) bool { return name == t.String() || name == t.os }) {
			return nil, fmt.Errorf("no target %q; there are %v", name, targets)
		}
	}
	var out []target
	for _, t := range targets {
		if slices.Contains(names, t.String()) || slices.Contains(names, t.os) {
			out = append(out, t)
		}
	}
	return out, nil
}
