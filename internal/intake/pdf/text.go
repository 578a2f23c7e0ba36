package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/internal/pattern"
)

// printed is a line of text as it is printed.
type printed struct {
	text        string
	runs        []phrase.Run
	left, right float32 // where its ink begins and ends, along the line
	at          float32 // its baseline, across the line
	size        float32
	widths      []float32 // of each character of text, by byte where it begins; 0 between
	mark        int32     // of its first character
}

// along and across are the places of a glyph in the direction of its line, and of lines.
func (g *glyph) along() float32  { return g.x*g.dx + g.y*g.dy }
func (g *glyph) across() float32 { return g.y*g.dx - g.x*g.dy }

// strikes are lines along a page that belong to no table, from the top: what they go through is struck out.
type strikes struct {
	lines []line
	work  func(int) bool // is told how many are looked at
}

// reading puts glyphs in lines, from the first to the last. spaced says that
// blanks are characters of the file, and need not be guessed from gaps; apart that two texts may stand side by side.
func reading(gs []glyph, strikes strikes, spaced, apart bool) (out []printed) {
	byWay := func(a, b glyph) int {
		return cmp.Or(cmp.Compare(a.dy*a.dy, b.dy*b.dy), cmp.Compare(b.dx, a.dx), cmp.Compare(a.dy, b.dy))
	}
	if !slices.IsSortedFunc(gs, byWay) {
		slices.SortStableFunc(gs, byWay)
	}
	for len(gs) > 0 {
		n := 1
		for n < len(gs) && byWay(gs[0], gs[n]) == 0 {
			n++
		}
		out = append(out, rows(gs[:n], strikes, spaced, apart)...)
		gs = gs[n:]
	}
	return out
}

// sameLine is how far apart, in ems, the baselines of one line may lie: raised figures stand 0.33 em higher, the next
// line is at least 0.9 em lower.
const sameLine = 0.45

// rows are the lines of glyphs that run in one direction.
func rows(gs []glyph, strikes strikes, spaced, apart bool) (out []printed) {
	slices.SortStableFunc(gs, func(a, b glyph) int { return cmp.Compare(a.across(), b.across()) })
	for len(gs) > 0 {
		at, size, n := gs[0].across(), gs[0].size, 1
		for n < len(gs) && gs[n].across()-at < sameLine*max(size, gs[n].size) {
			if gs[n].size > size {
				at, size = gs[n].across(), gs[n].size
			}
			n++
		}
		line := gs[:n]
		slices.SortStableFunc(line, func(a, b glyph) int { return cmp.Compare(a.along(), b.along()) })
		for len(line) > 0 {
			k := len(line)
			if apart {
				k = sideBySide(line)
			}
			if l := lineOf(line[:k], at, size, strikes, spaced); l.text != "" {
				out = append(out, l)
			}
			line = line[k:]
		}
		gs = gs[n:]
	}
	return out
}

// aside is how wide a gap, in ems, is between two texts that are printed side by side where blanks are characters.
const aside = 1.5

// sideBySide is how many glyphs of a line belong to its first text.
func sideBySide(gs []glyph) int {
	for i := 1; i < len(gs); i++ {
		if gs[i].along()-gs[i-1].along()-gs[i-1].w > aside*gs[i].size && spread(gs) >= 0 {
			return i
		}
	}
	return len(gs)
}

// lineOf is the text of the glyphs of a line.
func lineOf(gs []glyph, at, size float32, strikes strikes, spaced bool) printed {
	l := printed{at: at, size: size, left: gs[0].along(), mark: gs[0].mark}
	var b strings.Builder
	var ends []int // of the runs in the text
	gaps := 0
	if !spaced {
		gaps = spread(gs)
	}
	for i := range gs {
		g := &gs[i]
		if i > 0 && g.text == gs[i-1].text && g.along()-gs[i-1].along() < 0.1*size && g.w > 0.2*size {
			continue // printed twice to look bold
		}
		if i > 0 && gaps >= 0 && !spaced {
			if gap := blanks(&gs[i-1], g); gap != "" {
				l.runs, ends = append(l.runs, phrase.Run{}), append(ends, b.Len()+len(gap))
				for range len(gap) {
					l.widths = append(l.widths, 0)
				}
				b.WriteString(gap)
			}
		}
		run := phrase.Run{Struck: struck(g, strikes)}
		if up := at - g.across(); g.size < 0.8*size && (up > 0.15*size || up < -0.08*size) {
			run.Shift = -1
			if up > 0 {
				run.Shift = 1
			}
		}
		if n := len(l.runs); n == 0 || l.runs[n-1] != run {
			l.runs, ends = append(l.runs, run), append(ends, 0)
		}
		b.WriteString(g.text)
		ends[len(ends)-1] = b.Len()
		l.widths = append(l.widths, g.w)
		for range len(g.text) - 1 {
			l.widths = append(l.widths, 0)
		}
		if g.text != " " {
			l.right = max(l.right, g.along()+g.w)
		}
	}
	l.text = b.String()
	from := 0
	for i, end := range ends {
		l.runs[i].Text, from = l.text[from:end], end
	}
	return l
}

