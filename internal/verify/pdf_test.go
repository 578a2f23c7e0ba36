package verify

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/render"
)

var (
	objectHead = regexp.MustCompile(`^([0-9]+) 0 obj\n`)
	lengthOf   = regexp.MustCompile(`(/Filter/FlateDecode)?(?:/DecodeParms<<[^>]*>>)?/Length ([0-9]+)>>\nstream\n`)
)

func inflated(t testing.TB, b []byte) []byte {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// forgePDF writes a PDF of ours again, with the data of its streams changed, not compressed, and its cross-reference
// and ID computed again: what someone does who knows how.
func forgePDF(t testing.TB, data []byte, change func(dict string, b []byte) []byte) []byte {
	t.Helper()
	start := bytes.Index(data, []byte(" 0 obj\n"))
	for start > 0 && data[start-1] != '\n' {
		start--
	}
	out := bytes.Clone(data[:start])
	where := map[int]int{}
	for rest := data[start:]; ; {
		head := objectHead.FindSubmatch(rest)
		m := lengthOf.FindSubmatchIndex(rest)
		if head == nil || m == nil {
			t.Fatalf("no object at %d", len(data)-len(rest))
		}
		n, _ := strconv.Atoi(string(head[1]))
		size, _ := strconv.Atoi(string(rest[m[4]:m[5]]))
		dict, b := string(rest[len(head[0]):m[0]]), rest[m[1]:m[1]+size]
		rest = rest[m[1]+size+len("\nendstream\nendobj\n"):]
		at := len(out)
		where[n] = at
		if m[2] >= 0 {
			b = inflated(t, b)
		}
		if strings.Contains(dict, "/Type/XRef") {
			columns, last := 7, make([]byte, 7)
			var rows []byte
			for i := 0; i < len(b); i += columns + 1 {
				for k := range last {
					last[k] += b[i+1+k]
				}
				rows = append(rows, last...)
			}
			for id, off := range where {
				copy(rows[id*7+1:], []byte{byte(off >> 24), byte(off >> 16), byte(off >> 8), byte(off)})
			}
			sum := sha256.Sum256(out)
			id := fmt.Sprintf("%X", sum[:16])
			dict = regexp.MustCompile(`/ID\[<[0-9A-F]+><[0-9A-F]+>\]`).ReplaceAllString(dict, "/ID[<"+id+"><"+id+">]")
			out = fmt.Appendf(out, "%d 0 obj\n%s/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", n, dict, len(rows), rows, at)
			return out
		}
		b = change(dict, bytes.Clone(b))
		out = fmt.Appendf(out, "%d 0 obj\n%s/Length %d>>\nstream\n%s\nendstream\nendobj\n", n, dict, len(b), b)
	}
}

var shown = regexp.MustCompile(`\(([^()\\]{8,})\)Tj`)

// TestForgedPDF: nothing that a file says of itself is believed, and what it says otherwise is told with the page.
func TestForgedPDF(t *testing.T) {
	r := records(t, "seed-1.json")
	c := Copy{Submission: render.Submission{Code: true, Watermark: "征求意见稿", Header: "某局 {page}", Footer: "共 {pages} 页"}}
	whole := made(t, render.PDF, c, r)
	if v, j := judged(t, whole, r); v != string(Identical) || j.Copy.Watermark != c.Watermark || j.Copy.Header != c.Header || j.Copy.Footer != c.Footer {
		t.Fatalf("as made: %s %+v", v, j)
	}
	page := func(b []byte) bool { return bytes.Contains(b, []byte(" Tf")) && bytes.Contains(b, []byte("BDC\n")) }
	once := func(do func(b []byte) []byte) func(string, []byte) []byte {
		done := false
		return func(_ string, b []byte) []byte {
			if done || !page(b) {
				return b
			}
			done = true
			return do(b)
		}
	}
	all := func(test string, do func(b []byte) []byte) func(string, []byte) []byte {
		return func(dict string, b []byte) []byte {
			if strings.Contains(dict, test) || bytes.Contains(b, []byte(test)) {
				return do(b)
			}
			return b
		}
	}
	for _, f := range []struct {
		name, at string
		change   func(string, []byte) []byte
	}{
		{"only packed otherwise", "结构", func(_ string, b []byte) []byte { return b }},
		{"two characters exchanged", "文字", once(func(b []byte) []byte {
			m := shown.FindSubmatchIndex(b)
			b[m[2]], b[m[2]+1], b[m[2]+2], b[m[2]+3] = b[m[2]+2], b[m[2]+3], b[m[2]], b[m[2]+1]
			return b
		})},
		{"a text taken away", "第 1 页", once(func(b []byte) []byte {
			m := shown.FindIndex(b)
			return slices.Delete(b, m[0], m[1])
		})},
		{"a text written twice", "第 1 页", once(func(b []byte) []byte {
			m := shown.FindIndex(b)
			return slices.Insert(b, m[0], bytes.Clone(b[m[0]:m[1]])...)
		})},
		{"white type", "第 1 页", once(func(b []byte) []byte { return bytes.Replace(b, []byte("BT"), []byte("1 g BT"), 1) })},
		{"a text moved", "第 1 页", once(func(b []byte) []byte { return bytes.Replace(b, []byte(" Td"), []byte(" 9 Td"), 1) })},
		{"a white patch", "第 1 页", once(func(b []byte) []byte {
			return append(b, "/Artifact<</Type/Layout>>BDC\n1 g 0 0 999 999 re f\nEMC\n"...)
		})},
		{"a text outside", "", once(func(b []byte) []byte { return append(b, "BT (\x00\x01)Tj ET"...) })},
		{"an operator of other programs", "", once(func(b []byte) []byte { return append(b, "3 Tr\n"...) })},
		{"glyphs of a face", "字形", all("/Length1 ", func(b []byte) []byte { b[len(b)-5] ^= 1; return b })},
		{"what characters mean", "第 1 页", all("beginbfchar", func(b []byte) []byte {
			return bytes.Replace(b, []byte("<9879>"), []byte("<4E00>"), 1)
		})},
		{"the title", "属性", all("x:xmpmeta", func(b []byte) []byte {
			return bytes.Replace(b, []byte("绩效自评表"), []byte("绩效评自表"), 1)
		})},
		{"the code on the paper", "第 1 页", all("beginbfchar", func(b []byte) []byte { return bytes.Replace(b, []byte("<0059>"), []byte("<0058>"), 1) })},
		{"the watermark", "", all("beginbfchar", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("<5F81>"), []byte("<4E00>")) })},
	} {
		forged := forgePDF(t, whole, f.change)
		if s, err := Read(forged); err != nil || !s.Intact {
			t.Errorf("%s: the forger is no good: %v", f.name, err)
			continue
		}
		found(t, f.name, f.at, forged, r)
	}
	for at := 100; at < len(whole); at += 7919 {
		bad := bytes.Clone(whole)
		bad[at] ^= 4
		if v, _ := judged(t, bad, r); v == string(Identical) {
			t.Errorf("byte %d changed: %s", at, v)
		}
	}
	for name, bad := range map[string][]byte{"appended": append(bytes.Clone(whole), "%\n"...), "cut": whole[:len(whole)-1]} {
		if v, _ := judged(t, bad, r); v != string(Different) {
			t.Errorf("%s: %s", name, v)
		}
	}
}

