package fonts

import (
	_ "embed"
	"strings"
)

// codes is a line for each embedded face: its name and what Codes says.
//
//go:embed codes.txt
var codes string

// Codes is the code that the glyphs of the face are compressed with in PDF and OFD files, as
// internal/paint/pdf/zpiece tells it; empty for the user's own, whose code is trained when the face is used. It is what
// training would give, so that the bytes of a file are the same with it and without; a test there holds it and writes
// it (-update).
func (f *Face) Codes() string {
	if f.own {
		return ""
	}
	_, line, _ := strings.Cut("\n"+codes, "\n"+f.name+" ")
	line, _, _ = strings.Cut(line, "\n")
	return line
}
