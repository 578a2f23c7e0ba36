package notation

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// inChinese are the Chinese words for those of the notation, as spreadsheets in Chinese have them.
var inChinese = map[string]string{"居中": "center", "靠左": "left", "左对齐": "left", "靠右": "right", "右对齐": "right", "分散对齐": "distribute",
	"两端对齐": "justify", "靠上": "top", "靠下": "bottom", "垂直居中": "middle", "缩小字体填充": "shrink", "上标": "super", "下标": "sub", "纵向": "portrait", "横向": "landscape", "左": "left", "居左": "left", "右": "right", "居右": "right", "上": "top", "下": "bottom"}

// word is Source.Word for values that have a Chinese name too.
func (s *Source) word(n *yaml.Node, what string, known ...string) string {
	if zh := inChinese[n.Value]; zh != "" {
		if what == "valign" && zh == "center" {
			zh = "middle"
		}
		for _, w := range known {
			if w == zh {
				return w
			}
		}
	}
	return s.Word(n, what, known...)
}

// Aligned is the alignment that a cell's style says by itself: @居中 @靠左 @靠右, on the style the cell has anyway.
func Aligned(style string) (grid.Align, bool) {
	switch style {
	case "居中", "靠左", "靠右", "分散对齐", "两端对齐":
		return aligns[inChinese[style]], true
	}
	return grid.AlignLeft, false
}

// sizes are the sizes of type by their Chinese names, in twentieths of a point.
var sizes = map[string]unit.Length{"初号": 840, "小初": 720, "一号": 520, "小一": 480, "二号": 440, "小二": 360, "三号": 320, "小三": 300, "四号": 280,
	"小四": 240, "五号": 210, "小五": 180, "六号": 150, "小六": 130, "七号": 110, "八号": 100}

// sized is a size of type by its name: 小五 is 9 pt.
func sized(name string) (unit.Length, bool) {
	n, ok := sizes[strings.TrimSuffix(name, "字")]
	return n * unit.Pt / 20, ok
}

// colors are the colours that have a name.
var colors = map[string]uint32{"red": 0xFF0000, "blue": 0x0000FF, "green": 0x008000, "红": 0xFF0000, "蓝": 0x0000FF, "绿": 0x008000}

// color reads a colour: a name, or #RRGGBB.
func (s *Source) color(n *yaml.Node) (uint32, bool) {
	t, ok := s.Text(n, "color")
	if !ok {
		return 0, false
	}
	if c, ok := colors[t]; ok {
		return c, true
	}
	if hex, ok := strings.CutPrefix(t, "#"); ok && len(hex) == 6 {
		if c, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return max(uint32(c), 1), true // 0 is the gray
		}
	}
	s.Errorf(yamltree.At(n), "TEMPLATE-UNKNOWN-WORD", `如 red、红、"#C00000"；灰色用 gray: 0…255`, "color不能是“%s”", t)
	return 0, false
}

// turns are the directions a cell's text may run.
func (s *Source) rotate(n *yaml.Node) (int, bool) {
	switch s.Word(n, "rotate", "0", "90", "270") {
	case "0":
		return 0, true
	case "90":
		return 90, true
	case "270":
		return 270, true
	}
	return 0, false
}
