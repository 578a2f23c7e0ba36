// Package pdf reads forms out of PDF files. In: a file that package intake let in. Out: its tables as package found has
// them: ruled lines make the grid, characters lie in its cells by their places; of a tagged file of this program the
// structure tree says which cells there are and how they go on over pages, if it agrees with what is seen. Figures are
// the characters that are printed.
//
// It reads what has characters: scans, passwords and faces that do not say which character a sign is are refused or
// said. Nothing of a file is run, followed or fetched. docs/decisions/0034-printed-forms.md has the reasons.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Read reads the tables of a file, and the texts beside them. Errors are *finding.DataError.
func Read(f *intake.File) (*found.Document, error) {
	if f.Kind != intake.PDF {
		return nil, f.Refuse()
	}
	d, err := read(f)
	if err != nil && finding.Of(err) == nil {
		err = refuse(f.Name, err)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// refuse says in a sentence why a file is not read.
func refuse(name string, err error) error {
	switch {
	case errors.Is(err, errLocked):
		return intake.Fail(name, "READ-ENCRYPTED", "PDF 有密码，或限制了复制，读不了。", "请对方去掉密码和限制，或交 Word、Excel 文件",
			"the PDF is encrypted")
	case errors.Is(err, errMuch):
		return intake.Fail(name, "READ-BOMB", "PDF 里的内容多得不像填写的表，没有读完。", "只留要读的几页再交", "the PDF has more in it than any form")
	case errors.Is(err, errFilter):
		return intake.Fail(name, "READ-PDF", "PDF 里的文字用了这里不认识的压缩方法，读不了。", "用 Word 或 WPS 另存为 .docx，或重新“打印成 PDF”再交",
			"a filter of the PDF is not known")
	}
	return intake.Fail(name, "READ-DAMAGED", "PDF 已损坏，读不出来。", "重新下载或请对方重发", "the PDF is damaged")
}

// document is a file with its pages as they are shown.
type document struct {
	*file
	ids   []ref // of the pages
	pages []*shown
	grids [][]*ruled
	rest  [][]line // lines along the page that are part of no table
	ours  bool
	looks bool // how tables are set is wanted
	notes finding.List
}

func read(f *intake.File) (*found.Document, error) {
	x, err := open(f)
	if err != nil {
		return nil, err
	}
	d := &document{file: x, looks: f.Looks, ours: bytes.Contains(infoOf(x), []byte("Gongbiao"))}
	fonts := map[any]*font{}
	all, pictured, unseen := 0, 0, 0
	err = x.pages(func(s sheet) error {
		p, err := x.show(s, fonts)
		if err != nil {
			return err
		}
		grids, rest := tables(p.lines, x.work)
		rest = slices.DeleteFunc(rest, func(l line) bool { return !l.along })
		p.lines = nil
		d.ids, d.pages, d.grids, d.rest = append(d.ids, s.id), append(d.pages, p), append(d.grids, grids), append(d.rest, rest)
		if d.weigh(len(d.pages) - 1); x.spent() {
			return errMuch
		}
		all += len(p.glyphs)
		unseen += p.unseen
		if p.pictures > p.width*p.height/2 {
			pictured++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := d.readable(all, unseen, pictured); err != nil {
		return nil, err
	}
	d.say()
	var out *found.Document
	if !d.looks { // tags do not tell where a cell is
		out = d.tagged()
	}
	if out == nil {
		out = d.seen()
	}
	if d.spent() {
		return nil, errMuch
	}
	if len(out.Tables) == 0 {
		return nil, intake.Fail(f.Name, "READ-PDF", "PDF 里没有画了框线的表格，读不出格子。", "请交 Word、Excel 文件", "the PDF has no ruled table")
	}
	out.Notes = append(append(out.Notes, f.Notes...), d.notes...)
	return out, nil
}

// What is kept of a page, in bytes: for a character and its copy in a cell, a line, a field of a grid, a cell.
const costGlyph, costLine, costField, costRegion, costLook = 100, 24, 10, 100, 250

// weigh counts what is kept of a page, and what it takes to find the cell of each character.
func (d *document) weigh(page int) {
	p := d.pages[page]
	d.keep(costGlyph*(len(p.glyphs)+len(p.slanted)) + costLine*len(d.rest[page]))
	for i := range p.glyphs {
		d.keep(2 * len(p.glyphs[i].text))
	}
	for _, t := range d.grids[page] {
		d.keep(costField*len(t.owner) + costRegion*len(t.cells))
		if d.looks {
			d.keep(costLook * len(t.cells))
		}
	}
	d.work(len(d.grids[page]) * len(p.glyphs))
}

// infoOf are the names of the programs that made the file.
func infoOf(x *file) []byte {
	info := x.dict(x.trailer["Info"])
	var b []byte
	for _, k := range []name{"Producer", "Creator"} {
		s, _ := x.get(info[k]).(str)
		b = append(b, textString(s)...)
	}
	return b
}

// readable refuses scans, and files whose characters nobody can tell.
func (d *document) readable(all, unseen, pictured int) error {
	if all == 0 || unseen > all {
		switch {
		case unseen > 0:
			return intake.Fail(d.name, "READ-SCAN", "这是扫描件，上面的字是识别出来垫在图下面的，不可靠，没有读。", "请交 Word、Excel 文件，或由电脑直接生成的 PDF",
				"a scan with recognized text")
		case pictured > 0:
			return intake.Fail(d.name, "READ-SCAN", "这是扫描件或图片，里面没有文字，读不了。", "请交 Word、Excel 文件，或由电脑直接生成的 PDF", "a scan without text")
		}
		return intake.Fail(d.name, "READ-PDF", "PDF 里没有文字，读不了。", "请交 Word、Excel 文件", "the PDF has no text")
	}
	lost := 0
	for _, p := range d.pages {
		for i := range p.glyphs {
			if strings.Contains(p.glyphs[i].text, unknown) {
				lost++
			}
		}
	}
	if lost > all/2 {
		return intake.Fail(d.name, "READ-GLYPH", "PDF 里的字没有说明各是什么字，只能看，读不出来。", "请交 Word、Excel 文件，或换一个程序重新“打印成 PDF”",
			"the PDF does not say which characters its signs are")
	}
	return nil
}

// say notes what of the file is left alone.
func (d *document) say() {
	note := func(severity finding.Severity, code, message, english string) {
		d.notes = append(d.notes, finding.Finding{Code: code, Severity: severity, Pos: finding.Pos{File: d.name},
			Message: message, English: english})
	}
	slanted, notes, cut := 0, 0, 0
	for _, p := range d.pages {
		if len(p.slanted) > 0 {
			slanted++
		}
		notes += p.notes
		cut += p.cut
	}
	if cut > 0 {
		note(finding.Warning, "READ-CLIPPED", fmt.Sprintf("PDF 里有 %d 个字画在看得见的范围之外，没有读：可能是格子放不下，印出来就没有。", cut),
			"characters outside what is shown were not read")
	}
	if slanted > 0 {
		note(finding.Note, "READ-OBJECTS", "页上有斜着印的字（多半是水印），没有读。", "slanted text, such as a watermark, was not read")
	}
	if notes > 0 {
		note(finding.Warning, "READ-OBJECTS", fmt.Sprintf("PDF 上有批注、图章等 %d 处，没有读。", notes), "annotations were not read")
	}
	if d.get(d.trailer["Root"], "Names", "EmbeddedFiles") != nil {
		d.notes = append(d.notes, intake.Embedded.Note(d.name))
	}
}
