// Package data is records as files have them, before anyone knows what their names mean. In: a file in JSON (RFC 8259),
// JSON Lines or YAML, or the values of a Go program. Out: a Value for each record, with everything as it was written, a
// number as its literal, and with the line and column of everything that a file has; and a Value as JSON.
//
// # Files
//
// Read and ReadFrom hand on one record after the other, ReadOne reads a file of one. Files are UTF-8, with or without
// BOM. Of YAML only what keeps every character is taken: no anchors, aliases, merge keys or tags, no folded text, no
// comment behind a value. Words such as 007, yes and 2022-06-14 are texts; a number is what is one in JSON.
//
// # Go values
//
// From takes structs and maps; TextOf, NumberOf, ListOf, ObjectOf and Put build a Value piece by piece.
//
// # Errors
//
// What a file may not hold (a name twice, a control character, bytes that are not UTF-8, more than the limits below) is
// refused with a *finding.DataError; nothing is dropped, replaced or guessed. What was perhaps lost before is noted in
// Notes. Errors of a reader and of the function that takes the records are returned as they are.
package data

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Kind is what a value of a record file is.
type Kind uint8

const (
	Null   Kind = iota // JSON null, an empty YAML value: as if left out
	Bool               // JSON true or false; YAML words stay text
	Number             // a JSON number literal, kept to the character
	String             // a text
	List               // an array
	Object             // names and values in the order of the file, each name once
)

// String is the word a clerk reads.
func (k Kind) String() string {
	return [...]string{"空值", "真假值", "数字", "文字", "列表", "对象"}[k]
}

// Value is a record, or a part of it. Which of its fields mean something is said by its Kind: Text for String, Number
// and Bool, Items for List, Members for Object. File, Index and Notes are those of a record.
type Value struct {
	Kind    Kind
	Text    string // text, number literal, true or false
	Members []Member
	Items   []*Value
	Pos     finding.Pos // line and column of the value, 0 for a value of a Go program; its File is empty
	File    string
	Index   int          // which record of its file, from 1
	Notes   finding.List // warnings and notes about the record
}

// Member is one name of an object with its value.
type Member struct {
	Name  string
	Pos   finding.Pos
	Value *Value
}

// Member finds a value by name, nil if there is none.
func (v *Value) Member(name string) *Value {
	for i := range v.Members {
		if v.Members[i].Name == name {
			return v.Members[i].Value
		}
	}
	return nil
}

// Layout is what the record says under "form": the layout's id and, after @, its version; both empty if it does not
// say.
func (v *Value) Layout() (id, version string) {
	f := v.Member(FormKey)
	if f == nil || f.Kind != String {
		return "", ""
	}
	id, version, _ = strings.Cut(f.Text, "@")
	return id, version
}

// LayoutName is the layout asked for, or when that is empty the one the record names, with its version; empty if
// neither says.
func (v *Value) LayoutName(asked string) string {
	if asked != "" {
		return asked
	}
	id, version := v.Layout()
	if version != "" {
		id += "@" + version
	}
	return id
}

// FormKey is the name under which a record says its layout; with WaiverKey it is all that is no field of its form.
const FormKey = "form"

// WaiverKey is the name of the waivers of a record (豁免), which are beside the fields of every form.
const WaiverKey = "豁免"

// formWords are what people write in its place.
var formWords = []string{"表单", "版式", "模板", "表样", "layout", "template"}

// MeantForm is a member that was perhaps meant as "form", nil if there is none or the record has that.
func (v *Value) MeantForm() *Member {
	if v.Member(FormKey) != nil {
		return nil
	}
	for i := range v.Members {
		if MeansForm(v.Members[i].Name) && v.Members[i].Value.Kind == String {
			return &v.Members[i]
		}
	}
	return nil
}

// MeansForm says whether a name was perhaps meant as "form": misspelt, in other letters, or another word for it.
func MeansForm(name string) bool {
	f := alike.Folded(name)
	return slices.Contains(formWords, f) || alike.Nearest(f, []string{FormKey}) != ""
}

// The limits of what Read takes, each refused by name.
const (
	MaxDepth  = 64       // nesting of objects and arrays
	MaxText   = 1 << 20  // bytes of one text or name
	MaxRecord = 16 << 20 // bytes of one record
	MaxYAML   = 64 << 20 // bytes of a YAML file, which cannot be read piecemeal
	MaxCell   = 32767    // UTF-16 units of a text, the most a spreadsheet cell holds
)
