package waiver

import (
	"bytes"
	"strings"

	"github.com/gongbiao/gongbiao/model/data"
)

// Waivers between brackets: JSON, and YAML where it is written like JSON.

// closing is the bracket that closes the one at a place, -1 if it is not there. A quote opens only where a value may
// begin: in YAML a word may hold one.
func closing(text []byte, at int) int {
	depth, begins := 0, true
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			continue
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i
			}
		case (c == '"' || c == '\'') && begins:
			end := quoted(text, i)
			if end < 0 {
				return -1
			}
			i = end
		}
		c := text[i]
		begins = c == '{' || c == '[' || c == ',' || c == ':'
	}
	return -1
}

// quoted is the quote that ends the text that begins at a place, -1 if it is not there.
func quoted(text []byte, at int) int {
	quote := text[at]
	for i := at + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}

const blanks = " \t\r\n"

// margin is what is before a place on its line if that is only blanks.
func (e *editor) margin(at int) (string, bool) {
	begin := bytes.LastIndexByte(e.text[:at], '\n') + 1
	before := string(e.text[begin:at])
	return before, strings.Trim(before, " \t") == ""
}

// step is how much deeper members stand than the bracket they are in.
func (e *editor) step(bracket, member int) (margin, step string, lines bool) {
	margin, lines = e.margin(member)
	if !lines || !bytes.ContainsRune(e.text[bracket:member], '\n') {
		return "", "", false
	}
	line := e.text[bytes.LastIndexByte(e.text[:bracket], '\n')+1 : bracket]
	outer := string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
	if step = strings.TrimPrefix(margin, outer); step == "" || !strings.HasPrefix(margin, outer) {
		step = " "
	}
	return margin, step, true
}

// written is a value as JSON, its lines after the first behind a margin.
func (e *editor) written(v *data.Value, margin, step string, lines bool) string {
	if !lines {
		return string(v.AppendJSON(nil, ""))
	}
	return strings.ReplaceAll(string(v.AppendJSON(nil, step)), "\n", e.eol+margin)
}

func (e *editor) addInBrackets(w *data.Value, at int) bool {
	end := closing(e.text, at)
	switch {
	case end < 0:
		return false
	case e.own == nil:
		return e.newMember(w, at, end)
	}
	from := e.offset(e.own.Value.Pos)
	if from < 0 || from >= end {
		return false
	}
	margin, step, lines := e.step(at, e.offset(e.record.Members[0].Pos))
	if e.own.Value.Kind == data.Null && bytes.HasPrefix(e.text[from:], []byte("null")) {
		return e.replace(from, from+len("null"), e.written(data.ListOf(w), margin, step, lines))
	}
	to := closing(e.text, from)
	items := e.own.Value.Items
	switch {
	case e.text[from] != '[' || to < 0:
		return false
	case len(items) == 0:
		return e.replace(from, to+1, e.written(data.ListOf(w), margin, step, lines))
	}
	last := e.offset(items[len(items)-1].Pos)
	behind := closing(e.text, last)
	if behind < 0 || behind > to {
		return false
	}
	if margin, own := e.margin(last); own {
		return e.replace(behind+1, behind+1, ","+e.eol+margin+e.written(w, margin, step, bytes.ContainsRune(e.text[last:behind], '\n')))
	}
	return e.replace(behind+1, behind+1, ", "+e.written(w, "", "", false))
}

// newMember writes the first waiver of a record behind its last member.
func (e *editor) newMember(w *data.Value, at, end int) bool {
	if len(e.record.Members) == 0 {
		return e.replace(at+1, at+1, data.Quoted(data.WaiverKey)+": "+e.written(data.ListOf(w), "", "", false))
	}
	behind := len(bytes.TrimRight(e.text[:end], blanks))
	margin, step, lines := e.step(at, e.offset(e.record.Members[0].Pos))
	name := data.Quoted(data.WaiverKey) + ": "
	if lines {
		return e.replace(behind, behind, ","+e.eol+margin+name+e.written(data.ListOf(w), margin, step, true))
	}
	return e.replace(behind, behind, ", "+name+e.written(data.ListOf(w), "", "", false))
}

func (e *editor) removeInBrackets(item, list int) bool {
	items := e.own.Value.Items
	end := closing(e.text, list)
	if end < 0 {
		return false
	}
	if len(items) == 1 {
		if at := e.offset(e.record.Pos); at >= 0 && e.text[at] == '{' {
			return e.removeMember(end + 1)
		}
		return e.replace(list, end+1, "[]")
	}
	a := e.offset(items[item].Pos)
	b := closing(e.text, a) + 1
	if item > 0 {
		a = closing(e.text, e.offset(items[item-1].Pos)) + 1
	} else {
		b = e.offset(items[1].Pos)
	}
	return b > a && e.replace(a, b, "")
}

// removeMember takes the waivers with their name and one comma out of a record.
func (e *editor) removeMember(end int) bool {
	a := e.offset(e.own.Pos)
	before := bytes.TrimRight(e.text[:a], blanks)
	if bytes.HasSuffix(before, []byte(",")) {
		return e.replace(len(before)-1, end, "")
	}
	after := bytes.TrimLeft(e.text[end:], blanks)
	if bytes.HasPrefix(after, []byte(",")) {
		end = len(e.text) - len(bytes.TrimLeft(after[1:], blanks))
	}
	return e.replace(a, end, "")
}
