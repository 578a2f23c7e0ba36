package pdf

import (
	"slices"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// What PDF/UA-1 and PDF/A-2a ask of a document and a writer can see is checked here, before the first byte, so that
// what is written conforms whatever the caller did.

func checkMeta(m page.Meta, o Options) error {
	if m.Title == "" {
		return base.Refuse(CodeMeta, "Title", "没有标题，PDF/UA 要求有")
	}
	for _, x := range [...]struct{ name, text string }{{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject},
		{"Keywords", m.Keywords}, {"Identifier", m.Identifier}, {"Producer", o.Producer}, {"Creator", o.Creator}} {
		if !base.Clean(x.text) || !textFits(x.text) {
			return base.Refuse(CodeMeta, x.name, "有控制字符、无效字符，或太长")
		}
	}
	if !langOK(m.Lang) {
		return base.Refuse(CodeMeta, "Lang", "语言 %q 不合 BCP 47", m.Lang)
	}
	return nil
}

// langOK is the syntax ISO 32000-1, 14.9.2 takes from RFC 3066.
func langOK(s string) bool {
	part, n := 0, 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '-' {
			if n < 1 || n > 8 {
				return false
			}
			part, n = part+1, 0
			continue
		}
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || part > 0 && s[i] >= '0' && s[i] <= '9') {
			return false
		}
		n++
	}
	return true
}

// set is a set of roles: a form has hundreds of elements, and each is looked up.
type set uint64

const (
	inTable = set(1) << page.RoleTable
	inTHead = set(1) << page.RoleTHead
	inTBody = set(1) << page.RoleTBody
	inTR    = set(1) << page.RoleTR
	inTH    = set(1) << page.RoleTH
	inTD    = set(1) << page.RoleTD
	inTOC   = set(1) << page.RoleTOC
	inTOCI  = set(1) << page.RoleTOCI
	inL     = set(1) << page.RoleL
	inLI    = set(1) << page.RoleLI
	inCap   = set(1) << page.RoleCaption
	inFig   = set(1) << page.RoleFigure
	inForm  = set(1) << page.RoleForm
)

// parents tells which roles may be directly in which, for those that may not be anywhere (14.8.4; ISO 14289-1,
// 7.2, 7.5); nothing stands for anywhere.
var parents = [...]set{
	page.RoleTHead: inTable, page.RoleTBody: inTable, page.RoleTR: inTable | inTHead | inTBody,
	page.RoleTH: inTR, page.RoleTD: inTR,
	page.RoleTOCI: inTOC, page.RoleLI: inL, page.RoleLBody: inLI,
	page.RoleCaption: inTable | inFig | inL | inTOC | inForm,
	len(roles) - 1:   0,
}

// children tells which roles may only have certain children; nothing stands for any.
var children = [...]set{
	page.RoleTable: inTHead | inTBody | inTR | inCap, page.RoleTHead: inTR, page.RoleTBody: inTR, page.RoleTR: inTH | inTD,
	page.RoleL: inLI | inCap, page.RoleTOC: inTOCI | inTOC | inCap,
	len(roles) - 1: 0,
}

func (s *Stream) checkDocument(d *page.Document) error {
	if len(d.Pages) == 0 {
		return base.Refuse(CodeStructure, "", "没有一页")
	}
	if err := s.checkElems(d); err != nil {
		return err
	}
	for i := range d.Pages {
		pg := &d.Pages[i]
		for _, l := range [2]unit.Length{pg.Width, pg.Height} {
			if l < 3*unit.Pt || l > 14400*unit.Pt {
				return base.Refuse(CodeLimit, "", "页面 %s × %s 超出 3 至 14400 磅", pg.Width, pg.Height).On(i)
			}
		}
		for _, it := range pg.Items {
			if err := checkItem(d, it); err != nil {
				return err.On(i)
			}
		}
	}
	level := -1
	if n := len(s.outline); n > 0 { // a part of a book goes on where the part before it ended
		level = s.outline[n-1].Level
	}
	for _, b := range d.Outline {
		if b.Level < 0 || b.Level > level+1 || b.Page < 0 || !base.Clean(b.Title) || b.Title == "" || !textFits(b.Title) {
			return base.Refuse(CodeStructure, b.Title, "书签的层次、页或标题不对")
		}
		level = b.Level
	}
	last := -1
	for _, l := range d.Labels {
		if l.Page <= last || l.Page >= len(d.Pages) || !slices.Contains([]string{"", "D", "r", "R"}, l.Style) ||
			!base.Clean(l.Prefix) || len(l.Prefix) > 100 || l.Start < 0 {
			return base.Refuse(CodeStructure, l.Prefix, "页码标签不对")
		}
		last = l.Page
	}
	return nil
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
	} else if tag.Elem != 0 || int(tag.Artifact) > len(artifacts) {
		return base.Refuse(CodeStructure, "", "装饰不能同时属于结构元素 %d", tag.Elem)
	}
	switch it := it.(type) {
	case page.Text:
		if it.Text == "" {
			return nil
		}
		if _, ok := rotations[it.Rotate]; !ok {
			return base.Refuse(CodeStructure, it.Text, "文字不能旋转 %d 度", it.Rotate)
		}
		if it.Size <= 0 || !base.Small(it.Size, it.X, it.Y, it.Spacing) {
			return base.Refuse(CodeLimit, it.Text, "文字的位置或字号不对")
		}
		return checkText(d, it)
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
		if tag.Artifact != page.NotArtifact || d.Elems[tag.Elem].Role != page.RoleLink {
			return base.Refuse(CodeStructure, it.Contents, "链接要属于 Link 元素")
		}
		if !base.Small(it.X, it.Y, it.W, it.H) || it.Contents == "" || !base.Clean(it.Contents) || !textFits(it.Contents) {
			return base.Refuse(CodeStructure, it.Contents, "链接没有说明文字，或位置不对")
		}
	default:
		return base.Refuse(CodeStructure, "", "不认识的绘制项 %T", it)
	}
	return nil
}