// A gap of so many ems is a blank that the file does not have as a character: between words, and between characters of
// Chinese, which are set solid.
const wordGap, chineseGap = 0.2, 0.6

// widest is the gap, in ems, beyond which it does not matter how many blanks it is: no paper has room for more.
const widest = 200

// spread says that a line is set with gaps between all its characters, -1, so that they are no blanks.
func spread(gs []glyph) int {
	n := 0
	for i := 1; i < len(gs); i++ {
		if gs[i].along()-gs[i-1].along()-gs[i-1].w > wordGap*gs[i].size {
			n++
		}
	}
	if n > 1 && n == len(gs)-1 {
		return -1
	}
	return n
}

// blanks are the blanks in a gap: wide ones where there is room for them.
func blanks(a, b *glyph) string {
	gap := (b.along() - a.along() - a.w) / b.size
	r, _ := utf8.DecodeLastRuneInString(a.text)
	s, _ := utf8.DecodeRuneInString(b.text)
	latin := r < 0x250 && s < 0x250
	switch {
	case gap < wordGap, !latin && gap < chineseGap && (r >= 0x250 && s >= 0x250):
		return ""
	case gap < 0.9:
		return " "
	}
	return strings.Repeat("\u3000", int(min(gap, widest)+0.25))
}

// struck says whether one of the lines goes through a glyph.
func struck(g *glyph, strikes strikes) bool {
	if g.dy != 0 || strings.TrimSpace(g.text) == "" {
		return false
	}
	x, y := g.middle()
	from, _ := slices.BinarySearchFunc(strikes.lines, y-0.2*g.size, func(l line, y float32) int { return cmp.Compare(l.at, y) })
	k := from
	for ; k < len(strikes.lines) && strikes.lines[k].at < y+0.2*g.size; k++ {
		if s := &strikes.lines[k]; s.lo <= x && x <= s.hi && s.at > y-0.2*g.size {
			return true
		}
	}
	if k > from {
		strikes.work(k - from)
	}
	return false
}

// frame is what is known of the place where lines were broken.
type frame struct {
	left, right float32 // of the cell, along its lines
	pad         float32 // what no line comes nearer to a side
	ours        bool    // the lines were broken by this program's rules
}

// join puts the lines of a text together. Where a line has room for what comes next it was ended by hand;
// ended says that nothing but that speaks for it, and the line is half full or more.
func (fr frame) join(lines []printed) (runs []phrase.Run, torn, ended bool) {
	if len(lines) == 0 {
		return nil, false, false
	}
	runs = slices.Clone(lines[0].runs)
	if stacked(lines) {
		for _, l := range lines[1:] {
			runs = append(runs, l.runs...)
		}
		return upright(runs), false, false
	}
	avail := fr.room(lines)
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		between := fr.between(a, b, avail)
		if between == "" && digitAt(a.text, true) && digitAt(b.text, false) {
			torn = torn || !fr.ours
		}
		ended = ended || between == "\n" && !fr.ours && a.right-a.left > avail/2 && !sentence(a.text) && !listed(b.text)
		if between != "" {
			runs = append(runs, phrase.Run{Text: between})
		}
		runs = append(runs, b.runs...)
	}
	return runs, torn, ended
}

// sentence says whether a line ends as a sentence or an entry does.
func sentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s))
	return strings.ContainsRune("。；：！？.;:!?）)”", r)
}

// listed says whether a line begins as an item of a list does: 1. 一、 （2） ① • or with a blank.
func listed(s string) bool { return item.MatchString(s) }

