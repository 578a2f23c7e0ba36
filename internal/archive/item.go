package archive

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// metadataName is the file of the metadata in the folder of an item.
const metadataName = "元数据.xml"

// about takes from a record what the list and the metadata tell of it.
func (p *packet) about(d *data.Value, o *audit.Outcome, n int) *item {
	r, f := o.Record, o.Set.Layout.Form
	text := func(path string) string {
		if v := r.Value(path); path != "" && v != nil && v.Origin != model.Absent {
			return strings.Clone(strings.TrimSpace(v.Shown("")))
		}
		return ""
	}
	first := func(kind model.Kind) string {
		for _, x := range f.Fields {
			if x.Kind == kind && text(x.Name) != "" {
				return text(x.Name)
			}
		}
		return ""
	}
	x := &item{number: fmt.Sprintf("%04d", n), kind: f.ID, record: strings.Clone(r.Name), unit: text(f.Author), data: batch.HashOf(d),
		layout: o.Set.Layout.FullID(), code: string(r.Code()), year: first(model.Year)}
	x.title = r.Name + f.Name
	if x.year != "" {
		x.title = strings.TrimSuffix(x.year, "年度") + "年度" + x.title
	}
	x.creator = cmp.Or(x.unit, p.Profile.value(f.ID, "立档单位名称"))
	x.date = cmp.Or(first(model.Date), p.Profile.value(f.ID, "日期"))
	return x
}

// make makes all files of an item in its folder.
func (p *packet) make(ctx context.Context, d *data.Value, x *item, r *Report, log *[]gate.Logged) (err error) {
	defer func() {
		if c := recover(); c != nil {
			b := make([]byte, 4<<10)
			err = fmt.Errorf("程序内部错误（请连同数据报告给我们）：%v\n%s", c, b[:runtime.Stack(b, false)])
		}
	}()
	form, err := p.e.Load(ctx, d, p.Source.Layout)
	if err != nil {
		return err
	}
	g, err := form.Grid()
	if err != nil {
		return err
	}
	v := p.Gate.Personal(form.Record, g.Meta)
	r.Findings, r.Refused = append(r.Findings, v.Findings...), r.Refused || v.Refused
	*log = append(*log, v.Log...)
	if r.Refused {
		return nil
	}
	name := cmp.Or(outname.Clean(x.record), x.number)
	put := func(ext string, b []byte) error { return p.put(&x.files, x.number+"/"+name+"."+ext, ext, b) }
	if err := put("json", d.JSON()); err != nil {
		return err
	}
	for _, format := range p.Formats {
		b, err := p.e.Bytes(ctx, format, p.Options, form)
		if err != nil {
			return err
		}
		if err := put(string(format), b); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(p.Formats, render.Format.Paged) {
		if x.pages, _, err = form.Extent(render.PDF); err != nil {
			return err
		}
	}
	t := x.metadata(p.Profile, p.Options.Producer, p.day)
	if bad := t.unwritable(); bad != "" {
		return finding.List{{Code: "ARCHIVE-CHARACTER", Record: x.record, Place: bad, Message: "“" + bad + "”里有 XML 不能写的字符，元数据写不了",
			English: "a character that XML cannot hold stands in " + bad, Hint: "删去看不见的控制字符"}}.AsData()
	}
	if err := p.put(&x.files, x.number+"/"+metadataName, "xml", t.xml(p.Profile)); err != nil {
		return err
	}
	x.about = x.files[len(x.files)-1].digests
	return nil
}

// put writes a file of the packet and notes its digests.
func (p *packet) put(to *[]file, path, format string, b []byte) error {
	at := filepath.Join(p.at, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return safefile.Wrap(at, err)
	}
	f, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // nobody else knows this folder
	if err != nil {
		return safefile.Wrap(at, err)
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return safefile.Wrap(at, err)
	}
	*to = append(*to, file{path, format, digest(b)})
	return nil
}

// size is that of all files of an item.
func (x *item) size() (n int64) {
	for _, f := range x.files {
		n += f.size
	}
	return n
}
