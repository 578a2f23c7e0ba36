package collect

import (
	"math/bits"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/number"
)

// price is what can be wrong between a drawing and a sheet laid under it.
type price uint8

// What a pairing costs, dearest first within each kind. "Merged" is a cell that goes on from the row above; "name" is
// a defined name of ours.
const (
	// A cell of the sheet that no drawn cell is laid on.
	spareName price = iota
	spareText
	spareMerged
	spareEmpty
	// A drawn cell that is not on the sheet. An answer is a field, or text with fields in it.
	missLabel
	missAnswer
	missUp
	missBlank
	// A label on a cell that should hold another thing. On a text it costs the share of characters that differ.
	labelOnName
	labelOnText
	labelOnMerged
	labelOnEmpty
	// A cell that is drawn as going on from above, on one that does not.
	upOnText
	upOnEmpty
	upOnLabel // its label, written once more
	// An answer.
	answerOnOtherName
	patternOnOther // a text that is not written as drawn
	patternOnMerged
	patternOnEmpty
	fieldOnMerged
	numberOnWords
	fieldOnLabel // on a text that is a label of the form, besides
	fieldOnText
	answerOnEmpty
	groupOnMerged
	answerOnItsName // worth more than anything beside it is wrong
	// A cell drawn empty, or with nothing but what the form computes.
	blankOnText
	blankOnMerged
	computedOnAny
	// The column is not the one that labels say, or, where none say, not the one drawn.
	otherHead // and the column has a label above that says so
	otherColumn
	shiftedColumn
	// A row of the sheet that is left out: its texts, those with a name on top, and no more than this.
	skipText
	skipName
	skipMost
	// A drawn row that is left out: any, its labels and answers on top; or one of a list, which may have no items.
	missRow
	missRowLabel
	missRowAnswer
	missItem
	numPrices
)

// prices are the costs of all that can be wrong. Only their order and their sums decide; costs_test.go has for each a
// sheet that is read otherwise when it changes places with its neighbour.
type prices [numPrices]float64

// usual are the prices that forms are read by.
func usual() *prices {
	return &prices{
		spareName: 3, spareText: 2, spareMerged: 0.5, spareEmpty: 0.25,
		missLabel: 1.6, missAnswer: 1.2, missUp: 0.3, missBlank: 0.25,
		labelOnName: 2.5, labelOnText: 2, labelOnMerged: 1.5, labelOnEmpty: 1.3,
		upOnText: 1.4, upOnEmpty: 0.3, upOnLabel: 0.2,
		answerOnOtherName: 1.5, patternOnOther: 1.3, patternOnMerged: 1, patternOnEmpty: 0.9, fieldOnMerged: 0.7,
		numberOnWords: 0.6, fieldOnLabel: 0.45,
		fieldOnText: 0.05, answerOnEmpty: 0.02, groupOnMerged: 0.02, answerOnItsName: -0.4,
		blankOnText: 0.8, blankOnMerged: 0.5, computedOnAny: 0.1,
		otherHead: 0.5, otherColumn: 0.15, shiftedColumn: 0.02,
		skipText: 1.2, skipName: 1, skipMost: 6,
		missRow: 0.6, missRowLabel: 1, missRowAnswer: 0.3, missItem: 0.05,
	}
}

// spareCost is for a cell of the sheet that is not drawn.
func (p *prices) spareCost(x *cell, r int) float64 {
	switch {
	case x.kind == found.Empty:
		return p[spareEmpty]
	case x.row < r:
		return p[spareMerged]
	case x.name != "":
		return p[spareName]
	}
	return p[spareText]
}

// missCost is for a drawn cell that is not on the sheet.
func (p *prices) missCost(c *cellPattern) float64 {
	switch {
	case c.up:
		return p[missUp]
	case c.label != "":
		return p[missLabel]
	case c.field != nil || c.re != nil:
		return p[missAnswer]
	}
	return p[missBlank]
}

// skipCost is for a row of the sheet that is left out.
func (p *prices) skipCost(segments []*cell, r int) float64 {
	cost := 0.0
	for _, x := range segments {
		if x.row != r || x.kind == found.Empty {
			continue
		}
		cost += p[skipText]
		if x.name != "" {
			cost += p[skipName]
		}
	}
	return min(cost, p[skipMost])
}

// missRowCost is for a drawn row that is left out.
func (p *prices) missRowCost(r *rowPattern) float64 {
	if len(r.repeats) > 0 {
		return p[missItem]
	}
	return p[missRow] + p[missRowLabel]*float64(r.labels) + p[missRowAnswer]*float64(r.fields)
}

