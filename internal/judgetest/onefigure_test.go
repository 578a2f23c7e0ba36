package judgetest

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

const oneForm = `form: f
name: 舍入
title: 名
fields:
  名: {kind: text, required: true}
  行:
    kind: list
    fields:
      预算: money
      执行: money
      五: {kind: rate, format: "0.00%", compute: "舍入(执行 / 预算, 4)"}
      进: {kind: rate, format: "0.00%", compute: '舍入(执行 / 预算, 4, "进一")'}
      截: {kind: rate, format: "0.00%", compute: '舍入(执行 / 预算, 4, "截断")'}
      双: {kind: rate, format: "0.00%", compute: '舍入(执行 / 预算, 4, "四舍六入五成双")'}
      分: {kind: score, format: "0.00", compute: '舍入(进 * 10, 2)'}
      费: {kind: money, format: "0.00", compute: '舍入(执行 * 0.985, 2, "进一")'}
  均: {kind: money, format: "0.00", compute: '舍入(平均(行, .执行), 2)'}
  和: {kind: money, format: "0.00", compute: '舍入(合计(行, .执行) - 最大(均, 预留 ?? 1), 2)'}
  预留: {kind: money}
`

const oneLayout = `layout: f/x
version: "1"
name: 舍入
columns: [36, 36, 19, 19, 19, 19, 19, 36]
rows:
  - |
    | {名} | < | < | < | < | < | < | < |
  - repeat: 行
    rows: |
      | {预算} | {执行} | {五} | {进} | {截} | {双} | {分} | {费} |
  - |
    | 均 | {均} | < | < | 和 | {和} | < | {预留} |
`

const oneScript = `
import sys, json, openpyxl
f, v = openpyxl.load_workbook(sys.argv[1]).worksheets[0], openpyxl.load_workbook(sys.argv[2], data_only=True).worksheets[0]
out = []
for row in f.iter_rows(max_col=8):
    if v.cell(row[0].row, 1).value not in (None, ""):
        out += [v[c.coordinate].value for c in row if c.data_type == "f"]
print(json.dumps(out))
`

// funds is a random row: any amounts; a rate that is exactly at or half way between two figures; one that is a cent
// beside; the nearest a rate can come to one; and each of them negative.
func funds(r *rand.Rand, i int) (budget, spent decimal.Decimal) {
	cents := func(n int64) decimal.Decimal { return decimal.New(n, -2) }
	k := 1 + r.Int64N(20_000) // in half figures
	switch i % 4 {
	case 0:
		b := 1 + r.Int64N(int64(100)<<r.IntN(40))
		budget, spent = cents(b), cents(r.Int64N(b+b/4+1))
	case 1, 2:
		b := 1 + r.Int64N(int64(10)<<r.IntN(22)) // in 200 yuan, so that a half figure is a whole number of cents
		budget, spent = cents(20_000*b), cents(k*b)
		if i%4 == 2 {
			spent = spent.Add(cents(1 - 2*r.Int64N(2)))
		}
	case 3: // 20000 a ≡ ±1 modulo b: next to a half figure or a figure
		b := big.NewInt(1 + 2*r.Int64N(5_000_000_000))
		for b.Int64()%5 == 0 {
			b.Add(b, big.NewInt(2))
		}
		n := int64(10_000 * (1 + r.IntN(2)))
		a := new(big.Int).ModInverse(big.NewInt(n), b)
		if a == nil {
			a = big.NewInt(0)
		} else if r.IntN(2) == 0 {
			a.Sub(b, a)
		}
		budget, spent = cents(b.Int64()), cents(a.Int64())
	}
	if r.IntN(8) == 0 {
		spent = spent.Neg()
	}
	return budget, spent
}

// TestOneFigure: the record, the PDF, the workbook with --formulas and the form to be filled in, both computed by
// LibreOffice, have the same figures, in all four ways of rounding. 500 rows with GONGBIAO_FORMULAS=all.
func TestOneFigure(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	rows := 100
	if os.Getenv("GONGBIAO_FORMULAS") == "all" {
		rows = 500
	}
	seed := uint64(1)
	if s, err := strconv.ParseUint(os.Getenv("GONGBIAO_SEED"), 10, 64); err == nil {
		seed = s
	}
	dir, r := t.TempDir(), rand.New(rand.NewPCG(seed, 0))
	var list []map[string]string
	for i := range rows {
		b, a := funds(r, i)
		list = append(list, map[string]string{"预算": b.StringFixed(2), "执行": a.StringFixed(2)})
	}
	list[0] = map[string]string{"预算": "250000000.00", "执行": "112925000.01"}
	text, err := json.Marshal(map[string]any{"form": "f/x", "名": "资金", "预留": "2", "行": list})
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, s := range map[string]string{"t/f/form.yaml": oneForm, "t/f/x.yaml": oneLayout, "资金.json": string(text)} {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var shown, want []string
	for _, m := range regexp.MustCompile(`(?m)^\S+ \S+ computed "(.*)" =(\S+)$`).FindAllStringSubmatch(gongbiao(t, "dump", at("资金.json"), "--stage", "record", "--templates", at("t")).stdout, -1) {
		shown, want = append(shown, m[1]), append(want, m[2])
	}
	if len(want) != 6*rows+2 {
		t.Fatalf("the record has %d figures computed, want %d", len(want), 6*rows+2)
	}

	gongbiao(t, "render", at("资金.json"), "--templates", at("t"), "--formulas", "-f", "pdf,xlsx", "-o", dir)
	gongbiao(t, "form", "new", "-t", "f/x", "--from", at("资金.json"), "--templates", at("t"), "-o", at("填报.xlsx"))
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()) + "/profile"
	if o := run(t, "", officeFonts(t, t.TempDir()), "soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", at("new"), at("资金.xlsx"), at("填报.xlsx")); o.code != 0 {
		t.Fatal(short(o.stderr))
	}
	for _, name := range []string{"资金.xlsx", "填报.xlsx"} {
		var got []float64
		if err := json.Unmarshal([]byte(passes(t, python, "-c", oneScript, at(name), at("new/"+name)).stdout), &got); err != nil {
			t.Fatal(name, err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d formulas, want %d", name, len(got), len(want))
		}
		for i, x := range got {
			if w, _ := strconv.ParseFloat(want[i], 64); fmt.Sprintf("%.14g", x) != fmt.Sprintf("%.14g", w) {
				t.Errorf("%s: %v, the record has %s (row %d, %v)", name, x, want[i], i/6+1, list[min(i/6, rows-1)])
			}
		}
	}
	if o := run(t, dir, nil, built(t), "form", "collect", at("new/填报.xlsx"), "--templates", at("t"), "-o", at("got")); strings.Contains(o.stdout+o.stderr, "READ-STALE") {
		t.Error(short(o.stdout + o.stderr))
	}
	printed := regexp.MustCompile(`-?\d+\.\d\d%`).FindAllString(passes(t, "pdftotext", "-layout", at("资金.pdf"), "-").stdout, -1)
	k := 0
	for _, s := range shown {
		if !strings.HasSuffix(s, "%") {
			continue
		}
		if k >= len(printed) || printed[k] != s {
			t.Fatalf("the PDF has not %s as its rate %d", s, k+1)
		}
		k++
	}
	t.Logf("%d figures, 4 times each", len(want))
}
