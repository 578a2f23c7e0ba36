package api

import (
	"encoding/json"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
)

// What the answers hold. Lengths are millimetres, sizes of type points; figures of records are texts.

// Layout is a layout as the list has it.
type Layout struct {
	ID        string `json:"id"` // form/name@version
	Form      string `json:"form"`
	FormName  string `json:"formName"`
	Name      string `json:"name"`
	Version   string `json:"version"`
	Place     string `json:"place,omitempty"`
	Source    string `json:"source,omitempty"`    // the document it follows
	Confirmed string `json:"confirmed,omitempty"` // what of it is confirmed
	Current   bool   `json:"current"`             // what the id without a version means
	Own       bool   `json:"own"`                 // of the office's own folder, not of the program
	Manual    string `json:"manual,omitempty"`    // what to know before filling it in, Markdown; of one layout only
}

// Form is a form to be filled in on a screen, with what is found of what is in it already.
type Form struct {
	Layout   string           `json:"layout"` // with version
	Form     string           `json:"form"`
	Title    string           `json:"title"`
	Record   string           `json:"record"` // what people call it
	Unit     string           `json:"unit"`   // of the amounts; empty: the form does not say
	Tables   []Table          `json:"tables"`
	Lists    []List           `json:"lists"`
	Beside   []Beside         `json:"beside"` // fields that the paper does not show, for checks
	Code     string           `json:"code,omitempty"`
	Waivers  []finding.Waiver `json:"waivers"`
	Complete bool             `json:"complete"` // it can be printed
	Checked
}

// Table is one table of a form: rows and columns, each position covered by one cell.
type Table struct {
	Name      string    `json:"name,omitempty"`
	Landscape bool      `json:"landscape,omitempty"`
	Columns   []float64 `json:"columns"` // widths
	Rows      []Row     `json:"rows"`
	Cells     []Cell    `json:"cells"` // by row, then column
}

// Row is a row of a table; it grows with its texts.
type Row struct {
	Role   string  `json:"role"`             // body, title, subtitle, head, header, total, note
	Height float64 `json:"height,omitempty"` // at least
}

// Cell is one cell, merged or not.
type Cell struct {
	Row     int     `json:"row"`
	Col     int     `json:"col"`
	RowSpan int     `json:"rowSpan"`
	ColSpan int     `json:"colSpan"`
	Role    string  `json:"role"`            // title, label, answer, computed, text, note
	Scope   string  `json:"scope,omitempty"` // of a label: col, row, both
	Text    string  `json:"text,omitempty"`  // what is printed, if nothing is to be filled in
	Parts   []Part  `json:"parts,omitempty"` // of an answer: what the cell is made of, in order
	Align   string  `json:"align"`           // left, center, right, distribute, justify
	VAlign  string  `json:"valign"`          // top, middle, bottom
	Family  string  `json:"family"`
	Bold    bool    `json:"bold,omitempty"`
	Size    float64 `json:"size"`
	Fill    string  `json:"fill,omitempty"`  // #rrggbb
	Stack   bool    `json:"stack,omitempty"` // one character a line
	Ruled   bool    `json:"ruled"`           // has a frame
	Seal    string  `json:"seal,omitempty"`  // the place of this seal
}

// Part is a piece of a cell: a fixed text, or an answer.
type Part struct {
	Text         string   `json:"text,omitempty"`
	Path         string   `json:"path,omitempty"` // JSON Pointer into the record, of an answer
	Place        string   `json:"place,omitempty"`
	Input        *Input   `json:"input,omitempty"`
	Entered      string   `json:"entered"`                // as in the record
	Given        bool     `json:"given,omitempty"`        // the record has it, if only as an empty text
	Ticks        []string `json:"ticks,omitempty"`        // of a choice of several: those the record has
	Computed     string   `json:"computed,omitempty"`     // what the form computes there, whatever was entered
	Computes     bool     `json:"computes,omitempty"`     // the form has a formula for it: it need not be filled in
	From         []string `json:"from,omitempty"`         // of Computed: the places it rests on
	Unsure       bool     `json:"unsure,omitempty"`       // of Computed: an error that nobody has answered stands on one of them
	ComputedOnly bool     `json:"computedOnly,omitempty"` // nothing was entered: what is printed is computed
	Missing      bool     `json:"missing,omitempty"`      // it must be filled in and is not
	Blank        string   `json:"blank,omitempty"`        // what is printed where nothing is filled in: —
}

