package fonts

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

func TestChecksums(t *testing.T) {
	sums, err := papers.ReadFile("faces/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(sums)), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		files[name] = sum
	}
	faces := Embedded().faces
	if len(faces) != len(files) {
		t.Errorf("%d faces, %d checksums", len(faces), len(files))
	}
	for _, f := range faces {
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(f.data))); got != files[f.file] {
			t.Errorf("%s: sha256 %s, SHA256SUMS says %s", f.file, got, files[f.file])
		}
	}
}

func TestEmbeddedFacesAreSound(t *testing.T) {
	for _, f := range Embedded().faces {
		if err := f.font().Validate(); err != nil {
			t.Errorf("%s: %v", f.file, err)
		}
		if err := f.font().Embeddable(); err != nil {
			t.Errorf("%s: %v", f.file, err)
		}
		if f.name != f.font().PostScriptName() || Embedded().Face(f.name) != f {
			t.Errorf("%s: PostScript name %q does not lead back; the file says %q", f.file, f.name, f.font().PostScriptName())
		}
	}
}

// covered is the characters of s that a chain lacks.
func uncovered(c *Chain, s string) string {
	var b strings.Builder
	for _, r := range s {
		if _, _, ok := c.Measure(string(r)); !ok && r != '\n' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestCoverage(t *testing.T) {
	text, err := os.ReadFile("tongyong8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	table := strings.ReplaceAll(string(text), "\n", "")
	if n := len([]rune(table)); n != 8105 {
		t.Fatalf("通用规范汉字表 has %d characters here", n)
	}
	var urp strings.Builder
	for r := rune(0x4E00); r <= 0x9FA5; r++ {
		urp.WriteRune(r)
	}
	names := "𬭎𫘧㛃堃玥𬳽𫖯𠅤䶮"
	form := "0123456789ABCxyz ,.%+-=<>()[]（）【】《》“”‘’、，。：；！？—…·×÷±℃‰①②⑩□☐☑☒■√≥≤≠≈￥％＋－／～○●★Ⅰ㎡"
	s := Embedded()
	for _, family := range families(s) {
		for _, bold := range []bool{false, true} {
			c := s.Chain(family, bold)
			if got := uncovered(c, table+urp.String()+names+form); got != "" {
				t.Errorf("%s bold=%v lacks %q", family, bold, got)
			}
			if _, _, ok := c.Measure("\U0002EBF0"); ok {
				t.Errorf("%s bold=%v claims U+2EBF0", family, bold)
			}
		}
	}
	// GB 18030-2022 level 2: URO, Ext A and the rest (27 780 with level 1) lie in 宋体 itself.
	song := s.Face("GongbiaoSong-Regular")
	n := 0
	for _, b := range [][2]rune{{0x4E00, 0x9FFF}, {0x3400, 0x4DBF}} {
		for r := b[0]; r <= b[1]; r++ {
			if _, ok := song.Glyph(r); ok {
				n++
			}
		}
	}
	if n < 27_484 { // 20 902 + 6 582: all of GBK's hanzi and Ext A of Unicode 3
		t.Errorf("宋体 has %d hanzi of URO and Ext A", n)
	}
	for r := rune(0xFE30); r <= 0xFE44; r++ {
		if _, ok := song.Glyph(r); !ok && r != 0xFE32 {
			t.Errorf("宋体 lacks the vertical form %U", r)
		}
	}
}

// TestAdvanceModel holds the one width model of PDF and spreadsheet: ASCII ½ em, hanzi and full-width marks 1 em.
func TestAdvanceModel(t *testing.T) {
	for _, f := range Embedded().faces {
		if !strings.HasPrefix(f.name, "Gongbiao") || f.name == "GongbiaoKaiExt-Regular" || f.name == "GongbiaoRare-Regular" || f.name == "GongbiaoSign-Regular" {
			continue
		}
		check := func(r rune, want int32) {
			if gid, ok := f.Glyph(r); !ok || f.AdvanceEm(gid) != want {
				t.Errorf("%s: %U is %d millionths wide (ok %v), want %d", f.name, r, f.AdvanceEm(gid), ok, want)
			}
		}
		for r := rune(' '); r <= '~'; r++ {
			check(r, Em/2)
		}
		check(0xA0, Em/2)
		for _, r := range "—·×°±℃‰①□一人财（），。“”" {
			check(r, Em)
		}
		for r := rune(0x4E00); r <= 0x9FFF; r++ {
			if gid, ok := f.Glyph(r); ok && f.AdvanceEm(gid) != Em {
				t.Errorf("%s: %U is %d millionths wide", f.name, r, f.AdvanceEm(gid))
			}
		}
	}
}

func TestMeasure(t *testing.T) {
	s := Embedded()
	for _, c := range []struct {
		family  string
		bold    bool
		cluster string
		face    string
		advance int32
	}{
		{Song, false, "项", "GongbiaoSong-Regular", Em},
		{Song, true, "项", "GongbiaoSong-Bold", Em},
		{Song, true, "龥", "GongbiaoSong-Regular", Em}, // not in the bold face
		{"", false, "a", "GongbiaoSong-Regular", Em / 2},
		{"SimSun", false, "a", "GongbiaoSong-Regular", Em / 2},
		{Title, false, "表", "GongbiaoSong-Bold", Em},
		{Hei, true, "表", "GongbiaoHei-Regular", Em},
		{Fang, false, "表", "GongbiaoFang-Regular", Em},
		{Kai, false, "表", "GongbiaoKai-Regular", Em},
		{Times, false, "A", "LiberationSerif", 722168}, // 1479/2048
		{Times, true, "8", "LiberationSerif-Bold", Em / 2},
		{Times, false, "…", "GongbiaoSong-Regular", Em}, // Liberation has one, too narrow for Chinese text
		{Times, true, "“", "GongbiaoSong-Bold", Em},
		{Times, false, "表", "GongbiaoSong-Regular", Em},
		{Song, false, "\t", "GongbiaoSong-Regular", Em},
		{Song, false, "\u200b", "GongbiaoSong-Regular", 0},
		{Hei, false, "\u00ad", "GongbiaoHei-Regular", 0},
		{Kai, false, "\u200d", "GongbiaoKai-Regular", 0}, // the face shows a picture for it
		{Song, false, "\u00a0", "GongbiaoSong-Regular", Em / 2},
		{Song, false, "葛\U000E0100", "GongbiaoSong-Regular", Em},
		{Song, false, "☑\uFE0E", "GongbiaoSong-Regular", Em},
		{Song, false, "a\u2060", "GongbiaoSong-Regular", Em / 2},
	} {
		face, advance, ok := measure(s, c.family, c.bold, c.cluster)
		if !ok || face != c.face || advance != c.advance {
			t.Errorf("%s bold=%v %q: %s %d %v, want %s %d", c.family, c.bold, c.cluster, face, advance, ok, c.face, c.advance)
		}
	}
	for _, bad := range []string{"", "\xff", "\xe9\xa1", "项\xff", "\ufeff", "项\ufeff", "\x00", "\n", "\x7f", "\u0085", "\ue81e", "\ufffd", "\U0002EBF0", "\uffff", "A\u20e3\U0001F468"} {
		if face, _, ok := measure(s, Song, false, bad); ok {
			t.Errorf("%q is set in %s", bad, face)
		}
	}
	if _, _, ok := measure(s, "隶书", false, "a"); ok || s.Knows("隶书") || s.Chain("隶书", true) != nil {
		t.Error("an unknown family is known")
	}
	if !s.Knows("") || !s.Knows("仿宋_GB2312") {
		t.Error("a known family is unknown")
	}
}

// TestChainAgreesWithFaces: the quick tables say what a slow walk over the faces says.
func TestChainAgreesWithFaces(t *testing.T) {
	s := Embedded()
	c := s.Chain(Times, true)
	for r := rune(0); r < 0x3FFFF; r++ {
		face, adv, ok := c.Measure(string(r))
		if 0xD800 <= r && r < 0xE000 {
			continue
		}
		var want *Face
		var gid uint16
		for _, l := range c.links {
			if !l.takes(r) {
				continue
			}
			if g, has := l.face.Glyph(r); has {
				want, gid = l.face, g
				break
			}
		}
		if ok != (want != nil) || ok && (face != want.name || adv != want.AdvanceEm(gid)) {
			t.Fatalf("%U: %s %d %v, want %v", r, face, adv, ok, want)
		}
		if want != nil && gid < sfnt.MaxGlyphs && r != 0xA0 && want.font().Glyph(r) != gid {
			t.Fatalf("%U: table says glyph %d, cmap %d", r, gid, want.font().Glyph(r))
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s := build(Embedded().styles, Embedded().fallback) // fresh tables
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for r := rune(0x3000); r < 0x7000; r += 7 {
				measure(s, Kai, false, string(r))
			}
			if _, err := s.Face("GongbiaoSong-Bold").AppendSubset(nil, []uint16{0, 5, 9}, SubsetOptions{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func BenchmarkMeasure(b *testing.B) {
	s := Embedded()
	for _, bc := range []struct{ name, cluster string }{{"hanzi", "绩"}, {"ascii", "8"}, {"beyond-bmp", "𬭎"}, {"with-selector", "葛\U000E0100"}} {
		b.Run("chain-"+bc.name, func(b *testing.B) {
			c := s.Chain(Song, false)
			b.ReportAllocs()
			for b.Loop() {
				c.Measure(bc.cluster)
			}
		})
	}
	b.Run("set-hanzi", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			measure(s, Song, false, "绩")
		}
	})
}

// BenchmarkCold is a fresh set that meets the 500 commonest characters.
func BenchmarkCold(b *testing.B) {
	text, _ := os.ReadFile("tongyong8105.txt")
	var clusters []string
	for _, r := range []rune(string(text))[:500] {
		if r != '\n' {
			clusters = append(clusters, string(r))
		}
	}
	for _, family := range []string{Song, Hei} {
		b.Run(family, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var styles []style
				for _, st := range Embedded().styles {
					st.own, st.bold = fresh(st.own), fresh(st.bold)
					styles = append(styles, st)
				}
				c := build(styles, Embedded().fallback).Chain(family, false)
				for _, s := range clusters {
					c.Measure(s)
				}
			}
		})
	}
}

func fresh(l []link) []link {
	var out []link
	for _, x := range l {
		out = append(out, link{&Face{name: x.face.name, data: x.face.data}, x.latin})
	}
	return out
}

// families are the names of the families of a set, without aliases.
func families(s *Set) (names []string) {
	for _, st := range s.styles {
		names = append(names, st.name)
	}
	return names
}

// measure is Chain.Measure of a family; ok is false if the set does not know it.
func measure(s *Set, family string, bold bool, cluster string) (face string, advance int32, ok bool) {
	if c := s.Chain(family, bold); c != nil {
		return c.Measure(cluster)
	}
	return "", 0, false
}

// TestLatinFace: a Latin face in a Chinese text sets Latin letters and ASCII; signs that it has narrower than Chinese
// text wants come from the Chinese face.
func TestLatinFace(t *testing.T) {
	c := Embedded().Chain(Times, false)
	for text, want := range map[string]string{"A": "LiberationSerif", "9": "LiberationSerif", "%": "LiberationSerif", "é": "LiberationSerif",
		"·": "GongbiaoSong-Regular", "×": "GongbiaoSong-Regular", "°": "GongbiaoSong-Regular", "“": "GongbiaoSong-Regular", "Ａ": "GongbiaoSong-Regular"} {
		if face, _, ok := c.Measure(text); !ok || face != want {
			t.Errorf("%s is set in %s, want %s", text, face, want)
		}
	}
}
