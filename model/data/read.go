package data

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Read reads a file of records: see ReadFrom.
func Read(name string, text []byte, each func(*Value, error) error) error {
	return ReadFrom(name, bytes.NewReader(text), each)
}

// ReadOne reads a file that holds one record. Errors: those of ReadFrom, and a *finding.DataError if it holds none or
// several.
func ReadOne(name string, text []byte) (one *Value, err error) {
	s := &source{file: name}
	err = Read(name, text, func(v *Value, err error) error {
		if err == nil && one != nil {
			err = s.stop(finding.Finding{Code: "DATA-SEVERAL", Pos: v.Pos, Message: "这里只要一条记录，文件里却还有一条。"})
		}
		one = v
		return err
	})
	if err == nil && one == nil {
		err = s.stop(finding.Finding{Code: "DATA-EMPTY", Message: "该文件里没有记录。"})
	}
	if err != nil {
		return nil, err
	}
	return one, nil
}

// ReadFrom reads records one by one from JSON (an object, objects one after another, or an array of them), JSON Lines
// or YAML (each document a record, or a list of records), in UTF-8 with or without BOM. The name's extension says
// which (.json .jsonl .ndjson .yaml .yml); without one the content does. JSON and JSON Lines take the memory of one
// record, YAML that of the file.
//
// each gets every record in the order of the file. A record that can be told from its neighbours but not taken (a
// duplicate name, a control character, in JSON Lines any mistake in its line) comes as nil with a *finding.DataError,
// and the reading goes on. What each returns ends it and is returned. Other errors: *finding.DataError if the file
// cannot be read on, else the error of r.
func ReadFrom(name string, r io.Reader, each func(*Value, error) error) error {
	size := 64 << 10
	if m, ok := r.(interface{ Len() int }); ok { // in memory: no more than there is
		size = min(size, m.Len()+1)
	}
	in := bufio.NewReaderSize(r, size)
	head, err := in.Peek(in.Size())
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	whole := err != nil // head is the whole file
	if f := foreign(head, whole); f != nil {
		f.Pos.File = name
		return finding.List{*f}.AsData()
	}
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		in.Discard(3)
		head = head[3:]
	}
	s := &source{file: name, each: each}
	switch formOf(name, head) {
	case jsonLines:
		return s.jsonLines(in)
	case yamlForm:
		return s.yaml(in)
	}
	return s.json(in)
}

// source hands records on.
type source struct {
	file  string
	each  func(*Value, error) error
	index int
}

// give hands on one record, or its errors.
func (s *source) give(d *Value, list finding.List) error {
	s.index++
	for i := range list {
		list[i].Pos.File = s.file
		if list[i].Record == "" {
			list[i].Record = fmt.Sprintf("第 %d 条", s.index)
		}
	}
	if err := list.AsData(); err != nil {
		return s.each(nil, err)
	}
	d.File, d.Index, d.Notes = s.file, s.index, list
	return s.each(d, nil)
}

// stop is the error of a file that cannot be read on.
func (s *source) stop(list ...finding.Finding) error {
	for i := range list {
		list[i].Pos.File = s.file
	}
	return finding.List(list).AsData()
}

type fileForm uint8

const (
	jsonForm fileForm = iota
	jsonLines
	yamlForm
)

// formOf tells the form of a file by its extension, else by how it begins.
func formOf(name string, head []byte) fileForm {
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, "\\", "/")))
	switch ext {
	case ".jsonl", ".ndjson":
		return jsonLines
	case ".yaml", ".yml":
		return yamlForm
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	if ext != ".json" && !bytes.HasPrefix(text, []byte("{")) && !bytes.HasPrefix(text, []byte("[")) {
		return yamlForm
	}
	first, rest, more := bytes.Cut(text, []byte("\n"))
	second, _, ended := bytes.Cut(bytes.TrimLeft(rest, " \t\r\n"), []byte("\n"))
	second = bytes.TrimSpace(second)
	if more && isLine(bytes.TrimSpace(first)) && (isLine(second) || !ended && bytes.HasPrefix(second, []byte("{"))) {
		return jsonLines
	}
	return jsonForm
}

// isLine says whether a line looks like a record of its own.
func isLine(line []byte) bool {
	return bytes.HasPrefix(line, []byte("{")) && bytes.HasSuffix(line, []byte("}"))
}

