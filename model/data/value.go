// Package data is records as files have them, before anyone knows what their names mean. In: a file in JSON, JSON
// Lines or YAML. Out: a Value for each record, with the line and column of everything in it, and with everything as
// written: a number is its literal. What a file may not hold is refused with a *finding.DataError.
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

// Value is a record, or a part of it, as the file has it, before anyone knows what the names mean. Nothing of it is
// altered: a number is its literal.
type Value struct {
	Kind    Kind
	Text    string // text, number literal, true or false
	Members []Member
	Items   []*Value
	Pos     finding.Pos // of the value; File is set on the record only
	File    string      // of the record
	Index   int         // which record of its file, from 1
	Notes   finding.List
}

// Member is one name of an object with its value.
type Member struct {
	Name  string
	Pos   finding.Pos
	Value *Value
}

// Member finds a value by name, nil if there is none.
func (d *Value) Member(name string) *Value {
	for i := range d.Members {
		if d.Members[i].Name == name {
			return d.Members[i].Value
		}
	}
	return nil
}

// Layout is what the record says under "form": the layout's id and, after @, its version; both empty if it does not
// say.
func (d *Value) Layout() (id, version string) {
	f := d.Member(FormKey)
	if f == nil || f.Kind != String {
		return "", ""
	}
	id, version, _ = strings.Cut(f.Text, "@")
	return id, version
}

// LayoutName is the layout asked for, or when that is empty the one the record names, with its version; empty if
// neither says.
func (d *Value) LayoutName(asked string) string {
	if asked != "" {
		return asked
	}
	id, version := d.Layout()
	if version != "" {
		id += "@" + version
	}
	return id
}

// FormKey is the one name of a record that is not a field of its form.
const FormKey = "form"

// formWords are what people write in its place.
var formWords = []string{"表单", "版式", "模板", "表样", "layout", "template"}

// MeantForm is a member that was perhaps meant as "form", nil if there is none or the record has that.
func (d *Value) MeantForm() *Member {
	if d.Member(FormKey) != nil {
		return nil
	}
	for i := range d.Members {
		if MeansForm(d.Members[i].Name) && d.Members[i].Value.Kind == String {
			return &d.Members[i]
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
