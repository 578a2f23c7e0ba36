// Package model knows forms and records: which fields a form has, what a record says in them, and what is computed
// from that. In: a record as package data reads it, and a Form. Out: a Record in which every text is as entered,
// every figure has its decimal beside it, and what the form computes is filled in and marked. It knows nothing of
// paper.
//
// # Records
//
// The road is data.Read, ReadOne or From (a file or Go values to a data.Value), Bind (that and a Form to a Record)
// and Record.Compute. Record.Body is a tree of Values in the order of the form, absent ones included; Record.Value
// finds one by the names of its fields with dots between, Record.At by its JSON Pointer. A Value has its text as
// written, a decimal where it is a number, and an Origin, which says whether it was written, absent or computed.
//
// # Forms
//
// A Form is read from form.yaml by package templates, or built as a literal; Prepare makes it ready for use. It is
// read-only from then on and may be shared by goroutines; a Record belongs to one goroutine at a time.
//
// # Expressions
//
// What a form computes and what a layout asks are expressions over the names of fields: 合计(绩效指标, .得分),
// 舍入(资金.全年执行数 / 资金.全年预算数, 4). The language is in docs/expressions.md: the grammar of expr-lang/expr,
// and a meaning of our own, in which every figure is a decimal and an absent operand makes an absent result. Scope is
// where names are looked up when a form is loaded, At the same in a record; Scope.Compile makes a Formula,
// Formula.Eval runs it, Formula.Explain says how its result came about, and Formula.Spreadsheet says it to a
// spreadsheet.
//
// # Errors
//
// What is wrong with a record is a *finding.DataError with every mistake at once, each with its place; what is wrong
// with a form is a *finding.TemplateError; an expression that cannot be compiled is an *ExprError. What is odd but
// can be printed is in Record.Notes.
package model
