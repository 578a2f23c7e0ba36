package judgetest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// gridPages is what pdf_grid reads from a PDF's own lines.
type gridPages struct {
	Pages []struct {
		Tables []struct {
			Cells []struct {
				R, C, RS, CS int
				Text         string
			}
		}
	}
	Tables []struct { // with --logical: pages joined
		Splits []struct {
			Text          string
			Page          int
			LabelRepeated bool `json:"label_repeated"`
		}
	}
}

func grid(t *testing.T, args ...string) (g gridPages) {
	t.Helper()
	if err := json.Unmarshal([]byte(judge(t, "pdf_grid.py", args...).stdout), &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// pages judges what a reader sees when he turns the page: A4, the indicators' header on every page they reach, labels
// of cut groups said again, no row cut.
func pages(t *testing.T, pdf string) {
	t.Helper()
	info := passes(t, "pdfinfo", "-f", "1", "-l", "99", pdf).stdout
	for line := range strings.Lines(info) {
		if strings.HasPrefix(line, "Page") && strings.Contains(line, " size:") && !strings.Contains(line, "(A4)") {
			t.Errorf("not A4: %s", line)
		}
	}
	for n, p := range grid(t, pdf).Pages {
		header, rows := false, 0
		for _, table := range p.Tables {
			for _, c := range table.Cells {
				switch text := strings.Join(strings.Fields(c.Text), ""); {
				case text == "三级指标":
					header = true
				case c.C == 3 && text != "":
					rows++
				}
			}
		}
		if n > 0 && rows > 0 && !header {
			t.Errorf("page %d has indicators and no header", n+1)
		}
	}
	for _, table := range grid(t, "--logical", pdf).Tables {
		for _, s := range table.Splits {
			text := strings.Join(strings.Fields(s.Text), "")
			if !s.LabelRepeated {
				t.Errorf("%s is cut and not named again on page %d", text, s.Page)
			}
			if !strings.HasSuffix(text, "指标") {
				t.Errorf("%s is cut by the page: a row was split", text)
			}
		}
	}
}

// TestRareCharacters: names beyond the basic plane come out of the PDF as they went in.
func TestRareCharacters(t *testing.T) {
	shared(t)
	const name = "𬭎𫘧㛃堃玥𬳽𫖯𠅤䶮"
	dir := t.TempDir()
	in := filepath.Join(dir, "r.json")
	if err := os.WriteFile(in, []byte(`{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "`+name+`"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	gongbiao(t, "render", in, "-f", "pdf", "-o", dir)
	for _, tool := range [][]string{{"pdftotext", filepath.Join(dir, "r.pdf"), "-"}, {"mutool", "draw", "-q", "-F", "text", filepath.Join(dir, "r.pdf")}} {
		if out := passes(t, tool[0], tool[1:]...).stdout; !strings.Contains(out, name) {
			t.Errorf("%s does not find %s in\n%s", tool[0], name, short(out))
		}
	}
}