// A file of another release is neither called the same nor called forged, unless its text is another.
func TestOtherRelease(t *testing.T) {
	r := records(t, "seed-1.json")
	for _, format := range judgedFormats {
		data, err := maker.make(t.Context(), &Stamp{Format: format, Producer: "Gongbiao 9.8"}, Copy{Submission: render.Submission{Code: true}}, r)
		if err != nil {
			t.Fatal(err)
		}
		if v, _ := judged(t, data, r); v != string(Identical) {
			t.Errorf("%s of another release with the same bytes: %s", format, v)
		}
		var changed, forged []byte
		switch format {
		case render.PDF:
			changed = forgePDF(t, data, func(_ string, b []byte) []byte { return bytes.ReplaceAll(b, []byte(" Td"), []byte(" 1 Td")) })
			forged = forgePDF(t, data, func(_ string, b []byte) []byte { return bytes.ReplaceAll(b, []byte("<9879>"), []byte("<4E00>")) })
		case render.OFD:
			p, q := parts(t, data), parts(t, data)
			const content = "Doc_0/Pages/Page_0/Content.xml"
			p[content] = strings.Replace(p[content], ` Size="3.175"`, ` Size="3.2"`, 1)
			q[content] = strings.Replace(q[content], "项", "顶", 1)
			changed, forged = packed(t, p), packed(t, q)
		default:
			p, q := parts(t, data), parts(t, data)
			p[sheet1] = strings.Replace(p[sheet1], `<col min="4" max="4" width="12.625"`, `<col min="4" max="4" width="11"`, 1)
			q[sheet1] = strings.Replace(q[sheet1], `<row r="10" `, `<row r="10" hidden="1" `, 1)
			changed, forged = packed(t, p), packed(t, q)
		}
		if v, j := judged(t, changed, r); v != string(Release) {
			t.Errorf("%s looks otherwise: %s %+v", format, v, j)
		}
		if v, j := judged(t, forged, r); v != string(Different) {
			t.Errorf("%s says otherwise: %s %+v", format, v, j)
		}
	}
}

