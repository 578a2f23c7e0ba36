package model

import (
	"bytes"
	"encoding/json"

	"github.com/gongbiao/gongbiao/model/finding"
)

// JSON is the record for programs: {"record": as it would be written, computed values included as texts, "computed": the JSON
// Pointers of those, "notes": findings}. Read and Bind take "record" back to the same texts.
func (r *Record) JSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"record":{`)
	first := true
	if r.Layout != "" {
		id := r.Layout
		if r.Version != "" {
			id += "@" + r.Version
		}
		b.WriteString(`"form":`)
		writeJSON(&b, id)
		first = false
	}
	var computed []string
	r.Body.jsonMembers(&b, first, &computed)
	b.WriteString(`},"computed":`)
	if computed == nil {
		computed = []string{}
	}
	list, err := marshal(computed)
	if err != nil {
		return nil, err
	}
	b.Write(list)
	b.WriteString(`,"notes":`)
	notes := r.Notes
	if notes == nil {
		notes = finding.List{}
	}
	if list, err = marshal(notes); err != nil {
		return nil, err
	}
	b.Write(list)
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (v *Value) jsonMembers(b *bytes.Buffer, first bool, computed *[]string) {
	for _, c := range v.Fields {
		if !c.present() {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		writeJSON(b, c.Field.Name)
		b.WriteByte(':')
		c.json(b, computed)
	}
}

// present says whether anything was entered or computed in it.
func (v *Value) present() bool {
	if v.Origin != Absent {
		return true
	}
	for _, c := range v.Fields {
		if c.present() {
			return true
		}
	}
	return false
}

func (v *Value) json(b *bytes.Buffer, computed *[]string) {
	switch {
	case v.Fields != nil:
		b.WriteByte('{')
		v.jsonMembers(b, true, computed)
		b.WriteByte('}')
	case v.Field.Kind == Rows:
		b.WriteByte('[')
		for i, row := range v.Rows {
			if i > 0 {
				b.WriteByte(',')
			}
			row.json(b, computed)
		}
		b.WriteByte(']')
	case v.Ticks != nil:
		list, _ := marshal(v.Ticks)
		b.Write(list)
	case v.Origin == Figure:
		b.WriteString(v.Text)
	default:
		if v.Origin == Computed {
			*computed = append(*computed, v.Path)
		}
		writeJSON(b, v.Text)
	}
}

// marshal is json.Marshal with < > & as they are.
func marshal(x any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(x)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func writeJSON(b *bytes.Buffer, s string) {
	text, _ := marshal(s) // a string is always written
	b.Write(text)
}