var item = pattern.Late(`^([\s\p{Z}]|[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳⑴-⒇•·●■◆-])`)

func digitAt(s string, end bool) bool {
	if s == "" {
		return false
	}
	c := s[0]
	if end {
		c = s[len(s)-1]
	}
	return c >= '0' && c <= '9'
}

// room is how wide the lines could be.
func (fr frame) room(lines []printed) float32 {
	left := lines[0].left
	for _, l := range lines {
		left = min(left, l.left)
	}
	at, centred := 0, true
	for _, l := range lines {
		if l.left < left+0.6 {
			at++
		}
		d := (l.left - fr.left) - (fr.right - l.right)
		centred = centred && d < 1 && d > -1
	}
	if !centred && 2*at >= len(lines) {
		return fr.right - fr.pad - left
	}
	return fr.right - fr.left - 2*fr.pad
}

// stacked says whether a text is written downwards, a character a line.
func stacked(lines []printed) bool {
	if len(lines) < 2 {
		return false
	}
	for _, l := range lines {
		if n := utf8.RuneCountInString(strings.TrimSpace(l.text)); n != 1 {
			return false
		}
	}
	return true
}

// standing are signs as they are printed in text that is written downwards (Unicode, Vertical Forms and CJK
// Compatibility Forms), and what they stand for.
var standing = strings.NewReplacer("︐", "，", "︑", "、", "︒", "。", "︓", "：", "︔", "；", "︕", "！", "︖", "？", "︗", "〖", "︘", "〗",
	"︙", "…", "︰", "‥", "︱", "—", "︲", "–", "︵", "（", "︶", "）", "︷", "｛", "︸", "｝", "︹", "〔", "︺", "〕", "︻", "【", "︼", "】",
	"︽", "《", "︾", "》", "︿", "〈", "﹀", "〉", "﹁", "「", "﹂", "」", "﹃", "『", "﹄", "』")

func upright(runs []phrase.Run) []phrase.Run {
	for i := range runs {
		runs[i].Text = standing.Replace(runs[i].Text)
	}
	return runs
}

// between is what stood between two lines: nothing, a blank that hung at the line's end, or a line end.
func (fr frame) between(a, b *printed, avail float32) string {
	if fr.ours {
		return linebreak.Joint(a.text, b.text, func(between string) bool { return breaksAt(a, b, between, avail) })
	}
	r, _ := utf8.DecodeRuneInString(b.text)
	switch {
	case unicode.IsSpace(r), avail-(a.right-a.left) > unbroken(a, b)+0.5*b.size:
		return "\n"
	case linebreak.Words(a.text, b.text) && !(digitAt(a.text, true) && digitAt(b.text, false)):
		return " "
	}
	return ""
}

// clustersOf are those of two lines set as one, with their widths as printed.
func clustersOf(a, b *printed, between string) []linebreak.Cluster {
	cl := linebreak.Clusters(nil, a.text+between+b.text)
	size := max(a.size, b.size)
	for i := range cl {
		var w float32
		blank := false
		for k := cl[i].Start; k < cl[i].End; k++ {
			switch n := int(k); {
			case n < len(a.widths):
				w += a.widths[n]
			case n-len(a.text)-len(between) >= 0:
				w += b.widths[n-len(a.text)-len(between)]
			default:
				blank = true
			}
		}
		if !blank {
			cl[i].Width = max(cl[i].Width, int32(w/size*linebreak.Em)) // as the layout counts it
		}
	}
	return cl
}

// breaksAt says whether this program would break two lines set as one where they are broken.
func breaksAt(a, b *printed, between string, avail float32) bool {
	const loose = 0.05 // points, for figures that were rounded
	size := max(a.size, b.size)
	lines := linebreak.Break(nil, clustersOf(a, b, between), int64((avail+loose)/size*linebreak.Em))
	return len(lines) > 1 && lines[0].End == len(a.text)
}

// unbroken is how wide the beginning of a line is up to where a break is allowed.
func unbroken(a, b *printed) (w float32) {
	cl := clustersOf(a, b, "")
	for i := range cl {
		if int(cl[i].Start) < len(a.text) {
			continue
		}
		if w > 0 && cl[i].Gap == linebreak.Allowed {
			break
		}
		w += float32(cl[i].Width) / linebreak.Em * max(a.size, b.size)
	}
	return w
}
