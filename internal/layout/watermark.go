package layout

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A watermark runs up at 45 degrees through the middle of the page, as large as the page allows.
const (
	markLarge  = 96 * unit.Pt
	markSmall  = 16 * unit.Pt // smaller it is no watermark
	markGray   = 230          // light enough to read through, dark enough to be seen on a copy
	markMargin = 10 * unit.MM
	markFamily = "黑体"
	sine45     = 70711 // of 100 000
)

// watermarkSize is the size at which a text of em millionths of an em fits a page, its corners included.
func watermarkSize(p grid.Paper, em int64) unit.Length {
	room := min(p.Width, p.Height) - 2*markMargin // a square the turned line must stay in
	// (width + height) · sin 45° ≤ room, with a height of 1 em.
	size := unit.Length(int64(room) * 100000 / sine45 * 1000 / ((em + 1000000) / 1000))
	return min(size, markLarge)
}

func (t *table) checkWatermark() {
	if t.Watermark == "" {
		return
	}
	st := edgeStyle(markFamily, markLarge)
	t.set.load(oneLine.Replace(t.Watermark), st, func() finding.Finding { return finding.Finding{Place: t.name + "水印"} })
	if _, em := t.set.widest(); watermarkSize(t.Paper, em) < markSmall {
		t.refuse(&grid.Cell{Place: "水印", Text: t.Watermark}, "LAYOUT-REFUSED",
			fmt.Sprintf("水印“%s”太长，印出来不到 %s 磅", brief(t.Watermark), markSmall.PtString()),
			"the watermark is too long", "请缩短文字")
	}
}

// watermark begins a page with the table's watermark, so that everything else lies over it.
func (v *view) watermark() {
	if v.t.Watermark == "" {
		return
	}
	paper := v.t.Paper
	s, st := v.set, edgeStyle(markFamily, markLarge)
	s.load(oneLine.Replace(v.t.Watermark), st, noPlace)
	_, em := s.widest()
	st.Size = watermarkSize(paper, em)
	runs := s.runsOf(0, len(s.cl), st.Size)
	width := widthOf(runs)
	// The middle of the line, a third of its size above the baseline, is the middle of the page.
	up := st.Size.Scale(36, 100)
	x := paper.Width/2 - (width/2-up).Scale(sine45, 100000)
	y := paper.Height/2 + (width/2+up).Scale(sine45, 100000)
	for _, r := range runs {
		v.items = append(v.items, page.Text{Tag: page.Tag{Artifact: page.WatermarkArtifact}, X: x, Y: y, Face: r.Face,
			Size: st.Size, Text: r.Text, Entered: r.Entered, Width: r.Width,
			Gray: markGray, Rotate: 45})
		x, y = x+r.Width.Scale(sine45, 100000), y-r.Width.Scale(sine45, 100000)
	}
}
