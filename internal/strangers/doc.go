// Package strangers holds our pages against those that two PDF libraries paint that are not ours, gopdf and fpdf
// (internal/paint/plain). In: a page.Document. Out: nothing but tests: rasterised and compared with ours (three
// unrelated writers, one picture), and timed beside it.
package strangers
