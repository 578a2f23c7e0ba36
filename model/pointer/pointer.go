// Package pointer is where a value is in a record. In: names of fields and numbers of rows. Out: JSON Pointers (RFC
// 6901), and the same in words. Nobody else knows how a name is escaped.
package pointer

import (
	"strconv"
	"strings"
)

// Path is a JSON Pointer: /绩效指标/2/得分. The empty path is the whole record.
type Path string

// Of is the path that goes through these names.
func Of(names ...string) Path {
	var p Path
	for _, n := range names {
		p = p.Child(n)
	}
	return p
}

// Child is the path of a field of the group or row at p.
func (p Path) Child(name string) Path {
	if strings.ContainsAny(name, "~/") {
		name = escape.Replace(name)
	}
	return p + "/" + Path(name)
}

// Item is the path of a row of the list at p, the first being 0.
func (p Path) Item(i int) Path { return p + "/" + Path(strconv.Itoa(i)) }

// Names are the steps of the path, as the form writes them: names of fields, numbers of rows.
func (p Path) Names() []string {
	names := p.steps()
	for i, n := range names {
		if strings.Contains(n, "~") {
			names[i] = unescape.Replace(n)
		}
	}
	return names
}

// Row is the path of the innermost row that p goes through or is, "" if there is none.
func (p Path) Row() Path {
	for end := len(p); end > 0; {
		start := strings.LastIndexByte(string(p[:end]), '/')
		if start <= 0 {
			break
		}
		if step := p[start+1 : end]; step != "" && strings.Trim(string(step), "0123456789") == "" {
			return p[:end]
		}
		end = start
	}
	return ""
}

// Place is the path in words: 绩效指标 第 3 行 得分.
func (p Path) Place() string { return p.PlaceWith(func(Path) string { return "" }) }

// PlaceWith says after each row what it is called, if called knows: 绩效指标 第 3 行“智能窗口办件量” 得分.
func (p Path) PlaceWith(called func(row Path) string) string {
	names := p.Names()
	var at Path
	for i, step := range p.steps() {
		at += "/" + Path(step)
		n, err := strconv.Atoi(step)
		if i == 0 || err != nil || n < 0 || strconv.Itoa(n) != step { // 007 is a name
			continue
		}
		names[i] = "第 " + strconv.Itoa(n+1) + " 行"
		if name := called(at); name != "" {
			names[i] += "“" + name + "”"
		}
	}
	return strings.Join(names, " ")
}

func (p Path) steps() []string {
	if p == "" {
		return nil
	}
	return strings.Split(strings.TrimPrefix(string(p), "/"), "/")
}

var escape, unescape = strings.NewReplacer("~", "~0", "/", "~1"), strings.NewReplacer("~1", "/", "~0", "~")
