package ledger

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/charset"
	"github.com/gongbiao/gongbiao/model/finding"
)

type csvReader struct {
	name string
	r    *csv.Reader
	said finding.List
}

// openCSV reads comma, tab or semicolon separated text (RFC 4180) in UTF-8, with or without BOM, or GB 18030.
func openCSV(name string, data []byte) (*csvReader, error) {
	text, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = separator(text)
	return &csvReader{name: name, r: r}, nil
}

func (c *csvReader) next() (*row, error) {
	fields, err := c.r.Read()
	var bad *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case errors.As(err, &bad):
		return nil, stop(c.name, "LEDGER-SYNTAX", bad.Line, bad.Column, "引号没有配对，从这里起不能读。",
			"有引号、逗号或换行的格要整个放在半角引号里，里面的引号写两个")
	case err != nil:
		return nil, err
	}
	line, _ := c.r.FieldPos(0)
	out := &row{line: line, cells: make([]cell, len(fields))}
	for i, f := range fields {
		if out.cells[i].text = f; f != "" {
			out.cells[i].kind = found.Text
			if said, bad := intake.Fault(f); bad {
				said.Pos = finding.Pos{File: c.name, Line: line, Col: i + 1}
				out.cells[i].said = finding.List{said}
			}
		}
	}
	return out, nil
}

func (c *csvReader) head() int           { return 1 }
func (c *csvReader) notes() finding.List { return c.said }

// separator is what parts the cells of the first line most often.
func separator(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",\t;" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// decode gives UTF-8 text. What is neither UTF-8 nor GB 18030 throughout is refused, for a lost character cannot be
// told later.
func decode(name string, data []byte) ([]byte, error) {
	const hint = "请另存为“CSV UTF-8”，或存为 XLSX"
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return nil, stop(name, "DATA-ENCODING", 0, 0, "该文件是 UTF-16 编码。", hint)
	}
	text := bytes.TrimPrefix(data, []byte("\uFEFF"))
	if utf8.Valid(text) {
		return text, refuseControls(name, text)
	}
	if len(text) < len(data) { // it says that it is UTF-8
		line := bytes.Count(text[:invalid(text)], []byte("\n")) + 1
		return nil, stop(name, "DATA-ENCODING", line, 0, "文件有 UTF-8 的标记，这一行却不是 UTF-8。", hint)
	}
	out, err := charset.GB18030(text)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		line := 0
		if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
			line = bytes.Count(out[:i], []byte("\n")) + 1
		}
		return nil, stop(name, "DATA-ENCODING", line, 0, "文件既不是 UTF-8 也不是 GB 18030（GBK）编码，这一行有认不出的字。", hint)
	}
	return out, refuseControls(name, out)
}

func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(text)
}

func refuseControls(name string, text []byte) error {
	for i, c := range text {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			return stop(name, "DATA-CONTROL", bytes.Count(text[:i], []byte("\n"))+1, 0,
				fmt.Sprintf("有控制字符 U+%04X，打印不出来。", c), "请删去")
		}
	}
	return nil
}
