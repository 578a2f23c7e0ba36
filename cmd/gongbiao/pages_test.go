package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

var pagesDir = flag.String("pages", "", "write the page of every command here, for man and for the site (cmd/release asks for it)")

// TestCommandPages: every command has a page of man and one of the site, with its flags.
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
	day := time.Unix(0, 0).UTC() // the version says how old it is
	everyCommand(commands(t), func(c *cobra.Command) {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			return
		}
		c.DisableAutoGenTag = true
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		var man, page bytes.Buffer
		if err := doc.GenMan(c, &doc.GenManHeader{Title: strings.ToUpper(name), Section: "1", Date: &day, Source: producer, Manual: "公表 Gongbiao"}, &man); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		link := func(file string) string { return strings.ReplaceAll(file, "_", "-") }
		if err := doc.GenMarkdownCustom(c, &page, link); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for what, text := range map[string]string{"man": man.String(), "site": page.String()} {
			if !strings.Contains(text, c.Short) && !strings.Contains(text, strings.TrimSpace(c.Long)) {
				t.Errorf("%s: the page for %s does not say what the command does", name, what)
			}
		}
		write("man/"+name+".1", man.Bytes())
		write("md/"+name+".md", page.Bytes())
	})
}
