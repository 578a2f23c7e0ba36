package archive

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// The files of the whole.
const (
	listName    = "归档移交清册"
	schemaName  = "元数据.xsd"
	profileName = "归档约定.yaml"
	sha256Sums  = "SHA256SUMS"
	sm3Sums     = "SM3SUMS"
)

// listFormID is the form of the hand-over list.
const listFormID = "handover"

// ListForm says whether a form is that of hand-over lists.
func ListForm(id string) bool { return id == listFormID }

// list is the hand-over list as a record.
func (p *packet) list() *data.Value {
	d := data.ObjectOf()
	put := func(d *data.Value, name, text string) {
		if text != "" {
			d.Put(data.TextOf(text), name)
		}
	}
	count := func(d *data.Value, name, digits string) {
		if n, ok := data.NumberOf(digits); ok { // none: nothing is known
			d.Put(n, name)
		}
	}
	put(d, "form", p.Layout)
	v := func(name string) string { return p.Profile.value("", name) }
	put(d, "移交单位", cmp.Or(v("移交单位"), v("立档单位名称"), v("全宗名称"), p.creator(), "（未写）"))
	put(d, "接收单位", cmp.Or(v("接收单位"), v("档案馆名称")))
	put(d, "移交日期", p.day)
	put(d, "全宗号", v("全宗号"))
	put(d, "全宗名称", v("全宗名称"))
	rows := data.ListOf()
	for _, x := range p.items {
		row := data.ObjectOf()
		put(row, "件号", x.number)
		put(row, "题名", x.title)
		put(row, "责任者", x.creator)
		put(row, "年度", x.year)
		put(row, "日期", x.date)
		put(row, "密级", p.Profile.value(x.kind, "密级"))
		put(row, "保管期限", p.Profile.value(x.kind, "保管期限"))
		count(row, "页数", pages(x.pages))
		count(row, "文件数", strconv.Itoa(len(x.files)))
		count(row, "字节数", strconv.FormatInt(x.size(), 10))
		put(row, "元数据摘要", x.about.sm3)
		rows.Items = append(rows.Items, row)
	}
	d.Put(rows, "目录")
	put(d, "移交说明", v("移交说明"))
	return d
}

// creator is that of all items, empty if they have several.
func (p *packet) creator() string {
	for _, x := range p.items {
		if x.creator != p.items[0].creator {
			return ""
		}
	}
	return p.items[0].creator
}

// finish makes the files of the whole.
func (p *packet) finish(ctx context.Context) error {
	d := p.list()
	f, err := p.e.Load(ctx, d, "")
	if err != nil {
		return err
	}
	if err := p.put(&p.files, listName+".json", "json", d.JSON()); err != nil {
		return err
	}
	for _, format := range []render.Format{render.PDF, render.XLSX} {
		b, err := p.e.Bytes(ctx, format, p.Options, f)
		if err != nil {
			return err
		}
		if err := p.put(&p.files, listName+"."+string(format), string(format), b); err != nil {
			return err
		}
		if format == render.PDF {
			p.sum.List = p.files[len(p.files)-1].sm3
		}
	}
	if err := p.put(&p.files, schemaName, "xsd", Schema(p.Profile)); err != nil {
		return err
	}
	if p.Profile != nil {
		if err := p.put(&p.files, profileName, "yaml", p.Profile.Text); err != nil {
			return err
		}
	}
	all := p.all()
	for _, s := range []struct {
		name string
		sum  func(file) string
	}{{sha256Sums, func(f file) string { return f.sha256 }}, {sm3Sums, func(f file) string { return f.sm3 }}} {
		var b bytes.Buffer
		for _, f := range all {
			fmt.Fprintf(&b, "%s  %s\n", s.sum(f), f.path)
		}
		if err := p.put(&p.files, s.name, "", b.Bytes()); err != nil {
			return err
		}
	}
	list, err := p.manifest()
	if err != nil {
		return err
	}
	for _, f := range p.all() {
		p.sum.Files++
		p.sum.Bytes += f.size
	}
	p.sum.Files, p.sum.Bytes = p.sum.Files+1, p.sum.Bytes+int64(len(list))
	return p.put(&[]file{}, batch.ManifestName, "", list)
}

// all are the files so far, by path.
func (p *packet) all() []file {
	out := slices.Clone(p.files)
	for _, x := range p.items {
		out = append(out, x.files...)
	}
	slices.SortFunc(out, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	return out
}

// manifest is that of a batch, an entry an item, then one of the whole with index 0.
func (p *packet) manifest() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(batch.Head{Manifest: 1, Release: p.Options.Producer, Formats: append(append([]render.Format{"json"}, p.Formats...), "xml"), Name: Name, Date: p.day}); err != nil {
		return nil, err
	}
	entry := func(x batch.Entry, files []file) error {
		x.Kind = batch.Fine
		for _, f := range files {
			ext := filepath.Ext(f.path)
			if ext != "" {
				ext = ext[1:]
			}
			x.Files = append(x.Files, batch.File{Path: f.path, Format: render.Format(ext), Bytes: f.size, SHA256: f.sha256})
		}
		return e.Encode(x)
	}
	for _, x := range p.items {
		if err := entry(batch.Entry{Input: x.number, Index: 1, Record: x.record, Unit: x.unit, Data: x.data, Layout: x.layout}, x.files); err != nil {
			return nil, err
		}
	}
	if err := entry(batch.Entry{Input: "packet"}, p.files); err != nil {
		return nil, err
	}
	err := e.Encode(batch.Tail{End: true, Records: len(p.items)})
	return b.Bytes(), err
}
