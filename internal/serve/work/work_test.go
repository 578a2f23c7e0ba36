package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// told takes down what a job tells.
type told struct {
	forms []jobs.Form
	read  int64
	each  func()
}

func (w *told) Form(f jobs.Form) {
	if w.forms = append(w.forms, f); w.each != nil {
		w.each()
	}
}
func (w *told) Read(done, _ int64) { w.read = done }

// order puts texts into a folder as the files of a job.
func order(t *testing.T, kind, options string, files ...string) jobs.Order {
	t.Helper()
	o := jobs.Order{Kind: kind, Options: json.RawMessage(options), In: filepath.Join(t.TempDir(), "in"), Out: filepath.Join(t.TempDir(), "out")}
	if err := errors.Join(os.Mkdir(o.In, 0o700), os.Mkdir(o.Out, 0o700)); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(files); i += 2 {
		if part, name, is := strings.Cut(files[i], "="); is {
			files[i] = name
			o.Beside = map[string][]string{part: {name}}
		} else {
			o.Files = append(o.Files, files[i])
		}
		if err := os.WriteFile(filepath.Join(o.In, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func runner() *Runner {
	return &Runner{Engine: &render.Engine{}, Producer: "test", Workers: 2, Records: 1000, Bytes: 1 << 30}
}

func made(t *testing.T, o jobs.Order) (out []string) {
	t.Helper()
	es, err := os.ReadDir(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		out = append(out, e.Name())
	}
	return out
}

func seed(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every kind makes what its command makes, tells of every form, and no path of ours gets into anything.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		kind, options string
		files         []string
		made          string
		kinds         string // of the forms
	}{
		{"render", `{"formats":["pdf"]}`, []string{"甲.json", seed(t), "乙.json", "{"}, "manifest.jsonl 失败清单.xlsx 甲.pdf", "fine unreadable"},
		{"render", `{"formats":["pdf","xlsx"],"name":"{序号}","check":true,"watermark":"征求意见稿"}`, []string{"甲.json", seed(t)}, "001.pdf 001.xlsx manifest.jsonl 失败清单.xlsx", "flawed"},
		{"check", ``, []string{"甲.json", seed(t), "乙.json", `{"form":"no/such"}`, "丙.json", "{"}, "校验.jsonl 问题清单.xlsx", "flawed unreadable unreadable"},
		{"book", `{"title":"汇编","duplex":true}`, []string{"甲.json", seed(t)}, "汇编.pdf", "fine"},
		{"book", `{"formats":["xlsx"]}`, []string{"甲.json", seed(t)}, "汇编.xlsx", "fine"},
		{"import", ``, []string{"甲.html", "<table><tr><td>1</td></tr></table>"}, "台账.xlsx 收表.jsonl", "未收"},
	} {
		o, w := order(t, c.kind, c.options, c.files...), &told{}
		if err := runner().Accept(o); err != nil {
			t.Errorf("%s %s: %v", c.kind, c.options, err)
			continue
		}
		if err := runner().Run(t.Context(), o, w); err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		var kinds []string
		for _, f := range w.forms {
			kinds = append(kinds, f.Kind)
			if strings.ContainsAny(f.Input, `/\`) || f.Kind != "fine" && f.Kind != "未收" && f.Errors == 0 {
				t.Errorf("%s: %+v", c.kind, f)
			}
		}
		if got := strings.Join(kinds, " "); got != c.kinds {
			t.Errorf("%s: told of %s, want %s", c.kind, got, c.kinds)
		}
		if got := strings.Join(made(t, o), " "); got != c.made || w.read == 0 {
			t.Errorf("%s: made %s, want %s; read %d", c.kind, got, c.made, w.read)
		}
		for _, name := range made(t, o) {
			b, err := os.ReadFile(filepath.Join(o.Out, name))
			if err != nil || strings.Contains(string(b), filepath.Dir(o.In)) {
				t.Errorf("%s: %s has a path of ours, %v", c.kind, name, err)
			}
		}
	}
}

// What cannot be done whatever the files hold is refused before anything is done, each in both languages.
func TestAccept(t *testing.T) {
	for _, c := range []string{`x {}`, `render {"formats":["doc"]}`, `render {"format":"pdf"}`, `render {"formats":"pdf"}`, `render {"dpi":9999}`,
		`render {"name":"{"}`, `render {"date":"明天"}`, `render {"watermark":"a\nb"}`, `render {"standard":"x"}`, `book {"formats":["pdf","xlsx"]}`,
		`book {"formats":["docx"]}`, `book {"pageNumber":"x"}`, `book {"order":"list"}`, `check {} {}`, `check []`} {
		kind, options, _ := strings.Cut(c, " ")
		err := runner().Accept(jobs.Order{Kind: kind, Options: json.RawMessage(options)})
		p := (*problem.Error)(nil)
		if !errors.As(err, &p) || p.Status != 400 || p.Findings[0].Code != "JOB-KIND" || p.Findings[0].English == "" {
			t.Errorf("%s: %v", c, err)
		}
	}
}

// A list of units becomes a workbook for each, as the command makes it; held against the list again, what comes back
// unfilled and what does not come is told apart.
func TestBlanks(t *testing.T) {
	const list = "主管部门,实施单位,项目名称\n甲局,甲中心,设备购置\n甲局,乙中心,../运维\n"
	const options = `{"layout":"self-evaluation/shanghai","rows":3,"spare":0}`
	o, w := order(t, "blanks", options, "units=名单.csv", list), &told{}
	if err := errors.Join(runner().Accept(o), runner().Run(t.Context(), o, w)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(made(t, o), " "); got != "乙中心-／运维.xlsx 甲中心-设备购置.xlsx" || len(w.forms) != 2 || w.forms[0].Record != "甲中心-设备购置.xlsx" {
		t.Errorf("made %s, told %+v", got, w.forms)
	}
	file, err := os.ReadFile(filepath.Join(o.Out, "甲中心-设备购置.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	back := order(t, "collect", options, "units=名单.csv", list, "回.xlsx", string(file))
	w = &told{}
	if err := errors.Join(runner().Accept(back), runner().Run(t.Context(), back, w)); err != nil {
		t.Fatal(err)
	}
	if len(w.forms) != 2 || w.forms[0].Kind != "未填" || w.forms[1].Kind != "未交" || w.forms[1].Input != "" || !strings.Contains(w.forms[1].Unit, "乙中心") {
		t.Errorf("%+v", w.forms)
	}
	for _, bad := range []string{"", "无此列\nx\n", "实施单位\n"} {
		o := order(t, "blanks", options, "units=名单.csv", bad)
		if err := runner().Run(t.Context(), o, &told{}); finding.Of(err) == nil || len(made(t, o)) > 0 {
			t.Errorf("%q: %v, made %v", bad, err, made(t, o))
		}
	}
	for _, c := range [][]string{{"blanks", options}, {"blanks", options, "名单.csv", list}, {"blanks", "{}", "units=名单.csv", list},
		{"blanks", `{"layout":"self-evaluation/shanghai","spare":-1}`, "units=名单.csv", list}, {"render", "", "units=名单.csv", list, "甲.json", "{}"},
		{"collect", "{}", "units=名单.csv", list, "甲.xlsx", ""}, {"collect", options, "units=名单.csv", list}} {
		p := (*problem.Error)(nil)
		if err := runner().Accept(order(t, c[0], c[1], c[2:]...)); !errors.As(err, &p) || p.Findings[0].Code != "JOB-KIND" {
			t.Errorf("%v: %v", c[:2], err)
		}
	}
}

// A book that would lack a form is not made, and the job says which and why.
func TestBookOfLess(t *testing.T) {
	o := order(t, "book", "", "甲.json", seed(t), "乙.json", `{"form":"no/such"}`)
	err := runner().Run(t.Context(), o, &told{})
	if err == nil || !strings.Contains(err.Error(), "乙.json") || strings.Contains(err.Error(), o.In) || len(made(t, o)) > 0 {
		t.Errorf("%v, made %v", err, made(t, o))
	}
}

// A job that has more than it may, and one that is cancelled, stops soon.
func TestStops(t *testing.T) {
	var lines strings.Builder
	for range 60 {
		lines.WriteString(strings.Join(strings.Fields(seed(t)), " ") + "\n")
	}
	x := runner()
	x.Records = 10
	o, w := order(t, "render", `{"formats":["pdf"]}`, "甲.jsonl", lines.String()), &told{}
	err := x.Run(t.Context(), o, w)
	p := (*problem.Error)(nil)
	if !errors.As(err, &p) || p.Findings[0].Code != "JOB-LIMIT" || len(w.forms) > 40 {
		t.Errorf("%v after %d", err, len(w.forms))
	}
	for _, kind := range []string{"render", "check", "book"} {
		ctx, cancel := context.WithCancel(t.Context())
		w := &told{each: cancel}
		o := order(t, kind, "", "甲.jsonl", lines.String())
		if err := runner().Run(ctx, o, w); !errors.Is(err, context.Canceled) || len(w.forms) > 40 {
			t.Errorf("%s: %v after %d", kind, err, len(w.forms))
		}
	}
	if got := fmt.Sprint(slices.Sorted(slices.Values(Kinds()))); got != "[blanks book check collect import render]" {
		t.Error(got)
	}
}
