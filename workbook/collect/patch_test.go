package collect

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

// noText is the cached value of a formula whose result is "".
const noText = "no text"

// patched does to a workbook what excelize cannot: cells that say patch:REF:VALUE give the cell REF a cached value.
func patched(t testing.TB, book []byte) []byte {
	t.Helper()
	parts := unzip(t, book)
	var patches [][2]string
	mark := regexp.MustCompile(`patch:([A-Z]+[0-9]+):([^<]+)`)
	for name, b := range parts {
		for _, m := range mark.FindAllSubmatch(b, -1) {
			patches = append(patches, [2]string{string(m[1]), string(m[2])})
		}
		if name == "xl/sharedStrings.xml" {
			parts[name] = mark.ReplaceAll(b, nil)
		}
	}
	if patches == nil {
		return book
	}
	for _, p := range patches {
		const sheet = "xl/worksheets/sheet1.xml"
		x := string(parts[sheet])
		re := regexp.MustCompile(`<c r="` + p[0] + `"( s="[0-9]+")?([^>]*)(/>|>(.*?)</c>)`)
		done := false
		x = re.ReplaceAllStringFunc(x, func(s string) string {
			m := re.FindStringSubmatch(s)
			done = true
			formula := regexp.MustCompile(`<f>.*?</f>`).FindString(m[4])
			kind := ""
			value := p[1]
			switch {
			case strings.HasPrefix(value, "#"):
				kind = ` t="e"`
			case value == noText:
				kind, value = ` t="str"`, ""
			}
			return fmt.Sprintf(`<c r="%s"%s%s>%s<v>%s</v></c>`, p[0], m[1], kind, formula, value)
		})
		if !done {
			t.Fatalf("no cell %s", p[0])
		}
		parts[sheet] = []byte(x)
	}
	return rezip(t, parts)
}

func unzip(t testing.TB, book []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = b
	}
	return out
}

func rezip(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, b := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
