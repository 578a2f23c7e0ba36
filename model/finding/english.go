package finding

// english says in one sentence what a code means, for findings whose maker has written no English of its own. The place and the
// names concerned stand in the finding's other fields.
var english = map[string]string{
	"DATA-CHOICE":         "not one of the choices of this field, or chosen twice",
	"DATA-CONTROL":        "a character that cannot be printed",
	"DATA-DATE":           "not a date, or a day the calendar does not have: printed as written",
	"DATA-DEPTH":          "nested too deeply",
	"DATA-DUPLICATE":      "the same name twice",
	"DATA-EMPTY":          "nothing in the file",
	"DATA-ENCODING":       "not UTF-8, or not a file of records at all",
	"DATA-FORM":           "the record says that it is another form",
	"DATA-INVISIBLE":      "characters that do not show",
	"DATA-LENGTH":         "longer than a spreadsheet cell holds",
	"DATA-LONG":           "longer than the form allows",
	"DATA-MARK":           "a mark instead of a figure or date: printed as written, counts as blank",
	"DATA-MISSING":        "a required field is missing or empty",
	"DATA-NUMBER":         "not a figure that can be counted with",
	"DATA-PART":           "a part of this total is not filled in",
	"DATA-RATE":           "a rate without a percent sign: a ratio or a percentage?",
	"DATA-REPLACEMENT":    "U+FFFD stands where a character was lost before",
	"DATA-SIZE":           "larger than the limit",
	"DATA-SYNTAX":         "not valid JSON or YAML",
	"DATA-TYPE":           "a value of another type is expected here",
	"DATA-UNKNOWN-KEY":    "the form has no field of this name here",
	"DATA-YAML-ALIAS":     "anchors, aliases and merge keys are not allowed in records",
	"DATA-YAML-COMMENT":   "YAML would drop what follows the # behind this value: quote the value, or put the comment on a line of its own",
	"DATA-YAML-FOLDED":    "YAML would turn the line breaks of this text into blanks: write it on one line or use |",
	"DATA-YAML-NULL":      "null or text? Leave it out, or quote it",
	"DATA-YAML-TAG":       "tags are not allowed in records",
	"DATA-YEAR":           "a year has four digits",
	"FONT-CORRUPT":        "the font file is damaged or no font",
	"FONT-FOLDER":         "the font folder cannot be read, or has no fonts",
	"FONT-FORBIDDEN":      "the font's licence bits forbid embedding",
	"FONT-FORMAT":         "not a TrueType font with a Unicode map",
	"FONT-VARIANT":        "the variant asked for is in no face: the common form is painted",
	"FONT-MAP":            "the style map of the font folder is wrong",
	"INPUT-EMPTY":         "no records in the folder",
	"INPUT-UNREADABLE":    "the input cannot be read",
	"LAYOUT-PICTURE":      "the picture cannot be used",
	"OUTPUT-UNWRITABLE":   "the output cannot be written",
	"TEMPLATE-UNREADABLE": "the layout file cannot be read",
}

// EnglishLine is Line in English, as far as there is English for the finding: places, names and hints stay as they are. It is Line
// itself if there is none.
func (f Finding) EnglishLine() string {
	text := f.English
	if text == "" {
		text = english[f.Code]
	}
	if text == "" {
		return f.Line()
	}
	return f.line(f.Severity.String(), ": "+text, " (", ")")
}
