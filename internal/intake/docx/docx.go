// Package docx reads the tables of Word documents, whoever wrote them. In: a file that package intake let in. Out: its
// tables as package found has them, with the paragraphs beside them. A document is read as Word prints it with all
// changes accepted: deleted text is not there, inserted text is, and both are said; so are hidden text, text boxes,
// notes and whatever else is easily overlooked. Names are read without their prefix, so strict files read alike.
//
// Nothing outside the file is ever looked at: links, templates and pictures are left alone.
package docx

import (
	"archive/zip"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/internal/intake/scan"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Elements within each other; a text box in a table in a text box has some 60.
const maxDepth = 400

// reader reads one document.
type reader struct {
	*scan.Scanner
	file   *intake.File
	parts  map[string]*zip.File // by folded name
	links  []scan.Relation
	b      *flow.Builder
	styles map[string]style
	lists  *lists
	notes  map[string]string // texts of foot- and endnotes, once read; by kind and id

	look    look        // of the run
	under   look        // of the paragraph's style
	fields  []field     // those that are open
	silent  int         // within what stands for nothing: a placeholder, an instruction
	pending string      // what goes before the next text of the paragraph: the blank behind a number
	drawn   bool        // pictures are there
	base    look        // of everything, before its style
	jc      *grid.Align // where the alignment of a style goes that is being read
	dressed bool        // the cell or paragraph has had text
	glyph   *string     // where the text of a check box is noted
}

// look is what of a font says whether and how a text counts.
type look struct {
	struck, hidden bool
	shift          int8
	font           string // one of symbols, empty otherwise

	face   string // for how it is set: the name of its face
	size   int    // half-points
	bold   bool
	aligns grid.Align
}

// Read reads a document. Errors are *finding.DataError.
func Read(f *intake.File) (*found.Document, error) {
	r := &reader{file: f, parts: map[string]*zip.File{}, b: flow.New(f), notes: map[string]string{}}
	for _, p := range f.Zip.File {
		r.parts[intake.Fold(p.Name)] = p
	}
	err := r.read()
	if b := r.b.Err(); b != nil {
		return nil, b
	}
	if err != nil {
		return nil, r.fault(err)
	}
	d, err := r.b.Finish()
	if err != nil {
		return nil, err
	}
	d.Notes = append(append(finding.List(nil), f.Notes...), d.Notes...)
	return d, nil
}

// fault is the error of a part that cannot be read.
func (r *reader) fault(err error) error {
	if finding.Of(err) != nil {
		return err
	}
	what := "文件已损坏，读不出来"
	for _, e := range []error{scan.ErrXML, scan.ErrDeep, scan.ErrLong, scan.ErrCode, scan.ErrTypes, errNoText} {
		if errors.Is(err, e) {
			what += "：" + e.Error()
		}
	}
	return intake.Fail(r.file.Name, "READ-DAMAGED", what+"。", "用 Word 或 WPS 打开后另存为 .docx", "the document is damaged")
}

var errNoText = errors.New("里面没有正文")

// open opens a part of the package; nil if it is not there.
func (r *reader) open(name string) (io.ReadCloser, error) {
	p := r.parts[intake.Fold(name)]
	if p == nil {
		return nil, nil
	}
	c, err := p.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(c, r.file.Limits.Part+1), c}, nil
}

// relations reads the links of a part; none if it has none.
func (r *reader) relations(of string) ([]scan.Relation, error) {
	c, err := r.open(scan.Links(of))
	if c == nil {
		return nil, err
	}
	defer c.Close()
	return scan.Relations(c, of, intake.MaxParts)
}

// read reads the parts a document consists of.
func (r *reader) read() error {
	main := "word/document.xml"
	if r.parts[main] == nil {
		top, err := r.relations("")
		if err != nil {
			return err
		}
		for _, l := range top {
			if l.Kind == "officeDocument" {
				main = l.Target
			}
		}
	}
	var err error
	if r.links, err = r.relations(main); err != nil {
		return err
	}
	if err := r.part("styles", r.readStyles); err != nil {
		return err
	}
	r.lists = &lists{}
	if err := r.part("numbering", r.readLists); err != nil {
		return err
	}
	c, err := r.open(main)
	if err != nil {
		return err
	}
	if c == nil {
		return errNoText
	}
	defer c.Close()
	r.Scanner = scan.New(c, maxDepth)
	body := false
	err = r.Elements(func(name string) error {
		if name == "body" {
			body = true
			return r.blocks()
		}
		return nil
	})
	if err == nil && !body {
		err = errNoText
	}
	if err == nil {
		err = r.beside()
	}
	return err
}

// part reads the part of one kind, if there is one, with the scanner of the reader.
func (r *reader) part(kind string, read func() error) error {
	for _, l := range r.links {
		if l.Kind != kind {
			continue
		}
		c, err := r.open(l.Target)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		own := r.Scanner
		r.Scanner = scan.New(c, maxDepth)
		err = read()
		r.Scanner = own
		c.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// children calls do for each element within the one that has just begun, up to its end. What do leaves unread of an
// element is skipped.
func (r *reader) children(do func(name string) error) error {
	base := r.Depth()
	for {
		tok, err := r.Next()
		if err != nil {
			return scan.Unexpected(err)
		}
		if tok == scan.Start {
			if err := do(string(r.Name)); err != nil {
				return err
			}
			for r.Depth() > base {
				if _, err := r.Next(); err != nil {
					return scan.Unexpected(err)
				}
			}
			if err := r.b.Err(); err != nil {
				return err
			}
			continue
		}
		if r.Depth() < base {
			return nil
		}
	}
}

// beside says what stands outside the text and is not read.
func (r *reader) beside() error {
	if r.drawn {
		r.b.Note(finding.Note, "READ-OBJECTS", "文档里有图片或图形，没有读。", "", "pictures and shapes were not read")
	}
	for _, l := range r.links {
		if l.Kind == "comments" && r.parts[intake.Fold(l.Target)] != nil {
			r.b.Note(finding.Note, "READ-ASIDE", "文档里有批注，没有读。", "要填进表里的请写进格里", "comments were not read")
		}
	}
	for _, kind := range []string{"header", "footer"} {
		err := r.part(kind, func() error {
			var text strings.Builder
			err := r.Elements(func(name string) error {
				if name != "t" {
					return nil
				}
				s, err := r.All()
				if text.Len() < 1000 {
					text.WriteString(s)
				}
				return err
			})
			if s := strings.TrimSpace(text.String()); err == nil && strings.Trim(s, "0123456789 -—–第页共/") != "" {
				r.b.Note(finding.Note, "READ-ASIDE", "页眉或页脚里有“"+phrase.Brief(s)+"”，没有读。", "要填进表里的请写进格里",
					"headers and footers were not read")
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// number is an attribute that is a whole number; 0 if it is not.
func (r *reader) number(name string) int {
	n, err := strconv.Atoi(r.Attr(name))
	if err != nil {
		return 0
	}
	return n
}

// val says whether a property that is there is on.
func (r *reader) val() bool {
	switch r.Attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// tracked says that the document has changes nobody has decided on.
func (r *reader) tracked() {
	r.b.Say(finding.Warning, "READ-TRACKED", "有没有接受的修订：按全部接受读，删去的不算，插入的算。", "在 Word 里接受或拒绝全部修订后再存",
		"tracked changes were read as accepted")
}
