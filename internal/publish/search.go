package publish

import (
	_ "embed"
	"strings"

	part "github.com/gongbiao/gongbiao/internal/paint/html"
)

//go:embed web/style.css
var style []byte

//go:embed web/search.js
var searchScript []byte

// search makes the page that searches, and its one script, which holds the list it searches in: a page that was opened
// from a disk may fetch nothing.
func (s *site) search(live []*form) error {
	var b strings.Builder
	b.WriteString("'use strict';\nconst forms = [")
	for i, f := range live {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(compact([]string{f.Address, f.Name, f.Unit, f.Department, f.Year, f.KindName, f.Score}))
	}
	b.WriteString("\n];\n")
	b.Write(searchScript)
	if err := s.put("search.js", []byte(b.String())); err != nil {
		return err
	}
	return s.put("search.html", s.frame(page{path: "search.html", title: "搜索 · " + s.Title, heading: "搜索", column: "搜索", script: "search.js",
		crumbs: []link{{"首页", "index.html"}}, body: searchBody}))
}

const searchBody = `<noscript><p>这里的搜索要用脚本。不用脚本也可以看<a href="list/all.html">全部列表</a>，用浏览器的查找（Ctrl+F）。</p></noscript>
<search class="find" id="find" hidden><label for="words">名称、单位、部门、年度、表种里的词，几个词之间空一格</label>
<input id="words" type="search" autocomplete="off">
<p id="count" role="status"></p>
<ol id="found"></ol></search>
`

// styles makes the style sheets: of the forms, and the site's own or the one a bureau has given.
func (s *site) styles() error {
	if err := s.put("form.css", []byte(part.Sheet+"\n")); err != nil {
		return err
	}
	if s.Style != nil {
		return s.put("style.css", s.Style)
	}
	return s.put("style.css", style)
}
