// Package flow puts the tables of documents together. In: what a reader of documents or web pages meets, in its order:
// text, ends of paragraphs, tables, rows, cells. Out: a found.Document: grids with merged cells, tables within cells,
// tables that were cut in two joined again, the paragraphs beside them. What a cell holds, and what is doubtful about
// it, is decided here for all such files; figures stay the printed strings.
package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Builder takes a document as it comes. After an error (Err) it takes no more.
type Builder struct {
	Within string // which part of the file it is, if it has several

	file   string
	limits intake.Limits
	much   error // of a file that holds more than there is room for
	room   int64 // bytes that may still be kept
	boxes  []*box
	tables []*table
	count  int // of paragraphs in the document
	notes  finding.List
	err    error

	looks bool     // how tables are set is wanted
	bare  []*table // those without paper yet
}

// box is what paragraphs and tables stand in: the document, a cell, a text box.
type box struct {
	name    string // of a text box or note: 文本框, 脚注 1; empty otherwise
	runs    []phrase.Run
	said    finding.List
	picture bool
	size    int // of its texts, in bytes
	look    found.Look
	items   []item
	later   []item // what hangs on the paragraph that is not yet at its end
}

// item is a paragraph or a table.
type item struct {
	line  *found.Line
	runs  []phrase.Run
	table *table
}

// What a document may hold: tables within each other, of which a form has 2; and what is counted for its parts, in
// bytes.
const (
	maxNested = 32
	maxText   = 1 << 20 // of a cell
	costRun   = 64
	costCell  = 160
)

// New is a builder for a file.
func New(f *intake.File) *Builder {
	return &Builder{file: f.Name, limits: f.Limits, much: f.TooMuch(), room: f.Room(), boxes: []*box{{}}, looks: f.Looks}
}

// Err is why the document is not read.
func (b *Builder) Err() error { return b.err }

// Keep counts bytes that the reader keeps beside the document.
func (b *Builder) Keep(n int) { b.keep(n) }

// keep accounts for memory.
func (b *Builder) keep(n int) bool {
	if b.room -= int64(n); b.room < 0 && b.err == nil {
		b.err = b.much
	}
	return b.err == nil
}

func (b *Builder) box() *box { return b.boxes[len(b.boxes)-1] }

// Text is a run of text; a line end within a paragraph is a \n in it.
func (b *Builder) Text(r phrase.Run) {
	if r.Text == "" || !b.keep(len(r.Text)) {
		return
	}
	x := b.box()
	if x.size += len(r.Text); x.size > maxText && len(b.boxes) > 1 {
		b.err = b.much // no cell of anybody's holds so much
		return
	}
	if n := len(x.runs); n > 0 {
		if l := &x.runs[n-1]; l.Struck == r.Struck && l.Hidden == r.Hidden && l.Shift == r.Shift && len(l.Text) < 4096 {
			l.Text += r.Text
			return
		}
	}
	if b.keep(costRun) {
		x.runs = append(x.runs, r)
	}
}

// Begun says whether anything has come of the paragraph.
func (b *Builder) Begun() bool { return len(b.box().runs) > 0 }

// Picture is a picture or another thing that is not read.
func (b *Builder) Picture() { b.box().picture = true }

// Say says something of the cell or paragraph that is being read; once, if it is said again.
func (b *Builder) Say(s finding.Severity, code, message, hint, english string) {
	x := b.box()
	for _, f := range x.said {
		if f.Code == code && f.Message == message {
			return
		}
	}
	if b.keep(costCell) {
		x.said = append(x.said, finding.Finding{Code: code, Severity: s, Message: message, Hint: hint, English: english})
	}
}

// Note says something of the file as a whole, once.
func (b *Builder) Note(s finding.Severity, code, message, hint, english string) {
	for _, f := range b.notes {
		if f.Code == code && f.Message == message {
			return
		}
	}
	b.notes = append(b.notes, finding.Finding{Code: code, Severity: s, Pos: finding.Pos{File: b.file}, Message: message,
		Hint: hint, English: english})
}

// End ends a paragraph. One without text is left out, but for what hangs on it.
func (b *Builder) End() {
	x := b.box()
	if len(b.boxes) == 1 {
		b.count++
	}
	blank := blank(x.runs)
	cell := len(b.boxes) > 1 && x.name == ""
	if (!blank || cell && len(x.runs) > 0) && b.keep(costCell) {
		it := item{runs: x.runs}
		if !cell {
			it.line = b.line(x)
			x.said = nil
		}
		x.items = append(x.items, it)
	} else if cell && len(x.items) > 0 {
		x.items = append(x.items, item{})
	}
	if !cell {
		x.said, x.picture, x.look = nil, false, found.Look{}
	}
	x.runs = nil
	x.items = append(x.items, x.later...)
	x.later = nil
}

func blank(runs []phrase.Run) bool {
	return !slices.ContainsFunc(runs, func(r phrase.Run) bool { return strings.TrimSpace(r.Text) != "" })
}

// line is the paragraph of a box that is no cell.
func (b *Builder) line(x *box) *found.Line {
	text, _, said := phrase.Settle(x.runs...)
	l := &found.Line{Text: text, Place: x.name, Said: append(said, x.said...), Look: x.look}
	if l.Place == "" {
		l.Place = fmt.Sprintf("第 %d 段", b.count)
	}
	for i := range l.Said {
		l.Said[i].Pos, l.Said[i].Place = finding.Pos{File: b.file}, l.Place
	}
	return l
}

// OpenAside begins a text box or a note that hangs on the paragraph: its paragraphs come behind it, as lines.
func (b *Builder) OpenAside(name string) {
	if b.err == nil {
		b.boxes = append(b.boxes, &box{name: name})
	}
}

// CloseAside ends it.
func (b *Builder) CloseAside() {
	if b.err != nil {
		return
	}
	b.End()
	x := b.box()
	b.boxes = b.boxes[:len(b.boxes)-1]
	if len(x.items) > 0 {
		if to := b.box(); len(b.boxes) > 1 {
			b.Say(finding.Warning, "READ-ASIDE", "格里有"+x.name+"，其中的文字作为表格旁边的一段读。", "属于这一格的请写进格里",
				"a text box or note in the cell was read as a paragraph beside the table")
			to.later = append(to.later, x.items...)
		} else {
			to.later = append(to.later, x.items...)
		}
	}
}
