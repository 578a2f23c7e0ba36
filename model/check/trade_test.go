package check_test

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// The engine knows no trade: no text in its Go code has a word of performance evaluation or the name of a field of
// any shipped form. What a form needs said is data, and what expressions cannot say is offered by
// internal/performance.
func TestEngineKnowsNoTrade(t *testing.T) {
	words := map[string]bool{}
	for _, w := range strings.Fields("绩效 自评 预算 执行 指标 得分 总分 评分 等级 申报 决算 公开 满意 项目 资金 万元 汇总表") {
		words[w] = true
	}
	for _, i := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		var walk func([]*model.Field)
		walk = func(fields []*model.Field) {
			for _, f := range fields {
				if n := utf8.RuneCountInString(f.Name); n > 2 || n == 2 && f.Kind != model.Text { // 说明 and 名称 are words of every text
					words[f.Name] = true
				}
				walk(f.Fields)
			}
		}
		walk(l.Form.Fields)
	}
	for _, w := range []string{"提示", "金额", "金额单位"} { // what a note is called, and what kind: money is
		delete(words, w)
	}
	if len(words) < 200 {
		t.Fatalf("only %d names", len(words))
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s scanner.Scanner
		set := token.NewFileSet()
		s.Init(set.AddFile(file, -1, len(src)), src, nil, 0)
		for {
			pos, tok, lit := s.Scan()
			if tok == token.EOF {
				break
			}
			text, err := strconv.Unquote(lit)
			if tok != token.STRING || err != nil {
				continue
			}
			for w := range words {
				if strings.Contains(text, w) {
					t.Errorf("%s: %q has “%s”, a word of the trade", set.Position(pos), text, w)
				}
			}
		}
	}
}
