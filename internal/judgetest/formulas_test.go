package judgetest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

const formulasScript = `
import sys, json, os, glob, openpyxl
out = {"formulas": 0, "stored": 0, "different": []}
for p in sorted(glob.glob(os.path.join(sys.argv[1], "*.xlsx"))):
    q = os.path.join(sys.argv[2], os.path.basename(p))
    f, v, w = openpyxl.load_workbook(p), openpyxl.load_workbook(p, data_only=True), openpyxl.load_workbook(q, data_only=True)
    for ws in f:
        for row in ws.iter_rows():
            for c in row:
                if c.data_type != "f":
                    continue
                x, y = v[ws.title][c.coordinate].value, w[ws.title][c.coordinate].value
                x, y = "" if x is None else x, "" if y is None else y
                out["formulas"] += 1
                out["stored"] += x != ""
                number = isinstance(x, (int, float)) and isinstance(y, (int, float))
                # a figure nothing was entered for is left blank, where the spreadsheet counts blanks as nought
                if x != y and not (number and abs(x - y) < 1e-9 * max(1, abs(x))) and not (x == "" and y == 0):
                    out["different"].append("%s %s!%s: %r stored, %r computed" % (os.path.basename(p), ws.title, c.coordinate, x, y))
print(json.dumps(out))
`

// TestFormulasCarryValues: what a form to be filled in stores beside its formulas is what LibreOffice computes, so
// that a preview shows nothing else than the spreadsheet does.
func TestFormulasCarryValues(t *testing.T) {
	t.Parallel()
	shared(t)
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	dir, out := t.TempDir(), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()) + "/profile", "--headless", "--convert-to", "xlsx", "--outdir", out}
	for i, record := range records(t) {
		b, err := os.ReadFile(record)
		if err != nil {
			t.Fatal(err)
		}
		var r struct{ Form string }
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(record, err)
		}
		path := filepath.Join(dir, fmt.Sprintf("%02d.xlsx", i))
		gongbiao(t, "form", "new", "-t", r.Form, "--from", record, "-o", path)
		args = append(args, path)
	}
	if o := run(t, "", officeFonts(t, t.TempDir()), "soffice", args...); o.code != 0 {
		t.Fatal(short(o.stderr))
	}
	var got struct {
		Formulas, Stored int
		Different        []string
	}
	if err := json.Unmarshal([]byte(passes(t, python, "-c", formulasScript, dir, out).stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Formulas < 500 || got.Stored < 100 {
		t.Errorf("%d formulas, %d of them with a value", got.Formulas, got.Stored)
	}
	for _, d := range got.Different {
		t.Error(d)
	}
	t.Logf("%d formulas, %d with a value", got.Formulas, got.Stored)
}
