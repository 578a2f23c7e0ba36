// Package mutants asks whether the tests would notice. In: mutants.txt, a table of small wrong changes to heuristics
// (costs, thresholds, tie-breaks). Out: a test that makes each change in turn, without touching the tree, and fails
// where the named packages' tests still pass. It has no code of its own beyond its test.
package mutants
