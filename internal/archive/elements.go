package archive

import "slices"

// Namespace is that of the metadata unless a profile names another.
const Namespace = "urn:gongbiao:archive:1"

// element is an element of the metadata: one with parts, or one with a text.
type element struct {
	name  string
	from  string // where its name comes from: a standard, or ours
	must  bool
	many  bool
	value string // type of its text in XML Schema; empty: xs:string
	attr  string // an attribute it must have
	words []string
	parts []element
}

const (
	standard = "DA/T 46-2009"
	own      = "公表自定"
)

// root is the metadata of one item. The names are those of DA/T 46-2009 as its table of contents has them, which we
// have seen; the text of the standard, the order and what is mandatory there we have not. What is ours says so.
var root = element{name: "电子文件", from: own, must: true, parts: []element{
	{name: "聚合层次", from: standard, must: true},
	{name: "来源", from: standard, parts: []element{
		{name: "档案馆名称", from: standard}, {name: "档案馆代码", from: standard}, {name: "全宗名称", from: standard}, {name: "立档单位名称", from: standard}}},
	{name: "电子文件号", from: standard, must: true},
	{name: "档号", from: standard, must: true, parts: []element{
		{name: "全宗号", from: standard}, {name: "目录号", from: standard}, {name: "年度", from: standard}, {name: "保管期限", from: standard},
		{name: "机构或问题", from: standard}, {name: "类别号", from: standard}, {name: "室编件号", from: standard, must: true}}},
	{name: "内容描述", from: standard, must: true, parts: []element{
		{name: "题名", from: standard, must: true}, {name: "文件编号", from: standard}, {name: "责任者", from: standard}, {name: "日期", from: standard},
		{name: "文种", from: standard}, {name: "密级", from: standard}, {name: "保密期限", from: standard}}},
	{name: "形式特征", from: standard, must: true, parts: []element{
		{name: "页数", from: standard, value: "xs:positiveInteger"}, {name: "语种", from: standard}, {name: "稿本", from: standard}}},
	{name: "电子属性", from: standard, must: true, many: true, parts: []element{
		{name: "格式信息", from: standard, must: true}, {name: "计算机文件名", from: standard, must: true},
		{name: "计算机文件大小", from: standard, must: true, value: "xs:nonNegativeInteger"}, {name: "文档创建程序", from: standard, must: true},
		{name: "数字摘要", from: own, must: true, many: true, value: "xs:hexBinary", attr: "算法", words: []string{sha256Name, sm3Name}}}},
	{name: "版式", from: own, must: true},
	{name: "归档日期", from: own, must: true, value: "xs:date"},
}}

// given are the elements whose text a profile may give; the first are those of the hand-over list.
var given = []string{"移交单位", "接收单位", "移交说明", "档案馆名称", "档案馆代码", "全宗名称", "立档单位名称", "全宗号", "目录号", "保管期限", "机构或问题", "类别号",
	"日期", "文种", "密级", "保密期限", "稿本"}

// names are the names of an element and of all in it.
func (e element) names() (out []string) {
	out = append(out, e.name)
	for _, p := range e.parts {
		for _, n := range p.names() {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	if e.attr != "" {
		out = append(out, e.attr)
	}
	return out
}
