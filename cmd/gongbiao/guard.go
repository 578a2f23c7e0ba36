package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/safefile"
)

// role says what the value of a flag that takes a text is to a run.
type role int

const (
	noFile  role = iota // no file
	reads               // files that are read
	library             // a folder of layouts that are read
	faces               // a folder of faces that are read
	writes              // a file or folder that is written
)

// roles has every flag that takes a text; a test holds the commands against it. A flag has one role in all commands,
// but for roleOf.
var roles = map[string]role{
	"output": writes, "parts": writes, "queue-dir": writes, "ledger": writes, "report": writes, "review": writes,
	"against": reads, "findings": reads, "from": reads, "list": reads, "map": reads, "profile": reads, "record": reads, "rules": reads, "units": reads,
	"waivers": reads,
	"auth":    reads, "key": reads, "tls-cert": reads, "tls-key": reads, "tls-ca": reads, "token-file": reads, "creds": reads,
	"style":     reads,
	"templates": library, "font-dir": faces,
	"folder": noFile, // internal/mcp guards what it reads and writes there: nothing is written over
	"allow":  noFile, "answer": noFile, "at": noFile, "attach": noFile, "by": noFile, "case": noFile, "code": noFile, "contact": noFile,
	"cover-date": noFile, "date": noFile, "due": noFile, "fail-on": noFile, "footer": noFile, "format": noFile,
	"group": noFile, "header": noFile, "ignore": noFile, "lang": noFile, "level": noFile, "name": noFile, "number": noFile,
	"order": noFile, "page-number": noFile, "painter": noFile, "phone": noFile, "reason": noFile, "says": noFile, "shard": noFile,
	"sheet": noFile, "layout": noFile, "listen": noFile, "stage": noFile, "standard": noFile, "template": noFile, "title": noFile, "unit": noFile,
	"host": noFile, "max-body": noFile, "max-unzipped": noFile, "max-wait": noFile, "job-bytes": noFile, "timeout": noFile, "keep": noFile, "grace": noFile, "until": noFile,
	"store":  noFile, // written only by internal/fleet, under keys of its own, over nothing
	"server": noFile, "metrics": noFile, "patience": noFile,
	"trust-header": noFile, "trusted-proxy": noFile,
	"site-url": noFile, "watermark": noFile, "with-errors": noFile, "withdraw": noFile,
}

// roleOf is the role of a flag in a command.
func roleOf(c *cobra.Command, flag string) role {
	if c.CommandPath() == "gongbiao template new" && flag == "templates" {
		return writes // the new layout is put there
	}
	if c.CommandPath() == "gongbiao waive" && flag == "waivers" {
		return writes // one waiver is put there
	}
	return roles[flag]
}

// guardInputs begins the run's guard: every file that arguments and flags name, and standard input. What is in a
// folder of records is added by those who know which of it they read.
func (a *app) guardInputs(c *cobra.Command, args []string) {
	a.guard = &safefile.Guard{}
	for _, p := range batch.Expand(args) {
		if info, err := os.Stat(p); err == nil && !info.IsDir() { // not the name of a layout, and no folder to write into
			a.guard.Reads(p)
		}
	}
	if f, ok := a.stdin.(*os.File); ok {
		a.guard.ReadsOpen(f, "标准输入")
	}
	c.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if s, ok := f.Value.(pflag.SliceValue); ok {
			values = s.GetSlice()
		}
		for _, v := range values {
			switch roleOf(c, f.Name) {
			case reads:
				a.guard.Reads(batch.Files([]string{v})...)
			case library:
				a.guard.Reads(layoutInputs(v)...)
			case faces:
				a.guard.Reads(fonts.Files(v)...)
			}
		}
	})
}

// overwrite adds --force.
func overwrite(f *pflag.FlagSet, force *bool) {
	f.BoolVar(force, "force", false, "覆盖内容不同的旧文件 overwrite")
}

// out are the options of an output file.
func (a *app) out(force bool) safefile.Options {
	return safefile.Options{Force: force, Guard: a.guard}
}

// outIn are the options of outputs in a folder.
func (a *app) outIn(dir string, force bool) safefile.Options {
	return safefile.Options{Force: force, Guard: a.guard, Root: dir}
}

// layoutInputs are the files of a folder of layouts: those of forms, their samples and pictures.
func layoutInputs(dir string) []string {
	var out []string
	for _, pattern := range []string{"*.y*ml", "*.png", "*.jpg", "*.jpeg", filepath.Join("samples", "*"),
		filepath.Join("*", "*.png"), filepath.Join("*", "*.jpg"), filepath.Join("*", "*.jpeg")} {
		found, _ := filepath.Glob(filepath.Join(globEscape(dir), "*", pattern)) // the pattern is a good one
		out = append(out, found...)
	}
	return out
}
