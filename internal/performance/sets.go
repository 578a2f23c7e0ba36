package performance

import (
	"fmt"
	"hash/fnv"

	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/internal/shingle"
	"github.com/gongbiao/gongbiao/model"
)

// copies tell forms of a set that say the same: what a form gives to the set is a sketch of a text, never the text.
func copies() []function {
	return []function{
		{"文纹(文字, 去掉, 去掉?)", kinds{isText, anyKind, anyKind}, isText, plain(textSketch)},
		{"行纹(列表, 列表?, 列表?)", kinds{isList, isList, isList}, isText, plain(rowsSketch)},
		{"长句(列表, 最少字数)", kinds{isList, isNumber}, isText, plain(longTexts)},
		{"句首(长句)", kinds{isText}, isText, ofText(func(s string) model.Result { s, _, _ = strings.Cut(s, keyMark); return words(s) })},
		{"种数(列表)", kinds{isList}, isNumber, plain(distinct)},
		{"本名(文字)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(coreName(s)) })},
		{"主名(文字)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(stemName(s)) })},
	}
}

const (
	leastSketched = 24 // letters a text must have beside the names in it: shorter ones are alike by chance
	leastRows     = 3  // rows a list must have, likewise
	mostTexts     = 6  // long texts a form gives to a set
	keyLetters    = 28 // letters of a long text that are kept
	keyMark       = "\x1f"
)

// distinct is how many different things a list has, those left out not counted; unlike 个数(去重(列表)) its work grows
// with the list alone.
func distinct(x []model.Result) model.Result {
	seen := map[string]bool{}
	for _, r := range x[0].List {
		if s := r.String(); s != "" {
			seen[s] = true
		}
	}
	return whole(len(seen))
}

// textSketch is what a text says beside the names of its project and unit; absent for a short one.
func textSketch(x []model.Result) model.Result {
	s := quantity.Plain(x[0].Text)
	for _, r := range x[1:] {
		for _, name := range []string{quantity.Plain(r.String()), coreName(r.String())} {
			if utf8.RuneCountInString(name) > 1 {
				s = strings.ReplaceAll(s, name, "")
			}
		}
	}
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	if n < leastSketched {
		return model.Result{}
	}
	return words(string(shingle.OfText(s)))
}

// rowsSketch is what a list says, a row an item, in whatever order the rows stand.
func rowsSketch(x []model.Result) model.Result {
	n := len(x[0].List)
	items := make([]string, 0, n)
	for i := range n {
		var b strings.Builder
		for _, l := range x {
			if i < len(l.List) {
				b.WriteString(quantity.Plain(l.List[i].String()))
			}
			b.WriteByte('|')
		}
		if s := b.String(); s != strings.Repeat("|", len(x)) {
			items = append(items, s)
		}
	}
	if len(items) < leastRows {
		return model.Result{}
	}
	return words(string(shingle.OfItems(items)))
}

// longTexts are the texts of a list that are long enough to be told from others, a line each: a form is in the group of
// each of them. A longer one is cut, with a mark of the whole behind it.
func longTexts(x []model.Result) model.Result {
	var out []string
	seen := map[string]bool{}
	for _, r := range x[0].List {
		if letters(r.String()).Num.LessThan(x[1].Num) {
			continue
		}
		key := strings.ReplaceAll(quantity.Plain(r.String()), "\n", "")
		if seen[key] || len(out) == mostTexts {
			continue
		}
		seen[key] = true
		out = append(out, shortened(key))
	}
	return words(strings.Join(out, "\n"))
}

func shortened(s string) string {
	if utf8.RuneCountInString(s) <= keyLetters {
		return s
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // a hash does not fail
	return fmt.Sprintf("%s…%s%08x", string([]rune(s)[:keyLetters]), keyMark, h.Sum32())
}

var (
	yearOfName  = pattern.Late(`(?:19|20)[0-9]{2}(?:-(?:19|20)?[0-9]{2})?年?度?`)
	tailOfName  = pattern.Late(`(?:专项资金|专项经费|补助资金|项目资金|项目经费|资金|经费|专项|项目)$`)
	partsOfName = pattern.Late(`\([^()]*\)|第?[一二三四五六七八九十0-9IVX]+(?:期|标段|标|批次|批|阶段|片区)`)
)

var quoteMarks = strings.NewReplacer("“", "", "”", "", "‘", "", "’", "", "\"", "", "《", "", "》", "", "「", "", "」", "")

// coreName is the name of a project as other papers and other years may have it: without the year and without 项目,
// 专项, 经费 at its end, marks and width put aside.
func coreName(s string) string {
	s = strings.Trim(quoteMarks.Replace(quantity.Plain(s)), ",.;:、。，；：-—")
	s = yearOfName.ReplaceAllString(s, "")
	for {
		t := tailOfName.ReplaceAllString(s, "")
		if t == s || utf8.RuneCountInString(t) < 3 {
			return s
		}
		s = t
	}
}

// stemName is coreName without what tells the parts of one programme apart: 一期, 第二标段, （城东片区）.
func stemName(s string) string {
	stem := coreName(partsOfName.ReplaceAllString(coreName(s), ""))
	if utf8.RuneCountInString(stem) < 3 {
		return coreName(s)
	}
	return stem
}
