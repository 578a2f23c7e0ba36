package templates

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/gongbiao/gongbiao/internal/notation"
)

// EditorSchema is a JSON Schema (draft 07, which editors of YAML know) of layout files, or with form of form files: the
// keys this package reads, each with what it is for, so that an editor completes them and marks a misspelt one. It is
// made of the tables that files are read by; what is drawn is a text to it.
func EditorSchema(form bool) []byte {
	s := layoutSchema()
	if form {
		s = formSchema()
	}
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	out, _ := json.MarshalIndent(s, "", " ") // texts, lists and maps of them always can
	return append(out, '\n')
}

type node = map[string]any

// object is a mapping with known keys; those that are not in own take anything.
func object(keys []string, own node) node {
	props := node{}
	for _, k := range keys {
		x := node{}
		if v, ok := own[k]; ok {
			maps.Copy(x, v.(node))
		}
		if s := keyHelp[k]; s != "" {
			x["description"] = s
		}
		props[k] = x
	}
	return node{"type": "object", "properties": props, "additionalProperties": false}
}

func mapOf(v node) node { return node{"type": "object", "additionalProperties": v} }

func arrayOf(v node) node { return node{"type": "array", "items": v} }

func refTo(name string) node { return node{"$ref": "#/definitions/" + name} }

func oneOf(words ...string) node { return node{"enum": words} }

func anyOf(nodes ...node) node { return node{"anyOf": nodes} }

var text = node{"type": []string{"string", "number", "boolean"}}

// rowsSchema are rows: a drawing, an item, or a list of them.
func rowsSchema() node {
	drawn := func(key string) node {
		own := node{key: text, "keep": oneOf("above"), "break": oneOf("page")}
		x := object(append([]string{key}, rowSettings...), own)
		x["required"] = []string{key}
		return x
	}
	items := []node{text}
	for _, k := range itemKeys {
		switch k {
		case "repeat", "when", "each", "use", "pairs":
		default:
			items = append(items, drawn(k))
		}
	}
	rows := refTo("rows")
	for _, x := range []struct {
		keys []string
		own  node
	}{
		{repeatKeys, node{"repeat": text, "rows": rows, "heading": rows, "subtotal": anyOf(text, drawn("row"), mapOf(anyOf(text, drawn("row")))), "empty": rows, "merge": arrayOf(text), "merge-empty": node{"type": "boolean"},
			"keep-empty": node{"type": "boolean"}, "categories": mapOf(arrayOf(text)), "section": text, "fill": node{"type": []string{"integer", "string"}}}},
		{whenKeys, node{"when": text, "rows": rows, "else": rows}},
		{eachKeys, node{"as": text, "rows": rows, "each": node{"type": []string{"array", "string"}}}},
		{append([]string{"pairs", "spans"}, rowSettings...), node{"pairs": arrayOf(text), "spans": arrayOf(node{"type": "integer"}), "keep": oneOf("above"),
			"break": oneOf("page")}},
		{useKeys, node{"use": text, "from": text, "with": node{"type": "object"}}},
	} {
		y := object(x.keys, x.own)
		y["required"] = x.keys[:1]
		items = append(items, y)
	}
	return node{"anyOf": append(slices.Clone(items), arrayOf(anyOf(items...)))}
}

func layoutSchema() node {
	rows := refTo("rows")
	own := node{"layout": text, "version": text, "name": text, "place": text, "source": text, "confirmed": text, "extends": text, "title": text,
		"params": node{"type": "object"}, "checks": node{"type": "object"}, "fields": mapOf(refTo("field")), "without": arrayOf(text),
		"styles": mapOf(refTo("style")), "above": rows, "rows": rows, "below": rows, "new-page": node{"type": "boolean"},
		"columns": arrayOf(text), "max-scale": node{"type": "integer"}, "fit-page": node{"type": "integer"}, "tighten": node{"type": "integer"},
		"page-header": text, "page-footer": text, "continued": text}
	own["tables"] = arrayOf(object(tableKeys, own))
	s := object(layoutKeys, own)
	s["title"] = "公表的版式文件"
	s["required"] = []string{"layout"}
	s["definitions"] = node{"rows": rowsSchema(), "style": object(notation.StyleKeys(), nil), "field": fieldSchema()}
	return s
}

func fieldSchema() node {
	return anyOf(oneOf(kindWords...), text, object(fieldKeys, node{"kind": oneOf(kindWords...), "required": node{"type": "boolean"},
		"multiple": node{"type": "boolean"}, "choices": arrayOf(text), "format": text, "compute": text, "when": text,
		"max-length": node{"type": "integer"}, "hint": text, "fields": mapOf(refTo("field"))}))
}

