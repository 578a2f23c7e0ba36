// Package html reads the tables of web pages, and of what programs write as web pages: old Excel and Word exports
// under any name, web archives (MHTML), fragments from the clipboard. In: a file that package intake let in. Out: its
// tables as package found has them, with the paragraphs beside them. Cells are placed by the standard's own algorithm;
// the encoding is told by the bytes.
//
// The page is read as a stream of tags, in memory that hardly depends on it. Nothing is run or fetched.
package html

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/charset"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Read reads a page or a web archive. Errors are *finding.DataError.
func Read(f *intake.File) (*found.Document, error) {
	if f.Kind == intake.MHTML {
		return archive(f)
	}
	b := flow.New(f)
	if err := page(f, f.Data, declared(f.Data), b); err != nil {
		return nil, err
	}
	return b.Finish()
}

// page reads one page into a builder.
func page(f *intake.File, data []byte, says string, b *flow.Builder) error {
	text, _, ok := charset.Decode(data, says)
	if !ok {
		return intake.Fail(f.Name, "DATA-ENCODING", "网页既不是 UTF-8 也不是 GB 18030（GBK）编码，有认不出的字。",
			"在浏览器或 Excel 里打开，另存为 UTF-8 的网页或 .xlsx", "the page is in no known encoding")
	}
	if text.Wrong {
		b.Note(finding.Warning, "READ-CHARSET", "网页说自己是 "+says+" 编码，其实是 "+text.Encoding+"，按后者读。", "请看读出来的字对不对",
			"the page names another encoding than it is in")
	}
	r := &reader{z: html.NewTokenizer(bytes.NewReader(text.UTF8)), b: b, file: f, open: []element{{}}, space: &space{}}
	return r.read()
}

// declared is the encoding that the head of a page names.
func declared(data []byte) string {
	head := strings.ToLower(string(data[:min(len(data), 4096)]))
	for {
		i := strings.Index(head, "charset")
		if i < 0 {
			break
		}
		head = strings.TrimLeft(head[i+len("charset"):], " ")
		if rest, ok := strings.CutPrefix(head, "="); ok {
			name := strings.TrimLeft(rest, ` "'`)
			if n := strings.IndexAny(name, " \"'>;/"); n > 0 {
				return name[:n]
			}
		}
	}
	if rest, ok := strings.CutPrefix(head, "<?xml"); ok {
		if _, rest, ok = strings.Cut(rest, "encoding="); ok && len(rest) > 1 {
			name, _, _ := strings.Cut(rest[1:], rest[:1])
			return name
		}
	}
	return ""
}

// reader reads one page.
type reader struct {
	z      *html.Tokenizer
	b      *flow.Builder
	file   *intake.File
	open   []element
	tables []*tableState
	space  *space
	css    rules
	drop   int    // within elements nothing of which is shown
	raw    string // the element whose text comes next as it is: style, textarea …
	choice *choice
	drawn  bool

	dressed bool // the cell or paragraph has had text
}

// element is an open element, with the look of its text.
type element struct {
	name  string
	look  look
	cell  bool // nothing within closes what is outside
	list  string
	count int
}

// most elements within each other: browsers stop at 512.
const maxDepth = 2000

func (r *reader) top() *element { return &r.open[len(r.open)-1] }

