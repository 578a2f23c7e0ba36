package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Finish takes out what lies below merged ranges and says what is to be said of the sheet as a whole. Merged ranges
// that overlap are an error, in words.
func (s *Sheet) Finish() error {
	under, err := s.under()
	if err != nil {
		return err
	}
	rows, cols := s.hidden()
	for _, x := range []struct {
		t                            tally
		code                         string
		severity                     finding.Severity
		before, after, hint, english string
	}{
		{rows, "READ-HIDDEN", finding.Warning, "第 ", " 行是隐藏的（或被筛选掉了），也读了。", "不要的行请删去；要看全部请取消隐藏和筛选",
			"hidden or filtered rows were read too"},
		{cols, "READ-HIDDEN", finding.Warning, "", " 列是隐藏的，也读了。", "不要的列请删去；要看全部请取消隐藏", "hidden columns were read too"},
		{s.white, "READ-WHITE", finding.Note, "", " 是白底白字，屏幕上看不见，也读了。", "", "white text on white was read too"},
		{under, "READ-UNDER", finding.Warning, "", " 的内容压在合并单元格下面，屏幕上看不见，没有读。", "取消合并看一看，不要的删去",
			"contents below merged cells were not read"},
		{tally{n: map[bool]int{true: 1}[s.pictures]}, "READ-OBJECTS", finding.Note, "", "表上有图片、图形或文本框，没有读。", "",
			"pictures, shapes and text boxes were not read"},
	} {
		if x.t.n == 0 {
			continue
		}
		message := x.before + x.t.String() + x.after
		if x.t.first == nil {
			message = x.after
		}
		s.note(x.severity, x.code, message, x.hint, x.english)
	}
	return nil
}

// hidden are the hidden rows and columns in which something is.
func (s *Sheet) hidden() (rows, cols tally) {
	if len(s.hiddenRows)+len(s.hiddenCols) == 0 {
		return
	}
	used := make([]bool, found.LastCol+1)
	k, first, last := 0, 0, 0
	done := func() {
		if first > 0 {
			rows.add(span(strconv.Itoa(first), strconv.Itoa(last)))
		}
	}
	for i := range s.Table.Rows {
		for _, c := range s.Table.Rows[i].Cells {
			used[c.Col] = true
		}
		n := s.Table.Rows[i].Number
		for k < len(s.hiddenRows) && s.hiddenRows[k] < n {
			k++
		}
		switch {
		case k == len(s.hiddenRows) || s.hiddenRows[k] != n:
		case first > 0 && last == n-1:
			last = n
		default:
			done()
			first, last = n, n
		}
	}
	done()
	for _, h := range s.hiddenCols {
		if h[0] <= found.LastCol && slices.Contains(used[h[0]:h[1]+1], true) {
			cols.add(span(found.Letters(h[0]), found.Letters(h[1])))
		}
	}
	return rows, cols
}

// under takes out what lies in merged ranges beside their first cells, which nobody sees, and names it.
func (s *Sheet) under() (tally, error) {
	var out tally
	if len(s.Table.Spans) == 0 {
		return out, nil
	}
	sweep := found.NewSweep(s.Table.Spans)
	for i := range s.Table.Rows {
		row := &s.Table.Rows[i]
		if err := sweep.To(row.Number); err != nil {
			return out, fmt.Errorf("合并单元格 %w 重叠", err)
		}
		row.Cells = slices.DeleteFunc(row.Cells, func(c found.Cell) bool {
			span, merged := sweep.At(c.Col)
			hit := merged && (span.Row != row.Number || span.Col != c.Col)
			if hit && (strings.TrimSpace(c.Text) != "" || c.Said().HasErrors()) {
				out.add(found.Ref(row.Number, c.Col))
			}
			return hit
		})
	}
	s.Table.Rows = slices.DeleteFunc(s.Table.Rows, func(x found.Row) bool { return len(x.Cells) == 0 })
	return out, nil
}

// tally is places to be named, the first of them by name.
type tally struct {
	first []string
	n     int
}

func (t *tally) add(place string) {
	if t.n++; len(t.first) < 12 {
		t.first = append(t.first, place)
	}
}

func (t tally) String() string {
	s := strings.Join(t.first, "、")
	if t.n > len(t.first) {
		s += fmt.Sprintf(" 等 %d 处", t.n)
	}
	return s
}

func span(from, to string) string {
	if from == to {
		return from
	}
	return from + "–" + to
}
