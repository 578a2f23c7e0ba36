package pdf

import "github.com/gongbiao/gongbiao/internal/paint/base"

// Codes of Error.
const (
	CodeGlyph     = "PDF-GLYPH"     // a character its face does not have, or that no PDF may show
	CodeFace      = "PDF-FACE"      // a face that is unknown or broken
	CodePicture   = "PDF-PICTURE"   // a picture that is corrupt, unknown, too large, or not of the size it says
	CodeStructure = "PDF-STRUCTURE" // a structure tree, link or bookmark that PDF/UA-1 does not allow
	CodeMeta      = "PDF-META"      // document properties that PDF/A-2 or PDF/UA-1 does not allow
	CodeLimit     = "PDF-LIMIT"     // a limit of ISO 19005-2, 6.1.13, or of this writer
)

// Error says why a document was refused, with one of the codes.
type Error = base.Error

// corrupt is a face whose file is broken.
func corrupt(face string, err error) *Error {
	return &Error{Code: CodeFace, Subject: face, Message: "字体损坏", Err: err}
}
