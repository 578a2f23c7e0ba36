package ofd

import "github.com/gongbiao/gongbiao/internal/paint/base"

// Codes of Error.
const (
	CodeGlyph     = "OFD-GLYPH"     // a character its face does not have, or that no XML may hold
	CodeFace      = "OFD-FACE"      // a face that is unknown or broken, or may not be embedded
	CodePicture   = "OFD-PICTURE"   // a picture that is corrupt, unknown, too large, or not of the size it says
	CodeStructure = "OFD-STRUCTURE" // a structure tree, link or bookmark that is none; an attachment of OFD-A
	CodeMeta      = "OFD-META"      // document properties that XML cannot hold
	CodeLimit     = "OFD-LIMIT"     // a limit of ZIP or of this writer
)

// Error says why a document was refused, with one of the codes.
type Error = base.Error
