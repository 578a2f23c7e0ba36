// Package truthtest measures how true the checking is, on forms written as units write them. In: testdata, filled forms
// of every layout with a label at each place that is wrong or doubtful, and single changes of one correct form, each
// with what must be said. Out: a table of how much is found and how much of what is said is true. A plain go test only
// keeps it from getting worse.
//
// A third of the forms and changes is held out (testdata/heldout): whoever mends the checker does not read them, and
// the table shows their counts only, unless GONGBIAO_TRUTH=all. GONGBIAO_TRUTH=dev lists what is missed and what is
// said falsely in the other part. testdata/README.md says what the words mean.
package truthtest
