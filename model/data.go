package model

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// DataKind is what stands at one place of a record file.
type DataKind uint8

const (
	DataNull   DataKind = iota // JSON null, an empty YAML value: as if left out
	DataBool                   // JSON true or false; YAML words stay text
	DataNumber                 // a JSON number literal, kept to the character
	DataString                 // a text
	DataList                   // an array
	DataObject                 // names and values in the order of the file, each name once
)

// chinese is the word a clerk reads.
func (k DataKind) chinese() string {
	return [...]string{"空值", "真假值", "数字", "文字", "列表", "对象"}[k]
}

// Data is a record as the file has it, before anyone knows what the names mean. Nothing of it is altered: a number is its literal.
type Data struct {
	Kind    DataKind
	Text    string // text, number literal, true or false
	Members []Member
	Items   []*Data
	Pos     finding.Pos // of the value; File is set on the record only
	File    string      // of the record
	Index   int         // which record of its file, from 1
	Notes   finding.List
}

// Member is one name of an object with its value.
type Member struct {
	Name  string
	Pos   finding.Pos
	Value *Data
}

// Member finds a value by name, nil if there is none.
func (d *Data) Member(name string) *Data {
	for i := range d.Members {
		if d.Members[i].Name == name {
			return d.Members[i].Value
		}
	}
	return nil
}

// Layout is what the record says under "form": the layout's id and, after @, its version; both empty if it does not say.
func (d *Data) Layout() (id, version string) {
	f := d.Member(formKey)
	if f == nil || f.Kind != DataString {
		return "", ""
	}
	id, version, _ = strings.Cut(f.Text, "@")
	return id, version
}

// LayoutName is the layout asked for, or when that is empty the one the record names, with its version; empty if neither says.
func (d *Data) LayoutName(asked string) string {
	if asked != "" {
		return asked
	}
	id, version := d.Layout()
	if version != "" {
		id += "@" + version
	}
	return id
}

// formKey is the one name of a record that is no field of its form.
const formKey = "form"

// formWords are what people write in its place.
var formWords = []string{"表单", "版式", "模板", "表样", "layout", "template"}

// MeantForm is a member that was perhaps meant as "form", nil if there is none or the record has that.
func (d *Data) MeantForm() *Member {
	if d.Member(formKey) != nil {
		return nil
	}
	for i := range d.Members {
		if meansForm(d.Members[i].Name) && d.Members[i].Value.Kind == DataString {
			return &d.Members[i]
		}
	}
	return nil
}

func meansForm(name string) bool {
	f := alike.Folded(name)
	return slices.Contains(formWords, f) || alike.Nearest(f, []string{formKey}) != ""
}

// The limits of what Read takes, each refused by name.
const (
	MaxDepth  = 64       // nesting of objects and arrays
	MaxText   = 1 << 20  // bytes of one text or name
	MaxRecord = 16 << 20 // bytes of one record
	MaxYAML   = 64 << 20 // bytes of a YAML file, which cannot be read piecemeal
	MaxCell   = 32767    // UTF-16 units of a text, the most a spreadsheet cell holds
)
