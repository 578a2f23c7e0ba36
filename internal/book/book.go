// Package book binds many forms into one: cover, contents, summary table, then the forms, grouped by department and
// unit. In: records, one after the other, and how the book shall look. Out: one PDF for print and archive, or
// workbooks of at most 200 sheets.
//
// Records are kept in a file while the book is made, and so is each form as it was measured, which is done once. So
// memory grows by some 200 bytes a form, and every page number and link is known before the first page is written.
package book

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/pack"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
)

// Order is how groups and forms follow each other.
type Order string

const (
	ByFile   Order = "file"   // groups in the order of their first form, forms in the order of the input
	ByPinyin Order = "pinyin" // groups and forms by name, in the order of a Chinese dictionary
	ByList   Order = "list"   // groups in the order of Options.List, those not on it after them, by file
)

// Options of a book; the zero value is a good one.
type Options struct {
	Layout     string   // layout of all records; empty: each names its own
	Title      string   // on the cover; empty: year and name of the forms
	Unit       string   // under the title; empty: the only department, if there is one
	Date       string   // at the foot of the cover, as written; empty: none
	Order      Order    // empty: ByFile
	List       []string // names of departments or units, in order
	Groups     []string // fields that group, outermost first; nil: those of each form
	Number     string   // page number with {page} and {pages}; empty: 第 {page} 页 共 {pages} 页; "-": the layouts' own
	Duplex     bool     // each part and each form begins on a right-hand page, page numbers are outside
	NoSummary  bool
	Sheets     int                 // sheets of a workbook; 0: 200
	Volume     int                 // forms of one file of pages, if the book has more: WriteVolumes; 0: the book is one file
	Pick       func(file int) bool // which of the files are written, from 0; nil: all
	Workers    int                 // 0: one a processor
	Render     render.Options
	Submission render.Submission // what each form carries beside it; cover, contents and summary carry nothing
	TempFolder string            // empty: the system's
	Format     render.Format     // what it is written as: what looks other there is among the notes
}

// usualGroups are the fields by which forms are grouped that do not say.
var usualGroups = []string{"主管部门", "实施单位"}

// Book is a book being collected. It is for one goroutine; it works with several.
type Book struct {
	e         *render.Engine
	faces     *fonts.Set
	o         Options
	records   *spool // before they are measured
	laid      []store
	measured  *pack.Codec[grid.Measured]
	forms     []*form
	parts     []*group // after Plan
	tables    []*summed
	summaries summaries
	texts     sync.Map // those of kept
	kins      sync.Map // those of related
	year      string
	planned   bool
	room      int // objects of one PDF, parts of one OFD
}

// form is what is kept of a form.
type form struct {
	at          int64 // in the spool of records; once it is measured, of what was measured
	size, about int32 // how much of it; of that, figures and sheets
	pages       int32
	objects     int32 // of a PDF, at most; of an OFD its parts
	first       int32 // page in the body, from 0; set by layOut
	sheets      int32
	volume      int32  // of several, from 1; set by files
	from        uint16 // which of the stores
	scored      bool   // it is in the summary
	name        string
	*kin        // nil until it is measured
}

// kin is what many forms have in common, kept once for all of them.
type kin struct {
	title  string // the form's own
	year   string // its first field that is a year
	layout string // full id
	fields *model.Form
	groups []string
}

// Where is a record's place in the inputs.
type Where struct {
	Input string
	Index int
	Item  int // which of all records and inputs, from 0; of parts
}

// Result is what became of a record when it was measured.
type Result struct {
	Where
	Record   string
	Findings finding.List
	Err      error // the form cannot be printed; the book will not be written
}

// Formats are what a book is written as.
func Formats() []render.Format { return []render.Format{render.PDF, render.XLSX, render.OFD} }

