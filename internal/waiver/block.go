package waiver

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/data"
)

// Waivers in YAML as people write it: a line a name, what belongs to it indented.

// blockItem are the lines of a waiver as an item of a list at a margin.
func blockItem(w *data.Value, margin string) (out []string) {
	dash := "- "
	for _, m := range w.Members {
		line := margin + dash + m.Name + ":"
		dash = "  "
		if m.Value.Kind != data.Object {
			out = append(out, line+" "+data.Quoted(m.Value.Text))
			continue
		}
		out = append(out, line)
		for _, s := range m.Value.Members {
			out = append(out, margin+"    "+data.Quoted(s.Name)+": "+data.Quoted(s.Value.Text))
		}
	}
	return out
}

// line is line n, from 0, without its end.
func (e *editor) line(n int) string {
	end := len(e.text)
	if n+1 < len(e.lines) {
		end = e.lines[n+1]
	}
	return strings.TrimRight(string(e.text[e.lines[n]:end]), "\r\n")
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// literal is the end of a line that begins a text of several lines.
var literal = pattern.Late(`(^|[:\-]\s+)\|[0-9]?([+-]?)[0-9]?\s*$`)

// blockEnd is the line behind the last that belongs to what begins at line n: those that are indented more than limit,
// and items of a list at the limit itself where that is one. Blanks and comments behind do not belong to it.
func (e *editor) blockEnd(n, limit int, list bool) int {
	last, inside, keeps := n, -1, false // inside a text of several lines: the margin of the line that begins it
	begins := func(line string) {
		if m := literal.FindStringSubmatch(line); m != nil {
			inside, keeps = indentOf(line), m[2] == "+"
		} else {
			inside = -1
		}
	}
	begins(e.line(n))
	for i := n + 1; i < len(e.lines); i++ {
		line := e.line(i)
		indent, bare := indentOf(line), strings.TrimSpace(line)
		switch {
		case bare == "":
			if inside >= 0 && keeps && i+1 < len(e.lines) {
				last = i
			}
		case inside >= 0 && indent > inside:
			last = i
		case strings.HasPrefix(bare, "#"):
			inside = -1
		case indent > limit, list && indent == limit && strings.HasPrefix(bare+" ", "- "):
			last = i
			begins(line)
		default:
			return last + 1
		}
	}
	return last + 1
}

// insert puts lines before line n.
func (e *editor) insert(n int, lines []string) bool {
	text := strings.Join(lines, e.eol)
	if n < len(e.lines) {
		return e.replace(e.lines[n], e.lines[n], text+e.eol)
	}
	return e.replace(len(e.text), len(e.text), e.eol+text) // the last line has no end
}

func (e *editor) addInBlock(w *data.Value) bool {
	if len(e.record.Members) == 0 {
		return false
	}
	margin := e.record.Members[0].Pos.Col - 1
	if e.own == nil {
		m := e.record.Members[len(e.record.Members)-1]
		lines := append([]string{strings.Repeat(" ", margin) + data.WaiverKey + ":"},
			blockItem(w, strings.Repeat(" ", margin+2))...)
		return e.insert(e.blockEnd(m.Pos.Line-1, margin, true), lines)
	}
	v := e.own.Value
	at := e.offset(v.Pos)
	switch {
	case v.Kind == data.Null:
		return strings.HasSuffix(strings.TrimRight(e.line(e.own.Pos.Line-1), " "), ":") &&
			e.insert(e.own.Pos.Line, blockItem(w, strings.Repeat(" ", margin+2)))
	case at < 0 || at >= len(e.text):
		return false
	case e.text[at] == '[' && len(v.Items) == 0:
		end := closing(e.text, at)
		begin := len(strings.TrimRight(string(e.text[:max(at, 0)]), " "))
		return end > 0 && e.replace(begin, end+1, e.eol+strings.Join(blockItem(w, strings.Repeat(" ", margin+2)), e.eol))
	case e.text[at] == '[':
		last := e.offset(v.Items[len(v.Items)-1].Pos)
		end := closing(e.text, last)
		return end > 0 && e.replace(end+1, end+1, ", "+string(w.AppendJSON(nil, "")))
	}
	dash := e.dash(len(v.Items) - 1)
	if dash < 0 {
		return false
	}
	n := v.Items[len(v.Items)-1].Pos.Line - 1
	return e.insert(e.blockEnd(n, dash, false), blockItem(w, strings.Repeat(" ", dash)))
}

// dash is the margin of an item whose dash is on its first line, -1 if it is not.
func (e *editor) dash(item int) int {
	n := e.own.Value.Items[item].Pos.Line - 1
	if n < 0 || n >= len(e.lines) {
		return -1
	}
	line := e.line(n)
	if !strings.HasPrefix(strings.TrimLeft(line, " "), "- ") {
		return -1
	}
	return indentOf(line)
}

func (e *editor) removeInBlock(item int) bool {
	dash := e.dash(item)
	if dash < 0 {
		return false
	}
	from := e.own.Value.Items[item].Pos.Line - 1
	end := e.blockEnd(from, dash, false)
	if len(e.own.Value.Items) == 1 {
		from = e.own.Pos.Line - 1
		if indentOf(e.line(from)) != e.own.Pos.Col-1 { // behind the dash of a record
			return false
		}
	}
	if end < len(e.lines) {
		return e.replace(e.lines[from], e.lines[end], "")
	}
	begin := e.lines[from] // the last line has no end, and then the one before has none
	if begin > 0 {
		begin -= len(e.eol)
	}
	return e.replace(begin, len(e.text), "")
}
