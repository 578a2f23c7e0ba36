package pdf_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/paint/pdf"
)

// Each check the judge makes of our files is seen to fail when the file is broken: a few bytes of a good one are
// changed, its length kept, so that nothing else is wrong with it.
func TestJudgeSeesWhatIsBroken(t *testing.T) {
	good := write(t, everything(t), pdf.Options{Plain: true})
	cases := []struct{ check, old, new string }{
		{"qpdf", "\nstartxref\n", "\nstartxrfe\n"},
		{"fonts-subset", "+GongbiaoSong-Regular", "-GongbiaoSong-Regular"},
		{"fonts-glyphs", "/DW 1000", "/DW 1040"},
		{"pdfa-2a", "/CIDToGIDMap/Identity", "/CIDToGIDMap/Identitx"},
		{"pdfa-2a", "/FontFile2 ", "/FontFile9 "},
		{"tounicode", "/ToUnicode ", "/ToUnicodx "},
		{"xmp-info", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">财", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">材"},
		{"xmp-info", "<pdf:Producer>G", "<pdf:Producer>H"},
		{"output-intent", "/OutputIntents[", "/OutputIntentz["},
		{"trailer-id", "/ID[<", "/IX[<"},
		{"all-content-tagged", "/Artifact<</Type/Layout>>BDC", "/Brtifact<</Type/Layout>>BDC"},
		{"all-content-tagged", "/StructParents 0", "/StructParentz 0"},
		{"table-tags", "/RowSpan 2", "/RowSpan 9"},
		{"table-tags", "/ColSpan 5", "/ColSpan 4"},
		{"lang", "/Lang(zh-CN)", "/Lanx(zh-CN)"},
		{"pdfua-1", "/Lang(zh-CN)", "/Lang(zh_CN)"},
		{"title", "dc:title>", "dc:titlx>"},
		{"display-title", "/DisplayDocTitle true", "/DisplayDocTitlx true"},
		{"bookmarks", "/Outlines ", "/Outlinez "},
		{"page-labels", "/PageLabels", "/PageLabelz"},
		{"pdfa-2a", "<pdfaid:conformance>A", "<pdfaid:conformance>B"},
		{"pdfa-2a", "<pdfaid:part>2", "<pdfaid:part>3"},
		{"pdfa-2a", "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua", "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfux"},
		{"pdfa-2a", "/MarkInfo<</Marked true", "/MarkInfo<</Markex true"},
		{"pdfa-2a", "/Subtype/Link/Border[0 0 0]/F 4", "/Subtype/Link/Border[0 0 0]/F 2"},
		{"pdfua-1", "<pdfuaid:part>1", "<pdfuaid:part>2"},
		{"pdfua-1", "/Scope/Row", "/Scopx/Row"},
		{"pdfua-1", "/Alt(", "/Alx("},
		{"pdfua-1", "/Tabs/S", "/Tabs/R"},
		{"pdfua-1", "/StructParent ", "/StructParenx "},
		{"pdfua-1", "/S/H1", "/S/H3"},
		{"pdfua-1", "/Contents(", "/Contentx("},
		{"pdfua-1", "]/Nums[", "]/Numx["},
	}
	dir := t.TempDir()
	args := []string{"--brief"}
	for i, c := range cases {
		if len(c.old) != len(c.new) || !bytes.Contains(good, []byte(c.old)) {
			t.Fatalf("%q is not in the file, or %q is not as long", c.old, c.new)
		}
		p := filepath.Join(dir, strconv.Itoa(i)+".pdf")
		if err := os.WriteFile(p, bytes.ReplaceAll(good, []byte(c.old), []byte(c.new)), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	out, _ := judge(t, "pdf_check.py", args...)
	var verdicts []struct{ Checks map[string]bool }
	if err := json.Unmarshal([]byte(out), &verdicts); err != nil || len(verdicts) != len(cases) {
		t.Fatalf("%d verdicts on %d files: %v\n%s", len(verdicts), len(cases), err, out)
	}
	seen := map[string]bool{}
	for i, c := range cases {
		if pass, known := verdicts[i].Checks[c.check]; pass || !known {
			t.Errorf("%s passes with %q for %q", c.check, c.new, c.old)
		}
		seen[c.check] = true
	}
	for check := range strings.SplitSeq(required, ",") {
		if !seen[check] {
			t.Errorf("%s is required of our files and not seen to fail", check)
		}
	}
}

// The tests' own reader and qpdf notice a file that is cut short, whatever is missing.
func TestReaderSeesWhatIsCut(t *testing.T) {
	good := write(t, everything(t), pdf.Options{})
	for n := 1; n < len(good); n += 1 + len(good)/97 {
		if _, err := tryRead(good[:n]); err == nil {
			t.Errorf("the first %d of %d bytes read as a whole file", n, len(good))
		}
	}
	p := save(t, "cut.pdf", good[:len(good)*2/3])
	if out, err := exec.Command(tool(t, "qpdf"), "--check", p).CombinedOutput(); err == nil {
		t.Errorf("qpdf passes two thirds of a file:\n%s", out)
	}
}
