package render

import "testing"

func TestFormatOf(t *testing.T) {
	for _, x := range []struct {
		path  string
		want  Format
		known bool
	}{
		{"out/表.pdf", PDF, true}, {"表.XLSX", XLSX, true}, {"表", "", false}, {"表.odt", "odt", false}, {"a.pdf/表", "", false},
	} {
		if f, known := FormatOf(x.path); f != x.want || known != x.known {
			t.Errorf("%s: %q %v, want %q %v", x.path, f, known, x.want, x.known)
		}
	}
	if Format("").Paged() || !PDF.Paged() || XLSX.Paged() {
		t.Error("which formats have pages")
	}
}
