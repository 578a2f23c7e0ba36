package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
)

// exitTexts is what exit codes say of any command (docs/decisions/0003-files-and-exit-codes.md).
var exitTexts = map[int]string{
	batch.ExitFine:        "正常",
	batch.ExitData:        "数据有问题",
	batch.ExitUsage:       "用法错：没有这个选项、参数的个数不对",
	batch.ExitUnreadable:  "读不了输入或版式",
	batch.ExitSome:        "一批中有几份失败",
	batch.ExitUnwritable:  "写不了输出，标准输出也算",
	batch.ExitInterrupted: "被中断",
}

// exitsOf are the codes of a command besides those of all commands (0, 2, 5, 130), with what they say of it if that is
// more than they say of any.
var exitsOf = map[string]map[int]string{
	"archive":          {1: "有没说明的错误或个人信息，什么也没写", 3: ""},
	"book":             {1: "", 3: "", 4: "有表不能排，整册没写"},
	"check":            {1: "有 --fail-on 那一级或更重的问题", 3: "", 4: "几份中有读不了的"},
	"diff":             {1: "", 3: ""},
	"doctor":           {1: "有错误；提示不算"},
	"dump":             {1: "", 3: ""},
	"explain":          {1: "", 3: ""},
	"fonts check":      {1: "有字库没有的字", 3: ""},
	"fonts export":     {},
	"fonts list":       {3: "读不了字体文件夹"},
	"form collect":     {1: "收回来的表有问题", 3: "", 4: "几份中有收不回的"},
	"form new":         {1: "", 3: ""},
	"import":           {1: "收回来的表有问题", 3: "", 4: "几份中有收不回的"},
	"jobs":             {1: "", 3: "", 4: ""},
	"mcp":              {3: "读不了版式或文件夹"},
	"new":              {3: "读不了版式"},
	"publish":          {1: "有没说明的错误或个人信息，什么也没写", 3: ""},
	"render":           {1: "", 3: "", 4: ""},
	"review close":     {1: "有对不上的回复", 3: ""},
	"review issues":    {1: "", 3: ""},
	"review notice":    {1: "", 3: ""},
	"review start":     {1: "", 3: ""},
	"sample":           {3: "读不了版式"},
	"schema":           {3: "读不了版式"},
	"serve":            {3: "读不了口令文件、版式"},
	"serve token":      {},
	"submit":           {1: "", 3: "", 4: ""},
	"template doc":     {3: "读不了版式"},
	"template lint":    {3: "版式有错误"},
	"template list":    {3: "读不了版式"},
	"template new":     {1: "", 3: "读不了官方空表"},
	"template preview": {1: "", 3: "读不了版式"},
	"template show":    {3: "没有这个版式"},
	"verify":           {1: "有不符的", 3: "", 4: "说不清：由另一版本排出，或是普通 PDF"},
	"version":          {},
	"waive":            {1: "", 3: ""},
	"work":             {1: "", 3: "", 4: ""},
}

// exitsFor are the codes of a command and what each says, by number.
func exitsFor(c *cobra.Command) (codes []int, texts map[int]string) {
	texts = map[int]string{}
	for _, n := range []int{batch.ExitFine, batch.ExitUsage, batch.ExitUnwritable, batch.ExitInterrupted} {
		texts[n] = exitTexts[n]
	}
	for n, own := range exitsOf[strings.TrimPrefix(c.CommandPath(), "gongbiao ")] {
		texts[n] = exitTexts[n]
		if own != "" {
			texts[n] = own
		}
	}
	return slices.Sorted(maps.Keys(texts)), texts
}

// TestExitsOfScripts: what the scripts of the command line see a command end with stands on its page, every command
// that does something has a row, and no row is of a command that is not there.
func TestExitsOfScripts(t *testing.T) {
	known := map[string]*cobra.Command{}
	everyCommand(commands(t), func(c *cobra.Command) {
		name := strings.TrimPrefix(c.CommandPath(), "gongbiao ")
		known[name] = c
		group := c.HasSubCommands() && name != "serve"
		if !group && pageOf(c) && !strings.HasPrefix(name, "completion") && exitsOf[name] == nil {
			t.Errorf("%s: its exit codes are not in exitsOf", name)
		}
	})
	for name := range exitsOf {
		if known[name] == nil {
			t.Errorf("exitsOf has %s, which is no command", name)
		}
	}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < 40 {
		t.Fatalf("%d scripts, %v", len(scripts), err)
	}
	said, n := regexp.MustCompile(`(?m)^code (\d+) ([a-z]+)(?: ([a-z]+)\b)?`), 0
	for _, s := range scripts {
		text, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			c := known[m[2]+" "+m[3]]
			if c == nil {
				c = known[m[2]]
			}
			if c == nil { // a word wrong on purpose
				continue
			}
			n++
			code, _ := strconv.Atoi(m[1])
			if codes, _ := exitsFor(c); !slices.Contains(codes, code) {
				t.Errorf("%s: %s ends with %d, and its page has only %v", filepath.Base(s), c.CommandPath(), code, codes)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d exit codes in the scripts", n)
	}
	all, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range slices.Sorted(maps.Keys(exitTexts)) {
		first, _, _ := strings.Cut(exitTexts[n], "：")
		first, _, _ = strings.Cut(first, "，")
		if want := fmt.Sprintf("%d %s", n, first); !strings.Contains(string(all), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
}
