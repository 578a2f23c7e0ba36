package remark

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// place is a finding's place taken apart: 绩效指标, 3, 智能窗口办件量, 得分. A place in no row has row 0 and stands whole in
// before.
type place struct {
	before, name, behind string
	row                  int
}

// placeOf reads the words a finding has for its place. The innermost row counts; its name has no blanks.
func placeOf(f *finding.Finding) place {
	words := cmp.Or(f.Place, f.Record)
	i := strings.LastIndex(words, "第 ")
	if i < 0 || i > 0 && words[i-1] != ' ' {
		return place{before: words}
	}
	digits, rest, ok := strings.Cut(words[i+len("第 "):], " 行")
	row, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return place{before: words}
	}
	p := place{before: strings.TrimSpace(words[:i]), row: row}
	name, behind, _ := strings.Cut(rest, " ")
	p.name = strings.TrimSuffix(strings.TrimPrefix(name, "“"), "”")
	p.behind = behind
	return p
}

// column is the place without the row, the same for all that may be folded.
func column(f *finding.Finding) string {
	p := placeOf(f)
	if p.row > 0 {
		return p.before + "\x00" + p.behind
	}
	if f.Severity == finding.Note && f.Path != "" {
		return "" // what is worth knowing is told of several cells at once
	}
	return f.Path + "\x00" + f.Place
}

// label is one place of a folded entry: 第 3 行“智能窗口办件量”, or the record.
func (p place) label(named bool) string {
	switch {
	case p.row == 0:
		return p.before
	case named && p.name != "":
		return "第 " + strconv.Itoa(p.row) + " 行“" + p.name + "”"
	}
	return "第 " + strconv.Itoa(p.row) + " 行"
}

// Where is where an entry is about: 绩效指标 第 8、12–20、25 行 得分. A single row is called by its name, and a
// unit or project, unless what is said of it does; empty: the whole form.
func (e *Entry) Where() string {
	p := placeOf(e.First())
	if p.row == 0 {
		if f := e.First(); f.Path == "" && (len(e.Findings) > 1 || p.before != "" && strings.Contains(f.Message, p.before)) {
			return ""
		}
		places := make([]string, len(e.Findings))
		for i := range e.Findings {
			places[i] = placeOf(&e.Findings[i]).before
		}
		return strings.Join(places, "、")
	}
	middle := p.label(!strings.Contains(e.First().Message, "“"+p.name+"”"))
	if len(e.Findings) > 1 {
		middle = "第 " + rows(e.Findings) + " 行"
	}
	return strings.TrimSpace(p.before + " " + middle + " " + p.behind)
}

// Rows are the rows an entry is about in words: 第 8、12–20、25 行; empty if it is about none.
func (e *Entry) Rows() string {
	if placeOf(e.First()).row == 0 {
		return ""
	}
	return "第 " + rows(e.Findings) + " 行"
}

// rows are the numbers of rows, three and more in a row as a range.
func rows(l finding.List) string {
	var out []string
	for i := 0; i < len(l); {
		from := placeOf(&l[i]).row
		j := i + 1
		for j < len(l) && placeOf(&l[j]).row == from+j-i {
			j++
		}
		switch last := from + j - i - 1; {
		case j-i > 2:
			out = append(out, strconv.Itoa(from)+"–"+strconv.Itoa(last))
		default:
			for n := from; n <= last; n++ {
				out = append(out, strconv.Itoa(n))
			}
		}
		i = j
	}
	return strings.Join(out, "、")
}
