package layout

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// randomGrid is a form of 1–3 tables with everything a layout may ask for, decided by r alone.
func randomGrid(r *rand.Rand) *grid.Grid {
	g := &grid.Grid{Meta: grid.Meta{Name: "名", Title: "题"}}
	for n := 1 + r.IntN(10)/8; n > 0; n-- {
		g.Tables = append(g.Tables, randomTable(r))
	}
	return g
}

func randomTable(r *rand.Rand) grid.Table {
	t := grid.Table{Name: "表", Paper: a4, NewPage: r.IntN(2) == 0}
	if r.IntN(3) == 0 { // a small sheet breaks often
		t.Paper.Height = unit.Length(60+r.IntN(80)) * unit.MM
	}
	if r.IntN(8) == 0 {
		t.Paper.Width, t.Paper.Height = t.Paper.Height, t.Paper.Width
	}
	if r.IntN(2) == 0 {
		t.PageNumber = grid.PageNumber{Format: "第 {page} 页 共 {pages} 页", Align: grid.Align(r.IntN(7))}
	}
	nc, nr := 1+r.IntN(9), r.IntN(40)
	if r.IntN(10) == 0 {
		nr *= 5
	}
	if r.IntN(5) == 0 {
		t.Header, t.Footer, t.MaxScale = "页眉", "共 {pages}", 50+r.IntN(60)
	}
	if r.IntN(2) == 0 {
		t.Continued, t.PageNumber.Default = strings.Repeat("表 · 某项目\n", r.IntN(12)), r.IntN(2) == 0
	}
	if r.IntN(20) == 0 {
		t.Paper.Top, t.Paper.Bottom = unit.Length(1+r.IntN(8))*unit.MM, unit.Length(1+r.IntN(8))*unit.MM
	}
	for range nc {
		t.Columns = append(t.Columns, unit.Length(1+r.IntN(12))*2*em+cellPadding)
	}
	header, group := false, 0
	for i := range nr {
		row := grid.Row{}
		switch k := r.IntN(40); {
		case i == 0 && k < 20:
			row.Role = grid.RoleTitle
		case k == 0 || header && k < 20:
			if !header {
				group++
			}
			row.Role, row.Header = grid.RoleHeader, group
		case k < 4:
			row.Role = grid.RoleTotal
		case k == 4:
			row.Role = grid.RoleNote
		case k == 5:
			row.Height = unit.Length(1+r.IntN(60)) * unit.Pt
		case k == 6:
			row.Air = unit.Length(r.IntN(5)) * unit.Pt
			row.MinHeight = unit.Length(1+r.IntN(90)) * unit.Pt
		case k == 7:
			row.KeepAbove = true
		case k == 8 && r.IntN(4) == 0:
			row.BreakTo = true
		case k == 9:
			row.Section = "节"
		case k == 10 && r.IntN(10) == 0:
			row.Height = unit.Length(300+r.IntN(900)) * unit.Pt
		}
		header = row.Role == grid.RoleHeader
		if group > 0 && row.Role == grid.RoleBody && r.IntN(8) > 0 {
			row.Header = group
		}
		t.Rows = append(t.Rows, row)
	}
	styles := []*grid.Style{plain, center, stack, plain, plain,
		{Family: "黑体", Size: 12 * unit.Pt, Align: grid.AlignRight, VAlign: grid.AlignRight},
		{Family: "仿宋", Latin: "Times", Size: 10*unit.Pt + unit.Pt/2, Align: grid.AlignDistribute, VAlign: grid.AlignDistribute},
		{Family: "宋体", Size: em, Align: grid.AlignJustify, VAlign: grid.AlignLeft, Indent: 200, Fill: 230},
		{Family: "宋体", Size: em, Overflow: grid.Shrink, Floor: unit.Pt},
	}
	taken := make([]bool, nc*nr)
	for i := range nr {
		for c := 0; c < nc; c++ {
			if taken[i*nc+c] {
				continue
			}
			w, h := 1, 1
			if r.IntN(4) == 0 {
				w += r.IntN(nc - c)
			}
			switch r.IntN(12) {
			case 0, 1:
				h += r.IntN(min(nr-i, 6))
			case 2:
				h += r.IntN(nr - i)
			}
			for k := 0; k < w; k++ {
				if taken[i*nc+c+k] {
					w = k
				}
			}
			for y := i + 1; y < i+h; y++ { // rows of one kind only
				if t.Rows[y].Role.Bordered() != t.Rows[i].Role.Bordered() {
					h = y - i
					break
				}
			}
			cell := grid.Cell{Row: i, Col: c, RowSpan: h, ColSpan: w, Style: styles[r.IntN(len(styles))], Text: randomText(r), Role: grid.CellRole(r.IntN(4)),
				Path: "/" + strconv.Itoa(i) + "/" + strconv.Itoa(c)}
			if t.Rows[i].Role.Bordered() {
				k := grid.BorderKind(1 + r.IntN(5))
				cell.Border = grid.Border{Top: k, Right: grid.Thin, Bottom: grid.Thin, Left: k}
			} else {
				cell.Role = grid.TextLine
			}
			if cell.Style.Overflow == grid.Shrink {
				cell.Text = strings.ReplaceAll(cell.Text, "\n", "")
				if len(cell.Text) > 30 {
					cell.Text = "短"
				}
			}
			if r.IntN(100) == 0 {
				cell.Seal = &grid.Seal{Name: "章", Width: 30 * unit.MM, Height: unit.Length(1+r.IntN(10)) * unit.MM, Frame: true}
			}
			if r.IntN(150) == 0 {
				cell.Picture = &grid.Picture{Data: onePixel, Width: unit.Length(r.IntN(40)) * unit.MM, Height: unit.Length(r.IntN(80)) * unit.MM, Alt: "图"}
				cell.Text, cell.Style = "", plain
			}
			for y := i; y < i+h; y++ {
				for x := c; x < c+w; x++ {
					taken[y*nc+x] = true
				}
			}
			t.Cells = append(t.Cells, cell)
		}
	}
	return t
}

