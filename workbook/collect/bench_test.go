package collect

import "testing"

// BenchmarkRead is one filled-in workbook; three hundred in ten seconds leave 33 ms for each.
func BenchmarkRead(b *testing.B) {
	l := layoutOf(b, shanghai)
	book := fillIn(b, blankForm(b, l, 25), l, seeds(b)["seed-1"])
	o := Options{Cache: new(Cache)}
	b.ReportAllocs()
	for b.Loop() {
		r, err := Read("表.xlsx", book, o)
		if err != nil || r.Refused() {
			b.Fatal(err, r.Findings)
		}
	}
}
