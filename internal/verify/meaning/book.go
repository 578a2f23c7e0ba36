// Package meaning tells whether two workbooks say and show the same, whatever programs saved them. In: the bytes of
// an XLSX. Out: a Book, and between two of them the Differences, with the cells.
//
// It is built to doubt: an element, an attribute of weight, a part or a relation that a form does not have is a
// difference, and what two readers may read in two ways is no workbook at all (Damaged). What saving alone changes is
// not looked at: the numbers of styles and shared texts, the theme, the name of the program, the order of parts,
// faces of text that stand for each other.
//
// The bytes come in by internal/intake, as all workbooks do: what kind of file it is, limits, bombs. Nothing is shared
// with the writer (internal/ooxml), whose mistakes a judge would repeat; with the readers what has one right answer.
// The parts are read here from their whole XML: internal/intake/xlsx reads a form for what was filled in, and skips
// what a judge must see. docs/decisions/0014-verify-by-rendering.md
package meaning

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// Difference is one thing that is otherwise than it should be, or that should not be there.
type Difference struct {
	Sheet string `json:"sheet,omitempty"`
	Cell  string `json:"cell,omitempty"`
	What  string `json:"what"` // in Chinese
	Is    string `json:"is,omitempty"`
	Want  string `json:"want,omitempty"`
	Look  bool   `json:"look,omitempty"` // of type, size or place alone, such as another release of this program may print
}

// Book is a workbook as read.
type Book struct {
	Title, Subject, Creator, Identifier string
	Application, Created                string
	Sheets                              []*Sheet

	names   map[string]string
	strange []Difference
}

// reader reads a book part by part.
type reader struct {
	*pack
	look    *look
	strings []text
	book    *Book
}

const mainType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

// Read reads a workbook. The error is *Damaged.
func Read(data []byte) (*Book, error) {
	r := &reader{pack: openPack(data), book: &Book{names: map[string]string{}}}
	top := r.relations("", "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail")
	main := r.only(top, "officeDocument")
	if main == "" {
		r.damaged("不是工作簿", "no workbook")
	}
	if t := r.contentType(main); t != mainType {
		r.odd("", "", "工作簿的类型", t)
	}
	r.properties(top)
	r.workbook(main)
	if r.err != nil {
		return nil, r.err
	}
	r.unreached()
	r.book.strange = r.strange
	return r.book, nil
}

func (r *reader) properties(top []relation) {
	b := r.book
	if part := r.only(top, "core-properties"); part != "" {
		for _, k := range r.xml(part).Kids {
			if into := map[string]*string{"title": &b.Title, "subject": &b.Subject, "creator": &b.Creator,
				"identifier": &b.Identifier, "created": &b.Created}[k.Name]; into != nil && !strings.HasPrefix(k.Space, "?") {
				*into = strings.TrimSpace(k.Text)
			}
		}
	}
	if part := r.only(top, "extended-properties"); part != "" {
		b.Application = strings.TrimSpace(r.xml(part).Kid("Application").Text)
	}
}

// neutral are the parts of a workbook part that change nothing of what is shown.
var neutralBook = []string{"fileVersion", "fileRecoveryPr", "bookViews", "sheets", "definedNames", "calcPr", "workbookPr"}

func (r *reader) workbook(name string) {
	rels := r.relations(name, "worksheet", "styles", "sharedStrings", "theme", "calcChain")
	n := r.sheetXML(name)
	if t := n.Twice(); t != "" && t != "AlternateContent" {
		r.damaged("工作簿里 "+t+" 出现两次", t+" stands twice in the workbook")
	}
	r.common(rels)
	for _, k := range n.Kids {
		switch {
		case k.Space == "mc" && k.Name == "AlternateContent" || strings.HasPrefix(k.Space, "?"): // where Excel notes where the file lay
		case k.Name == "workbookProtection" && len(k.Attr) == 0 && len(k.Kids) == 0:
		case k.Name == "extLst":
			for _, x := range k.All("ext") {
				if !slices.Contains([]string{"{7626C862-2A13-11E5-B345-FEFF819CDC9F}",
					"{140A7094-0E35-4892-8432-C4D2E57EDEB5}", "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}"},
					x.Attr["uri"]) {
					r.odd("", "", "工作簿里不认识的内容", x.Attr["uri"])
				}
			}
		case !slices.Contains(neutralBook, k.Name):
			r.odd("", "", "工作簿里多出", k.Name)
		}
	}
	if n.Kid("workbookPr").Is("date1904") {
		r.odd("", "", "日期系统", "1904")
	}
	if n.Kid("calcPr").IsNot("fullPrecision") {
		r.odd("", "", "计算", "按显示的精度")
	}
	for _, v := range n.Kid("bookViews").All("workbookView") {
		if x := orElse(v.Attr["visibility"], "visible"); x != "visible" {
			r.odd("", "", "窗口", x)
		}
	}
	for _, k := range n.Kid("sheets").Kids {
		rel := byID(rels, k.Attr["r:id"])
		if rel.kind != "worksheet" || k.Name != "sheet" || k.Space != "" {
			r.odd(k.Attr["name"], "", "不是工作表的页", "")
			continue
		}
		s := r.sheet(rel.target, unescape(k.Attr["name"]))
		if s.State = orElse(k.Attr["state"], "visible"); s.State == "visible" {
			s.State = ""
		}
		r.book.Sheets = append(r.book.Sheets, s)
	}
	sheets := 0
	for i := range rels {
		if rels[i].kind == "worksheet" {
			sheets++
		}
	}
	if sheets != len(r.book.Sheets) {
		r.odd("", "", "有不在目录上的工作表", "")
	}
	for _, d := range n.Kid("definedNames").All("definedName") {
		if d.Is("hidden") && strings.HasSuffix(d.Attr["name"], "_FilterDatabase") {
			continue // LibreOffice and WPS write one whenever a list was looked at
		}
		where := ""
		if i := d.Int("localSheetId", -1); i >= 0 && i < len(r.book.Sheets) {
			where = r.book.Sheets[i].Name
		}
		key := where + "\x00" + unescape(d.Attr["name"])
		if _, twice := r.book.names[key]; twice {
			r.odd(where, "", "名称写了两次", d.Attr["name"])
		}
		r.book.names[key] = strings.ReplaceAll(strings.TrimSpace(unescape(d.Text)), "'", "")
	}
}

// common reads what the sheets share: styles and texts.
func (r *reader) common(rels []relation) {
	read := func(kind string, xml func(string) *markup.Node) *markup.Node {
		if part := r.only(rels, kind); part != "" {
			return xml(part)
		}
		return &markup.Node{}
	}
	styles, texts, theme := read("styles", r.sheetXML), read("sharedStrings", r.sheetXML), read("theme", r.xml)
	if t := styles.Twice(); t != "" {
		r.damaged("样式部件里 "+t+" 出现两次", t+" stands twice in the styles")
	}
	r.look = readLook(styles, theme)
	for _, n := range texts.Kids {
		switch {
		case n.Name == "si" && n.Space == "":
			r.strings = append(r.strings, r.text(n))
		case n.Name != "extLst":
			r.odd("", "", "文字部件里不认识的内容", n.Name)
		}
	}
}

// Formulas says whether a cell of the book has a formula.
func (b *Book) Formulas() bool {
	for _, s := range b.Sheets {
		for _, c := range s.cells {
			if c.formula != "" {
				return true
			}
		}
	}
	return false
}
