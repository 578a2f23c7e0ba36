package notation

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// FuzzDrawing: no text makes the reader of drawings panic; a mistake is told at a place inside the text.
func FuzzDrawing(f *testing.F) {
	docs, err := os.ReadFile("../../docs/notation.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(docs))
	f.Add("| 甲 // | < // {乙} ^ | 丙 @x // ^ | 丁 | << |\n| // 甲 | http://x | \\// |")
	f.Add("| {甲:0.00|—} | {= 甲 ? \"}|\" : 乙:0.0|无} | {印章 甲 4mm×4mm} @x |\n甲\\n@title")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var p yamltree.Problems
		where := func(k, c int) yamltree.Pos { return yamltree.Pos{Line: k + 1, Col: c + 1} }
		lines := Drawing(text, where, &p)
		raw := strings.Split(text, "\n")
		for _, x := range p.List {
			if x.Pos.Line < 1 || x.Pos.Line > len(raw) || x.Pos.Col < 1 || x.Pos.Col > utf8.RuneCountInString(raw[x.Pos.Line-1])+1 {
				t.Fatalf("%s: outside the text", x.Line())
			}
		}
		for _, l := range lines {
			if len(l.Cells) > MaxCells {
				t.Fatalf("%d cells", len(l.Cells))
			}
			for _, c := range l.Cells {
				if c.Under != nil {
					t.Fatal("a line was not taken apart")
				}
				if c.Join != JoinNone && len(c.Pieces) > 0 {
					t.Fatal("a joined cell has content")
				}
			}
		}
	})
}

// Drawing a text and reading the drawing gives the text back: nothing an author can write is lost between the two.
func TestDrawingProperty(t *testing.T) {
	escape := strings.NewReplacer(`\`, `\\`, "|", `\|`, "{", `\{`, "}", `\}`, "@", `\@`, "\n", `\n`, "<", `\<`, "^", `\^`, "/", `\/`)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`[^ \t\r\p{Cc}]([^\r\p{Cc}]{0,8}[^ \t\r\p{Cc}])?`), 1, 5).Draw(t, "cells")
		line := "|"
		for _, s := range texts {
			line += " " + escape.Replace(s) + " |"
		}
		var p yamltree.Problems
		got := Drawing(line, func(k, c int) yamltree.Pos { return yamltree.Pos{Line: k + 1, Col: c + 1} }, &p)
		if len(p.List) > 0 || len(got) != 1 || len(got[0].Cells) != len(texts) {
			t.Fatalf("%s: %d cells, %s", line, len(got[0].Cells), p.List)
		}
		for i, c := range got[0].Cells {
			if len(c.Pieces) != 1 || c.Pieces[0].Text != texts[i] {
				t.Fatalf("%s: %+v", line, c)
			}
		}
	})
}
