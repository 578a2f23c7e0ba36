package collect

import (
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/found"
	late "github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
)

// signature is a text that waits for a hand or a date.
var signature = late.Late(`[：:][\s\p{Zs}_]*$|年[\s\p{Zs}_]+月[\s\p{Zs}_]+日[\s\p{Zs}]*$`)

// doubt says what speaks against taking a cell for the answer it was laid on.
func (t *taker) doubt(m matched, c *cellPattern, x *cell) {
	if c.struck { // as it is drawn
		x.said = slices.DeleteFunc(x.said, func(f finding.Finding) bool { return f.Code == "READ-STRUCK" })
	}
	if x.name == "" && x.kind != found.Empty && c.head != nil && (t.a.astray(c, x, m.state) || x.norm == c.head.label) {
		t.say(finding.Warning, "READ-GUESS", x, "", fmt.Sprintf("这一格不在“%s”下面，却认作它的内容。", shorten(c.head.raw)), "请对照原件")
	}
	if x.name == "" && c.field != nil && len(t.item) > 0 && signature.MatchString(x.text) {
		t.say(finding.Warning, "READ-GUESS", x, t.path(c.field), fmt.Sprintf("“%s”像是表下签字的一行，却认作“%s”。", shorten(x.text), c.field.Field.Name), "请对照原件")
	}
}
