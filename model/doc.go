// Package model says what a form says: fields, values as written beside values as numbers, findings. In: a record as
// package data reads it from a file, and a Form. Out: a Record in which every text is kept as entered and what the
// form defines is computed and marked. It knows nothing of paper.
//
// The road is data.Read (bytes to a data.Value, errors with line and column) → Bind (that and a Form to a Record,
// every mistake at once) → Record.Compute.
package model
