package pdf_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

func TestStrictValidationPasses(t *testing.T) {
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	conf.Offline = true
	for _, o := range []pdf.Options{{}, {Plain: true}} {
		if err := api.Validate(bytes.NewReader(write(t, everything(t), o)), conf); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// Every character that can be entered comes out again, by two extractors that share no code.
func TestStrangersExtractTheText(t *testing.T) {
	lines := []string{
		"𬭎𫘧㛃堃玥𬳽𫖯𠅤䶮", "（元）(元)\\{}[]<>%/", "甲\t乙", "一\u200b二\u2060三", "１２３ABCabc0.5%≥≤±×÷", "①②③□☑☒√×", "“引”‘号’——……·", "￥¥$€",
	}
	s := newSheet("文字")
	s.page()
	for i, l := range lines {
		p := s.elem(0, page.RoleP)
		s.text(page.Tag{Elem: p}, 20, 20+10*i, 10*unit.Pt, l)
	}
	file := save(t, "text.pdf", write(t, &s.Document, pdf.Options{}))
	visible := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, s)
	}
	want := visible(strings.Join(lines, ""))
	for _, c := range [][]string{{"pdftotext", file, "-"}, {"mutool", "draw", "-q", "-F", "txt", file}} {
		t.Run(c[0], func(t *testing.T) {
			out, err := exec.Command(tool(t, c[0]), c[1:]...).Output()
			if err != nil {
				t.Fatal(err)
			}
			if got := visible(string(out)); got != want {
				t.Errorf("extracted %q\nplaced    %q", got, want)
			}
			if c[0] == "pdftotext" && (!strings.Contains(string(out), "一\u200b二\u2060三") || !strings.Contains(string(out), "甲")) {
				t.Errorf("format characters are lost: %q", out)
			}
		})
	}
	// What any extractor can know stands in ToUnicode, tab and format characters included.
	r := read(t, write(t, &s.Document, pdf.Options{}))
	texts, _ := r.marked(r.pages()[0])
	for i, l := range lines {
		if texts[i] != l {
			t.Errorf("line %d says %q, placed was %q", i, texts[i], l)
		}
	}
}
