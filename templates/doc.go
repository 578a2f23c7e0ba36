// Package templates has the forms and their layouts. In: form.yaml (which fields there are, what is computed) and
// layout files (how one place prints the form, drawn cell by cell; see docs/notation.md), embedded or from a user's
// folder; and a computed model.Record. Out: a model.Form to bind records to, and by Expand the grid.Grid of one record:
// every text, span, style and datum in its place, no sizes.
//
// A layout is read once: names are resolved, expressions compiled, styles merged, and the drawing is tried out with
// lists of every small length, so that what can be wrong with a file is said by Library.Layout, with line and column,
// and not by Expand. A loaded Layout is read-only and may be shared by goroutines.
package templates
