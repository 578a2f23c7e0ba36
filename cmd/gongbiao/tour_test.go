package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/golden"
)

var tourDir = flag.String("tour", "", "take the tour in this folder and leave what it makes (site/pictures asks for it)")

// What docs/tour.md tells its reader to do besides commands.
var (
	tourCopy = regexp.MustCompile("把 `(examples/[^`]+)` 拷到这里")
	tourEdit = regexp.MustCompile("在 `([^`]+)` 里把 `([^`]+)` 改成 `([^`]+)`")
	tourSave = regexp.MustCompile("存成 `([^`]+)`")
	tourFill = regexp.MustCompile("照 `(examples/[^`]+)` 填好 `([^`]+)`，交到 `([^`]+)`")
)

// TestTour takes the tour of docs/tour.md as a reader does, in a folder of its own: does what the text says, calls the
// commands, and holds what they say against what the page says they say. With -update the page is written again.
func TestTour(t *testing.T) {
	page, err := filepath.Abs("../../docs/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Dir(filepath.Dir(page))
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := *tourDir
	if dir == "" {
		dir = t.TempDir()
	}
	t.Chdir(dir)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	n, save, lines := 0, "", strings.Split(string(text), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out.WriteString(line + "\n")
		for _, m := range tourCopy.FindAllStringSubmatch(line, -1) {
			b, err := os.ReadFile(filepath.Join(root, m[1]))
			must(err)
			must(os.WriteFile(filepath.Base(m[1]), b, 0o666))
			n++
		}
		for _, m := range tourEdit.FindAllStringSubmatch(line, -1) {
			b, err := os.ReadFile(m[1])
			must(err)
			if bytes.Count(b, []byte(m[2])) != 1 {
				t.Fatalf("%s has %q %d times", m[1], m[2], bytes.Count(b, []byte(m[2])))
			}
			must(os.WriteFile(m[1], bytes.Replace(b, []byte(m[2]), []byte(m[3]), 1), 0o666))
			n++
		}
		for _, m := range tourFill.FindAllStringSubmatch(line, -1) {
			tourFillIn(t, filepath.Join(root, m[1]), m[2], m[3])
			n++
		}
		if m := tourSave.FindStringSubmatch(line); m != nil {
			save = m[1]
		}
		if !strings.HasPrefix(line, "```") {
			continue
		}
		var body []string
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			body = append(body, lines[i])
		}
		switch line {
		case "```csv":
			must(os.WriteFile(save, []byte(strings.Join(body, "\n")+"\n"), 0o666))
			n++
		case "```console":
			said := ""
			for _, l := range body {
				if c, ok := strings.CutPrefix(l, "$ "); ok {
					said += l + "\n" + tourSays(t, shellWords(c)[1:])
					n++
				}
			}
			body = strings.Split(strings.TrimSuffix(said, "\n"), "\n")
		default:
			t.Fatalf("docs/tour.md has a block %s, which nobody runs", line)
		}
		out.WriteString(strings.Join(body, "\n") + "\n```\n")
	}
	got := strings.TrimSuffix(out.String(), "\n")
	if n < 24 {
		t.Errorf("only %d things were done", n)
	}
	if got == string(text) {
		return
	}
	if golden.Updating() {
		must(os.WriteFile(page, []byte(got), 0o666))
		return
	}
	is, want := strings.Split(got, "\n"), lines
	for i := range is {
		if i >= len(want) || is[i] != want[i] {
			t.Fatalf("docs/tour.md, line %d: the program says\n%s\nthe page\n%s\n(-run TestTour -update writes the page again; look at what changed)",
				i+1, is[i], strings.Join(want[min(i, len(want)):min(i+1, len(want))], ""))
		}
	}
	t.Fatal("docs/tour.md has lines after what the program says")
}

var (
	tourPort  = regexp.MustCompile(`127\.0\.0\.1:80\d\d`)
	tourSM3   = regexp.MustCompile(`SM3：[0-9a-f]{64}`)
	tourBytes = regexp.MustCompile(`\d+ 字节`)
)

// tourSays is what a command says, without what differs from one version of the program to the next.
func tourSays(t *testing.T, args []string) string {
	t.Helper()
	var out tourWriter
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if args[0] == "serve" { // the reader closes it; no browser is opened, that is all
		args = append(args, "--no-browser")
		out.until, out.stop = "就停止", stop
		time.AfterFunc(time.Minute, stop)
	}
	code := run(ctx, args, bytes.NewReader(nil), &out, &out)
	said := out.String()
	if out.until != "" && !strings.Contains(said, out.until) {
		t.Errorf("%v: never says %s", args, out.until)
	}
	if wrong := strings.Contains(said, "必须改正") || strings.Contains(said, "没有收到"); (code == 1) != wrong || code > 1 {
		t.Errorf("%v: exit %d\n%s", args, code, said)
	}
	said, _, _ = strings.Cut(said, "正在停止\n")
	said = tourPort.ReplaceAllString(said, "127.0.0.1:8080")
	said = tourSM3.ReplaceAllString(said, "SM3：……")
	return tourBytes.ReplaceAllString(said, "… 字节")
}

// tourWriter keeps what is said and stops the command once it has said what it is awaited for.
type tourWriter struct {
	mu    sync.Mutex
	b     bytes.Buffer
	until string
	stop  func()
}

func (w *tourWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.b.Write(p)
	if w.stop != nil && bytes.Contains(w.b.Bytes(), []byte(w.until)) {
		w.stop()
	}
	return n, err
}

func (w *tourWriter) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// tourFillIn types a record into a workbook that was handed out, cell by cell, as a unit does; where its texts belong
// is seen from the workbook that the program makes of the record.
func tourFillIn(t *testing.T, record, blank, to string) {
	t.Helper()
	model := filepath.Join(t.TempDir(), "model.xlsx")
	if code, said := says(t, "form", "new", "-t", "self-evaluation/shanghai", "--from", record, "-o", model); code != 0 {
		t.Fatal(said)
	}
	from, err := excelize.OpenFile(model)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	f, err := excelize.OpenFile(blank)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet, typed := f.GetSheetName(0), 0
	rows, err := from.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range rows {
		for x, text := range row {
			cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
			has, _ := f.GetCellValue(sheet, cell)
			formula, _ := f.GetCellFormula(sheet, cell)
			if has == text || formula != "" || text == "" {
				continue
			}
			if err := f.SetCellStr(sheet, cell, text); err != nil {
				t.Fatal(err)
			}
			typed++
		}
	}
	if typed < 40 {
		t.Fatalf("%s: only %d cells were filled in", blank, typed)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(to); err != nil {
		t.Fatal(err)
	}
}