// New begins a book. Close must be called in the end.
func New(e *render.Engine, o Options) (*Book, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Sheets <= 0 {
		o.Sheets = 200
	}
	o.Order = cmp.Or(o.Order, ByFile)
	o.Number = cmp.Or(o.Number, "第 {page} 页 共 {pages} 页")
	codec, err := pack.New[grid.Measured](reflect.TypeFor[grid.Style]())
	if err != nil {
		return nil, err
	}
	room := pdf.MaxObjects
	if o.Format == render.OFD {
		room = ofd.MaxParts
	}
	b := &Book{e: e, faces: cmp.Or(e.Faces, fonts.Embedded()), o: o, measured: codec, room: room}
	if b.records, err = newSpool(o.TempFolder); err != nil {
		return nil, err
	}
	return b, nil
}

// Close removes the files in which records and forms were kept.
func (b *Book) Close() error {
	err := b.records.close()
	for _, s := range b.laid {
		err = errors.Join(err, s.close())
	}
	return err
}

// Add takes a record.
func (b *Book) Add(d *data.Value, w Where) error {
	raw, err := b.records.record(d, w)
	if err != nil {
		return err
	}
	at, err := b.records.put(raw)
	b.forms = append(b.forms, &form{at: at, size: int32(len(raw))})
	return err
}

// Len is how many records the book has.
func (b *Book) Len() int { return len(b.forms) }

// Measure decides every size of every form, keeps that, and calls each for every form, in the order they were added.
// The error is one of the machine or of ctx, or, of a book of one file, a *finding.DataError BOOK-TOO-LARGE; those of
// records are in the results.
func (b *Book) Measure(ctx context.Context, each func(Result)) error {
	s, err := newSpool(b.o.TempFolder)
	if err != nil {
		return err
	}
	b.laid = []store{s}
	if err := b.foresee(ctx); err != nil {
		return err
	}
	taken := b.ownObjects(len(b.forms))
	return b.measureAll(ctx, func(i int, x *laid, r Result) (err error) {
		f := b.forms[i]
		if x != nil {
			f.size, f.about = int32(len(x.bytes)), x.about
			if f.at, err = s.put(x.bytes); err != nil {
				return err
			}
		}
		if taken += int(f.objects); b.o.Format.Paged() && b.o.Volume == 0 && taken > b.room {
			return b.tooLarge(taken / (i + 1) * len(b.forms))
		}
		each(r)
		return nil
	})
}

// measureAll measures every form and hands it on in order; x is nil of those that cannot be printed.
func (b *Book) measureAll(ctx context.Context, take func(i int, x *laid, r Result) error) error {
	return ordered(ctx, b.o.Workers, len(b.forms), func(i int) (x *laid, err error) {
		r, w, err := b.load(ctx, b.forms[i])
		if err == nil {
			x, err = b.measure(ctx, b.forms[i], r)
		}
		if x == nil {
			x = &laid{}
		}
		x.where = w
		return x, keep(err)
	}, func(i int, x *laid, err error) error {
		var k *kept
		if err != nil && !errors.As(err, &k) {
			return err
		}
		r := Result{Where: x.where, Record: b.forms[i].name, Findings: x.notes}
		if k != nil {
			r.Err, x = k.err, nil
		}
		return take(i, x, r)
	})
}

// kept is an error that belongs to one record.
type kept struct{ err error }

func (k *kept) Error() string { return k.err.Error() }

func keep(err error) error {
	var file *os.PathError
	var stopped *render.Stopped
	if err == nil || errors.As(err, &file) || errors.As(err, &stopped) {
		return err
	}
	return &kept{err}
}

// load brings a record back.
func (b *Book) load(ctx context.Context, f *form) (out *render.Form, w Where, err error) {
	defer func() {
		if p := recover(); p != nil {
			buf := make([]byte, 4<<10)
			err = fmt.Errorf("程序内部错误（请连同数据报告给我们）：%v\n%s", p, buf[:runtime.Stack(buf, false)])
		}
	}()
	raw, err := b.records.get(f.at, int(f.size))
	if err != nil {
		return nil, w, err
	}
	d, w, err := readRecord(raw)
	if err != nil {
		return nil, w, err
	}
	r, err := b.e.Load(ctx, d, b.o.Layout)
	if err != nil {
		return nil, w, err
	}
	copied, err := b.o.Submission.Copy(r.Record)
	if err != nil {
		return nil, w, err
	}
	return r.With(copied), w, nil
}

