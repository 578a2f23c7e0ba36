package templates

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	pictures "github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Pictures reads a file that a record names, beside the file the record is in. What an error says goes into the
// finding.
type Pictures func(record, name string) ([]byte, error)

// maxPixels is how many pixels the pictures of one record may have together.
const maxPixels = 4 * pictures.MaxRecord

// maxInWorkbook is how long the text of a picture may be in a cell of a workbook to be filled in: a name is shorter, a
// picture written out would make the row higher than a page.
const maxInWorkbook = 400

// depicted is a picture of the record, read.
type depicted struct {
	data       []byte
	full, thin []byte // of a seal, made when first asked for
}

// across is what a layout says of its 骑缝章.
type across struct {
	source *fieldRef
	size   unit.Length
	name   string
}

// ofRecord finds the field a picture is taken from.
func (c *compiler) ofRecord(p *part, q notation.Piece) bool {
	path := c.substitute(q.From, q.Inner)
	if p.ref = c.resolve(path, q.Inner); p.ref == nil {
		return false
	}
	if !p.ref.field.Picture {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "在表单里写 "+p.ref.field.Name+": picture", "“%s”不是图片字段", path)
		return false
	}
	return true
}

// depicted makes a part that shows the picture of a field: a seal, or a picture.
func (c *compiler) depicted(p *part, q notation.Piece) bool {
	if q.From == "" || !c.ofRecord(p, q) {
		return false
	}
	c.prints(p.ref.field)
	if q.Kind == notation.Picture {
		p.pic = &grid.Picture{Width: q.Width, Height: q.Height, Alt: cmp.Or(q.Choice, p.ref.field.Name)}
	}
	return true
}

// readAcross reads 骑缝章: the field, or {picture: 公章, size: 42mm, name: 单位公章}.
func (l *loader) readAcross(n *yaml.Node) {
	if n == nil || n.Tag == "!!null" {
		return
	}
	a, field := &across{size: 40 * unit.MM}, n
	if n.Kind != yaml.ScalarNode {
		m, ok := l.Mapping(n, "across", "picture", "size", "name")
		if !ok {
			return
		}
		if field = m.Get("picture"); field == nil {
			l.Errorf(yamltree.At(n), "LAYOUT-MISSING-KEY", "如 across: {picture: 公章, size: 42mm}", "across 缺 picture")
			return
		}
		if v := m.Get("size"); v != nil {
			if d, ok := l.Length(v, "骑缝章的大小", 10*unit.MM, 80*unit.MM, "mm"); ok {
				a.size = d
			}
		}
		if v := m.Get("name"); v != nil {
			a.name, _ = l.Text(v, "name")
		}
	}
	t, ok := l.Text(field, "across")
	if !ok {
		return
	}
	var p part
	if l.compiler(0).ofRecord(&p, notation.Piece{From: t, Inner: yamltree.At(field)}) {
		a.source, a.name = p.ref, cmp.Or(a.name, "骑缝章")
		l.layout.across = a
	}
}

// across is the seal over the edges of the pages, if the record has it.
func (x *expander) across() *grid.Across {
	a := x.l.across
	if a == nil || x.try != nil {
		return nil
	}
	v := a.source.value(x) // not printed by this: a form of one page has no edges to seal, and a workbook no answer
	d := x.picture(v)
	if d == nil || !x.inked(d, v) {
		return nil
	}
	return &grid.Across{Ink: d.full, Size: a.size, Name: a.name}
}

// depict puts the record's picture into a cell that has room for one.
func (x *expander) depict(out *grid.Cell, v *model.Value) {
	d := x.picture(v)
	switch {
	case d == nil:
		out.Picture = nil // what the layout has is its size only
	case out.Picture != nil:
		p := *out.Picture
		p.Data, out.Picture = d.data, &p
	case out.Seal != nil && x.inked(d, v):
		s := *out.Seal
		s.Ink, s.Thin, out.Seal = d.full, d.thin, &s
	}
}

// inked takes the paper from a seal.
func (x *expander) inked(d *depicted, v *model.Value) bool {
	if d.full == nil {
		var err error
		if d.full, d.thin, err = pictures.Ink(d.data, pictures.MaxRecord); err != nil {
			x.undepicted(v, err)
			return false
		}
	}
	return true
}

// picture reads the picture a value holds or names; nil: there is none, or none that can be used, which is reported.
// Where nobody gave files, those it names are not looked at.
func (x *expander) picture(v *model.Value) *depicted {
	switch {
	case x.open && x.pieces == nil && len(v.Text) > maxInWorkbook:
		x.data = append(x.data, x.noPicture(v, "图写在记录里，填报的 Excel 放不下", "把图存成记录旁边的文件，记录里写文件名"))
		return nil
	case v.Text == "" || x.try != nil || x.open:
		return nil
	}
	if d, known := x.seen[v.Text]; known {
		return d
	}
	if x.seen == nil {
		x.seen = map[string]*depicted{}
	}
	x.seen[v.Text] = nil
	data, inline, err := pictures.Inline(v.Text)
	switch {
	case err != nil:
		err = errors.New("base64 写错了")
	case !inline && x.files == nil:
		return nil
	case !inline:
		data, err = x.files(x.rec.File, v.Text)
	}
	if err == nil && len(data) > pictures.MaxBytes {
		err = fmt.Errorf("超过 %d 兆字节", pictures.MaxBytes>>20)
	}
	if err == nil {
		err = pictures.Whole(data, pictures.MaxRecord)
	}
	if err == nil {
		conf, _, _ := image.DecodeConfig(bytes.NewReader(data)) // it was decoded whole
		if x.pixels += conf.Width * conf.Height; x.pixels > maxPixels {
			err = fmt.Errorf("一份表的图合起来超过 %d 万像素", maxPixels/10_000)
		}
	}
	if err != nil {
		x.undepicted(v, err)
		return nil
	}
	d := &depicted{data: data}
	x.seen[v.Text] = d
	return d
}

// undepicted reports a picture of the record that cannot be used.
func (x *expander) undepicted(v *model.Value, err error) {
	what, hint := "写在记录里的图", "写 PNG 或 JPEG 的 base64，或者记录旁边的文件名"
	if _, inline, _ := pictures.Inline(v.Text); !inline {
		what = "图“" + finding.Short(v.Text) + "”"
	}
	if large := (*pictures.Large)(nil); errors.As(err, &large) {
		hint = "用画图软件缩小，另存一次"
	}
	x.data = append(x.data, x.noPicture(v, what+"不能用："+err.Error(), hint))
}

func (x *expander) noPicture(v *model.Value, message, hint string) finding.Finding {
	return finding.Finding{Code: "DATA-PICTURE", Record: x.rec.Name, Pos: finding.Pos{File: x.rec.File, Line: v.Line, Col: v.Col},
		Path: v.Path, Place: pointer.Path(v.Path).Place(), Message: message, Hint: hint}
}
