package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
)

// dump is a document in one line: tables in brackets, cells, merged ranges, texts beside, codes.
func dump(d *found.Document) string {
	var out []string
	for _, t := range d.Tables {
		for _, l := range t.Above {
			out = append(out, "^"+l.Text)
		}
		out = append(out, fmt.Sprintf("[%d×%d", t.Height, t.Width))
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				s := found.Ref(r.Number, c.Col) + "=" + c.Text
				for _, f := range c.Said() {
					s += "!" + f.Code
				}
				if r.Repeats > 0 {
					s += fmt.Sprintf("~%d", r.Repeats)
				}
				out = append(out, s)
			}
		}
		for _, s := range t.Spans {
			out = append(out, s.String())
		}
		out = append(out, "]")
		for _, l := range t.Below {
			out = append(out, "v"+l.Text)
		}
		for _, n := range t.Notes {
			out = append(out, n.Code)
		}
	}
	for _, n := range d.Notes {
		out = append(out, n.Code)
	}
	return strings.Join(out, " ")
}

func readOf(data []byte) (*found.Document, error) {
	f, err := intake.Open("甲.pdf", data, intake.Limits{})
	if err != nil {
		return nil, err
	}
	return Read(f)
}

// grid strokes a table of columns and rows of 100 × 50 pt whose lower left corner is 100, 500.
func ruledAs(cols, rows int) string {
	var b strings.Builder
	for i := range rows + 1 {
		fmt.Fprintf(&b, "100 %d m %d %d l S\n", 500+50*i, 100+100*cols, 500+50*i)
	}
	for i := range cols + 1 {
		fmt.Fprintf(&b, "%d 500 m %d %d l S\n", 100+100*i, 100+100*i, 500+50*rows)
	}
	return b.String()
}

