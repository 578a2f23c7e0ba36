package performance_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/templates"
)

const (
	begin = "<!-- 下表由 go test ./internal/performance -run Catalogue -update 写出 -->\n"
	end   = "<!-- 到此 -->\n"
)

// docs/checks.md lists every check of the form file, with its grade, and every function; it is written by -update.
func TestCatalogue(t *testing.T) {
	f, err := templates.Embedded().Checks("self-evaluation")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| 代码 | 级别 | 查什么 | 范围 |\n| --- | --- | --- | --- |\n")
	for _, c := range f.Checks {
		scope := "一张表"
		switch {
		case c.Set == "全部":
			scope = "整批"
		case c.Set == "项目键":
			scope = "整批，按项目"
		case c.Set != "":
			scope = "整批，按单位"
		case len(c.Groups) > 0:
			scope = "按" + strings.ReplaceAll(strings.Join(c.Groups, "、"), "$指标", "") + "分组"
		case c.For != "":
			scope = "每个" + c.For
		case c.Rows == "$指标" || c.Rows == "绩效指标":
			scope = "每个指标"
		case c.Rows != "":
			scope = "每一行"
		}
		level := c.Severity.Chinese()
		if c.Off {
			level += "（默认不启用）"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.ID(), level, c.Name, scope)
	}
	b.WriteString("\n校验里可以用的函数，除 [expressions.md](expressions.md) 所列之外：\n\n")
	usages := performance.Usages()
	for _, u := range usages {
		fmt.Fprintf(&b, "- `%s`\n", u)
	}
	const path = "../../docs/checks.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, found := strings.Cut(rest, end)
	if !ok || !found {
		t.Fatal("docs/checks.md has lost its marks")
	}
	want := head + begin + b.String() + end + tail
	golden.File(t, path, []byte(want))
	settings, err := os.ReadFile("../../templates/checks/params.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var params struct {
		Params yaml.Node `yaml:"params"`
	}
	if err := yaml.Unmarshal(settings, &params); err != nil || len(params.Params.Content) == 0 {
		t.Fatal(err)
	}
	for i := 0; i < len(params.Params.Content); i += 2 {
		if name := params.Params.Content[i].Value; !strings.Contains(string(text), name) {
			t.Errorf("docs/checks.md does not explain the parameter %s", name)
		}
	}
	if !slices.IsSorted(usages) {
		t.Error("functions out of order")
	}
}
