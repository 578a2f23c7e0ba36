package fonts

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

func TestMissing(t *testing.T) {
	c := Embedded().Chain(Song, false)
	if m := c.Missing("项目负责人：堃𬭎\t（元）\r\n葛\U000E0100𫘧é"); m != nil {
		t.Errorf("%v", m)
	}
	for _, x := range []struct{ text, index, message, hint string }{
		{"甲\r\n\U0002EBF0", "2", "“\U0002EBF0” U+2EBF0（CJK 统一汉字扩充 I）：宋体等 9 款字库均无此字", "--font-dir"},
		{"a\ue81e", "2", "U+E81E（私用区） 是自造字", "请改用“龴” U+9FB4"},
		{"\ue000", "1", "U+E000（私用区） 是自造字", "标准码位"},
		{"\ue78e", "1", "U+E78E（私用区） 是自造字", "U+FE12"},
		{"好\ufffd", "2", "U+FFFD（特殊字符） 是乱码替代符", "编码"},
		{"好\x07", "2", "U+0007（基本拉丁字母） 是控制字符", "删去"},
		{"\ufeff好", "1", "U+FEFF（阿拉伯文表达形式-B） 是字节顺序标记", "删去"},
		{"好\xff", "2", "文字中有不是 UTF-8 的字节", "编码"},
		{"\u0378", "1", "U+0378（希腊字母） 不是已收录的字符", "删去"},
		{"\U000323B0", "1", "“\U000323B0” U+323B0（CJK 统一汉字扩充 J）", "--font-dir"},
		{"\U00012000", "1", "“\U00012000” U+12000（第 1 平面）", "--font-dir"},
		{"财\u0f71", "1", "U+0F71（藏文） 所属的文字要连写", "转写"},
	} {
		m := c.Missing(x.text)
		if len(m) != 1 || fmt.Sprint(m[0].Index) != x.index || !strings.HasPrefix(m[0].Message(), x.message) || !strings.Contains(m[0].Hint(), x.hint) || m[0].English() == "" {
			for _, m := range m {
				t.Errorf("%q: %d %s (%s)", x.text, m.Index, m.Message(), m.Hint())
			}
			t.Errorf("%q: want %s %s (%s)", x.text, x.index, x.message, x.hint)
		}
	}
	// Two characters that only different faces have.
	rare := ""
	song, other := Embedded().Face("GongbiaoSong-Regular"), Embedded().Face("GongbiaoRare-Regular")
	for r := rune(0x20000); r < 0x2A6DF && rare == ""; r++ {
		_, a := song.Glyph(r)
		if _, b := other.Glyph(r); b && !a {
			rare = string(r)
		}
	}
	m, missing := c.Explain(rare + "é")
	if !missing || m.kind() != Divided || !strings.Contains(m.Message(), "没有一款字体全有") {
		t.Errorf("%v %s", missing, m.Message())
	}
	if _, missing := c.Explain(rare); missing {
		t.Error("Explain disagrees with Measure")
	}
}

// TestClusters: every byte of a text is in exactly one cluster, and clusters begin where characters do.
func TestClusters(t *testing.T) {
	for text, want := range map[string]string{
		"a\u0301b\r\nc":      "á|b|\r\n|c",
		"葛\U000E0100城":       "葛\U000E0100|城",
		"👨\u200d👩\u200d👧x":   "👨\u200d👩\u200d👧|x",
		"🇨🇳🇨🇳":               "🇨🇳|🇨🇳",
		"\u1112\u1161\u11ab": "\u1112\u1161\u11ab",
		"一\u200b二":           "一|\u200b|二",
		"☑\uFE0E好":           "☑\uFE0E|好",
	} {
		var got []string
		for s := text; s != ""; {
			n := clusterLen(s)
			got = append(got, s[:n])
			s = s[n:]
		}
		if strings.Join(got, "|") != strings.ReplaceAll(want, "á", "a\u0301") {
			t.Errorf("%q: %q", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("a一\u0301\u200d\u200b\uFE0F👨🇨\r\n\t\u1112\u1161\U000E0100"))).Draw(t, "s")
		for s != "" {
			n := clusterLen(s)
			if n <= 0 || n > len(s) || n < len(s) && !utf8.RuneStart(s[n]) {
				t.Fatalf("cluster of %d bytes in %q", n, s)
			}
			s = s[n:]
		}
	})
}

func TestPrivateTable(t *testing.T) {
	if len(private) != 24 {
		t.Errorf("%d private characters, want 18 of GB 18030-2022 and 6 of plane 2", len(private))
	}
	seen := map[rune]bool{}
	c := Embedded().Chain(Song, false)
	for from, to := range private {
		if seen[to] || Block(from) != "私用区" {
			t.Errorf("%U → %U", from, to)
		}
		seen[to] = true
		if _, _, ok := c.Measure(string(to)); !ok && to < 0x10000 { // the six of plane 2 are in no face here
			t.Errorf("宋体 lacks %U, offered for %U", to, from)
		}
	}
	for i := 1; i < len(blocks); i++ {
		if blocks[i].lo <= blocks[i-1].hi || blocks[i].hi < blocks[i].lo {
			t.Errorf("block %s is out of order", blocks[i].name)
		}
	}
}

func TestList(t *testing.T) {
	list := Embedded().List()
	if len(list) != 10 {
		t.Fatalf("%d faces", len(list))
	}
	song := list[0]
	if song.Name != "GongbiaoSong-Regular" || song.Label != "宋体" || song.Glyphs != 30133 || song.Characters != 30082 ||
		song.Coverage[1] != (Count{"GBK 汉字区 U+4E00–9FA5", 20902, 20902}) || song.Licence == "" || song.Version == "" || strings.Join(song.Families, " ") != "宋体" {
		t.Errorf("%+v", song)
	}
	for _, in := range list {
		if in.Label == in.File {
			t.Errorf("%s has no label", in.Name)
		}
		if in.Name == "GongbiaoSong-Bold" && strings.Join(in.Families, " ") != "宋体加粗 小标宋" {
			t.Errorf("families of the bold face: %v", in.Families)
		}
	}
}

func TestExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "fonts")
	files, err := Export(dir, safefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 10+1+1+1+5 {
		t.Errorf("%d files: %v", len(files), files)
	}
	if sha, err := exec.LookPath("sha256sum"); err == nil {
		cmd := exec.Command(sha, "-c", "--quiet", "SHA256SUMS")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
	if _, err := Export(dir, safefile.Options{}); err != nil {
		t.Errorf("again: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSES.md"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if files, err := Export(dir, safefile.Options{}); err == nil || len(files) != 17 || !strings.Contains(err.Error(), "LICENSES.md") {
		t.Errorf("a changed file was overwritten: %d files, %v", len(files), err)
	}
	if _, err := Export(dir, safefile.Options{Force: true}); err != nil {
		t.Error(err)
	}
	// What was exported can be used as a folder.
	if _, err := WithFolder(Embedded(), dir); err != nil {
		t.Error(err)
	}
}
