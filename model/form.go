package model

import (
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Kind is what a field holds.
type Kind uint8

const (
	Text   Kind = iota // any text; a figure in it stays text (=100%, 5*8小时)
	Number             // a plain number
	Money              // an amount; thousands separators allowed as written
	Rate               // a ratio: "97.98%" is 0.9798; a plain number is the ratio itself, at most 1.5 (see Bind)
	Score              // points
	Date               // a date as written
	Year               // four digits
	Choice             // one, or with Multiple several, of Choices
	Group              // named fields
	Rows               // a list of groups
)

// Numeric says whether a field of this kind has a decimal value.
func (k Kind) Numeric() bool { return k == Number || k == Money || k == Rate || k == Score }

// String is the kind's word in form.yaml and dumps.
func (k Kind) String() string {
	return [...]string{"text", "number", "money", "rate", "score", "date", "year", "choice", "group", "list"}[k]
}

// Form says which fields a form has and how missing ones are computed. It knows nothing of paper.
// A Form is read-only once loaded and may be shared by goroutines.
type Form struct {
	ID      string // self-evaluation
	Name    string // 项目支出绩效自评表
	Fields  []*Field
	Params  []Param
	Title   string // path or expression whose text names a record: 项目名称
	Author  string // path of the author for document properties: 实施单位
	Subject string // text with fields in braces such as "{项目名称}（{年度}年度）"
	Sparse  bool   // by custom, what is left out counts as nothing in a sum: closed accounts print no zeros
	Hints   []Hint // what a workbook to be filled in says while it is filled in
	Summary Summary

	body     *Field   // the form itself as a group, set by Prepare
	computed []*Field // computed fields, each after those it is computed from; set by Prepare
	title    *Formula
	defaults map[string]Result
}

// Field is one field of a form.
type Field struct {
	Name     string
	Kind     Kind
	Required bool
	Multiple bool        // Choice: several ticks
	Choices  []string    // Choice; for Text a list of usual values (drop-downs), not a limit
	Format   string      // how a plain number or a computed value is printed: 0.00, #,##0.##, 0.00%
	Compute  string      // expression for the value when the record leaves the field out; empty: never computed
	When     string      // condition for computing: expression, empty: always
	Fields   []*Field    // Group and Rows
	Picture  bool        // Text: a picture in base64, or the name of a file beside the record
	Aside    bool        // for checks and ledgers: kept beside the form, printed only where a layout has a cell for it
	MaxLen   int         // longest text in characters, 0: no limit
	Hint     string      // filling rule for people
	Parent   *Field      // set by Prepare
	Pos      finding.Pos // where the form file says so, for errors in Compute and When

	index       int      // place in the parent's Fields
	value, when *Formula // Compute and When, set by Prepare; nil if there is none
}

// Hint is what a workbook says to the one who fills it in, when an expression does not hold. It is a help, not a
// check: only what a spreadsheet can compute (see Formula.Spreadsheet).
type Hint struct {
	Rows    string // path of a list: once for each of its items
	Holds   string // expression; blanks leave it undecided, and nothing is said
	At      string // the field it is about
	Message string
	Pos     finding.Pos
}

// Summary is what tables and reports over many forms take from each, as summary: of a form file says it. Unit to
// Grades are expressions; empty: the form has no such thing. Package internal/summary compiles them.
type Summary struct {
	Title         string // of a table with a form a row: 绩效自评汇总表
	Unit          string // of the amounts, over the settings alone: 参数.金额单位
	Budget, Spent string
	Rate          string // over budget and spent, so that it can be taken of sums too: 舍入(spent / budget, 4)
	Score, Grade  string
	Grades        string                   // over the settings alone: the grades, best first, as 优90 良80 or 优 良
	Groups        []string                 // paths of the fields a book groups forms by, outermost first
	Rows          []string                 // fields that name an item of a list, in the order they are tried
	Pos           map[string][]finding.Pos // by key as the file writes it: of its value, or of each item
}

// Param is a setting a layout may choose, such as a rounding mode: in expressions 参数.Name.
type Param struct {
	Name    string
	Default string
	Choices []string // empty: a number or text, as Default is
	Pos     finding.Pos
}

// Params are a layout's settings by name, those left out at their default.
type Params map[string]string

// Field finds a direct field by name, nil if there is none.
func (f *Field) Field(name string) *Field {
	for _, c := range f.Fields {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Formula is what the field is computed by, nil if it never is; Condition when, nil if always. The form must be
// prepared.
func (f *Field) Formula() *Formula { return f.value }

// Condition is the condition for computing the field.
func (f *Field) Condition() *Formula { return f.when }

// Origin says where a value comes from.
type Origin uint8

const (
	Absent   Origin = iota // left out, and not computed
	Written                // a string, kept to the character
	Figure                 // a plain number of the record; Text is its literal
	Computed               // filled in by Compute
)

// Value is one datum of a record: its text as written, beside it its decimal where it is a number.
type Value struct {
	Field  *Field
	Origin Origin
	Text   string
	Num    decimal.Decimal // valid if HasNum
	HasNum bool
	Fields []*Value // Group: parallel to Field.Fields, absent ones included
	Rows   []*Value // Rows: each a Group
	Ticks  []string // Choice with Multiple
	Path   string   // JSON Pointer
	Line   int      // in the record's file, 0 if unknown
	Col    int
}
