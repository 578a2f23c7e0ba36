package browsertest

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

// How long it takes from a key to the list of findings being about it: make keys. It is measured, not judged: a machine
// that has other work to do is slow whatever the page does. What was measured stands in docs/page.md.
func TestKeys(t *testing.T) {
	record := os.Getenv("GONGBIAO_KEYS")
	if record == "" {
		t.Skip("GONGBIAO_KEYS names no record")
	}
	p := open(t, record)
	cell := "document.querySelector('form-paper [data-path=\"" + paid + "\"]')"
	p.Eval(nil, cell+".focus(); "+cell+".setSelectionRange(99, 99)")
	p.Eval(nil, `window.took = []; { let from = 0;
		document.addEventListener('keydown', () => (from = performance.now()), true);
		new MutationObserver(() => {
			if (!from) return;
			const then = from;
			from = 0;
			requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - then), 0)); // it is on the screen
		}).observe(document.querySelector('form-findings'), {subtree: true, childList: true}); }`)
	const keys = 30
	for i := range keys {
		// A digit more, and away again: each changes what is found.
		if key := "7"; i%2 == 0 {
			p.Press(key)
		} else {
			p.Press("Backspace")
		}
		p.Wait("the list is changed", "window.took.length > "+strconv.Itoa(i))
		time.Sleep(150 * time.Millisecond)
	}
	var took []float64
	p.Eval(&took, "window.took")
	slices.Sort(took)
	t.Logf("%d keys, to the screen: median %.0f ms, p95 %.0f ms", len(took), took[len(took)/2], took[len(took)*95/100])
}
