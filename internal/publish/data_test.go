package publish_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/shopspring/decimal"
)

// open reads a file of a site.
func open(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// valid holds JSON against a schema of the site.
func valid(t *testing.T, schema, doc []byte, what string) {
	t.Helper()
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:x", s); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("urn:x")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err == nil {
		err = compiled.Validate(v)
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// The tables are as both descriptions say: columns, numbers, keys that tell rows apart, keys that lead to forms. The
// package is valid by its published profile (testdata/schemas). Named MUSTs, beyond it or for want of one: Data Package
// 1 (lower-case names), CSVW 2015 (@context, tables,
// url, columns with unique names that are URI template variables, foreign keys to a table of the group).
func TestData(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "站")
	if sum, told, err := site(t, dir, nil, records(t, "self-evaluation/shanghai", 4), records(t, "goal-declaration/shanghai", 3)); err != nil || sum.Refused > 0 {
		t.Fatal(sum, told, err)
	}
	valid(t, open(t, dir, "data/forms.schema.json"), open(t, dir, "data/forms.json"), "forms.json")
	var forms []struct {
		Layout string `json:"版式"`
		Record string `json:"记录"`
	}
	if err := json.Unmarshal(open(t, dir, "data/forms.json"), &forms); err != nil || len(forms) != 7 {
		t.Fatal(len(forms), err)
	}
	for _, f := range forms {
		schema := strings.NewReplacer("/", "-", "@", "-").Replace(f.Layout) + ".schema.json"
		valid(t, open(t, dir, "data/"+schema), open(t, dir, filepath.Join("data", f.Record)), f.Record)
	}
	var pack struct {
		Name      string
		Resources []struct {
			Name, Path string
			Schema     struct {
				Fields      []struct{ Name, Type string }
				PrimaryKey  []string
				ForeignKeys []struct {
					Fields    []string
					Reference struct{ Resource string }
				}
			}
		}
	}
	if err := json.Unmarshal(open(t, dir, "data/datapackage.json"), &pack); err != nil || len(pack.Resources) < 5 {
		t.Fatal(len(pack.Resources), err)
	}
	var web struct {
		Context []any `json:"@context"`
		Tables  []struct {
			URL    string
			Schema struct {
				Columns    []struct{ Name, Titles, Datatype string }
				PrimaryKey []string
			} `json:"tableSchema"`
		}
	}
	if err := json.Unmarshal(open(t, dir, "data/csv-metadata.json"), &web); err != nil || len(web.Tables) != len(pack.Resources) || web.Context[0] != "http://www.w3.org/ns/csvw" {
		t.Fatal(web, err)
	}
	profile, err := os.ReadFile(filepath.Join("testdata", "schemas", "tabular-data-package.json"))
	if err != nil {
		t.Fatal(err)
	}
	valid(t, profile, open(t, dir, "data/datapackage.json"), "datapackage.json")
	known := map[string]bool{}
	numbers := 0
	for i, r := range pack.Resources {
		text := open(t, dir, "data/"+r.Path)
		if !bytes.HasPrefix(text, []byte("\xEF\xBB\xBF")) || bytes.Count(text, []byte("\r\n")) < 1 {
			t.Errorf("%s has no BOM, or no CRLF", r.Path)
		}
		rows, err := csv.NewReader(bytes.NewReader(text[3:])).ReadAll()
		if err != nil {
			t.Fatal(r.Path, err)
		}
		w := web.Tables[i]
		if r.Name != strings.ToLower(r.Name) || w.URL != r.Path || len(rows[0]) != len(r.Schema.Fields) || len(rows[0]) != len(w.Schema.Columns) ||
			len(w.Schema.PrimaryKey) != len(r.Schema.PrimaryKey) {
			t.Fatalf("%s is described as another", r.Path)
		}
		names := map[string]bool{}
		for c, f := range r.Schema.Fields {
			col := w.Schema.Columns[c]
			if f.Name != rows[0][c] || col.Titles != f.Name || (f.Type == "number") != (col.Datatype == "decimal") || names[col.Name] ||
				strings.Trim(col.Name, "%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
				t.Errorf("%s: column %q is described as %v and %v", r.Path, rows[0][c], f, col)
			}
			names[col.Name] = true
			for _, row := range rows[1:] {
				if f.Type == "number" && row[c] != "" {
					if _, err := decimal.NewFromString(row[c]); err != nil || strings.ContainsAny(row[c], "eE%,") {
						t.Errorf("%s: %q in the column of numbers %s", r.Path, row[c], f.Name)
					}
					numbers++
				}
			}
		}
		keys := map[string]bool{}
		for _, row := range rows[1:] {
			key := strings.Join(row[:len(r.Schema.PrimaryKey)], "\x00")
			if keys[key] {
				t.Errorf("%s: two rows %q", r.Path, key)
			}
			keys[key] = true
			if i == 0 {
				known[row[0]] = true
			} else if !known[row[0]] || r.Schema.ForeignKeys[0].Reference.Resource != "forms" {
				t.Errorf("%s: no form %s", r.Path, row[0])
			}
		}
	}
	if numbers < 50 || len(known) != 7 {
		t.Errorf("%d numbers, %d forms", numbers, len(known))
	}
}

// MUSTs of Atom (RFC 4287, 4.1.1 and 4.1.2: id, title, updated, an author, an alternate link, ids once) and of sitemaps
// (0.9: whole addresses below the site's own, once, W3C dates).
func TestFeed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "站")
	if _, _, err := site(t, dir, nil, records(t, "self-evaluation/shanghai", 3)); err != nil {
		t.Fatal(err)
	}
	type entry struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  string `xml:"author>name"`
		Link    []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
	}
	var feed struct {
		XMLName xml.Name
		entry
		Entries []entry `xml:"entry"`
	}
	if err := xml.Unmarshal(open(t, dir, "feed.xml"), &feed); err != nil || feed.XMLName.Space != "http://www.w3.org/2005/Atom" || len(feed.Entries) != 3 {
		t.Fatal(feed, err)
	}
	ids := map[string]bool{}
	lists, _ := filepath.Glob(filepath.Join(dir, "list", "department-*.html"))
	apart := 0
	for _, list := range lists {
		name := strings.TrimSuffix(filepath.Base(list), ".html") + ".xml"
		of := feed
		of.entry, of.Entries = entry{}, nil
		if err := xml.Unmarshal(open(t, dir, "list/"+name), &of); err != nil || len(of.Entries) == 0 || of.ID == feed.ID || of.Link[0].Href != "https://example.gov.cn/jx/list/"+name {
			t.Errorf("%s: %v %+v", name, err, of.entry)
		}
		if page := string(open(t, dir, "list/"+filepath.Base(list))); strings.Count(page, name) != 2 {
			t.Errorf("%s does not lead to %s", list, name)
		}
		apart += len(of.Entries)
	}
	if len(lists) == 0 || apart != len(feed.Entries) {
		t.Errorf("%d lists, %d entries", len(lists), apart)
	}
	for _, e := range append(feed.Entries, feed.entry) {
		_, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || e.ID == "" || ids[e.ID] || e.Title == "" || e.Author == "" || len(e.Link) == 0 || !strings.HasPrefix(e.Link[0].Href, "https://example.gov.cn/jx/") {
			t.Errorf("%+v", e)
		}
		ids[e.ID] = true
	}
	var m struct {
		XMLName xml.Name
		URL     []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(open(t, dir, "sitemap.xml"), &m); err != nil || m.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" {
		t.Fatal(m, err)
	}
	seen := map[string]bool{}
	for _, u := range m.URL {
		rel, ok := strings.CutPrefix(u.Loc, "https://example.gov.cn/jx/")
		if _, err := os.Stat(filepath.Join(dir, rel)); !ok || seen[rel] || err != nil {
			t.Errorf("%s: %v", u.Loc, err)
		}
		seen[rel] = true
	}
	if len(seen) < 10 {
		t.Errorf("%d addresses", len(seen))
	}
}
