package notation

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Kind says what a part of a cell is.
type Kind uint8

const (
	Text     Kind = iota
	Field         // {路径:格式|缺省}
	Expr          // {= 表达式:格式|缺省}
	Ordinal       // {序号}
	Variable      // {$名}
	Choices       // {勾选 路径}
	Tick          // {勾 路径=选项}
	Check         // {√ 路径=选项}
	Seal          // {印章 名 40mm×40mm}, {印章 名 {字段} 40mm×40mm}
	Picture       // {图 文件 高20mm}, {图 {字段} 高20mm}
	Words         // {路径:大写}: a field shown once more, in words
	PageSum       // {本页合计 列表.字段:格式|缺省}: the sum of a column over the items of the page
	Slants        // {斜线 右上|左下}: a cell cut by one or two diagonals
)

// Piece is a part of a drawn cell, as written.
type Piece struct {
	Kind          Kind
	Text          string // fixed text, path, expression, variable, seal name, picture file
	Choice        string // of pieceTick, pieceCheck; alternate text of a picture
	Format        string
	FormatAt      yamltree.Pos
	Absent        string
	At            yamltree.Pos // of the brace, or of the text
	Inner         yamltree.Pos // of the path or expression
	Width, Height unit.Length
	Frame, Line   bool
	Texts         []string // of Slants
	From          string   // of Seal and Picture: path of the field that holds the picture; empty: none, or a file beside the layout
	Style         string   // of a part of the text: {@名 …}
	StyleAt       yamltree.Pos
	Named         bool // a field that only its label names
}

// fullBrace says whether a character is a brace as a Chinese keyboard writes it.
func fullBrace(r rune) bool { return r == '｛' || r == '｝' }

// Pieces reads the content of a cell.
func Pieces(r []rune, here func(int) yamltree.Pos, p *yamltree.Problems) []Piece {
	var out []Piece
	flush := func(from, to int) {
		if from < to {
			if i := slices.IndexFunc(r[from:to], fullBrace); i >= 0 {
				p.Warnf(here(from+i), "LAYOUT-BRACE", "字段写在半角的 { } 里；真要印这个字，不用改", "“%c”是全角的，照字印出来", r[from+i])
			}
			out = append(out, Piece{Kind: Text, At: here(from),
				Text: unescape(r[from:to], func(i int) yamltree.Pos { return here(from + i) }, p)})
		}
	}
	start := 0
	for i := 0; i < len(r); i++ {
		switch r[i] {
		case '\\':
			i++
		case '}':
			p.Errorf(here(i), "LAYOUT-BRACE", "字面上的“}”写成 \\}", "“}”没有对应的“{”")
		case '{':
			end := braceEnd(r, i)
			if end < 0 { // inside bars it has been said already; the same sentence is kept once
				p.Errorf(here(i), "LAYOUT-BRACE", "字面上的“{”写成 \\{", "“{”没有对应的“}”")
				flush(start, i)
				return out
			}
			flush(start, i)
			from := i + 1
			if inner, ok := spanned(r[from:end], func(c int) yamltree.Pos { return here(from + c) }, p); ok {
				out = append(out, inner...)
				i, start = end, end+1
				continue
			}
			if q, ok := parsePlaceholder(r[from:end], func(c int) yamltree.Pos { return here(from + c) }, p); ok {
				q.At = here(i)
				out = append(out, q)
			}
			i, start = end, end+1
		}
	}
	flush(start, len(r))
	return out
}

// spanned reads what is set otherwise than the rest of its cell: {@名 文字 {字段}}, and {线 30mm} or {线 30mm {字段}}, a line to
// write on.
func spanned(r []rune, here func(int) yamltree.Pos, p *yamltree.Problems) ([]Piece, bool) {
	word := 0
	for word < len(r) && !blank(r[word]) {
		word++
	}
	head, rest := string(r[:word]), min(word+1, len(r))
	line := head == "线" && word < len(r) // alone it may be a field of that name
	if !line && !strings.HasPrefix(head, "@") {
		return nil, false
	}
	blanks, style := Piece{}, strings.TrimPrefix(head, "@")
	if line {
		for rest < len(r) && blank(r[rest]) {
			rest++
		}
		long := rest
		for rest < len(r) && !blank(r[rest]) {
			rest++
		}
		var err error
		if blanks.Width, err = unit.Parse(string(r[long:rest])); err != nil || blanks.Width <= 0 || blanks.Width > 300*unit.MM {
			p.Errorf(here(long), "LAYOUT-PLACEHOLDER", "如 {线 30mm} 或 {线 30mm {填表人}}", "横线的长“%s”看不懂", string(r[long:rest]))
			return nil, true
		}
		blanks.Kind, blanks.At, style = Text, here(0), "下划线"
		rest = min(rest+1, len(r))
	}
	from := rest
	inner := Pieces(r[rest:], func(c int) yamltree.Pos { return here(from + c) }, p)
	if line && len(inner) == 0 {
		return []Piece{blanks}, true
	}
	for i := range inner {
		q := &inner[i]
		switch {
		case q.Style != "":
			p.Errorf(q.At, "LAYOUT-PLACEHOLDER", "要两样都有，在 styles 里写一个样式", "{@%s …} 里面不能再换样式", style)
		case q.Kind == Seal || q.Kind == Picture:
			p.Errorf(q.At, "LAYOUT-PLACEHOLDER", "", "{@%s …} 里面是文字和字段，不能是印章或图", style)
		case line && (len(inner) > 1 || q.Kind != Field):
			p.Errorf(q.At, "LAYOUT-PLACEHOLDER", "如 {线 30mm {填表人}}", "横线上只能印一个字段")
		}
		if q.Style, q.StyleAt = style, here(0); line {
			q.Width = blanks.Width
		}
	}
	if len(inner) == 0 {
		p.Errorf(here(0), "LAYOUT-PLACEHOLDER", "如 {@粗 注：}", "{@%s} 里没有文字", style)
	}
	return inner, true
}

