package notation

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/unit"
)

// ofRecord takes the field out of what {印章 …} and {图 …} say: {公章} is the picture the record has there.
func ofRecord(arg string) (rest, path string) {
	i := strings.IndexByte(arg, '{')
	if i < 0 {
		return arg, ""
	}
	path, after, closed := strings.Cut(arg[i+1:], "}")
	if !closed {
		return arg, ""
	}
	return arg[:i] + " " + after, strings.TrimSpace(path)
}

// parseSeal reads "单位盖章 40mm×40mm 框": a name, a size if the place is to have one, and whether it is framed or
// has a line to sign on (线); {公章} is the seal itself, from the record.
func parseSeal(arg string, at yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	q := Piece{Kind: Seal, Inner: at}
	arg, q.From = ofRecord(arg)
	for i, w := range strings.Fields(arg) {
		switch {
		case i == 0:
			q.Text = w
		case w == "框":
			q.Frame = true
		case w == "线":
			q.Line = true
		default:
			ws, hs, ok := strings.Cut(strings.NewReplacer("x", "×", "X", "×", "*", "×").Replace(w), "×")
			var err error
			if ok {
				if q.Width, err = unit.Parse(ws); err == nil {
					q.Height, err = unit.Parse(hs)
				}
			}
			if !ok || err != nil {
				p.Errorf(at, "LAYOUT-SEAL", "如 {印章 单位盖章 40mm×40mm}", "印章的大小“%s”看不懂", w)
				return q, false
			}
		}
	}
	if q.Text == "" {
		p.Errorf(at, "LAYOUT-SEAL", "如 {印章 单位盖章 {公章} 40mm×40mm}", "印章没有名字；读不见图的人听到的是它")
		return q, false
	}
	if q.Width <= 0 || q.Height <= 0 {
		p.Warnf(at, "LAYOUT-SEAL", "如 {印章 "+q.Text+" 40mm×40mm}；不写单位是毫米", "印章“%s”没有写大小，纸上不给它留地方", q.Text)
	}
	return q, true
}

// parseSlants reads "月份|项目" or "金额|月份|项目": the texts of a cell cut by diagonals, from the upper right to
// the lower left.
func parseSlants(r []rune, at yamltree.Pos, here func(int) yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	q := Piece{Kind: Slants, Inner: at}
	for from := 0; ; {
		end := indexUnescaped(r, from, '|')
		if end < 0 {
			end = len(r)
		}
		start := from
		q.Texts = append(q.Texts, strings.TrimSpace(unescape(r[from:end], func(c int) yamltree.Pos { return here(start + c) }, p)))
		if end == len(r) {
			break
		}
		from = end + 1
	}
	for _, t := range q.Texts {
		if n := len(q.Texts); n < 2 || n > 3 || t == "" || strings.ContainsAny(t, "{}\n") {
			p.Errorf(at, "LAYOUT-PLACEHOLDER", "如 {斜线 月份|项目}（一条）、{斜线 金额|月份|项目}（两条）", "斜线格里是两段或三段固定文字，从右上到左下，用“|”隔开")
			return q, false
		}
	}
	return q, true
}

// parsePicture reads "徽标.png 高20mm 宽30mm 说明", or a field of the record in place of the file: "{照片} 高20mm 说明".
func parsePicture(arg string, at yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	q := Piece{Kind: Picture, Inner: at}
	arg, q.From = ofRecord(arg)
	for i, w := range strings.Fields(arg) {
		var err error
		switch {
		case i == 0 && q.From == "":
			q.Text = w
		case strings.HasPrefix(w, "高"):
			q.Height, err = unit.Parse(strings.TrimPrefix(w, "高"))
		case strings.HasPrefix(w, "宽"):
			q.Width, err = unit.Parse(strings.TrimPrefix(w, "宽"))
		default:
			q.Choice = strings.TrimSpace(q.Choice + " " + w)
		}
		if err != nil {
			p.Errorf(at, "LAYOUT-PICTURE", "如 {图 徽标.png 高20mm}", "图的大小“%s”看不懂", w)
			return q, false
		}
	}
	return q, true
}

var chineseDigits = strings.Fields("〇 一 二 三 四 五 六 七 八 九")

// Numeral prints a count: 1, or 一 in the format 一.
func Numeral(n int, format string) string {
	if format != "一" || n > 99 {
		return strconv.Itoa(n)
	}
	tens, ones := n/10, n%10
	s := ""
	if tens > 1 {
		s = chineseDigits[tens]
	}
	if tens > 0 {
		s += "十"
	}
	if ones > 0 {
		s += chineseDigits[ones]
	}
	return s
}
