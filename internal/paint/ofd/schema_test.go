package ofd_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
)

// facts are what the schemas of GB/T 33190-2016, annex A, say of the elements we write: the children in their order,
// each with how often it may be there, and the attributes, ! for required. They were taken down from the schemas by
// hand; the schemas themselves are data of others and are not kept here (see docs/ofd.md for how to validate against
// them).
var facts = map[string]struct {
	children string // a? optional, a* any, a+ one or more, (a|b)* any of both
	attrs    string
}{
	"OFD":         {"DocBody+", "!Version=1.0 !DocType=OFD|OFD-A"},
	"DocBody":     {"DocInfo DocRoot Versions? Signatures?", ""},
	"DocInfo":     {"DocID Title? Author? Subject? Abstract? CreationDate? ModDate? DocUsage? Cover? Keywords? Creator? CreatorVersion? CustomDatas?", ""},
	"Keywords":    {"Keyword+", ""},
	"CustomDatas": {"CustomData+", ""},
	"CustomData":  {"", "!Name"},
	"Document":    {"CommonData Pages Outlines? Permissions? Actions? VPreferences? Bookmarks? Annotations? CustomTags? Attachments? Extensions?", ""},
	"CommonData":  {"MaxUnitID PageArea PublicRes* DocumentRes* TemplatePage* DefaultCS?", ""},
	"PageArea":    {"PhysicalBox ApplicationBox? ContentBox? BleedBox?", ""},
	"Area":        {"PhysicalBox ApplicationBox? ContentBox? BleedBox?", ""},
	"Pages":       {"Page+", ""},
	"Pages/Page":  {"", "!ID=id !BaseLoc"},
	"Outlines":    {"OutlineElem+", ""},
	"OutlineElem": {"Actions? OutlineElem*", "!Title Count=id Expanded=bool"},
	"Actions":     {"Action+", ""},
	"Action":      {"Region? Goto", "!Event=DO|PO|CLICK"},
	"Goto":        {"Dest", ""},
	"Dest":        {"", "!Type=XYZ|Fit|FitH|FitV|FitR !PageID=id Left=num Top=num Right=num Bottom=num Zoom=num"},
	"Page":        {"Template* PageRes* Area? Content? Actions?", ""},
	"Content":     {"Layer+", ""},
	"Layer":       {"(TextObject|PathObject|ImageObject)*", "!ID=id Type=Body|Background|Foreground|Custom"},
	"TextObject": {"Actions? Clips? FillColor? StrokeColor? TextCode+",
		"!ID=id !Boundary=box !Font=id !Size=num CTM=ctm"},
	"TextCode": {"", "X=num Y=num DeltaX=nums DeltaY=nums"},
	"PathObject": {"Actions? Clips? StrokeColor? FillColor? AbbreviatedData",
		"!ID=id !Boundary=box LineWidth=num Stroke=bool Fill=bool CTM=ctm"},
	"ImageObject":      {"Actions? Clips? Border?", "!ID=id !Boundary=box CTM=ctm !ResourceID=id"},
	"FillColor":        {"", "Value=rgb"},
	"StrokeColor":      {"", "Value=rgb"},
	"Res":              {"(Fonts|MultiMedias)*", "!BaseLoc"},
	"Fonts":            {"Font+", ""},
	"Font":             {"FontFile?", "!ID=id !FontName FamilyName Italic=bool Bold=bool Serif=bool FixedWidth=bool"},
	"MultiMedias":      {"MultiMedia+", ""},
	"MultiMedia":       {"MediaFile", "!ID=id !Type=Image|Audio|Video Format"},
	"Annotations":      {"Page*", ""},
	"Annotations/Page": {"FileLoc", "!PageID=id"},
	"PageAnnot":        {"Annot+", ""},
	"Annot": {"Remark? Parameters? Appearance",
		"!ID=id !Type=Link|Path|Highlight|Stamp|Watermark !Creator !LastModDate=date"},
	"Appearance":  {"(TextObject|PathObject|ImageObject)*", "Boundary=box"},
	"CustomTags":  {"CustomTag*", ""},
	"CustomTag":   {"SchemaLoc? FileLoc", "!NameSpace"},
	"Attachments": {"Attachment*", ""},
	"Attachment":  {"FileLoc", "!ID=ncname !Name Format CreationDate=time Size=num Visible=bool"},
}

