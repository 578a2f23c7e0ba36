package ofd

import (
	"fmt"
	"strings"
)

// Codes of Error.
const (
	CodeGlyph     = "OFD-GLYPH"     // a character its face does not have, or that no XML may hold
	CodeFace      = "OFD-FACE"      // a face that is unknown or broken, or may not be embedded
	CodePicture   = "OFD-PICTURE"   // a picture that is corrupt, unknown, too large, or not of the size it says
	CodeStructure = "OFD-STRUCTURE" // a structure tree, link or bookmark that is none; an attachment of OFD-A
	CodeMeta      = "OFD-META"      // document properties that XML cannot hold
	CodeLimit     = "OFD-LIMIT"     // a limit of ZIP or of this writer
)

// Error says why a document was refused. Page counts from 1; 0 means it is not about a page.
type Error struct {
	Code    string
	Page    int
	Subject string // the face, character, element or picture it is about
	Message string // a sentence in Chinese
	Err     error  // what lies under it, if anything
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	if e.Page > 0 {
		fmt.Fprintf(&b, " 第 %d 页", e.Page)
	}
	if e.Subject != "" {
		b.WriteString(" " + e.Subject)
	}
	b.WriteString("：" + e.Message)
	if e.Err != nil {
		b.WriteString("：" + e.Err.Error())
	}
	return b.String()
}

// Unwrap is what lies under the error.
func (e *Error) Unwrap() error { return e.Err }

func refuse(code, subject, format string, a ...any) *Error {
	return &Error{Code: code, Subject: subject, Message: fmt.Sprintf(format, a...)}
}

// on says which page the error is about.
func (e *Error) on(page int) *Error {
	e.Page = page + 1
	return e
}
