package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// office saves a file as another kind with LibreOffice.
func office(dir, kind, file string) (string, error) {
	c := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless",
		"--convert-to", kind, "--outdir", dir)
	if strings.HasSuffix(file, ".csv") {
		c.Args = append(c.Args, "--infilter=CSV:44,34,76,1")
	}
	c.Args = append(c.Args, file)
	if b, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("soffice: %w\n%s", err, b)
	}
	all, err := filepath.Glob(filepath.Join(dir, "*."+kind))
	if err != nil || len(all) != 1 {
		return "", fmt.Errorf("soffice makes %v, %w", all, err)
	}
	return all[0], nil
}

// Each kind of file that a clerk may have is dropped and becomes the form being filled in: the record, the workbook,
// the official form of another program. What is read from it stands in the record.
func TestUploads(t *testing.T) {
	const record = "../../examples/seed-1.json"
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	// A ledger has what its columns are called for; in Excel and in the workbooks of before 2007 it is the same.
	const ledger = "form,年度,项目名称,主管部门,实施单位,年度资金总额.全年执行数,三级指标,年度指标值\n" +
		"self-evaluation/shanghai,2022,交通行业行政服务经费,上海市交通委员会,上海市交通委员会,18233182.14,甲,5\n,,,,,,乙,6\n"
	const yaml = "# 注\nform: self-evaluation/shanghai\n年度: \"2022\"\n项目名称: 交通行业行政服务经费\n主管部门: 上海市交通委员会\n实施单位: |-\n  上海市交通委员会\n" +
		"资金:\n  年度资金总额: {全年执行数: \"18233182.14\"}\n绩效指标:\n- {三级指标: 甲, 年度指标值: \"5\"}\n"
	files := []string{write("记录.json", text), write("记录.yaml", []byte(yaml)), write("台账.csv", []byte(ledger))}
	if _, err := exec.LookPath("soffice"); err != nil {
		Missing(t, "soffice")
	}
	p := page(t, "")
	// The office converts two of them while the others are dropped: the ledger, the form.
	type saved struct {
		file string
		err  error
	}
	old, work := make(chan saved, 2), sync.WaitGroup{}
	t.Cleanup(work.Wait)
	converted := func(kind, file string) {
		work.Go(func() {
			file, err := office(filepath.Join(dir, "office-"+kind), kind, file)
			old <- saved{file, err}
		})
	}
	converted("xlsx", files[2])
	for _, format := range []string{"xlsx", "docx", "html", "pdf"} {
		out := filepath.Join(dir, format)
		gongbiao(t, "render", record, "-f", format, "-o", out)
		all, _ := filepath.Glob(filepath.Join(out, "*."+format))
		files = append(files, all...)
	}
	converted("xls", files[3])
	book := filepath.Join(dir, "填报表.xlsx")
	gongbiao(t, "form", "new", "-t", "self-evaluation/shanghai", "--from", record, "-o", book)
	files = append(files, book)
	p.Wait("the layouts are there", "document.querySelector('main li.card')")
	drop := func(file string) {
		// The one before is open still: this one takes its place.
		p.Eval(nil, "import('./session.js').then(m => { window.before = m.now(); })")
		p.Drop("main", file)
		p.Wait(filepath.Base(file)+" is there, or a question", "await import('./session.js').then(m => m.now() !== window.before || !!document.querySelector('.read button'))")
		p.Eval(nil, "{ const b = document.querySelector('.read button'); if (b) b.click(); }")
		p.Wait("the form is there", "await import('./session.js').then(m => m.now() !== window.before && location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 10)")
		p.settled()
		got := p.record()
		for _, want := range []string{"交通行业行政服务经费", "上海市交通委员会", "18233182.14"} {
			if !strings.Contains(got, want) && !strings.Contains(strings.ReplaceAll(got, ",", ""), want) {
				t.Errorf("%s: the record has no %s: %s", filepath.Base(file), want, got[:min(len(got), 600)])
			}
		}
	}
	for _, file := range files {
		drop(file)
	}
	for range cap(old) {
		made := <-old
		if made.err != nil {
			t.Fatal(made.err)
		}
		drop(made.file)
	}
}
