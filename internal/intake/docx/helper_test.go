package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
)

// pack is a package of parts: name, content, name, content …
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document is a document of a body and further parts, which it links to by their kind: kind, content …
func document(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	links := ""
	all := []string{"[Content_Types].xml", "<Types/>", "word/document.xml",
		`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>` + body + `<w:sectPr/></w:body></w:document>`}
	for i := 0; i < len(parts); i += 2 {
		links += fmt.Sprintf(`<Relationship Id="r%d" Type="http://x/%s" Target="%s.xml"/>`, i, parts[i], parts[i])
		all = append(all, "word/"+parts[i]+".xml", parts[i+1])
	}
	return pack(t, append(all, "word/_rels/document.xml.rels", "<Relationships>"+links+"</Relationships>")...)
}

func read(t testing.TB, data []byte) (*found.Document, error) {
	t.Helper()
	f, err := intake.Open("甲.docx", data, intake.Limits{})
	if err != nil {
		return nil, err
	}
	if f.Kind != intake.DOCX {
		t.Fatalf("kind %s", f.Kind)
	}
	return Read(f)
}

// p is a paragraph of a run; tc a cell of blocks, tr a row of cells, tbl a table of rows.
func p(text string) string { return "<w:p>" + run(text) + "</w:p>" }

func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

func tc(properties, blocks string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + blocks + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func tbl(widths []int, rows ...string) string {
	grid := ""
	for _, w := range widths {
		grid += fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w)
	}
	return "<w:tbl><w:tblPr/><w:tblGrid>" + grid + "</w:tblGrid>" + strings.Join(rows, "") + "</w:tbl>"
}

// texts is a row of plain cells.
func texts(cells ...string) string {
	out := ""
	for _, c := range cells {
		out += tc("", p(c))
	}
	return tr(out)
}
