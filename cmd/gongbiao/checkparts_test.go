package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// However many parts a check is done in, and in whatever order, the report made of them is the one of a single run,
// byte for byte: as text, as JSON, in English, as a workbook; with records that cannot be read, layouts that are not
// there, waivers, findings over the whole set.
func TestCheckParts(t *testing.T) {
	racing.Apart(t)
	dir := t.TempDir()
	do := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), &out, &errs)
		return out.String(), errs.String(), code
	}
	var pool []string
	for i, layout := range []string{"self-evaluation/shanghai", "self-evaluation/national"} {
		path := filepath.Join(dir, "pool.jsonl")
		if _, said, code := do("sample", "-t", layout, "--count", "9", "--seed", strconv.Itoa(i), "--force", "-o", path); code != 0 {
			t.Fatal(said)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pool = append(pool, strings.Split(strings.TrimSpace(string(b)), "\n")...)
	}
	for _, name := range []string{"seed-1.json", "seed-3.json", "seed-3.json"} { // of seed-3 two: the set has something to say
		b, err := os.ReadFile(filepath.Join("..", "..", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		var one bytes.Buffer
		if err := json.Compact(&one, b); err != nil {
			t.Fatal(err)
		}
		pool = append(pool, one.String())
	}
	pool = append(pool, `{"form":"self-evaluation/nowhere","项目名称":"甲"}`, `{"form":"self-evaluation/nowhere","项目名称":"乙"}`,
		`{"form":"self-evaluation/shanghai","项目名称":"丙","项目名":"丁"}`, `{"form":`, `{"项目名称":"戊"}`)
	r := rand.New(rand.NewPCG(18, 3))
	rounds, most := 3, 2
	if racing.Full() {
		rounds, most = 20, 8
	}
	hows := [][]string{{"--json"}, nil, {"--lang", "en", "--codes", "--level", "warning"}, {"--summary", "--fail-on", "never"}}
	for round := range rounds {
		n, size := 2+r.IntN(most), 1+r.IntN(15*most)
		var lines []string
		for range size {
			lines = append(lines, pool[r.IntN(len(pool))])
		}
		in, parts := filepath.Join(dir, fmt.Sprint("in", round, ".jsonl")), filepath.Join(dir, fmt.Sprint("parts", round))
		if err := os.WriteFile(in, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		args := []string{"check", in, filepath.Join(dir, "none.json"), filepath.Join("..", "..", "examples", "seed-3.json")}
		for _, i := range r.Perm(n) {
			part := append(args[:len(args):len(args)], "--shard", fmt.Sprintf("%d/%d", i+1, n), "--parts", parts)
			if out, said, code := do(part...); code != 0 || out != "" {
				t.Fatalf("part %d of %d: exit %d, %s%s", i+1, n, code, out, said)
			}
		}
		some := hows[round%len(hows):][:1]
		if racing.Full() {
			some = hows
		}
		for _, how := range some {
			list := func(name string) []string {
				return append([]string{"-o", filepath.Join(dir, name), "--force"}, how...)
			}
			out, said, code := do(append(args[:len(args):len(args)], list("one.xlsx")...)...)
			out2, said2, code2 := do(append([]string{"check", "--merge", parts}, list("many.xlsx")...)...)
			said2 = strings.ReplaceAll(said2, "many.xlsx", "one.xlsx")
			if out != out2 || said != said2 || code != code2 {
				t.Errorf("%d parts of %d records, %v: exit %d and %d\n%s%s--- of the parts:\n%s%s", n, size, how, code, code2, out, said, out2, said2)
			}
			one, err := os.ReadFile(filepath.Join(dir, "one.xlsx"))
			if many, err2 := os.ReadFile(filepath.Join(dir, "many.xlsx")); err != nil || err2 != nil || !bytes.Equal(one, many) {
				t.Errorf("%d parts of %d records: the workbooks differ (%v, %v)", n, size, err, err2)
			}
		}
	}
}
