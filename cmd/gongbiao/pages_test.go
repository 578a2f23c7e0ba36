package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

var pagesDir = flag.String("pages", "", "write the page of every command here, for man and for the site (cmd/release and site/build ask for it)")

// pageOf says whether a command has a page: those that people call.
func pageOf(c *cobra.Command) bool {
	return !c.Hidden && c.Name() != "help" && (c.Runnable() || c.HasAvailableSubCommands())
}

// TestCommandPages: every command has a page of man and one of the site, in Chinese, with an example, its flags and its
// exit codes.
func TestCommandPages(t *testing.T) {
	write := func(name string, data []byte) {
		if *pagesDir == "" {
			return
		}
		file := filepath.Join(*pagesDir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	n, day := 0, time.Unix(0, 0).UTC() // the version says how old it is
	everyCommand(commands(t), func(c *cobra.Command) {
		if !pageOf(c) {
			return
		}
		n++
		c.DisableAutoGenTag = true
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		for what, text := range map[string]string{"Short": c.Short, "Long or Short": c.Long + c.Short} {
			if !chinese(text) {
				t.Errorf("%s: its %s says nothing in Chinese", name, what)
			}
		}
		if !strings.Contains("\n"+c.Example, "\n  gongbiao") {
			t.Errorf("%s: no example", name)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !chinese(f.Usage) {
				t.Errorf("%s --%s: %q is not Chinese", name, f.Name, f.Usage)
			}
		})
		var man bytes.Buffer
		if err := doc.GenMan(c, &doc.GenManHeader{Title: strings.ToUpper(name), Section: "1", Date: &day, Source: producer, Manual: "公表 Gongbiao"}, &man); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		man.WriteString(".SH EXIT STATUS\n")
		codes, texts := exitsFor(c)
		for _, n := range codes {
			fmt.Fprintf(&man, ".TP\n\\fB%d\\fP\n%s\n", n, texts[n])
		}
		page := commandPage(c)
		wanted := []string{"## 用法", "## 例子", "## 退出码"}
		c.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				wanted = append(wanted, "`--"+f.Name+"`", escaped(f.Usage))
			}
		})
		for _, want := range wanted {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page of the site lacks %s", name, want)
			}
		}
		if !strings.Contains(man.String(), c.Short) && !strings.Contains(man.String(), strings.TrimSpace(c.Long)) {
			t.Errorf("%s: the page of man does not say what the command does", name)
		}
		write("man/"+name+".1", man.Bytes())
		write("md/"+name+".md", []byte(page))
	})
	if n < 40 {
		t.Errorf("only %d commands have pages", n)
	}
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// TestExamples: what examples call is there, with the flags and as many arguments as they give.
func TestExamples(t *testing.T) {
	n := 0
	everyCommand(commands(t), func(c *cobra.Command) {
		for line := range strings.Lines(c.Example) {
			words := shellWords(line)
			if len(words) == 0 || words[0] != "gongbiao" {
				continue
			}
			n++
			root := commands(t)
			found, rest, err := root.Find(words[1:])
			if err == nil {
				err = found.ParseFlags(rest)
			}
			if err == nil && !found.DisableFlagParsing {
				err = found.ValidateArgs(found.Flags().Args())
			}
			if err == nil {
				err = found.ValidateRequiredFlags()
			}
			if err != nil {
				t.Errorf("%s: the example %q: %v", c.CommandPath(), strings.TrimSpace(line), err)
			}
		}
	})
	if n < 70 {
		t.Errorf("only %d examples", n)
	}
}

// shellWords are the words of a line up to what is the shell's: a comment, a pipe, where the output goes.
func shellWords(line string) (words []string) {
	var word strings.Builder
	quote, begun := rune(0), false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case !begun && strings.ContainsRune("#|>&;)", r):
			return words
		case unicode.IsSpace(r):
			end()
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	end()
	return words
}