// parsePlaceholder reads what is between braces.
func parsePlaceholder(r []rune, here func(int) yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	from := 0
	for from < len(r) && blank(r[from]) {
		from++
	}
	r = trimRight(r)
	if from >= len(r) {
		p.Errorf(here(0), "LAYOUT-PLACEHOLDER", "写成 {字段名}", "花括号里没有内容")
		return Piece{}, false
	}
	if r[from] == '=' {
		return parseExpr(r, from+1, here, p)
	}
	word := from
	for word < len(r) && !blank(r[word]) {
		word++
	}
	rest := word
	for rest < len(r) && blank(r[rest]) {
		rest++
	}
	if rest < len(r) {
		arg, argAt := string(r[rest:]), here(rest)
		switch string(r[from:word]) {
		case "勾选":
			return Piece{Kind: Choices, Text: arg, Inner: argAt}, true
		case "勾", "√":
			path, choice, ok := strings.Cut(arg, "=")
			if path, choice = strings.TrimSpace(path), strings.TrimSpace(choice); !ok || path == "" || choice == "" {
				p.Errorf(argAt, "LAYOUT-PLACEHOLDER", "", "应写成 {%s 字段=选项}", string(r[from:word]))
				return Piece{}, false
			}
			kind := Tick
			if r[from] == '√' {
				kind = Check
			}
			return Piece{Kind: kind, Text: path, Choice: choice, Inner: argAt}, true
		case "斜线":
			return parseSlants(r[rest:], argAt, func(c int) yamltree.Pos { return here(rest + c) }, p)
		case "本页合计":
			q, ok := parseField(r, rest, here, p)
			if ok && q.Kind != Field {
				p.Errorf(argAt, "LAYOUT-PLACEHOLDER", "如 {本页合计 明细.金额}", "本页合计后面写列表和字段")
				return Piece{}, false
			}
			q.Kind = PageSum
			return q, ok
		case "印章":
			return parseSeal(arg, argAt, p)
		case "图":
			return parsePicture(arg, argAt, p)
		}
	}
	return parseField(r, from, here, p)
}

// parseField reads a field with its format and what an absent value prints.
func parseField(r []rune, from int, here func(int) yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	q := Piece{Kind: Field, Inner: here(from)}
	end := len(r)
	if i := indexUnescaped(r, from, '|'); i >= 0 {
		q.Absent = strings.TrimSpace(unescape(r[i+1:], func(c int) yamltree.Pos { return here(i + 1 + c) }, p))
		end = i
	}
	if i := indexUnescaped(r[:end], from, ':'); i >= 0 {
		q.Format, q.FormatAt = strings.TrimSpace(string(r[i+1:end])), here(i+1)
		if q.Format == "" {
			p.Errorf(here(i), "LAYOUT-FORMAT", "如 {金额:#,##0.00}", "冒号后面没有格式")
		}
		end = i
	}
	q.Text = strings.TrimSpace(string(r[from:end]))
	switch {
	case q.Text == "":
		p.Errorf(here(from), "LAYOUT-PLACEHOLDER", "写成 {字段名}", "花括号里没有字段名")
		return Piece{}, false
	case q.Text == "序号":
		q.Kind = Ordinal
	case strings.HasPrefix(q.Text, "$") && !strings.Contains(q.Text, "."):
		q.Kind, q.Text = Variable, q.Text[1:]
	}
	return q, true
}

func indexUnescaped(r []rune, from int, c rune) int {
	for i := from; i < len(r); i++ {
		switch r[i] {
		case '\\':
			i++
		case c:
			return i
		}
	}
	return -1
}

// parseExpr reads {= expression:format|absent}. The colon of a condition (a ? b : c) is not the format's; a double bar
// is "or".
func parseExpr(r []rune, from int, here func(int) yamltree.Pos, p *yamltree.Problems) (Piece, bool) {
	for from < len(r) && blank(r[from]) {
		from++
	}
	colon, bar, depth, conditions := -1, -1, 0, 0
	var quote rune
scan:
	for i := from; i < len(r); i++ {
		c := r[i]
		next := rune(0)
		if i+1 < len(r) {
			next = r[i+1]
		}
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case depth > 0:
		case c == '|' && next == '|', c == '?' && (next == '.' || next == '?'):
			i++
		case c == '|':
			bar = i
			break scan
		case c == '?':
			conditions++
		case c == ':' && conditions > 0:
			conditions--
		case c == ':' && colon < 0:
			colon = i
		}
	}
	q := Piece{Kind: Expr, Inner: here(from)}
	end := len(r)
	if bar >= 0 {
		q.Absent = strings.TrimSpace(unescape(r[bar+1:], func(c int) yamltree.Pos { return here(bar + 1 + c) }, p))
		end = bar
	}
	if colon >= 0 {
		q.Format, q.FormatAt = strings.TrimSpace(string(r[colon+1:end])), here(colon+1)
		end = colon
	}
	if q.Text = strings.TrimSpace(string(r[from:end])); q.Text == "" {
		p.Errorf(here(0), "LAYOUT-PLACEHOLDER", "如 {= 合计(绩效指标, .得分)}", "“=”后面没有表达式")
		return Piece{}, false
	}
	return q, true
}
