// Package strangers paints finished pages with two PDF libraries that are not ours, gopdf and fpdf. In: a page.Document. Out: a PDF, to be
// rasterised and compared with ours (three unrelated writers, one picture), and timed beside it. All of it is in tests; the product uses
// neither library.
package strangers
