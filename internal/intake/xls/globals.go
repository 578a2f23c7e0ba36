package xls

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
)

const biff8 = 0x0600

// globals reads what belongs to the workbook as a whole: the substream before those of the sheets.
func (b *Book) globals() error {
	r := records{b: b.data}
	first, ok := r.next()
	if !ok || first.id&0xff != 9 {
		return errDamaged("开头不对")
	}
	if first.id != recBOF || first.u16(0) != biff8 {
		return b.old()
	}
	if first.u16(2) != 5 {
		return errDamaged("里面没有工作簿")
	}
	fills := []palette{}
	for {
		x, ok := r.next()
		if !ok {
			return errDamaged("后半截没有了，多半是下载或拷贝时断了")
		}
		switch x.id {
		case recEOF:
			b.looks.finish(fills)
			if len(b.Sheets) == 0 {
				return errDamaged("里面没有工作表")
			}
			return nil
		case recFilePass:
			f := *b.file
			f.Kind = intake.LockedXLS
			return f.Refuse()
		case recDateMode:
			b.decided.From1904 = x.u16(0) == 1
		case recBoundSheet:
			if err := b.sheet(x); err != nil {
				return err
			}
		case recSST:
			if err := b.shared(r.continued(x)); err != nil {
				return err
			}
		case recFont:
			b.looks.font(x)
		case recFormat:
			if err := b.looks.format(x); err != nil {
				return err
			}
		case recXF:
			b.looks.xf(x)
		case recPalette:
			fills = append(fills[:0], palette(x.data))
		case recSupBook:
			if b.refs.book(x) {
				b.note(intake.Outside)
			}
		case recExternSheet:
			b.refs.sheets(r.continued(x))
		case recExternName:
			b.refs.foreignName(x)
		case recName:
			b.refs.name(x)
		case recDConn:
			b.note(intake.Connections)
		}
	}
}

// sheet reads a BOUNDSHEET record (2.4.28).
func (b *Book) sheet(x record) error {
	p := pieces{now: x.data}
	at, state, kind := p.number(4), p.number(1), p.number(1)
	n := p.number(1)
	name := p.characters(n, p.number(1)&1 != 0)
	if p.bad {
		return errDamaged("工作表的名字不对")
	}
	switch kind {
	case 0:
		b.Sheets = append(b.Sheets, Sheet{name, state&3 != 0, at})
	case 1, 6:
		b.note(intake.Macros)
	}
	if most := b.file.Limits.Sheets; len(b.Sheets) > most {
		return intake.Fail(b.file.Name, "READ-SHEETS", fmt.Sprintf("文件里有 %d 张以上的工作表，超过上限。", most), "", "too many sheets")
	}
	return nil
}

// costText is what is counted for a text beside its characters, in bytes.
const costText = 40

// keep counts bytes that are kept of what is read.
func (b *Book) keep(n int) bool {
	b.decided.Room -= int64(n)
	return b.decided.Room >= 0
}

// shared reads the strings all sheets share (2.4.265). How many there are is known when they are over.
func (b *Book) shared(p pieces) error {
	p.skip(8)
	for !p.bad && !p.over() {
		if b.strings.count() >= b.file.Limits.Cells {
			return errMany
		}
		t := p.rich()
		if b.strings.add(t); !b.keep(costText + len(t.s) + 4*len(t.runs)) {
			return errMuch
		}
	}
	if p.bad {
		return errDamaged("文字的表断了，或者断在一个字的中间")
	}
	return nil
}

// mostLooks is how many fonts or formats of cells can be named: their numbers have two bytes.
const mostLooks = 1 << 16

// looks are fonts, number formats and cell formats.
type looks struct {
	fonts   []font
	formats map[int]string
	xfs     []xf
	all     []sheet.Look
}

type font struct {
	struck bool
	shift  int8
	color  int
}

type xf struct{ font, format, pattern, fill int }

// font reads a FONT record (2.4.122). There is none of number 4.
func (l *looks) font(x record) {
	if len(l.fonts) < mostLooks {
		l.fonts = append(l.fonts, font{x.u16(2)&8 != 0, map[int]int8{1: 1, 2: -1}[x.u16(8)], x.u16(4)})
	}
}

// of is a font by its number.
func (l *looks) of(n int) font {
	if n > 4 {
		n--
	}
	if n < 0 || n >= len(l.fonts) {
		return font{}
	}
	return l.fonts[n]
}

// format reads a FORMAT record (2.4.126).
func (l *looks) format(x record) error {
	p := pieces{now: x.data}
	n := p.number(2)
	t := p.rich()
	if p.bad {
		return errDamaged("数的格式断了")
	}
	if l.formats == nil {
		l.formats = map[int]string{}
	}
	l.formats[n] = t.s
	return nil
}

// xf reads an XF record (2.4.353).
func (l *looks) xf(x record) {
	if len(l.xfs) < mostLooks {
		l.xfs = append(l.xfs, xf{x.u16(0), x.u16(2), x.u32(14) >> 26, x.u16(18) & 0x7f})
	}
}

// palette is a record of colours that stand in place of the usual ones, from number 8 on: a count, then four bytes
// each.
type palette []byte

// white says whether a colour is white: by number, or by the palette of the file.
func white(n int, own []palette) bool {
	if at := 2 + 4*(n-8); n >= 8 && len(own) > 0 && at+3 <= len(own[0]) {
		return own[0][at]&own[0][at+1]&own[0][at+2] == 0xff
	}
	return n == 1 || n == 9
}

// finish puts together what is decided by for each cell format.
func (l *looks) finish(own []palette) {
	for _, x := range l.xfs {
		f := l.of(x.font)
		code, ok := l.formats[x.format]
		if !ok {
			code = sheet.Builtin(x.format)
		}
		bright := x.pattern == 0 || x.pattern == 1 && white(x.fill, own)
		l.all = append(l.all, sheet.Look{Format: code, Struck: f.struck, Shift: f.shift,
			White: bright && white(f.color, own)})
	}
}

// at is the format of a cell.
func (l *looks) at(n int) sheet.Look {
	if n < len(l.all) {
		return l.all[n]
	}
	return sheet.Look{}
}

// runs splits a text at its fonts; up to the first it is set in that of the cell.
func (l *looks) runs(t text, cell sheet.Look) []phrase.Run {
	if len(t.runs) == 0 {
		return []phrase.Run{{Text: t.s, Struck: cell.Struck, Shift: cell.Shift}}
	}
	cuts := slices.Clone(t.runs)
	slices.SortStableFunc(cuts, func(a, b textRun) int { return int(a.from) - int(b.from) })
	out := []phrase.Run{{Struck: cell.Struck, Shift: cell.Shift}}
	var b strings.Builder
	unit, next := 0, 0
	for _, c := range t.s {
		for next < len(cuts) && int(cuts[next].from) <= unit {
			out[len(out)-1].Text = b.String()
			b.Reset()
			f := l.of(int(cuts[next].font))
			out = append(out, phrase.Run{Struck: f.struck, Shift: f.shift})
			next++
		}
		b.WriteRune(c)
		if unit++; c > 0xffff {
			unit++
		}
	}
	out[len(out)-1].Text = b.String()
	return out
}
