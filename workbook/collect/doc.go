// Package collect reads filled-in forms back from workbooks, and from files of other kinds where that is asked for
// (Options.Documents). In: the bytes of an .xlsx: a form of ours that was handed out to be filled in, one that was
// printed, or an official form of anyone's; or a Word document, web page, old workbook, PDF or text. Out: the
// record it holds, where each value is and how sure the reading is, and as findings everything that was guessed,
// left out or could not be read.
//
// A layout is matched against the sheet: its rows and cells are aligned with those of the sheet so that labels meet
// labels, at the least cost (docs/decisions/0011-fill-in-workbooks.md). Rows may be added or gone, columns moved,
// labels changed a little. The names of the cells of our own workbooks weigh most, where they are still there.
//
// A text is taken to the character. What a spreadsheet keeps as a number or date is taken as the cell shows it. What
// the form computes itself is left out where the cell says no more than that, so that it is computed again. What fits
// nowhere within the form, or fits two places, is an error: then there is no record. Nothing is dropped without a
// finding.
//
// Formulas are not computed, links not followed, macros not run.
package collect
