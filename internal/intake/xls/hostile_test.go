package xls

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/racing"
)

// Workbooks made to do harm are refused by name, or read, in small memory.
func TestHostile(t *testing.T) {
	racing.Apart(t)
	if testing.Short() {
		t.Skip("some seconds")
	}
	const mega = 1 << 19
	long := []string{"numbers in a long format", "formats without end", "sheets that are one"} // left to .ci/full
	book := func(cells func(*biff)) func() []byte {
		return func() []byte {
			s := part{sheets: []string{"表"}, sst: sst("甲"), cells: func(_ string, w *biff) { cells(w) }}.stream()
			if len(s) > 6<<20 { // more than the writer of containers has room for
				return s
			}
			return compound("Workbook", string(s))
		}
	}
	shared := func(pieces ...any) func() []byte {
		return func() []byte {
			return compound("Workbook", string(part{sheets: []string{"表"}, sst: pieces}.stream()))
		}
	}
	again := func(n int, id int, data ...any) func(*biff) {
		return func(w *biff) {
			for range n {
				w.rec(id, data...)
			}
		}
	}
	whole := book(func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(0)) })
	set := func(at int, v uint32) func() []byte {
		return func() []byte {
			b := whole()
			binary.LittleEndian.PutUint32(b[at:], v)
			return b
		}
	}
	head := bytesOf(u32(1), u32(1))
	for _, x := range []struct {
		name, want string
		data       func() []byte
	}{
		{"whole", "", whole},
		{"a stream cut at each third", "READ-DAMAGED", func() []byte {
			s := part{sheets: []string{"表"}, sst: sst(strings.Repeat("甲", 4000))}.stream()
			return s[:len(s)*2/3]
		}},
		{"a container cut off", "READ-DAMAGED", func() []byte { b := whole(); return b[:len(b)/2] }},
		{"CONTINUE in mid-character", "READ-DAMAGED", shared(append(append([]byte{}, head...), 2, 0, 1, 0x32), []byte{1, 0x75, 0x59, 0x4e})},
		{"CONTINUE in mid-length", "", shared(append(append([]byte{}, head...), 2), []byte{0, 0, 'a', 'b'})},
		{"a string longer than the table", "READ-DAMAGED", shared(append(append([]byte{}, head...), 0xff, 0xff, 1, 0x32, 0x75))},
		{"a count of strings that is not there", "", shared(bytesOf(u32(0xffffffff), u32(0xffffffff), "甲"))},
		{"65,535 runs that are not there", "READ-DAMAGED", shared(append(append([]byte{}, head...), 0, 0, 8, 0xff, 0xff))},
		{"an extension of 4 GB", "READ-DAMAGED", shared(append(append([]byte{}, head...), 0, 0, 4, 0xff, 0xff, 0xff, 0xff))},
		{"empty strings", "READ-BOMB", func() []byte {
			pieces := []any{append([]byte{}, head...)}
			for range 400 {
				pieces = append(pieces, make([]byte, 8190))
			}
			return shared(pieces...)()
		}},
		{"strings all of runs", "", func() []byte {
			pieces := []any{append([]byte{}, head...)}
			for range 800 {
				pieces = append(pieces, []byte(strings.Repeat("\x00\x00\x08\x01\x00\x00\x00\x00\x00", 900)))
			}
			return shared(pieces...)()
		}},
		{"continued 500,000 times by nothing", "", func() []byte {
			pieces := make([]any, mega)
			for i := range pieces {
				pieces[i] = []byte{}
			}
			return shared(append([]any{bytesOf(u32(1), u32(1), "甲")}, pieces...)...)()
		}},
		{"cells, column by column", "READ-ROWS", book(func(w *biff) {
			for i := range mega / 8 {
				w.rec(recLabelSST, i%65536, i/65536, 0, u32(0))
			}
		})},
		{"one cell again and again", "READ-DAMAGED", book(again(mega/8, recLabelSST, 0, 0, 0, u32(0)))},
		{"a string that is not there", "", book(again(1, recLabelSST, 0, 0, 0, u32(0x7fffffff)))},
		{"cells beyond the grid", "READ-DAMAGED", book(again(1, recLabelSST, 65535, 60000, 0, u32(0)))},
		{"merges over the whole grid", "", book(again(mega/16, recMergeCells, 1, 0, 65535, 0, 255))},
		{"a merge turned round", "READ-DAMAGED", book(again(1, recMergeCells, 1, 9, 0, 9, 0))},
		{"a count of merges that is not there", "READ-DAMAGED", book(again(1, recMergeCells, 0xffff, 0, 1, 0, 1))},
		{"rows", "", book(func(w *biff) {
			for i := range 65536 {
				w.rec(recRow, i, 0, 9, 255, 0, 0, 0x20, 0)
			}
		})},
		{"columns hidden 500,000 times", "", book(again(mega, recColInfo, 0, 255, 0, 0, 1, 0))},
		{"fonts", "", func() []byte {
			p := part{sheets: []string{"表"}, globals: again(mega, recFont, 200, 0, 0, 400, 0, u8(0), u8(0), u8(0), u8(0), short("a"))}
			return p.stream()
		}},
		{"formats of cells", "", func() []byte {
			p := part{sheets: []string{"表"}, globals: again(mega, recXF, 0, 0, 0, u32(0), u32(0), u32(0), 0)}
			return p.stream()
		}},
		{"names", "", func() []byte {
			p := part{sheets: []string{"表"}, globals: again(mega, recName, 0, u8(0), u8(1), 0, 0, 0, u32(0), u8(1), wide("甲"))}
			return p.stream()
		}},
		{"sheets", "READ-SHEETS", func() []byte {
			return compound("Workbook", string(part{sheets: make([]string, 5000)}.stream()))
		}},
		{"a million numbers", "READ-BOMB", book(func(w *biff) {
			side := []byte(strings.Repeat("\x00\x00\x02\x01\x00\x00", 256))
			for i := range 4096 {
				w.rec(recMulRK, i, 0, side, 255)
			}
		})},
		{"numbers in a long format", "READ-BOMB", func() []byte {
			p := part{sheets: []string{"表"}, globals: func(w *biff) {
				w.rec(recFormat, 164, `"`+strings.Repeat("甲", 900)+`"0`)
			}, cells: func(_ string, w *biff) { again(mega/8, recRK, 0, 0, 0, u32(2))(w) }}
			s := p.stream()
			for i, n := 0, 0; i+4 < len(s); i += 4 + int(binary.LittleEndian.Uint16(s[i+2:])) { // each in a place of its own
				if binary.LittleEndian.Uint16(s[i:]) == recRK {
					binary.LittleEndian.PutUint16(s[i+4:], uint16(n/200))
					binary.LittleEndian.PutUint16(s[i+6:], uint16(n%200))
					n++
				}
			}
			return s
		}},
		{"formats without end", "READ-BOMB", func() []byte {
			p := part{sheets: []string{"表"}, globals: func(w *biff) {
				for i := range 1000 {
					w.rec(recFormat, 400+i, strings.Repeat("0", 4000))
					w.rec(recXF, 0, 400+i, 0, u32(0), u32(0), u32(0), 0)
				}
			}, cells: func(_ string, w *biff) {
				for i := range 60_000 {
					w.rec(recRK, i/250, i%250, i%1000, u32(2+4))
				}
			}}
			return p.stream()
		}},
		{"one long text in all cells", "READ-BOMB", func() []byte {
			p := part{sheets: []string{"表"}, sst: sst(strings.Repeat("甲", 4000)), cells: func(_ string, w *biff) {
				for i := range mega / 4 {
					w.rec(recLabelSST, i/256, i%256, 0, u32(0))
				}
			}}
			return p.stream()
		}},
		{"error values in all cells", "READ-BOMB", book(func(w *biff) {
			for i := range mega / 2 {
				w.rec(recBoolErr, i/256, i%256, 0, u8(7), u8(1))
			}
		})},
		{"formulas in all cells", "READ-BOMB", book(func(w *biff) {
			for i := range mega / 2 {
				w.rec(recFormula, i/256, i%256, 0, 1.5, 0, u32(0), 0)
			}
		})},
		{"sheets that are one", "READ-BOMB", func() []byte {
			p := part{sheets: make([]string, 60), cells: func(_ string, w *biff) {
				for i := range 20_000 {
					w.rec(recRK, i/100, i%100, 0, u32(2))
				}
			}}
			for i := range p.sheets {
				p.sheets[i] = "表" + strings.Repeat("一", i%9) + strings.Repeat("二", i/9)
			}
			s := p.stream()
			first := uint32(0)
			for i := 0; i+4 < len(s); i += 4 + int(binary.LittleEndian.Uint16(s[i+2:])) {
				if binary.LittleEndian.Uint16(s[i:]) == recBoundSheet {
					if first == 0 {
						first = binary.LittleEndian.Uint32(s[i+4:])
					}
					binary.LittleEndian.PutUint32(s[i+4:], first)
				}
			}
			return s
		}},
		{"merges without end", "READ-BOMB", book(again(mega*2, recMergeCells, 1, 0, 1, 0, 1))},
		{"a count of FAT sectors of 4 billion", "", set(44, 0xffffffff)},
		{"a directory that leads to itself", "READ-DAMAGED", func() []byte {
			b := whole()
			fat := int(binary.LittleEndian.Uint32(b[76:]))*512 + 512
			dir := binary.LittleEndian.Uint32(b[48:])
			binary.LittleEndian.PutUint32(b[fat+4*int(dir):], dir)
			return b
		}},
		{"a mini FAT of 4 billion sectors", "READ-DAMAGED", func() []byte {
			b := whole()
			binary.LittleEndian.PutUint32(b[60:], 0)
			binary.LittleEndian.PutUint32(b[64:], 0xffffffff)
			return b
		}},
		{"a DIFAT that leads to itself", "READ-DAMAGED", func() []byte {
			b := whole()
			binary.LittleEndian.PutUint32(b[68:], 0)
			binary.LittleEndian.PutUint32(b[72:], 0xffffffff)
			return b
		}},
		{"a stream said to have 2 GB", "READ-DAMAGED", func() []byte {
			b := whole()
			dir := int(binary.LittleEndian.Uint32(b[48:]))*512 + 512
			binary.LittleEndian.PutUint32(b[dir+128+120:], 0x7fffffff)
			return b
		}},
		{"entries that are each other's brothers", "READ-DAMAGED", func() []byte {
			b := whole()
			dir := int(binary.LittleEndian.Uint32(b[48:]))*512 + 512
			binary.LittleEndian.PutUint32(b[dir+128+68:], 1)
			binary.LittleEndian.PutUint32(b[dir+128+72:], 1)
			return b
		}},
	} {
		if slices.Contains(long, x.name) && !racing.Full() {
			continue
		}
		data := x.data()
		foundtest.Hostile(t, x.name, x.want, len(data), func() error {
			f, err := intake.Open("甲.xls", data, intake.Limits{})
			if err == nil {
				_, err = Read(f)
			}
			return err
		})
	}
}
