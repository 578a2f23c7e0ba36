package judgetest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ofdParts is a file's parts in their order.
type ofdPart struct {
	name string
	data []byte
}

func ofdParts(t *testing.T, file string) (parts []ofdPart) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, ofdPart{f.Name, b})
	}
	return parts
}

// broken writes a file with some of its parts changed.
func broken(t *testing.T, file string, parts []ofdPart, change func([]ofdPart) []ofdPart) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range change(slices.Clone(parts)) {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write(p.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// replaced changes the first match of a pattern in the first part whose name ends so.
func replaced(t *testing.T, part, pattern, with string) func([]ofdPart) []ofdPart {
	return func(parts []ofdPart) []ofdPart {
		re := regexp.MustCompile(pattern)
		for i, p := range parts {
			if at := re.FindSubmatchIndex(p.data); strings.HasSuffix(p.name, part) && at != nil {
				b := append(bytes.Clone(p.data[:at[0]]), re.Expand(nil, []byte(with), p.data, at)...)
				parts[i].data = append(b, p.data[at[1]:]...)
				return parts
			}
		}
		t.Fatalf("%s has no %s", part, pattern)
		return nil
	}
}

func without(part string) func([]ofdPart) []ofdPart {
	return func(parts []ofdPart) []ofdPart {
		return slices.DeleteFunc(parts, func(p ofdPart) bool { return strings.HasSuffix(p.name, part) })
	}
}

// checkAll is ofd_check --ofda --expect for many files in one Python.
const checkAll = `import contextlib, io, json, sys
sys.path.insert(0, sys.argv[1])
import ofd_check
for f in sys.argv[3:]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = ofd_check.main(["--ofda", "--expect", sys.argv[2], f])
    r = json.loads(out.getvalue())
    print(json.dumps({"file": f, "code": code, "failures": r["failures"], "differences": r.get("differences")}))`

// TestOFDRulesFail breaks a good file in every way a rule of ofd_check is about: each rule is seen to fail, so that
// its silence on all other files says something.
func TestOFDRulesFail(t *testing.T) {
	judges := shared(t, "judges")
	dir := t.TempDir()
	gongbiao(t, "render", "-f", "pdf,xlsx,ofd", "--no-manifest", "-o", dir, filepath.Join(root, "examples",
		"seed-1.json"))
	base := filepath.Join(dir, "seed-1")
	passes(t, python, "-B", "-c", againstPDF, judges, base)
	parts := ofdParts(t, base+".ofd")
	const content, document, public = "Page_0/Content.xml", "Document.xml", "PublicRes.xml"
	cases := []struct {
		rule, says string
		change     func([]ofdPart) []ofdPart
	}{
		{"package", "missing part", without(content)},
		{"package", "duplicate entries", func(p []ofdPart) []ofdPart { return append(p, p[1]) }},
		{"package", "DocID", replaced(t, "OFD.xml", `<ofd:DocID>.`, "<ofd:DocID>x")},
		{"xml", "Content.xml", replaced(t, content, `</ofd:Page>`, "</ofd:Pag>")},
		{"xml", "root", replaced(t, public, `(?s)ofd:Res (.*)/ofd:Res>`, "ofd:Rex $1/ofd:Rex>")},
		{"ids", "used twice", replaced(t, content, `ID="[0-9]+"(.*?) ID="[0-9]+"`, `ID="7"$1 ID="7"`)},
		{"ids", "MaxUnitID", replaced(t, document, `<ofd:MaxUnitID>[0-9]+`, "<ofd:MaxUnitID>3")},
		{"ids", "unknown ID 9", replaced(t, "Tag_0.xml", `(PageRef="[0-9]+">)`, "${1}9999")},
		{"ids", "unknown ID 9", replaced(t, document, `PageID="`, `PageID="9999`)},
		{"fonts", "not embedded", replaced(t, public, `<ofd:FontFile>.*?</ofd:FontFile>`, "")},
		{"fonts", "missing", without(".ttf")},
		{"fonts", "unreadable", replaced(t, ".ttf", `(?s)^....`, "abcd")},
		{"fonts", "not in the embedded font", replaced(t, content, `项`, "龘")},
		{"fonts", "unknown font", replaced(t, content, ` Font="`, ` Font="99`)},
		{"text", "DeltaX", replaced(t, content, ` DeltaX="[^ "]+ `, ` DeltaX="`)},
		{"text", "without Boundary or Size", replaced(t, content, ` Size="[^"]*"`, "")},
		{"geometry", "leaves the Boundary", replaced(t, content,
			`(<ofd:TextObject ID="[0-9]+" Boundary="[^ ]+ [^ ]+) [^ ]+ `, "$1 1 ")},
		{"geometry", "outside the page", replaced(t, content, `(<ofd:TextObject ID="[0-9]+" Boundary=")[^ ]+ `,
			"${1}209 ")},
		{"geometry", "draws outside its Boundary", replaced(t, content,
			`(<ofd:PathObject ID="[0-9]+" Boundary="[^ ]+ [^ ]+) [^ ]+ `, "$1 1 ")},
		{"geometry", "operator", replaced(t, content, ` L `, " X ")},
		{"ofda", "6.2.1a", replaced(t, "OFD.xml", `DocType="OFD-A"`, `DocType="OFD"`)},
		{"ofda", "6.2.1c", replaced(t, "OFD.xml", `(?s)(<ofd:DocBody>.*</ofd:DocBody>)`, "$1$1")},
		{"ofda", "6.2.2 Permissions", replaced(t, document, `</ofd:Outlines>`, "</ofd:Outlines><ofd:Permissions/>")},
		{"ofda", "action other than Goto", replaced(t, document, `<ofd:Goto>.*?</ofd:Goto>`,
			`<ofd:URI URI="http://x"/>`)},
		{"ofda", "6.2.6a font outside", func(p []ofdPart) []ofdPart {
			p = replaced(t, document, `PublicRes\.xml`, "OtherRes.xml")(p)
			for i := range p {
				p[i].name = strings.Replace(p[i].name, "PublicRes", "OtherRes", 1)
			}
			return p
		}},
		{"ofda", "6.2.6b", replaced(t, public, `<ofd:FontFile>.*?</ofd:FontFile>`, "")},
		{"ofda", "6.2.6c", replaced(t, ".ttf", `post`, "pest")},
		{"ofda", "6.2.6g", replaced(t, public, `</ofd:Fonts>`,
			`</ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="4000" Type="Audio"/></ofd:MultiMedias>`)},
		{"ofda", "6.1 part", func(p []ofdPart) []ofdPart {
			return append(p, ofdPart{"Doc_0/Res/more.bin",
				[]byte("x")})
		}},
		{"", "text", replaced(t, content, `通`, "行")},
		{"", "only in expected", replaced(t, content, `(<ofd:AbbreviatedData>)M [^ ]+ [^ ]+ L [^ ]+ [^ ]+ `, "$1")},
	}
	files := []string{base + ".ofd"}
	for i, c := range cases {
		f := filepath.Join(dir, fmt.Sprintf("broken-%02d.ofd", i))
		broken(t, f, parts, c.change)
		files = append(files, f)
	}
	files = append(files, filepath.Join(dir, "crc.ofd"))
	data, err := os.ReadFile(base + ".ofd")
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1 // in the font
	if err := os.WriteFile(files[len(files)-1], data, 0o666); err != nil {
		t.Fatal(err)
	}
	o := passes(t, python, append([]string{"-B", "-c", checkAll, judges, base + ".expect.json"}, files...)...)
	lines := bufio.NewScanner(strings.NewReader(o.stdout))
	lines.Buffer(nil, 16<<20)
	for i := 0; lines.Scan(); i++ {
		var r struct {
			Code        int
			Failures    map[string][]string
			Differences []string
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		switch {
		case i == 0 && r.Code == 0:
		case i == 0:
			t.Errorf("the good file: %v %q", r.Failures, r.Differences)
		case i <= len(cases):
			c := cases[i-1]
			said := strings.Join(r.Failures[c.rule], "\n")
			if c.rule == "" {
				said = strings.Join(r.Differences, "\n")
			}
			if r.Code == 0 || !strings.Contains(said, c.says) {
				t.Errorf("%s, %s: exit %d, %v %.500q", c.rule, c.says, r.Code, r.Failures, r.Differences)
			}
		case !strings.Contains(strings.Join(r.Failures["package"], ""), "CRC"):
			t.Errorf("one bit of the font: %v", r.Failures)
		}
	}
}

// tagsValid holds every tag file of some OFD files against our schema.
const tagsValid = `import io, sys, zipfile
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
n = 0
for f in sys.argv[2:]:
    z = zipfile.ZipFile(f)
    for name in z.namelist():
        if "/Tags/Tag_" in name:
            n += 1
            if not schema.validate(etree.parse(io.BytesIO(z.read(name)))):
                sys.exit("%s %s: %s" % (f, name, list(schema.error_log)[:3]))
print(n)`

// TestOFDTags: what stands in the tags is what docs/ofd-form.xsd says, of forms, of copies with all they can carry,
// of proofs and of a book.
func TestOFDTags(t *testing.T) {
	shared(t)
	dir := t.TempDir()
	gongbiao(t, append([]string{"render", "-f", "ofd", "--no-manifest", "-o", dir, "--verify-code", "--watermark", "征求意见稿", "--header", "甲"},
		examples(t)...)...)
	gongbiao(t, "render", "-f", "ofd", "--no-manifest", "--proof", "-o", filepath.Join(dir, "proof"), filepath.Join(root, "examples", "seed-1.json"))
	gongbiao(t, append([]string{"book", "-o", filepath.Join(dir, "book.ofd"), "--duplex"}, examples(t)...)...)
	files, err := filepath.Glob(filepath.Join(dir, "*.ofd"))
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	proofs, err := filepath.Glob(filepath.Join(dir, "proof", "*.ofd"))
	if err != nil || len(proofs) != 1 {
		t.Fatal(proofs, err)
	}
	files = append(files, proofs...)
	schema := filepath.Join(root, "docs", "ofd-form.xsd")
	o := passes(t, python, append([]string{"-B", "-c", tagsValid, schema}, files...)...)
	if n := strings.TrimSpace(o.stdout); n == "0" || n == "" {
		t.Errorf("%s tag files", n)
	}
	for _, f := range files {
		judge(t, "ofd_check.py", "--ofda", f)
	}
}
