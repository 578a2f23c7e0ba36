package fonts

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/sfnt"
	"github.com/google/go-cmp/cmp"
)

const formText = "项目支出绩效自评表（2022年度）项目名称主管部门实施单位年初预算数全年执行数分值执行率得分一级指标二级指标三级指标" +
	"年度指标值实际完成值偏差原因分析及改进措施产出指标数量指标质量指标时效指标成本指标效益指标满意度指标0123456789.%=<>+-ABCÀÉé\t 𬭎玥堃"

// gidsOf is .notdef and the glyphs of text that f has, with their characters.
func gidsOf(f *Face, text string) (gids []uint16, runes []rune) {
	gids, runes = []uint16{0}, []rune{0}
	for _, r := range text {
		if gid, ok := f.Glyph(r); ok {
			gids, runes = append(gids, gid), append(runes, r)
		}
	}
	return gids, runes
}

func TestSubsetReadsBack(t *testing.T) {
	for _, f := range Embedded().faces {
		for _, o := range []SubsetOptions{{}, {Runes: []rune{}}} {
			gids, runes := gidsOf(f, formText+"\u200b\uFE0F")
			if o.Runes != nil {
				o.Runes = runes
			}
			data, err := f.AppendSubset(nil, gids, o)
			if err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
			sub, err := sfnt.Parse(string(data), 0)
			if o.Runes == nil {
				// A subset for PDF has no character map: our reader wants one, so give it to it.
				var kind *sfnt.Error
				if !errors.As(err, &kind) || kind.Table != "cmap" {
					t.Fatalf("%s: %v", f.name, err)
				}
				o.Runes = runes
				if data, err = f.AppendSubset(nil, gids, o); err != nil {
					t.Fatal(err)
				}
				sub, err = sfnt.Parse(string(data), 0)
			}
			if err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
			if err := sub.Validate(); err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
			for i, gid := range gids {
				if got, want := sub.Advance(uint16(i)), f.Advance(gid); got != want {
					t.Errorf("%s: glyph %d of %U is %d wide, want %d", f.name, i, runes[i], got, want)
				}
				want, err1 := f.Outline(gid)
				got, err2 := opened(sub).Outline(uint16(i))
				if err1 != nil || err2 != nil || !cmp.Equal(got, want) {
					t.Errorf("%s: outline of %U differs (%v, %v)", f.name, runes[i], err1, err2)
				}
				if Blank(runes[i]) && got != nil {
					t.Errorf("%s: blank %U paints something", f.name, runes[i])
				}
			}
			for i, r := range runes[1:] {
				if g := sub.Glyph(r); g == 0 || runes[g] != r {
					t.Errorf("%s: cmap of the subset leads %U to %d, want %d", f.name, r, g, i+1)
				}
			}
		}
	}
}

// TestSubsetOfComposites: parts follow the glyphs asked for, each once, and a glyph asked for twice stands twice.
func TestSubsetOfComposites(t *testing.T) {
	f := Embedded().Face("LiberationSerif")
	gids, _ := gidsOf(f, "ÀÀÁA")
	data, err := f.AppendSubset(nil, gids, SubsetOptions{Runes: []rune{0, 'À', 'x', 'Á', 'A'}})
	if err != nil {
		t.Fatal(err)
	}
	sub, err := sfnt.Parse(string(data), 0)
	if err != nil {
		t.Fatal(err)
	}
	if sub.Glyphs() != 5+2 { // grave and acute are new, A is there
		t.Errorf("%d glyphs", sub.Glyphs())
	}
	for i, gid := range gids {
		want, _ := f.Outline(gid)
		if got, err := opened(sub).Outline(uint16(i)); err != nil || !cmp.Equal(got, want) {
			t.Errorf("glyph %d: %v", i, err)
		}
	}
}

func TestSubsetRefusesBadLists(t *testing.T) {
	f := Embedded().Face("GongbiaoSong-Regular")
	for _, gids := range [][]uint16{nil, {5}, {0, 40000}, make([]uint16, 65535)} {
		if _, err := f.AppendSubset(nil, gids, SubsetOptions{}); err == nil {
			t.Errorf("list of %d glyphs accepted", len(gids))
		}
	}
	if _, err := f.AppendSubset(nil, []uint16{0, 1}, SubsetOptions{Runes: []rune{0}}); err == nil {
		t.Error("a short list of characters accepted")
	}
}

