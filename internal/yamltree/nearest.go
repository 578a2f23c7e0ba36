package yamltree

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
)

// DidYouMean is the hint for a name that is not known: the nearest of the known ones, else all of them when they are
// few.
func DidYouMean(name string, known []string) string {
	hint := alike.DidYouMean(name, known)
	if hint == "" && len(known) > 0 && len(known) <= 24 {
		hint = "可用：" + strings.Join(known, "、")
	}
	return hint
}