func formSchema() node {
	s := object(formKeys, node{"form": text, "name": text, "title": text, "author": text, "subject": text, "sparse": node{"type": "boolean"},
		"fields": mapOf(refTo("field")), "types": mapOf(mapOf(refTo("field")))})
	s["title"] = "公表的表单文件"
	s["definitions"] = node{"field": fieldSchema()}
	return s
}

// keyHelp says what a key is for, to who writes it in an editor.
var keyHelp = map[string]string{
	"layout": "版式的名字：表单/版式，和文件的位置一致；后面可以写 @版本", "version": "版本，如 \"2024\"", "name": "名称", "place": "哪个地方用", "source": "依据的文件",
	"confirmed": "照依据核对了什么，没有核对什么", "extends": "在哪个版式的基础上改", "title": "题目；表单里是一份记录叫什么的算式",
	"params": "表单的设置", "checks": "这个地方另外判的校验", "declares": "表上有什么，供校验用", "read-as": "校验里的名称在这个版式里是什么",
	"fields": "字段：加的、改的", "without": "不要的字段", "styles": "样式", "blocks": "起了名字、几处可用的行", "changes": "在 extends 的版式上改哪几行、哪几列",
	"tables": "几张表", "paper": "纸：A4，或 {size: A4, orientation: landscape, margins: [上, 右, 下, 左]}", "page-number": "页码：-{page}-",
	"columns": "各列的宽（毫米）", "row-height": "行高：{min: 20pt, air: 2pt} 或 {fixed: 16pt}", "above": "表上面的行", "rows": "表格的行", "below": "表下面的行",
	"new-page": "另起一页", "max-scale": "最大印成百分之几", "fit-page": "缩到百分之几以内能印成一页的，就缩", "tighten": "末页只剩三行以内、或前一页空出四分之一的，缩到百分之几为限收回去", "across": "骑缝章：哪个图片字段",
	"page-header": "页眉", "page-footer": "页脚", "continued": "续页页眉的字，none 不印", "xlsx": "电子表格：{merges: page}",
	"row": "画出的行", "header": "每页重复的表头", "total": "合计行，不单独到下一页", "foot": "每页页脚的行，写在最后", "repeat": "列表，一条印一次",
	"when": "算式成立才印；字段上是计算的条件", "each": "每个名字印一次", "use": "用一个块", "pairs": "一行行的标签和字段：[项目名称, 主管部门 | 实施单位]", "spans": "pairs 的标签、内容各几列", "as": "变量名", "else": "算式不成立时印的行", "from": "哪个版式的块",
	"with": "块的参数", "merge": "相邻、相同的合并成一格的字段", "merge-empty": "空的也合并（false 不合并）", "categories": "分类：没有条目的也留一行",
	"keep-empty": "空的分类留一行", "empty": "列表为空时的行", "heading": "每组前的行", "subtotal": "每组后的行（小计）：画出的行，或 {字段: 画出的行}", "fill": "补空行：行数，或 page", "height": "固定的行高", "min-height": "最小行高",
	"keep": "above：和上一行同页", "break": "page：另起一页", "section": "书签上的名字", "kind": "种类", "type": "用 types 里的一组", "required": "必填",
	"multiple": "可多选", "choices": "可选的值", "format": "数的样子：#,##0.00", "compute": "没有填时怎么算，\"\" 不算", "max-length": "最多几个字", "hint": "填写说明",
	"printed": "false：只供校验，表上不印", "like": "照哪个样式", "font": "字体：宋体 黑体 仿宋 楷体 小标宋", "latin": "字母数字的字体：Times", "bold": "粗", "size": "字号：9pt",
	"align": "left center right distribute justify，或 靠左 居中 靠右 分散对齐 两端对齐", "valign": "top middle bottom", "stack": "竖写，一行一字",
	"indent": "左缩进几字", "pad": "左边多留的空", "overflow": "grow 加高，shrink 缩小，refuse 报错", "floor": "最小缩到的字号", "long": "占三分之一页以上时缩到的字号",
	"gray": "字的灰度", "border": "框线", "underline": "下划线", "strike": "删除线", "color": "颜色", "raise": "super 上标，sub 下标",
	"rotate": "转 90 或 270 度", "first": "首行缩进几字", "line-spacing": "行距：倍数或长度", "letter-spacing": "字距：每个字后空几个字", "form": "表单的名字，和文件夹一致", "author": "文件的作者：一个字段", "subject": "文件的主题",
	"sparse": "没有填的当作零", "types": "用几次的一组字段", "hints": "填报表里的提示", "summary": "汇总、成册、报告取什么",
}
