// Gongbiao 公表 renders structured data as official Chinese fiscal tables. In: arguments, record files, layouts. Out:
// PDF and XLSX files, results on stdout, everything else on stderr, and an exit code
// (docs/decisions/0003-files-and-exit-codes.md). It only wires: what it does is in the packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
)

func main() {
	frugal()
	consoleUTF8()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	args := os.Args[1:]
	cobra.MousetrapHelpText = "" // a double click is no mistake: it opens the page
	runs, dropped := fromDesk(args, clicked())
	code := batch.ExitFine
	for _, args := range runs {
		if one := run(ctx, args, os.Stdin, os.Stdout, os.Stderr); one != batch.ExitFine {
			code = one
		}
	}
	if dropped || len(args) == 0 && clicked() && code != batch.ExitFine { // the window would close over what it says
		fmt.Fprintln(os.Stderr, "按回车键关闭窗口")
		_, _ = os.Stdin.Read(make([]byte, 1))
	}
	os.Exit(code)
}

// run is the program without the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: &sticky{w: stdout}, stderr: char.Writer{W: stderr}, bar: stderr, getenv: os.Getenv, now: time.Now}
	root := a.command(args...)
	if lang := languageOf(args); lang != "" {
		a.lang = lang
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	defer a.guard.Close()
	if err == nil {
		err = a.stdout.err
	}
	if a.layouts != nil {
		a.findings(a.layouts.Used())
	}
	return a.finish(ctx, err)
}

// exit is an error that only carries an exit code; what there is to say has been said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// finish says what err has to say and gives the exit code.
func (a *app) finish(ctx context.Context, err error) int {
	var code exit
	var use *usage
	var file *safefile.Error
	switch {
	case errors.As(err, &code):
		return int(code)
	case err == nil:
		return batch.ExitFine
	case errors.Is(err, syscall.EPIPE): // the reader of our results has gone; it knows
		return batch.ExitUnwritable
	case ctx.Err() != nil:
		a.sayf("已中断")
		return batch.ExitInterrupted
	case errors.As(err, &use):
		a.sayf("用法错误：%s", say(a.lang, use.format, use.args...))
		return batch.ExitUsage
	case errors.As(err, &file):
		a.sayf("%v", file)
		return batch.ExitUnwritable
	}
	switch l := finding.Of(err); {
	case l != nil:
		a.findings(l)
	case a.lang == "en":
		fmt.Fprintln(a.stderr, safefile.InEnglish(err))
	default:
		fmt.Fprintln(a.stderr, safefile.Say(err))
	}
	return batch.KindOf(err).Exit()
}

// sticky remembers the first error of writing to stdout, so that a full disk behind a pipe is not taken for success.
type sticky struct {
	w   io.Writer
	err error
}

func (s *sticky) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(b)
	if err != nil {
		s.err = &safefile.Error{Path: "标准输出", Reason: safefile.Other, Err: err}
	}
	return n, s.err
}
