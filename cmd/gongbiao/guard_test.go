package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everyCommand calls f for every command.
func everyCommand(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, f)
	}
}

func commands(t *testing.T) *cobra.Command {
	t.Helper()
	return (&app{stdin: strings.NewReader(""), stdout: &sticky{w: io.Discard}, stderr: io.Discard, getenv: os.Getenv}).command()
}

// A command that is called is found under its own name, and is then the only one whose flags are made.
func TestTree(t *testing.T) {
	a := &app{stdin: strings.NewReader(""), stdout: &sticky{w: io.Discard}, stderr: io.Discard, getenv: os.Getenv}
	names := map[string]bool{"help": true, "completion": true}
	for _, b := range a.tree() {
		if c := b.grow(); c.Name() != b.name || len(c.Aliases) > 0 || names[b.name] {
			t.Errorf("%s: grows %s with aliases %q", b.name, c.Name(), c.Aliases)
		}
		names[b.name] = true
		if c := a.command(b.name, "x").Commands(); len(c) != 2 || !slices.ContainsFunc(c, func(c *cobra.Command) bool { return c.Name() == b.name }) {
			t.Errorf("%s: %d commands beside it", b.name, len(c))
		}
	}
	for _, args := range [][]string{nil, {"--lang", "en"}, {"help", "render"}, {"rendr"}, {"__complete", "ren"}} {
		if c := a.command(args...).Commands(); len(c) != len(names) {
			t.Errorf("%q: %d commands, want %d", args, len(c), len(names))
		}
	}
}

// Every flag that takes a text has a role, so that what it names is known to be read, written, or neither.
func TestRoles(t *testing.T) {
	used := map[string]bool{}
	everyCommand(commands(t), func(c *cobra.Command) {
		check := func(f *pflag.Flag) {
			kind := f.Value.Type()
			if kind == "bool" || strings.Contains(kind, "int") {
				return
			}
			used[f.Name] = true
			if _, known := roles[f.Name]; !known {
				t.Errorf("%s --%s: say in roles (guard.go) whether it names what is read, written or neither", c.CommandPath(), f.Name)
			}
		}
		c.Flags().VisitAll(check)
		c.PersistentFlags().VisitAll(check)
	})
	for name := range roles {
		if !used[name] {
			t.Errorf("roles has --%s, and no command does", name)
		}
	}
}

