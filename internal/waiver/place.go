package waiver

import (
	"slices"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// places are the cells of a record by what people call them. They are found by the name of their row before its
// number, so that a row may move.
type places struct {
	r      *model.Record
	words  map[string][]string // as a report says it: 绩效指标 第 3 行“办件量” 得分
	named  map[string][]string // the same without the numbers of rows that have a name
	plain  map[string][]string // without the names of rows
	spoken []string            // as a report says it, in the order of the form
}

func placesOf(r *model.Record) *places {
	p := &places{r: r, words: map[string][]string{}, named: map[string][]string{}, plain: map[string][]string{}}
	r.Body.Each(func(v *model.Value) {
		if v.Path == "" {
			return
		}
		said := check.Place(r, v)
		p.spoken = append(p.spoken, said)
		for _, x := range []struct {
			to  map[string][]string
			key string
		}{{p.words, key(said)}, {p.named, key(unnumbered(said))}, {p.plain, key(pointer.Path(v.Path).Place())}} {
			x.to[x.key] = append(x.to[x.key], v.Path)
		}
	})
	return p
}

// key is a place without what people do not mean: blanks, width, case.
func key(place string) string { return alike.Folded(place) }

var (
	numberOfNamed = pattern.Late(`第\s*\d+\s*行\s*“`)
	anyRow        = pattern.Late(`第\s*\d+\s*行(\s*“[^”]*”)?`)
	nameOfRow     = pattern.Late(`(第\s*\d+\s*行)\s*“[^”]*”`)
)

// column is a place without its rows: a column of a list.
func column(place string) string { return anyRow.ReplaceAllString(place, "") }

// unnumbered is a place without the numbers of rows that have a name.
func unnumbered(place string) string { return numberOfNamed.ReplaceAllString(place, "“") }

// where is a place that was looked up: the cells it may mean. renamed says that its row is called otherwise now, and
// that the cell is the one at its number.
type where struct {
	paths   []string
	renamed bool
}

// find looks a place up: a JSON Pointer, words as a report has them, or names with dots.
func (p *places) find(at string) where {
	if v := p.r.At(at); v != nil && at != "" && at[0] == '/' {
		return where{paths: []string{v.Path}}
	}
	if l := p.words[key(at)]; l != nil {
		return where{paths: l}
	}
	if l := p.named[key(unnumbered(at))]; l != nil {
		return where{paths: l}
	}
	if v := p.r.Find(at); v != nil && at != "" {
		return where{paths: []string{v.Path}}
	}
	if l := p.plain[key(at)]; l != nil {
		return where{paths: l}
	}
	if bare := nameOfRow.ReplaceAllString(at, "$1"); bare != at {
		return where{paths: p.plain[key(bare)], renamed: true}
	}
	return where{}
}

// said is what a report calls the cell at a path.
func (p *places) said(path string) string {
	if v := p.r.At(path); v != nil && path != "" {
		return check.Place(p.r, v)
	}
	return ""
}

// nearest is the place most like a text, "" if none is alike. Long forms are looked through only so far.
func (p *places) nearest(at string) string {
	const most = 2000
	if at == "" || len(at) > 300 {
		return ""
	}
	return alike.Nearest(at, slices.Clone(p.spoken[:min(len(p.spoken), most)]))
}
