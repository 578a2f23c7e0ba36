package judgetest

import (
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"
)

// TestSubmission judges copies with everything they can carry: watermark, head, foot, verification code.
func TestSubmission(t *testing.T) {
	t.Parallel()
	shared(t)
	dir := t.TempDir()
	args := []string{"render", "-o", dir, "--no-manifest", "--watermark", "征求意见稿 DRAFT", "--header", "某局　绩效自评材料", "--footer", "共 {pages} 页", "--verify-code"}
	var some []string // one of each paper and kind of page number
	for _, name := range []string{"seed-1", "hubei-shangwu-2020", "qingshen-fagai-2023"} {
		some = append(some, filepath.Join(root, "examples", name+".json"))
	}
	gongbiao(t, append(args, some...)...)
	for _, example := range some {
		name := strings.TrimSuffix(filepath.Base(example), ".json")
		pdf, xlsx := filepath.Join(dir, name+".pdf"), filepath.Join(dir, name+".xlsx")
		t.Run(name, func(t *testing.T) {
			judge(t, "pdf_check.py", "--brief", "--require", wants, pdf)
			judge(t, "xlsx_check.py", "--brief", xlsx)
			passes(t, "qpdf", "--check", pdf)
			silent(t, "mutool", "draw", "-q", "-r", "50", "-o", os.DevNull, "-F", "pgm", pdf)
			silent(t, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", pdf)
			said := gongbiao(t, "verify", pdf, example).stdout
			gongbiao(t, "verify", xlsx, example)
			for _, w := range []string{"征求意见稿", "某局", "校验码"} {
				if s := passes(t, "pdfinfo", "-struct-text", pdf).stdout; strings.Contains(s, w) {
					t.Errorf("%q is read aloud as if it were part of the form", w)
				}
				if s := passes(t, "pdftotext", pdf, "-").stdout; w != "征求意见稿" && strings.Count(s, w) < 1 {
					t.Errorf("%q is not on the paper", w)
				}
			}
			_, code, _ := strings.Cut(said, "的校验码 ")
			qrOnPaper(t, pdf, code[:19])
		})
	}
}

// qrOnPaper looks for the modules of the code's QR code in the bottom right corner of the first page, and lets zbar
// read it if it is installed.
func qrOnPaper(t *testing.T, pdf, code string) {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "p")
	passes(t, "pdftoppm", "-r", "508", "-f", "1", "-l", "1", "-singlefile", "-gray", "-png", pdf, prefix) // 20 pixels a millimetre
	f, err := os.Open(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := qr.Encode(code, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	black := func(x, y int) bool { r, _, _, _ := img.At(x, y).RGBA(); return r < 1<<15 }
	// The corner of the finder pattern at the top right: the rightmost black column below the table.
	b := img.Bounds()
	right, bottom := 0, 0
	for y := b.Max.Y - 15*20 + 20; y < b.Max.Y; y++ {
		for x := b.Max.X / 2; x < b.Max.X; x++ {
			if black(x, y) {
				right, bottom = max(right, x), max(bottom, y)
			}
		}
	}
	found := false
	for module := 5; module <= 8 && !found; module++ { // 0.25 to 0.4 mm
		same := 0
		for y := range want.Size {
			for x := range want.Size {
				if black(right-(want.Size-1-x)*module-module/2, bottom-(want.Size-1-y)*module-module/2) == want.Black(x, y) {
					same++
				}
			}
		}
		found = same == want.Size*want.Size
	}
	if !found {
		t.Errorf("the QR code of %s is not at the foot of the page", code)
	}
	if _, err := exec.LookPath("zbarimg"); err == nil {
		if s := passes(t, "zbarimg", "-q", "--raw", prefix+".png").stdout; strings.TrimSpace(s) != code {
			t.Errorf("zbar reads %q, want %s", s, code)
		}
	}
}
