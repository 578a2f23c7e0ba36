// Package collect reads filled-in forms back from workbooks. In: the bytes of an .xlsx: one made by package workbook, one we
// rendered, or an official form of anyone's. Out: the record it holds, where each value stood and how sure the reading is, and
// everything that was guessed, left out or could not be read, as findings.
//
// A form is read by laying the drawing of its layout over the sheet: rows and cells are aligned so that labels meet labels; the
// defined names of our own workbooks weigh most, where they are still there. A text in a cell is taken to the character; what a
// spreadsheet keeps as a number is taken as the cell shows it. What fits nowhere is refused or said, never dropped in silence.
package collect
