//go:build onefile

package plain

import (
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/page"
)

// 公表.html has neither library: a browser reads the whole of it before the first form is printed, and its page offers
// no plain PDF.

type parsed struct{}

func (p *Painter) gopdf(*page.Document, Options) ([]byte, error) { return nil, leftOut() }
func (p *Painter) fpdf(*page.Document, Options) ([]byte, error)  { return nil, leftOut() }

func leftOut() error {
	return finding.List{{Code: "PAINTER-NONE", Message: "公表.html 里没有 gopdf 和 fpdf，不出普通 PDF",
		English: "公表.html has neither gopdf nor fpdf: it makes no plain PDF",
		Hint:    "不要 painter，或用 gongbiao 命令"}}.AsData()
}
