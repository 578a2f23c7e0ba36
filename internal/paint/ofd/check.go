package ofd

import (
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// What would make a file that is no OFD, or one whose tags lie, is found here before the first byte.

func checkMeta(m page.Meta, o Options) error {
	for _, x := range [...]struct{ name, text string }{{"Title", m.Title}, {"Author", m.Author}, {"Subject",
		m.Subject}, {"Keywords", m.Keywords},
		{"Lang", m.Lang}, {"Producer", o.Producer}, {"Identifier", m.Identifier}} {
		if !base.Clean(x.text) || len(x.text) > 1<<20 {
			return base.Refuse(CodeMeta, x.name, "有控制字符、无效字符，或太长")
		}
	}
	if y := o.Date.Year(); !o.Date.IsZero() && (y < 1 || y > 9999) {
		return base.Refuse(CodeMeta, "Date", "年份 %d 写不进文件", y)
	}
	if len(o.Attachments) > 0 && !o.Plain {
		return base.Refuse(CodeStructure, o.Attachments[0].Name, "OFD-A 不带附件（GB/T 42133），要带附件请写普通 OFD")
	}
	for _, a := range o.Attachments {
		if a.Name == "" || !base.Clean(a.Name) || a.Format == "" || strings.ContainsFunc(a.Format,
			func(r rune) bool { return r < 'a' || r > 'z' }) {
			return base.Refuse(CodeStructure, a.Name, "附件的名称或格式不对")
		}
	}
	return nil
}

func (s *Stream) checkDocument(d *page.Document) error {
	if len(d.Pages) == 0 {
		return base.Refuse(CodeStructure, "", "没有一页")
	}
	if !base.Clean(d.Meta.Title) || !base.Clean(d.Meta.Lang) || !base.Clean(d.Meta.Identifier) {
		return base.Refuse(CodeMeta, "Title", "有控制字符、无效字符")
	}
	if err := s.checkElems(d); err != nil {
		return err
	}
	for i := range d.Pages {
		pg := &d.Pages[i]
		for _, l := range [2]unit.Length{pg.Width, pg.Height} {
			if l < unit.MM || l > 5000*unit.MM {
				return base.Refuse(CodeLimit, "", "页面 %s × %s 超出 1 毫米至 5 米", pg.Width, pg.Height).On(i)
			}
		}
		for _, it := range pg.Items {
			if err := checkItem(d, it); err != nil {
				return err.On(i)
			}
		}
	}
	level := -1
	if n := len(s.outline); n > 0 { // a part of a book goes on where the part before it stood
		level = s.outline[n-1].Level
	}
	for _, b := range d.Outline {
		if b.Level < 0 || b.Level > level+1 || b.Page < 0 || b.Page > 1<<24 || b.Title == "" || !base.Clean(b.Title) ||
			!base.Small(b.Y) {
			return base.Refuse(CodeStructure, b.Title, "书签的层次、页或标题不对")
		}
		level = b.Level
	}
	return nil
}

func (s *Stream) checkElems(d *page.Document) error {
	if len(d.Elems) == 0 || d.Elems[0].Parent != -1 || d.Elems[0].Role != page.RoleDocument {
		return base.Refuse(CodeStructure, "", "结构树要从 Document 元素开始")
	}
	t := &s.tree
	clear(t.ids)
	for i := range d.Elems {
		e := &d.Elems[i]
		if int(e.Role) >= len(names) || int(e.Scope) >= len(scopes) {
			return base.Refuse(CodeStructure, "", "结构元素 %d 的类型不对", i)
		}
		name := e.Role.String()
		switch {
		case i > 0 && (e.Parent < 0 || e.Parent >= i || e.Role == page.RoleDocument):
			return base.Refuse(CodeStructure, name, "结构元素 %d 的上级不对", i)
		case i > 0 && !mayStand(e.Role, d.Elems[e.Parent].Role):
			return base.Refuse(CodeStructure, name, "%s 不能直接在 %s 里", name, d.Elems[e.Parent].Role)
		case e.RowSpan < 0 || e.ColSpan < 0 || e.RowSpan > 1<<20 || e.ColSpan > 1<<14:
			return base.Refuse(CodeStructure, name, "跨行或跨列数不对")
		case e.Box != (page.Box{}) && (e.BoxPage < 0 || e.BoxPage >= len(d.Pages) || !base.Small(e.Box.X, e.Box.Y,
			e.Box.W, e.Box.H)):
			return base.Refuse(CodeStructure, name, "元素的位置不对")
		case !base.Clean(e.Alt) || !base.Clean(e.Actual) || !base.Clean(e.Title) || !base.Clean(e.Lang):
			return base.Refuse(CodeStructure, name, "说明文字有控制字符或无效字符")
		}
		if e.ID != "" {
			if t.ids == nil {
				t.ids = map[string]int{}
			}
			if _, twice := t.ids[e.ID]; twice {
				return base.Refuse(CodeStructure, e.ID, "元素的 ID 重复")
			}
			t.ids[e.ID] = i
		}
	}
	for i := range d.Elems {
		for _, h := range d.Elems[i].Headers {
			if _, ok := t.ids[h]; !ok {
				return base.Refuse(CodeStructure, h, "Headers 里的表头不存在")
			}
		}
	}
	t.reset(d)
	for i := range d.Elems {
		if d.Elems[i].Role == page.RoleTable {
			if err := t.placeCells(d, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayStand says whether the parts of a table stand where the schema of the tags has them.
func mayStand(child, parent page.Role) bool {
	rows := parent == page.RoleTable || parent == page.RoleTHead || parent == page.RoleTBody
	switch child {
	case page.RoleTHead, page.RoleTBody:
		return parent == page.RoleTable
	case page.RoleTR:
		return rows
	case page.RoleTH, page.RoleTD:
		return parent == page.RoleTR
	case page.RoleCaption:
		return parent != page.RoleTHead && parent != page.RoleTBody && parent != page.RoleTR
	}
	return !rows && parent != page.RoleTR
}

func checkItem(d *page.Document, it page.Item) *Error {
	if it == nil {
		return base.Refuse(CodeStructure, "", "空的绘制项")
	}
	tag := it.Mark()
	if tag.Artifact == page.NotArtifact {
		if tag.Elem <= 0 || tag.Elem >= len(d.Elems) {
			return base.Refuse(CodeStructure, "", "绘制项既不属于结构元素，也不是装饰")
		}
	} else if tag.Elem != 0 || tag.Artifact > page.BackgroundArtifact {
		return base.Refuse(CodeStructure, "", "装饰不能同时属于结构元素 %d", tag.Elem)
	}
	switch it := it.(type) {
	case page.Text:
		if it.Text == "" {
			return nil
		}
		if _, ok := cosines[it.Rotate]; !ok {
			return base.Refuse(CodeStructure, it.Text, "文字不能旋转 %d 度", it.Rotate)
		}
		if it.Size <= 0 || !base.Small(it.Size, it.X, it.Y, it.Spacing) {
			return base.Refuse(CodeLimit, it.Text, "文字的位置或字号不对")
		}
		if it.Entered != "" && (utf8.RuneCountInString(it.Text) != 1 || len(it.Entered) > 250 || !base.Clean(it.Entered)) {
			return base.Refuse(CodeStructure, it.Entered, "所代表的字与所印的字不相当")
		}
	case page.Rule:
		if it.Width < 0 || !base.Small(it.Width, it.X1, it.Y1, it.X2, it.Y2) {
			return base.Refuse(CodeLimit, "", "线的位置或宽度不对")
		}
	case page.Fill:
		if !base.Small(it.X, it.Y, it.W, it.H) {
			return base.Refuse(CodeLimit, "", "色块的位置不对")
		}
	case page.Picture:
		if it.W <= 0 || it.H <= 0 || !base.Small(it.X, it.Y, it.W, it.H) {
			return base.Refuse(CodeLimit, "", "图片的位置或大小不对")
		}
	case page.Link:
		if it.Page < 0 || it.Page > 1<<24 || !base.Small(it.X, it.Y, it.W, it.H) || it.Contents == "" ||
			!base.Clean(it.Contents) {
			return base.Refuse(CodeStructure, it.Contents, "链接没有说明文字，或位置不对")
		}
	default:
		return base.Refuse(CodeStructure, "", "不认识的绘制项 %T", it)
	}
	return nil
}