// overwrites are attempts to write over an input, each command that writes at least once. Of each = pair the second
// is first made a hard link to the first, so that a file of the wrong name stands in the way too.
var overwrites = map[string][]struct{ args, links, victim string }{
	"render": {
		{"render §/台账.xlsx --sheet 数据 -o §/台账.xlsx", "", "台账.xlsx"},
		{"render §/a.json -o §/a.pdf", "a.json=a.pdf", "a.json"},
		{"render §/a.json -o §/r.pdf --proof --rules §/r.yaml", "r.yaml=r.pdf", "r.yaml"},
		{"render §/a.json -o §/b.pdf --proof --against §/b.json", "b.json=b.pdf", "b.json"},
		{"render §/a.json -o §/x.pdf -t f/x --templates §/t", "t/f/x.yaml=x.pdf", "t/f/x.yaml"},
		{"render §/a.json -o §/form.xlsx -t f/x --templates §/t", "t/f/form.yaml=form.xlsx", "t/f/form.yaml"},
		{"render §/a.json -o §/f.xlsx --font-dir §/fonts", "fonts/f.ttf=f.xlsx", "fonts/f.ttf"},
		{"render §/in -o §/c.pdf", "in/c.json=c.pdf", "in/c.json"},
		{"render §/in/*.json -o §/c.pdf", "in/c.json=c.pdf", "in/c.json"},
		{"render §/a.json -f pdf -o §/out", "a.json=out/a.pdf", ""}, // numbered, see outputs.txtar
		{"render §/in/manifest.jsonl -f pdf -o §/in", "", "in/manifest.jsonl"},
	},
	"check": {
		{"check §/台账.xlsx -o §/台账.xlsx", "", "台账.xlsx"},
		{"check §/a.json -o §/a.json", "", "a.json"},
		{"check §/a.json -o §/r.yaml --rules §/r.yaml", "", "r.yaml"},
		{"check §/a.json -o §/b.json --against §/b.json", "", "b.json"},
		{"check §/a.json -o §/t/f/x.yaml --templates §/t", "", "t/f/x.yaml"},
	},
	"book": {
		{"book §/台账.xlsx --sheet 数据 -o §/台账.xlsx", "", "台账.xlsx"},
		{"book §/a.json -o §/a.pdf", "a.json=a.pdf", "a.json"},
		{"book §/in -o §/c.pdf", "in/c.json=c.pdf", "in/c.json"},
		{"book §/a.json --order list --list §/r.yaml -o §/r.pdf", "r.yaml=r.pdf", "r.yaml"},
		{"book §/many.jsonl --sheets 3 -o §/many.xlsx", "many.jsonl=many-甲.xlsx", "many.jsonl"},
	},
	"import": {
		{"import §/填.xlsx -t self-evaluation/shanghai -o §/out --ledger §/填.xlsx", "", "填.xlsx"},
		{"import §/填.xlsx -o §/out", "填.xlsx=out/填.json", "填.xlsx"},
		{"import §/填.xlsx -t self-evaluation/shanghai -o §/out --report §/填.xlsx", "", "填.xlsx"},
		{"import §/填.xlsx -t self-evaluation/shanghai -o §/out --review §/rv", "填.xlsx=rv/填.pdf", "填.xlsx"},
	},
	"form collect": {
		{"form collect §/填.xlsx -o §/out --ledger §/填.xlsx", "", "填.xlsx"},
		{"form collect §/forms -o §/out --ledger §/forms/乙.xlsx", "", "forms/乙.xlsx"},
		{"form collect §/填.xlsx -o §/out -t self-evaluation/shanghai --units §/名单.csv --ledger §/u.xlsx", "名单.csv=u.xlsx", "名单.csv"},
		{"form collect §/填.xlsx §/forms/乙.xlsx -o §/out", "forms/乙.xlsx=out/乙.json", "forms/乙.xlsx"},
	},
	"form new": {
		{"form new -t self-evaluation/shanghai --from §/a.json -o §/a.xlsx", "a.json=a.xlsx", "a.json"},
		{"form new -t f/x --templates §/t -o §/x.xlsx", "t/f/x.yaml=x.xlsx", "t/f/x.yaml"},
	},
	"new":          {{"new -t f/x --templates §/t -o §/t/f/x.yaml", "", "t/f/x.yaml"}},
	"schema":       {{"schema -t f/x --templates §/t -o §/t/f/form.yaml", "", "t/f/form.yaml"}},
	"sample":       {{"sample -t f/x --templates §/t -o §/t/f/samples/x.json", "", "t/f/samples/x.json"}},
	"template doc": {{"template doc f/x --templates §/t -o §/t/f/x.yaml", "", "t/f/x.yaml"}},
	"template preview": {
		{"template preview §/t/f/x.yaml -o §/x.pdf", "t/f/x.yaml=x.pdf", "t/f/x.yaml"},
		{"template preview §/t/f/x.yaml --record §/x.json -o §/x.pdf", "x.json=x.pdf", "x.json"},
		{"template preview f/x --templates §/t -o §/x.pdf", "t/f/form.yaml=x.pdf", "t/f/form.yaml"},
	},
	"template new": {
		{"template new g/y --from §/填.xlsx --templates §/t", "填.xlsx=t/g/y.yaml", "填.xlsx"},
		{"template new g/y --from §/填.xlsx --templates §/t", "填.xlsx=t/g/samples/y-空.json", "填.xlsx"},
	},
	"archive": {
		{"archive §/a.json --date 2025-01-01 --with-errors 甲 -o §/in", "", "in/c.json"},
		{"archive §/in --date 2025-01-01 --with-errors 丙 -o §/in", "", "in/c.json"},
	},
	"publish": {
		{"publish §/a.json --date 2025-01-01 --with-errors 甲 -o §/s --style §/r.yaml", "r.yaml=s/style.css", "r.yaml"},
		{"publish §/a.json --date 2025-01-01 --with-errors 甲 -o §/s", "a.json=s/index.html", "a.json"},
	},
	"review start":  {{"review start §/自评.json -o §/out", "自评.json=out/自评-复核.json", "自评.json"}},
	"diff":          {{"diff §/自评.json §/自评.json -o §/out", "自评.json=out/年度对照清单.xlsx", "自评.json"}},
	"review issues": {{"review issues §/复核.json -o §/out", "复核.json=out/甲-问题清单.json", "复核.json"}},
	"review close":  {{"review close §/通知.json -o §/通知.json", "", "通知.json"}},
	"review notice": {
		{"review notice §/清单.json --number 1号 -o §/out", "清单.json=out/甲-整改通知.json", "清单.json"},
		{"review notice §/清单.json --number 1号 -o §/out", "清单.json=out/甲-整改回复.json", "清单.json"},
	},
	"jobs": nil, "submit": nil, "work": nil, // as render, with the tag fleet; without it they say that it is missing
	"fonts export": nil, // reads nothing of the user's
}

