package fonts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong in a style map is said with its line and column, all of it; an empty one maps nothing.
func TestStyleMapMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"comments", "# 宋体: a.ttf\n", ""},
		{"nothing", "---\n~\n", ""},
		{"syntax", "楷体: a.ttf\n宋体: a: b.ttf\n", "2: YAML 语法错误：冒号的位置不对"},
		{"a list", "- a.ttf\n", "1:1: 字体对照表应是“键: 值”的集合，这里是列表"},
		{"twice", "宋体: a.ttf\n楷体: b.ttf\n宋体: c.ttf\n", "3:1: 键“宋体”重复，第 1 行已有"},
		{"unknown key", "宋体: {文件: a.ttf, 序好: 1}\n", "1:17: 字体没有“序好”这一项"},
		{"no file", "宋体: {序号: 1}\n", "1:5: 没有写 文件"},
		{"anchor", "宋体: &a a.ttf\n楷体: *a\n", "2:5: 不支持 YAML 引用（*a）"},
		{"deep", "宋体: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "嵌套超过"},
		{"too large", "#" + strings.Repeat("-", 1<<20), "1:1: 文件有 1048577 字节"},
		{"encoding", "\xcb\xce\xcc\xe5: a.ttf\n", "1:1: 文件不是有效的 UTF-8"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "字体.yaml"), []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		w := &folder{dir: dir, base: Embedded()}
		w.read()
		w.styles()
		var got strings.Builder
		for _, f := range w.findings {
			if f.Code != CodeMap {
				continue
			}
			got.WriteString(strings.TrimPrefix(f.Pos.String(), filepath.Join(dir, "字体.yaml")+":") + ": " + f.Message + "\n")
		}
		if c.want == "" && got.Len() > 0 || !strings.Contains(got.String(), c.want) {
			t.Errorf("%s:\n%swant %q", c.name, got.String(), c.want)
		}
	}
}
