package judgetest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// python is the system's interpreter, for which the distribution packages the judges' libraries.
const python = "/usr/bin/python3"

// missing skips the test, or fails it where the judges are required.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("GONGBIAO_JUDGES") == "required" {
		t.Fatalf("%s is missing and GONGBIAO_JUDGES=required", what)
	}
	t.Skipf("%s is missing", what)
}

// shared is the folder that holds judges/ and samples/.
func shared(t *testing.T, elem ...string) string {
	t.Helper()
	dir := os.Getenv("GONGBIAO_SHARED")
	if dir == "" {
		missing(t, "GONGBIAO_SHARED")
	}
	p := filepath.Join(append([]string{dir}, elem...)...)
	if _, err := os.Stat(p); err != nil {
		missing(t, p)
	}
	return p
}

// outcome of a command.
type outcome struct {
	code           int
	stdout, stderr string
}

// run runs a command in dir ("" for here) without stdin; env is added to the environment. A command that cannot start
// or takes over five minutes fails the test.
func run(t *testing.T, dir string, env []string, name string, args ...string) outcome {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var out, errs bytes.Buffer
	c := exec.CommandContext(ctx, path, args...)
	c.Dir, c.Env, c.Stdout, c.Stderr = dir, append(os.Environ(), env...), &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatalf("%s: %v", name, err)
	}
	if ctx.Err() != nil {
		t.Fatalf("%s %v: %v", name, args, ctx.Err())
	}
	return outcome{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// passes runs a command that must exit with 0 and shows what it said when it does not.
func passes(t *testing.T, name string, args ...string) outcome {
	t.Helper()
	o := run(t, "", nil, name, args...)
	if o.code != 0 {
		t.Errorf("%s %s: exit %d\n%s%s", filepath.Base(name), strings.Join(args, " "), o.code, short(o.stdout), short(o.stderr))
	}
	return o
}

// judge runs a script of the judges that must pass.
func judge(t *testing.T, script string, args ...string) outcome {
	t.Helper()
	return passes(t, python, append([]string{shared(t, "judges", script)}, args...)...)
}

func short(s string) string {
	const most = 6000
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "\n…\n"
	}
	return s
}
