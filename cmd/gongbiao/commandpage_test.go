package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandPage is a command's page of the site, in Markdown: what it does, its usage, examples, flags, exit codes, and
// the commands above and under it.
func commandPage(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s。\n\n", c.CommandPath(), escaped(c.Short))
	b.WriteString(prose(c.Long))
	b.WriteString("## 用法\n\n" + fenced(c.UseLine()+map[bool]string{true: " [选项]"}[c.HasAvailableFlags()]))
	var example strings.Builder
	for line := range strings.Lines(c.Example) {
		example.WriteString(strings.TrimPrefix(line, "  "))
	}
	b.WriteString("## 例子\n\n" + fenced(strings.TrimRight(example.String(), "\n")))
	if c.HasAvailableSubCommands() {
		b.WriteString("## 下面的命令\n\n")
		for _, sub := range c.Commands() {
			if pageOf(sub) {
				fmt.Fprintf(&b, "- [%s](%s.md)：%s\n", sub.CommandPath(), strings.ReplaceAll(sub.CommandPath(), " ", "-"), escaped(sub.Short))
			}
		}
		b.WriteString("\n")
	}
	flags(&b, c, "选项", c.NonInheritedFlags())
	flags(&b, c, "通用选项", c.InheritedFlags())
	b.WriteString("## 退出码\n\n| 退出码 | 意思 |\n| --- | --- |\n")
	codes, texts := exitsFor(c)
	for _, n := range codes {
		fmt.Fprintf(&b, "| %d | %s |\n", n, escaped(texts[n]))
	}
	if p := c.Parent(); p != nil {
		fmt.Fprintf(&b, "\n上一级：[%s](%s.md)\n", p.CommandPath(), strings.ReplaceAll(p.CommandPath(), " ", "-"))
	}
	return b.String()
}

func flags(b *strings.Builder, c *cobra.Command, title string, set *pflag.FlagSet) {
	if !set.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, "## %s\n\n| 选项 | 值 | 说明 |\n| --- | --- | --- |\n", title)
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "`--" + f.Name + "`"
		if f.Shorthand != "" {
			name = "`-" + f.Shorthand + "`、" + name
		}
		kind, text := f.Value.Type(), escaped(f.Usage)
		value := map[string]string{"bool": "", "string": "文字", "int": "整数", "int64": "整数", "duration": "时长", "strings": "文字，逗号分开",
			"stringSlice": "文字，逗号分开", "stringArray": "文字，可写多次"}
		shown, known := value[kind]
		if !known {
			shown = kind
		}
		if r := roleOf(c, f.Name); r == reads || r == writes {
			shown = strings.Replace(shown, "文字", "文件", 1)
		} else if r == library || r == faces {
			shown = "文件夹"
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "[]" && d != "0s" {
			text += "；不写是 `" + d + "`"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", name, shown, text)
	})
	b.WriteString("\n")
}

func fenced(s string) string { return "```text\n" + s + "\n```\n\n" }

// prose is a long text as Markdown: paragraphs, whose lines are joined as Chinese is; what is indented stays as it is.
func prose(text string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		lines := strings.Split(strings.Trim(part, "\n"), "\n")
		for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
			lines = lines[1:]
		}
		if len(lines) > 0 && strings.HasPrefix(lines[0], "  ") {
			b.WriteString(fenced(strings.ReplaceAll(strings.TrimPrefix(strings.Join(lines, "\n"), "  "), "\n  ", "\n")))
			continue
		}
		for i, line := range lines {
			if i > 0 {
				b.WriteString(between(lines[i-1], line))
			}
			b.WriteString(escaped(line))
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// between is what stands between two lines of a paragraph: a sentence on a flag begins a line, Chinese follows Chinese
// with nothing, words follow words with a blank.
func between(before, after string) string {
	if strings.HasPrefix(after, "-") || strings.HasSuffix(before, "。") && utf8.RuneLen([]rune(after)[0]) == 1 {
		return "\\\n"
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if last < utf8.RuneSelf || first < utf8.RuneSelf {
		return " "
	}
	return ""
}

// escaped is a text in which Markdown finds no mark of its own.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|~$&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	if s := b.String(); strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		return "\\" + s
	}
	return b.String()
}
