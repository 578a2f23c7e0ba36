package book

import (
	"context"
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
)

// What the book adds for a form, in objects of a PDF: its line in the contents with a link, its bookmark, its row in
// the summary and a blank page before it; and what it adds once: cover, faces, headings of groups.
const (
	objectsEach = 40
	objectsOnce = 1000
)

// asked is how many forms are looked at to foresee the size of a book.
const asked = 100

// ownObjects is how much of the room of one file the book takes for so many forms.
func (b *Book) ownObjects(forms int) int {
	if b.o.Format == render.OFD {
		n := 100 + forms/5 // pages of contents and summaries
		if b.o.Duplex {
			n += 2 * forms // a blank page and its tags
		}
		return n
	}
	return objectsOnce + objectsEach*forms
}

// weigh is how much of the room of one file a measured form takes.
func (b *Book) weigh(m *grid.Measured) int {
	if b.o.Format != render.OFD {
		return objectsOf(m)
	}
	return partsOf(m)
}

// foresee measures a few forms from everywhere in the book. If by these it is far too large for one PDF, the others
// need not be measured; if it may just be, Measure finds out.
func (b *Book) foresee(ctx context.Context) error {
	n := len(b.forms)
	if !b.o.Format.Paged() || b.o.Volume > 0 || n < 2*asked {
		return nil
	}
	sum, read := 0, 0
	for i := range asked {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, _, err := b.load(ctx, b.forms[i*n/asked])
		if err != nil {
			continue // Measure tells
		}
		if m, err := f.Measured(); err == nil {
			sum += b.weigh(m)
			read++
		}
	}
	if read < asked/2 {
		return nil
	}
	if all := sum/read*n + b.ownObjects(n); all > b.room+b.room/4 {
		return b.tooLarge(all)
	}
	return nil
}

// tooLarge is the error of a book of about so many objects.
func (b *Book) tooLarge(objects int) error {
	n := len(b.forms)
	parts := max(objects/b.room+1, 2)
	if b.o.Format == render.OFD {
		return finding.List{{
			Code:    "BOOK-TOO-LARGE",
			Message: fmt.Sprintf("%d 份装不进一个 OFD：全册约要 %d 个部件，一个 OFD 最多 %d 个", n, objects, b.room),
			English: fmt.Sprintf("%d forms are too many for one OFD: some %d parts, a ZIP holds %d", n, objects, b.room),
			Hint:    fmt.Sprintf("分成 %d 册以上，每册不超过约 %d 份，例如一个主管部门一册", parts, b.room/max(objects/n, 1)/100*100),
		}}.AsData()
	}
	return finding.List{{
		Code:    "BOOK-TOO-LARGE",
		Message: fmt.Sprintf("%d 份装不进一个 PDF：全册约要 %d 万个对象，一个 PDF/A 最多 %d 万个", n, objects/10000, b.room/10000),
		English: fmt.Sprintf("%d forms are too many for one PDF: some %d objects, PDF/A allows %d", n, objects, b.room),
		Hint:    fmt.Sprintf("分成 %d 册以上，每册不超过约 %d 份，例如一个主管部门一册；或输出 .xlsx，它自动分册", parts, b.room/max(objects/n, 1)/100*100),
	}}.AsData()
}
