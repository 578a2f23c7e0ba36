package finding

// Waiver is somebody's answer to one finding: why it stands as it is, who says so and when. A finding that is answered
// is shown all the same, with the answer; it is not counted where only open ones count.
type Waiver struct {
	Code   string `json:"code"`             // of the finding it answers: F6, or F6.分项 for one case of it
	At     string `json:"at,omitempty"`     // where, as written: a JSON Pointer, or the place in words as a report says it
	Says   string `json:"says,omitempty"`   // words of its message, where several findings of one code are at one place
	Reason string `json:"reason"`           // why
	By     string `json:"by"`               // who answers for it
	Date   string `json:"date"`             // when, YYYY-MM-DD
	Record string `json:"record,omitempty"` // in a file of its own: the record it is about
	Unit   string `json:"unit,omitempty"`   // in a file of its own: the unit of that record, if it is to tell two apart
	Year   string `json:"year,omitempty"`   // in a file of its own: its year, likewise
	Seen   []Seen `json:"seen,omitempty"`   // what stood in the cells when it was given; none: it does not lapse by itself
	Pos    Pos    `json:"pos,omitzero"`     // where it is written
}

// Seen is what stood in one cell: its place in words, and its text as it was entered or computed.
type Seen struct {
	Place string `json:"place"`
	Text  string `json:"text"`
}

// ID is the code with the case, as people and waivers name a finding: F2.舍入.
func (f Finding) ID() string {
	if f.Case == "" {
		return f.Code
	}
	return f.Code + "." + f.Case
}

// Accepted says whether a finding need not keep a form back: a warning or note that was answered, and an error too
// where errors that were answered are accepted.
func (f Finding) Accepted(errors bool) bool {
	return f.Waived != nil && (f.Severity != Error || errors)
}
