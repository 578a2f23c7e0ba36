package pdf_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A small PDF reader that shares no code with the writer: objects by the cross-reference, object streams, Flate with
// the PNG predictor Up. It is strict: what is not where it should be is an error.

type (
	name string
	ref  int
	dict map[name]any
	arr  []any
	stm  struct {
		dict
		data []byte
	}
	operator string
)

type reader struct {
	data    []byte
	at      map[int]int    // offsets of direct objects
	in      map[int][2]int // object stream and index
	objs    map[int]any
	trailer dict
}

type lexer struct {
	b []byte
	i int
}

func fail(format string, a ...any) { panic(fmt.Errorf(format, a...)) }

func space(c byte) bool { return bytes.IndexByte([]byte(" \n\r\t\f\x00"), c) >= 0 }
func delim(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skip() {
	for l.i < len(l.b) && space(l.b[l.i]) {
		l.i++
	}
}

func (l *lexer) word() string {
	from := l.i
	for l.i < len(l.b) && !space(l.b[l.i]) && !delim(l.b[l.i]) {
		l.i++
	}
	return string(l.b[from:l.i])
}

// next reads a value or an operator; nil at the end.
func (l *lexer) next() any {
	l.skip()
	if l.i >= len(l.b) {
		return nil
	}
	switch c := l.b[l.i]; {
	case c == '/':
		l.i++
		return name(l.word())
	case c == '[':
		l.i++
		out := arr{}
		for {
			if l.skip(); l.i >= len(l.b) {
				fail("array not closed")
			} else if l.b[l.i] == ']' {
				l.i++
				return out
			}
			out = append(out, l.next())
		}
	case c == '<' && l.b[l.i+1] == '<':
		l.i += 2
		out := dict{}
		for {
			if l.skip(); bytes.HasPrefix(l.b[l.i:], []byte(">>")) {
				l.i += 2
				return out
			}
			k, ok := l.next().(name)
			if !ok {
				fail("dictionary key is no name at %d", l.i)
			}
			if _, twice := out[k]; twice {
				fail("key %s twice", k)
			}
			out[k] = l.next()
		}
	case c == '<':
		end := bytes.IndexByte(l.b[l.i:], '>')
		var s []byte
		fmt.Sscanf(string(l.b[l.i+1:l.i+end]), "%x", &s)
		l.i += end + 1
		return string(s)
	case c == '(':
		return l.literal()
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		w := l.word()
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			fail("number %q", w)
		}
		save := l.i
		if l.skip(); l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '9' {
			l.word()
			if l.skip(); l.i < len(l.b) && l.b[l.i] == 'R' {
				l.i++
				return ref(v)
			}
		}
		l.i = save
		return v
	}
	w := l.word()
	switch w {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	case "":
		fail("stray %q at %d", l.b[l.i], l.i)
	}
	return operator(w)
}

func (l *lexer) literal() string {
	var s []byte
	depth := 0
	for {
		if l.i >= len(l.b) {
			fail("string not closed")
		}
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return string(s)
			}
		case '\r':
			fail("bare CR in a string")
		case '\\':
			c = l.b[l.i]
			l.i++
			if c == 'r' {
				c = '\r'
			}
		}
		s = append(s, c)
	}
}

// tb is what a *testing.T and a *rapid.T have in common.
type tb interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}

