package judgetest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/templates"
)

// webJudges installs the judges of web pages, at the versions of testdata/web, and gives their folder.
func webJudges(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			missing(t, name)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", "web", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if o := run(t, dir, nil, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"); o.code != 0 {
		missing(t, "axe-core and html-validate ("+short(o.stderr)+")")
	}
	return filepath.Join(dir, "node_modules")
}

// published makes a site of invented forms of every layout, one of them taken back, and gives its folder and pages.
func published(t *testing.T) (site string, pages []string) {
	t.Helper()
	dir := t.TempDir()
	site = filepath.Join(dir, "site")
	var records []string
	for _, l := range templates.Embedded().List() {
		if !l.Current || strings.HasPrefix(l.ID, "summary/") { // an invented summary is not one of invented forms
			continue
		}
		file := filepath.Join(dir, strings.ReplaceAll(l.ID, "/", "-")+".jsonl")
		gongbiao(t, "sample", "-t", l.ID, "--count", "1", "--seed", "7", "-o", file)
		records = append(records, file)
	}
	fine := slices.DeleteFunc(records, func(file string) bool {
		return run(t, "", nil, built(t), "check", file, "--summary").code != 0
	})
	if len(fine) < 8 {
		t.Fatalf("only %d layouts have invented forms without errors", len(fine))
	}
	args := []string{"publish", "-o", site, "--date", "2025-05-20", "--site-url", "https://example.gov.cn", "-f", "xlsx"}
	gongbiao(t, append(args, fine...)...)
	gongbiao(t, append(append(args, "--withdraw"), fine[1:]...)...)
	err := filepath.WalkDir(site, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".html") {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil || len(pages) < 30 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	return site, pages
}

// Every page of a site, of every layout, is valid HTML to html-validate, has no violation of what axe-core looks for
// (WCAG 2.2 and best practices), wide and on a telephone, and says no error on its console; the search finds.
func TestSite(t *testing.T) {
	t.Parallel()
	judges := webJudges(t)
	site, pages := published(t)
	config := filepath.Join(filepath.Dir(judges), "html-validate.json")
	if err := os.WriteFile(config, []byte(`{"root":true,"extends":["html-validate:recommended"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	validate := filepath.Join(judges, ".bin", "html-validate")
	passes(t, validate, append([]string{"--config", config}, pages...)...)
	broken := filepath.Join(t.TempDir(), "broken.html")
	if err := os.WriteFile(broken, []byte("<!DOCTYPE html>\n<html lang=\"zh\"><head><title>x</title></head><body><p><div></p></body></html>\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if run(t, "", nil, validate, "--config", config, broken).code == 0 {
		t.Error("html-validate takes a broken page")
	}
	sitemap(t, site)
	axe, err := os.ReadFile(filepath.Join(judges, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	b := chromium(t)
	violations := func(page string) (found []string) {
		b.open(t, "file://"+page)
		var ok bool
		b.eval(t, &ok, string(axe)+";true")
		b.eval(t, &found, `axe.run({resultTypes:['violations']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; ').slice(0, 400)))`)
		return found
	}
	if len(violations(broken)) == 0 {
		t.Error("axe-core takes a broken page")
	}
	for _, width := range []int{1280, 360} {
		b.call(t, nil, "Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false})
		for _, page := range pages {
			if width == 360 && strings.Contains(page, "/list/") && !strings.HasSuffix(page, "all.html") {
				continue // as all.html
			}
			for _, v := range violations(page) {
				t.Errorf("%s, %d wide: %s", filepath.Base(page), width, v)
			}
			var over int
			if b.eval(t, &over, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
				t.Errorf("%s: %d pixels wider than a screen of %d", filepath.Base(page), over, width)
			}
		}
	}
	b.open(t, "file://"+filepath.Join(site, "search.html"))
	var hits int
	b.eval(t, &hits, `words.value = '绩效自评', words.dispatchEvent(new Event('input')), document.querySelectorAll('#found a').length`)
	if hits < 2 {
		t.Errorf("the search finds %d", hits)
	}
}

// sitemap holds the map of a site against the schema of sitemaps.org; one with a broken date fails.
func sitemap(t *testing.T, site string) {
	t.Helper()
	const script = `import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
schema.assertValid(etree.parse(sys.argv[2]))
broken = etree.parse(sys.argv[2])
broken.getroot()[0].find('{*}lastmod').text = 'yesterday'
sys.exit(schema.validate(broken))`
	passes(t, python, "-c", script, filepath.Join("..", "publish", "testdata", "schemas", "sitemap.xsd"), filepath.Join(site, "sitemap.xml"))
}
