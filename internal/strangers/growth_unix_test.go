//go:build unix

package strangers

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// TestGrowthTable prints how time and memory grow, as two tables: with the number of forms of a batch, from 100 to
// 50,000 or GONGBIAO_BENCH_GROWTH, and with the rows of one form; make bench-growth. Each figure is of one run.
func TestGrowthTable(t *testing.T) {
	most, _ := strconv.Atoi(os.Getenv("GONGBIAO_BENCH_GROWTH"))
	if most == 0 {
		t.Skip("GONGBIAO_BENCH_GROWTH is not set; see make bench-growth")
	}
	dir := t.TempDir()
	bin := filepath.Join(dir, "gongbiao")
	must(t, exec.Command("go", "build", "-o", bin, "github.com/gongbiao/gongbiao/cmd/gongbiao"))
	all := filepath.Join(dir, "all.jsonl")
	must(t, exec.Command(bin, "sample", "-t", "self-evaluation/shanghai", "--count", strconv.Itoa(most), "--seed", "1", "-o", all))

	kinds := []struct{ name, args string }{
		{"PDF", "render -f pdf --name {主管部门}/{项目名称} -o OUT"},
		{"XLSX", "render -f xlsx --name {主管部门}/{项目名称} -o OUT"},
		{"book", "book -o OUT/book.pdf"},
		{"check", "check --summary"},
	}
	fmt.Printf("| forms |")
	for _, k := range kinds {
		fmt.Printf(" %s, ms | MB |", k.name)
	}
	fmt.Printf("\n|--:|%s\n", strings.Repeat("--:|--:|", len(kinds)))
	for _, n := range []int{100, 1000, 10_000, 50_000} {
		if n > most {
			break
		}
		in := filepath.Join(dir, fmt.Sprintf("%d.jsonl", n))
		if err := head(all, in, n); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("| %d |", n)
		for _, k := range kinds {
			ms, mb := spent(t, bin, dir, k.args, in)
			fmt.Printf(" %.2f | %d |", ms/float64(n), mb)
		}
		fmt.Println()
	}

	fmt.Printf("\n| rows of one form | PDF, ms | MB | pages | XLSX, ms | MB |\n|--:|--:|--:|--:|--:|--:|\n")
	for _, rows := range []int{18, 180, 1800, 18_000} {
		in := filepath.Join(dir, fmt.Sprintf("rows-%d.json", rows))
		longer(t, in, rows)
		ms, mb := spent(t, bin, dir, "render -f pdf --manifest -o OUT", in)
		m, err := os.ReadFile(filepath.Join(dir, "OUT", "manifest.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		_, pages, _ := strings.Cut(string(m), `"pages":`)
		pages = pages[:strings.IndexAny(pages+",", ",}")]
		xms, xmb := spent(t, bin, dir, "render -f xlsx -o OUT", in)
		told := fmt.Sprintf("%.0f", xms)
		if found, _ := filepath.Glob(filepath.Join(dir, "OUT", "*.xlsx")); len(found) == 0 {
			told += " (refused)"
		}
		fmt.Printf("| %d | %.0f | %d | %s | %s | %d |\n", rows, ms, mb, pages, told, xmb)
	}
}

// spent runs the program, one worker, into the folder OUT, which is new: user milliseconds and the most memory in MB.
func spent(t *testing.T, bin, dir, args, in string) (ms float64, mb int64) {
	t.Helper()
	out := filepath.Join(dir, "OUT")
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		t.Fatal(err)
	}
	f := strings.Fields(args)
	c := exec.Command(bin, append(f[:1:1], append([]string{in, "--jobs", "1"}, f[1:]...)...)...)
	c.Dir = dir
	if b, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() > 4 {
		t.Fatalf("%v: %v\n%s", c.Args, err, b)
	}
	peak := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		peak >>= 10
	}
	return float64(c.ProcessState.UserTime().Microseconds()) / 1000, peak >> 10
}

// head writes the first n lines of a file.
func head(from, to string, n int) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	w, lines := bufio.NewWriter(out), bufio.NewReader(in)
	for range n {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// longer writes the seed with so many indicators: each as often as it takes, one after the other, so that its groups
// stay together.
func longer(t *testing.T, path string, rows int) {
	t.Helper()
	raw, err := os.ReadFile(seed)
	if err != nil {
		t.Fatal(err)
	}
	var form map[string]any
	if err := json.Unmarshal(raw, &form); err != nil {
		t.Fatal(err)
	}
	few := form["绩效指标"].([]any)
	var many []any
	for i, row := range few {
		for k := range rows / len(few) {
			again := map[string]any{}
			for name, v := range row.(map[string]any) {
				again[name] = v
			}
			again["三级指标"] = fmt.Sprintf("%v（%d）", again["三级指标"], i*rows/len(few)+k+1)
			many = append(many, again)
		}
	}
	form["绩效指标"] = many
	b, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
}
