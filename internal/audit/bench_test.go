package audit_test

import (
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// BenchmarkCheck is one seed read, bound, computed and checked. Budget: 5,000 forms in 10 s on one core, 2 ms each.
func BenchmarkCheck(b *testing.B) {
	raw, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		b.Fatal(err)
	}
	a := &audit.Auditor{Library: templates.Embedded()}
	b.ReportAllocs()
	for b.Loop() {
		err := data.Read("seed-1.json", raw, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			_, err = a.Check(d)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
