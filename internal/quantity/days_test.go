package quantity_test

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/quantity"
)

// Days between two dates, however they are written; a month may be any of its days; what is not certain is not said.
func TestDaysBetween(t *testing.T) {
	const unsure = 1 << 20
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026年3月5日", "2026-03-05", 0},
		{"2026年3月5日", "2026.3.6", 1},
		{"2026年3月5日", "20260304", -1},
		{"2025年12月31日", "2026年1月1日", 1},
		{"2024年2月28日", "2024年3月1日", 2},
		{"2026年3月5日", "2026年4月", 27}, // the first of April at least
		{"2026年3月", "2026年4月1日", 1},
		{"2026年4月", "2026年3月31日", -1},
		{"2026年3月5日", "2026年3月", unsure},
		{"2026年3月", "2026年3月", unsure},
		{"2025年", "2026年1月1日", 1},
		{"3月5日", "2026年3月6日", unsure},
		{"待定", "2026年3月6日", unsure},
		{"2026年2月30日", "2026年3月6日", unsure},
		{"", "", unsure},
	} {
		got, ok := quantity.DaysBetween(c.from, c.to)
		if !ok {
			got = unsure
		}
		if got != c.want {
			t.Errorf("from %s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
}
