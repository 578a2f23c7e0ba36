// Package phrase says what a text in several fonts says. In: runs of text as a file has them. Out: the characters that
// stand for it, and what is doubtful about them: struck out, hidden, raised or lowered without a character for it,
// control characters. Workbooks, documents and web pages are read by the same rules (docs/decisions/0015-one-door.md).
package phrase

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Run is a part of a text in a font of its own.
type Run struct {
	Text   string
	Struck bool
	Hidden bool // neither shown nor printed
	Shift  int8 // 1 raised, -1 lowered
}

// Settle is the text of runs and, where it differs, as it was typed; findings have neither place nor file. Struck
// runs are an error, raised and lowered ones become the characters for it. A text that is hidden as a whole is read
// with a warning, as hidden rows are; of one that is hidden in part only what shows is read, and it is an error.
func Settle(runs ...Run) (text, typed string, said finding.List) {
	var b, struck, hidden strings.Builder
	say := func(s finding.Severity, code, message, hint, english string) {
		said = append(said, finding.Finding{Code: code, Severity: s, Message: message, Hint: hint, English: english})
	}
	shown, changed, size := false, false, 0
	for _, u := range runs {
		size += len(u.Text)
		shown = shown || !u.Hidden && strings.TrimSpace(u.Text) != ""
	}
	b.Grow(size)
	for _, u := range runs {
		if u.Hidden {
			if hidden.WriteString(u.Text); shown {
				continue
			}
		}
		s := clean(u.Text)
		if u.Struck {
			struck.WriteString(s)
		}
		if u.Shift != 0 && strings.TrimSpace(s) != "" {
			up, ok := Shift(s, u.Shift > 0)
			if s = up; !ok {
				say(finding.Warning, "READ-SCRIPT", fmt.Sprintf("“%s”是%s，没有相应的字符，按平常的字收。", Brief(s),
					map[bool]string{true: "上标", false: "下标"}[u.Shift > 0]),
					"请看印出来对不对", "raised or lowered text was taken as plain")
			}
		}
		b.WriteString(s)
		changed = changed || s != u.Text
	}
	text = b.String()
	if changed {
		var t strings.Builder
		for _, u := range runs {
			if !u.Hidden || !shown {
				t.WriteString(u.Text)
			}
		}
		if t.String() != text {
			typed = t.String()
		}
	}
	if strings.TrimSpace(struck.String()) != "" {
		said = append(said, Struck(struck.String()))
	}
	switch h := hidden.String(); {
	case strings.TrimSpace(h) == "":
	case shown:
		say(finding.Error, "READ-HIDDEN", fmt.Sprintf("有隐藏的文字“%s”，打印不出来：不知还算不算数。", Brief(h)),
			"不要的请删去，要的请取消隐藏", "hidden text within a text")
	default:
		say(finding.Warning, "READ-HIDDEN", "文字是隐藏的，打印不出来，也读了。", "不要的请删去，要的请取消隐藏", "hidden text was read too")
	}
	for _, c := range text {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
			say(finding.Error, "DATA-CONTROL", fmt.Sprintf("文字里有控制字符 U+%04X，打印不出来。", c), "请删去", "")
			break
		}
	}
	return text, typed, said
}

// Struck is the error of text that is struck out.
func Struck(text string) finding.Finding {
	return finding.Finding{Code: "READ-STRUCK", Message: fmt.Sprintf("有删除线的文字“%s”：不知还算不算数。", Brief(text)),
		Hint: "不要的请删去，要的请取消删除线", English: "struck-out text"}
}

// clean is a text with line ends as we have them.
func clean(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// Brief is a text out of a file, short enough for a message.
func Brief(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
