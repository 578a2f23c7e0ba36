package fonts

import (
	"fmt"
	"sort"
)

// blocks is the blocks a Chinese form may meet, sorted; Chinese names after GB/T 13000. han marks blocks of ideographs:
// all of their characters count as assigned, because Go's tables may be older than the font.
var blocks = []struct {
	lo, hi rune
	name   string
	han    bool
}{
	{0x0000, 0x007F, "基本拉丁字母", false},
	{0x0080, 0x00FF, "拉丁字母补充-1", false},
	{0x0100, 0x024F, "拉丁字母扩充", false},
	{0x0250, 0x02AF, "国际音标", false},
	{0x02B0, 0x02FF, "占位修饰符号", false},
	{0x0300, 0x036F, "组合附加符号", false},
	{0x0370, 0x03FF, "希腊字母", false},
	{0x0400, 0x052F, "西里尔字母", false},
	{0x0530, 0x058F, "亚美尼亚文", false},
	{0x0590, 0x05FF, "希伯来文", false},
	{0x0600, 0x06FF, "阿拉伯文（含维吾尔、哈萨克、柯尔克孜文）", false},
	{0x0E00, 0x0E7F, "泰文", false},
	{0x0F00, 0x0FFF, "藏文", false},
	{0x1000, 0x109F, "缅甸文", false},
	{0x1100, 0x11FF, "谚文字母", false},
	{0x1800, 0x18AF, "蒙古文", false},
	{0x1950, 0x197F, "德宏傣文", false},
	{0x1980, 0x19DF, "西双版纳新傣文", false},
	{0x1E00, 0x1EFF, "拉丁字母扩充附加", false},
	{0x1F00, 0x1FFF, "希腊字母扩充", false},
	{0x2000, 0x206F, "一般标点符号", false},
	{0x2070, 0x209F, "上标和下标", false},
	{0x20A0, 0x20CF, "货币符号", false},
	{0x20D0, 0x20FF, "组合用记号", false},
	{0x2100, 0x214F, "类字母符号", false},
	{0x2150, 0x218F, "数字形式", false},
	{0x2190, 0x21FF, "箭头", false},
	{0x2200, 0x22FF, "数学运算符", false},
	{0x2300, 0x23FF, "零杂工业符号", false},
	{0x2400, 0x243F, "控制图符", false},
	{0x2460, 0x24FF, "带括号或带圈的字母数字", false},
	{0x2500, 0x257F, "制表符", false},
	{0x2580, 0x259F, "方块元素", false},
	{0x25A0, 0x25FF, "几何图形", false},
	{0x2600, 0x26FF, "杂项符号", false},
	{0x2700, 0x27BF, "装饰符号", false},
	{0x27C0, 0x2BFF, "数学符号与箭头补充", false},
	{0x2E80, 0x2EFF, "CJK 部首补充", false},
	{0x2F00, 0x2FDF, "康熙部首", false},
	{0x2FF0, 0x2FFF, "表意文字描述符", false},
	{0x3000, 0x303F, "CJK 符号和标点", false},
	{0x3040, 0x309F, "平假名", false},
	{0x30A0, 0x30FF, "片假名", false},
	{0x3100, 0x312F, "注音字母", false},
	{0x3130, 0x318F, "谚文兼容字母", false},
	{0x31A0, 0x31BF, "注音字母扩充", false},
	{0x31C0, 0x31EF, "CJK 笔画", false},
	{0x31F0, 0x31FF, "片假名音标扩充", false},
	{0x3200, 0x32FF, "带括号或带圈的 CJK 字符和月份", false},
	{0x3300, 0x33FF, "CJK 兼容字符", false},
	{0x3400, 0x4DBF, "CJK 统一汉字扩充 A", true},
	{0x4DC0, 0x4DFF, "易经六十四卦符号", false},
	{0x4E00, 0x9FFF, "CJK 统一汉字", true},
	{0xA000, 0xA4CF, "彝文", false},
	{0xA4D0, 0xA4FF, "傈僳文", false},
	{0xAC00, 0xD7AF, "谚文", false},
	{0xD800, 0xDFFF, "代理项", false},
	{0xE000, 0xF8FF, "私用区", false},
	{0xF900, 0xFAFF, "CJK 兼容汉字", false},
	{0xFB00, 0xFB4F, "字母表达形式", false},
	{0xFB50, 0xFDFF, "阿拉伯文表达形式-A", false},
	{0xFE00, 0xFE0F, "变体选择符", false},
	{0xFE10, 0xFE1F, "竖排标点", false},
	{0xFE20, 0xFE2F, "组合用半符", false},
	{0xFE30, 0xFE4F, "CJK 兼容形式", false},
	{0xFE50, 0xFE6F, "小写变体形式", false},
	{0xFE70, 0xFEFF, "阿拉伯文表达形式-B", false},
	{0xFF00, 0xFFEF, "半角和全角形式", false},
	{0xFFF0, 0xFFFF, "特殊字符", false},
	{0x1D400, 0x1D7FF, "数学字母数字符号", false},
	{0x1F000, 0x1F2FF, "带圈字母数字补充等", false},
	{0x1F300, 0x1FAFF, "表情与图画符号", false},
	{0x20000, 0x2A6DF, "CJK 统一汉字扩充 B", true},
	{0x2A700, 0x2B73F, "CJK 统一汉字扩充 C", true},
	{0x2B740, 0x2B81F, "CJK 统一汉字扩充 D", true},
	{0x2B820, 0x2CEAF, "CJK 统一汉字扩充 E", true},
	{0x2CEB0, 0x2EBEF, "CJK 统一汉字扩充 F", true},
	{0x2EBF0, 0x2EE5F, "CJK 统一汉字扩充 I", true},
	{0x2F800, 0x2FA1F, "CJK 兼容汉字补充", true},
	{0x30000, 0x3134F, "CJK 统一汉字扩充 G", true},
	{0x31350, 0x323AF, "CJK 统一汉字扩充 H", true},
	{0x323B0, 0x3347F, "CJK 统一汉字扩充 J", true},
	{0xE0000, 0xE007F, "标记", false},
	{0xE0100, 0xE01EF, "变体选择符补充", false},
	{0xF0000, 0x10FFFF, "补充私用区", false},
}

// Block is the Chinese name of the block r lies in; for blocks a form will hardly meet it is the plane.
func Block(r rune) string {
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].hi >= r })
	if i < len(blocks) && blocks[i].lo <= r {
		return blocks[i].name
	}
	return fmt.Sprintf("第 %d 平面", r>>16)
}

func hanBlock(r rune) bool {
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].hi >= r })
	return i < len(blocks) && blocks[i].lo <= r && blocks[i].han
}

// private is the characters whose two-byte GB 18030 code led to the private use area in GB 18030-2000 and leads to a
// standard character today: the 18 that GB 18030-2022 moved, and the 6 of row FE that are encoded in plane 2.
var private = map[rune]rune{
	0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16, // A6D9–A6DF
	0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, // A6EC, A6ED, A6F3
	0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB, // row FE
	0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
}

// Standard is the standard character for a private-use character of GB 18030-2000; 0 if GB 18030-2022 knows none.
func Standard(r rune) rune { return private[r] }
