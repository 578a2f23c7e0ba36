package data

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/gongbiao/gongbiao/model/finding"
)

// json reads one object, an array of records, or objects one after another.
func (s *source) json(in *bufio.Reader) error {
	j := &jsonReader{in: in, line: 1}
	j.advance()
	j.space()
	if j.cur == '[' {
		for more := !j.empty(']'); more; more = j.next(']') {
			if err := s.jsonRecord(j); err != nil {
				return err
			}
		}
		j.space()
		if j.cur != end || j.failed() {
			j.syntax("列表之后还有内容。", "一个文件里放一个列表；一行一条记录的文件请用扩展名 .jsonl")
			return s.jsonError(j)
		}
		return nil
	}
	for first := true; first || j.cur == '{'; first = false {
		if err := s.jsonRecord(j); err != nil {
			return err
		}
		j.space()
	}
	if j.cur != end || j.failed() {
		j.syntax("记录之后还有多余的内容“"+j.shown()+"”。", "")
		return s.jsonError(j)
	}
	return nil
}

// jsonRecord reads one record and hands it on.
func (s *source) jsonRecord(j *jsonReader) error {
	j.size, j.list = 0, nil
	d := j.value(0)
	if j.failed() {
		return s.jsonError(j)
	}
	return s.give(d, j.list)
}

func (s *source) jsonError(j *jsonReader) error {
	if j.err != nil {
		return j.err
	}
	return s.stop(append(j.list, *j.fatal)...)
}

// jsonLines reads a record a line; one that cannot be read fails alone.
func (s *source) jsonLines(in *bufio.Reader) error {
	for line := 1; ; line++ {
		text, tooLong, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		last := err != nil
		if tooLong {
			if err := s.give(nil, finding.List{{Code: "DATA-SIZE", Pos: finding.Pos{Line: line},
				Message: fmt.Sprintf("这条记录超过 %d MB。", MaxRecord>>20)}}); err != nil {
				return err
			}
		} else if text = bytes.TrimSpace(text); len(text) > 0 {
			j := &jsonReader{in: bufio.NewReaderSize(bytes.NewReader(text), 4096), line: line}
			j.advance()
			j.space()
			d := j.value(0)
			j.space()
			if !j.failed() && j.cur != end {
				j.syntax("记录之后还有多余的内容“"+j.shown()+"”。", "一行只写一条记录")
			}
			list := j.list
			if j.fatal != nil {
				list = append(list, *j.fatal)
			}
			if err := s.give(d, list); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// readLine reads up to a line feed, at most MaxRecord bytes of it.
func readLine(in *bufio.Reader) (text []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(text)+len(part) > MaxRecord {
			tooLong, text = true, nil
		}
		if !tooLong {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, tooLong, err
		}
	}
}
