package sfnt

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

func face(t testing.TB, name string) *Font {
	t.Helper()
	data, err := os.ReadFile("../../fonts/faces/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(string(data), 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// small is a font of a few glyphs with everything in it: simple and composite glyphs, hints, both cmap formats, names.
func small(t testing.TB) []byte {
	t.Helper()
	f := face(t, "LiberationSerif-Regular.ttf")
	gids, runes := []uint16{0}, []rune{0}
	for _, r := range "AÀÁé 1\u0416" {
		gids, runes = append(gids, f.Glyph(r)), append(runes, r)
	}
	gids, runes = append(gids, f.Glyph('B')), append(runes, 0x2070E) // beyond the BMP
	data, err := f.AppendSubset(nil, gids, Options{Runes: runes})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// at is the offset of a table in a font file.
func at(t testing.TB, font []byte, tag string) int {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		if e := font[12+16*i:]; string(e[:4]) == tag {
			return int(binary.BigEndian.Uint32(e[8:]))
		}
	}
	t.Fatalf("no table %q", tag)
	return 0
}

func patch(t testing.TB, font []byte, tag string, offset int, bytes ...byte) []byte {
	t.Helper()
	b := slices.Clone(font)
	copy(b[at(t, b, tag)+offset:], bytes)
	return b
}

// glyphAt is the offset in glyf of glyph i of a font with short loca.
func glyphAt(t testing.TB, font []byte, i int) int {
	return 2 * int(binary.BigEndian.Uint16(font[at(t, font, "loca")+2*i:]))
}

func collection(font []byte) []byte {
	b := append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x14\x00\x00\x00\x14"), font...)
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		e := b[20+12+16*i+8:]
		binary.BigEndian.PutUint32(e, binary.BigEndian.Uint32(e)+20)
	}
	return b
}

func TestCollection(t *testing.T) {
	font := collection(small(t))
	if n, err := Count(string(font)); n != 2 || err != nil {
		t.Fatalf("%d fonts, %v", n, err)
	}
	f, err := Parse(string(font), 1)
	if err != nil || f.Glyph('A') == 0 || f.Validate() != nil {
		t.Fatal(err)
	}
	if _, err := Parse(string(font), 2); err == nil {
		t.Error("index 2 of 2 accepted")
	}
}

// TestRefused has one font for each way to be wrong, and the place where it must be noticed.
func TestRefused(t *testing.T) {
	font := small(t)
	composite := 0
	good, err := Parse(string(font), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for i := range good.Glyphs() {
		if g, _ := good.Description(uint16(i)); isComposite(g) {
			composite = i
			break
		}
	}
	part := glyphAt(t, font, composite) + 12 // number of the first component
	self := []byte{0, byte(composite)}
	cmap4 := 20
	for _, c := range []struct {
		name  string
		font  []byte
		kind  Kind
		table string // "glyf" and "loca" are noticed by Validate
		word  string
	}{
		{"empty", nil, NotFont, "", "太短"},
		{"text", []byte("this is no font at all"), NotFont, "", "不是 TrueType"},
		{"woff", append([]byte("wOFF"), font[4:]...), NotFont, "", "WOFF"},
		{"cff", append([]byte("OTTO"), font[4:]...), CFF, "", "CFF"},
		{"html", []byte("<!DOCTYPE html><html><body>404</body>"), NotFont, "", "不是 TrueType"},
		{"directory cut", font[:40], Corrupt, "", "表目录"},
		{"table past the end", patchDir(font, 0, 12, 0x7f), Corrupt, "OS/2", "超出文件"},
		{"offset overflow", patchDir(font, 0, 8, 0xff), Corrupt, "OS/2", "超出文件"},
		{"head magic", patch(t, font, "head", 12, 0), Corrupt, "head", "标识数"},
		{"unitsPerEm 0", patch(t, font, "head", 18, 0, 0), Corrupt, "head", "unitsPerEm"},
		{"loca format", patch(t, font, "head", 50, 0, 7), Corrupt, "head", "indexToLocFormat"},
		{"no glyphs", patch(t, font, "maxp", 4, 0, 0), Corrupt, "maxp", "字形数"},
		{"many glyphs", patch(t, font, "maxp", 4, 0xff, 0xff), Corrupt, "maxp", "字形数"},
		{"loca too short", patch(t, font, "maxp", 4, 0x40, 0), Corrupt, "loca", "放不下"},
		{"no advances", patch(t, font, "hhea", 34, 0, 0), Corrupt, "hmtx", "宽度记录"},
		{"many advances", patch(t, font, "hhea", 34, 0xff, 0), Corrupt, "hmtx", "宽度记录"},
		{"symbol cmap", patch(t, patch(t, font, "cmap", 6, 0, 0), "cmap", 14, 0, 3), NoUnicode, "cmap", "Unicode"},
		{"cmap offset", patch(t, font, "cmap", 8, 0x7f), Corrupt, "cmap", "超出"},
		{"format 4 segments", patch(t, font, "cmap", cmap4+6, 0xff, 0xfe), Corrupt, "cmap", "段"},
		{"loca backwards", patch(t, font, "loca", 2, 0, 0xff, 0, 1), Corrupt, "glyf", "位置"},
		{"loca past glyf", patch(t, font, "loca", 2, 0xff, 0xff), Corrupt, "glyf", "位置"},
		{"composite of itself", patch(t, font, "glyf", part, self...), Corrupt, "glyf", "圈"},
		{"composite of nothing", patch(t, font, "glyf", part, 0x7f, 0xff), Corrupt, "glyf", "没有的字形"},
		{"contours past the end", patch(t, font, "glyf", glyphAt(t, font, 1), 0x7f, 0xff), Corrupt, "glyf", "截断"},
		{"points past the end", patch(t, font, "glyf", glyphAt(t, font, 1)+12, 0xff, 0xf0), Corrupt, "glyf", "截断"},
	} {
		f, err := Parse(string(c.font), 0)
		if err == nil {
			err = f.Validate()
		}
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.kind || c.table != "" && e.Table != c.table && !(c.table == "glyf" && e.Table == "loca") || !strings.Contains(e.Error(), c.word) {
			t.Errorf("%s: %v, want kind %d, table %q, %q", c.name, err, c.kind, c.table, c.word)
		}
	}
}

// patchDir sets one byte of entry i of the directory.
func patchDir(font []byte, i, offset int, v byte) []byte {
	b := slices.Clone(font)
	b[12+16*i+offset] = v
	return b
}

func TestLoopsAreRefusedBySubsetAndOutline(t *testing.T) {
	font := small(t)
	f, _ := Parse(string(font), 0)
	for i := range uint16(f.Glyphs()) {
		g, _ := f.Description(i)
		if !isComposite(g) {
			continue
		}
		bad, err := Parse(string(patch(t, font, "glyf", glyphAt(t, font, int(i))+12, 0, byte(i))), 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := bad.AppendSubset(nil, []uint16{0, i}, Options{}); err == nil {
			t.Error("subset of a loop")
		}
		if _, err := bad.Outline(i); err == nil {
			t.Error("outline of a loop")
		}
	}
}

func TestEmbeddable(t *testing.T) {
	font := small(t)
	for fsType, ok := range map[uint16]bool{0: true, 2: false, 4: true, 6: true, 8: true, 0x100: false, 0x104: false, 0x200: false} {
		f, err := Parse(string(patch(t, font, "OS/2", 8, byte(fsType>>8), byte(fsType))), 0)
		if err != nil {
			t.Fatal(err)
		}
		var e *Error
		if err := f.Embeddable(); (err == nil) != ok || err != nil && (!errors.As(err, &e) || e.Kind != Forbidden) {
			t.Errorf("fsType %#x: %v", fsType, err)
		}
		if _, err := f.AppendSubset(nil, []uint16{0}, Options{}); (err == nil) != ok {
			t.Errorf("fsType %#x: subset: %v", fsType, err)
		}
	}
}

// TestTruncated cuts a font at every byte: never a panic, and never a sound font.
func TestTruncated(t *testing.T) {
	font := small(t)
	for n := range len(font) - 3 { // the last table may be padded by up to 3 bytes
		if _, err := Parse(string(font[:n]), 0); err == nil {
			t.Fatalf("a font cut to %d of %d bytes is accepted", n, len(font))
		}
	}
}

// TestDamaged flips bytes at random places of tables: errors are fine, panics and hangs are not.
func TestDamaged(t *testing.T) {
	font := small(t)
	rng := rand.New(rand.NewPCG(1, 2))
	sound := 0
	for range 20_000 {
		b := slices.Clone(font)
		for range 1 + rng.IntN(4) {
			b[rng.IntN(len(b))] = byte(rng.Uint32())
		}
		if use(t, string(b)) {
			sound++
		}
	}
	if sound == 0 || sound == 20_000 {
		t.Errorf("%d of 20 000 damaged fonts pass: the test damages nothing or everything", sound)
	}
}

// use does everything a program may do with a font; it reports whether the font is sound.
func use(t testing.TB, data string) bool {
	if n, err := Count(data); err == nil && n > 1 {
		Parse(data, n-1)
	}
	f, err := Parse(data, 0)
	if err != nil {
		return false
	}
	sound := f.Validate() == nil
	f.Metrics()
	f.PostScriptName()
	for id := range 17 {
		f.Names(id)
	}
	var page [256]uint16
	for _, base := range []rune{0, 0x400, 0x4E00, 0xFF00, 0x20700} {
		f.GlyphPage(base, &page)
		for i, gid := range page {
			if int(gid) >= f.Glyphs() {
				t.Fatalf("glyph %d of %d", gid, f.Glyphs())
			}
			if sound && f.Glyph(base+rune(i)) != gid {
				t.Fatalf("%U: Glyph says %d, GlyphPage %d", base+rune(i), f.Glyph(base+rune(i)), gid)
			}
		}
	}
	gids := []uint16{0}
	for i := range uint16(min(f.Glyphs(), 200)) {
		f.Advance(i)
		if _, err := f.Outline(i); err != nil && sound && !strings.Contains(err.Error(), "暂不支持") && !strings.Contains(err.Error(), "太多") && !strings.Contains(err.Error(), "太深") {
			t.Fatalf("sound font, glyph %d: %v", i, err)
		}
		gids = append(gids, i, BlankEm, BlankZero)
	}
	for _, o := range []Options{{}, {Runes: make([]rune, len(gids))}} {
		sub, err := f.AppendSubset(nil, gids, o)
		if err != nil {
			if sound && f.Embeddable() == nil {
				t.Fatalf("sound font: %v", err)
			}
			continue
		}
		if len(sub) > 20*len(data)+10_000 {
			t.Fatalf("a font of %d bytes gives a subset of %d", len(data), len(sub))
		}
		if o.Runes == nil {
			continue
		}
		again, err := Parse(string(sub), 0)
		if err != nil {
			t.Fatalf("subset: %v", err)
		}
		if sound {
			if err := again.Validate(); err != nil {
				t.Fatalf("subset of a sound font: %v", err)
			}
		}
		for i, gid := range gids {
			if again.Advance(uint16(i)) != f.Advance(gid) {
				t.Fatalf("glyph %d: advance %d became %d", gid, f.Advance(gid), again.Advance(uint16(i)))
			}
		}
	}
	return sound
}

func FuzzParse(f *testing.F) {
	font := small(f)
	f.Add(font)
	f.Add(collection(font))
	f.Add(patch(f, font, "head", 50, 0, 1))
	f.Add(patch(f, font, "loca", 2, 0xff))
	f.Fuzz(func(t *testing.T, data []byte) { use(t, string(data)) })
}

func FuzzSubset(f *testing.F) {
	font := face(f, "LiberationSerif-Regular.ttf")
	f.Add([]byte("\x00\x24\x00\x24\x00\xc9\xff\xff"))
	f.Fuzz(func(t *testing.T, list []byte) {
		gids := []uint16{0}
		for ; len(list) >= 2; list = list[2:] {
			gid := binary.BigEndian.Uint16(list)
			if gid < 0xFFF0 {
				gid %= uint16(font.Glyphs())
			} else if gid != BlankEm {
				gid = BlankZero
			}
			gids = append(gids, gid)
		}
		runes := make([]rune, len(gids))
		for i := range runes {
			runes[i] = rune(i)*3 + 0xF000 // some runs, some beyond the BMP
		}
		data, err := font.AppendSubset(nil, gids, Options{Runes: runes})
		if err != nil {
			t.Fatal(err)
		}
		sub, err := Parse(string(data), 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := sub.Validate(); err != nil {
			t.Fatal(err)
		}
		for i, gid := range gids {
			if sub.Advance(uint16(i)) != font.Advance(gid) {
				t.Fatalf("glyph %d is %d wide, want %d", i, sub.Advance(uint16(i)), font.Advance(gid))
			}
			want, _ := font.Outline(gid)
			got, err := sub.Outline(uint16(i))
			if err != nil || !slices.EqualFunc(got, want, slices.Equal[[]Point]) {
				t.Fatalf("glyph %d: outline differs (%v)", i, err)
			}
			if i > 0 && sub.Glyph(runes[i]) != uint16(i) {
				t.Fatalf("cmap: %U leads to %d, want %d", runes[i], sub.Glyph(runes[i]), i)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../fonts/faces/GongbiaoSong-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	font := string(data)
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Parse(font, 0)
		}
	})
	b.Run("validate-30133-glyphs", func(b *testing.B) {
		f, _ := Parse(font, 0)
		b.ReportAllocs()
		for b.Loop() {
			if err := f.Validate(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Composites of composites double with each level: a font in which one glyph comes to 2³⁰ parts is refused, and at
// once.
func TestCompositesThatMultiply(t *testing.T) {
	const levels = 30
	var f Font
	var glyf, loca []byte
	for i := range levels {
		loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		if i == 0 {
			glyf = append(glyf, make([]byte, 10)...)
			continue
		}
		head := make([]byte, 10)
		head[0], head[1] = 0xFF, 0xFF
		glyf = append(glyf, head...)
		for _, more := range []uint16{moreFollow, 0} {
			glyf = binary.BigEndian.AppendUint16(glyf, argsAreXY|more)
			glyf = append(binary.BigEndian.AppendUint16(glyf, uint16(i-1)), 0, 0)
		}
	}
	f.glyphs, f.glyf, f.loca = levels, string(glyf), string(binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2)))
	w := closure{f: &f}
	last, err := f.Description(levels - 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.visit(levels-1, last); err == nil || !strings.Contains(err.Error(), "部件") {
		t.Errorf("%v", err)
	}
	few, err := f.Description(5) // 32 parts
	if err != nil {
		t.Fatal(err)
	}
	if err := (&closure{f: &f}).visit(5, few); err != nil {
		t.Error(err)
	}
}