// An OFD that somebody has signed is still what the records make; one in which a part was changed, or what it says of
// itself, is not.
func TestSignedOFD(t *testing.T) {
	r := records(t, "seed-1.json")
	data, err := maker.make(t.Context(), &Stamp{Format: render.OFD}, Copy{Submission: render.Submission{Code: true, Watermark: "征求意见稿", Footer: "甲 {page}"}}, r)
	if err != nil {
		t.Fatal(err)
	}
	if v, j := judged(t, data, r); v != string(Identical) || j.Copy.Watermark != "征求意见稿" || j.Copy.Footer != "甲 {page}" {
		t.Errorf("%s %+v", v, j)
	}
	sign := func(p map[string]string) {
		p["OFD.xml"] = strings.Replace(p["OFD.xml"], "</ofd:DocBody>", "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>", 1)
		p["Doc_0/Signs/Signatures.xml"] = `<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"><ofd:MaxSignId>1</ofd:MaxSignId>` +
			`<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>`
		p["Doc_0/Signs/Sign_0/Signature.xml"] = "<x/>"
	}
	for _, c := range []struct {
		name string
		do   func(map[string]string)
		want Verdict
	}{
		{"signed", sign, Resaved},
		{"packed again", func(map[string]string) {}, Resaved},
		{"packed again, with folders", func(p map[string]string) { p["Doc_0/"], p["Doc_0/Pages/"] = "", "" }, Resaved},
		{"packed again, with another part", func(p map[string]string) { p["Doc_0/more.xml"] = "<x/>" }, Different},
		{"packed again, another part for those who tell no case", func(p map[string]string) {
			sign(p)
			p["doc_0/Document.xml"] = "<x/>"
		}, Different},
		{"packed again, one part otherwise", func(p map[string]string) { p["OFD.xml"] += "\n" }, Different},
		{"signed by a part that is not there", func(p map[string]string) {
			sign(p)
			delete(p, "Doc_0/Signs/Signatures.xml")
		}, Different},
		{"signed by no list of signatures", func(p map[string]string) {
			sign(p)
			p["Doc_0/Signs/Signatures.xml"] = "<x/>"
		}, Different},
		{"signed by a signature that is not there", func(p map[string]string) {
			sign(p)
			delete(p, "Doc_0/Signs/Sign_0/Signature.xml")
		}, Different},
		{"signed with another title", func(p map[string]string) {
			sign(p)
			p["OFD.xml"] = strings.Replace(p["OFD.xml"], "<ofd:Title>", "<ofd:Title>假", 1)
		}, Different},
		{"signed with another font", func(p map[string]string) {
			sign(p)
			for name := range p {
				if strings.HasSuffix(name, ".ttf") {
					p[name] += "x"
				}
			}
		}, Different},
		{"stamped over", func(p map[string]string) {
			p["Doc_0/Tags/Tag_0.xml"] = strings.Replace(p["Doc_0/Tags/Tag_0.xml"], `type="footer"`, `type="header"`, 1)
		}, Different},
		{"signed, a document of another vocabulary first", func(p map[string]string) {
			sign(p)
			p["OFD.xml"] = strings.Replace(p["OFD.xml"], "<ofd:DocBody>", `<x:DocBody xmlns:x="urn:x"/><ofd:DocBody>`, 1)
		}, "error 不是公表写出的 OFD，或已被别的软件另存"},
	} {
		p := parts(t, data)
		c.do(p)
		if v, j := judged(t, packed(t, p), r); v != string(c.want) || v == string(Different) && len(j.Differences) == 0 {
			t.Errorf("%s: %s %+v", c.name, v, j)
		}
	}
	if v, j := judged(t, append([]byte("x"), packed(t, parts(t, data))...), r); v != string(Different) || !strings.Contains(fmt.Sprint(j.Differences), "多余的内容") {
		t.Errorf("bytes before the parts: %s %+v", v, j)
	}
}

// TestPlain: a PDF that another library painted for us is known for what it is, not called foreign; one of that library
// for others is foreign.
func TestPlain(t *testing.T) {
	r := records(t, "seed-1.json")
	for _, p := range []render.Painter{render.GoPDF, render.FPDF} {
		data, err := maker.Engine.Bytes(t.Context(), render.PDF, render.Options{Painter: p, Producer: "Gongbiao 9.8"}, r[0].Form)
		if err != nil {
			t.Fatal(err)
		}
		var plain *Plain
		if _, err := Read(data); !errors.As(err, &plain) || plain.Painter != p {
			t.Errorf("%s: %v", p, err)
		}
		if f := plain.Finding("a.pdf"); f.Code != "PAINTER-PLAIN" || !strings.Contains(f.InEnglish(), "by "+string(p)) {
			t.Errorf("%s: %+v", p, f)
		}
		data, err = maker.Engine.Bytes(t.Context(), render.PDF, render.Options{Painter: p, Producer: "Other"}, r[0].Form)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(data); !errors.Is(err, errForeign) {
			t.Errorf("%s for another program: %v", p, err)
		}
	}
}
