package render

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

var errFull = errors.New("no space left on device")

// disk has room for n bytes.
type disk struct{ n int }

func (d *disk) Write(p []byte) (int, error) {
	if len(p) > d.n {
		n := d.n
		d.n = 0
		return n, errFull
	}
	d.n -= len(p)
	return len(p), nil
}

// A disk that fills up anywhere is told as that, for single forms and books, and what is written next is not harmed.
func TestFullDisk(t *testing.T) {
	e := new(Engine)
	one, two := load(t, e, example(t, seeds[0])), load(t, e, example(t, seeds[1]))
	for _, format := range Formats() {
		for _, forms := range [][]*Form{{one}, {one, two}} {
			if len(forms) > 1 && (format == SVG || format == PNG || format == HTML) {
				continue // a file a form
			}
			good := written(t, e, format, forms...)
			for n := 0; n < len(good); n += 1 + len(good)/23 {
				if err := e.Write(t.Context(), &disk{n}, format, Options{}, forms...); !errors.Is(err, errFull) {
					t.Errorf("%s, %d forms, room for %d of %d bytes: %v", format, len(forms), n, len(good), err)
				}
			}
			if again := written(t, e, format, forms...); !bytes.Equal(again, good) {
				t.Errorf("%s, %d forms: other bytes after a disk was full", format, len(forms))
			}
		}
	}
}

// A picture that is not what it says is refused by name, in every format, before anything is written.
func TestLyingPictures(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	var p, j bytes.Buffer
	if err := png.Encode(&p, img); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, img, nil); err != nil {
		t.Fatal(err)
	}
	wide := bytes.Clone(p.Bytes())
	binary.BigEndian.PutUint32(wide[16:], 41)
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	huge := bytes.Clone(p.Bytes())
	binary.BigEndian.PutUint32(huge[16:], 1<<30)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, c := range map[string]struct {
		file string
		data []byte
		ok   bool
	}{
		"png": {"x.png", p.Bytes(), true}, "jpeg": {"x.jpg", j.Bytes(), true},
		"cut png": {"x.png", p.Bytes()[:p.Len()-20], false}, "cut jpeg": {"x.jpg", j.Bytes()[:j.Len()-40], false},
		"wider than its data": {"x.png", wide, false}, "huge": {"x.png", huge, false}, "empty": {"x.png", nil, false}, "text": {"x.png", []byte("表"), false},
	} {
		dir := t.TempDir()
		for f, b := range map[string][]byte{
			"f/form.yaml": []byte("form: f\nname: 表\nfields:\n  甲: text\n"),
			"f/x.yaml":    fmt.Appendf(nil, "layout: f/x\nversion: \"1\"\nname: 表\nsource: 试\nconfirmed: 无\ncolumns: [40, 60]\nrows:\n  - |\n    | {甲} | {图 %s 高20mm 徽标} |\n", c.file),
			"f/" + c.file: c.data,
		} {
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(f)), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, f), b, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		lib, err := templates.Open(dir, templates.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats() {
			e := &Engine{Library: lib}
			f, err := e.Load(t.Context(), record(t, `{"form": "f/x", "甲": "一"}`), "")
			var b bytes.Buffer
			if err == nil {
				err = e.Write(t.Context(), &b, format, Options{}, f)
			}
			if (err == nil) != c.ok || err != nil && (finding.Of(err) == nil && err.Error() == "" || b.Len() > 0) {
				t.Errorf("%s as %s: %v, %d bytes written", name, format, err, b.Len())
			}
		}
	}
}
