package main

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/doctor"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/signed"
)

func (a *app) doctorCommand() *cobra.Command {
	var verify bool
	var key string
	c := &cobra.Command{
		Use:   "doctor",
		Short: "体检：版本、字体、系统、能不能写，装的程序对不对 what this machine is, for a help desk",
		Long: `看这台机器：程序的版本、字体、有没有宋体和办公软件、窗口的编码、能写哪里。什么也不改。
--verify 拿装好的每个文件与随程序来的清单（SHA256SUMS）核对，并核对清单的签名；--key 是信得过的公钥。

有错误时退出码是 1；提示不算。`,
		Example: `  gongbiao doctor
  gongbiao doctor --verify --key 公表.pub`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			m, err := a.machine()
			if err != nil {
				return err
			}
			r := doctor.Look(m)
			if verify || key != "" {
				var trusted ed25519.PublicKey
				if key != "" {
					text, err := readInput(c.Context(), key)
					if err != nil {
						return err
					}
					if trusted, err = signed.ParseKey(string(text)); err != nil {
						return usagef("--key %s：不是 ssh-keygen 写的 ed25519 公钥", key)
					}
				}
				r.Verify(m.Exe, trusted)
			}
			return a.diagnosis(r)
		},
	}
	f := c.Flags()
	f.BoolVar(&verify, "verify", false, "核对装好的文件和清单的签名 verify the install")
	f.StringVar(&key, "key", "", "信得过的公钥文件（ssh-ed25519 …） the key that is trusted")
	f.BoolVar(&a.json, "json", false, "以 JSON 输出 as JSON")
	return c
}

func (a *app) machine() (m doctor.Machine, err error) {
	if m.Exe, err = os.Executable(); err != nil { // Linux without /proc: what it was called by
		if m.Exe, err = exec.LookPath(os.Args[0]); err == nil {
			m.Exe, err = filepath.Abs(m.Exe)
		}
	}
	if err != nil {
		return m, err
	}
	if real, err := filepath.EvalSymlinks(m.Exe); err == nil { // a link to an install is that install
		m.Exe = real
	}
	if m.Work, err = os.Getwd(); err != nil {
		return m, err
	}
	m.Program = fmt.Sprintf("gongbiao %s %s/%s %s", edition.Full(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	m.Getenv, m.LookPath = a.getenv, exec.LookPath
	return m, nil
}

// diagnosis prints what was seen: facts to stdout, findings to stderr.
func (a *app) diagnosis(r doctor.Report) error {
	if a.json {
		if err := a.printJSON(r); err != nil {
			return err
		}
	} else {
		for _, f := range r.Facts {
			name := f.Name
			if a.lang == "en" {
				name = f.English
			}
			fmt.Fprintf(a.people(), "%s：%s\n", name, f.Value)
		}
		a.findings(r.Findings)
	}
	if r.Findings.HasErrors() {
		return exit(1)
	}
	return nil
}
