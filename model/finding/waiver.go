package finding

// Waiver is somebody's answer to one finding: why it stands as it is, who says so and when. A finding that is answered
// is shown all the same, with the answer; it is not counted where only open ones count.
type Waiver struct {
	Code   string `json:"code"`           // of the finding it answers: F6, or F6.分项 for one case of it
	At     string `json:"at,omitempty"`   // where, as written: a JSON Pointer, or the place in words as a report says it
	Reason string `json:"reason"`         // why
	By     string `json:"by"`             // who answers for it
	Date   string `json:"date"`           // when, YYYY-MM-DD
	Unit   string `json:"unit,omitempty"` // of a finding over several forms: the unit whose forms are meant
	Seen   []Seen `json:"seen,omitempty"` // what stood in the cells when it was given; none: it does not lapse by itself
	Pos    Pos    `json:"pos,omitzero"`   // where it is written
}

// Seen is what stood in one cell: its JSON Pointer, and its text as it was entered or computed.
type Seen struct {
	Path string `json:"path"`
	Text string `json:"text"`
}
