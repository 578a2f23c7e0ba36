package data

import (
	"bytes"
	"encoding/json"
)

// JSON is the value as a JSON file: see AppendJSON, indented by one space, with a line feed at the end.
func (v *Value) JSON() []byte { return append(v.AppendJSON(nil, " "), '\n') }

// MarshalJSON is the value on one line, for package encoding/json.
func (v *Value) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil, ""), nil }

// AppendJSON appends the value as JSON, names in their order, numbers as they were written. With an indent every
// member, and every item that is not a plain value, has a line of its own; without one there are no spaces at all.
// Only what JSON wants escaped is, and U+2028 and U+2029. Read finds the same in it; only bytes that are not UTF-8,
// which Read and From refuse, come as U+FFFD.
func (v *Value) AppendJSON(dst []byte, indent string) []byte {
	w := newWriter(dst)
	w.indent = indent
	w.value(v, "\n")
	return w.Bytes()
}

// Quoted is a text as JSON, in quotes.
func Quoted(s string) string {
	w := newWriter(nil)
	w.text(s)
	return w.String()
}

type writer struct {
	*bytes.Buffer
	texts  *json.Encoder // into the buffer
	indent string
}

func newWriter(dst []byte) *writer {
	b := bytes.NewBuffer(dst)
	w := &writer{Buffer: b, texts: json.NewEncoder(b)}
	w.texts.SetEscapeHTML(false)
	return w
}

func (w *writer) text(s string) {
	_ = w.texts.Encode(s)   // a text always has a JSON form
	w.Truncate(w.Len() - 1) // the encoder ends it with a line feed
}

// value writes v. line is the line break before its closing bracket.
func (w *writer) value(v *Value, line string) {
	switch v.Kind {
	case Null:
		w.WriteString("null")
	case Bool, Number:
		w.WriteString(v.Text)
	case String:
		w.text(v.Text)
	case List:
		w.list(v.Items, line)
	case Object:
		w.WriteByte('{')
		for i, m := range v.Members {
			w.next(i, line+w.indent)
			w.text(m.Name)
			w.WriteByte(':')
			if w.indent != "" {
				w.WriteByte(' ')
			}
			w.value(m.Value, line+w.indent)
		}
		w.end(len(v.Members), line, '}')
	}
}

func (w *writer) list(items []*Value, line string) {
	w.WriteByte('[')
	broken := false // an item before has a line of its own
	for i, x := range items {
		if broken = broken || x.Kind == List || x.Kind == Object; broken {
			w.next(i, line+w.indent)
		} else if i > 0 {
			w.WriteByte(',')
			if w.indent != "" {
				w.WriteByte(' ')
			}
		}
		w.value(x, line+w.indent)
	}
	if !broken {
		line = ""
	}
	w.end(len(items), line, ']')
}

// next begins item i on a line of its own.
func (w *writer) next(i int, line string) {
	if i > 0 {
		w.WriteByte(',')
	}
	if w.indent != "" {
		w.WriteString(line)
	}
}

func (w *writer) end(n int, line string, bracket byte) {
	if n > 0 && w.indent != "" {
		w.WriteString(line)
	}
	w.WriteByte(bracket)
}
