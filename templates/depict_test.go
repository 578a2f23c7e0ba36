package templates_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/templates"
)

func sealLayout(t *testing.T) *templates.Layout {
	t.Helper()
	lib, err := templates.Open(filepath.Join("testdata", "seals"), nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("seal/place")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// depictions are the pictures and the seal of the only record.
func depictions(g *grid.Grid) (pics []*grid.Picture, seal *grid.Seal) {
	for i := range g.Tables[0].Cells {
		if c := &g.Tables[0].Cells[i]; c.Picture != nil {
			pics = append(pics, c.Picture)
		} else if c.Seal != nil {
			seal = c.Seal
		}
	}
	return pics, seal
}

// TestDepict: pictures come from the record, written out or from a file it names; what it names is looked for once.
func TestDepict(t *testing.T) {
	l := sealLayout(t)
	inline := picture.Sample()
	data, _, _ := picture.Inline(inline)
	record := []byte("form: seal/place\n公章: 章.png\n照片: " + inline + "\n明细: [{品名: 甲, 样子: 章.png}, {品名: 乙}]\n")
	asked := 0
	files := func(file, name string) ([]byte, error) {
		if asked++; file != "r.yaml" || name != "章.png" {
			t.Errorf("asked for %s beside %s", name, file)
		}
		return data, nil
	}
	r := records(t, l, "r.yaml", record)[0]
	g, err := l.ExpandWith(r, files)
	if err != nil {
		t.Fatal(err)
	}
	pics, seal := depictions(g)
	if len(pics) != 2 || !bytes.Equal(pics[0].Data, data) || pics[0].Alt != "现场照片" || pics[1].Alt != "样子" || asked != 1 {
		t.Errorf("%d pictures, asked %d times", len(pics), asked)
	}
	if seal == nil || seal.Ink == nil || seal.Thin == nil || g.Across == nil || !bytes.Equal(g.Across.Ink, seal.Ink) {
		t.Errorf("seal %+v, across %+v", seal, g.Across)
	}
	for _, c := range g.Tables[0].Cells {
		if strings.Contains(c.Text, "png") || strings.Contains(c.Text, "_") {
			t.Errorf("printed %q", c.Text)
		}
	}

	// Without files, nothing is looked for, and a form to be filled in asks for the name.
	if g, err = l.Expand(r); err != nil {
		t.Fatal(err)
	}
	if pics, seal = depictions(g); len(pics) != 1 || seal.Ink != nil || g.Across != nil {
		t.Errorf("without files: %d pictures, seal %v", len(pics), seal)
	}
	if g, err = l.ExpandOpen(r); err != nil {
		t.Fatal(err)
	}
	texts := ""
	for _, c := range g.Tables[0].Cells {
		if c.Input {
			texts += c.Text + " "
		}
	}
	if !strings.Contains(texts, inline) || strings.Count(texts, "章.png") != 2 {
		t.Errorf("to be filled in: %s", texts)
	}
}

// TestDepictRefused: a picture that cannot be used is an error at its place; nothing is left out silently.
func TestDepictRefused(t *testing.T) {
	l := sealLayout(t)
	big := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for i := range big.Pix {
		big.Pix[i] = byte(i * i >> 3)
	}
	big.Set(0, 0, color.White)
	var b bytes.Buffer
	png.Encode(&b, big)
	long := base64.StdEncoding.EncodeToString(b.Bytes())
	for name, c := range map[string]struct{ value, want string }{
		"not there":  {"没有.png", "图“没有.png”不能用：记录旁边没有这个文件"},
		"base64":     {"data:image/png;base64,iVBO*", "base64 写错了"},
		"other":      {"data:image/png;base64,R0lGODlhAQABAAAAACw=", "不是 PNG 或 JPEG"},
		"cut":        {long[:len(long)/2/4*4], "写在记录里的图不能用"},
		"svg a name": {"章.svg", "不是 PNG 或 JPEG"},
	} {
		r := records(t, l, "r.yaml", []byte("form: seal/place\n公章: \""+c.value+"\"\n"))[0]
		_, err := l.ExpandWith(r, func(_, name string) ([]byte, error) {
			if name == "章.svg" {
				return []byte("<svg/>"), nil
			}
			return nil, errors.New("记录旁边没有这个文件")
		})
		var e *finding.DataError
		if !errors.As(err, &e) || len(e.List) != 1 || e.List[0].Code != "DATA-PICTURE" || e.List[0].Path != "/公章" || !strings.Contains(e.List[0].Message, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	r := records(t, l, "r.yaml", []byte("form: seal/place\n公章: "+long+"\n"))[0]
	if _, err := l.ExpandOpen(r); err == nil || !strings.Contains(err.Error(), "放不下") {
		t.Errorf("a picture written out in a workbook: %v", err)
	}
}
