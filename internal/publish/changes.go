package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/pointer"
)

const (
	mostPlaces  = 12   // that are named of one changed form
	mostEntries = 50   // of the feed
	mostChanges = 1000 // that the page lists
)

// places are where a record is otherwise than the one that was published before, in words; nil where that cannot be
// known.
func (s *site) places(f *form, now *data.Value) []string {
	file, err := safefile.Open(filepath.Join(s.Dir, filepath.FromSlash(f.path("json"))))
	if err != nil {
		return nil
	}
	defer file.Close()
	var old *data.Value
	if err := data.ReadFrom(f.path("json"), file, func(d *data.Value, err error) error {
		old = d
		return err
	}); err != nil || old == nil {
		return nil
	}
	var out []string
	differing(old, now, "", &out)
	if n := len(out); n > mostPlaces {
		out = append(out[:mostPlaces:mostPlaces], fmt.Sprintf("等 %d 处", n))
	}
	return out
}

func differing(a, b *data.Value, at pointer.Path, out *[]string) {
	switch {
	case a == nil && b == nil:
	case a == nil || b == nil || a.Kind != b.Kind || a.Text != b.Text:
		*out = append(*out, cmp.Or(at.Place(), "整份表"))
	case a.Kind == data.Object:
		for _, m := range a.Members {
			differing(m.Value, b.Member(m.Name), at.Child(m.Name), out)
		}
		for _, m := range b.Members {
			if a.Member(m.Name) == nil {
				differing(nil, m.Value, at.Child(m.Name), out)
			}
		}
	default:
		item := func(v *data.Value, i int) *data.Value {
			if i < len(v.Items) {
				return v.Items[i]
			}
			return nil
		}
		for i := range max(len(a.Items), len(b.Items)) {
			differing(item(a, i), item(b, i), at.Item(i), out)
		}
	}
}

var words = map[Change]string{Added: "新增", Changed: "更新", Withdrawn: "撤下"}

// said is a change in words.
func (f *form) said() string {
	s := words[f.State]
	if len(f.Places) > 0 {
		s += "：" + strings.Join(f.Places, "；")
	}
	return s
}

// latest are all forms, the last change first.
func latest(forms []*form) []*form {
	out := slices.Clone(forms)
	slices.SortStableFunc(out, func(a, b *form) int { return -cmp.Compare(a.Updated, b.Updated) })
	return out
}

// changes makes the page that says what changed when.
func (s *site) changes() error {
	var b strings.Builder
	day := ""
	all := latest(s.forms)
	for i, f := range all {
		if i == mostChanges {
			fmt.Fprintf(&b, "</ul>\n<p>更早的 %d 项见各表。</p>\n", len(all)-mostChanges)
			day = ""
			break
		}
		if f.Updated != day {
			if day != "" {
				b.WriteString("</ul>\n")
			}
			day = f.Updated
			n := map[Change]int{}
			for _, x := range all[i:] {
				if x.Updated == day {
					n[x.State]++
				}
			}
			fmt.Fprintf(&b, "<h2>%s</h2>\n<p>新增 %d 份，更新 %d 份，撤下 %d 份。</p>\n<ul>\n", day, n[Added], n[Changed], n[Withdrawn])
		}
		if f.live() {
			fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a>（%s）%s</li>\n", f.page(), text(f.Name), text(strings.TrimSpace(f.Unit+" "+f.Year)), text(f.said()))
		} else {
			fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a> 撤下</li>\n", f.page(), f.Address)
		}
	}
	if day != "" {
		b.WriteString("</ul>\n")
	}
	return s.put("changes.html", s.frame(page{path: "changes.html", title: "更新 · " + s.Title, heading: "更新", column: "更新",
		crumbs: []link{{"首页", "index.html"}}, body: b.String()}))
}

// feeds makes the Atom feed (RFC 4287) of the last changes of the site, and one of each department's list. Of a form
// that was withdrawn nothing is kept that says whose it was, so only the site's feed tells of it. Ids come from
// addresses, so that they outlive a move of the site.
func (s *site) feeds(live []*form) error {
	if err := s.feed(feedOf{path: "feed.xml", page: "index.html", title: s.Title, id: urn("site", s.Title)}, s.forms); err != nil {
		return err
	}
	for _, g := range divide(byDepartment, live) {
		of := feedOf{path: feedPath(g.path), page: g.path, title: g.name + " · " + s.Title, id: urn("department", s.Title+" "+g.path)}
		if err := s.feed(of, g.forms); err != nil {
			return err
		}
	}
	return nil
}

