package publish

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
)

// perPage is how many forms a page lists.
const perPage = 500

// sortForms puts forms into the order of all lists and data, whatever the order of the inputs.
func sortForms(forms []*form) {
	slices.SortFunc(forms, func(a, b *form) int {
		return cmp.Or(-cmp.Compare(a.Year, b.Year), cmp.Compare(a.Department, b.Department), cmp.Compare(a.Unit, b.Unit),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Address, b.Address))
	})
}

// grouping is one way to divide the forms.
type grouping struct {
	id, name string
	of       func(*form) (id, name string)
}

var (
	byYear       = grouping{"year", "按年度", func(f *form) (string, string) { return f.Year, named(f.Year) }}
	byKind       = grouping{"kind", "按表种", func(f *form) (string, string) { return f.Kind, f.KindName }}
	byDepartment = grouping{"department", "按主管部门", func(f *form) (string, string) { return alike.Folded(f.Department), named(f.Department) }}
	groupings    = []grouping{byYear, byKind, byDepartment}
)

// groupPath is the first page of the group of a form.
func groupPath(g grouping, f *form) string {
	id, _ := g.of(f)
	return "list/" + g.id + "-" + address(id)[:10] + ".html"
}

// group is forms that have something in common.
type group struct {
	name, path string
	forms      []*form
}

// divide makes the groups, in the order of their first form but for departments and kinds, which are by name.
func divide(g grouping, live []*form) (out []*group) {
	at := map[string]*group{}
	for _, f := range live {
		p := groupPath(g, f)
		if at[p] == nil {
			_, name := g.of(f)
			at[p] = &group{name: name, path: p}
			out = append(out, at[p])
		}
		at[p].forms = append(at[p].forms, f)
	}
	if g.id != byYear.id {
		slices.SortStableFunc(out, func(a, b *group) int { return cmp.Compare(a.name, b.name) })
	}
	return out
}

// lists makes the index and the lists.
func (s *site) lists(live []*form) error {
	var b strings.Builder
	fmt.Fprintf(&b, "<p>共 %d 份表。<a href=\"list/all.html\">全部</a>，<a href=\"search.html\">搜索</a>，<a href=\"changes.html\">更新</a>，"+
		"<a href=\"data/index.html\">数据下载</a>。</p>\n", len(live))
	for _, g := range groupings {
		groups := divide(g, live)
		fmt.Fprintf(&b, "<section aria-labelledby=\"%s\"><h2 id=\"%[1]s\">%s</h2>\n<ul class=\"groups\">", g.id, g.name)
		for _, x := range groups {
			fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a> <span class=\"count\">%d 份</span></li>\n", x.path, text(x.name), len(x.forms))
			if err := s.list(x.path, x.name, x.forms); err != nil {
				return err
			}
		}
		b.WriteString("</ul></section>\n")
	}
	if err := s.list("list/all.html", "全部", live); err != nil {
		return err
	}
	return s.put("index.html", s.frame(page{path: "index.html", title: s.Title, heading: s.Title, column: "首页", body: b.String()}))
}

// list makes the pages of one list.
func (s *site) list(path, title string, forms []*form) error {
	pages := max(1, (len(forms)+perPage-1)/perPage)
	name := func(n int) string {
		if n == 1 {
			return path
		}
		return strings.TrimSuffix(path, ".html") + fmt.Sprintf("-%d.html", n)
	}
	for n := 1; n <= pages; n++ {
		some := forms[(n-1)*perPage : min(n*perPage, len(forms))]
		var b strings.Builder
		fmt.Fprintf(&b, "<p>共 %d 份", len(forms))
		if pages > 1 {
			fmt.Fprintf(&b, "，第 %d 页，共 %d 页", n, pages)
		}
		b.WriteString("。")
		feed := ""
		if strings.HasPrefix(path, "list/"+byDepartment.id+"-") {
			feed = feedPath(path)
			fmt.Fprintf(&b, "<a href=\"%s%s\">订阅这里的更新（Atom）</a>", root(path), feed)
		}
		b.WriteString("</p>\n")
		listTable(&b, title, root(path), some)
		if pages > 1 {
			b.WriteString("<nav aria-label=\"翻页\"><ul class=\"pages\">")
			for k := 1; k <= pages; k++ {
				here := ""
				if k == n {
					here = ` aria-current="page"`
				}
				fmt.Fprintf(&b, "<li><a href=\"%s%s\"%s>%d</a></li>", root(path), name(k), here, k)
			}
			b.WriteString("</ul></nav>\n")
		}
		p := page{path: name(n), title: title + " · " + s.Title, heading: title, column: title, body: b.String(), feed: feed,
			crumbs: []link{{"首页", "index.html"}}}
		if n > 1 {
			p.title = fmt.Sprintf("%s（%d） · %s", title, n, s.Title)
		}
		if err := s.put(p.path, s.frame(p)); err != nil {
			return err
		}
	}
	return nil
}

// listTable is forms as a table with a row each.
func listTable(b *strings.Builder, caption, up string, forms []*form) {
	fmt.Fprintf(b, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table class=\"list\"><caption>%[1]s</caption>\n<thead><tr>", text(caption))
	for _, h := range [...]string{"名称", "单位", "主管部门", "年度", "表种", "预算数", "执行数", "总分", "等级"} {
		fmt.Fprintf(b, "<th scope=\"col\">%s</th>", h)
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, f := range forms {
		fmt.Fprintf(b, "<tr><th scope=\"row\"><a href=\"%s%s\">%s</a></th>", up, f.page(), text(f.Name))
		for _, x := range [...]string{f.Unit, f.Department, f.Year, f.KindName} {
			fmt.Fprintf(b, "<td>%s</td>", text(x))
		}
		for _, x := range [...]string{amount(f.Budget, f.Money), amount(f.Spent, f.Money), f.Score, f.Grade} {
			fmt.Fprintf(b, "<td class=\"number\">%s</td>", text(x))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table></section>\n")
}

// dataPage tells what open data there is.
func (s *site) dataPage(live []*form) error {
	var b strings.Builder
	b.WriteString("<p>全部内容也以数据发布，可以自由下载。CSV 是 UTF-8，带 BOM，用 Excel 直接打开即可；数一律写成数值，照填的字样见各表的记录。</p>\n<ul>\n")
	item := func(name, what string) {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a>：%s</li>\n", name, name, text(what))
	}
	item("forms.csv", "全部表，一行一份")
	item("forms.json", "同上，JSON")
	item("forms.schema.json", "上一文件的 JSON Schema")
	for _, layout := range s.layouts(live) {
		for _, t := range s.tables[layout] {
			what := t.title + "，一行一份表"
			if t.list != "" {
				what = t.title + "，一行一项"
			}
			item(t.name+".csv", what)
		}
		item(schemaName(layout), "记录的 JSON Schema（版式 "+layout+"）")
	}
	item("csv-metadata.json", "各 CSV 的说明（CSV on the Web）")
	item("datapackage.json", "各 CSV 的说明（Frictionless Data Package）")
	item("../feed.xml", "更新（Atom）")
	item("../SHA256SUMS", "全部文件的校验和")
	item("../manifest.jsonl", "清单：gongbiao verify 可用它核对整个站")
	b.WriteString("</ul>\n")
	return s.put("data/index.html", s.frame(page{path: "data/index.html", title: "数据 · " + s.Title, heading: "数据", column: "数据",
		crumbs: []link{{"首页", "index.html"}}, body: b.String()}))
}
