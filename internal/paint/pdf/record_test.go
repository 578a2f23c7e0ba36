package pdf_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// heard is the text of each element of the structure tree that has some of its own, white space apart.
func heard(r *reader) (out []string) {
	pages := r.pages()
	texts := make([]map[int]string, len(pages))
	number := map[ref]int{}
	for i, p := range pages {
		texts[i], _ = r.marked(p)
		number[p] = i
	}
	var walk func(e ref)
	walk = func(e ref) {
		d := r.get(e).(dict)
		kids, ok := r.get(d["K"]).(arr)
		if !ok && d["K"] != nil {
			kids = arr{d["K"]}
		}
		own := ""
		for _, k := range kids {
			switch k := k.(type) {
			case float64:
				own += texts[number[d["Pg"].(ref)]][int(k)]
			case dict:
				if id, ok := k["MCID"].(float64); ok {
					own += texts[number[k["Pg"].(ref)]][int(id)]
				}
			}
		}
		if own = squeezed(own); own != "" {
			out = append(out, own)
		}
		for _, k := range kids {
			if k, ok := k.(ref); ok {
				walk(k)
			}
		}
	}
	for _, k := range r.list(r.root("StructTreeRoot", "K")) {
		walk(k.(ref))
	}
	return out
}

// squeezed is s without white space and line breaks.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0x200b {
			return -1
		}
		return r
	}, s)
}

// smallForm is the form of the invented layouts: a field of every kind, a list, a group.
const smallForm = `form: small
name: 小表
title: 名称
fields:
  名称: text
  说明: text
  金额: {kind: money, format: "#,##0.00"}
  比率: {kind: rate, format: "0.00%"}
  得分: score
  年度: year
  分组: {fields: {甲: text, 乙: money}}
  明细: {kind: list, fields: {项目: text, 数: money, 注: text}}
`

// smallLayout draws every field of smallForm somewhere, in columns and styles decided by r.
func smallLayout(r *rand.Rand, id string) string {
	n := 3 + r.IntN(5)
	var b strings.Builder
	fmt.Fprintf(&b, "layout: small/%s\nversion: \"1\"\nname: 小表\npaper: {size: %s, orientation: %s}\n", id, pick(r, "A4", "A4", "A3", "A5", "90mm×120mm"), pick(r, "portrait", "landscape"))
	var columns []string
	for range n {
		columns = append(columns, fmt.Sprint(8+r.IntN(40)))
	}
	fmt.Fprintf(&b, "columns: [%s]\n", strings.Join(columns, ", "))
	fmt.Fprintf(&b, "styles:\n  a: {like: text, align: %s, overflow: %s, size: %dpt}\n", pick(r, "left", "center", "right", "distribute", "justify"), pick(r, "grow", "grow", "shrink"), 7+r.IntN(7))
	fmt.Fprintf(&b, "  b: {like: number, align: %s, latin: Times, font: %s}\n  c: {like: text, stack: true}\n", pick(r, "center", "right"), pick(r, "宋体", "黑体", "仿宋", "楷体"))
	b.WriteString(pick(r, "", "continued: none\n", "continued: '{名称}（续）'\n", "page-number: none\n", "xlsx: {merges: page}\n", "row-height: {min: 30pt, air: 3pt}\n"))
	b.WriteString("above:\n- 小表（{年度}年度） @title\nrows:\n")
	line := func(cells ...string) string {
		out := "    |"
		for i := range n {
			if i < len(cells) {
				out += " " + cells[i] + " |"
			} else {
				out += " < |"
			}
		}
		return out + "\n"
	}
	style := func() string { return pick(r, "", "", " @a", " @b", " @c") }
	b.WriteString("- |\n" + line("名称", "{名称}"+style()) + line("说明", "{说明}"+pick(r, "", " @a")) + line("金额", "{金额}"+pick(r, "", " @b"), "{比率}"))
	b.WriteString(line("得分", "{得分}", "{分组.甲}"+style()) + line("{分组.乙}", "^", "^"))
	head := "- header: |\n"
	if r.IntN(3) == 0 {
		head = "- |\n"
	}
	b.WriteString(head + line("项目", "数", "注") + "- repeat: 明细\n" + pick(r, "", "  merge: [项目]\n") + "  rows: |\n" + line("{项目}", "{数}"+pick(r, "", " @b"), "{注}"+style()))
	b.WriteString("- total: |\n" + line("合计", "{= 合计(明细, .数)}"))
	b.WriteString("below:\n- 注：以上各项据实填写。\n- |\n" + line("签字", "{印章 单位盖章 20mm×10mm}"))
	return b.String()
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// smallLayouts writes n invented layouts into a folder and gives the library of it.
func smallLayouts(tb testing.TB, n int) (*templates.Library, []string) {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "small")
	if err := os.Mkdir(dir, 0o777); err != nil {
		tb.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	write("form.yaml", smallForm)
	var ids []string
	for i := range n {
		id := fmt.Sprintf("l%d", i)
		write(id+".yaml", smallLayout(rand.New(rand.NewPCG(uint64(i), 3)), id))
		ids = append(ids, "small/"+id)
	}
	lib, err := templates.Open(filepath.Dir(dir), templates.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	return lib, ids
}

// enter puts a text in the place of some of a record's texts.
func enter(r *rand.Rand, v any, text string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k != "form" {
				v[k] = enter(r, v[k], text)
			}
		}
		return v
	case []any:
		for i := range v {
			v[i] = enter(r, v[i], text)
		}
		return v
	case string:
		if text != "" && r.IntN(12) == 0 {
			return text
		}
	}
	return v
}

