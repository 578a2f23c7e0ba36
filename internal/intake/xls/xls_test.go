package xls

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// tables reads the workbook of a stream.
func tables(stream []byte) ([]*found.Table, error) {
	f, err := intake.Open("甲.xls", compound("Workbook", string(stream)), intake.Limits{})
	if err != nil {
		return nil, err
	}
	d, err := Read(f)
	if err != nil {
		return nil, err
	}
	return d.Tables, nil
}

// said is a cell as the tests write it: Kind text|raw behind|hides|codes.
func said(c *found.Cell) string {
	if c == nil {
		return "nothing"
	}
	s := string("ETNDBF"[c.Kind]) + " " + c.Text
	if c.Raw != "" {
		s += "|" + c.Raw
	}
	if c.Hides {
		s += "|hides"
	}
	for _, f := range c.Said() {
		s += "|" + f.Code
	}
	return s
}

// tokens of formulas that lead out of the workbook, to a sheet of it, and to a picture.
var (
	outTo    = append([]byte{0x5a}, bytesOf(1, 0, 0)...)
	inTo     = append([]byte{0x44, 0, 0, 0, 0, 0x3a}, bytesOf(0, 0, 0)...)
	pictured = append([]byte{0x43}, bytesOf(2, 0, u8(0x17), u8(2), u8(1), wide("ID"), u8(0x42), u8(2), 0xff)...)
)

func result(v ...any) []byte { return append(bytesOf(v...), 0xff, 0xff) }

