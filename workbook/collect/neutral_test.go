package collect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/model/data"
)

// TestNeutral: the forms of real units in the shared samples, rebuilt as Word documents and web pages with other
// widths, cuts and tracked changes, are read by their layouts as the examples have them, or it is said.
func TestNeutral(t *testing.T) {
	dir := os.Getenv("GONGBIAO_SHARED")
	if dir == "" {
		t.Skip("GONGBIAO_SHARED is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "samples", "neutral", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	var all score
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		record, err := os.ReadFile(filepath.Join("..", "..", "examples", filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		l := layoutOf(t, dataOf(t, record).Member("form").Text)
		want := textsOf(t, l, asPublished(t, record))
		var one score
		for seed := range uint64(6) {
			h := foundtest.NewHand(foundtest.Neutral(t, text), seed)
			for kind, b := range map[string]string{"docx": h.DOCX(t), "html": h.HTML()} {
				r := readIn(t, "a."+kind, []byte(b), Options{Documents: true, Layout: l.ID})
				var got map[string]string
				if !r.Refused() {
					got = textsOf(t, l, r.Data)
				}
				one.add(judge(t, strings.TrimSuffix(filepath.Base(file), ".json")+" "+kind, func(a, b string) bool { return normal(a) == normal(b) }, want, got, r))
			}
		}
		t.Logf("%s: %+v", filepath.Base(file), one)
		all.add(one)
	}
	if t.Logf("%d forms: %+v", len(files), all); all.silent > 0 || all.right*100 < all.values*99 {
		t.Error("too much was read otherwise")
	}
}

// asPublished is an example without what its sample does not say: rows of empty categories, and marks in boxes, which
// were lost.
func asPublished(t *testing.T, record []byte) []byte {
	d := dataOf(t, record)
	if list := d.Member("绩效指标"); list != nil {
		list.Items = slices.DeleteFunc(list.Items, func(v *data.Value) bool { return v.Member("三级指标") == nil })
	}
	d.Members = slices.DeleteFunc(d.Members, func(m data.Member) bool {
		return slices.Contains([]string{"项目类别", "项目属性", "项目类型"}, m.Name) && d.Member("form").Text == "self-evaluation/hubei"
	})
	return d.JSON()
}
