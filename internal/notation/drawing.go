package notation

import (
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// Line is one line of a drawing: one row of the table.
type Line struct {
	Cells []Cell
	At    yamltree.Pos
	Bare  bool // a line without bars: one cell as wide as the table
	Half  Half // of a line with labels over fields
}

// Half says which row of a line with labels over fields (//) this is.
type Half uint8

const (
	Whole Half = iota // a line without such labels
	Upper
	Lower
)

// Other is the other half.
func (h Half) Other() Half { return Upper + Lower - h }

// Join says how a drawn cell belongs to its neighbours.
type Join uint8

const (
	JoinNone Join = iota
	JoinLeft      // <
	JoinUp        // ^
	JoinRest      // <<: as many < as the line lacks
)

// Cell is one cell of a drawing.
type Cell struct {
	Join    Join
	Pieces  []Piece
	Style   string // name after @
	StyleAt yamltree.Pos
	At      yamltree.Pos
	Merge   bool  // ^ behind a field: one cell with the item above where the value is the same
	Under   *Cell // what stands below a label, until the line is taken apart
}

// maxCells is how many cells a drawn line may have, maxLine how many characters: far more than any paper holds.
const (
	MaxCells = 200
	maxLine  = 20_000
)

// Drawing reads a drawn block. where turns line and character of the block into a place in the file.
func Drawing(text string, where func(k, c int) yamltree.Pos, p *yamltree.Problems) []Line {
	var out []Line
	for k, raw := range strings.Split(text, "\n") {
		r := []rune(strings.TrimRight(raw, " \t\r"))
		lead := 0
		for lead < len(r) && blank(r[lead]) {
			lead++
		}
		if lead == len(r) {
			continue
		}
		here := func(c int) yamltree.Pos { return where(k, c) }
		if len(r) > maxLine {
			p.Errorf(here(lead), "LAYOUT-LINE-TOO-LONG", "", "一行有 %d 字，超过上限 %d 字", len(r), maxLine)
			continue
		}
		if r[lead] != '|' {
			if end, ok := cellEnd(r, lead); ok {
				p.Errorf(here(end), "LAYOUT-BAR", "一行以“|”开头；字面上的“|”写成 \\|", "“|”前面没有开头的“|”")
			}
			out = append(out, Line{Bare: true, At: here(lead), Cells: []Cell{parseCell(r[lead:], lead, here, p)}})
			continue
		}
		upper, lower, ok := halves(Line{At: here(lead), Cells: parseBars(r, lead, here, p)})
		if out = append(out, upper); ok {
			out = append(out, lower)
		}
	}
	return out
}

func blank(r rune) bool { return r == ' ' || r == '\t' }

// parseBars reads a line of cells separated by bars; lead is the place of the first bar.
func parseBars(r []rune, lead int, here func(int) yamltree.Pos, p *yamltree.Problems) []Cell {
	var cells []Cell
	start := lead + 1
	for start < len(r) || start == lead+1 {
		end, ok := cellEnd(r, start)
		if !ok {
			if end < len(r) { // an open brace: said here, and the rest read as if it were text
				p.Errorf(here(end), "LAYOUT-BRACE", "字面上的“{”写成 \\{", "“{”没有对应的“}”")
				end, ok = plainEnd(r, start)
			}
			if !ok {
				if start <= len(r) {
					p.Errorf(here(len(r)), "LAYOUT-BAR", "每一行以“|”开头，以“|”结尾", "行末缺“|”")
				}
				if end > start {
					cells = append(cells, parseOver(r[start:end], start, here, p))
				}
				return cells
			}
		}
		if len(cells) == MaxCells {
			p.Errorf(here(start), "LAYOUT-COLUMNS", "", "一行超过 %d 格", MaxCells)
			return cells
		}
		cells = append(cells, parseOver(r[start:end], start, here, p))
		start = end + 1
	}
	return cells
}

// cellEnd finds the bar that ends the cell beginning at start; bars inside braces belong to the placeholder. Not ok:
// end is the place of an open brace, or len(r) if a bar is missing.
func cellEnd(r []rune, start int) (end int, ok bool) {
	for i := start; i < len(r); i++ {
		switch r[i] {
		case '\\':
			i++
		case '|':
			return i, true
		case '{':
			e := braceEnd(r, i)
			if e < 0 {
				return i, false
			}
			i = e
		}
	}
	return len(r), false
}

func plainEnd(r []rune, start int) (int, bool) {
	for i := start; i < len(r); i++ {
		switch r[i] {
		case '\\':
			i++
		case '|':
			return i, true
		}
	}
	return len(r), false
}

// braceEnd is the place of the brace that closes the one at i, −1 if there is none. Braces inside quotes do not count.
func braceEnd(r []rune, i int) int {
	depth := 0
	var quote rune
	expr := i+1 < len(r) && r[i+1] == '='
	for ; i < len(r); i++ {
		switch c := r[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case expr && (c == '"' || c == '\'' || c == '`'):
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// parseCell reads what is between two bars; from is the place of its first character in the line.
func parseCell(r []rune, from int, here func(int) yamltree.Pos, p *yamltree.Problems) Cell {
	for len(r) > 0 && blank(r[0]) {
		r, from = r[1:], from+1
	}
	r = trimRight(r)
	c := Cell{At: here(from)}
	body, style, styleFrom := cutStyle(r, func(i int) {
		p.Errorf(here(from+i), "LAYOUT-STYLE-PLACE", "字面上的“@”写成 \\@", "一格只能有一个样式，写在末尾")
	})
	if style != "" {
		c.Style, c.StyleAt = style, here(from+styleFrom)
	}
	switch string(body) {
	case "<", "^", "<<":
		c.Join = map[string]Join{"<": JoinLeft, "^": JoinUp, "<<": JoinRest}[string(body)]
		if style != "" {
			p.Errorf(c.StyleAt, "LAYOUT-STYLE-JOINED", "样式写在被并入的那一格", "并入别格的格不能有样式")
		}
		return c
	}
	if n := len(body); n > 1 && body[n-1] == '^' && blank(body[n-2]) {
		c.Merge, body = true, trimRight(body[:n-1])
	}
	c.Pieces = Pieces(body, func(i int) yamltree.Pos { return here(from + i) }, p)
	return c
}

// trimRight cuts blanks off the end, but not one that a backslash keeps.
func trimRight(r []rune) []rune {
	n := len(r)
	for n > 0 && blank(r[n-1]) {
		n--
	}
	slashes := 0
	for i := n - 1; i >= 0 && r[i] == '\\'; i-- {
		slashes++
	}
	if slashes%2 == 1 && n < len(r) {
		n++
	}
	return r[:n]
}

// cutStyle cuts "@name" off the end of a cell. stray is called with the place of any other word that looks like a
// style.
func cutStyle(r []rune, stray func(int)) (body []rune, style string, at int) {
	var words []int
	last, fresh, braces := 0, true, true
	for i := 0; i < len(r); i++ {
		if blank(r[i]) {
			fresh = true
			continue
		}
		if fresh {
			last, fresh = i, false
			if r[i] == '@' && i+1 < len(r) && !blank(r[i+1]) {
				words = append(words, i)
			}
		}
		switch r[i] {
		case '\\':
			i++
		case '{':
			if !braces {
				break
			}
			if e := braceEnd(r, i); e > 0 {
				i = e
			} else {
				braces = false // not looked for again: a line of open braces would take the square of its length
			}
		}
	}
	n := len(words)
	if n > 0 && words[n-1] == last {
		n--
		body, style, at = trimRight(r[:last]), string(r[last+1:]), last
	} else {
		body = r
	}
	for _, w := range words[:n] {
		stray(w)
	}
	return body, style, at
}

// unescape is text with its backslash sequences resolved.
func unescape(r []rune, here func(int) yamltree.Pos, p *yamltree.Problems) string {
	var b strings.Builder
	for i := 0; i < len(r); i++ {
		if r[i] != '\\' {
			b.WriteRune(r[i])
			continue
		}
		i++
		switch {
		case i == len(r):
			p.Errorf(here(i-1), "LAYOUT-ESCAPE", "反斜杠本身写成 \\\\", "反斜杠后面没有字符")
		case r[i] == 'n':
			b.WriteByte('\n')
		case r[i] < utf8.RuneSelf && strings.ContainsRune(`|{}@\<^:/ `, r[i]):
			b.WriteRune(r[i])
		default:
			p.Errorf(here(i-1), "LAYOUT-ESCAPE", `可用 \n \| \{ \} \@ \< \^ \: \/ \\ 和“\空格”`, "没有 \\%c 这种写法", r[i])
		}
	}
	return b.String()
}
