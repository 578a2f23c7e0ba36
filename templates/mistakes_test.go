package templates

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// mistakes is the catalogue of what can be wrong with a layout file. § marks the place that must be named; the
// sentence is what an author reads. Every finding of a file is listed: one mistake gives one finding.
var mistakes = []struct{ name, layout, code, says string }{
	{"unknown key", "§colums: [10]\nrows: '| 甲 | 乙 |'", "TEMPLATE-UNKNOWN-KEY", "版式没有“colums”这一项（您是不是要写“columns”？）"},
	{"duplicate key", "rows: '| 甲 | 乙 |'\n§rows: '| 甲 | 乙 |'", "TEMPLATE-DUPLICATE-KEY", "键“rows”重复，第 5 行已有"},
	{"alias", "above: &a 甲\nrows: '| 甲 | 乙 |'", "TEMPLATE-ALIAS", "不支持 YAML 锚点（&a）"},
	{"tag", "rows: §!!str '| 甲 | 乙 |'", "TEMPLATE-TAG", "不支持 YAML 标签（!!str）"},
	{"syntax", "rows:\n- §| 甲 | 乙 |", "TEMPLATE-SYNTAX", "YAML 语法错误：“|”之后要换行（“|”独占一行末尾，内容从下一行起并缩进）"},
	{"no rows", "", "LAYOUT-MISSING-KEY", "缺表格的行 rows"},
	{"rows is null", "rows:§", "TEMPLATE-TYPE", "画出的行应是文字，这里是空"},
	{"row without bar", "rows:\n- §甲", "LAYOUT-BAR", "表格的行应以“|”开头（表格的行写成 | 甲 | 乙 |）"},
	{"line that begins late", "above: 甲 §| 乙 |\nrows: '| 甲 | 乙 |'", "LAYOUT-BAR", "“|”前面没有开头的“|”（一行以“|”开头；字面上的“|”写成 \\|）"},
	{"row without last bar", "rows: |\n  | 甲 | 乙§", "LAYOUT-BAR", "行末缺“|”（每一行以“|”开头，以“|”结尾）"},
	{"too few cells", "rows: |\n  | 甲 | 乙 |\n\n  §| 甲 |", "LAYOUT-CELL-COUNT", "这一行有 1 格，表格有 2 列（并入左边的格写 <）"},
	{"too many cells", "rows: |\n  §| 甲 | 乙 | 丙 |", "LAYOUT-CELL-COUNT", "这一行有 3 格，表格有 2 列（并入左边的格写 <）"},
	{"two cells above", "above: '§| 甲 | 乙 | 丙 |'\nrows: '| 甲 | 乙 |'", "LAYOUT-CELL-COUNT", "这一行有 3 格，表格有 2 列"},
	{"fixed and least height", "row-height: {fixed: 20pt, §min: 20pt}\nrows: '| 甲 | 乙 |'", "LAYOUT-ROW-HEIGHT", "行高定死（fixed）时不能再写 min"},
	{"row height", "row-height: {min: §高}\nrows: '| 甲 | 乙 |'", "LAYOUT-LENGTH", "min“高”不是长度"},
	{"heading without merge", "rows:\n- repeat: 标\n  §heading: '| 甲 | 乙 |'\n  rows: '| {名} | {额} |'", "LAYOUT-HEADING", "heading 要和 merge 一起用"},
	{"heights", "rows:\n- row: |\n    | 甲 | 乙 |\n    | 丙 | 丁 |\n  height: §[8mm]", "LAYOUT-ROW-HEIGHT", "这里画了 2 行，height 写了 1 个"},
	{"empty drawing", "rows: §''", "LAYOUT-EMPTY-DRAWING", "这里没有画出的行"},
	{"folded", "rows: §>\n  | 甲 | 乙 |\n", "LAYOUT-FOLDED", "“>”会把行连起来，画不成表（用“|”代替“>”）"},
	{"join left in column 1", "rows: |\n  | §< | 乙 |", "LAYOUT-JOIN", "第 1 列的“<”左边没有格"},
	{"join up in row 1", "rows: |\n  | 甲 | §^ |", "LAYOUT-JOIN", "“^”上面没有格"},
	{"join into the title", "above: 甲\nrows: |\n  | §^ | 甲 |", "LAYOUT-JOIN", "“^”上面没有格"},
	{"no rectangle", "rows: |\n  | 甲 | < |\n  | ^ | §乙 |", "LAYOUT-NOT-RECTANGLE", "“甲”占的格不成矩形（检查这一格附近的 < 和 ^）"},
	{"no rectangle, the other way", "rows: |\n  | 甲 | §乙 |\n  | ^ | < |", "LAYOUT-NOT-RECTANGLE", "“甲”占的格不成矩形"},
	{"no rectangle with two items only", "rows:\n- |\n  | 甲 | < |\n- repeat: 标\n  rows: |\n    | ^ | < |\n    | {名} | §{额} |", "LAYOUT-NOT-RECTANGLE", "“{名}”占的格不成矩形"},
	{"unknown field", "rows: |\n  | {§明} | 乙 |", "LAYOUT-UNKNOWN-FIELD", "没有名为“明”的项"},
	{"unknown field in a group", "rows: |\n  | {§组.申} | 乙 |", "LAYOUT-UNKNOWN-FIELD", "没有名为“申”的项"},
	{"misspelt field", "rows: |\n  | 乙 | {§项目名} |", "LAYOUT-UNKNOWN-FIELD", "没有名为“项目名”的项，您是不是要写“项目名称”？"},
	{"group in a cell", "rows: |\n  | {§组} | 乙 |", "LAYOUT-GROUP-FIELD", "“组”是一组字段，不能放进一格（如 {组.甲}）"},
	{"list in a cell", "rows: |\n  | {§标} | 乙 |", "LAYOUT-GROUP-FIELD", "“标”是一组字段，不能放进一格（列表用 repeat 打印）"},
	{"item field outside its repeat", "rows: |\n  | {§标.名} | 乙 |", "LAYOUT-UNKNOWN-FIELD", "“标”不是一组，没有“名”"},
	{"open brace", "rows: |\n  | §{项目名称 | 乙 |", "LAYOUT-BRACE", "“{”没有对应的“}”（字面上的“{”写成 \\{）"},
	{"close brace", "rows: |\n  | 项目名称§} | 乙 |", "LAYOUT-BRACE", "“}”没有对应的“{”（字面上的“}”写成 \\}）"},
	{"empty braces", "rows: |\n  | {§ } | 乙 |", "LAYOUT-PLACEHOLDER", "花括号里没有内容（写成 {字段名}）"},
	{"bad escape", "rows: |\n  | 甲§\\t | 乙 |", "LAYOUT-ESCAPE", "没有 \\t 这种写法"},
	{"unknown field at the head", "continued: '{§没有}'\nrows: '| 甲 | 乙 |'", "LAYOUT-UNKNOWN-FIELD", "没有名为“没有”的项"},
	{"bad format", "rows: |\n  | {额:§0,00} | 乙 |", "LAYOUT-FORMAT", "不认识数字格式“0,00”（如 0.00、0.##、#,##0.00、0.00%、#,##0.00;(#,##0.00);-、÷10000 0.00、大写）"},
	{"format of a text", "rows: |\n  | {项目名称:§0.00} | 乙 |", "LAYOUT-FORMAT", "“项目名称”不是数字字段，不能有格式"},
	{"expression syntax", "rows: |\n  | {= 额 +§} | 乙 |", "LAYOUT-EXPRESSION", "表达式“额 +”：没有写完，或括号没有配对"},
	{"expression name", "rows: |\n  | {= 额 + §额度} | 乙 |", "LAYOUT-EXPRESSION", "表达式“额 + 额度”：没有名为“额度”的项"},
	{"empty expression", "rows: |\n  | {§= } | 乙 |", "LAYOUT-PLACEHOLDER", "“=”后面没有表达式"},
	{"a function of checks", "rows: |\n  | {= §得分级(额, '优90')} | 乙 |", "LAYOUT-EXPRESSION", "“得分级”是校验的函数，写在 checks.yaml、summary:、read-as: 里"},
	{"本组 outside a group", "rows: |\n  | {= 合计(§本组, .额)} | 乙 |", "LAYOUT-EXPRESSION", "没有名为“本组”的项"},
	{"unknown style", "rows: |\n  | 甲 §@tilte | 乙 |", "LAYOUT-UNKNOWN-STYLE", "没有样式“tilte”（您是不是要写“title”？）"},
	{"style in the middle", "rows: |\n  | 甲 §@label 丙 | 乙 |", "LAYOUT-STYLE-PLACE", "一格只能有一个样式，写在末尾（字面上的“@”写成 \\@）"},
	{"style on a joined cell", "rows: |\n  | 甲 | < §@label |", "LAYOUT-STYLE-JOINED", "并入别格的格不能有样式（样式写在被并入的那一格）"},
	{"style like unknown", "styles: {甲: {like: §乙}}\nrows: '| 甲 | 乙 @甲 |'", "LAYOUT-UNKNOWN-STYLE", "没有样式“乙”"},
	{"style cycle", "styles:\n  §甲: {like: 乙}\n  乙: {like: 甲}\nrows: '| 甲 @甲 | 乙 @乙 |'", "LAYOUT-STYLE-CYCLE", "样式的 like 成了循环：甲 → 乙 → 甲"},
	{"built-in style cycle", "styles:\n  §label: {like: stack}\n  stack: {size: 9pt}\nrows: '| 甲 | 乙 |'", "LAYOUT-STYLE-CYCLE", "样式的 like 成了循环：label → stack → label"},
	{"style attribute", "styles: {甲: {§colour: red}}\nrows: '| 甲 | 乙 @甲 |'", "TEMPLATE-UNKNOWN-KEY", "样式没有“colour”这一项"},
	{"style align", "styles: {甲: {align: §centre}}\nrows: '| 甲 | 乙 @甲 |'", "TEMPLATE-UNKNOWN-WORD", "align不能是“centre”（您是不是要写“center”？）"},
	{"style size", "styles: {甲: {size: §9px px}}\nrows: '| 甲 | 乙 @甲 |'", "LAYOUT-LENGTH", "size“9px px”不是长度（如 小五、10.5pt；不写单位是 pt）"},
	{"style bold", "styles: {甲: {bold: §yes}}\nrows: '| 甲 | 乙 @甲 |'", "TEMPLATE-TYPE", "bold应是 true 或 false"},
	{"style name", "styles: {§甲 乙: {bold: true}}\nrows: '| 甲 | 乙 |'", "LAYOUT-STYLE-NAME", "样式名“甲 乙”不能为空"},
	{"border word", "styles: {甲: {border: {top: §fat}}}\nrows: '| 甲 | 乙 @甲 |'", "TEMPLATE-UNKNOWN-WORD", "border 的 top不能是“fat”"},
	{"unused style", "styles: {§甲: {bold: true}}\nrows: '| 甲 | 乙 |'", "LAYOUT-UNUSED-STYLE", "样式“甲”没有用到"},
	{"column of width 0", "columns: [10, §0]\nrows: '| 甲 | 乙 |'", "LAYOUT-LENGTH", "列宽应在 1mm 至 1000mm 之间，这里是 0"},
	{"negative column", "columns: [10, §-5]\nrows: '| 甲 | 乙 |'", "LAYOUT-LENGTH", "列宽不能是负数（-5）"},
	{"column as a word", "columns: [10, §宽]\nrows: '| 甲 | 乙 |'", "LAYOUT-LENGTH", "列宽“宽”不是长度（如 10mm、10.5pt；不写单位是 mm）"},
	{"columns as a number", "columns: §10\nrows: '| 甲 |'", "TEMPLATE-TYPE", "columns 应是各列宽度的列表"},
	{"unknown paper", "paper: §B9\nrows: '| 甲 | 乙 |'", "LAYOUT-PAPER", "不认识纸张“B9”（可用：A4、A3、A5，或写明大小如 184mm×260mm）"},
	{"margins", "paper: {margins: §[10, 10, 10]}\nrows: '| 甲 | 乙 |'", "LAYOUT-MARGINS", "margins 应是一个长度，或两个：上下、左右，或四个：上、右、下、左（如 15、[15, 20] 或 [15, 20, 15, 20]）"},
	{"margins too large", "paper: §{margins: [10, 110, 10, 110]}\nrows: '| 甲 | 乙 |'", "LAYOUT-MARGINS", "页边距太大，纸上剩下不到 10mm"},
	{"orientation", "paper: {orientation: §横}\nrows: '| 甲 | 乙 |'", "TEMPLATE-UNKNOWN-WORD", "orientation不能是“横”（可用：portrait、landscape）"},
	{"page number", "page-number: §'-{n}-'\nrows: '| 甲 | 乙 |'", "LAYOUT-PAGE-NUMBER", "page-number里只能用 {page} 和 {pages}"},
	{"too wide", "columns: §[100, 100]\nrows: '| 甲 | 乙 |'", "LAYOUT-TOO-WIDE", "各列共宽 200mm，超过可用宽度 170mm 的 99%，打印时整表会缩小（减小列宽或页边距，或用横向纸；留 1% 是给框线和各打印机的误差，列宽合计 168.3mm 以内就不缩）"},
	{"repeat of a group", "rows:\n- repeat: §组\n  rows: '| {组.甲} | |'", "LAYOUT-NOT-A-LIST", "“组”不是列表，不能 repeat"},
	{"repeat of nothing known", "rows:\n- repeat: §标目\n  rows: '| {名} | |'", "LAYOUT-UNKNOWN-FIELD", "没有名为“标目”的项"},
	{"repeat without rows", "rows:\n- §repeat: 标", "LAYOUT-MISSING-KEY", "repeat 缺 rows"},
	{"repeat in itself", "rows:\n- repeat: 标\n  rows:\n  - repeat: §标\n    rows: '| {名} | |'", "LAYOUT-NOT-A-LIST", "“标”已经在外层 repeat"},
	{"merge of a field not in the list", "rows:\n- repeat: 标\n  merge: [§项目名称]\n  rows: '| {项目名称} | |'", "LAYOUT-MERGE", "merge 的“项目名称”不是“标”里的字段"},
	{"merge not printed", "rows:\n- repeat: 标\n  merge: §[类]\n  rows: '| {名} | |'", "LAYOUT-MERGE-NOT-PRINTED", "merge 的“类”在 rows 里没有打印（在 rows 里给 {类} 一格）"},
	{"merge twice", "rows:\n- repeat: 标\n  merge: [类, §类]\n  rows: '| {类} | |'", "LAYOUT-MERGE", "merge 里“类”重复"},
	{"merge apart", "rows:\n- repeat: 标\n  merge: [类]\n  rows:\n  - '| §{类} | {名} |'\n  - when: 额 > 0\n    rows: '| 金额 | {额} |'", "LAYOUT-MERGE-APART", "合并的格（类）被别的行隔开（在隔开它们的行里，这一列写 ^）"},
	{"merge loses a value", "rows:\n- repeat: 标\n  merge: [类]\n  rows: '| {类}§{名} | |'", "LAYOUT-MERGE-LOSS", "“名”和合并的字段同在一格，各行不同的值会丢失（把它放到另一格，或加进 merge）"},
	{"categories without levels", "rows:\n- repeat: 标\n  merge: [类]\n  categories: §{甲: [乙]}\n  rows: '| {类} | |'", "LAYOUT-CATEGORIES", "categories 应与 merge 的级数相配"},
	{"keep-empty alone", "rows:\n- repeat: 标\n  §keep-empty: true\n  rows: '| {名} | |'", "LAYOUT-CATEGORIES", "keep-empty 要和 categories 一起用"},
	{"header after nothing", "rows:\n- '| 甲 | 乙 |'\n- §header: '| 甲 | 乙 |'", "LAYOUT-HEADER", "header 后面没有它所管的行（不需要续页重复的表头写成普通的行）"},
	{"header above the table", "above:\n- §header: '| 甲 | 乙 |'\n- 甲\nrows: '| 甲 | 乙 |'", "LAYOUT-HEADER", "header 只能用在 rows 里，不能用在表格上方或下方"},
	{"unknown item", "rows:\n- §reapeat: 标\n  rows: '| {名} | |'", "TEMPLATE-UNKNOWN-KEY", "行没有“reapeat”这一项（您是不是要写“repeat”？）"},
	{"item without kind", "rows:\n- §height: 10\n", "LAYOUT-ITEM", "这一项应有 row、header、total、foot、repeat、when、each、use 或 pairs 之一"},
	{"unknown setting", "rows:\n- row: '| 甲 | 乙 |'\n  §hight: 10", "TEMPLATE-UNKNOWN-KEY", "行（row）没有“hight”这一项（您是不是要写“height”？）"},
	{"row height", "rows:\n- row: '| 甲 | 乙 |'\n  height: §高", "LAYOUT-LENGTH", "height“高”不是长度"},
	{"keep", "rows:\n- row: '| 甲 | 乙 |'\n  keep: §below", "TEMPLATE-UNKNOWN-WORD", "keep不能是“below”（可用：above）"},
	{"when syntax", "rows:\n- when: 额 >§\n  rows: '| 甲 | 乙 |'", "LAYOUT-EXPRESSION", "表达式“额 >”：没有写完，或括号没有配对"},
	{"when no condition", "rows:\n- when: §额 + 1\n  rows: '| 甲 | 乙 |'", "LAYOUT-CONDITION", "when 的表达式不是条件（如 额 > 0、not 空(额)）"},
	{"each without as", "rows:\n- each: [§甲]\n  rows: '| {$名} | |'", "LAYOUT-EACH", "each 缺 as（如 as: 名，行里写 {$名}）"},
	{"each of nothing", "rows:\n- each: §甲\n  as: 名\n  rows: '| {$名} | |'", "LAYOUT-EACH", "each 应是名字的列表"},
	{"unknown variable", "rows:\n- each: [甲]\n  as: 名\n  rows: '| §{$明} | |'", "LAYOUT-VARIABLE", "没有变量“$明”"},
	{"each with unlike items", "rows:\n- each:\n  - {甲: 一}\n  - §{乙: 一}\n  rows: '| {$甲} | |'", "LAYOUT-EACH", "each 各项的变量应相同（甲）"},
	{"brackets of expressions in a cell", "rows: |\n  | {§组[\"乙、丙\"]} | 乙 |", "LAYOUT-UNKNOWN-FIELD", "（格里不用方括号：{组.乙、丙}）"},
	{"a full-width brace", "rows: |\n  | §｛项目名称｝ | 乙 |", "LAYOUT-BRACE", "“｛”是全角的，照字印出来（字段写在半角的 { } 里；真要印这个字，不用改）"},
	{"a full-width comma in merge", "rows:\n- repeat: 标\n  merge: [§名，额]\n  rows: '| {名} | {额} |'", "LAYOUT-MERGE", "“名，额”里的逗号是全角的，几个字段用半角逗号隔开"},
	{"done without, and printed", "without: [项目名称]\nrows: '| {§项目名称} | 乙 |'", "LAYOUT-UNKNOWN-FIELD", "“项目名称”写进了 without，这里还用它（从 without 里去掉，或者不用它）"},
	{"each names no field", "rows:\n- each: [甲, 丁]\n  as: 名\n  rows: '| {§组.$名} | |'", "LAYOUT-UNKNOWN-FIELD", "没有名为“丁”的项"},
	{"序号 outside repeat", "rows: |\n  | §{序号} | 乙 |", "LAYOUT-ORDINAL", "{序号} 只能用在 repeat 里"},
	{"序号 format", "rows:\n- repeat: 标\n  rows: '| {序号:§a} | {名} |'", "LAYOUT-FORMAT", "序号没有“a”这种格式（可用 {序号} 或 {序号:一}）"},
	{"tick of a text", "rows: |\n  | {勾选 §项目名称} | 乙 |", "LAYOUT-TICK", "“项目名称”不是选择字段"},
	{"tick of no choice", "rows: |\n  | {勾 §性质=一此性} | 乙 |", "LAYOUT-TICK", "“性质”没有选项“一此性”（您是不是要写“一次性”？）"},
	{"tick without choice", "rows: |\n  | {√ §性质} | 乙 |", "LAYOUT-PLACEHOLDER", "应写成 {√ 字段=选项}"},
	{"no seal size", "rows: |\n  | {印章 §甲} | 乙 |", "LAYOUT-SEAL", "印章“甲”没有写大小，纸上不给它留地方（如 {印章 甲 40mm×40mm}；不写单位是毫米）"},
	{"full-width brace", "rows: |\n  | 金额§｛额｝ | 乙 |", "LAYOUT-BRACE", "“｛”是全角的，照字印出来（字段写在半角的 { } 里；真要印这个字，不用改）"},
	{"no such style in a part", "rows: |\n  | {§@黄 甲} | 乙 |", "LAYOUT-UNKNOWN-STYLE", "没有样式“黄”"},
	{"a part in a part", "rows: |\n  | {@粗 甲{@红 §乙}} | 乙 |", "LAYOUT-PLACEHOLDER", "{@粗 …} 里面不能再换样式（要两样都有，在 styles 里写一个样式）"},
	{"foot not last", "rows:\n- foot: '§| 甲 | 乙 |'\n- '| 甲 | 乙 |'", "LAYOUT-ITEM", "foot 的行后面还有表格的行（把 foot 移到 rows 的最后）"},
	{"a cell into the foot", "rows:\n- '| 甲 | 乙 |'\n- foot: '§| ^ | 乙 |'", "LAYOUT-JOIN", "上面的格伸进了 foot 的行（foot 的行自己画满各列）"},
	{"sum of no list", "rows:\n- foot: '| {本页合计 §额} | 乙 |'", "LAYOUT-PLACEHOLDER", "本页合计后面写列表和字段，中间一个点（如 {本页合计 明细.金额}）"},
	{"sum of a text", "rows:\n- foot: '| {本页合计 §标.名} | 乙 |'", "LAYOUT-PLACEHOLDER", "“标.名”不是数（写一个数字字段）"},
	{"sum elsewhere", "rows:\n- '| §{本页合计 标.额} | 乙 |'", "LAYOUT-PLACEHOLDER", "本页合计只能在每页页脚的行里（写在 foot 的行里）"},
	{"sum beside a text", "rows:\n- foot: '| 计§{本页合计 标.额} | 乙 |'", "LAYOUT-SPECIAL", "本页合计自己占一格"},
	{"line without a length", "rows: |\n  | {线 §长} | 乙 |", "LAYOUT-PLACEHOLDER", "横线的长“长”看不懂（如 {线 30mm} 或 {线 30mm {填表人}}）"},
	{"slants", "rows: |\n  | {斜线 §甲} | 乙 |", "LAYOUT-PLACEHOLDER", "斜线格里是两段或三段固定文字"},
	{"color", "styles: {甲: {color: §黄}}\nrows: |\n  | 甲 @甲 | 乙 |", "TEMPLATE-UNKNOWN-WORD", "color不能是“黄”"},
	{"zero and nothing alike", "rows: |\n  | {额:§0;-0;-|-} | 乙 |", "LAYOUT-FORMAT", "是零和没有填都印“-”，分不清（给没有填的另写一个记号）"},
	{"seal size", "rows: |\n  | {印章 §甲 40毫米} | 乙 |", "LAYOUT-SEAL", "印章的大小“40毫米”看不懂（如 {印章 单位盖章 40mm×40mm}）"},
	{"picture outside", "rows: |\n  | {图 §../x.png} | 乙 |", "LAYOUT-PICTURE", "图“../x.png”不能用（只写与版式同在一个文件夹里的文件名）"},
	{"picture missing", "rows: |\n  | {图 §x.png} | 乙 |", "LAYOUT-PICTURE", "找不到图“x.png”"},
	{"picture too large", "rows: |\n  | {图 §巨.png} | 乙 |", "LAYOUT-PICTURE", "图“巨.png”太大：30000 × 30000 像素，最多 4194 万像素（用画图软件缩小，另存一次）"},
	{"picture cut", "rows: |\n  | {图 §残.png} | 乙 |", "LAYOUT-PICTURE", "图“残.png”不完整或有损坏：unexpected EOF（用画图软件打开，另存一次）"},
	{"picture of another kind", "rows: |\n  | {图 §form.yaml} | 乙 |", "LAYOUT-PICTURE", "图“form.yaml”不是 PNG 或 JPEG"},
	{"two seals", "rows: |\n  | {印章 甲 4×4}§{印章 乙 4×4} | 乙 |", "LAYOUT-SPECIAL", "一格只能有一个印章或图"},
	{"unknown parameter", "params: {§舍如: 进一}\nrows: '| 甲 | 乙 |'", "TEMPLATE-UNKNOWN-KEY", "params没有“舍如”这一项（您是不是要写“舍入”？）"},
	{"parameter setting", "params: {舍入: §近一}\nrows: '| 甲 | 乙 |'", "TEMPLATE-UNKNOWN-WORD", "参数“舍入”不能是“近一”（您是不是要写“进一”？）"},
	{"field added without kind", "fields: {§新: {}}\nrows: '| {新} | 乙 |'", "FORM-FIELD", "字段“新”没有写明 kind"},
	{"field added of unknown kind", "fields: {新: §txt}\nrows: '| {新} | 乙 |'", "FORM-KIND", "没有“txt”这种字段（您是不是要写“text”？）"},
	{"field added into no group", "fields: {§丁.新: text}\nrows: '| 甲 | 乙 |'", "LAYOUT-UNKNOWN-FIELD", "表单没有“丁”这一组"},
	{"without no field", "without: [§项目名]\nrows: '| 甲 | 乙 |'", "LAYOUT-UNKNOWN-FIELD", "表单没有字段“项目名”（您是不是要写“项目名称”？）"},
	{"compute of a field added", "fields: {新: {kind: money, compute: §额 / 0 + 无}}\nrows: '| {新} | 乙 |'", "TEMPLATE-EXPRESSION", "没有名为“无”的项"},
	{"tables and rows", "§rows: '| 甲 | 乙 |'\ntables:\n- {name: 甲, rows: '| 甲 | 乙 |'}", "LAYOUT-TABLES", "有 tables 时，rows 写在各表之下"},
	{"tables of one name", "tables:\n- {name: 甲, rows: '| 甲 | 乙 |'}\n- {name: §甲, rows: '| 甲 | 乙 |'}", "LAYOUT-TABLES", "两张表同名“甲”"},
	{"table without name", "tables:\n- §{rows: '| 甲 | 乙 |'}", "LAYOUT-MISSING-KEY", "第 1 张表缺 name"},
	{"tables empty", "tables: §[]", "TEMPLATE-TYPE", "tables 应是表的列表"},
	{"xlsx merges", "xlsx: {merges: §cut}\nrows: '| 甲 | 乙 |'", "TEMPLATE-UNKNOWN-WORD", "merges不能是“cut”（可用：page、whole）"},
	{"max-scale", "max-scale: §200\nrows: '| 甲 | 乙 |'", "TEMPLATE-NUMBER", "max-scale应是 10 至 100 的整数"},
	{"rows as a deep list", "rows:\n- §- '| 甲 | 乙 |'", "TEMPLATE-TYPE", "rows 的一项应是画出的行或一组键值，这里是列表"},
	{"version", "version: §a/b\nrows: '| 甲 | 乙 |'", "LAYOUT-VERSION", "版本“a/b”不能为空，也不能含 @ / 和空格"},
	{"id", "layout: §f\nrows: '| 甲 | 乙 |'", "LAYOUT-ID", "版式名“f”应是 表单/地方"},
	{"form", "layout: §g/x\nrows: '| 甲 | 乙 |'", "LAYOUT-UNKNOWN-FORM", "没有表单“g”"},
	{"label over nothing", "rows: |\n  | {项目名称} §// | 乙 |", "LAYOUT-UNKNOWN-FIELD", "“//”下面没有写什么，上面也不是一个字段的名称（如 目标值 // {年度指标值}）"},
	{"label over a field that is not there", "rows: |\n  | §项目 // | 乙 |", "LAYOUT-UNKNOWN-FIELD", "没有名为“项目”的项，您是不是要写“项目名称”？"},
	{"rest twice", "columns: [10, 10, 10, 10]\nrows: |\n  | 甲 | << | 乙 | §<< |", "LAYOUT-JOIN", "一行里有两个“<<”，说不清各占几格（别的并入写 <，一格一个）"},
	{"merge outside a repeat", "rows: |\n  | §{项目名称} ^ | 乙 |", "LAYOUT-MERGE", "字段后面的“^”是和上面相同的合成一格，只用在 repeat 画的行里"},
	{"merge said twice", "rows:\n- repeat: 标\n  merge: [类]\n  rows: '| §{类} ^ | {名} |'", "LAYOUT-MERGE", "合并写了两遍：merge: 和字段后面的“^”"},
	{"pairs without spans", "columns: [10, 10, 10, 10]\nrows:\n- pairs: [§项目名称 | 额]", "LAYOUT-CELL-COUNT", "这一行有 2 对，spans 至少要写 3 个，这里是 1 个"},
	{"pairs too wide", "rows:\n- {pairs: [§项目名称], spans: [2]}", "LAYOUT-CELL-COUNT", "表格有 2 列，spans 加起来放不下（把 spans 改小）"},
	{"pair without label", "rows:\n- pairs: [§=项目名称]", "LAYOUT-ITEM", "“=项目名称”缺标签或字段"},
	{"pair of no field", "rows:\n- pairs: [§名目]", "LAYOUT-UNKNOWN-FIELD", "没有名为“名目”的项"},
	{"pairs of nothing", "rows:\n- pairs: §[]", "LAYOUT-EMPTY-DRAWING", "pairs 里一行也没有"},
	{"spans", "rows:\n- {pairs: [项目名称], spans: §1}", "LAYOUT-CELL-COUNT", "spans 应是列表：标签几列、内容几列"},
	{"of no group", "rows:\n- {row: '| {额} | 乙 |', of: §项目名称}", "LAYOUT-UNKNOWN-FIELD", "of 后面写一组字段，“项目名称”不是（如 of: 资金.年度资金总额"},
	{"version twice", "layout: f/x@2\n§version: \"1\"\nrows: '| 甲 | 乙 |'", "LAYOUT-VERSION", "版本写了两遍"},
	{"no version", "layout: §f/x@\nrows: '| 甲 | 乙 |'", "LAYOUT-VERSION", "“@”后面没有写版本（如 self-evaluation/shanghai@2022）"},
	{"nothing left for a column", "columns: [165, §其余]\nrows: '| 甲 | 乙 |'", "LAYOUT-LENGTH", "别的列共宽 165mm，纸上剩下的不够这一列（至少 5mm）（减小别的列或页边距，或用横向纸）"},
	{"second document", "rows: '| 甲 | 乙 |'\n§---\n甲: 1", "TEMPLATE-SYNTAX", "一个文件只能有一个 YAML 文档"},
}