func read(t tb, data []byte) *reader {
	t.Helper()
	r, err := tryRead(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tryRead(data []byte) (r *reader, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	r = &reader{data: data, at: map[int]int{}, in: map[int][2]int{}, objs: map[int]any{}}
	if !bytes.HasPrefix(data, []byte("%PDF-1.7\n%")) || !bytes.HasSuffix(data, []byte("\n%%EOF\n")) {
		fail("head or tail")
	}
	i := bytes.LastIndex(data, []byte("startxref\n"))
	start, err := strconv.Atoi(string(bytes.Fields(data[i+10:])[0]))
	if err != nil {
		fail("startxref")
	}
	if bytes.HasPrefix(data[start:], []byte("xref\n")) {
		r.classic(start)
	} else {
		r.xrefStream(start)
	}
	for n := range r.at {
		r.obj(ref(n))
	}
	for n := range r.in {
		r.obj(ref(n))
	}
	for _, o := range r.objs {
		r.walk(o)
	}
	return r, nil
}

// walk resolves every reference of a value.
func (r *reader) walk(v any) {
	switch v := v.(type) {
	case ref:
		r.obj(v)
	case arr:
		for _, x := range v {
			r.walk(x)
		}
	case dict:
		for _, x := range v {
			r.walk(x)
		}
	case stm:
		r.walk(v.dict)
	}
}

func (r *reader) classic(start int) {
	lines := strings.SplitAfter(string(r.data[start:]), "\n")
	n, _ := strconv.Atoi(strings.Fields(lines[1])[1])
	for i := 1; i < n; i++ {
		if len(lines[2+i]) != 20 {
			fail("xref line %q", lines[2+i])
		}
		r.at[i], _ = strconv.Atoi(lines[2+i][:10])
	}
	l := lexer{b: r.data, i: bytes.LastIndex(r.data, []byte("trailer")) + 7}
	r.trailer = l.next().(dict)
}

func (r *reader) xrefStream(start int) {
	_, v := r.direct(start)
	s := v.(stm)
	r.trailer = s.dict
	rows := s.data
	if len(rows) != 7*int(s.dict["Size"].(float64)) {
		fail("%d bytes of cross-reference for %v objects", len(rows), s.dict["Size"])
	}
	for i := 0; i*7 < len(rows); i++ {
		row := rows[i*7:]
		v := int(row[1])<<24 | int(row[2])<<16 | int(row[3])<<8 | int(row[4])
		switch row[0] {
		case 1:
			r.at[i] = v
		case 2:
			r.in[i] = [2]int{v, int(row[5])<<8 | int(row[6])}
		}
	}
}

// direct reads the object at an offset.
func (r *reader) direct(at int) (num int, v any) {
	l := lexer{b: r.data, i: at}
	n, ok := l.next().(float64)
	if g, _ := l.next().(float64); !ok || g != 0 || l.next() != operator("obj") {
		fail("no object at %d", at)
	}
	v = l.next()
	l.skip()
	if !bytes.HasPrefix(l.b[l.i:], []byte("stream\n")) {
		if l.next() != operator("endobj") {
			fail("object %v not ended", n)
		}
		return int(n), v
	}
	d := v.(dict)
	from := l.i + 7
	size := int(d["Length"].(float64))
	raw := r.data[from : from+size]
	if !bytes.HasPrefix(r.data[from+size:], []byte("\nendstream\nendobj\n")) && !bytes.HasPrefix(r.data[from+size:], []byte("\nendstream\nendobj")) {
		fail("stream %v is not %d bytes long", n, size)
	}
	if d["Filter"] == name("FlateDecode") {
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			fail("stream %v: %v", n, err)
		}
		if raw, err = io.ReadAll(z); err != nil {
			fail("stream %v: %v", n, err)
		}
		if p, ok := d["DecodeParms"].(dict); ok && p["Predictor"] == 12.0 {
			raw = up(raw, int(p["Columns"].(float64)))
		}
	}
	return int(n), stm{d, raw}
}

func up(b []byte, columns int) []byte {
	var out []byte
	last := make([]byte, columns)
	for ; len(b) > 0; b = b[columns+1:] {
		if b[0] != 2 {
			fail("predictor %d", b[0])
		}
		for i := range last {
			last[i] += b[1+i]
		}
		out = append(out, last...)
	}
	return out
}

func (r *reader) obj(n ref) any {
	if v, ok := r.objs[int(n)]; ok {
		return v
	}
	if at, ok := r.at[int(n)]; ok {
		num, v := r.direct(at)
		if num != int(n) {
			fail("object %d is where %d should be", num, n)
		}
		r.objs[int(n)] = v
		return v
	}
	in, ok := r.in[int(n)]
	if !ok {
		fail("object %d is missing", n)
	}
	s := r.obj(ref(in[0])).(stm)
	l := lexer{b: s.data}
	first := int(s.dict["First"].(float64))
	for i := 0; i <= in[1]; i++ {
		num, at := l.next().(float64), l.next().(float64)
		if i == in[1] {
			if int(num) != int(n) {
				fail("object %d is in the place of %d", int(num), n)
			}
			l = lexer{b: s.data, i: first + int(at)}
		}
	}
	v := l.next()
	r.objs[int(n)] = v
	return v
}

// get follows keys and indexes from v, resolving references.
func (r *reader) get(v any, path ...any) any {
	for {
		if n, ok := v.(ref); ok {
			v = r.obj(n)
			continue
		}
		if len(path) == 0 {
			return v
		}
		switch k := path[0].(type) {
		case string:
			if s, ok := v.(stm); ok {
				v = s.dict
			}
			d, ok := v.(dict)
			if !ok {
				return nil
			}
			v = d[name(k)]
		case int:
			a, ok := v.(arr)
			if !ok || k >= len(a) {
				return nil
			}
			v = a[k]
		}
		path = path[1:]
	}
}

func (r *reader) root(path ...any) any { return r.get(r.trailer["Root"], path...) }

func (r *reader) list(v any) arr {
	a, _ := r.get(v).(arr)
	return a
}

// pages is the page objects in order.
func (r *reader) pages() (out []ref) {
	var walk func(v any, parent ref) int
	walk = func(v any, parent ref) int {
		if p, _ := r.get(v, "Parent").(dict); parent != 0 && p == nil {
			fail("page tree node without Parent")
		}
		if r.get(v, "Type") == name("Page") {
			out = append(out, v.(ref))
			return 1
		}
		n := 0
		for _, k := range r.list(r.get(v, "Kids")) {
			n += walk(k, v.(ref))
		}
		if c := r.get(v, "Count"); c != float64(n) {
			fail("Count %v of %d pages", c, n)
		}
		return n
	}
	walk(r.get(r.trailer["Root"]).(dict)["Pages"], 0)
	return out
}

// unicode reads a ToUnicode CMap.
func (r *reader) unicode(font any) map[int]string {
	out := map[int]string{}
	for line := range strings.Lines(string(r.get(font, "ToUnicode").(stm).data)) {
		var cid int
		var hex string
		if n, _ := fmt.Sscanf(line, "<%04X><%s", &cid, &hex); n == 2 {
			var u []uint16
			for hex = strings.TrimSuffix(hex, ">"); len(hex) >= 4; hex = hex[4:] {
				v, _ := strconv.ParseUint(hex[:4], 16, 16)
				u = append(u, uint16(v))
			}
			if _, twice := out[cid]; twice {
				fail("CID %d twice", cid)
			}
			out[cid] = string(utf16.Decode(u))
		}
	}
	return out
}

// marked is the text of each marked-content sequence of a page by MCID, and of its artifacts.
func (r *reader) marked(p ref) (byMCID map[int]string, artifacts []string) {
	byMCID = map[int]string{}
	fonts := map[name]map[int]string{}
	var stack, font []any
	l := lexer{b: r.get(p, "Contents").(stm).data}
	var args []any
	for v := l.next(); v != nil; v = l.next() {
		op, ok := v.(operator)
		if !ok {
			args = append(args, v)
			continue
		}
		switch op {
		case "BDC":
			stack = append(stack, args)
			if args[0] == name("Artifact") {
				artifacts = append(artifacts, "")
			} else if id, ok := args[1].(dict)["MCID"].(float64); ok {
				if _, twice := byMCID[int(id)]; twice {
					fail("MCID %v twice", id)
				}
				byMCID[int(id)] = ""
			}
		case "EMC":
			stack = stack[:len(stack)-1]
		case "Tf":
			font = args
		case "S", "f", "Do":
			if len(stack) == 0 {
				fail("%s outside marked content", op)
			}
		case "Tj":
			f := font[0].(name)
			if fonts[f] == nil {
				fonts[f] = r.unicode(r.get(p, "Resources", "Font", string(f)))
			}
			s, text := args[0].(string), ""
			for i := 0; i < len(s); i += 2 {
				u, ok := fonts[f][int(s[i])<<8|int(s[i+1])]
				if !ok {
					fail("CID without ToUnicode")
				}
				text += u
			}
			owner := stack[0].([]any)
			if owner[0] == name("Artifact") {
				artifacts[len(artifacts)-1] += text
			} else {
				byMCID[int(owner[1].(dict)["MCID"].(float64))] += text
			}
		}
		args = nil
	}
	if len(stack) != 0 {
		fail("marked content not closed")
	}
	return byMCID, artifacts
}
