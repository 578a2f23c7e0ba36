package book

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model/grid"
)

func sheetNames(m *grid.Measured) []string { return xlsx.SheetNames(m) }

// Volume is one file of a book: Name tells it from the others, empty if it is the only one or the contents over all.
type Volume struct {
	Name   string
	Sheets int // of a workbook
	Forms  int
}

// volume is a workbook to be written.
type volume struct {
	Volume
	groups []*group
}

// volumes splits the book into workbooks: one, if its sheets are few enough, else one for each of the outermost
// groups, and a group that is too large in several, numbered.
func (b *Book) volumes() []volume {
	room := b.o.Sheets - 2 // the index, and the summary
	if sheetsOf(b.parts) <= room {
		return []volume{{Volume{"", sheetsOf(b.parts) + 2, len(b.forms)}, b.parts}}
	}
	var out []volume
	for _, g := range b.parts {
		cut := split(g, room, func(f *form) int { return int(f.sheets) })
		for i, part := range cut {
			v := volume{Volume{g.name, sheetsOf([]*group{part}) + 2, part.count()}, []*group{part}}
			if g.level < 0 {
				v.Name = ""
			}
			if len(cut) > 1 {
				if v.Name != "" {
					v.Name += "-"
				}
				v.Name += strconv.Itoa(i + 1)
			}
			out = append(out, v)
		}
	}
	return out
}

func sheetsOf(groups []*group) (n int) {
	for f := range formsIn(groups) {
		n += int(f.sheets)
	}
	return n
}

// split cuts a group into parts that are not larger than room, between forms; each part has the groups of its forms.
func split(g *group, room int, size func(*form) int) (out []*group) {
	left := 0
	var same map[*group]*group // groups of the part, by those of the book
	var walk func(x *group, path []*group)
	walk = func(x *group, path []*group) {
		path = append(path[:len(path):len(path)], x)
		for _, sub := range x.groups {
			walk(sub, path)
		}
		for _, f := range x.forms {
			if len(out) == 0 || size(f) > left && left < room {
				top := &group{name: g.name, level: g.level}
				out, same, left = append(out, top), map[*group]*group{g: top}, room
			}
			at := out[len(out)-1]
			for _, p := range path[1:] {
				next := same[p]
				if next == nil {
					next = &group{name: p.name, level: p.level}
					same[p] = next
					at.groups = append(at.groups, next)
				}
				at = next
			}
			at.forms = append(at.forms, f)
			left -= size(f)
		}
	}
	walk(g, nil)
	return out
}

// Volumes are the workbooks that WriteXLSX will write.
func (b *Book) Volumes() ([]Volume, error) {
	if err := b.plan(); err != nil {
		return nil, err
	}
	var out []Volume
	for i, v := range b.volumes() {
		if b.picks(i) {
			out = append(out, v.Volume)
		}
	}
	return out, nil
}

// WriteXLSX writes the book as workbooks: an index with links, the summary, then a sheet a table. create opens the
// file of a volume and finish ends it. Every form must have been measured without an error.
func (b *Book) WriteXLSX(ctx context.Context, create func(Volume) (io.Writer, error), finish func(Volume) error) error {
	if err := b.plan(); err != nil {
		return err
	}
	for i, v := range b.volumes() {
		if !b.picks(i) {
			continue
		}
		w, err := create(v.Volume)
		if err != nil {
			return err
		}
		if err := b.workbook(ctx, w, v); err != nil {
			return err
		}
		if err := finish(v.Volume); err != nil {
			return err
		}
	}
	return nil
}

const indexTitle = "目录"

func (b *Book) workbook(ctx context.Context, w io.Writer, v volume) error {
	tables, err := b.summarize(v.groups)
	if err != nil {
		return err
	}
	// The names of the sheets are known before the sheets are made: one namer, asked in the same order, gives the
	// same names.
	var names ooxml.Namer
	names.Name(indexTitle)
	summaryNames := make([]string, len(tables))
	for i, s := range tables {
		summaryNames[i] = names.Name(s.title)
	}
	var forms []*form
	first := map[*form]string{}
	for f := range formsIn(v.groups) {
		forms = append(forms, f)
		_, sheets, err := b.about(f)
		if err != nil {
			return err
		}
		for i, want := range sheets {
			if got := names.Name(want); i == 0 {
				first[f] = got
			}
		}
	}
	meta := b.meta()
	if v.Name != "" {
		meta.Title += "（" + v.Name + "）"
		meta.Author = v.groups[0].name
	}
	out := b.newWorkbook(meta)
	index, links, err := b.index(v, tables, summaryNames, first)
	if err != nil {
		return err
	}
	if _, err := out.Add(index, true, links...); err != nil {
		return err
	}
	for _, s := range tables {
		g, err := s.whole(b)
		if err != nil {
			return err
		}
		m, err := b.e.Measure(g)
		if err != nil {
			return err
		}
		var links []xlsx.Link
		for row := range g.Tables[0].Rows {
			if f := s.names[row]; f != nil {
				links = append(links, xlsx.Link{Row: physical(m, row), Col: 1, Sheet: first[f]})
			}
		}
		if _, err := out.Add(m, true, links...); err != nil {
			return err
		}
	}
	err = ordered(ctx, b.o.Workers, len(forms), func(i int) (*grid.Measured, error) {
		return b.grid(forms[i])
	}, func(i int, m *grid.Measured, err error) error {
		if err != nil {
			return err
		}
		got, err := out.Add(m, true)
		if err == nil && got[0] != first[forms[i]] {
			f := forms[i]
			return fmt.Errorf("book: the sheet of %s is called %s, the index says %s", f.name, got[0], first[f])
		}
		return err
	})
	if err != nil {
		return err
	}
	return out.Write(w)
}

// physical is the row of a measured table a row of its grid has become.
func physical(m *grid.Measured, row int) int {
	for i, r := range m.Tables[0].Rows {
		if r.Source == row {
			return i
		}
	}
	return 0
}

// index is the first sheet: every form under its groups, with the name of its sheet; names lead there.
func (b *Book) index(v volume, tables []*summed, summaryNames []string,
	first map[*form]string) (*grid.Measured, []xlsx.Link, error) {
	number := numberStyle
	number.Format = "-{page}-"
	t := newTable([]int64{14, 98, 60}, &number)
	title := b.meta().Title
	if v.Name != "" {
		title += "（" + v.Name + "）"
	}
	t.line(grid.RoleTitle, titleStyle, title)
	if b.o.Unit != "" || b.o.Date != "" {
		t.line(grid.RoleHead, rightStyle, b.o.Unit+"　"+b.o.Date)
	}
	t.header("序号", "项目（点击转到）", "工作表")
	var rows []int
	var sheets []string
	lead := func(sheet string) {
		rows, sheets = append(rows, t.row()), append(sheets, sheet)
	}
	for i, s := range tables {
		lead(summaryNames[i])
		t.data(cellOf(""), cellOf(s.title), cellOf(summaryNames[i]))
	}
	n := 0
	each(v.groups, func(g *group) { t.heading(fmt.Sprintf("%s（%d 份）", g.name, g.count()), g.level) }, func(f *form) {
		n++
		lead(first[f])
		t.data(count(n), cellOf(f.name), cellOf(first[f]))
	})
	m, err := b.e.Measure(t.grid(title, indexTitle))
	if err != nil {
		return nil, nil, err
	}
	links := make([]xlsx.Link, len(rows))
	for i, r := range rows {
		links[i] = xlsx.Link{Row: physical(m, r), Col: 1, Sheet: sheets[i]}
	}
	return m, links, nil
}
