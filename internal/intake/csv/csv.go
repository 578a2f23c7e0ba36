// Package csv reads a table that is text: CSV and TSV files, and what a clipboard holds after a table was copied. In: a
// file that package intake let in. Out: one table as package found has it; figures are the strings that stand there.
//
// Between commas or semicolons quotes are those of RFC 4180. Between tabs, where programs quote only what has a tab or
// a line end in it, other quotes are part of the text.
package csv

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/charset"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Read reads a text. Errors are *finding.DataError: of no known encoding, without a table, larger than the limits, a
// quote without an end.
func Read(f *intake.File) (*found.Document, error) {
	text, line, ok := charset.Decode(f.Data, "")
	if !ok {
		l := finding.List{{Code: "DATA-ENCODING", Pos: finding.Pos{File: f.Name, Line: line}, Message: "文件既不是 UTF-8 也不是 GB 18030（GBK）编码，有认不出的字。",
			Hint: "请另存为“CSV UTF-8”，或存为 XLSX", English: "the text is in no known encoding"}}
		return nil, l.AsData()
	}
	s := &splitter{text: text.UTF8, by: separator(text.UTF8), line: 1}
	if kind := strings.ToLower(path.Ext(f.Name)); s.by == 0 && kind != "" && !strings.Contains(".csv .tsv .tab .txt .prn", kind) {
		return nil, intake.Fail(f.Name, "READ-NO-TABLE", "文件里没有表格：名字以 "+kind+" 结尾，里面却只有几行文字。", "重新下载或请对方重发",
			"there is nothing but plain text in the file, whatever its name says")
	}
	if s.by == 0 {
		return nil, intake.Fail(f.Name, "READ-NO-TABLE", "文件里没有表格：没有逗号、制表符或分号分开的格。", "看看是不是交错了文件；从表格里复制时要连格一起选中",
			"there is no table in the file")
	}
	t := &found.Table{Pieces: []found.Piece{{Row: 1}}}
	cells, room := 0, f.Room()
	for s.more() {
		if t.Height >= f.Limits.Rows {
			return nil, intake.Fail(f.Name, "READ-ROWS", fmt.Sprintf("表有 %d 行以上，超过上限。", f.Limits.Rows), "分成几个文件", "too many rows")
		}
		t.Height++
		row := found.Row{Number: t.Height}
		line := s.line
		for col, last := 1, false; !last; col++ {
			var field string
			if field, last, ok = s.field(); !ok {
				l := finding.List{{Code: "READ-DAMAGED", Pos: finding.Pos{File: f.Name, Line: line}, Message: "引号没有配对，从这里起不能读。",
					Hint: "有引号、逗号或换行的格要整个放在半角引号里，里面的引号写两个", English: "a quote has no end"}}
				return nil, l.AsData()
			}
			t.Width = max(t.Width, col)
			if cells++; cells > f.Limits.Cells || col > found.LastCol {
				return nil, intake.Fail(f.Name, "READ-ROWS", fmt.Sprintf("格超过上限 %d 个。", f.Limits.Cells), "分成几个文件，或删去不要的内容", "too many cells")
			}
			if strings.TrimSpace(field) != "" {
				row.Cells = append(row.Cells, cell(field, col))
				if room -= costCell + int64(len(field)); room < 0 {
					return nil, f.TooMuch()
				}
			}
		}
		for i := range row.Cells {
			for k := range row.Cells[i].Said() {
				x := &row.Cells[i].Detail.Said[k]
				x.Pos = finding.Pos{File: f.Name, Line: line, Col: row.Cells[i].Col}
				x.Place = t.Where(row.Number, row.Cells[i].Col)
			}
		}
		if len(row.Cells) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	t.Pieces[0].Height = t.Height
	return &found.Document{Tables: []*found.Table{t}}, nil
}

// costCell is what is counted for a cell beside its text, in bytes.
const costCell = 100

func cell(field string, col int) found.Cell {
	text, typed, said := phrase.Settle(phrase.Run{Text: field})
	c := found.Cell{Col: col, Kind: found.Text, Text: text}
	if f, bad := intake.Fault(text); bad {
		c.Kind, said = found.Fault, append(said, f)
	}
	if typed != "" || len(said) > 0 {
		c.Detail = &found.Detail{Typed: typed, Said: said}
	}
	return c
}

// separator is what stands between the cells: of tab, comma and semicolon the one that most of the lines have, among
// the first fifty with text; 0 if none is in half of them, as in a text that is no table.
func separator(text []byte) byte {
	var best byte
	most := 0
	for _, by := range []byte("\t,;") {
		n, k, rest := 0, 0, text
		for k < 50 && len(rest) > 0 {
			var line []byte
			if line, rest, _ = bytes.Cut(rest, []byte("\n")); len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			if k++; bytes.IndexByte(line, by) >= 0 {
				n++
			}
		}
		if n > most && 2*n >= k {
			best, most = by, n
		}
	}
	return best
}

// splitter cuts a text into fields.
type splitter struct {
	text []byte
	by   byte
	line int
}

func (s *splitter) more() bool { return len(s.text) > 0 }

// field is the next field, and whether it is the last of its row; ok is false where a quote has no end.
func (s *splitter) field() (field string, last, ok bool) {
	if len(s.text) > 0 && s.text[0] == '"' {
		if n := s.quoted(); n > 0 {
			field = strings.ReplaceAll(string(s.text[1:n-1]), `""`, `"`)
			if s.by != '\t' || strings.ContainsAny(field, "\t\n\r") {
				s.line += strings.Count(field, "\n")
				s.text = s.text[n:]
				return field, s.end(), true
			}
		} else if s.by != '\t' {
			return "", true, false
		}
	}
	n := bytes.IndexAny(s.text, string(s.by)+"\n")
	if n < 0 {
		n = len(s.text)
	}
	field = string(bytes.TrimSuffix(s.text[:n], []byte("\r")))
	s.text = s.text[n:]
	return field, s.end(), true
}

// quoted is the length of a field in quotes, 0 if there is none: its end must stand before a separator or a line end.
func (s *splitter) quoted() int {
	for i := 1; i < len(s.text); i++ {
		if s.text[i] != '"' {
			continue
		}
		if i+1 < len(s.text) && s.text[i+1] == '"' {
			i++
			continue
		}
		if rest := s.text[i+1:]; len(rest) == 0 || rest[0] == s.by || rest[0] == '\n' || rest[0] == '\r' {
			return i + 1
		}
		return 0
	}
	return 0
}

// end takes what stands behind a field: a separator, or the end of the row.
func (s *splitter) end() (last bool) {
	s.text = bytes.TrimPrefix(s.text, []byte("\r"))
	switch {
	case len(s.text) == 0:
		return true
	case s.text[0] == s.by:
		s.text = s.text[1:]
		return false
	}
	s.text = bytes.TrimPrefix(s.text, []byte("\n"))
	s.line++
	return true
}
