package truthtest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// aside are the fields whose digits are no figures: names, codes, telephones.
var aside = map[string]bool{"form": true, "项目名称": true, "功能分类科目编码": true, "联系电话": true, "主管部门及代码": true}

// otherDigit is the digit put in place of another one: the next, and never a leading zero.
func otherDigit(d byte, leads bool) byte {
	if d == '9' {
		if leads {
			return '8'
		}
		return '0'
	}
	return d + 1
}

// eachDigit calls do with every single digit of the figures of a record changed in turn.
func eachDigit(path string, n *yaml.Node, do func(path string)) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			if !aside[n.Content[i].Value] {
				eachDigit(path+"/"+n.Content[i].Value, n.Content[i+1], do)
			}
		}
	case yaml.SequenceNode:
		for i, c := range n.Content {
			eachDigit(path+"/"+strconv.Itoa(i), c, do)
		}
	case yaml.ScalarNode:
		was := n.Value
		for i := range len(was) {
			if was[i] < '0' || was[i] > '9' {
				continue
			}
			leads := (i == 0 || !strings.ContainsRune("0123456789.,", rune(was[i-1]))) &&
				i+1 < len(was) && strings.ContainsRune("0123456789,", rune(was[i+1]))
			n.Value = was[:i] + string(otherDigit(was[i], leads)) + was[i+1:]
			do(path)
		}
		n.Value = was
	}
}

// many is the number of digits from which only every fourth is changed, to keep the test short.
const many = 500

// noticed counts the digits of a correct form, and those that cannot be changed without some check answering: of all,
// and of the sample. Unless all are asked for, only the sample is looked at.
func noticed(t *testing.T, c *checker, f *form, all bool) (whole, some share) {
	base := c.check(t, f.name, f.data)
	n := f.record
	missed := map[string]int{}
	digits := 0
	eachDigit("", &n, func(string) { digits++ })
	i := 0
	eachDigit("", &n, func(path string) {
		i++
		in := i%everyDigit == 0
		if digits > many {
			in = i%(4*everyDigit) == 0
			if i%4 != 0 {
				return
			}
		}
		if !all && !in {
			return
		}
		seen := 0
		if len(heardNew(base, c.check(t, f.name, asJSON(nil, &n)))) > 0 {
			seen = 1
		} else {
			missed[path]++
		}
		whole.Digits, whole.Noticed = whole.Digits+1, whole.Noticed+seen
		if in {
			some.Digits, some.Noticed = some.Digits+1, some.Noticed+seen
		}
	})
	if os.Getenv("GONGBIAO_TRUTH") != "" {
		for _, p := range slices.Sorted(maps.Keys(missed)) {
			t.Logf("UNNOTICED %s %s: %d digits", f.layout, p, missed[p])
		}
	}
	return whole, some
}

// digitForms are the correct forms whose digits are changed.
func digitForms(t *testing.T) []*form {
	paths, err := filepath.Glob(filepath.Join("testdata", "base", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no correct forms", err)
	}
	var out []*form
	for _, p := range paths {
		if f := readForm(t, p); strings.HasSuffix(p, strings.ReplaceAll(f.layout, "/", "-")+".yaml") {
			out = append(out, f)
		}
	}
	return out
}
