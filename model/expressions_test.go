package model

import (
	"os"
	"strings"
	"testing"
)

// TestExpressionsPage runs every example of docs/expressions.md.
func TestExpressionsPage(t *testing.T) {
	b, err := os.ReadFile("../docs/expressions.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	_, rest, _ := strings.Cut(page, "```yaml\n")
	record, _, _ := strings.Cut(rest, "```")
	f := selfEvaluation(t)
	r := mustBind(t, f, "page.yaml", record)
	if err := r.Compute(nil); err != nil {
		t.Fatal(err)
	}
	examples, mistakes := 0, false
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, "## 写错时") {
			mistakes = true
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "\x00", "|"))
		}
		src, want := strings.Trim(cells[1], "`"), cells[2]
		examples++
		x, err := f.Root().Compile(src)
		if mistakes {
			if err == nil {
				t.Errorf("%s: no error", src)
			} else if !strings.Contains(err.Error(), want) {
				t.Errorf("%s:\n got %s\nwant %s", src, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s", err)
			continue
		}
		got, err := x.Eval(r.Root())
		if err != nil {
			t.Errorf("%s: %s", src, err)
		}
		text := got.String()
		if got.Absent() {
			text = "没有"
		}
		if text != want {
			t.Errorf("%s = %s, want %s", src, text, want)
		}
	}
	if examples < 60 {
		t.Errorf("only %d examples found", examples)
	}
}
