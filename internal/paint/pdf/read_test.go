package pdf_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
)

// spoken reads the structure tree of a file as text, one element a line, with what a reader would say; on the way it
// checks that every sequence is reached exactly once and by the element the ParentTree names.
func spoken(t tb, data []byte) string {
	t.Helper()
	r := read(t, data)
	pages := r.pages()
	texts := make([]map[int]string, len(pages))
	for i, p := range pages {
		texts[i], _ = r.marked(p)
	}
	parents := map[int]any{}
	for _, leaf := range r.list(r.root("StructTreeRoot", "ParentTree", "Kids")) {
		nums := r.list(r.get(leaf, "Nums"))
		for i := 0; i < len(nums); i += 2 {
			parents[int(nums[i].(float64))] = nums[i+1]
		}
	}
	seen := map[[2]int]bool{}
	var b strings.Builder
	var walk func(e ref, parent any, depth int)
	walk = func(e ref, parent any, depth int) {
		d := r.get(e).(dict)
		if d["P"] != parent {
			t.Errorf("element %v has parent %v, not %v", e, d["P"], parent)
		}
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", depth), d["S"])
		for _, k := range []name{"Scope", "RowSpan", "ColSpan", "Headers"} {
			if a := r.get(d["A"], string(k)); a != nil {
				fmt.Fprintf(&b, " %v=%v", k, a)
			}
		}
		kids, ok := r.get(d["K"]).(arr)
		if !ok && d["K"] != nil {
			kids = arr{d["K"]}
		}
		leaf := func(pg any, id int) {
			i := slices.Index(pages, pg.(ref))
			if seen[[2]int{i, id}] {
				t.Errorf("page %d MCID %d is in the tree twice", i, id)
			}
			seen[[2]int{i, id}] = true
			if got := r.list(parents[int(r.get(pg, "StructParents").(float64))])[id]; got != e {
				t.Errorf("page %d MCID %d: ParentTree says %v, the tree %v", i, id, got, e)
			}
			fmt.Fprintf(&b, " %q", texts[i][id])
		}
		var below []ref
		for _, k := range kids {
			switch k := k.(type) {
			case float64:
				leaf(d["Pg"], int(k))
			case ref:
				below = append(below, k)
				b.WriteString(" ·")
			case dict:
				if k["Type"] == name("OBJR") {
					key := int(r.get(k["Obj"], "StructParent").(float64))
					if parents[key] != e {
						t.Errorf("annotation %v: ParentTree says %v, the tree %v", k["Obj"], parents[key], e)
					}
					fmt.Fprintf(&b, " →%s", r.get(k["Obj"], "Contents"))
					continue
				}
				leaf(k["Pg"], int(k["MCID"].(float64)))
			}
		}
		b.WriteString("\n")
		for _, k := range below {
			walk(k, e, depth+1)
		}
	}
	rootRef := r.root().(dict)["StructTreeRoot"].(ref)
	walk(r.list(r.root("StructTreeRoot", "K"))[0].(ref), rootRef, 0)
	for i := range texts {
		for id := range texts[i] {
			if !seen[[2]int{i, id}] {
				t.Errorf("page %d MCID %d is not in the tree", i, id)
			}
		}
	}
	return b.String()
}

func TestTreeSaysWhatTheDocumentSays(t *testing.T) {
	s := newSheet("表")
	s.page()
	s.Elems[0].Title = "文件"
	table := s.table(20, 40, 28, `
		| #项目 | #得分 | <   |
		| ^     | #甲   | #乙 |
		| !产出 | 1     |     |`)
	p := s.elem(0, page.RoleP)
	link := s.elem(p, page.RoleLink)
	s.text(page.Tag{Elem: p}, 20, 100, 9*mm/3, "见")
	s.text(page.Tag{Elem: link}, 30, 100, 9*mm/3, "下页")
	s.put(page.Link{Tag: page.Tag{Elem: link}, Box: page.Box{X: 30 * mm, Y: 96 * mm, W: 9 * mm, H: 5 * mm}, Page: 1, Contents: "去"})
	s.text(page.Tag{Elem: p}, 40, 100, 9*mm/3, "吧")
	s.page()
	s.text(page.Tag{Artifact: page.RepeatArtifact}, 20, 30, 9*mm/3, "项目")
	s.rows(table, 20, 40, 28, `| !效益 | 𬭎 | (\) |`)
	last := len(s.Elems) - 3
	s.Elems[last].ID = "行"
	s.Elems[last+1].Headers = []string{"行"}
	s.text(page.Tag{Elem: last}, 20, 60, 9*mm/3, "再来")

	want := `Document · ·
  Table · · · ·
    TR · ·
      TH Scope=Column RowSpan=2 "项目"
      TH Scope=Column ColSpan=2 "得分"
    TR · ·
      TH Scope=Column "甲"
      TH Scope=Column "乙"
    TR · · ·
      TH Scope=Row "产出"
      TD "1"
      TD
    TR · · ·
      TH Scope=Row "效益" "再来"
      TD Headers=[行] "𬭎"
      TD "(\\)"
  P "见" · "吧"
    Link "下页" →` + "\xfe\xff\x53\xbb" + `
`
	for _, o := range []pdf.Options{{}, {Plain: true}} {
		if got := spoken(t, write(t, &s.Document, o)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestBookSpeaksEachForm(t *testing.T) {
	form := func(n string) *page.Document {
		s := newSheet("表" + n)
		s.page()
		h := s.elem(0, page.RoleH1)
		s.text(page.Tag{Elem: h}, 20, 20, 9*mm/3, "表"+n)
		s.table(20, 40, 28, `| !名 | `+n+` |`)
		s.Elems[len(s.Elems)-2].ID, s.Elems[len(s.Elems)-1].Headers = "h", []string{"h"}
		s.Outline = []page.Bookmark{{Title: n}, {Level: 1, Title: n + "内"}}
		return &s.Document
	}
	c := pdf.New(fonts.Embedded())
	var b bytes.Buffer
	st, err := c.Stream(&b, page.Meta{Title: "汇编"}, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{"甲", "乙", "丙"} {
		if err := st.Add(form(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	got := spoken(t, b.Bytes())
	part := func(i int, n string) string {
		return fmt.Sprintf(`  Part · ·
    H1 "表%s"
    Table ·
      TR · ·
        TH Scope=Row "名"
        TD Headers=[%07d.h] "%s"
`, n, i, n)
	}
	if want := "Document · · ·\n" + part(0, "甲") + part(1, "乙") + part(2, "丙"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := st.Add(form("丁")); err == nil {
		t.Error("a closed book takes another form")
	}
	p := save(t, "book.pdf", b.Bytes())
	if out, ok := judge(t, "pdf_check.py", "--brief", "--require", required, p); !ok {
		t.Errorf("pdf_check:\n%s", out)
	}
}
