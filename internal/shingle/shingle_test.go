package shingle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/shingle"
)

const goal = "保障农村供水工程正常运行，维修养护供水站六十处，水质检测合格率达到98%，群众用水满意度不低于90%。"

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		other       string
		least, most int
	}{
		{goal, 100, 100},
		{strings.ReplaceAll(goal, "，", "， "), 100, 100},    // spaces and marks do not count
		{strings.Replace(goal, "98%，", "96%，", 1), 60, 99}, // a figure counts
		{strings.Replace(goal, "六十", "七十", 1), 60, 99},     // one word of a short text
		{"养护乡村道路二百四十公里，路面整洁、排水畅通，坑槽修补及时率不低于95%。", 0, 10},
		{"", 0, 0},
	} {
		if n := shingle.Alike(shingle.OfText(goal), shingle.OfText(c.other)); n < c.least || n > c.most {
			t.Errorf("%s: %d, want %d to %d", c.other, n, c.least, c.most)
		}
	}
}

func TestItems(t *testing.T) {
	of := func(s string) shingle.Sketch { return shingle.OfItems(strings.Split(s, " ")) }
	if n := shingle.Alike(of("a b c d e f g h i j"), of("j i h g f e d c b a")); n != 100 {
		t.Errorf("the order of items counts: %d", n)
	}
	if n := shingle.Alike(of("a b c d e f g h i j"), of("a b c d e k l m n o")); n < 10 || n > 60 { // a third
		t.Errorf("half of the items: %d", n)
	}
	if s := shingle.OfItems([]string{"", " "}); s != "" {
		t.Errorf("a sketch of nothing: %q", s)
	}
}

// Many texts that are all of one kind, among them copies: the copies are found, nobody else, and the work is bounded.
func TestGroups(t *testing.T) {
	var all []shingle.Sketch
	var want [][]int
	for i := range 20000 {
		items := []string{"群众满意度|≥90%|93%"}
		for k := range 9 {
			items = append(items, fmt.Sprint("指标", i*k+k, "|", i))
		}
		all = append(all, shingle.OfItems(items))
		if i%1000 == 7 {
			want = append(want, []int{len(all) - 1, len(all)})
			all = append(all, all[len(all)-1])
		}
	}
	if got := shingle.Groups(all, 80); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%d groups, want %d", len(got), len(want))
	}
}
