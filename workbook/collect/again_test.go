package collect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// webPage is a web page of tables, cells between bars.
func webPage(tables ...string) []byte {
	var b strings.Builder
	b.WriteString("<meta charset=utf-8><p>清单</p>")
	for _, t := range tables {
		b.WriteString("<table border=1>")
		for row := range strings.Lines(t) {
			if row = strings.Trim(strings.TrimSpace(row), "|"); row != "" {
				b.WriteString("<tr><td>" + strings.ReplaceAll(row, "|", "<td>"))
			}
		}
		b.WriteString("</table>")
	}
	return []byte(b.String())
}

// TestRowsSaidAgain: what stands word for word above at the head of a later piece is left out if it is a heading, read
// if it is an item of any list, and passed over if it is a line that was read; each time it is said.
func TestRowsSaidAgain(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"form.yaml": `form: two
name: 清单
fields:
  单位: {kind: text, required: true}
  电话: text
  甲类: {kind: list, fields: {事项: text, 依据: text}}
  乙类: {kind: list, fields: {事项: text, 依据: text}}
`, "a.yaml": `layout: two/a
version: "1"
name: 清单
place: 某地
columns: [40, 40, 40, 40]
above: ["清单 @title"]
rows:
  - "| 单位 | {单位} | 联系人电话 | {电话} |"
  - header: "| 甲类事项 | < | 甲类依据 | < |"
  - repeat: 甲类
    rows: "| {事项} | < | {依据} | < |"
  - header: "| 乙类事项 | < | 乙类依据 | < |"
  - repeat: 乙类
    rows: "| {事项} | < | {依据} | < |"
`} {
		if err := os.MkdirAll(filepath.Join(dir, "two"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "two", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("two/a")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"/单位": "某局", "/电话": "无", "/甲类/0/事项": "修路", "/甲类/0/依据": "规划",
		"/甲类/1/事项": "修桥", "/甲类/1/依据": "批复", "/乙类/0/事项": "修路", "/乙类/0/依据": "规划", "/乙类/1/事项": "修桥", "/乙类/1/依据": "批复"}
	for _, x := range []struct {
		name   string
		tables []string
		sev    finding.Severity // of what is said
		place  string
	}{
		{"items of another list", []string{`|单位|某局|联系人电话|无|
			|甲类事项|甲类依据|
			|修路|规划|
			|修桥|批复|
			|乙类事项|乙类依据|`, `|修路|规划|
			|修桥|批复|`}, finding.Warning, "第 2 个表格第 1 行"},
		{"a heading and an item", []string{`|单位|某局|联系人电话|无|
			|甲类事项|甲类依据|
			|修路|规划|
			|修桥|批复|
			|乙类事项|乙类依据|
			|修路|规划|`, `|乙类事项|乙类依据|
			|修桥|批复|`}, finding.Note, "第 2 个表格第 1 行"},
		{"a line of the form", []string{`|单位|某局|联系人电话|无|
			|甲类事项|甲类依据|
			|修路|规划|`, `|单位|某局|联系人电话|无|
			|修桥|批复|
			|乙类事项|乙类依据|
			|修路|规划|
			|修桥|批复|`}, finding.Note, "第 2 个表格第 1 行"},
	} {
		b := strings.NewReplacer("<td>甲类事项<td>", "<td colspan=2>甲类事项<td colspan=2>", "<td>乙类事项<td>", "<td colspan=2>乙类事项<td colspan=2>",
			"<td>修路<td>", "<td colspan=2>修路<td colspan=2>", "<td>修桥<td>", "<td colspan=2>修桥<td colspan=2>").Replace(string(webPage(x.tables...)))
		r := readIn(t, "a.html", []byte(b), Options{Documents: true, With: l})
		if r.Refused() {
			t.Errorf("%s: refused: %s", x.name, r.Findings)
			continue
		}
		if d := cmp.Diff(want, textsOf(t, l, r.Data)); d != "" {
			t.Errorf("%s: %s\n%s", x.name, d, r.Findings)
		}
		if !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
			return f.Code == "READ-REPEATED" && f.Severity == x.sev && strings.Contains(f.Place, x.place)
		}) {
			t.Errorf("%s: not said: %s", x.name, r.Findings)
		}
	}
}
