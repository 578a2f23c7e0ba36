package xlsx

import (
	"errors"
	"io"
	"strconv"
	"strings"
)

// face is what matters of a font: what would be lost with it.
type face struct {
	struck bool
	shift  int8 // 1 raised, -1 lowered
	white  bool
}

// look is a cell format as far as it matters to what a cell holds.
type look struct {
	face
	code   string // number format
	bright bool   // the cell is filled with white or not at all
}

// styles are the cell formats of a workbook; a file without any is read as having one.
type styles struct {
	looks []look
	codes map[string]*format
}

func (s *styles) at(i int) look {
	if i < 0 || i >= len(s.looks) {
		return look{bright: true}
	}
	return s.looks[i]
}

// format is the number format of a code, parsed once.
func (s *styles) format(code string) *format {
	if code == "" {
		code = "General"
	}
	f := s.codes[code]
	if f == nil {
		f = parseFormat(code)
		s.codes[code] = f
	}
	return f
}

// readStyles reads styles.xml. r may be nil.
func readStyles(r io.Reader) (*styles, error) {
	out := &styles{codes: map[string]*format{}}
	if r == nil {
		return out, nil
	}
	codes := map[int]string{}
	var faces []face
	var bright []bool
	s := newScanner(r)
	in, inFill := "", false // the list we are in
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch {
		case tok == end:
			if s.depth() == 1 {
				in = ""
			}
			continue
		case s.depth() == 2:
			in = string(s.name)
			continue
		}
		name := string(s.name)
		switch {
		case in == "numFmts" && name == "numFmt":
			if id, err := strconv.Atoi(s.attr("numFmtId")); err == nil {
				codes[id] = s.attr("formatCode")
			}
		case in == "fonts" && s.depth() == 3:
			faces = append(faces, face{})
		case in == "fonts":
			s.face(&faces[len(faces)-1])
		case in == "fills" && s.depth() == 3:
			bright, inFill = append(bright, true), false
		case in == "fills" && name == "patternFill":
			inFill = s.attr("patternType") == "solid"
			bright[len(bright)-1] = s.attr("patternType") == "" || s.attr("patternType") == "none" || inFill
		case in == "fills" && name == "fgColor" && inFill:
			bright[len(bright)-1] = s.white()
		case in == "fills" && name == "gradientFill":
			bright[len(bright)-1] = false
		case in == "cellXfs" && s.depth() == 3:
			var l look
			if i, err := strconv.Atoi(s.attr("fontId")); err == nil && i >= 0 && i < len(faces) {
				l.face = faces[i]
			}
			l.bright = true
			if i, err := strconv.Atoi(s.attr("fillId")); err == nil && i >= 0 && i < len(bright) {
				l.bright = bright[i]
			}
			if id, err := strconv.Atoi(s.attr("numFmtId")); err == nil {
				if l.code = codes[id]; l.code == "" {
					l.code = builtin(id)
				}
			}
			if len(out.looks) < maxLooks {
				out.looks = append(out.looks, l)
			}
		}
	}
}

// maxLooks is the number of cell formats Excel allows.
const maxLooks = 65490

// face takes an element of a font, of a style or of a run.
func (s *scanner) face(f *face) {
	switch string(s.name) {
	case "strike":
		f.struck = s.on("val", true)
	case "vertAlign":
		f.shift = map[string]int8{"superscript": 1, "subscript": -1}[s.attr("val")]
	case "color":
		f.white = s.white()
	}
}

// white says whether a colour element is the white of the usual theme, or white by number.
func (s *scanner) white() bool {
	return strings.HasSuffix(strings.ToUpper(s.attr("rgb")), "FFFFFF") || s.attr("theme") == "0" && s.attr("tint") == "" || s.attr("indexed") == "9" || s.attr("indexed") == "1"
}

// builtin are the number formats that have no code in the file (ECMA-376 Part 1, 18.8.30; those of Chinese systems).
func builtin(id int) string {
	return map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: `"¥"#,##0;"¥"\-#,##0`, 6: `"¥"#,##0;[Red]"¥"\-#,##0`,
		7: `"¥"#,##0.00;"¥"\-#,##0.00`, 8: `"¥"#,##0.00;[Red]"¥"\-#,##0.00`, 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
		14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
		27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`, 32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`,
		34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`, 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
		40: "#,##0.00;[Red]-#,##0.00", 41: `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
		43: `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
		45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`,
		54: `m"月"d"日"`, 55: `上午/下午h"时"mm"分"`, 56: `上午/下午h"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`}[id]
}