const mistakenForm = `form: f
name: 表
params:
  舍入: {default: 四舍五入, choices: [四舍五入, 进一]}
fields:
  项目名称: text
  额: money
  性质: {choices: [一次性, 经常性]}
  组: {fields: {甲: text, 乙: text}}
  标:
    kind: list
    fields: {类: text, 名: text, 额: money}
`

func TestMistakes(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			text := mistakenLayout(m.layout)
			want := yamltree.Pos{}
			if before, _, ok := strings.Cut(text, "§"); ok {
				want.Line = strings.Count(before, "\n") + 1
				want.Col = len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
			}
			text = strings.ReplaceAll(text, "§", "")
			var list finding.List
			_, all := readLayout("x.yaml", []byte(text), files{fsys: library("", "").fsys, dir: "f"}, library(mistakenForm, "").form, nil)
			for _, f := range all {
				if f.Code != "LAYOUT-FIELD-NOT-PRINTED" {
					list = append(list, f)
				}
			}
			if len(list) != 1 {
				t.Fatalf("%d findings, want 1:\n%s\n%s", len(list), list, text)
			}
			f := list[0]
			line := f.Message
			if f.Hint != "" {
				line += "（" + f.Hint + "）"
			}
			if f.Code != m.code || !strings.Contains(line, m.says) {
				t.Errorf("have %s %s\nwant %s %s", f.Code, line, m.code, m.says)
			}
			if m.code == "TEMPLATE-SYNTAX" && f.Pos.Col == 0 {
				want.Col = 0 // the YAML parser tells lines only
			}
			if want.Line > 0 && (f.Pos.Line != want.Line || f.Pos.Col != want.Col) {
				t.Errorf("at %d:%d, want %d:%d\n%s", f.Pos.Line, f.Pos.Col, want.Line, want.Col, text)
			}
		})
	}
}
