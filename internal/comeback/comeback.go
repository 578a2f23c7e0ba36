// Package comeback tries whether what is filled into the workbook of a form can be read back. In: a layout. Out:
// nothing, or findings that name what is lost or cannot be told apart: invented records are typed into the workbook
// in memory, and read out of it.
package comeback

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// most is how many items a list keeps of an invented record: more make nothing clearer.
const most = 3

// tries are the invented records: one with everything, and some as they come.
var tries = []struct {
	edge sample.Case
	i    int
}{{sample.Full, 0}, {sample.Usual, 1}, {sample.Usual, 2}}

// Try fills forms of a layout in and reads them back. Findings are errors of the layout, each told once; the error is
// the machine's.
func Try(l *templates.Layout, s workbook.Sizer) (finding.List, error) {
	var list finding.List
	for _, t := range tries {
		text := sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 7, Case: t.edge, Points: true}, t.i)
		found, err := once(l, s, text)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !slices.ContainsFunc(list, func(g finding.Finding) bool { return g.Message == f.Message }) {
				list = append(list, f)
			}
		}
		if len(list) > 0 {
			break // the next would say the same with other words
		}
	}
	list.Sort()
	return list, nil
}

func once(l *templates.Layout, s workbook.Sizer, text []byte) (finding.List, error) {
	d, err := data.ReadOne("样例.json", text)
	if err != nil {
		return nil, err
	}
	shorten(d)
	blocks := 1
	for _, m := range d.Members {
		blocks = max(blocks, len(m.Value.Items))
	}
	o := workbook.Options{Rows: most, Spare: -1, Blocks: blocks, Typed: true}
	book, err := workbook.New(l, d, s, o)
	for range most { // what the layout does not print, or has no room for, is said elsewhere
		if !without(d, finding.Of(err)) {
			break
		}
		book, err = workbook.New(l, d, s, o)
	}
	if err != nil {
		if finding.Of(err) != nil {
			return nil, nil // a record that was invented badly says nothing of the layout
		}
		return nil, err
	}
	want, err := model.BindPartial(d, l.Form)
	if err != nil {
		return nil, nil
	}
	got, err := collect.Read("填报表.xlsx", book, collect.Options{With: l})
	if err != nil {
		return nil, err
	}
	if got.Refused() {
		return refused(l, got.Findings), nil
	}
	scaled := scaledFields(l)
	return differences(l, texts(want, scaled), texts(got.Record, scaled)), nil
}

// shorten leaves lists their first items.
func shorten(d *data.Value) {
	if len(d.Items) > most {
		d.Items = d.Items[:most]
	}
	for _, x := range d.Items {
		shorten(x)
	}
	for _, m := range d.Members {
		shorten(m.Value)
	}
}

// without takes out the values that errors are about, and says whether there are any.
func without(d *data.Value, l finding.List) (some bool) {
	for _, f := range l {
		if f.Path == "" || f.Severity != finding.Error {
			continue
		}
		some = true
		at := d
		names := pointer.Path(f.Path).Names()
		for i, p := range names {
			if at.Kind == data.List {
				n, err := strconv.Atoi(p)
				if err != nil || n >= len(at.Items) {
					break
				}
				at = at.Items[n]
				continue
			}
			if i == len(names)-1 {
				at.Members = slices.DeleteFunc(at.Members, func(m data.Member) bool { return m.Name == p })
				break
			}
			if at = at.Member(p); at == nil {
				break
			}
		}
	}
	return some
}

// adjoining are fields of one cell with nothing but space between them.
var adjoining = pattern.Late(`\{[^{}]*\}([\s\p{Zs}]*\{[^{}]*\})+`)

// refused says why a workbook that was filled in rightly is not taken.
func refused(l *templates.Layout, found finding.List) (out finding.List) {
	for _, f := range found {
		if f.Severity != finding.Error {
			continue
		}
		drawn, hint := f.Expected, "给每一项一格，或在两项之间写上分得开的文字"
		if run := adjoining.FindString(f.Expected); run != "" {
			drawn, hint = run, "“"+run+"”挨着写，填上就分不开：在两项之间写上文字，或各占一格"
		}
		out = append(out, lost(l, drawn, f.Message, hint))
	}
	return out
}

// differences says which fields come back as something else.
func differences(l *templates.Layout, want, got map[string]string) (out finding.List) {
	seen := map[string]bool{}
	say := func(path, message string) {
		if p := plain(path); !seen[p] { // one item is enough
			seen[p] = true
			out = append(out, lost(l, "{"+path[strings.LastIndexByte(path, '/')+1:]+"}", message, "给这一项单独一格"))
		}
	}
	for _, path := range sortedKeys(want, got) {
		a, b := want[path], got[path]
		switch {
		case a == b:
		case b == "":
			say(path, fmt.Sprintf("“%s”填了“%s”，收不到。", pointer.Path(path).Place(), brief(a)))
		case a == "":
			say(path, fmt.Sprintf("“%s”没有填，却收到“%s”。", pointer.Path(path).Place(), brief(b)))
		default:
			say(path, fmt.Sprintf("“%s”填了“%s”，收到的是“%s”。", pointer.Path(path).Place(), brief(a), brief(b)))
		}
	}
	return out
}

// scaledFields are those that a cell prints in another unit: it gives the figure back and not how it was written.
func scaledFields(l *templates.Layout) map[*model.Field]bool {
	out := map[*model.Field]bool{}
	var look func([]templates.OutlineNode)
	look = func(nodes []templates.OutlineNode) {
		for _, n := range nodes {
			look(n.Rows)
			look(n.Else)
			if n.Row == nil {
				continue
			}
			for _, c := range n.Row.Cells {
				for _, p := range c.Parts {
					if p.Field.Field != nil && number.Scale(p.Field.Format) != 0 {
						out[p.Field.Field] = true
					}
				}
			}
		}
	}
	for _, t := range l.Outline().Tables {
		look(t.Rows)
	}
	return out
}

// lost is the finding that what is filled in cannot be read back, at the place of its drawing in the layout file.
func lost(l *templates.Layout, drawn, message, hint string) finding.Finding {
	f := finding.Finding{Code: "LAYOUT-NOT-READ-BACK", Pos: finding.Pos{File: l.File},
		Message: "按这个版式下发的 Excel 填报表填好后收不回来：" + message,
		English: "workbooks of this layout cannot be read back once they are filled in", Hint: hint}
	text, err := os.ReadFile(l.File)
	if err != nil || drawn == "" {
		return f // shipped with the program
	}
	for n, line := range strings.Split(string(text), "\n") {
		if before, _, ok := strings.Cut(line, drawn); ok {
			f.Pos.Line, f.Pos.Col = n+1, len([]rune(before))+1
			break
		}
	}
	return f
}

// texts are what a record says, by path; what prints nothing is as if left out. Of scaled fields it is the figure.
func texts(r *model.Record, scaled map[*model.Field]bool) map[string]string {
	out := map[string]string{}
	r.Body.Each(func(v *model.Value) {
		if len(v.Fields) == 0 && len(v.Rows) == 0 && v.Origin != model.Absent && strings.TrimSpace(v.Text) != "" {
			out[v.Path] = v.Shown("")
			if scaled[v.Field] && v.HasNum {
				out[v.Path] = v.Num.String()
			}
		}
	})
	return out
}

func sortedKeys(a, b map[string]string) []string {
	var out []string
	for k := range a {
		out = append(out, k)
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// plain is a path without the numbers of items.
func plain(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		if strings.Trim(parts[i], "0123456789") == "" {
			parts[i] = ""
		}
	}
	return strings.Join(parts, "/")
}

func brief(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
