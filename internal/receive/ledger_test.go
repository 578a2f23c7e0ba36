package receive

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// TestLedgerOfAllLayouts: forms of every layout are collected in one folder, several of them layouts of one form with
// fields of their own; each sheet of data is a ledger that gives the same records again.
func TestLedgerOfAllLayouts(t *testing.T) {
	library := templates.Embedded()
	dir := t.TempDir()
	for _, info := range library.List() {
		if !info.Current {
			continue
		}
		l, err := library.Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			d := record(t, sample.Append(nil, l.Form, sample.Options{Layout: info.ID, Seed: 4}, i))
			b, err := workbook.New(l, d, &engine, workbook.Options{Rows: 90, Blocks: 8})
			if err != nil {
				t.Fatalf("%s: %v", info.ID, err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.xlsx", filepath.Base(l.Form.ID+"-"+filepath.Base(info.ID)), i)), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := Files([]string{dir}, false)
	if err != nil {
		t.Fatal(err)
	}
	items, err := Run(context.Background(), Job{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	book, err := Ledger(items, "test")
	if err != nil {
		t.Fatal(err)
	}
	for i, form := range layouts(items) {
		sheet := SheetData
		if i > 0 {
			sheet = fmt.Sprintf("%s(%d)", SheetData, i+1)
		}
		var want []map[string]string
		for _, it := range items {
			r, err := it.Record()
			if err != nil {
				t.Fatal(err)
			}
			if r != nil && it.Result.Form == form {
				want = append(want, texts(r))
			}
		}
		var got []map[string]string
		of := func(id string) (*model.Form, error) {
			l, err := library.Layout(id)
			if err != nil {
				return nil, err
			}
			return l.Form, nil
		}
		err := ledger.Read("台账.xlsx", book, ledger.Options{Sheet: sheet, Form: of}, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			l, err := library.LayoutOf(d, "")
			if err != nil {
				return err
			}
			r, err := model.BindPartial(d, l.Form)
			if err == nil {
				got = append(got, texts(r))
			}
			return err
		})
		if err != nil {
			t.Errorf("%s, sheet %s: %v", form, sheet, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %.2000s", form, d)
		}
	}
}