func TestSubsetIsTheSameEveryTime(t *testing.T) {
	for _, f := range Embedded().faces {
		gids, runes := gidsOf(f, formText)
		a, _ := f.AppendSubset(nil, gids, SubsetOptions{Runes: runes})
		b, _ := f.AppendSubset([]byte("abc"), gids, SubsetOptions{Runes: runes})
		if len(a) == 0 || !bytes.Equal(a, b[3:]) {
			t.Errorf("%s: two subsets differ", f.name)
		}
	}
}

// TestSubsetJudge lets fontTools read our subsets: all tables, checksums, outlines, advances, characters.
func TestSubsetJudge(t *testing.T) {
	const script = `
import json, sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen as Pen
def draw(font, name):
    gs = font.getGlyphSet(); pen = Pen(gs); gs[name].draw(pen); return pen.value
out = []
for job in json.load(sys.stdin):
    sub, src = TTFont(job['sub'], checkChecksums=2), TTFont(job['src'])
    for tag in sub.keys():
        if tag != 'GlyphOrder': sub[tag]
    order, names = sub.getGlyphOrder(), src.getGlyphOrder()
    for i, gid in enumerate(job['gids']):
        if gid >= 0xFFF0:
            if draw(sub, order[i]): out.append('blank glyph %d paints' % i)
            continue
        if sub['hmtx'][order[i]][0] != src['hmtx'][names[gid]][0]: out.append('advance of glyph %d' % gid)
        if draw(sub, order[i]) != draw(src, names[gid]): out.append('outline of glyph %d' % gid)
    if job['runes']:
        sub_map = sub['cmap'].getBestCmap()
        for i, r in enumerate(job['runes']):
            if r and sub_map.get(r) != order[i]: out.append('character U+%04X' % r)
        if len(sub['cmap'].tables) != 2 or any(order.index(n) != sub.getGlyphID(sub_map[r]) for t in sub['cmap'].tables for r, n in t.cmap.items()):
            out.append('cmap tables')
print(json.dumps(out))
`
	python, err := exec.LookPath("/usr/bin/python3")
	if err == nil {
		err = exec.Command(python, "-c", "import fontTools").Run()
	}
	if err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("python3 with fontTools is required: ", err)
		}
		t.Skip("needs python3 with fontTools")
	}
	type job struct {
		Sub   string `json:"sub"`
		Src   string `json:"src"`
		Gids  []int  `json:"gids"`
		Runes []rune `json:"runes"`
	}
	var jobs []job
	dir := t.TempDir()
	for _, f := range Embedded().faces {
		for n, keep := range []bool{false, true} {
			gids, runes := gidsOf(f, "项目绩效自评表0123ABCÀÉ（）\t𬭎玥堃𫚭")
			o := SubsetOptions{}
			j := job{Sub: filepath.Join(dir, f.name+string(rune('0'+n))+".ttf"), Src: "faces/" + f.file}
			if keep {
				o.Runes, j.Runes = runes, runes
			}
			for _, g := range gids {
				j.Gids = append(j.Gids, int(g))
			}
			data, err := f.AppendSubset(nil, gids, o)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(j.Sub, data, 0o644); err != nil {
				t.Fatal(err)
			}
			jobs = append(jobs, j)
		}
	}
	in, _ := json.Marshal(jobs)
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("fontTools: %s", exit.Stderr)
	}
	if err != nil || string(bytes.TrimSpace(out)) != "[]" {
		t.Errorf("fontTools says %s (%v)", out, err)
	}
}

func BenchmarkSubset(b *testing.B) {
	for _, name := range []string{"GongbiaoSong-Regular", "LiberationSerif"} {
		f := Embedded().Face(name)
		text, _ := os.ReadFile("tongyong8105.txt")
		gids, runes := gidsOf(f, string([]rune(string(text))[:300])+formText)
		for _, o := range []struct {
			name string
			SubsetOptions
		}{{"pdf", SubsetOptions{}}, {"ofd", SubsetOptions{Runes: runes}}} {
			b.Run(name+"-"+o.name, func(b *testing.B) {
				b.ReportAllocs()
				var buf []byte
				for b.Loop() {
					buf, _ = f.AppendSubset(buf[:0], gids, o.SubsetOptions)
				}
				b.ReportMetric(float64(len(buf)), "bytes")
				b.ReportMetric(float64(len(gids)), "glyphs")
			})
		}
	}
}

// opened is a face of a font that has been read.
func opened(font *sfnt.Font) *Face {
	f := &Face{}
	f.read.Store(font)
	return f
}
