// Package model says what a form says: fields, values as written beside values as numbers, findings. In: a record file (JSON,
// YAML, JSON Lines) and a Form. Out: a Record in which every text is kept as entered and what the form defines is computed and
// marked. It knows nothing of paper.
//
// The road is Read (bytes to Data, errors with line and column) → Bind (Data and Form to Record, every mistake at once) →
// Record.Compute.
package model