func (r *reader) read() error {
	for r.b.Err() == nil {
		switch tok := r.z.Next(); tok {
		case html.ErrorToken:
			if err := r.z.Err(); !errors.Is(err, io.EOF) {
				return intake.Fail(r.file.Name, "READ-DAMAGED", "网页已损坏，读不出来。", "在浏览器里打开，另存后再交", "the page is damaged")
			}
			for len(r.tables) > 0 {
				r.endTable()
			}
			r.paragraph()
			if r.drawn {
				r.b.Note(finding.Note, "READ-OBJECTS", "网页里有图片，没有读。", "", "pictures were not read")
			}
			return r.b.Err()
		case html.TextToken:
			r.characters(string(r.z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := r.z.TagName()
			r.start(string(name), r.attributes(more), tok == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := r.z.TagName()
			r.end(string(name))
		}
		if len(r.open) > maxDepth {
			return intake.Fail(r.file.Name, "READ-DAMAGED", "网页已损坏，读不出来：嵌套太深。", "在浏览器里打开，另存后再交", "elements are nested too deep")
		}
	}
	return r.b.Err()
}

// attributes are those of a tag that mean something here.
type attributes map[string]string

func (r *reader) attributes(more bool) attributes {
	var out attributes
	for n := 0; more && n < 200; n++ {
		var k, v []byte
		k, v, more = r.z.TagAttr()
		switch name := string(k); name {
		case "class", "style", "hidden", "colspan", "rowspan", "span", "width", "height", "type", "checked", "value", "selected", "start",
			"multiple", "size", "align", "valign":
			if _, twice := out[name]; twice || len(v) > 1<<16 {
				continue
			}
			if out == nil {
				out = attributes{}
			}
			out[name] = string(v)
		}
	}
	return out
}

func (a attributes) has(name string) bool { _, ok := a[name]; return ok }

// number is an attribute as HTML reads numbers: the digits it begins with.
func (a attributes) number(name string, otherwise int) int {
	s := strings.TrimLeft(a[name], " \t\n\r\f+")
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	v, err := strconv.Atoi(s[:min(n, 9)])
	if err != nil {
		return otherwise
	}
	return v
}

// hollow elements have neither content nor end.
var hollow = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true, "frame": true, "basefont": true, "bgsound": true}

// dropped elements show nothing that could be read.
var dropped = map[string]bool{"template": true, "svg": true, "rt": true, "rp": true, "object": true, "video": true, "audio": true, "canvas": true,
	"button": true, "datalist": true, "map": true, "applet": true, "math": false}

// blocks begin and end a paragraph.
var blocks = map[string]bool{"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true,
	"ul": true, "ol": true, "dl": true, "dt": true, "dd": true, "pre": true, "blockquote": true, "center": true, "form": true, "section": true,
	"article": true, "header": true, "footer": true, "main": true, "aside": true, "nav": true, "address": true, "fieldset": true,
	"legend": true, "figure": true, "figcaption": true, "details": true, "summary": true, "hr": true, "body": true, "caption": true,
	"listing": true, "xmp": true, "dir": true, "menu": true}

// start takes a start tag.
func (r *reader) start(name string, a attributes, closed bool) {
	switch name {
	case "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "xmp", "plaintext":
		r.raw = name
		if name == "textarea" && r.drop == 0 {
			r.input()
		}
		if name != "xmp" && name != "plaintext" {
			return
		}
	}
	if r.drop > 0 {
		if dropped[name] && !closed {
			r.drop++
		}
		return
	}
	if dropped[name] {
		if name == "svg" || name == "object" || name == "canvas" || name == "video" {
			r.picture(a)
		}
		if !closed {
			r.drop = 1
		}
		return
	}
	if r.tableTag(name, a) {
		return
	}
	switch name {
	case "br":
		r.lineEnd()
		return
	case "hr":
		r.paragraph()
		return
	case "img", "embed":
		r.picture(a)
		return
	case "input":
		r.field(a)
		return
	case "select":
		r.choice = &choice{many: a.has("multiple") || a.number("size", 1) > 1}
		return
	case "option":
		r.option(a)
		return
	}
	if hollow[name] || closed && strings.Contains(name, ":") {
		return
	}
	if blocks[name] {
		r.closeImplied(name)
		r.paragraph()
	}
	e := element{name: name, look: r.lookOf(name, a)}
	if name == "ol" || name == "ul" {
		e.list, e.count = name, a.number("start", 1)-1
		if t := a["type"]; name == "ol" && t != "" {
			e.list = t
		}
	}
	r.open = append(r.open, e)
	if name == "li" {
		r.marker(a)
	}
}

// closeImplied closes what the beginning of a block closes: an open p, or the list item before.
func (r *reader) closeImplied(name string) {
	for i := len(r.open) - 1; i > 0 && !r.open[i].cell; i-- {
		switch o := r.open[i].name; {
		case o == "p", name == "li" && o == "li", (name == "dt" || name == "dd") && (o == "dt" || o == "dd"):
			r.open = r.open[:i]
			return
		case name == "li" && (o == "ul" || o == "ol"):
			return
		}
	}
}

// end takes an end tag.
func (r *reader) end(name string) {
	if r.raw == name {
		r.raw = ""
	}
	if r.drop > 0 {
		if dropped[name] {
			r.drop--
		}
		return
	}
	if r.endTableTag(name) {
		return
	}
	switch name {
	case "select":
		r.chosen()
		return
	case "option":
		r.endOption()
		return
	case "br":
		r.lineEnd()
		return
	case "p":
		r.paragraph()
	}
	for i := len(r.open) - 1; i > 0 && !r.open[i].cell; i-- {
		if r.open[i].name == name {
			if blocks[name] {
				r.paragraph()
			}
			r.open = r.open[:i]
			return
		}
	}
}
