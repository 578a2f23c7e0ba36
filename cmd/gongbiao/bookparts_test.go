//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// However many parts the forms of a book are measured in, and in whatever order, the book bound of them is the one that
// a single program makes, byte for byte, and so is what is told: of records that cannot be printed or read, in Chinese,
// English and JSON; as one file and as volumes, bound by one program or by several.
func TestBookParts(t *testing.T) {
	racing.Apart(t)
	t.Parallel()
	dir := t.TempDir()
	do := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), &out, &errs)
		return out.String(), errs.String(), code
	}
	pool := map[bool][]string{}
	for i, layout := range []string{"self-evaluation/shanghai", "self-evaluation/national"} {
		said, errs, code := do("sample", "-t", layout, "--count", "12", "--seed", fmt.Sprint(i))
		if code != 0 {
			t.Fatal(errs)
		}
		pool[true] = append(pool[true], strings.Split(strings.TrimSpace(said), "\n")...)
	}
	pool[false] = []string{`{"form":"self-evaluation/nowhere","项目名称":"甲"}`, `{"form":"self-evaluation/shanghai","项目名称":"丙","项目名":"丁"}`,
		`{"form":`, `{"项目名称":"戊"}`}
	r := rand.New(rand.NewPCG(18, 5))
	rounds, most := 4, 2
	if racing.Full() {
		rounds, most = 24, 8
	}
	measuring := [][]string{nil, {"--watermark", "样 & <稿>", "--verify-code"}, {"--group", "实施单位"}}
	binding := [][]string{nil, {"--duplex", "--order", "pinyin", "--volume", "3"}, {"--no-summary", "--title", "甲", "--sheets", "4"}, {"--volume", "1"}}
	telling := [][]string{nil, {"--json"}, {"--lang", "en"}}
	for round := range rounds {
		n, size := 2+r.IntN(most), 1+r.IntN(10*most)
		var lines []string
		for range size {
			lines = append(lines, pool[true][r.IntN(len(pool[true]))])
		}
		bad := round%4 == 3 // a book with a form that cannot be printed is not written
		for range 3 {
			if bad {
				lines[r.IntN(size)] = pool[false][r.IntN(len(pool[false]))]
			}
		}
		base := filepath.Join(dir, fmt.Sprint(round))
		in, parts := filepath.Join(base, "in.jsonl"), filepath.Join(base, "parts")
		if err := os.MkdirAll(base, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(in, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		forms := []string{"book", in, filepath.Join("..", "..", "examples", "seed-1.json")}
		if bad {
			forms = append(forms, filepath.Join(dir, "none.json"))
		}
		how, bound, told := measuring[r.IntN(len(measuring))], binding[r.IntN(len(binding))], telling[r.IntN(len(telling))]
		book := "汇编." + []string{"pdf", "xlsx", "ofd"}[round%3]
		into := func(name string) []string { return []string{"-o", filepath.Join(base, name, book)} }
		for _, i := range r.Perm(n) {
			args := slices.Concat(forms, how, into("never"), []string{"--shard", fmt.Sprintf("%d/%d", i+1, n), "--parts", parts, "--jobs", fmt.Sprint(1 + i%3)})
			if out, said, code := do(args...); code != 0 || out != "" {
				t.Fatalf("part %d of %d: exit %d, %s%s", i+1, n, code, out, said)
			}
		}
		what := fmt.Sprintf("round %d: %d parts of %d records, %v %v %v %s", round, n, size, how, bound, told, book)
		one, said1, code1 := do(slices.Concat(forms, how, bound, told, into("out"))...)
		want := tree(t, filepath.Join(base, "out"))
		if err := os.Rename(filepath.Join(base, "out"), filepath.Join(base, "single")); err != nil && code1 == 0 {
			t.Fatal(err)
		}
		many, said2, code2 := do(slices.Concat([]string{"book", "--merge", parts}, bound, told, into("out"))...)
		if one != many || said1 != said2 || code1 != code2 || bad != (code1 != 0) {
			t.Errorf("%s: exit %d and %d\n%s%s--- of the parts:\n%s%s", what, code1, code2, one, said1, many, said2)
		}
		sameFiles(t, what, want, tree(t, filepath.Join(base, "out")))
		if bad {
			continue
		}
		if err := os.RemoveAll(filepath.Join(base, "out")); err != nil {
			t.Fatal(err)
		}
		for _, i := range r.Perm(n) { // each writes some of the volumes
			args := slices.Concat([]string{"book", "--merge", parts}, bound, into("out"), []string{"--shard", fmt.Sprintf("%d/%d", i+1, n)})
			if _, said, code := do(args...); code != 0 {
				t.Fatalf("%s: binding %d: exit %d, %s", what, i+1, code, said)
			}
		}
		sameFiles(t, what+", bound by several", want, tree(t, filepath.Join(base, "out")))
	}
}

// sameFiles holds the files of two folders against each other.
func sameFiles(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s differs, or is not there (%d and %d bytes)", what, name, len(want[name]), len(got[name]))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
}