// An output is never an input: whatever the command, the flag and the way the input is named, --force or not, its
// bytes stay, the sentence says why, and nothing else has been written before.
func TestNoOutputIsAnInput(t *testing.T) {
	racing.Apart(t)
	if runtime.GOOS == "windows" {
		t.Skip("hard links as on Unix")
	}
	everyCommand(commands(t), func(c *cobra.Command) {
		name := strings.TrimPrefix(c.CommandPath(), "gongbiao ")
		writer := strings.Contains(c.Use, "export")
		c.Flags().VisitAll(func(f *pflag.Flag) { writer = writer || roles[f.Name] == writes || f.Name == "force" })
		if _, has := overwrites[name]; has != writer {
			t.Errorf("%s: writes %v, has a row %v", name, writer, has)
		}
	})
	base := t.TempDir()
	do := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &out); code > 1 { // 1: it has something to say of the data
			t.Fatalf("%v: exit %d\n%s", args, code, out.String())
		}
	}
	put := func(dir, name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	many := ""
	for _, unit := range []string{"甲", "乙", "丙"} {
		many += record(`"项目名称":"项目","主管部门":"`+unit+`"`) + "\n"
	}
	files := map[string]string{"a.json": good, "b.json": `{"决算":{"全年执行数":"1"}}`, "in/c.json": good, "in/manifest.jsonl": good, "many.jsonl": many, "x.json": `{"form":"f/x","名":"甲"}`, "自评.json": `{"form":"self-evaluation/national","年度":"2024","项目名称":"甲","实施单位":"乙","绩效指标":[{"三级指标":"丙","分值":"90","得分":"90"}],"总分":{"得分":"100"}}`,
		"复核.json": `{"form":"review/common","年度":"2024","项目名称":"丁","实施单位":"甲","绩效指标":[{"三级指标":"丙","分值":"90","得分":"90","复核得分":"80","依据及佐证":"少做"}]}`,
		"通知.json": `{"form":"rectification/common","年度":"2024","单位名称":"甲","通知编号":"1号","问题表":[{"编号":"6CVV-0R35","项目":"乙","位置":"丙","问题":"丁"}]}`,
		"清单.json": `{"form":"issues/common","年度":"2024","单位名称":"甲","问题表":[{"编号":"6CVV-0R35","项目":"乙","位置":"丙","问题":"丁"}]}`, "r.yaml": "params: {}\n",
		"t/f/samples/x.json": `{"form":"f/x","名":"甲"}`, "fonts/f.ttf": face(), "名单.csv": "项目名称,年度\n甲,2022\n"}
	for name, text := range form("rows: '| {名} | 乙 |'") {
		if name != "a.json" {
			files[name] = text
		}
	}
	for name, text := range files {
		put(base, name, text)
	}
	do("form", "new", "-t", "self-evaluation/shanghai", "--from", filepath.Join(base, "a.json"), "-o", filepath.Join(base, "填.xlsx"))
	do("form", "collect", filepath.Join(base, "填.xlsx"), "-o", t.TempDir(), "--ledger", filepath.Join(base, "台账.xlsx"))
	for _, name := range []string{"填.xlsx", "台账.xlsx"} {
		b, err := os.ReadFile(filepath.Join(base, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(b)
	}
	files["forms/乙.xlsx"], files["forms/甲.xlsx"] = files["填.xlsx"], files["填.xlsx"]
	for command, rows := range overwrites {
		for _, c := range rows {
			t.Run(command+" "+c.victim, func(t *testing.T) {
				dir := t.TempDir()
				for name, text := range files {
					put(dir, name, text)
				}
				if from, to, ok := strings.Cut(c.links, "="); ok {
					os.MkdirAll(filepath.Dir(filepath.Join(dir, to)), 0o777)
					os.Remove(filepath.Join(dir, to))
					if err := os.Link(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
						t.Skip(err)
					}
				}
				before := listing(t, dir)
				var out, errs bytes.Buffer
				args := strings.Fields(strings.ReplaceAll(c.args, "§", dir))
				forced := args[0] != "archive" // which writes into an empty folder only, and takes no force
				if forced {
					args = append(args, "--force")
				}
				code := run(t.Context(), args, strings.NewReader(""), &out, &errs)
				if c.victim == "" {
					if code != 0 || !strings.Contains(errs.String(), "NAME-INPUT") {
						t.Errorf("exit %d: %s", code, errs.String())
					}
				} else if code != 5 || forced && (!strings.Contains(errs.String(), "就是输入文件") || !strings.Contains(errs.String(), "--force")) {
					t.Errorf("%s: exit %d, says %s%s", c.args, code, out.String(), errs.String())
				}
				for name, text := range files {
					if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != text {
						t.Errorf("%s: %s is no longer what it was, %v", c.args, name, err)
					}
				}
				if after := listing(t, dir); c.victim != "" && !slices.Equal(before, after) {
					t.Errorf("%s: was written before it was refused:\n%v\n%v", c.args, before, after)
				}
			})
		}
	}
}

// listing is the names of all files below dir.
func listing(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
