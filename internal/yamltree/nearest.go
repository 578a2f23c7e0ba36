package yamltree

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// DidYouMean is the hint for a name that is not known: the nearest of the known ones, else all of them when they are few.
func DidYouMean(name string, known []string) string {
	if n := alike.Nearest(name, known); n != "" {
		return finding.DidYouMean(n)
	}
	if len(known) > 0 && len(known) <= 24 {
		return "可用：" + strings.Join(known, "、")
	}
	return ""
}
