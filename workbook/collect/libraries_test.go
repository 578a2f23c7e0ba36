package collect

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// libraryManners are what internal/foundtest/testdata/libraries.py draws, by kind of file.
var libraryManners = map[string][]string{
	"docx": {"plain", "controls", "cell controls", "tracked", "nested", "nested values", "text box", "split", "headings", "strict",
		"grid", "boxes", "links", "runs", "paragraphs"},
	"xlsx": {"plain", "figures", "doubled", "moved", "notes"},
	"xls":  {"plain"},
	"pdf":  {"plain"},
}

// libraryDrawing is a form as internal/foundtest/testdata/libraries.py takes it.
type libraryDrawing struct {
	Kind   string        `json:"kind"`
	Manner string        `json:"manner"`
	File   string        `json:"file"`
	Seed   int           `json:"seed"`
	Rows   int           `json:"rows"`
	Cols   int           `json:"cols"`
	Cells  []libraryCell `json:"cells"`
	Above  []string      `json:"above"`
	Below  []string      `json:"below"`
}

type libraryCell struct {
	Row  int    `json:"row"`
	Col  int    `json:"col"`
	Rows int    `json:"rows"`
	Cols int    `json:"cols"`
	Text string `json:"text"`
	Data bool   `json:"data"`
}

// TestLibraries: shipped forms drawn by python-docx, openpyxl, xlwt and reportlab, in ways this program never draws:
// every value is right, or the reading says of it that it may not be.
func TestLibraries(t *testing.T) {
	racing.Apart(t)
	python := "/usr/bin/python3" // the one of the system, for which its packages are
	required := os.Getenv("GONGBIAO_JUDGES") == "required"
	if exec.Command(python, "-c", "import docx, openpyxl").Run() != nil {
		if required {
			t.Fatal("python-docx and openpyxl are missing")
		}
		t.Skip("no python-docx and openpyxl")
	}
	every := 29 // of so many forms one is drawn
	if racing.Full() {
		every = 1
	}
	dir := t.TempDir()
	var drawn []libraryDrawing
	var of []paper
	wants := []map[string]string{}
	n := 0
	for _, p := range inOneTable(t) {
		h := redraw(p.table, 1)
		for kind, manners := range maps.All(libraryManners) {
			for i, m := range manners {
				if n = indexOf(p.name, kind) + i; n%every != 0 {
					continue
				}
				d := libraryDrawing{Kind: kind, Manner: m, Seed: n, Rows: h.Rows, Cols: h.Cols, Above: h.Above, Below: h.Below,
					File: filepath.Join(dir, fmt.Sprintf("%s-%s.%s", p.name, strings.ReplaceAll(m, " ", "-"), kind))}
				for _, c := range h.Cells {
					d.Cells = append(d.Cells, libraryCell{c.Row, c.Col, c.Rows, c.Cols, c.Text, c.Path != ""})
				}
				drawn, of, wants = append(drawn, d), append(of, p.paper), append(wants, textsOf(t, p.layout, p.text))
			}
		}
	}
	list, err := json.Marshal(drawn)
	if err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "forms.json")
	if err := os.WriteFile(in, list, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(python, filepath.Join("..", "..", "internal", "foundtest", "testdata", "libraries.py"), in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var all score
	forms := 0
	by := map[string]*score{}
	for i, d := range drawn {
		b, err := os.ReadFile(d.File)
		if os.IsNotExist(err) && !required {
			t.Logf("not drawn, its library is missing: %s", filepath.Base(d.File))
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		forms++
		r := readIn(t, filepath.Base(d.File), b, Options{Documents: true, Layout: of[i].layout.ID})
		var got map[string]string
		if !r.Refused() {
			got = textsOf(t, of[i].layout, r.Data)
		}
		one := judge(t, filepath.Base(d.File), func(a, b string) bool { return a == b }, wants[i], got, r)
		key := d.Kind + " " + d.Manner
		if by[key] == nil {
			by[key] = &score{}
		}
		by[key].add(one)
		all.add(one)
	}
	for kind, manners := range libraryManners {
		for _, m := range manners {
			if s := by[kind+" "+m]; s != nil {
				t.Logf("%-22s %+v", kind+" "+m, *s)
			}
		}
	}
	if t.Logf("%d files, %+v", forms, all); all.silent > 0 || all.right*100 < all.values*85 {
		t.Error("too much was read otherwise")
	}
}

// indexOf is a number for a form and a kind of file, so that each run draws the same.
func indexOf(name, kind string) (n int) {
	for _, c := range name + kind {
		n += int(c)
	}
	return n
}