// foreign says what a file is if it is not text in UTF-8, nil if it may be.
func foreign(head []byte, whole bool) *finding.Finding {
	is := func(code, what, hint string) *finding.Finding {
		return &finding.Finding{Code: code, Message: "该文件" + what + "。", Hint: hint}
	}
	const saveAs = "请另存为 UTF-8 编码的文本文件"
	starts := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF")))) == 0 && whole:
		return is("DATA-EMPTY", "是空的", "")
	case starts("PK\x03\x04"):
		return is("DATA-ENCODING", "是 Excel、WPS 或压缩文件，不是记录文件", "请先另存为或导出成 JSON、YAML")
	case starts("\xD0\xCF\x11\xE0"):
		return is("DATA-ENCODING", "是旧版 Excel 或 Word 文件，不是记录文件", "请先另存为或导出成 JSON、YAML")
	case starts("%PDF"):
		return is("DATA-ENCODING", "是 PDF，不是记录文件", "")
	case starts("\xFF\xFE"), starts("\xFE\xFF"):
		return is("DATA-ENCODING", "是 UTF-16 编码，应是 UTF-8", saveAs)
	case len(head) >= 4 && (head[0] == 0) != (head[1] == 0) && (head[2] == 0) == (head[0] == 0) &&
		(head[3] == 0) == (head[1] == 0):
		return is("DATA-ENCODING", "像是没有标记的 UTF-16 编码，应是 UTF-8", saveAs)
	case looksGB18030(head):
		return is("DATA-ENCODING", "是 GB 18030（GBK）编码，应是 UTF-8", saveAs)
	}
	return nil
}

// looksGB18030 says whether text that is not UTF-8 has the byte pairs of GB 18030 throughout.
func looksGB18030(b []byte) bool {
	for rest := b; ; {
		r, n := utf8.DecodeRune(rest)
		if n == 0 || !utf8.FullRune(rest) { // the end of what was peeked at may cut a character
			return false
		}
		if r == utf8.RuneError && n == 1 {
			break
		}
		rest = rest[n:]
	}
	pairs := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c < 0x80:
			continue
		case c == 0x80 || c == 0xFF:
			return false
		case i+1 >= len(b):
			return pairs > 0
		case b[i+1] >= 0x30 && b[i+1] <= 0x39:
			if i+3 >= len(b) {
				return pairs > 0
			}
			if b[i+2] < 0x81 || b[i+3] < 0x30 || b[i+3] > 0x39 {
				return false
			}
			i += 3
		case b[i+1] >= 0x40 && b[i+1] != 0x7F && b[i+1] != 0xFF:
			i++
		default:
			return false
		}
		pairs++
	}
	return pairs > 0
}

// refused says why a character may not be in a record, "" if it may.
func refused(r rune) (code, message string) {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return "", ""
	case r == 0xFEFF:
		return "DATA-CONTROL", "有字节序标记 U+FEFF，看不见也打印不出来。"
	}
	switch kind, name := char.Of(r); {
	case kind != char.Control:
		return "", ""
	case name == char.NoCharacter:
		return "DATA-CONTROL", fmt.Sprintf("有 U+%04X，它不是字符。", r)
	}
	return "DATA-CONTROL", fmt.Sprintf("有控制字符 U+%04X，打印不出来。", r)
}

// replacement is the note on U+FFFD, which programs write for a character that they have lost.
const replacement = "有替换符 U+FFFD（�），原来的字可能已在转码时丢失。"

// Faults says what a text has that may not be in a record (errors), or was perhaps lost in it (warnings). A value
// that is made of such a text carries them in the Notes of its record.
func Faults(s string) (list finding.List) {
	add := func(severity finding.Severity, code, message, hint string) {
		list = append(list, finding.Finding{Code: code, Severity: severity, Message: message, Hint: hint})
	}
	if len(s) > MaxText {
		add(finding.Error, "DATA-SIZE", fmt.Sprintf("一段文字超过 %d KB。", MaxText>>10), "")
	}
	if !utf8.ValidString(s) {
		add(finding.Error, "DATA-ENCODING", "文字不是 UTF-8。", "")
		return list
	}
	for _, r := range s {
		if code, message := refused(r); code != "" {
			add(finding.Error, code, "文字里"+message, "请删去")
			break
		}
	}
	if strings.ContainsRune(s, utf8.RuneError) {
		add(finding.Warning, "DATA-REPLACEMENT", "文字里"+replacement, "请对照原件改正")
	}
	return list
}
