package xls

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// check reads a file: a table, or a named error.
func check(t *testing.T, data []byte) {
	f, err := intake.Open("甲.xls", data, intake.Limits{})
	if err == nil {
		if f.Kind != intake.XLS {
			return
		}
		_, err = Read(f)
	}
	if err == nil {
		return
	}
	if l := finding.Of(err); len(l) != 1 || !strings.HasPrefix(l[0].Code, "READ-") {
		t.Fatalf("%v", err)
	}
}

func seeds() [][]byte {
	full := part{sheets: []string{"表", "!藏"}, sst: sst("甲", "乙丙"), cells: func(_ string, w *biff) {
		w.rec(recRow, 0, 0, 9, 255, 0, 0, 0x20, 0).rec(recColInfo, 1, 1, 0, 0, 0, 0)
		w.rec(recLabelSST, 0, 0, 0, u32(0)).rec(recNumber, 0, 1, 1, 5.5).rec(recMulRK, 0, 2, 0, u32(6), 0, u32(7), 3)
		w.rec(recFormula, 1, 0, 0, result(u32(0), 0), 0, u32(0), len(outTo), outTo).rec(recShared, 0).rec(recString, "丁")
		w.rec(recRString, 2, 0, 0, "m2", 1, 1, 2).rec(recMergeCells, 1, 4, 5, 0, 1).rec(recObj, 0x15, 18, 8, 1)
	}, globals: func(w *biff) {
		w.rec(recSupBook, 1, 0x401).rec(recExternSheet, 1, 0, 0, 0).rec(recExternName, 0, 0, 0, short("x"))
		w.rec(recName, 0, u8(0), u8(1), 0, 0, 0, u32(0), u8(1), wide("甲"))
	}}.stream()
	return [][]byte{full, part{sheets: []string{"表"}}.stream()}
}

// Whatever the container: a loop of sectors, chains that lead out of the file.
func FuzzContainer(f *testing.F) {
	for _, s := range seeds() {
		f.Add(compound("Workbook", string(s)))
	}
	f.Fuzz(check)
}

// Whatever the records.
func FuzzRecords(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4 && data[1] == 8 {
			check(t, data)
			check(t, compound("Workbook", string(data)))
		}
	})
}

// Sectors that lead back, in each chain of a compound file: named errors at once.
func TestLoops(t *testing.T) {
	big := part{sheets: []string{"表"}, sst: sst(strings.Repeat("甲", 3000))}.stream()
	whole := compound("Workbook", string(big))
	at := int(binary.LittleEndian.Uint32(whole[76:]))*512 + 512 // the first sector of the FAT
	for i := range 20 {
		for _, to := range []uint32{0, uint32(i), 5, 0x00ffffff, 0xfffffffe, 0xffffffff} {
			b := append([]byte{}, whole...)
			binary.LittleEndian.PutUint32(b[at+4*i:], to)
			check(t, b)
		}
	}
	for _, field := range []int{44, 48, 56, 60, 64, 68, 72, 76, 512 * 17, 512*17 + 116, 512*17 + 120} {
		for _, to := range []uint32{0, 1, 7, 0x7fffffff, 0xfffffffe, 0xffffffff} {
			b := append([]byte{}, whole...)
			if field+4 <= len(b) {
				binary.LittleEndian.PutUint32(b[field:], to)
			}
			check(t, b)
		}
	}
}
