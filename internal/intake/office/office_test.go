package office

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

func file(t *testing.T, name, data string) *intake.File {
	t.Helper()
	f, err := intake.Open(name, []byte(data), intake.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// program is a stand-in for LibreOffice: a script.
func program(t *testing.T, script string) Office {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a shell script stands in for LibreOffice")
	}
	p := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(p, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return Office{Program: p, Start: 20 * time.Second}
}

// What the program is told, and what is made of what it leaves.
func TestRun(t *testing.T) {
	o := program(t, `set -e
case "$1" in -env:UserInstallation=file:///*) ;; *) exit 9;; esac
grep -q DisableMacrosExecution profile/user/registrymodifications.xcu
test -z "$SECRET"
mkdir -p out
for last; do true; done
printf '%s' "$*" >out/0.docx
`)
	t.Setenv("SECRET", "x")
	rtf := `{\rtf1 x}`
	got, err := o.DOCX(context.Background(), file(t, "甲 $(x).rtf", rtf), file(t, "乙.rtf", rtf))
	if err != nil {
		t.Fatal(err)
	}
	if s := string(got[0].DOCX); !strings.Contains(s, "--headless") || !strings.Contains(s, "--convert-to docx") || strings.Contains(s, "甲") {
		t.Errorf("told %q", s)
	}
	if l := finding.Of(got[1].Err); len(l) != 1 || l[0].Code != "READ-OFFICE" || l[0].Pos.File != "乙.rtf" {
		t.Errorf("not made: %v", got[1].Err)
	}
}

// A program that hangs is ended, with what it started, and nothing is left of it.
func TestHangs(t *testing.T) {
	o := program(t, "sleep 60 & echo $! >\"$PWD/../pid\"; wait\n")
	o.Start, o.Each = time.Second, time.Nanosecond
	t.Setenv("TMPDIR", t.TempDir())
	began := time.Now()
	got, err := o.DOCX(context.Background(), file(t, "甲.rtf", `{\rtf1 x}`))
	if err != nil || time.Since(began) > 20*time.Second {
		t.Fatal(err, time.Since(began))
	}
	if l := finding.Of(got[0].Err); len(l) != 1 || !strings.Contains(l[0].Message, "时间") {
		t.Error(got[0].Err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "gongbiao-office-*")); len(left) != 0 {
		t.Error("left:", left)
	}
}
