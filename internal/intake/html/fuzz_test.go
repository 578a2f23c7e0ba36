package html

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// FuzzMHTML: whatever a part of a web archive is, and what its header says.
func FuzzMHTML(f *testing.F) {
	f.Add("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "<table><tr><td>=E7=94=B2</table>", "x")
	f.Add("Content-Type: text/html\nContent-Transfer-Encoding: base64\nContent-Location: file:///C:/sheet001.htm", "PHRhYmxlPjx0ZD7nlLI8L3RhYmxlPg==", "----=_b")
	f.Fuzz(func(t *testing.T, header, body, boundary string) {
		data := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n" + header + "\n\n" + body + "\n--" + boundary + "--\n"
		file, err := intake.Open("甲.mht", []byte(data), intake.Limits{})
		if err == nil && file.Kind == intake.MHTML {
			d, e := Read(file)
			if err = e; e == nil {
				for _, x := range d.Tables {
					foundtest.Sound(t, x)
				}
			}
		}
		if err != nil && finding.Of(err) == nil {
			t.Fatalf("no finding: %v", err)
		}
	})
}