// maxEntered is the longest cluster, in bytes, that one character may stand for: ToUnicode takes 512 bytes of UTF-16
// (ISO 32000-1, 9.7.5).
const maxEntered = 250

// checkText looks at what only the element can make right: a private character says nothing unless ActualText does
// (ISO 19005-2, 6.2.11.7.3).
func checkText(d *page.Document, t page.Text) *Error {
	if t.Entered != "" {
		if utf8.RuneCountInString(t.Text) != 1 || len(t.Entered) > maxEntered || !base.Clean(t.Entered) {
			return base.Refuse(CodeStructure, t.Entered, "所代表的字与所印的字不相当")
		}
		return nil // what is entered is what the file says
	}
	for _, r := range t.Text {
		if r >= 0xe000 && (r <= 0xf8ff || r >= 0xf0000) && !hasActual(d, t.Tag) {
			return base.Refuse(CodeGlyph, base.Character(r), "自造字（私用区字符）没有标准含义")
		}
	}
	return nil
}

func hasActual(d *page.Document, tag page.Tag) bool {
	if tag.Artifact != page.NotArtifact {
		return false
	}
	for i := tag.Elem; i > 0; i = d.Elems[i].Parent {
		if d.Elems[i].Actual != "" {
			return true
		}
	}
	return false
}

func (s *Stream) checkElems(d *page.Document) error {
	if len(d.Elems) == 0 || d.Elems[0].Parent != -1 || d.Elems[0].Role != page.RoleDocument {
		return base.Refuse(CodeStructure, "", "结构树要从 Document 元素开始")
	}
	var ids map[string]bool
	for i := range d.Elems {
		e := &d.Elems[i]
		if err := checkFamily(d, i); err != nil {
			return err
		}
		if err := checkElem(d, e); err != nil {
			return err
		}
		switch {
		case e.Role == page.RoleH1:
			s.headings++
		case e.Role == page.RoleH2 && s.headings == 0:
			return base.Refuse(CodeStructure, roles[e.Role], "二级标题之前没有一级标题")
		}
		if e.ID != "" {
			if ids[e.ID] || len(e.ID) > 1000 {
				return base.Refuse(CodeStructure, e.ID, "元素的 ID 重复或太长")
			}
			if ids == nil {
				ids = map[string]bool{}
			}
			ids[e.ID] = true
		}
	}
	for i := range d.Elems {
		for _, h := range d.Elems[i].Headers {
			if !ids[h] {
				return base.Refuse(CodeStructure, h, "Headers 里的表头不存在")
			}
		}
	}
	s.tree.family(d)
	return s.checkTables(d)
}

// checkFamily looks at what an element is and under which it is.
func checkFamily(d *page.Document, i int) *Error {
	e := &d.Elems[i]
	if int(e.Role) >= len(roles) || int(e.Scope) >= len(scopes) {
		return base.Refuse(CodeStructure, "", "结构元素 %d 的类型不对", i)
	}
	if i == 0 {
		return nil
	}
	name := roles[e.Role]
	if e.Parent < 0 || e.Parent >= i || e.Role == page.RoleDocument {
		return base.Refuse(CodeStructure, name, "结构元素 %d 的上级不对", i)
	}
	up := d.Elems[e.Parent].Role
	in, only := parents[e.Role], children[up]
	if in != 0 && in>>up&1 == 0 || only != 0 && only>>e.Role&1 == 0 {
		return base.Refuse(CodeStructure, name, "%s 不能直接在 %s 里", name, roles[up])
	}
	return nil
}

// checkElem looks at the attributes of an element.
func checkElem(d *page.Document, e *page.Elem) *Error {
	name := roles[e.Role]
	switch {
	case e.Role == page.RoleFigure && e.Alt == "" && e.Actual == "":
		return base.Refuse(CodeStructure, name, "图没有替代文字")
	case e.Role == page.RoleTH && e.Scope == page.ScopeNone:
		return base.Refuse(CodeStructure, name, "表头单元格没有说明管行还是管列")
	case e.Role == page.RoleNote && e.ID == "":
		return base.Refuse(CodeStructure, name, "注没有 ID")
	case e.RowSpan < 0 || e.ColSpan < 0 || e.RowSpan > 1<<20 || e.ColSpan > 1<<14:
		return base.Refuse(CodeStructure, name, "跨行或跨列数不对")
	case e.Box != (page.Box{}) && (e.BoxPage < 0 || e.BoxPage >= len(d.Pages) || !base.Small(e.Box.X, e.Box.Y, e.Box.W, e.Box.H)):
		return base.Refuse(CodeStructure, name, "元素的位置不对")
	case e.Lang != "" && !langOK(e.Lang):
		return base.Refuse(CodeStructure, name, "语言 %q 不合 BCP 47", e.Lang)
	}
	for _, t := range [...]string{e.Alt, e.Actual, e.Title} {
		if t != "" && (!base.Clean(t) || !textFits(t)) {
			return base.Refuse(CodeStructure, name, "说明文字有控制字符、无效字符，或太长")
		}
	}
	return nil
}
