package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// read is what a Word document holds, in order: paragraphs outside tables, tables, ends of sections.
type read struct {
	blocks []block
	parts  map[string]string
}

type block struct {
	text    string // of a paragraph
	rows    [][]tc // of a table
	section *node
}

type tc struct {
	span    int
	merge   string // restart, continue or nothing
	text    string
	borders map[string]string
	pic     bool
}

type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []*node    `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n *node) get(names ...string) *node {
	for _, name := range names {
		var next *node
		for _, c := range n.Nodes {
			if c.XMLName.Local == name {
				next = c
				break
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

func (n *node) val(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// said is the text of a paragraph.
func (n *node) said() string {
	switch n.XMLName.Local {
	case "t":
		return n.Text
	case "tab":
		if len(n.Attrs) == 0 {
			return "\t"
		}
	}
	var b strings.Builder
	for _, c := range n.Nodes {
		if c.XMLName.Local != "instrText" {
			b.WriteString(c.said())
		}
	}
	return b.String()
}

func parse(t testing.TB, data []byte) *read {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r := &read{parts: map[string]string{}}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		r.parts[f.Name] = string(b)
		if strings.HasSuffix(f.Name, ".xml") {
			if err := xml.Unmarshal(b, new(node)); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	var doc node
	if err := xml.Unmarshal([]byte(r.parts["word/document.xml"]), &doc); err != nil {
		t.Fatal(err)
	}
	for _, n := range doc.get("body").Nodes {
		switch n.XMLName.Local {
		case "p":
			if s := n.get("pPr", "sectPr"); s != nil {
				r.blocks = append(r.blocks, block{section: s})
			} else if n.get("pPr", "spacing").val("line") != "20" {
				r.blocks = append(r.blocks, block{text: n.said()})
			}
		case "tbl":
			r.blocks = append(r.blocks, block{rows: tableOf(n)})
		case "sectPr":
			r.blocks = append(r.blocks, block{section: n})
		}
	}
	return r
}

func tableOf(n *node) (rows [][]tc) {
	for _, tr := range n.Nodes {
		if tr.XMLName.Local != "tr" {
			continue
		}
		var row []tc
		for _, c := range tr.Nodes {
			if c.XMLName.Local != "tc" {
				continue
			}
			x := tc{span: 1, borders: map[string]string{}}
			if s := c.get("tcPr", "gridSpan"); s != nil {
				x.span = int(s.val("val")[0] - '0')
				if len(s.val("val")) > 1 {
					x.span = x.span*10 + int(s.val("val")[1]-'0')
				}
			}
			if m := c.get("tcPr", "vMerge"); m != nil {
				if x.merge = m.val("val"); x.merge == "" {
					x.merge = "continue"
				}
			}
			if b := c.get("tcPr", "tcBorders"); b != nil {
				for _, side := range b.Nodes {
					x.borders[side.XMLName.Local] = side.val("val") + side.val("sz")
				}
			}
			var paragraphs []string
			for _, p := range c.Nodes {
				if p.XMLName.Local != "p" {
					continue
				}
				if p.get("r", "drawing") != nil {
					x.pic = true
					continue
				}
				paragraphs = append(paragraphs, p.said())
			}
			x.text = strings.Join(paragraphs, "\n")
			row = append(row, x)
		}
		rows = append(rows, row)
	}
	return rows
}
