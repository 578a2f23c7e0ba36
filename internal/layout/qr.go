package layout

import (
	"rsc.io/qr"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Sizes of the QR code of a verification code (ISO/IEC 18004): version 1 holds its 19 characters at level M.
const (
	qrModules = 21
	qrQuiet   = 4                // modules left white around it
	qrLarge   = unit.MM * 4 / 10 // side of a module where there is room
	qrSmall   = unit.MM / 4      // the least that office printers and telephones manage
	qrEdge    = 4 * unit.MM      // of the paper that printers leave white
)

// qrModule is the side of a module in the bottom margin, 0 if the margin is too low.
func qrModule(p grid.Paper) unit.Length {
	m := (p.Bottom - qrEdge) / (qrModules + qrQuiet) / (unit.MM / 100) * (unit.MM / 100)
	if m < qrSmall {
		return 0
	}
	return min(m, qrLarge)
}

// qrRoom is the width of the QR code and the white beside it.
func qrRoom(p grid.Paper) unit.Length { return (qrModules + qrQuiet) * qrModule(p) }

// code paints the QR code of a page at its left or right foot, below the text area, as few rectangles.
func (f *form) code(e edge, align grid.Align) {
	m := qrModule(e.t.Paper)
	if m == 0 {
		return
	}
	if f.qr == nil {
		f.qr = qrBoxes(f.m.Meta.Code)
	}
	paper := e.t.Paper
	x, y := paper.Left, paper.Height-paper.Bottom+qrQuiet*m
	if align == grid.AlignRight {
		x = paper.Width - paper.Right - qrModules*m
	}
	pg := &f.doc.Pages[e.page]
	for _, b := range f.qr {
		pg.Items = append(pg.Items, page.Fill{Tag: page.Tag{Artifact: page.FooterArtifact},
			Box: page.Box{X: x + unit.Length(b.x)*m, Y: y + unit.Length(b.y)*m, W: unit.Length(b.w) * m, H: unit.Length(b.h) * m}})
	}
}

// qrBox is a black rectangle, in modules.
type qrBox struct{ x, y, w, h int }

// qrBoxes splits the black modules into rectangles; nil if the text is more than version 1 holds.
func qrBoxes(code string) (out []qrBox) {
	c, err := qr.Encode(code, qr.M)
	if err != nil || c.Size != qrModules {
		return nil
	}
	var done [qrModules][qrModules]bool
	black := func(x, y int) bool { return x < qrModules && y < qrModules && !done[y][x] && c.Black(x, y) }
	for y := range qrModules {
		for x := range qrModules {
			if !black(x, y) {
				continue
			}
			b := qrBox{x, y, 1, 1}
			for black(x+b.w, y) {
				b.w++
			}
			for full := true; full; {
				for k := x; full && k < x+b.w; k++ {
					full = black(k, y+b.h)
				}
				if full {
					b.h++
				}
			}
			for j := y; j < y+b.h; j++ {
				for k := x; k < x+b.w; k++ {
					done[j][k] = true
				}
			}
			out = append(out, b)
		}
	}
	return out
}
