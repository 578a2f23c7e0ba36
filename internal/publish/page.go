package publish

import (
	"fmt"
	"html"
	"path"
	"strings"

	part "github.com/gongbiao/gongbiao/internal/paint/html"
	"github.com/gongbiao/gongbiao/render"
)

// page is a page of the site before it has its frame.
type page struct {
	path    string // from the root of the site
	title   string
	heading string // of the page; empty: the body has one
	column  string // the column of the site it belongs to
	article *form  // a form: its page has the meta names of articles
	crumbs  []link
	style   string // of this page alone
	script  string // its one script
	feed    string // of what the page lists, empty: none of its own
	body    string
}

// link is a name and an address from the root of the site.
type link struct{ name, path string }

var text = html.EscapeString

// root leads from a page to the root of the site.
func root(at string) string { return strings.Repeat("../", strings.Count(at, "/")) }

// policy lets a page fetch its own styles and script, and nothing else.
const policy = `default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'`

// frame puts a page into the site's frame. Names of meta elements are those that portals of the government have
// (国办发〔2017〕47号, 政府网站发展指引).
func (s *site) frame(p page) []byte {
	up := root(p.path)
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", text(p.title))
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	fmt.Fprintf(&b, `<meta http-equiv="Content-Security-Policy" content="%s">`+"\n", text(policy))
	meta := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<meta name=\"%s\" content=\"%s\">\n", name, text(value))
		}
	}
	meta("SiteName", s.Title)
	meta("SiteDomain", domain(s.URL))
	meta("ColumnName", p.column)
	if f := p.article; f != nil {
		meta("ArticleTitle", p.title)
		meta("PubDate", f.First)
		meta("ContentSource", f.Unit)
		if s.URL != "" {
			meta("Url", s.absolute(p.path))
		}
	}
	meta("generator", s.Options.Producer)
	fmt.Fprintf(&b, "<link rel=\"stylesheet\" href=\"%sform.css\">\n<link rel=\"stylesheet\" href=\"%sstyle.css\">\n", up, up)
	fmt.Fprintf(&b, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"%s\" href=\"%sfeed.xml\">\n", text(s.Title+" 更新"), up)
	if p.feed != "" {
		fmt.Fprintf(&b, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"%s\" href=\"%s%s\">\n", text(p.heading+" 更新"), up, p.feed)
	}
	if p.style != "" {
		fmt.Fprintf(&b, "<style>%s</style>\n", p.style)
	}
	if p.script != "" {
		fmt.Fprintf(&b, "<script defer src=\"%s%s\"></script>\n", up, p.script)
	}
	b.WriteString("</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n<header class=\"site\">")
	fmt.Fprintf(&b, "<p><a href=\"%sindex.html\">%s</a></p>\n<nav aria-label=\"栏目\"><ul>", up, text(s.Title))
	for _, l := range [...]link{{"全部", "list/all.html"}, {"搜索", "search.html"}, {"更新", "changes.html"}, {"数据", "data/index.html"}} {
		fmt.Fprintf(&b, "<li><a href=\"%s%s\">%s</a></li>", up, l.path, l.name)
	}
	b.WriteString("</ul></nav></header>\n")
	if len(p.crumbs) > 0 {
		b.WriteString("<nav class=\"crumbs\" aria-label=\"位置\"><ol>")
		for _, l := range p.crumbs {
			fmt.Fprintf(&b, "<li><a href=\"%s%s\">%s</a></li>", up, l.path, text(l.name))
		}
		b.WriteString("</ol></nav>\n")
	}
	b.WriteString("<main id=\"main\" tabindex=\"-1\">")
	if p.heading != "" {
		fmt.Fprintf(&b, "<h1>%s</h1>\n", text(p.heading))
	}
	b.WriteString(p.body)
	b.WriteString("</main>\n</body>\n</html>\n")
	return []byte(b.String())
}

// formPage is the page of a form.
func (s *site) formPage(f *form, x *part.Part) []byte {
	var b strings.Builder
	b.WriteString(x.Body)
	b.WriteString("\n<section class=\"about\" aria-label=\"关于这份表\"><ul>")
	for _, l := range s.downloads(f) {
		fmt.Fprintf(&b, "<li><a href=\"%s\" download>%s</a></li>", path.Base(l.path), l.name)
	}
	fmt.Fprintf(&b, "</ul>\n<p>公开日期 %s", f.First)
	if f.Updated != f.First {
		fmt.Fprintf(&b, "，更新日期 %s", f.Updated)
	}
	b.WriteString("</p></section>\n")
	return s.frame(page{path: f.page(), title: x.Title, column: f.KindName, article: f, style: x.Style, body: b.String(),
		crumbs: []link{{"首页", "index.html"}, {named(f.Department), groupPath(byDepartment, f)}, {named(f.Year), groupPath(byYear, f)},
			{f.KindName, groupPath(byKind, f)}}})
}

// downloads are the files of a form beside its page.
func (s *site) downloads(f *form) (out []link) {
	for _, x := range s.Formats {
		out = append(out, link{names[x], f.path(string(x))})
	}
	return append(out, link{"记录（JSON）", f.path("json")})
}

var names = map[render.Format]string{render.PDF: "PDF", render.XLSX: "Excel 表格（XLSX）", render.OFD: "OFD", render.DOCX: "Word 文档（DOCX）"}

// gonePage stands where a form stood that was taken back. It says nothing of it.
func (s *site) gonePage(f *form) []byte {
	return s.frame(page{path: f.page(), title: "已撤下", heading: "已撤下", column: "撤下", crumbs: []link{{"首页", "index.html"}},
		body: fmt.Sprintf("<p>这份表已于 %s 撤下。</p>\n", f.Updated)})
}

// unnamed is a group of forms that do not say.
const unnamed = "（未填）"

func named(s string) string {
	if strings.TrimSpace(s) == "" {
		return unnamed
	}
	return s
}

// absolute is where a file will stand.
func (s *site) absolute(p string) string { return strings.TrimSuffix(s.URL, "/") + "/" + p }

func domain(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// amount is a figure with its unit.
func amount(figure, unit string) string {
	if figure == "" || unit == "" {
		return figure
	}
	return figure + " " + unit
}
