package check_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// What is wrong in a rules file is said with its line and column, all of it.
func TestRulesFileMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "r.yaml:1:1 文件是空的（写成 checks: {F6: off}）"},
		{"syntax", "checks:\n  F6: off: on\n", "r.yaml:2 YAML 语法错误：冒号的位置不对（文字里有“: ”时整个加引号）"},
		{"a list", "- F6\n", "r.yaml:1:1 规则文件应是“键: 值”的集合，这里是列表"},
		{"unknown key", "checks: {F6: off}\nparam: {评分容差: \"1\"}\n", "r.yaml:2:1 规则文件没有“param”这一项"},
		{"twice", "checks:\n  F6: off\n  V3: note\n  F6: on\n", "r.yaml:4:3 键“F6”重复，第 2 行已有"},
		{"checks twice", "checks: {F6: off}\nchecks: {V3: off}\n", "r.yaml:2:1 键“checks”重复，第 1 行已有"},
		{"severity", "checks:\n  F6: 关闭\n  V3: warming\n", "r.yaml:3:7 级别不能是“warming”"},
		{"no severity", "checks:\n  F6:\n", "r.yaml:2:6 级别应是文字，这里是空"},
		{"no text", "params:\n  评分容差: [1]\n", "r.yaml:2:9 评分容差应是文字，这里是列表"},
		{"anchor", "checks: &a {F6: off}\n", "r.yaml:1:9 不支持 YAML 锚点（&a）（相同的内容请写全）"},
		{"merge", "checks: {F6: off}\nparams:\n  <<: *a\n", "r.yaml:3:7 YAML 语法错误：用了未定义的引用（*）"},
		{"bomb", "checks: {F6: &a [1,1]}\nparams: {a: [*a,*a,*a]}\n", "r.yaml:1:14 不支持 YAML 锚点"},
		{"too large", "checks: {F6: off} #" + strings.Repeat("-", 1<<20), "r.yaml:1:1 文件有"},
		{"two documents", "checks: {F6: off}\n---\nchecks: {V3: off}\n", "r.yaml:2:1 一个文件只能有一个 YAML 文档"},
		{"two mistakes", "checks: {F6: of, V3: nota}\n", "r.yaml:1:22 级别不能是“nota”"},
	} {
		_, err := check.ParseRules("r.yaml", []byte(c.text))
		var got []string
		for _, f := range finding.Of(err) {
			s := f.Pos.String() + " " + f.Message
			if f.Hint != "" {
				s += "（" + f.Hint + "）"
			}
			got = append(got, s)
			if f.Code != "CHECK-FILE" {
				t.Errorf("%s: code %s", c.name, f.Code)
			}
		}
		if all := strings.Join(got, "\n"); !strings.Contains(all, c.want) {
			t.Errorf("%s:\n%s\nwant %s", c.name, all, c.want)
		}
	}
}
