package render

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
)

// A proof copy has everything of the clean one, the marks, and the list of findings behind it; the clean one is not
// touched.
func TestProof(t *testing.T) {
	var e Engine
	clean := written(t, &e, PDF, load(t, &e, example(t, "seed-1.json")))
	f := load(t, &e, example(t, "seed-1.json"))
	plain, err := f.Grid()
	if err != nil {
		t.Fatal(err)
	}
	before := len(plain.Tables[0].Cells)
	list := finding.List{
		{Code: "F1", Path: "/资金/年度资金总额/年初预算数", Place: "资金 年度资金总额 年初预算数", Message: "两处不等", Sum: "1 + 1 ≠ 3", Expected: "2", Hint: "改正"},
		{Code: "V4", Severity: finding.Warning, Path: "/绩效指标/1/二级指标", Place: "绩效指标 第 2 行 二级指标", Message: "放错了类"}, // stands in the merged cell above
		{Code: "V7", Severity: finding.Warning, Path: "/绩效指标/0/二级指标", Message: "还有一处"},                           // in the same cell
		{Code: "V10", Severity: finding.Note, Path: "/绩效指标", Message: "缺一类"},                                     // in no cell
	}
	f = f.With(Proof(list))
	g, err := f.Grid()
	if err != nil {
		t.Fatal(err)
	}
	marks := map[string]int{}
	for i := range g.Tables[0].Cells {
		c := &g.Tables[0].Cells[i]
		if p := &plain.Tables[0].Cells[i]; p.Mark != 0 || p.Text != c.Text || p.Path != c.Path {
			t.Fatalf("the clean grid is changed: %+v", p)
		}
		if c.Mark > 0 {
			marks[c.Path] = c.Mark
			if c.Border.Left != grid.Thick {
				t.Errorf("%s has no frame", c.Path)
			}
		}
	}
	if len(plain.Tables) != 1 || before != len(g.Tables[0].Cells) {
		t.Error("the clean grid has grown")
	}
	if len(marks) != 2 || marks["/资金/年度资金总额/年初预算数"] != 1 || marks["/绩效指标/0/二级指标"] != 2 {
		t.Errorf("marks %v", marks)
	}
	var texts []string
	for _, c := range g.Tables[1].Cells {
		texts = append(texts, c.Text)
	}
	all := strings.Join(texts, "|")
	for _, want := range []string{"问题清单|必须改正：1 处\n请看一看：3 处（警告 2 处，提示 1 处）", "1|错误|资金 年度资金总额 年初预算数|两处不等\n1 + 1 ≠ 3|应为：2\n改正", "2|警告|绩效指标 第 2 行 二级指标|放错了类|", "3|警告|全表\n与序号 2 同在一格|还有一处|", "4|提示|全表|缺一类|"} {
		if !strings.Contains(all, want) {
			t.Errorf("the list lacks %q:\n%s", want, all)
		}
	}
	d, err := f.Pages()
	if err != nil {
		t.Fatal(err)
	}
	var spans []string
	for i, el := range d.Elems {
		if el.Role != page.RoleSpan {
			continue
		}
		spans = append(spans, el.Actual)
		if role := d.Elems[el.Parent].Role; role != page.RoleTD && role != page.RoleTH {
			t.Errorf("mark %d is not inside a cell", i)
		}
		painted := 0
		for _, p := range d.Pages {
			for _, it := range p.Items {
				if x, ok := it.(page.Text); ok && x.Elem == i {
					painted++
				}
			}
		}
		if painted != 1 {
			t.Errorf("mark %q is painted %d times", el.Actual, painted)
		}
	}
	if !slices.Equal(spans, []string{"（问题 1）", "（问题 2）"}) {
		t.Errorf("marks %q", spans)
	}
	if !bytes.Equal(clean, written(t, &e, PDF, load(t, &e, example(t, "seed-1.json")))) {
		t.Error("the clean copy is changed")
	}
}

// What the form computes is gray in a proof, and a formula in a spreadsheet that asks for it.
func TestComputedCells(t *testing.T) {
	var e Engine
	d := example(t, "seed-1.json")
	for i := range d.Members {
		if d.Members[i].Name == "总分" {
			d.Members = slices.Delete(d.Members, i, i+1)
			break
		}
	}
	f := load(t, &e, d)
	f = f.With(Proof(nil))
	g, err := f.Grid()
	if err != nil {
		t.Fatal(err)
	}
	gray, formulas := 0, map[string]string{}
	for _, c := range g.Tables[0].Cells {
		if c.Style != nil && c.Style.Fill == computedFill {
			gray++
		}
	}
	if err := f.live(); err != nil {
		t.Fatal(err)
	}
	for _, c := range f.measured.Tables[0].Cells {
		if c.Formula != "" {
			formulas[c.Path] = regexp.MustCompile(`\|[^}]*`).ReplaceAllString(c.Formula, "|…")
		}
	}
	if gray != 2 {
		t.Errorf("%d gray cells, want 总分 twice", gray)
	}
	if want := "({/资金/年度资金总额/得分}+SUM({/绩效指标/0/得分|…}))"; formulas["/总分/得分"] != want || len(formulas) != 2 {
		t.Errorf("%v", formulas)
	}
	last := g.Tables[1].Cells
	if !strings.Contains(last[len(last)-1].Text, "灰底") {
		t.Errorf("no word about the gray: %q", last[len(last)-1].Text)
	}
}

// TestCopies: copies may come in any order, the form they are made of stays as it is, and nothing asked for changes
// nothing.
func TestCopies(t *testing.T) {
	var e Engine
	f := load(t, &e, example(t, seeds[0]))
	plain, err := f.Grid()
	if err != nil {
		t.Fatal(err)
	}
	was := dump(t, plain)
	proof := Proof(finding.List{{Code: "F1", Path: "/资金/年度资金总额/年初预算数", Message: "两处不等"}})
	for _, s := range []Submission{{}, {Watermark: "征求意见", Header: "头", Footer: "{page}", Code: true}, {Footer: "脚"}} {
		submit, err := s.Copy(f.Record)
		if err != nil {
			t.Fatal(err)
		}
		drawn := func(f *Form) string {
			g, err := f.Grid()
			if err != nil {
				t.Fatal(err)
			}
			return dump(t, g)
		}
		if a, b := drawn(f.With(proof, submit)), drawn(f.With(submit).With(proof)); a != b || a == was {
			t.Errorf("%+v: the order of copies counts:\n%s", s, cmp.Diff(a, b))
		}
		if one := drawn(f.With(submit)); (one == was) != (s == Submission{}) {
			t.Errorf("%+v: %s", s, cmp.Diff(was, one))
		}
	}
	if dump(t, plain) != was {
		t.Error("the form's own grid is changed")
	}
	if _, err := (Submission{Header: "一\n二"}).Copy(f.Record); err == nil {
		t.Error("a header of two lines is taken")
	}
}

// Of what is in braces a header and footer take page numbers only; anything else would be printed as it is written.
func TestNamesInBraces(t *testing.T) {
	for _, c := range []struct {
		s    Submission
		good bool
	}{
		{Submission{Header: "{page}/{pages}", Footer: "- {page} -", Watermark: "{x}"}, true},
		{Submission{Header: "{ 甲 }"}, false},
		{Submission{Header: "{page} {x}"}, false},
		{Submission{Footer: "{Page}"}, false},
		{Submission{Footer: "{"}, true},
	} {
		err := c.s.Check()
		if (err == nil) != c.good || err != nil && !strings.Contains(err.Error(), "只能用 {page} 和 {pages}") {
			t.Errorf("%+v: %v", c.s, err)
		}
	}
}