// What a cell of each kind is taken for.
func TestCells(t *testing.T) {
	formula := func(format int, res any, tokens []byte) []any {
		return []any{0, 0, format, res, 0, u32(0), len(tokens), tokens}
	}
	for _, x := range []struct {
		name  string
		write func(*biff)
		want  string
	}{
		{"shared text", func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(0)) }, "T 甲"},
		{"shared text there is not", func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(9)) }, "E |READ-DAMAGED"},
		{"shared text, far beyond", func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(0xffffffff)) }, "E |READ-DAMAGED"},
		{"struck as a whole", func(w *biff) { w.rec(recLabelSST, 0, 0, struck, u32(0)) }, "T 甲|READ-STRUCK"},
		{"raised as a whole", func(w *biff) { w.rec(recLabelSST, 0, 0, raised, u32(1)) }, "T ²"},
		{"lowered as a whole", func(w *biff) { w.rec(recLabelSST, 0, 0, lowered, u32(1)) }, "T ₂"},
		{"lines", func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(2)) }, "T 一\n二"},
		{"beyond the first plane", func(w *biff) { w.rec(recLabelSST, 0, 0, 0, u32(3)) }, "T 𬭎😀"},
		{"label", func(w *biff) { w.rec(recLabel, 0, 0, 0, "甲 乙") }, "T 甲 乙"},
		{"label of bytes", func(w *biff) { w.rec(recLabel, 0, 0, 0, 2, u8(0), u8('a'), u8(0xe9)) }, "T aé"},
		{"rstring, a raised run", func(w *biff) { w.rec(recRString, 0, 0, 0, "m2", 1, 1, 2) }, "T m²"},
		{"rstring, a lowered run by font 5", func(w *biff) { w.rec(recRString, 0, 0, 0, "CO2吨", 2, 2, 5, 3, 0) }, "T CO₂吨"},
		{"rstring, a struck run", func(w *biff) { w.rec(recRString, 0, 0, 0, "要不要", 2, 1, 1, 2, 0) }, "T 要不要|READ-STRUCK"},
		{"number", func(w *biff) { w.rec(recNumber, 0, 0, 0, 1234.5) }, "N 1234.5|1234.5"},
		{"money", func(w *biff) { w.rec(recNumber, 0, 0, 1, 18233182.14) }, "N 18,233,182.14|18233182.14"},
		{"noise of sums", func(w *biff) { w.rec(recNumber, 0, 0, 0, 0.1+0.2000000000000000111) }, "N 0.3|0.3"},
		{"per cent", func(w *biff) { w.rec(recNumber, 0, 0, 2, 0.9567) }, "N 95.67%|0.9567"},
		{"fewer digits than stored", func(w *biff) { w.rec(recNumber, 0, 0, 5, 12.6) }, "N 13|12.6|hides"},
		{"brackets", func(w *biff) { w.rec(recNumber, 0, 0, 8, -1200.0) }, "N (1,200)|-1200"},
		{"a hidden figure", func(w *biff) { w.rec(recNumber, 0, 0, 7, 5.0) }, "N 5|5|hides|READ-UNSEEN"},
		{"a format that is not known", func(w *biff) { w.rec(recNumber, 0, 0, 6, 5.0) }, "N 5|5|READ-NUMBER-FORMAT"},
		{"an identity number", func(w *biff) { w.rec(recNumber, 0, 0, 0, 110101199003071234.0) }, "N 110101199003071000|110101199003071000|READ-DIGITS"},
		{"a raised number", func(w *biff) { w.rec(recNumber, 0, 0, raised, 2.0) }, "N 2|2|READ-SCRIPT"},
		{"a struck number", func(w *biff) { w.rec(recNumber, 0, 0, struck, 2.0) }, "N 2|2|READ-STRUCK"},
		{"no number", func(w *biff) { w.rec(recNumber, 0, 0, 0, u32(0), u32(0x7ff80000)) }, "E NaN|READ-DAMAGED"},
		{"date", func(w *biff) { w.rec(recNumber, 0, 0, 3, 45356.0) }, "D 2024-03-05|45356"},
		{"Chinese date", func(w *biff) { w.rec(recNumber, 0, 0, 4, 45356.0) }, "D 2024年3月5日|45356"},
		{"built-in date", func(w *biff) { w.rec(recNumber, 0, 0, usualDate, 45356.0) }, "D 2024/3/5|45356"},
		{"time", func(w *biff) { w.rec(recNumber, 0, 0, 9, 0.5) }, "D 12:00|0.5"},
		{"a date there is not", func(w *biff) { w.rec(recNumber, 0, 0, 3, -5.0) }, "D -5|-5|READ-DATE"},
		{"RK, whole", func(w *biff) { w.rec(recRK, 0, 0, 0, u32(100<<2|2)) }, "N 100|100"},
		{"RK, negative", func(w *biff) { w.rec(recRK, 0, 0, 0, u32(0xfffffff6)) }, "N -3|-3"},
		{"RK, whole, in hundredths", func(w *biff) { w.rec(recRK, 0, 0, 1, u32(123456<<2|3)) }, "N 1,234.56|1234.56"},
		{"RK, real", func(w *biff) { w.rec(recRK, 0, 0, 0, u32(0x3ff80000)) }, "N 1.5|1.5"},
		{"RK, real, in hundredths", func(w *biff) { w.rec(recRK, 0, 0, 0, u32(0x40c81cc1)) }, "N 123.455|123.455"},
		{"RK, infinite", func(w *biff) { w.rec(recRK, 0, 0, 0, u32(0x7ff00000)) }, "E +Inf|READ-DAMAGED"},
		{"MULRK", func(w *biff) { w.rec(recMulRK, 0, 0, 5, u32(7<<2|2), 0, u32(8<<2|2), 1) }, "N 7|7"},
		{"yes", func(w *biff) { w.rec(recBoolErr, 0, 0, 0, u8(1), u8(0)) }, "B TRUE"},
		{"error", func(w *biff) { w.rec(recBoolErr, 0, 0, 0, u8(0x17), u8(1)) }, "F #REF!|READ-FAULT"},
		{"an error of next year", func(w *biff) { w.rec(recBoolErr, 0, 0, 0, u8(99), u8(1)) }, "F #99|READ-FAULT"},
		{"blank", func(w *biff) { w.rec(0x201, 0, 0, 1) }, "nothing"},
		{"formula, number", func(w *biff) { w.rec(recFormula, formula(1, 2000.0, nil)...) }, "N 2,000.00|2000"},
		{"formula, text", func(w *biff) {
			w.rec(recFormula, formula(0, result(u32(0), 0), inTo)...).rec(recString, "甲乙")
		}, "T 甲乙"},
		{"formula, text behind the shared formula", func(w *biff) {
			w.rec(recFormula, formula(0, result(u32(0), 0), nil)...).rec(recShared, 0, 0).rec(recString, "甲乙")
		}, "T 甲乙"},
		{"formula, text that goes on", func(w *biff) {
			w.rec(recFormula, formula(0, result(u32(0), 0), nil)...).rec(recString, 4, u8(1), wide("甲乙")).rec(recContinue, u8(0), u8('a'), u8('b'))
		}, "T 甲乙ab"},
		{"formula, text that is missing", func(w *biff) { w.rec(recFormula, formula(0, result(u32(0), 0), nil)...) }, "E |READ-FORMULA"},
		{"formula, empty text", func(w *biff) { w.rec(recFormula, formula(0, result(u32(3), 0), nil)...) }, "E "},
		{"formula, no", func(w *biff) { w.rec(recFormula, formula(0, result(u32(1), 0), nil)...) }, "B FALSE"},
		{"formula, error", func(w *biff) { w.rec(recFormula, formula(0, result(u32(0x00070002), 0), nil)...) }, "F #DIV/0!|READ-FAULT"},
		{"formula, another kind", func(w *biff) { w.rec(recFormula, formula(0, result(u32(7), 0), nil)...) }, "E |READ-FORMULA"},
		{"formula of another file", func(w *biff) { w.rec(recFormula, formula(0, 3.0, outTo)...) }, "N 3|3|READ-EXTERNAL"},
		{"the same behind other tokens", func(w *biff) {
			w.rec(recFormula, formula(0, 3.0, append([]byte{0x17, 2, 1, 1, 2, 3, 4, 0x19, 4, 1, 0, 0, 0, 0, 0, 0x1f, 1, 2, 3, 4, 5, 6, 7, 8, 0x42, 2, 0, 0}, outTo...))...)
		}, "N 3|3|READ-EXTERNAL"},
		{"an array of another file", func(w *biff) {
			w.rec(recFormula, formula(0, 3.0, []byte{1, 0, 0, 0, 0})...).rec(recArray, u32(0), 0, u32(0), 0, len(outTo), outTo)
		}, "N 3|3|READ-EXTERNAL"},
		{"a formula of another sheet", func(w *biff) { w.rec(recFormula, formula(0, 3.0, inTo)...) }, "N 3|3"},
		{"a picture in the cell", func(w *biff) {
			w.rec(recFormula, formula(0, result(u32(0), 0), pictured)...).rec(recString, "=DISPIMG")
		}, "F |READ-PICTURE"},
	} {
		s := part{sheets: []string{"表"}, sst: sst("甲", "2", "一\r\n二", "𬭎😀"), cells: func(_ string, w *biff) { x.write(w) },
			globals: func(w *biff) {
				w.rec(recSupBook, 1, 0x401).rec(recSupBook, 1, u8(1), u8(0), u8('x')).rec(recExternSheet, 2, 0, 0, 0, 1, 0, 0)
				for _, n := range []string{"甲", "_xlfn.DISPIMG"} {
					w.rec(recName, 0, u8(0), u8(byte(len([]rune(n)))), 0, 0, 0, u32(0), u8(1), wide(n))
				}
			}}
		all, err := tables(s.stream())
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if got := said(all[0].At(1, 1)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Sheets as a whole: what is hidden, merged, below merged cells; the codes of what is said.
func TestSheets(t *testing.T) {
	num := func(w *biff, row, col int, xf int) { w.rec(recNumber, row, col, xf, float64(10*row+col)) }
	for _, x := range []struct {
		name  string
		cells func(*biff)
		want  string // dump, then codes
	}{
		{"merged", func(w *biff) { num(w, 0, 0, 0); num(w, 1, 3, 0); w.rec(recMergeCells, 2, 0, 0, 0, 1, 5, 5, 5, 5) }, "A1=0 D2=13 A1:B1"},
		{"below merged", func(w *biff) { num(w, 0, 0, 0); num(w, 0, 1, 0); w.rec(recMergeCells, 1, 0, 0, 0, 1) }, "A1=0 A1:B1 READ-UNDER"},
		{"merged over each other", func(w *biff) { num(w, 0, 0, 0); w.rec(recMergeCells, 2, 0, 1, 0, 1, 0, 0, 1, 2) }, "READ-DAMAGED 重叠"},
		{"merged backwards", func(w *biff) { w.rec(recMergeCells, 1, 3, 1, 0, 1) }, "READ-DAMAGED 合并单元格写得不对"},
		{"more merged than there are", func(w *biff) { w.rec(recMergeCells, 999, 0, 1, 0, 1) }, "READ-DAMAGED 合并单元格写得不对"},
		{"a hidden row", func(w *biff) { w.rec(recRow, 1, 0, 9, 255, 0, 0, 0x20, 0); num(w, 1, 0, 0) }, "A2=10 READ-HIDDEN"},
		{"a hidden row with nothing", func(w *biff) { w.rec(recRow, 3, 0, 9, 255, 0, 0, 0x20, 0); num(w, 1, 0, 0) }, "A2=10"},
		{"hidden unless told of", func(w *biff) {
			w.rec(recDefaultRow, 2, 0).rec(recRow, 0, 0, 9, 255, 0, 0, 0, 0)
			num(w, 0, 0, 0)
			num(w, 1, 0, 0)
		}, "A1=0 A2=10 READ-HIDDEN"},
		{"a hidden column", func(w *biff) { w.rec(recColInfo, 1, 255, 2048, 0, 1, 0); num(w, 0, 1, 0) }, "B1=1 READ-HIDDEN"},
		{"a column of no width", func(w *biff) { w.rec(recColInfo, 1, 1, 0, 0, 0, 0); num(w, 0, 1, 0) }, "B1=1 READ-HIDDEN"},
		{"white on white", func(w *biff) { num(w, 0, 1, whiteXF) }, "B1=1 READ-WHITE"},
		{"a picture", func(w *biff) { num(w, 0, 0, 0); w.rec(recObj, 0x15, 18, 8, 1) }, "A1=0 READ-OBJECTS"},
		{"a note and a filter's arrow", func(w *biff) { num(w, 0, 0, 0); w.rec(recObj, 0x15, 18, 25, 1).rec(recObj, 0x15, 18, 20, 1) }, "A1=0"},
		{"a chart on the sheet", func(w *biff) { w.rec(recBOF, bof(0x20)...); num(w, 7, 7, 0); w.rec(recEOF); num(w, 0, 0, 0) }, "A1=0"},
		{"out of order", func(w *biff) { num(w, 2, 0, 0); num(w, 0, 1, 0); num(w, 0, 0, 0) }, "A1=0 B1=1 A3=20"},
		{"a cell twice", func(w *biff) { num(w, 0, 0, 0); num(w, 0, 0, 1) }, "READ-DAMAGED A1 有两份"},
		{"beyond the last column", func(w *biff) { num(w, 0, 256, 0) }, "READ-DAMAGED IW1"},
		{"a record cut off", func(w *biff) { w.rec(recNumber, 0, 0, 0, u32(0)) }, "READ-DAMAGED 断了"},
		{"a label that says too much", func(w *biff) { w.rec(recLabel, 0, 0, 0, 99, u8(1), u8(0)) }, "READ-DAMAGED 断了"},
		{"half a character", func(w *biff) { w.rec(recLabel, 0, 0, 0, 2, u8(1), u8(0), u8(1), u8(2)) }, "READ-DAMAGED 断了"},
		{"MULRK of a wrong length", func(w *biff) { w.rec(recMulRK, 0, 0, 5, u32(2)) }, "READ-DAMAGED 断了"},
		{"too many rows", func(w *biff) {
			for i := range intake.MaxRows + 1 {
				num(w, i, 0, 0)
			}
		}, "READ-ROWS 上限"},
		{"the stream ends", func(w *biff) { w.b = append(w.b, 1, 2, 255, 255) }, "READ-DAMAGED 后半截"},
		{"nothing", func(*biff) {}, ""},
	} {
		all, err := tables(part{sheets: []string{"表"}, cells: func(_ string, w *biff) { x.cells(w) }}.stream())
		var got []string
		if err != nil {
			l := finding.Of(err)
			got = append(got, l[0].Code)
			if _, says, ok := strings.Cut(x.want, " "); ok && strings.Contains(l[0].Message, says) {
				got = append(got, says)
			}
		} else {
			for _, r := range all[0].Rows {
				for _, c := range r.Cells {
					got = append(got, found.Ref(r.Number, c.Col)+"="+c.Text)
				}
			}
			for _, s := range all[0].Spans {
				got = append(got, s.String())
			}
			for _, n := range all[0].Notes {
				got = append(got, n.Code)
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s: %s, want %s (%v)", x.name, s, x.want, err)
		}
	}
}

// A string of the shared table may break anywhere: before its length, between its characters, in its runs; where it
// breaks within characters the next record says again how wide they are.
func TestContinue(t *testing.T) {
	texts := []string{"甲乙丙", "Résumé 2024", "项目A", "", "𬭎"}
	var whole []byte
	var inside []bool // by byte: a break there is within characters
	put := func(chars bool, b ...byte) {
		for _, c := range b {
			whole = append(whole, c)
			inside = append(inside, chars)
		}
	}
	put(false, bytesOf(u32(9), u32(9))...)
	for i, s := range texts {
		u := len(wide(s)) / 2
		flags := byte(1)
		if i == 2 {
			flags |= 8 | 4
		}
		put(false, byte(u), 0, flags)
		if i == 2 {
			put(false, 1, 0, 3, 0, 0, 0)
		}
		put(true, wide(s)...)
		if i == 2 {
			put(false, 2, 0, 1, 0, 7, 7, 7)
		}
	}
	for at := 8; at < len(whole); at++ {
		for _, narrow := range []bool{false, true} {
			a, b := whole[:at:at], whole[at:]
			if inside[at] {
				b = append([]byte{1}, b...)
			}
			if narrow && inside[at] { // the rest of an English text in bytes
				k := strings.Index(string(whole), string(wide("Résumé 2024")))
				if at <= k || at >= k+22 || (at-k)%2 != 0 {
					continue
				}
				b = []byte{0}
				for i := at; i < k+22; i += 2 {
					b = append(b, whole[i])
				}
				b = append(b, whole[k+22:]...)
			}
			s := part{sheets: []string{"表"}, sst: []any{a, []byte{}, b}, cells: func(_ string, w *biff) {
				for i := range texts {
					w.rec(recLabelSST, i, 0, 0, u32(uint32(i)))
				}
			}}
			all, err := tables(s.stream())
			// Within a character: refused. Not told apart: a break that leaves whole characters.
			if inside[at] && oddBreak(whole, texts, at) {
				if l := finding.Of(err); len(l) != 1 || l[0].Code != "READ-DAMAGED" || !strings.Contains(l[0].Message, "字的中间") {
					t.Errorf("broken at %d, in a character: %v", at, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("broken at %d: %v", at, err)
				continue
			}
			for i, want := range texts {
				got := ""
				if c := all[0].At(i+1, 1); c != nil {
					got = c.Text
				}
				if got != want {
					t.Errorf("broken at %d: %q, want %q", at, got, want)
				}
			}
		}
	}
}

// oddBreak says whether a place lies between the two bytes of a character.
func oddBreak(whole []byte, texts []string, at int) bool {
	for _, s := range texts {
		w := string(wide(s))
		if k := strings.Index(string(whole), w); w != "" && at > k && at < k+len(w) {
			return (at-k)%2 == 1
		}
	}
	return false
}

// Workbooks as a whole: what is refused, and what is left alone.
func TestBooks(t *testing.T) {
	one := part{sheets: []string{"表", "!藏"}}
	good := one.stream()
	for _, x := range []struct {
		name string
		data []byte
		want string
	}{
		{"two sheets", compound("Workbook", string(good)), "表 !藏"},
		{"records without a container", good, "表 !藏"},
		{"of 1995", compound("Book", string(good)), "READ-XLS 95"},
		{"of 1995 by its records", compound("Workbook", "\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00"), "READ-XLS 95"},
		{"of 1992", append([]byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00"), make([]byte, 99)...), "READ-XLS 95"},
		{"of both", compound("Book", "x", "Workbook", string(good)), "表 !藏"},
		{"a password", compound("Workbook", string(part{globals: func(w *biff) {
			for range 20 {
				w.rec(0x5c, 0)
			}
			w.rec(recFilePass, 1)
		}, sheets: []string{"表"}}.stream())), "READ-ENCRYPTED 密码"},
		{"macros", compound("Workbook", string(good), "_VBA_PROJECT_CUR", "x"), "表 !藏 READ-MACRO"},
		{"another file", compound("Workbook", string(part{sheets: []string{"表"}, globals: func(w *biff) { w.rec(recSupBook, 1, u8(1), u8(0), u8('x')) }}.stream())), "表 READ-EXTERNAL"},
		{"a connection", compound("Workbook", string(part{sheets: []string{"表"}, globals: func(w *biff) { w.rec(recDConn, 0) }}.stream())), "表 READ-CONNECTION"},
		{"no sheet", compound("Workbook", string(part{}.stream())), "READ-DAMAGED 没有工作表"},
		{"cut off in the globals", compound("Workbook", string(good[:60])), "READ-DAMAGED 读不出来"},
		{"cut off", compound("Workbook", string(good))[:2000], "READ-DAMAGED 读不出来"},
		{"a chart first", compound("Workbook", "\x09\x08\x10\x00\x00\x06\x20\x00"+strings.Repeat("\x00", 12)), "READ-DAMAGED 没有工作簿"},
		{"a sheet that is nowhere", compound("Workbook", strings.Replace(string(good), "\x85\x00\x0a\x00", "\x85\x00\x0a\x00\xff\xff\xff\x7f", 1)), "READ-DAMAGED 读不出来"},
		{"another shared table", compound("Workbook", string(part{sheets: []string{"表"}, sst: []any{bytesOf(u32(1), u32(0xffffffff), 0xffff, u8(1), u8(65))}}.stream())), "READ-DAMAGED 断在一个字的中间"},
	} {
		f, err := intake.Open("甲.xls", x.data, intake.Limits{})
		var got string
		if err == nil {
			var b *Book
			if b, err = Open(f); err == nil {
				for _, s := range b.Sheets {
					got += fmt.Sprint(" ", map[bool]string{true: "!"}[s.Hidden], s.Name)
				}
				for _, n := range b.Notes {
					got += " " + n.Code
				}
			}
		}
		if err != nil {
			l := finding.Of(err)
			code, says, _ := strings.Cut(x.want, " ")
			if len(l) != 1 || l[0].Code != code || !strings.Contains(l[0].Message, says) || l[0].English == "" {
				t.Errorf("%s: %v, want %s", x.name, err, x.want)
			}
			continue
		}
		if got = strings.TrimSpace(got); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// Dates of Apple's time count from 1904.
func TestFrom1904(t *testing.T) {
	all, err := tables(part{sheets: []string{"表"}, globals: func(w *biff) { w.rec(recDateMode, 1) },
		cells: func(_ string, w *biff) { w.rec(recNumber, 0, 0, 3, 43894.0) }}.stream())
	if err != nil || said(all[0].At(1, 1)) != "D 2024-03-05|43894" {
		t.Error(err, said(all[0].At(1, 1)))
	}
}
