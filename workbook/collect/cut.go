package collect

import (
	"fmt"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// mend makes merged cells whole that were cut through where a table was cut: the part below the cut is empty and
// takes the same columns. Two cells of one row each are not put together: the lower one may have been left empty.
func (s *sheet) mend() {
	for r := range s.rows {
		up := s.aboveCut(r)
		if up < 0 {
			continue
		}
		for c := 0; c < s.end; c++ {
			x, a := s.rows[r][c], s.rows[up][c]
			x.first = x.row == r
			if x.row != r || x.col != c || x.kind != found.Empty || a.kind == found.Empty || a.col != c || a.cols != x.cols ||
				a.rows == 1 && x.rows == 1 {
				continue
			}
			a.rows, a.cut = x.row+x.rows-a.row, true
			for i := r; i < r+x.rows; i++ {
				for k := c; k < c+x.cols; k++ {
					s.rows[i][k] = a
				}
			}
		}
	}
}

// aboveCut is the row of a table that stands above a row across a cut: where somebody, or the end of a page, cut the
// table in two. -1: the row begins no piece.
func (s *sheet) aboveCut(r int) int {
	if s.from[r].t == nil {
		return -1
	}
	up := r - 1
	for up >= 0 && s.from[up].t == nil { // 续表
		up--
	}
	if up < 0 || s.from[up].t == s.from[r].t && s.from[up].t.Piece(s.from[up].row) == s.from[r].t.Piece(s.from[r].row) {
		return -1
	}
	return up
}

// wasCut says, once, that the name of a group is that of a cell above a cut.
func (t *taker) wasCut(x *cell, f *model.Field, path string) {
	if x.cut {
		t.say(finding.Warning, "READ-GROUP", x, path,
			fmt.Sprintf("表在“%s”这一格的中间断开，下一段的“%s”是空的，按接着它收。", shorten(x.text), f.Name), "请核对")
	}
	x.cut = false
}
