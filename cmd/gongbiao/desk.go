package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// fromDesk is what to run for the arguments of a process, and whether files were dropped on the program. A double click
// opens the page. Files dropped on the program's icon are done as their kind is: documents that may be filled-in forms
// are taken in as records, records and ledgers are printed, each beside where it lies. Everything else runs as it is
// written.
func fromDesk(args []string, clicked bool) (runs [][]string, dropped bool) {
	file := func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && !info.IsDir() && filepath.IsAbs(name)
	}
	switch {
	case !clicked || len(args) > 0 && slices.ContainsFunc(args, func(a string) bool { return !file(a) }):
		return [][]string{args}, false
	case len(args) == 0:
		return [][]string{{"serve"}}, false
	}
	for _, name := range args {
		dir := filepath.Dir(name)
		switch strings.ToLower(filepath.Ext(name)) {
		case ".xlsx", ".xlsm", ".xls", ".et", ".docx", ".pdf", ".html", ".htm":
			runs = append(runs, []string{"import", name, "-o", dir})
		default:
			runs = append(runs, []string{"render", name, "-o", dir})
		}
	}
	return runs, true
}