// measure learns what the book needs to know of a form.
func (b *Book) measure(ctx context.Context, f *form, r *render.Form) (*laid, error) {
	m, err := r.Measured()
	if err != nil {
		return nil, err
	}
	if _, err := r.Missing(); err != nil {
		return nil, err
	}
	f.name = strings.Clone(r.Record.Name)
	if b.o.Format == render.XLSX {
		if err := r.Prepare(ctx, render.XLSX); err != nil {
			return nil, err
		}
	}
	notes := r.Notes()
	f.pages, f.objects = int32(pagesOf(m)), int32(b.weigh(m))
	var sheets []string
	if !b.o.Format.Paged() {
		if err := xlsx.Check(m); err != nil {
			return &laid{notes: notes}, err
		}
		sheets = sheetNames(m)
		f.sheets = int32(len(sheets))
	}
	f.kin = b.related(r, m)
	g, err := b.summaries.figures(r)
	if err != nil {
		return &laid{notes: notes}, err
	}
	f.scored = g.ok
	x := b.lay(m, g, sheets)
	x.notes = notes
	return x, nil
}

// related is what a form has in common with others.
func (b *Book) related(r *render.Form, m *grid.Measured) *kin {
	k := kin{title: m.Meta.Title, layout: r.Layout.FullID(), fields: r.Layout.Form}
	for _, g := range b.groupsOf(r.Layout.Form) {
		text := ""
		if v := r.Record.Value(g); v != nil {
			text = v.Text
		}
		k.groups = append(k.groups, text)
	}
	for _, v := range r.Record.Body.Fields {
		if v.Field.Kind == model.Year && k.year == "" {
			k.year = v.Text
		}
	}
	return b.same(k)
}

// same is the one kin that says what k does.
func (b *Book) same(k kin) *kin {
	id := fmt.Sprintf("%p%q", k.fields, append([]string{k.title, k.year, k.layout}, k.groups...))
	if old, ok := b.kins.Load(id); ok {
		return old.(*kin)
	}
	k.title, k.year = b.kept(k.title), b.kept(k.year)
	for i, text := range k.groups {
		k.groups[i] = b.kept(text)
	}
	old, _ := b.kins.LoadOrStore(id, &k)
	return old.(*kin)
}

// kept is a text that many forms have, kept once; it holds nothing else of a record in memory.
func (b *Book) kept(s string) string {
	if s == "" {
		return ""
	}
	if old, ok := b.texts.Load(s); ok {
		return old.(string)
	}
	s = strings.Clone(s)
	old, _ := b.texts.LoadOrStore(s, s)
	return old.(string)
}

// groupsOf are the fields a form is grouped by: those asked for, else those the form names, else the usual ones.
func (b *Book) groupsOf(f *model.Form) []string {
	switch {
	case len(b.o.Groups) > 0:
		return b.o.Groups
	case len(f.Summary.Groups) > 0:
		return f.Summary.Groups
	}
	return usualGroups
}

// UnknownGroup says which of the fields asked for to group by no form of the measured book has, and which was perhaps
// meant; nil if there is none. Such a group would bring every form under no name.
func (b *Book) UnknownGroup() error {
	for _, g := range b.o.Groups {
		var first error
		var last *model.Form
		known := false
		for _, f := range b.forms {
			if f.kin == nil || f.fields == last {
				continue // could not be measured, or of the form just asked
			}
			last = f.fields
			_, err := last.Root().Resolve(g)
			if known = err == nil; known {
				break
			}
			first = cmp.Or(first, err)
		}
		if !known && first != nil {
			return first
		}
	}
	return nil
}

// pagesOf counts the pages of a measured form.
func pagesOf(m *grid.Measured) (n int) {
	for i := range m.Tables {
		n += len(m.Tables[i].Pages)
		if m.Tables[i].Follows {
			n--
		}
	}
	return n
}