// cellCost is for a cell of the drawn row t laid on a cell of the sheet, in its row r.
func (a *aligner) cellCost(c *cellPattern, x *cell, r, t int) float64 {
	merged := x.row < r
	switch column := a.columnCost(c, x, t); {
	case c.up:
		return column + a.price.upCost(c, x, merged)
	case c.label != "":
		return column + a.labelCost(c, x, merged)
	case (c.field != nil || c.re != nil) && x.name != "":
		return column + a.nameCost(c, x)
	case c.field != nil:
		if x.kind == found.Text && !merged && a.p.words[x.norm] && !c.group {
			column += a.price[fieldOnLabel]
		}
		return column + a.price.fieldCost(c, x, merged)
	case c.re != nil:
		return column + a.price.patternCost(c, x, merged)
	case c.computes:
		return column + a.price[computedOnAny]
	case merged:
		return column + a.price[blankOnMerged]
	case x.kind == found.Empty:
		return column
	default:
		return column + a.price[blankOnText]
	}
}

func (a *aligner) columnCost(c *cellPattern, x *cell, t int) float64 {
	if a.astray(c, x, t) {
		return a.price[otherHead]
	}
	if a.cols == nil {
		if c.col != x.col {
			return a.price[shiftedColumn]
		}
		return 0
	}
	if want, ok := a.cols[c.col]; ok && want != x.col {
		return a.price[otherColumn]
	}
	return 0
}

func (p *prices) upCost(c *cellPattern, x *cell, merged bool) float64 {
	switch {
	case merged, x.first && x.kind == found.Empty: // the cut may have gone through it
		return 0
	case x.kind == found.Empty:
		return p[upOnEmpty]
	case c.label != "" && x.norm == c.label:
		return p[upOnLabel]
	}
	return p[upOnText]
}

func (a *aligner) labelCost(c *cellPattern, x *cell, merged bool) float64 {
	switch {
	case merged:
		return a.price[labelOnMerged]
	case x.kind == found.Empty:
		return a.price[labelOnEmpty]
	case x.name != "":
		return a.price[labelOnName]
	}
	return a.price[labelOnText] * (1 - a.like(c, x))
}

// nameCost is for an answer laid on a cell with a name of ours.
func (a *aligner) nameCost(c *cellPattern, x *cell) float64 {
	f := a.named[x.name]
	if f != nil && c.field != nil && c.field.Field == f {
		return a.price[answerOnItsName]
	}
	for _, h := range c.holds {
		if f != nil && h.Field.Field == f {
			return a.price[answerOnItsName]
		}
	}
	return a.price[answerOnOtherName]
}

func (p *prices) fieldCost(c *cellPattern, x *cell, merged bool) float64 {
	switch {
	case merged && c.group:
		return p[groupOnMerged]
	case merged:
		return p[fieldOnMerged]
	case x.kind == found.Empty:
		return p[answerOnEmpty]
	case x.kind == found.Text && c.field.Field.Kind.Numeric() && !x.figure() && x.text != c.absent:
		return p[numberOnWords]
	}
	return p[fieldOnText]
}

func (p *prices) patternCost(c *cellPattern, x *cell, merged bool) float64 {
	switch {
	case merged && c.group:
		return p[groupOnMerged]
	case merged:
		return p[patternOnMerged]
	case x.kind == found.Empty && c.raw == "":
		return p[answerOnEmpty]
	case x.kind == found.Empty:
		return p[patternOnEmpty]
	case c.re.MatchString(x.text):
		return 0
	}
	return p[patternOnOther]
}

// A text is a label that was changed if it is not longLabel characters or more, and not more than half of them differ.
const (
	alikeEnough = 0.5
	longLabel   = 65
)

// like is how alike a text is to a label, from alikeEnough to 1, or 0: one less the share of characters that differ.
func (a *aligner) like(c *cellPattern, x *cell) float64 {
	if c.label == x.norm {
		return 1
	}
	if a.p.words[x.norm] { // another label of the form is not this one misspelt
		return 0
	}
	most := max(c.letters.n, x.letters.n)
	if most >= longLabel || float64(min(c.letters.n, x.letters.n)) < alikeEnough*float64(most) ||
		1-float64(c.letters.differ(x.letters))/float64(most) < alikeEnough {
		return 0
	}
	key := [2]string{c.label, x.norm}
	v, ok := a.likes[key]
	if !ok {
		if v = 1 - float64(alike.Distance(c.label, x.norm))/float64(most); v < alikeEnough {
			v = 0
		}
		a.likes[key] = v
	}
	return v
}

// letters say quickly that two texts differ: how many characters a text has, and a bit for each, by its number.
type letters struct {
	n    int
	bits uint64
}

func lettersOf(s string) (l letters) {
	for _, r := range s {
		l.n++
		l.bits |= 1 << (r % 64)
	}
	return l
}

// differ is the least number of characters that differ: those one text has and the other has not.
func (l letters) differ(o letters) int {
	return max(bits.OnesCount64(l.bits&^o.bits), bits.OnesCount64(o.bits&^l.bits))
}

// figure says whether a cell holds a number, as text or as such, or a mark for none.
func (x *cell) figure() bool {
	if x.kind == found.Number || x.kind == found.Empty {
		return true
	}
	if _, ok := number.Parse(x.text); ok {
		return true
	}
	return len([]rune(x.norm)) <= 1
}