// What pages say.
func TestPages(t *testing.T) {
	two := ruledAs(2, 2) + at(110, 570, "项目") + at(210, 570, "金额") + at(110, 520, "甲") + at(210, 520, "1,234.50")
	for _, x := range []struct{ name, content, want string }{
		{"lines", two, "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ]"},
		{"boxes side by side", box(100, 500, 100, 50) + box(200, 500, 100, 50) + box(100, 550, 200, 50) + at(110, 520, "甲") + at(210, 520, "乙") + at(110, 570, "丙"),
			"[2×2 A1=丙 A2=甲 B2=乙 A1:B1 ]"},
		{"thin boxes that are filled", "100 500 200 .5 re f 100 550 200 1 re f 100 600 200 1 re f 100 500 .5 100 re f 200 500 1 50 re f 300 500 1 100 re f\n" + at(110, 520, "甲") + at(210, 520, "乙"),
			"[2×2 A2=甲 B2=乙 A1:B1 ]"},
		{"white lines do not count", ruledAs(2, 1) + "1 G 250 500 m 250 550 l S 0 G 100 525 m 100 525.3 l S 1 1 1 RG 150 500 m 150 550 l S\n" + at(110, 520, "甲"), "[1×2 A1=甲 ]"},
		{"dashes and double lines", strings.Replace(two, "200 500 m 200 600 l S", "200 500 m 200 530 l 200 532 m 200 575 l 200 576 m 200 600 l 201 500 m 201 600 l S", 1), "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ]"},
		{"open at the sides", "100 500 m 300 500 l 100 550 m 300 550 l 100 600 m 300 600 l 200 500 m 200 600 l S\n" + at(110, 520, "甲") + at(210, 570, "乙"), "[2×2 B1=乙 A2=甲 ]"},
		{"scaled and moved", "q 2 0 0 2 -100 -500 cm " + strings.ReplaceAll(two, "/F1 10", "/F1 5") + " Q", "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ]"},
		{"a title, two texts side by side, a note", two + sized(150, 700, 18, "绩效自评表") + at(100, 650, "单位：某局") + at(300, 650, "2024年") + at(100, 480, "注：略"),
			"^绩效自评表 ^单位：某局 ^2024年 [2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ] v注：略"},
		{"two tables", box(100, 300, 100, 50) + box(200, 300, 100, 50) + at(110, 320, "丁") + two + at(100, 400, "附"), "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ] v附 ^附 [1×2 A1=丁 ]"},
		{"lines by room", ruledAs(1, 1) + at(110, 540, "一二三四五六七八") + at(110, 525, "九十") + at(110, 510, "完"), "[1×1"},
		{"struck", two + "108 573.5 m 135 573.5 l S", "[2×2 A1=项目!READ-STRUCK B1=金额 A2=甲 B2=1,234.50 ]"},
		{"raised", ruledAs(2, 1) + at(110, 520, "100m") + "BT /F1 6 Tf 135 524 Td <0032> Tj ET\n", "[1×2 A1=100m² ]"},
		{"printed twice to look bold", two + at(110, 520, "甲") + "BT /F1 10 Tf 210.3 520 Td <0031> Tj ET", "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ]"},
		{"written upwards", two + "BT /F1 10 Tf 0 1 -1 0 290 510 Tm <7AD67ACB> Tj ET", "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50\n竖立 ]"},
		{"written downwards", ruledAs(2, 1) + at(110, 535, "项") + at(110, 523, "目") + at(110, 511, "︵"), "[1×2 A1=项目（ ]"},
		{"a watermark", two + "BT /F1 60 Tf .7 .7 -.7 .7 150 500 Tm <8349> Tj ET", "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ] READ-OBJECTS"},
		{"gaps are blanks", ruledAs(2, 1) + at(110, 520, "一") + at(140, 520, "二") + at(210, 520, "ab") + at(235, 520, "cd"), "[1×2 A1=一　　二 B1=ab cd ]"},
		{"gaps between all are none", ruledAs(2, 1) + at(110, 520, "项") + at(140, 520, "目") + at(170, 520, "名"), "[1×2 A1=项目名 ]"},
		{"a sign nobody knows", ruledAs(2, 1) + "BT /F2 10 Tf 110 520 Td (a\\001) Tj ET", "[1×2 A1=a\uFFFD!READ-GLYPH ]"},
		{"simple text, kerned and spaced", ruledAs(2, 1) + "BT /F2 10 Tf 110 520 Td [(12) -100 (3.5)] TJ 3 Tr (x) Tj 0 Tr ET", "[1×2 A1=123.5 ]"},
		{"next lines by operators", ruledAs(1, 1) + "BT /F2 10 Tf 12 TL 110 540 Td (a) Tj T* (b) Tj 0 -12 TD (c) Tj (d) ' ET", "[1×1"},
		{"a glyph of several characters", ruledAs(2, 1) + "/Span<</ActualText<FEFFD872DD0A>>>BDC " + at(110, 520, "甲") + "EMC /Span<</ActualText(9)>>BDC " + at(120, 520, "1") + "EMC\n", "[1×2 A1=𬤊1 ]"},
		{"outside the clip", ruledAs(2, 1) + at(110, 520, "甲") + "q 100 500 30 50 re W n " + at(120, 520, "乙丙") + "Q " + at(210, 520, "丁"), "[1×2 A1=甲乙 B1=丁 ] READ-CLIPPED"},
		{"a cell not closed", ruledAs(2, 2) + "1 G 1 g 0 G 0 g\n", "[2×2"},
		{"in a form", two + "q 1 0 0 1 5 0 cm Q", "[2×2 A1=项目 B1=金额 A2=甲 B2=1,234.50 ]"},
		{"a picture within", two + "BI /W 2 /H 1 /BPC 8 /CS /G ID \x01EI\x02 EI\n" + at(160, 520, "后"), "[2×2 A1=项目 B1=金额 A2=甲　　　　后 B2=1,234.50 ]"},
	} {
		d, err := readOf(one(x.content).bytes())
		if strings.HasPrefix(x.want, "[1×1") || x.name == "a cell not closed" { // a single box is no table
			if l := finding.Of(err); len(l) != 1 && x.name != "a cell not closed" {
				t.Errorf("%s: %v", x.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if got := dump(d); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// A table that goes on over pages is one; its heading again is marked.
func TestPagesJoined(t *testing.T) {
	head := func(y int) string { return at(110, y, "项目") + at(210, y, "金额") }
	first := ruledAs(2, 3) + head(620) + at(110, 570, "甲") + at(210, 570, "1") + at(110, 520, "乙") + at(210, 520, "2") + sized(150, 700, 18, "明细表")
	next := ruledAs(2, 2) + head(570) + at(110, 520, "丙") + at(210, 520, "3")
	long := ruledAs(2, 1) + at(106, 525, "一二三四五六七八九") + at(106, 510, "一二三四五六七八九")
	for _, x := range []struct{ name, a, b, want string }{
		{"heading again", first, next, "^明细表 [5×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 A4=项目~1 B4=金额~1 A5=丙 B5=3 ]"},
		{"a page number between", first + at(290, 30, "第1页　共2页"), next, "^明细表 [5×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 A4=项目~1 B4=金额~1 A5=丙 B5=3 ]"},
		{"its title again", first, next + at(150, 700, "明细表（续）"), "^明细表 [5×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 A4=项目~1 B4=金额~1 A5=丙 B5=3 ]"},
		{"another title", first, next + at(150, 700, "汇总表"), "^明细表 [3×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 ] ^汇总表 [2×2 A1=项目 B1=金额 A2=丙 B2=3 ]"},
		{"a text between", first + at(100, 450, "单位负责人："), next, "^明细表 [3×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 ] v单位负责人： [2×2 A1=项目 B1=金额 A2=丙 B2=3 ]"},
		{"the rest of a row", first, ruledAs(2, 1) + at(110, 520, "又"), "^明细表 [4×2 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 A4=又 ] READ-CUT"},
		{"the rest of a full line", long + at(210, 540, "2"), ruledAs(2, 1) + at(106, 540, "十"), "[1×2 A1=一二三四五六七八九一二三四五六七八九十!READ-CUT B1=2 ]"},
		{"a row below the rest", long + at(210, 540, "2"), ruledAs(2, 2) + at(106, 590, "十") + at(106, 540, "丙") + at(210, 540, "3"), "[2×2 A1=一二三四五六七八九一二三四五六七八九十!READ-CUT B1=2 A2=丙 B2=3 ]"},
		{"a line with room", at(106, 510, "一二三") + ruledAs(2, 1) + at(210, 540, "2"), ruledAs(2, 1) + at(106, 540, "四"), "[2×2 A1=一二三 B1=2 A2=四 ] READ-CUT"},
		{"a figure that goes on, perhaps", ruledAs(2, 1) + at(106, 510, "123456789") + at(210, 540, "2"), ruledAs(2, 1) + at(106, 540, "12"), "[2×2 A1=123456789 B1=2 A2=12 ] READ-CUT"},
		{"other columns within the same sides", first, ruledAs(2, 1) + "250 500 m 250 550 l S\n" + at(110, 520, "丙") + at(210, 520, "3") + at(260, 520, "4"), "^明细表 [4×3 A1=项目 B1=金额 A2=甲 B2=1 A3=乙 B3=2 A4=丙 B4=3 C4=4 B1:C1 B2:C2 B3:C3 ]"},
	} {
		d, err := readOf(one(x.a, x.b).bytes())
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if got := dump(d); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// Where a line has room for what comes next, it was ended by hand; blanks stand between Latin words.
func TestLinesOfOthers(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"一二三四五六七八九", "十", "一二三四五六七八九十"},
		{"一二三", "四五", "一二三\n四五"},
		{"一二三四五六", "七八", "一二三四五六\n七八!READ-TORN"},
		{"一二三四五六。", "七八", "一二三四五六。\n七八"},
		{"一二三四五六", "2.七", "一二三四五六\n2.七"},
		{"abcdefgh", "pq", "abcdefgh pq"},
		{"一二三四五六1234", "56元", "一二三四五六123456元!READ-TORN"},
	} {
		d, err := readOf(one(ruledAs(2, 1) + at(106, 540, x.a) + at(106, 525, x.b)).bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got := dump(d); got != "[1×2 A1="+x.want+" ]" {
			t.Errorf("%q %q: %s, want %s", x.a, x.b, got, x.want)
		}
	}
}

// Files as a whole: what is refused, and how.
func TestFiles(t *testing.T) {
	racing.Apart(t)
	good := ruledAs(2, 1) + at(110, 520, "甲")
	with := func(change func(*writer)) []byte {
		w := one(good)
		change(&w)
		return w.bytes()
	}
	catalog := "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>"
	whole := string(one(good).bytes())
	for _, x := range []struct {
		name string
		data []byte
		want string
	}{
		{"good", one(good).bytes(), "[1×2 A1=甲 ]"},
		{"offsets that are wrong", []byte(strings.Replace(whole, catalog, "%%%%\n"+catalog, 1)), "[1×2 A1=甲 ]"},
		{"without a cross-reference", []byte(whole[:strings.Index(whole, "xref")]), "[1×2 A1=甲 ]"},
		{"cut off", []byte(whole[:len(whole)/2]), "READ-DAMAGED 损坏"},
		{"nothing but a head", []byte("%PDF-1.7\n"), "READ-DAMAGED 损坏"},
		{"a password", with(func(w *writer) { w.trailer = "/Encrypt 9 0 R" }), "READ-ENCRYPTED 密码"},
		{"a password, to be looked for", []byte(strings.Replace(string(with(func(w *writer) { w.trailer = "/Encrypt 9 0 R" })), "startxref\n", "startxref\n9", 1)), "READ-ENCRYPTED 密码"},
		{"no text", one(ruledAs(2, 1)).bytes(), "READ-PDF 没有文字"},
		{"no rules", one(at(110, 520, "甲")).bytes(), "READ-PDF 没有画了框线"},
		{"a scan", one("q 600 0 0 800 0 0 cm BI /W 1 /H 1 ID x EI Q").bytes(), "READ-SCAN 扫描"},
		{"a scan with recognized text", one("q 600 0 0 800 0 0 cm BI /W 1 /H 1 ID x EI Q 3 Tr " + at(110, 520, "甲乙")).bytes(), "READ-SCAN 识别"},
		{"signs without characters", with(func(w *writer) {
			w.objects[2] = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[4 0 R]>>"
		}), "READ-GLYPH 什么字"},
		{"a map that is damaged", with(func(w *writer) { w.objects[4] = packed("", "1 beginbfchar <") }), "READ-GLYPH 什么字"},
		{"a filter that is not known", with(func(w *writer) { w.objects[7] = plainStream("/Filter/JBIG2Decode", "x") }), "READ-PDF 压缩"},
		{"Flate cut off", with(func(w *writer) { w.objects[7] = plainStream("/Filter/FlateDecode", flate(good)[:20]) }), "READ-DAMAGED 损坏"},
		{"a bomb", with(func(w *writer) { w.objects[7] = packed("", strings.Repeat(" ", 60<<20)) }), "READ-BOMB 多得"},
		{"bombs in each other", with(func(w *writer) {
			z := flate(flate(strings.Repeat(" ", 60<<20)))
			w.objects[7] = plainStream("/Filter[/FlateDecode/FlateDecode]", z)
		}), "READ-BOMB 多得"},
		{"a page within itself", with(func(w *writer) { w.objects[1] = "<</Type/Pages/Kids[2 0 R]>>" }), "READ-DAMAGED 损坏"},
		{"pages that lead to each other", with(func(w *writer) { w.objects[6] = "<</Type/Pages/Kids[2 0 R]>>" }), "READ-DAMAGED 损坏"},
		{"a value that is itself", with(func(w *writer) { w.objects[7] = "8 0 R" }), "READ-PDF 没有文字"},
		{"a length that is itself", with(func(w *writer) {
			w.objects[7] = strings.Replace(packed("", good), "/Length ", "/Length 8 0 R/Old ", 1)
		}), "[1×2 A1=甲 ]"},
		{"forms that paint each other", with(func(w *writer) {
			w.objects[6] = strings.Replace(w.objects[6], "/Font", "/XObject<</X 9 0 R>>/Font", 1)
			w.objects[7] = packed("", good+"/X Do")
			w.objects = append(w.objects, plainStream("/Subtype/Form/Resources<</XObject<</X 9 0 R>>>>", "/X Do /X Do"))
		}), "READ-BOMB 多得"},
		{"a form", with(func(w *writer) {
			w.objects[6] = strings.Replace(w.objects[6], "/Font", "/XObject<</X 9 0 R>>/Font", 1)
			w.objects[7] = packed("", ruledAs(2, 1)+"/X Do")
			w.objects = append(w.objects, plainStream("/Subtype/Form/Matrix[1 0 0 1 100 0]", at(110, 520, "乙")))
		}), "[1×2 B1=乙 ]"},
		{"a field of a form", with(func(w *writer) {
			w.objects[6] = strings.Replace(w.objects[6], "/MediaBox", "/Annots[9 0 R<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 10 0 R>>>>]/MediaBox", 1)
			w.objects = append(w.objects, "<</Subtype/Widget/Rect[205 505 295 545]/AP<</N 10 0 R>>>>",
				plainStream("/Subtype/Form/BBox[0 0 90 40]/Resources<</Font<</F1 3 0 R>>>>", at(5, 15, "乙")))
		}), "[1×2 A1=甲 B1=乙 ] READ-OBJECTS"},
		{"turned", with(func(w *writer) {
			w.objects[6] = strings.Replace(w.objects[6], "/MediaBox", "/Rotate 90/MediaBox", 1)
			w.objects[7] = packed("", "0 1 -1 0 600 0 cm "+good)
		}), "[1×2 A1=甲 ]"},
		{"nested too deep", with(func(w *writer) { w.objects[7] = packed("", strings.Repeat("[", 100_000)) }), "READ-DAMAGED 损坏"},
		{"an endless array", with(func(w *writer) { w.objects[7] = packed("", "["+strings.Repeat("0 ", 3<<20)) }), "READ-DAMAGED 损坏"},
		{"operands without end", with(func(w *writer) { w.objects[7] = packed("", strings.Repeat("0 ", 3<<20)) }), "READ-DAMAGED 损坏"},
		{"lines without end", with(func(w *writer) { w.objects[7] = packed("", strings.Repeat("0 0 9 9 re S ", 1<<20)) }), "READ-BOMB 多得"},
		{"text without end", with(func(w *writer) {
			w.objects[7] = packed("", "BT /F1 9 Tf "+strings.Repeat("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ", 1<<18))
		}), "READ-BOMB 多得"},
		{"saved without end", with(func(w *writer) { w.objects[7] = packed("", strings.Repeat("q ", 1<<20)) }), "READ-BOMB 多得"},
		{"hex, 85 and runs", with(func(w *writer) {
			w.objects[7] = plainStream("/Filter[/ASCIIHexDecode/RunLengthDecode]", fmt.Sprintf("%02x%x80>", len("0 g")-1, "0 g"))
		}), "READ-PDF 没有文字"},
	} {
		d, err := readOf(x.data)
		if err != nil {
			l := finding.Of(err)
			code, says, _ := strings.Cut(x.want, " ")
			if len(l) != 1 || l[0].Code != code || !strings.Contains(l[0].Message, says) || l[0].English == "" {
				t.Errorf("%s: %v, want %s", x.name, err, x.want)
			}
			continue
		}
		if got := dump(d); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}
