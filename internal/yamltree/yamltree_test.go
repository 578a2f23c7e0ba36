package yamltree

import (
	"errors"
	"strings"
	"testing"
)

// What no file needs is refused with its place, whatever kind of file it is.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"anchor", "甲: &a 1\n乙: 2", "x.yaml:1:4 RULES 不支持 YAML 锚点（&a）"},
		{"alias", "甲: &a 1\n乙: *a", "x.yaml:2:4 RULES 不支持 YAML 引用（*a）"},
		{"unknown alias", "甲: 1\n乙: *a", "x.yaml:2:4 RULES YAML 语法错误：用了未定义的引用（*）"},
		{"tag", "甲: !重要 1", "x.yaml:1"},
		{"documents", "甲: 1\n---\n乙: 1", "x.yaml:2:1 RULES 一个文件只能有一个 YAML 文档"},
		{"depth", strings.Repeat("[", 30) + strings.Repeat("]", 30), "RULES 嵌套超过 24 层"},
		{"size", strings.Repeat("#", MaxSize+1), "x.yaml:1:1 RULES 文件有 1048577 字节"},
		{"nodes", "[" + strings.Repeat("1,", 50_001) + "]", "RULES 文件的项太多"},
		{"tab", "甲:\n\t乙: 1", "x.yaml:2 RULES YAML 语法错误"},
		{"quote", "甲: \"乙", "RULES YAML 语法错误：引号没有配对"},
		{"encoding", "甲: \xff", "x.yaml:1:4 RULES 文件不是有效的 UTF-8"},
		{"UTF-16", "\xff\xfe甲", "x.yaml:1:1 RULES 文件是 UTF-16 编码"},
		{"unseen", "甲: 乙\u202e丙", "x.yaml:1:4 RULES 文字里有看不见的"},
		{"empty", "# 甲\n", "x.yaml:1:1 RULES 文件是空的"},
	} {
		s := Read("x.yaml", []byte(c.text), Options{Code: "RULES"})
		if s.Root != nil || len(s.List) == 0 {
			t.Errorf("%s: read, want %q", c.name, c.want)
			continue
		}
		var got strings.Builder
		for _, f := range s.List {
			got.WriteString(f.Pos.String() + " " + f.Code + " " + f.Message + "\n")
		}
		if !strings.Contains(got.String(), c.want) {
			t.Errorf("%s: %swant %q", c.name, got.String(), c.want)
		}
	}
	if s := Read("x.yaml", []byte("# 甲\n"), Options{MayBeEmpty: true}); s.Root != nil || len(s.List) > 0 {
		t.Errorf("an empty file: %v", s.List)
	}
}

// The nearest name is asked for; without one all are listed, as long as they are few.
func TestDidYouMean(t *testing.T) {
	known := []string{"年度", "名称"}
	for len(known) < 24 {
		known = append(known, "列"+strings.Repeat("丙", len(known)))
	}
	if got := DidYouMean("年限度", known); got != "您是不是要写“年度”？" {
		t.Error(got)
	}
	if got := DidYouMean("zz", known); got != "可用："+strings.Join(known, "、") {
		t.Error(got)
	}
	if got := DidYouMean("zz", append(known, "一个太多")); got != "" {
		t.Error(got)
	}
}

func TestComplaint(t *testing.T) {
	for msg, want := range map[string]string{
		"yaml: line 3: mapping values are not allowed in this context": "冒号的位置不对",
		"yaml: found unexpected end of stream":                         "引号没有配对",
		"yaml: something new":                                          "",
	} {
		if _, say, _ := Complaint(errors.New(msg)); say != want {
			t.Errorf("%s: %q", msg, say)
		}
	}
	if line, _, _ := Complaint(errors.New("yaml: line 3: did not find expected key")); line != 3 {
		t.Error("the line is lost")
	}
}
