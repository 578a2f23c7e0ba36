package serve

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// packageOf is a workbook of parts: name, content, name, content …; fill is what a part of that name has more.
func packageOf(t *testing.T, fill map[string]int, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		for n := fill[parts[i]]; err == nil && n > 0; n -= 1 << 20 {
			_, err = w.Write(bytes.Repeat([]byte("x"), min(n, 1<<20)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	rels         = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookXML      = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookRels     = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	sheetHead    = `<?xml version="1.0"?>%s<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s`
	sheetTail    = `</t></is></c></row></sheetData></worksheet>`
)

// workbookOf is a workbook whose one sheet has one cell.
func workbookOf(t *testing.T, doctype, cell string, more int) string {
	sheet := fmt.Sprintf(sheetHead, doctype, cell)
	if more == 0 {
		sheet += sheetTail
	}
	return packageOf(t, map[string]int{"xl/worksheets/sheet1.xml": more}, "[Content_Types].xml", contentTypes, "_rels/.rels", rels, "xl/workbook.xml", bookXML,
		"xl/_rels/workbook.xml.rels", bookRels, "xl/worksheets/sheet1.xml", sheet)
}

// What is made to break a server is refused with a name at every door that takes it, and the server goes on.
func TestHostileUploads(t *testing.T) {
	racing.Apart(t)
	s := start(t, Options{Unzip: 64 << 20})
	laughs := "form: self-evaluation/shanghai\na: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	entities := `<!DOCTYPE x [<!ENTITY a "ha">`
	for i := range 12 {
		entities += fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat("&a"+map[bool]string{true: "", false: fmt.Sprint(i)}[i == 0]+";", 10))
	}
	entities += "]>"
	many := make([]string, 0, 20_000)
	for i := range 10_000 {
		many = append(many, fmt.Sprintf("xl/%d.xml", i), "")
	}
	wide := packageOf(t, map[string]int{"xl/media/a": 40 << 20, "xl/media/b": 40 << 20}, append([]string{"xl/media/a", "", "xl/media/b", ""}, "[Content_Types].xml", contentTypes,
		"_rels/.rels", rels, "xl/workbook.xml", bookXML, "xl/_rels/workbook.xml.rels", bookRels, "xl/worksheets/sheet1.xml", fmt.Sprintf(sheetHead, "", "x")+sheetTail)...)
	deep := `{"form":"self-evaluation/shanghai","a":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`
	files := []struct{ what, name, text string }{
		{"a bomb", "甲.xlsx", workbookOf(t, "", "", 130<<20)},
		{"a cell of 100 MB", "甲.xlsx", workbookOf(t, "", "", 100<<20)},
		{"parts that are too much together", "甲.xlsx", wide},
		{"10,000 parts", "甲.xlsx", packageOf(t, nil, append(many, "[Content_Types].xml", contentTypes)...)},
		{"entities", "甲.xlsx", workbookOf(t, entities, "&a12;", 0)},
		{"an entity of a file", "甲.xlsx", workbookOf(t, `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`, "&a;", 0)},
		{"laughs", "甲.yaml", laughs},
		{"deep", "甲.json", deep},
		{"no UTF-8", "甲.json", "{\"form\":\"self-evaluation/shanghai\",\"项目名称\":\"\xff\xfe\"}"},
		{"deep YAML", "甲.yaml", strings.Repeat("[", 100_000)},
		{"cut off", "甲.xlsx", workbookOf(t, "", "x", 0)[:400]},
	}
	const options = `{"layout":"self-evaluation/shanghai"}`
	doors := []struct {
		name, path string
		parts      []string
		file       string // part of the file
		took       func(name string) bool
	}{
		{"render", "/v1/render", nil, "file", nil},
		{"import", "/v1/import", nil, "file", nil},
		{"collect", "/v1/collect", nil, "file", nil},
		{"a job to render", "/v1/jobs", []string{"kind", "render"}, "file", nil},
		{"a job to check", "/v1/jobs", []string{"kind", "check"}, "file", nil},
		{"a job to bind", "/v1/jobs", []string{"kind", "book"}, "file", nil},
		{"a job to import", "/v1/jobs", []string{"kind", "import"}, "file", nil},
		{"a job to collect", "/v1/jobs", []string{"kind", "collect"}, "file", nil},
		{"blanks", "/v1/jobs", []string{"kind", "blanks", "options", options}, "units", nil},
		{"try", "/v1/layouts/try", []string{"id", "self-evaluation/x"}, "layout", func(name string) bool { return strings.HasSuffix(name, ".yaml") }},
	}
	for i, d := range doors {
		for _, f := range files {
			if d.took != nil && !d.took(f.name) {
				continue
			}
			kind, body := form(t, append([]string{d.file + "=" + f.name, f.text}, d.parts...)...)
			status, answer, h := s.ask(t, "POST", d.path, kind, body)
			if at := h.Get("Location"); at != "" { // let in by the door: the job says what is wrong
				_, answer, _ = s.ask(t, "GET", at+"/events", "", nil)
				s.ask(t, "DELETE", at, "", nil)
				if bytes.Contains(answer, []byte(`"errors":`)) {
					continue
				}
			}
			if status < 400 || status > 499 || code(answer) == "" {
				t.Errorf("%s, %s: %d %.300s", d.name, f.what, status, answer)
			}
		}
		for _, name := range []string{"../甲.json", "/etc/甲.json", `C:\甲.json`, `\\host\share\甲.json`, "甲\x00.json", "..", "CON.json", strings.Repeat("表", 200) + ".json"} {
			if d.took != nil {
				break
			}
			kind, body := form(t, append([]string{d.file + "=" + name, string(seed(t))}, d.parts...)...)
			status, answer, h := s.ask(t, "POST", d.path, kind, body)
			if (status < 400 || status > 499 || code(answer) == "") && !named(name) {
				t.Errorf("%s, a file called %q: %d %.300s", d.name, name, status, answer)
			}
			if at := h.Get("Location"); at != "" {
				s.ask(t, "DELETE", at, "", nil)
			}
		}
		if d.path == "/v1/jobs" && i > 3 { // one job is as another
			continue
		}
		parts := append([]string{}, d.parts...)
		for range 10_000 {
			parts = append(parts, d.file+"=甲.json", "{}")
		}
		kind, body := form(t, parts...)
		if status, answer, _ := s.ask(t, "POST", d.path, kind, body); status < 400 || status > 499 || code(answer) == "" {
			t.Errorf("%s, 10,000 files: %d %.300s", d.name, status, answer)
		}
	}
	if status, pdf, _ := s.ask(t, "POST", "/v1/render?format=pdf", jsonType, seed(t)); status != 200 || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("afterwards: %d %.300s", status, pdf)
	}
	for _, name := range []string{"/etc/甲.json", "甲.json", "/甲.json"} {
		if _, err := os.Stat(name); err == nil || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is there", name)
		}
	}
}

// named says whether a name is one that may be a file's, made fit for every system where it is written.
func named(name string) bool { return name == "CON.json" }
