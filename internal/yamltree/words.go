package yamltree

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// words are the library's commonest complaints in the words of our users.
var words = []struct{ is, say, hint string }{
	{"did not find expected comment or line break", "“|”之后要换行", "“|”独占一行末尾，内容从下一行起并缩进"},
	{"found character that cannot start any token", "有不能作开头的字符（如制表符、@、%、`）", "缩进用空格；以特殊字符开头的文字加引号"},
	{"found a tab character", "缩进用了制表符", "缩进请用空格，不要用制表符"},
	{"mapping values are not allowed", "冒号的位置不对", "文字里有“: ”时整个加引号"},
	{"did not find expected key", "缩进或键名不对", "检查这一行和上一行的缩进"},
	{"could not find expected ':'", "键名后缺冒号", "写成 键: 值"},
	{"did not find expected '-' indicator", "列表项的缩进不一致", "各项的“-”要对齐"},
	{"did not find expected", "括号、引号或缩进没有成对", "检查这一行的括号和引号"},
	{"found unexpected end of stream", "引号没有配对", ""},
	{"control characters are not allowed", "有控制字符", "删去看不见的控制字符"},
	{"unknown anchor", "用了未定义的引用（*）", "以 * 开头的文字加引号；不支持 YAML 引用"},
	{"exceeded max depth", "嵌套太深", ""},
}

var linePart = pattern.Late(`^yaml: line (\d+):`)

// Complaint is what the YAML library says, in the words of our users: the line, 0 if it names none, what is wrong and
// what to do, both empty if we have no words for it.
func Complaint(err error) (line int, say, hint string) {
	msg := err.Error()
	if m := linePart.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	for _, w := range words {
		if strings.Contains(msg, w.is) {
			return line, w.say, w.hint
		}
	}
	return line, "", ""
}
