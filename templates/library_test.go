package templates

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// listOf is the findings of a *finding.TemplateError.
func listOf(t testing.TB, err error) finding.List {
	t.Helper()
	var e *finding.TemplateError
	if !errors.As(err, &e) {
		t.Fatalf("%T %v, want a *finding.TemplateError", err, err)
	}
	return e.List
}

func TestUnknownLayout(t *testing.T) {
	for id, want := range map[string]string{
		"self-evaluation/shanhai":       "没有版式“self-evaluation/shanhai”（您是不是要写“self-evaluation/shanghai”？自己的版式用 --templates",
		"self-evaluation/shanghai@1999": "版式“self-evaluation/shanghai”没有版本“1999”（现有版本：2022）",
		"../self-evaluation/shanghai":   "没有版式“../self-evaluation/shanghai”",
		"":                              "没有版式“”",
		"self-evaluation/form":          "没有版式",
	} {
		_, err := Embedded().Layout(id)
		if list := listOf(t, err); len(list) != 1 || list[0].Code != "LAYOUT-UNKNOWN" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestEmbeddedLayouts(t *testing.T) {
	for _, i := range Embedded().List() {
		l, err := Embedded().Layout(i.ID + "@" + i.Version)
		if err != nil {
			t.Fatal(err)
		}
		if l.ID != i.ID || l.Version != i.Version || i.Name == "" || i.Place == "" || i.Source == "" || i.Confirmed == "" || !i.Embedded {
			t.Errorf("%+v", i)
		}
		same, _ := Embedded().Layout(i.ID)
		if i.Current && same != l {
			t.Errorf("%s is read twice", i.ID)
		}
		data, file, err := Embedded().Source(i.ID)
		if err != nil || !strings.Contains(string(data), "layout: "+i.ID) || !strings.HasPrefix(file, "templates/") {
			t.Errorf("source of %s: %s %v", i.ID, file, err)
		}
		if len(Embedded().Samples(i.ID)) == 0 {
			t.Errorf("%s has no sample", i.ID)
		}
		list, err := Embedded().Lint(strings.TrimPrefix(i.File, "templates/"), nil)
		if err != nil || len(list) > 0 {
			t.Errorf("%s: %v %s", i.ID, err, list)
		}
	}
}

// write makes a folder of files.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestUsersFolder(t *testing.T) {
	place := func(id, version, row string) string {
		return "layout: self-evaluation/" + id + "\nversion: \"" + version + "\"\nname: 自定\ncolumns: [50]\nrows: '| " + row + " |'\n"
	}
	dir := write(t, map[string]string{
		"self-evaluation/shanghai@2024.yaml": place("shanghai", "2024", "新 {项目名称}"),
		"self-evaluation/national.yaml":      place("national", "1", "{项目名称}"),
		"self-evaluation/shanghai@2020.yaml": place("shanghai", "2020", "旧 {项目名称}"),
		"self-evaluation/nowhere.yaml":       place("somewhere", "1", "甲"),
		"self-evaluation/broken.yaml":        "layout: [",
		"own/form.yaml":                      formOf("甲: text"),
		"readme.txt":                         "",
	})
	lib, err := Open(dir, Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for id, row := range map[string]string{"self-evaluation/shanghai@2024": "新", "self-evaluation/shanghai@2020": "旧"} {
		l, err := lib.Layout(id)
		if err != nil {
			t.Fatal(err)
		}
		drawn(t, mustFill(t, l, "{项目名称: 甲, 年度: '2022'}"), "body | "+row+" 甲 |")
	}
	for _, id := range []string{"self-evaluation/shanghai", "self-evaluation/shanghai@2022"} {
		if l, err := lib.Layout(id); err != nil || l.Place != "上海市" {
			t.Errorf("%s: what is embedded is hidden: %v", id, err)
		}
	}
	if _, err := lib.Layout("self-evaluation/national"); listOf(t, err)[0].Code != "LAYOUT-NAME-SHIPPED" {
		t.Errorf("%v", err)
	}
	if _, err := lib.Layout("self-evaluation/nowhere"); !strings.Contains(listOf(t, err).String(), "文件名与内容不符") {
		t.Errorf("%v", err)
	}
	if _, err := lib.Layout("self-evaluation/broken"); !strings.Contains(listOf(t, err).String(), "broken.yaml:1") {
		t.Errorf("%v", err)
	}
	var have []string
	for _, i := range lib.List() {
		if i.Embedded && i.ID != "self-evaluation/national" && i.ID != "self-evaluation/shanghai" {
			continue // what else is shipped grows
		}
		s := i.ID + "@" + i.Version
		if i.Current {
			s += " current"
		}
		if i.Embedded {
			s += " embedded"
		}
		have = append(have, s)
	}
	want := "self-evaluation/broken@ current, self-evaluation/national@2020 current embedded, self-evaluation/nowhere@1 current, " +
		"self-evaluation/shanghai@2024, self-evaluation/shanghai@2022 current embedded, self-evaluation/shanghai@2020"
	if s := strings.Join(have, ", "); s != want {
		t.Errorf("have %s\nwant %s", s, want)
	}
}

// A record that fills in what the user's layout does not print is refused; every such field is named.
func TestNotPrinted(t *testing.T) {
	l := mustLayout(t, formOf("甲: text\n乙: text\n项:\n  kind: list\n  fields: {丙: text, 丁: money}"), layoutOf(1, `
		rows:
		  - "| {甲} |"
		  - repeat: 项
		    rows: "| {丙}{= 丁 * 2} |"
		`))
	_, err := fill(t, l, "{甲: 一, 乙: 二, 项: [{丙: 三}, {丁: 4}]}")
	var e *finding.DataError
	if !errors.As(err, &e) || len(e.List) != 2 || e.List[0].Path != "/乙" || e.List[1].Path != "/项/1/丁" || e.List[1].Place != "项 第 2 行 丁" || e.List[0].Pos.File != "r.yaml" {
		t.Errorf("%v", err)
	}
	lib := library(formOf("甲: text\n乙: text"), layoutOf(1, "rows: '| {甲} |'"))
	_, list := lib.load("f/x.yaml", lib)
	if len(list) != 1 || list[0].Code != "LAYOUT-FIELD-NOT-PRINTED" || list[0].Severity != finding.Warning || !strings.Contains(list[0].Message, "“乙”") {
		t.Errorf("%s", list)
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "无"), nil); err == nil || finding.Of(err) != nil {
		t.Errorf("%v", err)
	}
	file := filepath.Join(write(t, map[string]string{"a": ""}), "a")
	if _, err := Open(file, nil); err == nil || !strings.Contains(err.Error(), "不是文件夹") {
		t.Errorf("%v", err)
	}
}

// Many goroutines ask at once and fill in at once; go test -race watches.
func TestShared(t *testing.T) {
	lib := library(formOf(indicators), groupLayout(""))
	var wg sync.WaitGroup
	layouts := make([]*Layout, 8)
	for i := range layouts {
		wg.Go(func() {
			l, err := lib.Layout("f/x")
			if err != nil {
				t.Error(err)
				return
			}
			layouts[i] = l
			drawn(t, mustFill(t, l, "标: [{一级: 甲, 二级: 乙, 三级: 丙}]"), "body | 甲 | 乙 | 丙 |")
		})
	}
	wg.Wait()
	for _, l := range layouts {
		if l != layouts[0] {
			t.Fatal("read twice")
		}
	}
}

func TestEncodings(t *testing.T) {
	form := formOf("甲: text")
	good := layoutOf(1, "rows: '| {甲} |'\n")
	for name, c := range map[string]struct{ text, says string }{
		"bom":       {"\xEF\xBB\xBF" + good, ""},
		"crlf":      {strings.ReplaceAll(good, "\n", "\r\n"), ""},
		"utf-16":    {"\xFF\xFEl\x00a\x00", "文件是 UTF-16 编码，应为 UTF-8（请另存为 UTF-8）"},
		"gb 18030":  {"layout: f/x\nname: \xB1\xED\n", "t/f/x.yaml:2:7 错误 TEMPLATE-ENCODING：文件不是有效的 UTF-8"},
		"empty":     {"", "文件是空的"},
		"comment":   {"# 无\n", "文件是空的"},
		"scalar":    {"甲", "版式应是“键: 值”的集合，这里是文字"},
		"too large": {good + strings.Repeat("# \n", yamltree.MaxSize/2), "超过上限 1048576 字节"},
		"deep":      {good + "x: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "嵌套超过 24 层"},
		"very deep": {good + "x: " + strings.Repeat("[", 20000), "嵌套太深"},
		"tab":       {"layout: f/x\n\tname: 甲\n", "缩进"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := library(form, c.text).Layout("f/x")
			switch {
			case c.says == "" && err != nil, c.says != "" && (l != nil || !strings.Contains(listOf(t, err).String(), c.says)):
				t.Errorf("%v", err)
			}
		})
	}
}
