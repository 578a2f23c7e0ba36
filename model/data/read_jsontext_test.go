package data

import (
	"bufio"
	"bytes"
	"io"
	"reflect"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// However the bytes of a text come, alone or many at once, the same is read: characters taken in one piece are those
// that are taken one by one.
func TestPiecesOfText(t *testing.T) {
	read := func(in io.Reader) []any {
		j := &jsonReader{in: bufio.NewReader(in), line: 1}
		j.advance()
		v := j.value(0)
		return []any{v, j.list, j.fatal, j.err, j.line, j.col, j.size, j.cur}
	}
	pieces := rapid.SampledFrom([]string{"甲", "乙丙，。", "abc 1", "“引”", "（%）", "㎡", "，", "\u3000", "\u3164", "\u200b", "é", "𬭎",
		"\\n", "\\u4e00", "\t", "\x01", "\x7f", "\ufffd", "\uffa0", "〇", "\xff", "\xe4\xb8", "\xe3\x80", "\xe2\x80\xa8"})
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(`{"名称": "`)
		for _, p := range rapid.SliceOfN(pieces, 0, 60).Draw(t, "pieces") {
			text = append(text, p...)
		}
		text = append(text, "\", \"数\": [1, \"x\"],\n \"名称\": 2, \"末\": \"尾\"}"...)
		one, many := read(iotest.OneByteReader(bytes.NewReader(text))), read(bytes.NewReader(text))
		if !reflect.DeepEqual(one, many) {
			t.Fatalf("%q:\n%v\n%v", text, one, many)
		}
	})
}
