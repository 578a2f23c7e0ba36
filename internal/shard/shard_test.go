package shard

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// parts are the files of a run of so many, in a random order.
func parts(r *rand.Rand, n int) (out []Part) {
	for _, i := range r.Perm(n) {
		out = append(out, Part{fmt.Sprintf("p%d", i+1), Head{i + 1, n, "r", "a"}, End{3 * n, "s"}})
	}
	return out
}

// Parts that belong together are put into their order, whatever the order of the files.
func TestFit(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 7))
	for range 50 {
		files := parts(r, 2+r.IntN(30))
		order, err := Fit(files)
		if err != nil || len(order) != len(files) {
			t.Fatal(order, err)
		}
		for i, k := range order {
			if files[k].Part != i+1 {
				t.Errorf("%d of %d is part %d", i+1, len(files), files[k].Part)
			}
		}
	}
}

// What does not belong together is refused, with the name of the file or the numbers of what is missing.
func TestRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 8))
	odd := func(change func(*Part)) []Part {
		files := parts(r, 6)
		for i := range files {
			if files[i].Part == 4 {
				change(&files[i])
			}
		}
		return files
	}
	without := func(gone ...int) (out []Part) {
		for _, f := range parts(r, 6) {
			if !strings.Contains(fmt.Sprint(gone), fmt.Sprint(f.Part)) {
				out = append(out, f)
			}
		}
		return out
	}
	cases := []struct {
		files         []Part
		says, english string
	}{
		{nil, "没有可以合成的结果", "no parts"},
		{without(2, 5), "分 6 份的缺第 2、5 份，没有合成", "missing: 2, 5;"},
		{odd(func(p *Part) { p.Seen = "t" }), "p4 照的是别的输入", "p4 was made from other inputs"},
		{odd(func(p *Part) { p.Items++ }), "p4 照的是别的输入", "p4 was made from other inputs"},
		{odd(func(p *Part) { p.Asked = "b" }), "选项、份数或程序版本不同", "options"},
		{odd(func(p *Part) { p.Release = "q" }), "选项、份数或程序版本不同", "release"},
		{odd(func(p *Part) { p.Of = 7 }), "选项、份数或程序版本不同", "number of parts"},
		{odd(func(p *Part) { p.Part = 3 }), "是同一份", "is the same part"},
	}
	for _, c := range cases {
		_, err := Fit(c.files)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v, want %q", err, c.says)
			continue
		}
		if e, ok := err.(interface{ Unwrap() error }); ok {
			err = e.Unwrap()
		}
		if e, ok := err.(interface{ English() string }); !ok || !strings.Contains(e.English(), c.english) {
			t.Errorf("%v in English: want %q", err, c.english)
		}
	}
}

// However items are shared out, each is of one part.
func TestMine(t *testing.T) {
	for items := range 40 {
		for n := 2; n < 9; n++ {
			sum := 0
			for i := range n {
				sum += Head{Part: i + 1, Of: n}.Mine(items)
			}
			if sum != items {
				t.Errorf("%d items in %d parts: %d", items, n, sum)
			}
		}
	}
}