var kinds = map[string]*regexp.Regexp{
	"id":     regexp.MustCompile(`^[0-9]{1,10}$`),
	"num":    regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	"nums":   regexp.MustCompile(`^-?[0-9.]+( -?[0-9.]+)*$`),
	"box":    regexp.MustCompile(`^-?[0-9.]+ -?[0-9.]+ [0-9.]+ [0-9.]+$`),
	"ctm":    regexp.MustCompile(`^(-?[0-9.]+ ){5}-?[0-9.]+$`),
	"rgb":    regexp.MustCompile(`^[0-9]{1,3} [0-9]{1,3} [0-9]{1,3}$`),
	"bool":   regexp.MustCompile(`^(true|false)$`),
	"date":   regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`),
	"time":   regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$`),
	"ncname": regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`),
}

// valid says what of a file is not as the schemas have it, and which IDs are given twice, lead nowhere, or are above
// MaxUnitID.
func valid(f *ofdfile.File) (wrong []string) {
	ids, refs := map[string]string{}, map[string]string{}
	top := ""
	for part, b := range f.Parts {
		if !strings.HasSuffix(part, ".xml") {
			continue
		}
		v := validator{part: part, ids: ids, refs: refs, top: &top}
		if err := v.run(b); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", part, err))
		}
		wrong = append(wrong, v.wrong...)
	}
	for id, where := range refs {
		if ids[id] == "" {
			wrong = append(wrong, where+" refers to the unknown ID "+id)
		}
	}
	for id := range ids {
		if len(id) > len(top) || len(id) == len(top) && id > top {
			wrong = append(wrong, "ID "+id+" is above MaxUnitID "+top)
		}
	}
	slices.Sort(wrong)
	return wrong
}

type validator struct {
	part      string
	ids, refs map[string]string
	top       *string
	wrong     []string
}

func (v *validator) bad(format string, a ...any) {
	if len(v.wrong) < 10 {
		v.wrong = append(v.wrong, v.part+": "+fmt.Sprintf(format, a...))
	}
}

func (v *validator) run(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	type open struct {
		name string
		kids []string
	}
	stack := []open{{}}
	for {
		t, err := d.Token()
		if err != nil {
			if err.Error() == "EOF" {
				return nil
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			ours := t.Name.Space == ofd.TagNamespace
			up := &stack[len(stack)-1]
			name := t.Name.Local
			up.kids = append(up.kids, name)
			if k := up.name + "/" + name; facts[k].attrs != "" {
				name = k
			}
			stack = append(stack, open{name: name})
			if !ours && name != "ObjectRef" {
				v.attrs(name, t)
			}
			if ours {
				stack[len(stack)-1].name = ""
			}
			for _, a := range t.Attr {
				switch {
				case a.Name.Local == "ID" && name != "Attachment":
					if v.ids[a.Value] != "" {
						v.bad("ID %s is also in %s", a.Value, v.ids[a.Value])
					}
					v.ids[a.Value] = v.part
				case slices.Contains([]string{"PageID", "PageRef", "Font", "ResourceID"}, a.Name.Local) && !ours:
					v.refs[a.Value] = v.part
				}
			}
		case xml.EndElement:
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if f, ok := facts[e.name]; ok && !inOrder(f.children, e.kids) {
				v.bad("%s has %v, wants %q", e.name, e.kids, f.children)
			}
		case xml.CharData:
			switch stack[len(stack)-1].name {
			case "MaxUnitID":
				*v.top = string(t)
			case "ObjectRef":
				v.refs[string(t)] = v.part
			}
		}
	}
}

func (v *validator) attrs(name string, t xml.StartElement) {
	f, known := facts[name]
	if !known && !slices.Contains([]string{"DocID", "Title", "Author", "Subject", "CreationDate", "Keyword",
		"Creator", "CreatorVersion", "DocRoot", "MaxUnitID",
		"PhysicalBox", "PublicRes", "DocumentRes", "AbbreviatedData", "FontFile", "MediaFile", "FileLoc", "Remark",
		"Annotations", "CustomTags", "Attachments"}, name) {
		v.bad("the schemas have no %s here, or it is not in our table", name)
	}
	given := map[string]string{}
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			given[a.Name.Local] = a.Value
		}
	}
	for _, want := range strings.Fields(f.attrs) {
		want, required := strings.CutPrefix(want, "!")
		attr, kind, _ := strings.Cut(want, "=")
		value, has := given[attr]
		delete(given, attr)
		switch {
		case !has && required:
			v.bad("%s has no %s", name, attr)
		case !has || kind == "":
		case kinds[kind] != nil:
			if !kinds[kind].MatchString(value) {
				v.bad("%s %s=%q is no %s", name, attr, value, kind)
			}
		case !slices.Contains(strings.Split(kind, "|"), value):
			v.bad("%s %s=%q is not one of %s", name, attr, value, kind)
		}
	}
	for a := range given {
		v.bad("%s has the attribute %s", name, a)
	}
}

// inOrder says whether children stand as a pattern has them.
func inOrder(pattern string, kids []string) bool {
	i := 0
	for _, w := range strings.Fields(pattern) {
		names := strings.Split(strings.Trim(w, "()?*+"), "|")
		n := 0
		for i < len(kids) && slices.Contains(names, kids[i]) && (n == 0 || strings.HasSuffix(w, "*") ||
			strings.HasSuffix(w, "+")) {
			i, n = i+1, n+1
		}
		if n == 0 && !strings.HasSuffix(w, "?") && !strings.HasSuffix(w, "*") {
			return false
		}
	}
	return i == len(kids)
}

// The table of facts sees what is wrong, or it proves nothing.
func TestFactsSee(t *testing.T) {
	good := write(t, everything(t), ofd.Options{Plain: true, Attachments: []ofd.Attachment{{Name: "表.json",
		Format: "json", Data: []byte("{}")}}})
	if w := valid(read(t, good)); len(w) > 0 {
		t.Fatalf("%q", w)
	}
	for _, c := range []struct{ part, old, new, says string }{
		{"OFD.xml", "<ofd:DocID>", "<ofd:Title>x</ofd:Title><ofd:DocID>", "DocInfo has"},
		{"Doc_0/Document.xml", "<ofd:Pages>", "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"x\"/>", "ID 1 is also"},
		{"Doc_0/Document.xml", "<ofd:MaxUnitID>", "<ofd:MaxUnitID>0</ofd:MaxUnitID><ofd:MaxUnitID>", "CommonData has"},
		{"Doc_0/Pages/Page_0/Content.xml", ` Size="3.175"`, ``, "no Size"},
		{"Doc_0/Pages/Page_0/Content.xml", ` Font="`, ` Font="9`, "unknown ID 9"},
		{"Doc_0/Pages/Page_0/Content.xml", `Boundary="`, `Boundary="x`, "no box"},
		{"Doc_0/Pages/Page_0/Content.xml", `<ofd:Layer `, `<ofd:Layer Colour="1" `, "attribute Colour"},
		{"Doc_0/Pages/Page_0/Content.xml", `Type="Body"`, `Type="Front"`, "not one of"},
		{"Doc_0/Tags/Tag_0.xml", `</ofd:ObjectRef>`, `9999</ofd:ObjectRef>`, "unknown ID"},
		{"Doc_0/PublicRes.xml", `</ofd:Fonts>`, `<ofd:Fnt/></ofd:Fonts>`, "no Fnt here"},
	} {
		f := read(t, good)
		b := f.Parts[c.part]
		if !bytes.Contains(b, []byte(c.old)) {
			t.Fatalf("%s has no %s", c.part, c.old)
		}
		f.Parts[c.part] = bytes.Replace(b, []byte(c.old), []byte(c.new), 1)
		if w := strings.Join(valid(f), "\n"); !strings.Contains(w, c.says) {
			t.Errorf("%s for %s: %q, want %q", c.new, c.old, w, c.says)
		}
	}
}
