package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// A double click opens the page, files dropped on the icon are done by their kind, and what was typed stays.
func TestFromDesk(t *testing.T) {
	dir := t.TempDir()
	record, form := filepath.Join(dir, "表.json"), filepath.Join(dir, "填报.XLSX")
	for _, f := range []string{record, form} {
		if err := os.WriteFile(f, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args    []string
		clicked bool
		want    [][]string
		dropped bool
	}{
		{nil, false, [][]string{nil}, false},
		{nil, true, [][]string{{"serve"}}, false},
		{[]string{record}, false, [][]string{{record}}, false},
		{[]string{record, form}, true, [][]string{{"render", record, "-o", dir}, {"import", form, "-o", dir}}, true},
		{[]string{"render", record}, true, [][]string{{"render", record}}, false},
		{[]string{dir}, true, [][]string{{dir}}, false},
	} {
		got, dropped := fromDesk(c.args, c.clicked)
		if !reflect.DeepEqual(got, c.want) || dropped != c.dropped {
			t.Errorf("%q clicked %v: %q %v, want %q %v", c.args, c.clicked, got, dropped, c.want, c.dropped)
		}
	}
}
