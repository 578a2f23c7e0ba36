package fonts

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMissing(t *testing.T) {
	c := Embedded().Chain(Song, false)
	for _, x := range []struct{ cluster, message, hint string }{
		{"\U0002EBF0", "“\U0002EBF0” U+2EBF0（CJK 统一汉字扩充 I）：宋体等 9 款字库均无此字", "--font-dir"},
		{"a\ue81e", "U+E81E（私用区） 是自造字", "请改用“龴” U+9FB4"},
		{"\ue000", "U+E000（私用区） 是自造字", "标准码位"},
		{"\ue78e", "U+E78E（私用区） 是自造字", "U+FE12"},
		{"好\ufffd", "U+FFFD（特殊字符） 是乱码替代符", "编码"},
		{"好\x07", "U+0007（基本拉丁字母） 是控制字符", "删去"},
		{"\ufeff好", "U+FEFF（阿拉伯文表达形式-B） 是字节顺序标记", "删去"},
		{"好\xff", "文字中有不是 UTF-8 的字节", "编码"},
		{"\u0378", "U+0378（希腊字母） 不是已收录的字符", "删去"},
		{"\U000323B0", "“\U000323B0” U+323B0（CJK 统一汉字扩充 J）", "--font-dir"},
		{"\U00012000", "“\U00012000” U+12000（第 1 平面）", "--font-dir"},
		{"财\u0f71", "U+0F71（藏文） 所属的文字要连写", "转写"},
	} {
		m, missing := c.Explain(x.cluster)
		if !missing || !strings.HasPrefix(m.Message(), x.message) || !strings.Contains(m.Hint(), x.hint) || m.English() == "" {
			t.Errorf("%q: %v %s (%s), want %s (%s)", x.cluster, missing, m.Message(), m.Hint(), x.message, x.hint)
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

func TestShipped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "fonts")
	n := 0
	for name, data := range Shipped() {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, data, 0o666)); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 10+1+1+1+5 {
		t.Errorf("%d files", n)
	}
	if sha, err := exec.LookPath("sha256sum"); err == nil {
		cmd := exec.Command(sha, "-c", "--quiet", "SHA256SUMS")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
	for range Shipped() { // may be left early
		break
	}
	// It can be used as a folder.
	if _, err := WithFolder(Embedded(), dir); err != nil {
		t.Error(err)
	}
}
