package collect

import (
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/workbook"
)

var pictures = flag.String("pictures", "", "write the pictures of docs/excel.md into this folder (make pictures-excel)")

// TestPictures makes the pictures of the clerk's guide: workbooks of ours as LibreOffice shows them, hints included.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("only with -pictures")
	}
	l := layoutOf(t, shanghai)
	unit := `{"年度": "2026", "项目名称": "道路设施养护经费", "主管部门": "市交通委员会", "实施单位": "市道路运输事业发展中心"}`
	blank, err := workbook.New(l, dataOf(t, []byte(unit)), &engine, workbook.Options{Rows: 6, Spare: 10})
	if err != nil {
		t.Fatal(err)
	}
	filled := fillIn(t, blank, l, []byte(unit[:len(unit)-1]+`, "资金": {
		"年度资金总额": {"年初预算数": "1,200,000.00", "全年预算数": "1180000", "全年执行数": "1,175,340.50"},
		"当年财政拨款": {"年初预算数": "1,200,000.00", "全年预算数": "1100000", "全年执行数": "1,175,340.50"}},
		"年度总体目标": {"预期目标": "完成养护 320 公里，设施完好率达到 95% 以上。", "实际完成情况": "完成养护 318 公里，设施完好率 96%。"},
		"绩效指标": [
		{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "养护里程", "年度指标值": "≥320公里", "实际完成值": "318公里", "分值": "30", "得分": "29"},
		{"一级指标": "产出指标", "二级指标": "质量指标", "三级指标": "设施完好率", "年度指标值": "≥95%", "实际完成值": "96%", "分值": "20", "得分": "20"},
		{"一级指标": "效益指标", "二级指标": "社会效益指标", "三级指标": "通行便利程度", "年度指标值": "提升", "实际完成值": "提升", "分值": "30", "得分": "30"},
		{"一级指标": "满意度指标", "二级指标": "服务对象满意度指标", "三级指标": "公众满意度", "年度指标值": "=100%", "实际完成值": "98%", "分值": "5", "得分": "5"}]}`))
	for name, book := range map[string][]byte{"excel-blank": blank, "excel-filled": filled} {
		page(t, name, edited(t, book, func(f *excelize.File) {
			s := f.GetSheetList()[0]
			fit, landscape, scale := true, "landscape", 1
			if err := f.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
				t.Fatal(err)
			}
			if err := f.SetPageLayout(s, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &scale, FitToHeight: &scale}); err != nil {
				t.Fatal(err)
			}
			if err := f.SetHeaderFooter(s, &excelize.HeaderFooterOptions{}); err != nil {
				t.Fatal(err)
			}
			for _, n := range f.GetDefinedName() {
				if n.Name == "_xlnm.Print_Area" && n.Scope == s {
					if err := f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: s}); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + s + "'!$A$1:$K$30", Scope: s}); err != nil {
				t.Fatal(err)
			}
			for _, other := range f.GetSheetList()[1:] {
				_ = f.SetSheetVisible(other, false)
			}
		}))
	}
}

// page draws the first page of a workbook, white edges cut off.
func page(t *testing.T, name string, book []byte) {
	t.Helper()
	dir := t.TempDir()
	conf, err := os.ReadFile(filepath.Join("..", "..", "internal", "judgetest", "testdata", "office-fonts.conf"))
	if err != nil {
		t.Fatal(err)
	}
	faces, err := filepath.Abs(filepath.Join("..", "..", "fonts", "faces"))
	if err != nil {
		t.Fatal(err)
	}
	fonts := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(fonts, []byte(strings.NewReplacer("FACES", faces, "CACHE", filepath.Join(dir, "cache")).Replace(string(conf))), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, name+".xlsx")
	if err := os.WriteFile(file, book, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"soffice", "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf", "--outdir", dir, file},
		{"mutool", "draw", "-q", "-r", "110", "-o", filepath.Join(dir, "page.png"), filepath.Join(dir, name+".pdf"), "1"},
	} {
		c := exec.Command(args[0], args[1:]...)
		c.Env = append(os.Environ(), "FONTCONFIG_FILE="+fonts)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", args[0], err, out)
		}
	}
	r, err := os.Open(filepath.Join(dir, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	img, err := png.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	box := image.Rectangle{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xfff0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	box = box.Inset(-6).Intersect(img.Bounds())
	out := image.NewPaletted(image.Rect(0, 0, box.Dx(), box.Dy()), palette(img, box))
	draw.Draw(out, out.Bounds(), img, box.Min, draw.Src)
	w, err := os.Create(filepath.Join(*pictures, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, out); err != nil {
		t.Fatal(err)
	}
}

// palette is the commonest colors of a picture.
func palette(img image.Image, box image.Rectangle) color.Palette {
	count := map[color.RGBA]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return slices.Compare([]byte{a.R, a.G, a.B}, []byte{b.R, b.G, b.B})
	})
	var p color.Palette
	for _, c := range all[:min(len(all), 64)] {
		p = append(p, c)
	}
	return p
}
