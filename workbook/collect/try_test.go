package collect
import ("testing";"fmt";"time"; "github.com/gongbiao/gongbiao/render")
func TestTry(t *testing.T) {
	l := layoutOf(t, shanghai)
	for name, seed := range seeds(t) {
		b := fillIn(t, blankForm(t, l, 25), l, seed)
		t0 := time.Now()
		r := readIn(t, "x.xlsx", b, Options{})
		fmt.Println(name, r.Layout, r.Form, r.Fit, time.Since(t0)); fmt.Println(r.Findings)
		form, _ := engine.Load(dataOf(t, seed), "")
		b, _ = engine.Bytes(render.XLSX, render.Options{}, form)
		t0 = time.Now()
		r = readIn(t, "x.xlsx", b, Options{})
		fmt.Println(name, r.Layout, r.Form, r.Fit, time.Since(t0)); fmt.Println(r.Findings)
		for _, v := range r.Values[:12] { fmt.Print(v.Confidence, " ") }
		fmt.Println()
	}
}