// onePixel is a PNG of one white pixel.
var onePixel = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

var words = []string{"甲", "乙丙", "，", "。", "（", "）", "产出指标", "数量", "98%", ">=20000件", "5平方米", "GB/T 9704", " ", "　", "\n", "——", "……", "123,456,789.00", "987654321012.34", "−1234．5％", "1234567890123456789012345", "□是", "word", "偏差原因：改进措施。", "𬭎", "e\u0301", "\u200b", "\t", "“好”"}

func randomText(r *rand.Rand) string {
	n := r.IntN(4)
	switch r.IntN(60) {
	case 0:
		n = r.IntN(400)
	case 1:
		if r.IntN(6) == 0 {
			n = r.IntN(4000)
		}
	case 2, 3, 4:
		n = r.IntN(30)
	}
	var b strings.Builder
	for ; n > 0; n-- {
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

// checkRandom measures and places the random form of a seed, with some text of the caller's in it.
func checkRandom(seed uint64, texts ...string) []string {
	g := randomGrid(rand.New(rand.NewPCG(seed, 1)))
	for i, s := range texts {
		t := &g.Tables[i%len(g.Tables)]
		if len(t.Cells) > 0 {
			t.Cells[(i*7+len(s))%len(t.Cells)].Text = s
		}
	}
	return checkForm(g)
}

// checkForm is every invariant that g breaks when it is measured and placed.
func checkForm(g *grid.Grid) (bad []string) {
	m, err := Measure(g, squares{}, Options{})
	if err != nil {
		if finding.Of(err) == nil {
			return []string{err.Error()}
		}
		for _, f := range finding.Of(err) { // a form may be refused, but only for a reason
			if f.Severity == finding.Error && f.Code != "LAYOUT-SHRINK" && f.Code != "LAYOUT-SEAL" && f.Code != "LAYOUT-PICTURE" && f.Code != "LAYOUT-WIDE" && f.Code != "FONT-MISSING" &&
				!strings.HasSuffix(f.Place, "页码") && !strings.HasSuffix(f.Place, "页眉") {
				bad = append(bad, f.Line())
			}
		}
		return bad
	}
	bad = checkMeasured(g, m)
	d := Place(m, squares{}, PlaceOptions{})
	return append(bad, checkDocument(d, m)...)
}

// TestRandomForms holds all invariants over random forms: 600, or GONGBIAO_SOAK of them (make soak), from
// GONGBIAO_SEED on.
func TestRandomForms(t *testing.T) {
	racing.Apart(t)
	n, from := uint64(600), uint64(1)
	if s := os.Getenv("GONGBIAO_SOAK"); s != "" {
		n, _ = strconv.ParseUint(s, 10, 64)
	}
	if s := os.Getenv("GONGBIAO_SEED"); s != "" {
		from, _ = strconv.ParseUint(s, 10, 64)
	}
	failed := 0
	for seed := from; seed < from+n && failed < 8; seed++ {
		if bad := checkRandom(seed); len(bad) > 0 {
			failed++
			t.Errorf("seed %d:\n  %s", seed, strings.Join(bad[:min(len(bad), 6)], "\n  "))
		}
	}
	if testing.Verbose() {
		fmt.Println(n, "forms")
	}
}
