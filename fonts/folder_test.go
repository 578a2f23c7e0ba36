package fonts

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/sfnt"
	"github.com/gongbiao/gongbiao/model/finding"
)

// userFont is a font with the characters of text, cut out of an embedded face, under another family name.
func userFont(t *testing.T, from, family, text string, change func(tag string, table []byte) []byte) []byte {
	t.Helper()
	gids, runes := gidsOf(Embedded().Face(from), text)
	font, err := Embedded().Face(from).AppendSubset(nil, gids, SubsetOptions{Runes: runes})
	if err != nil {
		t.Fatal(err)
	}
	n := int(binary.BigEndian.Uint16(font[4:]))
	out := slices.Clone(font[:12+16*n])
	for i := range n {
		e := out[12+16*i:]
		off, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		table := slices.Clone(font[off : off+size])
		if string(e[:4]) == "name" {
			table = nameTable(family)
		}
		if change != nil {
			table = change(string(e[:4]), table)
		}
		binary.BigEndian.PutUint32(e[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(e[12:], uint32(len(table)))
		out = append(out, table...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

// nameTable has family as the Chinese family name, and a PostScript name made of its ASCII.
func nameTable(family string) []byte {
	var be []byte
	for _, u := range utf16.Encode([]rune(family)) {
		be = binary.BigEndian.AppendUint16(be, u)
	}
	var b []byte
	for _, v := range []int{0, 2, 6 + 24, 3, 1, 0x804, sfnt.NameFamily, len(be), 0, 3, 1, 0x409, sfnt.NamePostScript, len(be), 0} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return append(b, be...)
}

func put(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func faceOf(s *Set, family string, bold bool, cluster string) string {
	name, _, _ := measure(s, family, bold, cluster)
	if f := s.Face(name); f != nil {
		return f.file
	}
	return "none"
}

func TestFolderByFamilyName(t *testing.T) {
	dir := t.TempDir()
	bold := func(tag string, b []byte) []byte {
		if tag == "head" {
			b[45] |= 1
		}
		return b
	}
	put(t, dir, map[string][]byte{
		"fs.ttf":     userFont(t, "GongbiaoFang-Regular", "仿宋_GB2312", "表甲", nil),
		"xbs.ttf":    userFont(t, "GongbiaoSong-Bold", "方正小标宋简体", "表", nil),
		"song.ttf":   userFont(t, "GongbiaoSong-Regular", "SimSun", "表", nil),
		"songb.ttf":  userFont(t, "GongbiaoSong-Bold", "simsun", "表", bold),
		"extra.ttf":  userFont(t, "LiberationSerif", "Other", "A", nil),
		"readme.txt": []byte("not a font"),
	})
	s, err := WithFolder(Embedded(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		family  string
		bold    bool
		cluster string
		file    string
	}{
		{Fang, false, "表", "fs.ttf"},
		{Fang, true, "表", "fs.ttf"},
		{Fang, false, "单", "GongbiaoFang-Regular.ttf"},
		{Title, false, "表", "xbs.ttf"},
		{Title, true, "单", "GongbiaoSong-Bold.ttf"},
		{Song, false, "表", "song.ttf"},
		{Song, true, "表", "songb.ttf"},
		{Song, true, "单", "GongbiaoSong-Bold.ttf"},
		{Hei, false, "表", "GongbiaoHei-Medium.ttf"},
		{Times, false, "表", "song.ttf"},
		{Times, false, "A", "LiberationSerif-Regular.ttf"},
	} {
		if got := faceOf(s, c.family, c.bold, c.cluster); got != c.file {
			t.Errorf("%s bold=%v %s is set in %s, want %s", c.family, c.bold, c.cluster, got, c.file)
		}
	}
	if got := faceOf(Embedded(), Fang, false, "表"); got != "GongbiaoFang-Regular.ttf" {
		t.Errorf("the embedded set has changed: %s", got)
	}
}

// TestFolderSuppliesRareCharacters: a face of no known family helps every family with what nobody else has.
func TestFolderSuppliesRareCharacters(t *testing.T) {
	dir := t.TempDir()
	const rare = "\U0002EBF0"
	font := userFont(t, "GongbiaoSong-Regular", "My Rare Glyphs", "甲", func(tag string, b []byte) []byte {
		if tag == "cmap" { // the one group of format 12 is led to U+2EBF0 instead of 甲
			binary.BigEndian.PutUint32(b[len(b)-12:], 0x2EBF0)
			binary.BigEndian.PutUint32(b[len(b)-8:], 0x2EBF0)
		}
		return b
	})
	put(t, dir, map[string][]byte{"rare.ttf": font})
	s, err := WithFolder(Embedded(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families(s) {
		if got := faceOf(s, family, false, rare); got != "rare.ttf" {
			t.Errorf("%s: %s", family, got)
		}
	}
}

func TestFolderStyleMap(t *testing.T) {
	dir := t.TempDir()
	plain := userFont(t, "GongbiaoKai-Regular", "Anything", "表单", nil)
	put(t, dir, map[string][]byte{
		"A.ttf": plain,
		"b.ttc": ttc(plain, userFont(t, "GongbiaoHei-Regular", "Second", "表", nil)),
		"字体.yaml": []byte(`
小标宋: a.TTF
SimSun:
  文件: b.ttc
  序号: 1
  粗体: {文件: b.ttc, 序号: 0}
隶书: A.ttf
`),
	})
	s, err := WithFolder(Embedded(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		family string
		bold   bool
		file   string
	}{{Title, false, "A.ttf"}, {Song, false, "b.ttc#1"}, {Song, true, "b.ttc#0"}, {"隶书", false, "A.ttf"}, {Kai, false, "GongbiaoKai-Regular.ttf"}} {
		if got := faceOf(s, c.family, c.bold, "表"); got != c.file {
			t.Errorf("%s bold=%v: %s, want %s", c.family, c.bold, got, c.file)
		}
	}
	if !s.Knows("隶书") || families(s)[len(families(s))-1] != "隶书" {
		t.Error("the new family is unknown")
	}
	if got := faceOf(s, "隶书", false, "财"); got != "b.ttc#1" && got != "GongbiaoSong-Regular.ttf" {
		t.Errorf("a new family falls back to %s", got)
	}
}

func ttc(fonts ...[]byte) []byte {
	b := []byte("ttcf\x00\x01\x00\x00\x00\x00\x00")
	b = append(b, byte(len(fonts)))
	at := 12 + 4*len(fonts)
	for _, f := range fonts {
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		at += len(f)
	}
	for _, f := range fonts {
		base := len(b)
		b = append(b, f...)
		for i := range int(binary.BigEndian.Uint16(f[4:])) {
			e := b[base+12+16*i+8:]
			binary.BigEndian.PutUint32(e, binary.BigEndian.Uint32(e)+uint32(base))
		}
	}
	return b
}

// TestFolderTellsEverything: every bad file of a folder, at once, with its name and what to do.
func TestFolderTellsEverything(t *testing.T) {
	dir := t.TempDir()
	good := userFont(t, "GongbiaoKai-Regular", "Good", "表单", nil)
	forbidden := userFont(t, "GongbiaoKai-Regular", "Forbidden", "表", func(tag string, b []byte) []byte {
		if tag == "OS/2" {
			b[8], b[9] = 0, 2
		}
		return b
	})
	broken := userFont(t, "GongbiaoKai-Regular", "Broken", "表", func(tag string, b []byte) []byte {
		if tag == "loca" {
			b[len(b)-1], b[len(b)-2] = 0xff, 0xff
		}
		return b
	})
	put(t, dir, map[string][]byte{
		"a-good.ttf":      good,
		"b-cut.ttf":       good[:len(good)/2],
		"c-cff.otf":       append([]byte("OTTO"), good[4:]...),
		"d-forbidden.ttf": forbidden,
		"e-text.TTF":      []byte("hello, this is a text"),
		"f-broken.ttf":    broken,
		"g-empty.ttf":     nil,
		"styles.yaml":     []byte("宋体: nowhere.ttf\n楷体: {文件: a-good.ttf, 序号: 3}\n黑体: {文件: a-good.ttf, 颜色: 红}\nSimSun: a-good.ttf\n仿宋: b-cut.ttf\n小标宋: [a-good.ttf]\n"),
	})
	_, err := WithFolder(Embedded(), dir)
	var data *finding.DataError
	if !errors.As(err, &data) {
		t.Fatalf("%T: %v", err, err)
	}
	var got []string
	for _, f := range data.List {
		got = append(got, f.Code+" "+filepath.Base(f.Pos.String())+" "+f.Message)
	}
	want := []string{
		"FONT-CORRUPT b-cut.ttf 字体表 ",
		"FONT-FORMAT c-cff.otf 是 PostScript（CFF）轮廓",
		"FONT-FORBIDDEN d-forbidden.ttf 字体表 OS/2：字体的授权位（fsType）禁止嵌入文件",
		"FONT-FORMAT e-text.TTF 不是 TrueType 字体文件",
		"FONT-CORRUPT f-broken.ttf 字体表 ",
		"FONT-FORMAT g-empty.ttf 文件太短，不是字体",
		"FONT-MAP styles.yaml:1:5 文件夹里没有字体文件 \"nowhere.ttf\"",
		"FONT-MAP styles.yaml:2:10 a-good.ttf 里只有 1 款字体，没有序号 3",
		"FONT-MAP styles.yaml:3:22 字体没有“颜色”这一项",
		"FONT-MAP styles.yaml:4:1 宋体 写了两次（别名 SimSun）",
		"FONT-MAP styles.yaml:6:6 应为文件名，或 文件、序号、粗体",
	}
	if len(got) != len(want) {
		t.Fatalf("%d findings, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("finding %d: %s\nwant %s", i, got[i], want[i])
		}
	}
}

func TestFolderThatIsNone(t *testing.T) {
	empty, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	put(t, filepath.Dir(file), map[string][]byte{"file": []byte("x")})
	for dir, word := range map[string]string{empty: "没有字体文件", filepath.Join(empty, "none"): "没有这个字体文件夹", file: "不是文件夹"} {
		_, err := WithFolder(Embedded(), dir)
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%v, want %s", err, word)
		}
	}
	if runtime.GOOS != "windows" {
		os.Symlink("/nowhere/at/all", filepath.Join(empty, "x.ttf"))
		if _, err := WithFolder(Embedded(), empty); err == nil || !strings.Contains(err.Error(), "失效的链接") {
			t.Errorf("dangling link: %v", err)
		}
	}
}

// A cut-down font that maps characters to nothing, to the box of a missing glyph or to a glyph without width does not
// print them: the next face does.
func TestFolderFontsThatLie(t *testing.T) {
	for name, change := range map[string]func(tag string, b []byte) []byte{
		"empty glyphs": func(tag string, b []byte) []byte {
			if tag == "loca" {
				clear(b)
			}
			return b
		},
		"no width": func(tag string, b []byte) []byte {
			if tag == "hmtx" {
				clear(b)
			}
			return b
		},
	} {
		dir := t.TempDir()
		put(t, dir, map[string][]byte{"a.ttf": userFont(t, "GongbiaoKai-Regular", "宋体", "绩效", change)})
		s, err := WithFolder(Embedded(), dir)
		if err != nil {
			continue // refused whole
		}
		if got := faceOf(s, Song, false, "绩"); got != "GongbiaoSong-Regular.ttf" {
			t.Errorf("%s: 绩 is set from %s", name, got)
		}
	}
	dir := t.TempDir()
	put(t, dir, map[string][]byte{"a.woff2": []byte("wOF2\x00\x01\x00\x00"), "b.woff": []byte("wOFF\x00\x01\x00\x00")})
	if _, err := WithFolder(Embedded(), dir); err == nil || strings.Count(err.Error(), CodeFormat) != 2 {
		t.Errorf("web fonts: %v", err)
	}
}
