package model

import (
	"os"
	"strings"
	"testing"
)

// Every example of the page gives the same alone, and again and again where its parts are shared with all the others.
func TestShared(t *testing.T) {
	b, err := os.ReadFile("../docs/expressions.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	_, rest, _ := strings.Cut(page, "```yaml\n")
	record, _, _ := strings.Cut(rest, "```")
	f := selfEvaluation(t)
	r := mustBind(t, f, "page.yaml", record)
	if err := r.Compute(nil); err != nil {
		t.Fatal(err)
	}
	examples, _, _ := strings.Cut(page, "## 写错时")
	examples += "| `文(得分) + 三级指标` |\n" // of a row
	row := r.Value("绩效指标").Rows[0]
	shared, outer, memo := &Shared{}, &Memo{}, &Memo{}
	root, inside := f.Root(), f.Root().In(row.Field)
	at := r.Root().Remembering(outer)
	in := at.In(row).Remembering(memo)
	type pair struct {
		alone, shared *Formula
		place, with   At
	}
	var pairs []pair
	for _, line := range strings.Split(examples, "\n") {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		src, _, _ := strings.Cut(strings.ReplaceAll(line, `\|`, "\x00")[3:], "`")
		src = strings.ReplaceAll(src, "\x00", "|")
		for _, src := range []string{src, "(" + src + ") == (" + src + ")", "空(" + src + ") or 空(" + src + ")"} {
			for _, s := range []struct {
				scope Scope
				at    At
			}{{root, at}, {inside, in}} {
				alone, err := s.scope.Compile(src)
				x, failed := s.scope.Sharing(shared).Compile(src)
				if (err == nil) != (failed == nil) {
					t.Fatalf("%s: %v, shared %v", src, err, failed)
				}
				if err == nil {
					place := r.Root()
					if s.at != at {
						place = place.In(row)
					}
					pairs = append(pairs, pair{alone, x, place, s.at})
				}
			}
		}
	}
	if len(pairs) < 200 {
		t.Fatalf("only %d expressions", len(pairs))
	}
	shared.Settle()
	for range 2 {
		for _, p := range pairs {
			want, err := p.alone.Eval(p.place)
			if err != nil {
				continue
			}
			got, err := p.shared.Eval(p.with)
			if err != nil || got.Kind != want.Kind || got.String() != want.String() || got.Value != want.Value {
				t.Errorf("%s: %v, shared %v, %v", p.alone.src, want, got, err)
			}
			if len(p.alone.fields) != len(p.shared.fields) {
				t.Errorf("%s reads %d fields, shared %d", p.alone.src, len(p.alone.fields), len(p.shared.fields))
			}
		}
	}
	if len(outer.results) == 0 || len(memo.results) == 0 {
		t.Error("nothing was remembered")
	}
	kept := memo.results
	if memo.Forget(); kept[0].Kind != Nothing || len(memo.results) > 0 {
		t.Error("a memo that was told to forget holds on to a result")
	}
}
