package check

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestReadAsOfAPath: a name in read-as is a field's own; whoever writes the list before it is told what to write.
func TestReadAsOfAPath(t *testing.T) {
	for text, want := range map[string]string{
		"年度指标值: 附单位(指标值, 单位)":      "",
		"绩效指标.年度指标值: 附单位(指标值, 单位)": "（写它自己的名字，不写在哪一组、哪个列表里：年度指标值: 一个算式）",
		"年度-指标值: 甲":                "（只用汉字、字母、数字）",
	} {
		var n yaml.Node
		if err := yaml.Unmarshal([]byte(text), &n); err != nil {
			t.Fatal(err)
		}
		_, err := ParseReadAs("某市.yaml", n.Content[0])
		if err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