// FuzzRecordLayoutPDF: whatever is entered, by whatever layout it is printed, the text of the PDF is the text of the
// form: every value comes out whole, white space apart, none is altered, none is there twice.
func FuzzRecordLayoutPDF(f *testing.F) {
	lib, ids := smallLayouts(f, 48)
	for _, i := range templates.Embedded().List() {
		if i.ID != "final-accounts/shanghai-district" { // slow, and nothing in it that others have not
			ids = append(ids, i.ID)
		}
	}
	e := &render.Engine{Library: lib}
	for i := range ids {
		f.Add(uint64(i), uint8(i), uint8(i%6), "")
	}
	for i, s := range []string{"123,456,789,012.123456", "98.5%", "（一）绩效——目标……", "很长的原因，" + strings.Repeat("改进措施：补充人员。", 80), "𬭎龘e\u0301 é", "a\tb\u200bc", "=1+1", "1\n2\n\n3",
		"https://example.gov.cn/" + strings.Repeat("abc123/", 12), "91310115MA1K35AB1X", "2024-01-15", "−1,234.00", "☑是 □否", "“好”‘的’《》"} {
		f.Add(uint64(100+i), uint8(3*i), uint8(0), s)
	}
	f.Fuzz(func(t *testing.T, seed uint64, which, kind uint8, text string) {
		if len(text) > 4000 {
			return
		}
		id := ids[int(which)%len(ids)]
		l, err := e.Layouts().Layout(id)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		o := sample.Options{Layout: id, Seed: seed, Case: sample.Case(int(kind) % len(sample.Cases))}
		if o.Case == sample.Many { // slow
			o.Case = sample.Usual
		}
		if err := json.Unmarshal(sample.Append(nil, l.Form, o, int(seed%1000)), &v); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(enter(rand.New(rand.NewPCG(seed, uint64(which))), v, text))
		if err != nil {
			t.Fatal(err)
		}
		if err := data.Read("表", raw, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			return comesOut(t, e, d, id)
		}); err != nil {
			var refused *finding.DataError
			if !errors.As(err, &refused) {
				t.Errorf("%s: %T %v", id, err, err)
			}
		}
	})
}

// comesOut wants the texts of a form's cells, and every value entered, out of its PDF again.
func comesOut(t *testing.T, e *render.Engine, d *data.Value, id string) error {
	form, err := e.Load(t.Context(), d, id)
	if err != nil {
		return err
	}
	g, err := form.Grid()
	if err != nil {
		return err
	}
	data, err := e.Bytes(t.Context(), render.PDF, render.Options{}, form)
	if err != nil {
		return err
	}
	got := heard(read(t, data))
	var want []string
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			if s := squeezed(g.Tables[i].Cells[k].Text); s != "" {
				want = append(want, s)
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Errorf("%s: %d texts in the form, %d in the PDF; first at %.200q / %.200q", id, len(want), len(got), want[min(i, len(want)-1):min(i+2, len(want))], got[min(i, len(got)-1):min(i+2, len(got))])
				break
			}
		}
	}
	all := strings.Join(got, "\n")
	form.Record.Body.Each(func(v *model.Value) {
		if v.Fields == nil && v.Origin == model.Written && v.Field.Kind == model.Text && len(v.Field.Choices) == 0 && !strings.Contains(all, squeezed(v.Text)) {
			t.Errorf("%s: %s holds %q, the PDF does not", id, v.Path, v.Text)
		}
	})
	numbers(t, form)
	return nil
}

// numbers wants every number that a line ends inside told.
func numbers(t *testing.T, form *render.Form) {
	m, err := form.Measured()
	if err != nil {
		t.Error(err)
		return
	}
	told := func(c *grid.MeasuredCell) bool {
		return slices.ContainsFunc(m.Notes, func(f finding.Finding) bool { return f.Code == "LAYOUT-NUMBER-BROKEN" && f.Path == c.Path })
	}
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	for i := range m.Tables {
		for k := range m.Tables[i].Cells {
			c := &m.Tables[i].Cells[k]
			for n := 1; n < len(c.Lines) && !c.Style.Stack; n++ {
				if at := c.Lines[n].Start; at == c.Lines[n-1].End && at > 0 && at < len(c.Text) && digit(c.Text[at-1]) && digit(c.Text[at]) && !told(c) {
					t.Errorf("%q is parted at byte %d, and nothing says so", c.Text, at)
				}
			}
		}
	}
}

// TestReaderHears keeps heard honest: it hears what the sheet says and not what only stands on the page.
func TestReaderHears(t *testing.T) {
	lib, ids := smallLayouts(t, 1)
	e := &render.Engine{Library: lib}
	err := data.Read("表", []byte(`{"名称":"甲 乙","说明":"`+strings.Repeat("丙", 3000)+`"}`), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		form, err := e.Load(t.Context(), d, ids[0])
		if err != nil {
			return err
		}
		data, err := e.Bytes(t.Context(), render.PDF, render.Options{}, form)
		if err != nil {
			return err
		}
		got := heard(read(t, data))
		for _, want := range []string{"甲乙", strings.Repeat("丙", 3000)} {
			if n := len(slices.DeleteFunc(slices.Clone(got), func(s string) bool { return s != want })); n != 1 {
				t.Errorf("%.20q is heard %d times", want, n)
			}
		}
		if bytes.Count(data, []byte("/Type /Page")) < 2 && len(read(t, data).pages()) < 2 {
			t.Error("one page")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
