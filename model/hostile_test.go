package model

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Every hostile input with the sentence it gets. A record that is refused alone shows as "1: …"; a file that cannot
// be read on as "file: …". The form has three fields, so that what is missing does not drown what is meant.
func TestHostileInput(t *testing.T) {
	f := &Form{ID: "t", Fields: []*Field{{Name: "名称"}, {Name: "金额", Kind: Money, Format: "#,##0.00"},
		{Name: "执行率", Kind: Rate}, {Name: "年度", Kind: Year},
		{Name: "类别", Kind: Choice, Choices: []string{"一次性项目", "经常性项目"}},
		{Name: "原因", Kind: Choice, Multiple: true, Choices: []string{"经费保障", "制度保障"}},
		{Name: "公开", Kind: Choice, Choices: []string{"是", "否"}},
		{Name: "资金", Kind: Group, Fields: []*Field{{Name: "全年预算数", Kind: Money}, {Name: "1-7月", Kind: Money}}},
		{Name: "指标", Kind: Rows, Fields: []*Field{{Name: "得分", Kind: Score}, {Name: "说明", Required: true}}}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	nested := func(open, inner, shut string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(shut, n)
	}
	digits := strings.Repeat("1234567890", 4)
	for _, c := range []struct{ name, file, text, want string }{
		// encodings
		{"empty", "a.json", "", "file: 该文件是空的。"},
		{"white space", "a.yaml", " \n\n", "file: 该文件是空的。"},
		{"BOM only", "a.json", "\uFEFF", "file: 该文件是空的。"},
		{"BOM", "a.json", "\uFEFF{\"名称\":\"甲\"}", "1: ok"},
		{"BOM in YAML", "a.yaml", "\uFEFF名称: 甲\n", "1: ok"},
		{"BOM inside", "a.json", "{\"名称\":\"a\uFEFFb\"}", "1: 1:9 文字里有字节序标记 U+FEFF，看不见也打印不出来。（请删去）"},
		{"UTF-16 LE", "a.json", "\xFF\xFE{\x00", "file: 该文件是 UTF-16 编码，应是 UTF-8。（请另存为 UTF-8 编码的文本文件）"},
		{"UTF-16 BE", "a.json", "\xFE\xFF\x00{", "file: 该文件是 UTF-16 编码，应是 UTF-8。（请另存为 UTF-8 编码的文本文件）"},
		{"UTF-16 without mark", "a.json", "{\x00\"\x00a\x00",
			"file: 该文件像是没有标记的 UTF-16 编码，应是 UTF-8。（请另存为 UTF-8 编码的文本文件）"},
		{"GBK", "a.json", "{\"\xC4\xEA\xB6\xC8\":\"2022\"}",
			"file: 该文件是 GB 18030（GBK）编码，应是 UTF-8。（请另存为 UTF-8 编码的文本文件）"},
		{"GB 18030, four bytes", "a.yaml", "a: \x82\x31\x8E\x34\n",
			"file: 该文件是 GB 18030（GBK）编码，应是 UTF-8。（请另存为 UTF-8 编码的文本文件）"},
		{"invalid UTF-8", "a.json", "{\"名称\":\"甲\xFF乙\"}", "file: 1:9 不是 UTF-8：这里有字节 0xFF。（请另存为 UTF-8 编码的文本文件）"},
		{"invalid UTF-8 in YAML", "a.yaml", "名称: 甲\n年度: \"\xFF\"\n",
			"file: 2:6 不是 UTF-8：这里有字节 0xFF。（请另存为 UTF-8 编码的文本文件）"},
		{"Excel", "a.json", "PK\x03\x04…", "file: 该文件是 Excel、WPS 或压缩文件，不是记录文件。（请先另存为或导出成 JSON、YAML）"},
		{"old Excel", "a.json", "\xD0\xCF\x11\xE0\xA1", "file: 该文件是旧版 Excel 或 Word 文件，不是记录文件。（请先另存为或导出成 JSON、YAML）"},
		{"PDF", "a", "%PDF-1.7\n", "file: 该文件是 PDF，不是记录文件。"},
		// characters
		{"control", "a.json", "{\"名称\":\"a\ab\"}", "1: 1:9 文字里有控制字符 U+0007，打印不出来。（请删去）"},
		{"escaped control", "a.json", `{"名称":"a\u0000b"}`, "1: 1:14 文字里有控制字符 U+0000，打印不出来。（请删去）"},
		{"C1 control", "a.json", `{"名称":"a\u0085"}`, "1: 1:14 文字里有控制字符 U+0085，打印不出来。（请删去）"},
		{"no character", "a.json", `{"名称":"\uFFFE"}`, "1: 1:13 文字里有 U+FFFE，它不是字符。（请删去）"},
		{"half a character", "a.json", `{"名称":"\ud84c"}`, "file: 1:14 \\ud84c 是半个字符，没有另一半。"},
		{"low half first", "a.json", `{"名称":"\udfb4"}`, "file: 1:13 \\udfb4 是半个字符，没有另一半。"},
		{"both halves", "a.json", `{"名称":"\ud84c\udfb4"}`, "1: ok"},
		{"replacement character", "a.json", `{"名称":"张�"}`, "1: ok 1:9 文字里有替换符 U+FFFD（�），原来的字可能已在转码时丢失。（请对照原件改正）"},
		{"raw tab", "a.json", "{\"名称\":\"a\tb\"}", "1: 1:9 文字里有制表符。（请写 \\t，或改用空格）"},
		{"raw line break", "a.json", "{\"名称\":\"a\nb\"}", "file: 1:9 第 1 行第 7 字的引号没有在同一行配对。（文字里要换行请写 \\n）"},
		{"control in YAML", "a.yaml", "名称: a\x01\n", "file: 1:6 有控制字符 U+0001，打印不出来。（请删去，或写在双引号里）"},
		{"escaped control in YAML", "a.yaml", "名称: \"a\\x01\"\n", "1: 1:5 文字里有控制字符 U+0001，打印不出来。（请删去）"},
		{"line separator in YAML", "a.yaml", "名称: a\u2028b\n", "file: 1:6 有换行符 U+2028。（要保留请在双引号里写 \\u2028）"},
		{"escaped line separator in YAML", "a.yaml", "名称: \"a\\u2028b\"\n",
			"1: ok 1:5 “名称”第 2 字是看不见的 U+2028（行分隔符 LS），照原样保留：“a⟨U+2028⟩b”。"},
		{"lone carriage return in YAML", "a.yaml", "名称: a\rb\n", "file: 1:6 有单独的回车符 U+000D。（请把换行另存为 LF 或 CRLF）"},
		{"CRLF in YAML", "a.yaml", "名称: 甲\r\n金额: 1\r\n", "1: ok"},
		// JSON
		{"cut", "a.json", `{"名称":"甲"`, "file: 1:10 文件没有写完：这里应有逗号或 }。"},
		{"cut in a text", "a.json", `{"名称":"甲`, "file: 1:9 文件没有写完：第 1 行第 7 字的引号没有配对。"},
		{"comma too many", "a.json", `{"名称":"甲",}`, "file: 1:11 这里应有带引号的名称，却是“}”。（前面多了逗号，或括号没有配对？）"},
		{"comma missing", "a.json", "{\"名称\":\"甲\"\n\"年度\":1}", "file: 2:1 这里应有逗号或 }，却是“\"”。（前一项之后少了逗号？）"},
		{"Chinese quotes", "a.json", `{“名称”:"甲"}`, "file: 1:2 这里应有带引号的名称，却是““”。（引号请用半角的 \"）"},
		{"Chinese colon", "a.json", `{"名称"："甲"}`, "file: 1:6 这里应有冒号，却是“：”。（标点请用半角的 : , { } [ ]）"},
		{"comment", "a.json", "// 注\n{}", "file: 1:1 这里应有值，却是“/”。（JSON 里不能写注释）"},
		{"escape", "a.json", `{"名称":"C:\dir"}`, "file: 1:11 反斜杠后面不能是“d”。（要打印反斜杠请写 \\\\）"},
		{"duplicate", "a.json", "{\"名称\":\"甲\",\n\"名称\":\"乙\"}", "1: 2:1 “名称”写了两次，前一次在第 1 行。（只留一个）"},
		{"100 levels", "a.json", nested(`{"名称":`, "1", "}", 100), "file: 1:391 嵌套超过 64 层。"},
		{"100 levels of lists", "a.json", nested("[", "", "]", 100), "file: 1:67 嵌套超过 64 层。"},
		{"a million levels", "a.json", strings.Repeat("[", 1e6), "file: 1:67 嵌套超过 64 层。"},
		{"long text", "a.json", `{"名称":"` + strings.Repeat("长", 33000) + `"}`,
			"1: 1:7 “名称”有 33000 个字符，一个单元格最多 32767 个。（请分到几处填写，或删减）"},
		{"long text of wide characters", "a.json", `{"名称":"` + strings.Repeat("𬭎", 16384) + `"}`,
			"1: 1:7 “名称”有 32768 个字符，一个单元格最多 32767 个。（请分到几处填写，或删减）"},
		{"2 MB text", "a.json", `{"名称":"` + strings.Repeat("x", 2<<20) + `"}`, "1: 1:7 一段文字超过 1024 KB。"},
		{"20 MB text", "a.json", `{"名称":"` + strings.Repeat("x", 20<<20) + `"}`, "file: 1:16777214 这条记录超过 16 MB。"},
		{"20 MB line", "a.jsonl", `{"名称":"` + strings.Repeat("x", 20<<20) + "\"}\n{\"名称\":\"甲\"}\n",
			"1: 1 这条记录超过 16 MB。\n2: ok"},
		{"NaN", "a.json", `{"金额":NaN}`, "file: 1:7 不认识“NaN”。（文字要加引号；NaN、Infinity 不是数）"},
		{"-Infinity", "a.json", `{"金额":-Infinity}`, "file: 1:7 不认识“-Infinity”。（文字要加引号；NaN、Infinity 不是数）"},
		{"leading zero", "a.json", `{"金额":007}`, "1: 1:7 数字“007”写法不对。（要照原样打印，请加引号写成文字）"},
		{"plus", "a.json", `{"金额":+7}`, "file: 1:7 数字不能以“+”开头。（要照原样打印，请加引号写成文字）"},
		{"1e400", "a.json", `{"金额":1e400}`, "1: 1:7 “金额”的数字 1e400 太大或太长：小数点前后各不超过 40 位。（要照原样打印，请加引号写成文字）"},
		{"1e-400", "a.json", `{"金额":1e-400}`, "1: 1:7 “金额”的数字 1e-400 太大或太长：小数点前后各不超过 40 位。（要照原样打印，请加引号写成文字）"},
		{"exponent of 300 digits", "a.json", `{"金额":1e` + strings.Repeat("9", 300) + `}`,
			"1: 1:7 “金额”的数字 1e99999999999999999999999999999999999999… 太大或太长：小数点前后各不超过 40 位。（要照原样打印，请加引号写成文字）"},
		{"1e5", "a.json", `{"金额":1e5}`, "1: ok 金额=100,000.00"},
		{"minus nought", "a.json", `{"金额":-0}`, "1: ok 金额=-0"},
		{"40 digits", "a.json", `{"金额":` + digits + `}`,
			"1: ok 金额=1,234,567,890,123,456,789,012,345,678,901,234,567,890.00"},
		{"41 digits", "a.json", `{"金额":` + digits + `1}`,
			"1: 1:7 “金额”的数字 " + digits + "… 太大或太长：小数点前后各不超过 40 位。（要照原样打印，请加引号写成文字）"},
		{"a number of 1 MB", "a.json", `{"金额":` + strings.Repeat("1", 1<<20) + `}`, "1: 1:7 数字太长。（要照原样打印，请加引号写成文字）"},
		{"no object", "a.json", `[1,"x",[]]`,
			"1: 1:2 一条记录应是一个对象（名称和值），这里却是数字。\n2: 1:4 一条记录应是一个对象（名称和值），这里却是文字。\n3: 1:8 一条记录应是一个对象（名称和值），这里却是列表。"},
		{"objects one after another", "a.json", "{\"名称\":\"甲\"}\n{\"名称\":\"乙\"}\n", "1: ok\n2: ok"},
		{"pretty objects one after another", "a.json", "{\n\"名称\":\"甲\"}\n{\n\"名称\":\"乙\"}\n", "1: ok\n2: ok"},
		{"rubbish behind", "a.json", "{\"名称\":\"甲\"} 乙", "1: ok\nfile: 1:12 记录之后还有多余的内容“乙”。"},
		{"empty list", "a.json", "[]", ""},
		{"a bad line among good ones", "a.jsonl",
			"{\"名称\":\"甲\"}\n{\"名称\":\n\n{\"名称\":\"a\",\"名称\":\"b\"}\n{\"名称\":\"丁\"}",
			"1: ok\n2: 2:7 文件没有写完：这里应有值。\n3: 4:11 “名称”写了两次，前一次在第 4 行。（只留一个）\n4: ok"},
		// YAML
		{"comment behind", "a.yaml", "名称: 甲 #乙\n", "1: 1:7 值的后面有“#…”，YAML 会当作注释丢掉。（要打印请给整个值加引号；是注释请另起一行）"},
		{"comment behind nothing", "a.yaml", "名称: #1 楼\n", "1: 1:5 值的后面有“#…”，YAML 会当作注释丢掉。（要打印请给整个值加引号；是注释请另起一行）"},
		{"comment behind the second record", "a.yaml", "- 名称: 甲\n- 名称: '乙'  # 丙\n- 名称: 丁\n",
			"1: ok\n2: 2:12 值的后面有“#…”，YAML 会当作注释丢掉。（要打印请给整个值加引号；是注释请另起一行）\n3: ok"},
		{"comment behind the last of several documents", "a.yaml", "名称: 甲\n---\n名称: \"乙\" # 丙\n",
			"1: ok\n2: 3:9 值的后面有“#…”，YAML 会当作注释丢掉。（要打印请给整个值加引号；是注释请另起一行）"},
		{"comments on lines of their own", "a.yaml",
			"# 一\n名称: 甲#乙\n  # 二\n金额: '1 # 不是注释'\n资金:\n  # 三\n  全年预算数: \"# 也不是\"\n# 四\n", "1: ok …"},
		{"sign that looks like a comment in a block", "a.yaml", "名称: |\n  甲 # 乙\n  # 丙\n# 注\n金额: 1\n",
			"1: ok 名称=甲 # 乙\\n# 丙 金额=1.00"},
		{">=95%", "a.yaml", "名称: >=95%\n", "file: 1 YAML 写法有误。（值以“>”开头时要加引号，例如 '>=95%'）"},
		{"@x", "a.yaml", "名称: @x\n", "file: 1 YAML 写法有误。（值以“@”开头时要加引号，例如 '@x'）"},
		{"%5", "a.yaml", "金额: 1\n名称: %5\n", "file: 2 YAML 写法有误。（值以“%”开头时要加引号，例如 '%5'）"},
		{"colon inside", "a.yaml", "名称: 注: 甲\n", "file: 1 YAML 写法有误。（值里有“: ”时要加引号）"},
		{"quote left open", "a.yaml", "名称: \"甲\n金额: 1\n", "file: 1 引号没有配对。"},
		{"Chinese colon in YAML", "a.yaml", "名称：甲\n", "1: 1:1 一条记录应是一个对象（名称和值），这里却是文字。（名称后面的冒号请用半角，冒号后面空一格）"},
		{"list askew", "a.yaml", "甲:\n  - 一\n - 二\n", "file: 2 YAML 写法有误：缩进或键名不对。（检查这一行和上一行的缩进）"},
		{"tab", "a.yaml", "资金:\n\t全年预算数: 1\n", "file: 2 YAML 写法有误。（缩进请用空格，不要用制表符）"},
		{"alias", "a.yaml", "名称: &a 甲\n说明: *a\n",
			"1: 1:5 记录里不能设置锚点（&a）。（要照原样打印，请加引号写成文字）; 2:5 记录里不能引用别处的内容（*a）。（要照原样打印，请加引号写成文字）"},
		{"unknown alias", "a.yaml", "名称: *甲\n", "file: 1 YAML 写法有误。（值以“*”开头时要加引号，例如 '*甲'）"},
		{"unknown alias in ASCII", "a.yaml", "年度: 2022\n名称: *a\n", "file: 2 记录里不能引用别处的内容（以 * 开头）。（要照原样打印，请加引号写成文字）"},
		{"bomb", "a.yaml", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "1: 1:4 记录里不能设置锚点（&a）。…"},
		{"merge", "a.yaml", "a: &a {名称: 甲}\n资金:\n  <<: *a\n",
			"1: 1:4 记录里不能设置锚点（&a）。（要照原样打印，请加引号写成文字）; 3:3 记录里不能合并别处的内容（<<）。"},
		{"tag", "a.yaml", "名称: !!binary 5pel\n", "1: 1:5 记录里不能写标签（!!binary）。（要照原样打印，请加引号写成文字）"},
		{"own tag", "a.yaml", "名称: !重要 甲\n", "file: 1 YAML 写法有误。（值以“!”开头时要加引号，例如 '!重要 甲'）"},
		{"~", "a.yaml", "名称: ~\n", "1: 1:5 “~”看不出是空着还是文字。（空着请不写，要打印请加引号）"},
		{"several lines", "a.yaml", "名称: 甲\n  乙\n", "1: 1:5 文字写了几行，YAML 会把换行变成空格。（要换行请用 |，下一行起缩进书写；不要换行请写在一行里）"},
		{"several lines in quotes", "a.yaml", "名称: \"甲\n  乙\"\n", "1: 1:5 文字写了几行，YAML 会把换行变成空格。（要换行请写 \\n，或用 |）"},
		{"folded", "a.yaml", "名称: >\n  甲\n", "1: 1:5 “>”会把换行变成空格。（要换行请用 |，下一行起缩进书写；不要换行请写在一行里）"},
		{"duplicate in YAML", "a.yaml", "名称: 甲\n名称: 乙\n", "1: 2:1 “名称”写了两次，前一次在第 1 行。（只留一个）"},
		{"name that is none", "a.yaml", "? [a]\n: 1\n", "1: 1:3 名称应是文字。"},
		{"100 levels in YAML", "a.yaml", nested("[", "", "]", 100), "1: 1:66 嵌套超过 64 层。…"},
		{"a million levels in YAML", "a.yaml", strings.Repeat("[", 1e6), "file: 1 嵌套超过 64 层。"},
		{"comments only", "a.yaml", "# 甲\n", "file: 该文件里没有记录。"},
		{"several documents", "a.yaml", "名称: 甲\n---\n名称: 乙\n---\n# 空\n---\n- 名称: 丙\n- 名称: 丁\n",
			"1: ok\n2: ok\n3: ok\n4: ok"},
		// what the form says
		{"nearest name", "a.json", `{"名 称":"甲"}`, "1: 1:2 表中没有“名 称”这一项。（您是不是要写“名称”？）"},
		{"name of another place", "a.json", `{"得分":"1"}`, "1: 1:2 表中没有“得分”这一项。（这个名称应写在“指标”之下）"},
		{"unlike any name", "a.json", `{"资金":{"x":1}}`, "1: 1:8 表中没有“x”这一项。（这里可以写：全年预算数、1-7月）"},
		{"text for a group", "a.json", `{"资金":"无"}`, "1: 1:7 “资金”应是对象（名称和值），这里却是文字。"},
		{"object for a list", "a.json", `{"指标":{"说明":"甲"}}`, "1: 1:7 “指标”应是列表，这里却是对象。（只有一行时也要写成列表，例如 [{…}]）"},
		{"object for a text", "a.json", `{"名称":{}}`, "1: 1:7 “名称”应是文字，这里却是对象。"},
		{"list for an amount", "a.json", `{"金额":[1]}`, "1: 1:7 “金额”应是数字或文字，这里却是列表。"},
		{"true for a text", "a.json", `{"名称":true}`, "1: 1:7 “名称”应是文字，这里却是真假值。（请写成文字，例如 \"是\"）"},
		{"true for 是", "a.json", `{"公开":true}`, "1: ok 公开=是"},
		{"number for a row", "a.json", `{"指标":[3]}`, "1: 1:8 “指标”的每一行应是对象（名称和值），这里却是数字。"},
		{"missing in a row", "a.json", `{"指标":[{"得分":1}]}`, "1: 1:8 “说明”必须填写，现在没有填写。"},
		{"blank in a row", "a.json", `{"指标":[{"说明":"　"}]}`, "1: 1:14 “说明”必须填写，现在是空的。"},
		{"choice", "a.json", `{"类别":"一次项目"}`, "1: 1:7 “一次项目”不是“类别”的选项。（您是不是要写“一次性项目”？）"},
		{"choice unlike any", "a.json", `{"类别":"其他"}`, "1: 1:7 “其他”不是“类别”的选项。（可选：一次性项目、经常性项目）"},
		{"choices", "a.json", `{"原因":["经费保障","制度保障","经费保障",5]}`, "1: 1:22 选项“经费保障”写了两次。; 1:29 “原因”的每个选项应是文字，这里却是数字。"},
		{"year", "a.json", `{"年度":"22"}`, "1: 1:7 “年度”应是四位数字的年份，例如 2022，这里却是“22”。"},
		{"year as a number", "a.yaml", "年度: 2022\n", "1: ok 年度=2022"},
		{"rate as a number over 1.5", "a.json", `{"执行率":97.98}`,
			"1: 1:8 “执行率”是比率，数字 97.98 看不出是 97.98% 还是 97.98 倍。（请写 \"97.98%\" 或 0.9798）"},
		{"rate as a text over 1.5", "a.json", `{"执行率":"97.98"}`,
			"1: ok 执行率=97.98 1:8 “执行率”写的是“97.98”，没有百分号，看不出是 97.98% 还是 97.98 倍；照原样打印，不参加计算。（请写 97.98%，或写成小数）"},
		{"amount that is none", "a.json", `{"金额":"约5万"}`, "1: ok 金额=约5万 1:7 “金额”写的是“约5万”，不是数字；照原样打印，不参加计算。（数字后面不要写单位）"},
		{"amount with bad separators", "a.json", `{"金额":"1,23,456"}`,
			"1: ok 金额=1,23,456 1:7 “金额”写的是“1,23,456”，不是数字；照原样打印，不参加计算。（千位分隔符应每三位一个，例如 18,233,182.14）"},
		{"dash for an amount", "a.json", `{"金额":"—"}`, "1: ok 金额=— 1:7 “金额”写的是“—”，不是数字；照原样打印，合计时按没有填写。"},
		{"words of YAML", "a.yaml",
			"- 名称: yes\n- 名称: 2022-06-14\n- 名称: 1_000\n- 名称: 0x1F\n- 名称: 0777\n- 名称: 12:30:00\n- 名称: .inf\n- 名称: 1.50\n- 名称: true\n- 名称: 甲#乙\n", "1: ok 名称=yes\n2: ok 名称=2022-06-14\n3: ok 名称=1_000\n4: ok 名称=0x1F\n5: ok 名称=0777\n6: ok 名称=12:30:00\n7: ok 名称=.inf\n8: ok 名称=1.50\n9: ok 名称=true\n10: ok 名称=甲#乙"},
		{"other form", "a.json", `{"form":"goal/shanghai"}`, "1: 1:9 记录写明的表是“goal/shanghai”，现在要填的却是“t”。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			n := 0
			err := data.Read(c.file, []byte(c.text), func(d *data.Value, err error) error {
				n++
				var r *Record
				if err == nil {
					r, err = Bind(d, f)
				}
				got = append(got, fmt.Sprintf("%d: %s", n, outcome(r, err, strings.Contains(c.want, "="))))
				return nil
			})
			if err != nil {
				got = append(got, "file: "+outcome(nil, err, false))
			}
			text, want := strings.Join(got, "\n"), c.want
			if begin, ok := strings.CutSuffix(want, "…"); ok {
				if !strings.HasPrefix(text, strings.TrimSpace(begin)) {
					t.Errorf("\n got %s\nwant %s", finding.Short(text), want)
				}
			} else if text != want {
				t.Errorf("\n got %.400s\nwant %s", text, want)
			}
		})
	}
}

// outcome is a record or its errors in one line.
func outcome(r *Record, err error, values bool) string {
	line := func(f finding.Finding) string {
		s := f.Message
		if f.Hint != "" {
			s += "（" + f.Hint + "）"
		}
		if p := (finding.Pos{Line: f.Pos.Line, Col: f.Pos.Col}).String(); p != "" {
			s = strings.TrimPrefix(p, ":") + " " + s
		}
		return s
	}
	var all []string
	for _, f := range finding.Of(err) {
		all = append(all, line(f))
	}
	if err != nil {
		return strings.Join(all, "; ")
	}
	s := "ok"
	if values {
		r.Body.Each(func(v *Value) {
			if v.Origin != Absent && v.Fields == nil && v.Field.Kind != Rows {
				s += " " + v.Field.Name + "=" + strings.ReplaceAll(v.Shown(""), "\n", "\\n")
			}
		})
	}
	for _, f := range r.Notes {
		s += " " + line(f)
	}
	return s
}
