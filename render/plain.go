package render

import (
	"fmt"
	"io"

	"github.com/gongbiao/gongbiao/internal/paint/plain"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/page"
)

// writePlain writes plain PDF with a library that is not ours.
func (e *Engine) writePlain(w io.Writer, o Options, forms []*Form) error {
	d := forms[0].pages
	if len(forms) > 1 {
		d = &page.Document{Meta: bookMeta(forms)}
		for _, f := range forms {
			d.Pages = append(d.Pages, f.pages.Pages...)
		}
	}
	for _, f := range forms {
		if f.pages.Meta.Identifier != "" {
			return finding.List{{Code: "PAINTER-CODE",
				Message: "校验码只印在归档 PDF 上，不能和 " + string(o.Painter) + " 的普通 PDF 同用",
				English: "a verification code goes with archival PDF, not with plain PDF by " +
					string(o.Painter)}}.AsTemplate()
		}
	}
	return e.plain.Write(w, plain.Library(o.Painter), d, plain.Options{Producer: o.Producer, Date: o.Date})
}

// Notes are what is to be noted of every file of a format made with these options: that a PDF is not archival.
func (o Options) Notes(format Format) finding.List {
	if o.Painter == "" || format != PDF {
		return nil
	}
	return finding.List{{Code: "PAINTER-PLAIN", Severity: finding.Note,
		Message: fmt.Sprintf("这份 PDF 由 %s 画出，是普通 PDF，不是归档格式：没有标签、书签和元数据，不能核对",
			o.Painter),
		English: fmt.Sprintf("the PDF is painted by %s: plain, not archival, without tags, bookmarks and metadata; "+
			"it cannot be verified", o.Painter)}}
}
