package meaning

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// marks of the paper; the keys are Chinese, for they are told of.
func (s *Sheet) readPrint(n *markup.Node) {
	o, p, m, h := n.Kid("printOptions"), n.Kid("pageSetup"), n.Kid("pageMargins"), n.Kid("headerFooter")
	fit := n.Kid("sheetPr").Kid("pageSetUpPr").Is("fitToPage")
	s.print = map[string]string{
		"纸张":    orElse(p.Attr["paperSize"], "1") + p.Attr["paperWidth"] + p.Attr["paperHeight"],
		"纸的方向":  orElse(strings.Replace(p.Attr["orientation"], "default", "portrait", 1), "portrait"),
		"缩放":    fmt.Sprint(p.Int("scale", 100)),
		"缩到一页":  strconv.FormatBool(fit),
		"水平居中":  strconv.FormatBool(o.Is("horizontalCentered")),
		"垂直居中":  strconv.FormatBool(o.Is("verticalCentered")),
		"打印网格线": strconv.FormatBool(o.Is("gridLines")),
		"打印行列号": strconv.FormatBool(o.Is("headings")),
		"黑白打印":  strconv.FormatBool(p.Is("blackAndWhite")),
		"草稿打印":  strconv.FormatBool(p.Is("draft")),
		"打印批注":  orElse(p.Attr["cellComments"], "none"),
		"打印错误值": orElse(p.Attr["errors"], "displayed"),
		"起始页码":  "",
	}
	if p.Is("useFirstPageNumber") {
		s.print["起始页码"] = p.Attr["firstPageNumber"]
	}
	s.lengths = map[string]float64{}
	for name, attr := range map[string]string{"左边距": "left", "右边距": "right", "上边距": "top",
		"下边距": "bottom", "页眉边距": "header", "页脚边距": "footer"} {
		s.lengths[name] = m.Size(attr, 0.7)
	}
	for i, name := range [...]string{"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"} {
		if text := unescape(h.Kid(name).Text); i < 2 || i < 4 && h.Is("differentOddEven") || i >= 4 && h.Is("differentFirst") {
			s.edges[i] = text
		}
	}
	if !h.Is("differentOddEven") {
		s.edges[2], s.edges[3] = s.edges[0], s.edges[1]
	}
	if !h.Is("differentFirst") {
		s.edges[4], s.edges[5] = s.edges[0], s.edges[1]
	}
}

var edgeNames = [6]string{"页眉", "页脚", "双页页眉", "双页页脚", "首页页眉", "首页页脚"}

// Header is the header of a sheet in three parts, as text with {page} and {pages}; Footer its footer.
func (s *Sheet) Header() [3]string { plain, _ := edgeParts(s.edges[0]); return plain }
func (s *Sheet) Footer() [3]string { plain, _ := edgeParts(s.edges[1]); return plain }

// edgeParts reads the codes of a header or footer (ECMA-376 Part 1, 18.3.1.46): left, centre, right, each as the text
// with {page} and {pages}, and as the text with its looks.
func edgeParts(codes string) (plain, dressed [3]string) {
	at, look, size := 1, "", ""
	var text, drawn [3]strings.Builder
	shown := [3]string{}
	put := func(plain, mark string) {
		if l := look + size; l != shown[at] {
			shown[at] = l
			fmt.Fprintf(&drawn[at], "[%s]", strings.TrimSpace(l))
		}
		text[at].WriteString(plain)
		drawn[at].WriteString(mark)
	}
	for i := 0; i < len(codes); {
		if codes[i] != '&' || i+1 == len(codes) {
			put(codes[i:i+1], codes[i:i+1])
			i++
			continue
		}
		c := codes[i+1]
		i += 2
		switch {
		case c == '&':
			put("&", "&")
		case strings.IndexByte("LCR", c) >= 0:
			at, look, size = strings.IndexByte("LCR", c), "", ""
		case c == 'P':
			put("{page}", "{page}")
		case c == 'N':
			put("{pages}", "{pages}")
		case c == '"':
			j := strings.IndexByte(codes[i:], '"')
			if j < 0 {
				j = len(codes) - i
			}
			name, kind, _ := strings.Cut(codes[i:i+j], ",")
			switch look = ""; {
			case !known(name):
				look = name + " "
			case strings.Contains(kind, "Bold"), strings.Contains(kind, "Italic"), strings.Contains(kind, "粗"),
				strings.Contains(kind, "斜"):
				look = kind + " "
			}
			i = min(i+j+1, len(codes))
		case c >= '0' && c <= '9':
			j := i
			for j < len(codes) && codes[j] >= '0' && codes[j] <= '9' {
				j++
			}
			size, i = codes[i-1:j], j
		case c == 'K' && i+6 <= len(codes):
			if x := strings.ToUpper(codes[i : i+6]); x != "000000" {
				look += "K" + x + " "
			}
			i += 6
		default: // date, time, path, name, picture, and the switches of bold, italic, …
			put("&"+string(c), "&"+string(c))
		}
	}
	for i := range text {
		plain[i], dressed[i] = strings.TrimSpace(text[i].String()), spaceless(drawn[i].String())
	}
	return plain, dressed
}

// spaceless drops the space that a program puts between a size and the text behind it.
func spaceless(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "] ", "]"))
}
