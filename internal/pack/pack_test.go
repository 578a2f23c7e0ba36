package pack

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

type style struct {
	Name string
	Size int64
	Fill uint8
}

type cell struct {
	Row, Col int
	Text     string
	Number   *decimal.Decimal
	Style    *style
	On       bool
	Ink      []level
	Lines    []line
	Up       *cell
	Raise    int8
}

type level uint8

type line struct{ Runs []string }

func sheet() []cell {
	n := decimal.RequireFromString("-12345678901234567890.50")
	big, small := &style{"大", 1 << 40, 255}, &style{Name: "小"}
	cells := []cell{
		{Row: -1, Col: 300, Text: "一\n二\x00", Number: &n, Style: big, On: true, Ink: []level{0, 255}, Raise: -1},
		{Text: "", Style: small, Lines: []line{{}, {Runs: []string{"", "甲"}}}, Ink: []level{}},
		{Style: big, Lines: []line{}},
		{Style: &style{Name: "小"}},
	}
	cells[2].Up = &cells[0]
	return cells
}

// A value comes back as it went in, nil and empty apart; pointers that were one are one.
func TestBack(t *testing.T) {
	c, err := New[[]cell]()
	if err != nil {
		t.Fatal(err)
	}
	in := sheet()
	got, err := c.Unpack(c.Append(nil, &in))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in, *got); d != "" {
		t.Errorf("(-in +out):\n%s", d)
	}
	out := *got
	if out[0].Style != out[2].Style || out[1].Style == out[3].Style {
		t.Error("pointers are not shared as they were")
	}
}

// Shared values are one for all that is unpacked, and refer to nothing of what they came with.
func TestShared(t *testing.T) {
	c, err := New[[]cell](reflect.TypeFor[style]())
	if err != nil {
		t.Fatal(err)
	}
	in := sheet()
	b := c.Append(nil, &in)
	x, err := c.Unpack(b)
	y, err2 := c.Unpack(b)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if d := cmp.Diff(in, *y); d != "" {
		t.Errorf("(-in +out):\n%s", d)
	}
	if (*x)[0].Style != (*y)[2].Style || (*x)[1].Style != (*x)[3].Style || (*x)[0].Style == (*x)[1].Style {
		t.Error("equal styles are several, or different ones are one")
	}
}

// Bytes that are cut short or altered bring an error or another value, and nothing worse.
func TestBroken(t *testing.T) {
	c, err := New[[]cell](reflect.TypeFor[style]())
	if err != nil {
		t.Fatal(err)
	}
	in := sheet()
	b := c.Append(nil, &in)
	for i := range b {
		if _, err := c.Unpack(b[:i]); err == nil {
			t.Errorf("%d of %d bytes are taken for whole", i, len(b))
		}
		for bit := range 8 {
			other := append([]byte(nil), b...)
			other[i] ^= 1 << bit
			_, _ = c.Unpack(other)
		}
	}
	if _, err := c.Unpack(append(b, 0)); err == nil {
		t.Error("a byte too many is not noticed")
	}
}

// What cannot be brought back is refused before anything is written.
func TestRefused(t *testing.T) {
	if _, err := New[struct{ own int }](); err == nil {
		t.Error("a field of the type's own is taken")
	}
	if _, err := New[struct{ Any []any }](); err == nil {
		t.Error("an interface is taken")
	}
	if _, err := New[cell](reflect.TypeFor[testing.T]()); err == nil {
		t.Error("a type that is not in it can be shared")
	}
}
