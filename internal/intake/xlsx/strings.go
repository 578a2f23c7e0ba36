package xlsx

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/scan"
)

// rich is a text as the file has it: runs with fonts of their own, or one in that of its cell.
type rich struct {
	text string
	runs []run // nil: one run in the font of the cell
}

type run struct {
	end  int  // in text
	own  bool // has a font of its own; otherwise that of the cell
	font Font
}

// readStrings reads sharedStrings.xml. r may be nil.
func readStrings(r io.Reader, most int, keep func(int) bool) ([]rich, error) {
	if r == nil {
		return nil, nil
	}
	var out []rich
	s := newScanner(r)
	err := s.Elements(func(name string) error {
		if s.Depth() != 2 || name != "si" {
			return nil
		}
		if len(out) >= most {
			return errMany
		}
		x, err := s.rich()
		if out = append(out, x); !keep(costText+len(x.text)+costRun*len(x.runs)) && err == nil {
			err = errMuch
		}
		return err
	})
	return out, err
}

// errMany: more strings or cells than are read. errMuch: more than there is room for.
var (
	errMany = errors.New("too many cells")
	errMuch = errors.New("too much")
)

// What is counted for a text beside its characters, and for a run of it, in bytes.
const costText, costRun = 48, 112

// maxRuns is how many runs a text has at most: a cell holds 32,767 characters.
const maxRuns = 1 << 15

// rich reads the content of an si or is element up to its end. Phonetic guides are no part of a text.
func (s *scanner) rich() (rich, error) {
	var b strings.Builder
	var out rich
	depth := s.Depth()
	aside := 0 // depth of a phonetic run
	cur := run{}
	split := false
	defer func() { s.Keep = false }()
	for {
		tok, err := s.Next()
		if err != nil {
			return out, scan.Unexpected(err)
		}
		name := string(s.Name)
		switch tok {
		case scan.Start:
			switch {
			case aside > 0:
			case name == "rPh":
				aside = s.Depth()
			case name == "r":
				cur, split = run{}, true
			case name == "rPr":
				cur.own = true
			case name == "t":
				s.Keep = true
			case cur.own:
				s.font(&cur.font)
			}
		case scan.Chars:
			if b.Len() < scan.MaxText {
				b.Write(s.Text)
			}
		case scan.End:
			switch {
			case aside > 0:
				if s.Depth() < aside {
					aside = 0
				}
			case name == "t":
				s.Keep = false
			case name == "r":
				cur.end = b.Len()
				if out.runs = append(out.runs, cur); len(out.runs) > maxRuns {
					return out, scan.ErrLong
				}
			}
			if s.Depth() < depth {
				out.text = b.String()
				if !split {
					out.runs = nil
				}
				return out, nil
			}
		}
	}
}

// Unescape resolves the escapes of characters XML does not have: _x000D_ (ECMA-376 Part 1, 22.4.2.4).
func Unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && (n < 0xD800 || n > 0xDFFF) {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