// feedPath is the feed of a department by the first page of its list.
func feedPath(list string) string { return strings.TrimSuffix(list, ".html") + ".xml" }

// feedOf says what a feed is about.
type feedOf struct {
	path, page, title string // page: what it is the feed of
	id                string
}

// feed makes one feed of the last changes among forms.
func (s *site) feed(of feedOf, forms []*form) error {
	type atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	type author struct {
		Name string `xml:"name"`
	}
	type entry struct {
		Title     string   `xml:"title"`
		ID        string   `xml:"id"`
		Updated   string   `xml:"updated"`
		Published string   `xml:"published"`
		Author    author   `xml:"author"`
		Link      atomLink `xml:"link"`
		Summary   string   `xml:"summary"`
	}
	where := func(p string) string {
		if s.URL == "" {
			return p
		}
		return s.absolute(p)
	}
	all := latest(forms)
	feed := struct {
		XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Title   string     `xml:"title"`
		ID      string     `xml:"id"`
		Updated string     `xml:"updated"`
		Author  author     `xml:"author"`
		Links   []atomLink `xml:"link"`
		Entries []entry    `xml:"entry"`
	}{Lang: "zh-CN", Title: of.title, ID: of.id, Updated: moment(all[0].Updated), Author: author{s.Title},
		Links: []atomLink{{"self", where(of.path)}, {"alternate", where(of.page)}}}
	for i, f := range all {
		if i == mostEntries {
			break
		}
		e := entry{Title: f.Name, ID: urn("form", f.Address), Updated: moment(f.Updated), Published: moment(f.First), Author: author{cmp.Or(f.Unit, s.Title)},
			Link: atomLink{"alternate", where(f.page())}, Summary: strings.TrimSpace(f.said() + "。" + f.Unit + " " + f.Year + " " + f.KindName)}
		if !f.live() {
			e.Title, e.Summary = "已撤下", "已撤下"
		}
		feed.Entries = append(feed.Entries, e)
	}
	b, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return err
	}
	return s.put(of.path, append([]byte(xml.Header), append(b, '\n')...))
}

// moment is a day as a time (RFC 3339): dates of the site have no hour.
func moment(day string) string { return day + "T00:00:00+08:00" }

// urn is a UUID (RFC 9562, version 8) made of what a thing is.
func urn(kind, id string) string {
	h := sha256.Sum256([]byte("gongbiao " + kind + " " + id))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// sitemap makes the map of the site (sitemaps.org 0.9), in several files where there are more addresses than one may
// hold. Without an address for the site there is none: a sitemap has whole addresses.
func (s *site) sitemap(perFile int) error {
	if s.URL == "" {
		return nil
	}
	var urls []string
	for _, f := range s.forms {
		if f.live() {
			urls = append(urls, fmt.Sprintf("<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", text(s.absolute(f.page())), f.Updated))
		}
	}
	for _, o := range s.files {
		if strings.HasSuffix(o.path, ".html") && !strings.HasPrefix(o.path, "forms/") {
			urls = append(urls, fmt.Sprintf("<url><loc>%s</loc></url>\n", text(s.absolute(o.path))))
		}
	}
	const space = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
	set := func(urls []string) []byte {
		return []byte(xml.Header + "<urlset " + space + ">\n" + strings.Join(urls, "") + "</urlset>\n")
	}
	if len(urls) <= perFile {
		return s.put("sitemap.xml", set(urls))
	}
	index := xml.Header + "<sitemapindex " + space + ">\n"
	n := 0
	for some := range slices.Chunk(urls, perFile) {
		n++
		name := fmt.Sprintf("sitemap-%d.xml", n)
		if err := s.put(name, set(some)); err != nil {
			return err
		}
		index += fmt.Sprintf("<sitemap><loc>%s</loc></sitemap>\n", text(s.absolute(name)))
	}
	return s.put("sitemap.xml", []byte(index+"</sitemapindex>\n"))
}

// absent says whether an error is that of a file that is not there.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
