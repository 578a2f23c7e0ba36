package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// plainRecord is a record of a form with one list: texts by the path of their field.
type plainRecord struct {
	own   map[string]string
	items []map[string]string
}

func (r plainRecord) String() string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(r.own)) {
		fmt.Fprintf(&b, "%s=%q ", k, r.own[k])
	}
	for _, it := range r.items {
		b.WriteString("[")
		for _, k := range slices.Sorted(maps.Keys(it)) {
			fmt.Fprintf(&b, "%s=%q ", k, it[k])
		}
		b.WriteString("]")
	}
	return b.String()
}

// source gives choices and texts out of the bytes of the fuzzer; noughts when they are used up.
type source struct {
	data []byte
	text string
}

func (s *source) n(below int) int {
	if len(s.data) == 0 {
		return 0
	}
	c := s.data[0]
	s.data = s.data[1:]
	return int(c) % below
}

// field is a text for a cell: some of the fuzzer's own, some of what parts CSV; never only blanks, for those are no
// entry.
func (s *source) field() string {
	bits := []string{"甲", `"`, ",", ";", "\t", "\n", " ", "乙", "1,234.50", "=1+1", "@x", "𠮷", "é", "'", "　", "㐂", "-", "\"\"", "项目名称", "END"}
	var b strings.Builder
	b.WriteString("文")
	for range s.n(5) {
		if k := s.n(len(bits) + 4); k < len(bits) {
			b.WriteString(bits[k])
		} else if r := []rune(s.text); len(r) > 0 {
			at := s.n(len(r))
			b.WriteString(string(r[at:min(len(r), at+1+s.n(8))]))
		}
	}
	if s.n(2) == 0 {
		return strings.TrimPrefix(b.String(), "文") + "末"
	}
	return b.String()
}

// anyForm is a form with fields of its own, in groups, and one list.
func anyForm(s *source) *model.Form {
	kinds := []model.Kind{model.Text, model.Number, model.Money}
	n := 0
	var fields func(depth int) []*model.Field
	fields = func(depth int) (out []*model.Field) {
		for range 1 + s.n(4) {
			n++
			f := &model.Field{Name: fmt.Sprintf("栏%d", n), Kind: kinds[s.n(len(kinds))]}
			if depth > 0 && s.n(3) == 0 {
				f.Kind, f.Fields = model.Group, fields(depth-1)
			}
			out = append(out, f)
		}
		return out
	}
	f := &model.Form{ID: "f", Name: "表", Title: "名称", Fields: append([]*model.Field{{Name: "名称", Kind: model.Text}}, fields(2)...)}
	f.Fields = append(f.Fields, &model.Field{Name: "明细", Kind: model.Rows, Fields: fields(1)})
	return f
}

// anyRecords fills in some of the fields.
func anyRecords(s *source, all []leaf) (out []plainRecord) {
	for i := range 1 + s.n(4) {
		r := plainRecord{own: map[string]string{"名称": fmt.Sprintf("%d号%s", i, s.field())}}
		for _, l := range all {
			if path := strings.Join(l.path, "."); l.list == nil && path != "名称" && s.n(3) > 0 {
				r.own[path] = s.field()
			}
		}
		for range s.n(5) {
			it := map[string]string{}
			for _, l := range all {
				if l.list != nil && s.n(3) > 0 {
					it[strings.Join(l.path, ".")] = s.field()
				}
			}
			if len(it) > 0 {
				r.items = append(r.items, it)
			}
		}
		out = append(out, r)
	}
	return out
}

// writeCSV writes records as a ledger, in one of the ways people do.
func writeCSV(s *source, all []leaf, records []plainRecord) string {
	sep, end := []string{",", "\t", ";"}[s.n(3)], []string{"\n", "\r\n"}[s.n(2)]
	repeat, always := s.n(2) == 0, s.n(2) == 0
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteString(sep)
			}
			if always && c != "" || strings.ContainsAny(c, "\"\n"+sep) || c != strings.TrimSpace(c) {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString(end)
	}
	var head []string
	for _, l := range all {
		head = append(head, strings.Join(l.path, "."))
	}
	line(head)
	for _, r := range records {
		for i := range max(1, len(r.items)) {
			cells := make([]string, len(all))
			for k, l := range all {
				switch path := head[k]; {
				case l.list != nil && i < len(r.items):
					cells[k] = r.items[i][path]
				case l.list == nil && (i == 0 || repeat):
					cells[k] = r.own[path]
				}
			}
			line(cells)
			if s.n(8) == 0 {
				b.WriteString(strings.Repeat(sep, s.n(len(all))) + end) // an empty row says nothing
			}
		}
	}
	return b.String()
}

func readCSV(t *testing.T, text string, f *model.Form) (out []plainRecord) {
	t.Helper()
	err := Read("x.csv", []byte(text), Options{Layout: "f/x", Form: func(string) (*model.Form, error) { return f, nil }}, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r := plainRecord{own: map[string]string{}}
		var flat func(d *data.Value, path string, into map[string]string)
		flat = func(d *data.Value, path string, into map[string]string) {
			for _, m := range d.Members {
				at := strings.TrimPrefix(path+"."+m.Name, ".")
				switch {
				case m.Name == "form":
				case m.Value.Kind == data.List:
					for _, x := range m.Value.Items {
						it := map[string]string{}
						flat(x, at, it)
						r.items = append(r.items, it)
					}
				case m.Value.Kind == data.Object:
					flat(m.Value, at, into)
				default:
					into[at] = m.Value.Text
				}
			}
		}
		flat(d, "", r.own)
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatalf("%v\n%q", err, text)
	}
	return out
}

// FuzzLedgerRoundTrip: any records of any form, written as a ledger in any manner and encoding, are read as they were;
// written once more, they are so again.
func FuzzLedgerRoundTrip(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30}, "龘，“引号”", false)
	f.Add([]byte(strings.Repeat("\x04\x02\x07\x01\x03\x05\x0b\x13", 60)), "\u9FB4𬭎ﾊ𝄞ā", true)
	f.Add([]byte(strings.Repeat("\xff\x80\x33\x17\x02", 99)), "\uFEFF\u200B", true)
	f.Fuzz(func(t *testing.T, data []byte, text string, gb bool) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
			return r < 0x20 || r == 0x7F || r == utf8.RuneError || gb && r >= 0xE000 && r < 0xF900
		}) {
			return // refused, or not in the standard the encoder knows
		}
		s := &source{data, text}
		form := anyForm(s)
		all := leaves(form.Fields, nil, nil)
		want := anyRecords(s, all)
		for round := range 2 {
			out := writeCSV(s, all, want)
			if gb {
				enc, err := simplifiedchinese.GB18030.NewEncoder().String(out)
				if err != nil || utf8.ValidString(enc) {
					return
				}
				out = enc
			} else if s.n(2) == 0 {
				out = "\uFEFF" + out
			}
			got := readCSV(t, out, form)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("round %d: got\n%s\nwant\n%s\nfrom %q", round, got, want, out)
			}
			want = got
		}
	})
}