// Input is how an answer is entered.
type Input struct {
	Kind     string   `json:"kind"`              // text, number, date, year, choice (one of choices), ticks (any of choices), tick (one box of choice, or of ticks if several)
	Choices  []string `json:"choices,omitempty"` // of a text: usual values, others are fine
	Tick     string   `json:"tick,omitempty"`    // of a tick: the choice it stands for
	Several  bool     `json:"several,omitempty"` // of a tick: the field takes several, as a list
	Required bool     `json:"required,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Hint     string   `json:"hint,omitempty"`
	MaxLen   int      `json:"maxLen,omitempty"`
}

// List is a list of a form: its items are rows of a table.
type List struct {
	Path    string          `json:"path"`
	Label   string          `json:"label"`
	Items   []Item          `json:"items"`
	GroupBy []string        `json:"groupBy,omitempty"` // names of fields whose equal neighbours are printed as one cell
	Blank   json.RawMessage `json:"blank"`             // an empty item, to be added
}

// Item is one item of a list.
type Item struct {
	Path     string `json:"path"`
	Table    int    `json:"table"`
	FirstRow int    `json:"firstRow"`
	LastRow  int    `json:"lastRow"`
	Given    bool   `json:"given"` // the record has it; an empty list is shown with one item that it does not have
}

// Beside is a field that the paper does not show.
type Beside struct {
	Item  string `json:"item,omitempty"` // the item of a list it belongs to; empty: the record
	Label string `json:"label"`
	Part
}

// Checked is what the checks say of a record.
type Checked struct {
	Findings  finding.List `json:"findings"`
	Remarks   []Remark     `json:"remarks"` // the same as people read it: one a place, of one kind folded
	Tally     remark.Tally `json:"tally"`
	Unchecked []Skipped    `json:"unchecked"`
	Summary   []string     `json:"summary"` // the first lines of the report
}

// Remark is an entry of the report.
type Remark struct {
	Number   int             `json:"number"`
	Severity string          `json:"severity"`
	Code     string          `json:"code"`
	Case     string          `json:"case,omitempty"`
	Name     string          `json:"name"`
	Where    string          `json:"where,omitempty"`
	Paths    []string        `json:"paths"`
	Message  string          `json:"message"`
	Printed  string          `json:"printed,omitempty"`
	Expected string          `json:"expected,omitempty"`
	Sum      string          `json:"sum,omitempty"`
	Readings string          `json:"readings,omitempty"`
	Places   []RemarkPlace   `json:"places,omitempty"` // what each place has of its own
	Hints    []string        `json:"hints,omitempty"`
	Also     []Remark        `json:"also,omitempty"` // what else is said of these places
	Waived   *finding.Waiver `json:"waived,omitempty"`
	Answer   string          `json:"answer,omitempty"` // the waiver in words
}

// RemarkPlace is a place of a remark, with what is of its own there.
type RemarkPlace struct {
	Label  string   `json:"label"`
	Values []string `json:"values"`
}

// Skipped is a check that was not run, and why.
type Skipped struct {
	ID   string `json:"check"`
	Name string `json:"name"`
	Why  string `json:"why"`
}

// Preview is the true pages of a form.
type Preview struct {
	Pages  []PreviewPage  `json:"pages"`
	Faces  []PreviewFace  `json:"faces"` // all that the pages use
	Places []PreviewPlace `json:"places"`
	Style  string         `json:"style"` // how the text of the pages is to be set: declarations of CSS
	Notes  finding.List   `json:"notes"`
	Lint   finding.List   `json:"lint,omitempty"` // of a layout that was tried: what to look at in it
}

// PreviewPage is one page.
type PreviewPage struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	SVG    string  `json:"svg"`
}

// PreviewFace is a face of the pages.
type PreviewFace struct {
	Hash   string `json:"hash"`
	Family string `json:"family"`
	Data   []byte `json:"data,omitempty"` // a TrueType file, base64; not of a face that the caller has
}

// PreviewPlace is where a page shows a datum.
type PreviewPlace struct {
	Path string  `json:"path"`
	Page int     `json:"page"` // from 0
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	W    float64 `json:"w"`
	H    float64 `json:"h"`
}
