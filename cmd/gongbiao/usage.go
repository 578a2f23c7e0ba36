package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
)

// usagePage writes how a command is called: what cobra's template does, in Chinese, and without text/template, which
// calls methods by their names, so that the linker would have to keep all of every type.
func usagePage(c *cobra.Command) error {
	var b strings.Builder
	b.WriteString("用法 Usage:\n  ")
	if c.Runnable() {
		b.WriteString(c.UseLine())
		if c.HasAvailableFlags() {
			b.WriteString(" [选项]")
		}
	}
	if c.HasAvailableSubCommands() {
		if c.Runnable() {
			b.WriteString("\n  ")
		}
		b.WriteString(c.CommandPath() + " [命令]\n\n命令 Commands:")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "\n  %-*s %s", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	if c.HasExample() {
		b.WriteString("\n\n例子 Examples:\n" + c.Example)
	}
	if c.HasAvailableLocalFlags() {
		b.WriteString("\n\n选项 Flags:\n" + strings.TrimRightFunc(c.LocalFlags().FlagUsages(), unicode.IsSpace))
	}
	if c.HasAvailableInheritedFlags() {
		b.WriteString("\n\n通用选项 Global flags:\n" + strings.TrimRightFunc(c.InheritedFlags().FlagUsages(), unicode.IsSpace))
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("\n\n“" + c.CommandPath() + " 命令 --help”看某个命令的帮助。")
	}
	b.WriteString("\n")
	_, err := fmt.Fprint(c.OutOrStderr(), b.String())
	return err
}
