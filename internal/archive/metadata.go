package archive

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// item is one form of a packet: what the list and the metadata tell of it.
type item struct {
	number  string // 0001
	kind    string // id of its form
	record  string // what people call it
	unit    string
	data    string // SHA-256 of the record
	layout  string // with version
	code    string // verification code of what was entered
	title   string
	creator string
	year    string
	date    string
	pages   int
	files   []file // the metadata last
	about   digests
}

// file is one file of a packet.
type file struct {
	path   string // from the packet, with /
	format string
	digests
}

// formatWords are what a kind of file is, for 格式信息.
var formatWords = map[string]string{"json": "JSON（填写的记录）", "pdf": "PDF/A-2a（ISO 19005-2）", "ofd": "OFD-A（GB/T 42133-2022）", "xlsx": "XLSX（ISO/IEC 29500）"}

// tree is an element with its text or its parts, under our names.
type tree struct {
	name, text, attr string
	parts            []tree
}

func leaf(name, text string) tree { return tree{name: name, text: text} }

// metadata is what is known of an item. An element nothing is known of is left out.
func (x *item) metadata(p *Profile, producer, day string) tree {
	v := func(names ...string) (out []tree) {
		for _, n := range names {
			out = append(out, leaf(n, p.value(x.kind, n)))
		}
		return out
	}
	t := tree{name: root.name, parts: []tree{
		leaf("聚合层次", "文件"),
		{name: "来源", parts: v("档案馆名称", "档案馆代码", "全宗名称", "立档单位名称")},
		leaf("电子文件号", x.code),
		{name: "档号", parts: append(append(v("全宗号", "目录号"), leaf("年度", x.year)),
			append(v("保管期限", "机构或问题", "类别号"), leaf("室编件号", x.number))...)},
		{name: "内容描述", parts: append([]tree{leaf("题名", x.title), leaf("责任者", x.creator), leaf("日期", x.date)}, v("文种", "密级", "保密期限")...)},
		{name: "形式特征", parts: append([]tree{leaf("页数", pages(x.pages)), leaf("语种", "zh-CN")}, v("稿本")...)},
	}}
	for _, f := range x.files {
		t.parts = append(t.parts, tree{name: "电子属性", parts: []tree{leaf("格式信息", formatWords[f.format]), leaf("计算机文件名", path.Base(f.path)),
			leaf("计算机文件大小", strconv.FormatInt(f.size, 10)), leaf("文档创建程序", producer),
			{name: "数字摘要", attr: sha256Name, text: f.sha256}, {name: "数字摘要", attr: sm3Name, text: f.sm3}}})
	}
	t.parts = append(t.parts, leaf("版式", x.layout), leaf("归档日期", day))
	return t.without()
}

func pages(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// without is a tree without what is empty.
func (t tree) without() tree {
	var kept []tree
	for _, p := range t.parts {
		if p = p.without(); p.text != "" || p.parts != nil {
			kept = append(kept, p)
		}
	}
	t.parts = kept
	return t
}

// xml writes the metadata under the names of the profile.
func (t tree) xml(p *Profile) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	t.write(&b, p, "", fmt.Sprintf(" xmlns=\"%s\"", escaped(p.space())))
	return b.Bytes()
}

func (t tree) write(b *bytes.Buffer, p *Profile, indent, more string) {
	name := p.name(t.name)
	if t.attr != "" {
		more += fmt.Sprintf(" %s=\"%s\"", p.name("算法"), escaped(t.attr))
	}
	fmt.Fprintf(b, "%s<%s%s>", indent, name, more)
	if t.parts == nil {
		b.WriteString(escaped(t.text))
	} else {
		b.WriteByte('\n')
		for _, x := range t.parts {
			x.write(b, p, indent+" ", "")
		}
		b.WriteString(indent)
	}
	fmt.Fprintf(b, "</%s>\n", name)
}

// escaped is a text in XML. Line breaks are character references, so that no reader makes blanks of them.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}

// unwritable is the element whose text holds a character that XML has no way to write, empty if there is none.
func (t tree) unwritable() string {
	if strings.ContainsFunc(t.text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
	}) {
		return t.name
	}
	for _, x := range t.parts {
		if bad := x.unwritable(); bad != "" {
			return bad
		}
	}
	return ""
}
