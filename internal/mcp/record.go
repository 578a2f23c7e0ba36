package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"path"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// citations is the name under which a record cites its sources.
const citations = "来源"

// taken is a record of a file, with where its values were found.
type taken struct {
	Record
	sources            map[string]string
	findings, doubtful json.RawMessage
}

// record is the record a call is about, its layout, and its citations: those it has itself, and of a file those the
// reader has seen.
func (s *server) record(ctx context.Context, in arguments) (Record, map[string]string, error) {
	switch {
	case (in.File == "") == (in.Record == nil):
		return Record{}, nil, refuse("要有 file 或 record，其中一个")
	case in.Record != nil:
		rest, cited, err := cut(in.Record)
		return Record{Layout: in.Layout, JSON: rest}, cited, err
	}
	all, err := s.file(ctx, in.File, in.Layout)
	if err != nil {
		return Record{}, nil, err
	}
	at := max(in.Index, 1) - 1
	if at >= len(all) || len(all) > 1 && in.Index == 0 {
		return Record{}, nil, refuse("%s 有 %d 条记录，用 index 说是第几条", in.File, len(all))
	}
	t := all[at]
	if t.JSON == nil {
		return Record{}, nil, refuse("%s", t.findings)
	}
	return t.Record, t.sources, nil
}

// cut takes the citations off a record. What is left has every character as it was.
func cut(text json.RawMessage) (rest json.RawMessage, cited map[string]string, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, nil, refuse("记录应是一个 JSON 对象")
	}
	cited = map[string]string{}
	out := []byte{'{'}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, nil, refuse("记录不是完整的 JSON")
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, nil, refuse("记录不是完整的 JSON")
		}
		if name == citations {
			if json.Unmarshal(value, &cited) != nil {
				return nil, nil, refuse(`来源应是 {"/路径": "文件 单元格"}`)
			}
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		key, err := json.Marshal(name)
		if err != nil {
			return nil, nil, err
		}
		out = append(append(append(out, key...), ':'), value...)
	}
	return append(out, '}'), cited, nil
}

// file are the records of a file in one of the folders.
func (s *server) file(ctx context.Context, name, layout string) ([]taken, error) {
	full, text, err := s.folders.read(name)
	if err != nil {
		return nil, err
	}
	cited := map[string]string{}
	if path.Ext(name) == ".json" { // one record may cite its sources itself
		if rest, of, err := cut(text); err == nil && len(of) > 0 {
			text, cited = rest, of
		}
	}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	if layout != "" {
		_ = m.WriteField("layout", layout) // to memory
	}
	part, err := m.CreateFormFile("file", path.Base(full))
	if err != nil {
		return nil, err
	}
	_, _ = part.Write(text)
	_ = m.Close()
	b, err := s.ask(ctx, http.MethodPost, "/v1/import", m.FormDataContentType(), body.Bytes())
	if err != nil {
		return nil, err
	}
	var answer struct {
		Files []struct {
			Index              int
			Kind, Layout       string
			Record             json.RawMessage
			Values             []struct{ Path, Sheet, Cell string }
			Findings, Doubtful json.RawMessage
		}
	}
	if err := json.Unmarshal(b, &answer); err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	var out []taken
	for _, f := range answer.Files {
		t := taken{Record{full, f.Index, f.Layout, f.Record}, cited, f.Findings, f.Doubtful}
		if f.Kind != "record" {
			t.sources = map[string]string{}
		}
		for _, v := range f.Values {
			t.sources[v.Path] = path.Base(full) + " " + v.Sheet + "!" + v.Cell
		}
		out = append(out, t)
	}
	if len(out) > 0 && answer.Files[0].Kind == "ledger" {
		s.ledgerCells(full, text, layout, out)
	}
	return out, nil
}

// ledgerCells says where in a ledger each value stands: the row, and the column counted from 1.
func (s *server) ledgerCells(full string, text []byte, layout string, all []taken) {
	i := 0
	o := ledger.Options{Layout: layout, Form: func(id string) (*model.Form, error) { return s.Form(id) }}
	_ = ledger.Read(path.Base(full), text, o, func(d *data.Value, err error) error { // what cannot be read was told by import
		if err == nil && i < len(all) {
			cells(d, "", path.Base(full), all[i].sources)
		}
		i++
		return nil
	})
}

func cells(v *data.Value, at pointer.Path, file string, to map[string]string) {
	for _, m := range v.Members {
		cells(m.Value, at.Child(m.Name), file, to)
	}
	for i, x := range v.Items {
		cells(x, at.Item(i), file, to)
	}
	if v.Members == nil && v.Items == nil && v.Pos.Line > 0 {
		to[string(at)] = fmt.Sprintf("%s 第 %d 行第 %d 列", file, v.Pos.Line, v.Pos.Col)
	}
}
