package performance

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// lists compare the items of lists and name them.
func lists() []function {
	return []function{
		{"照填(值)", kinds{anyKind}, isBool, hasOrigin(model.Written)},
		{"算出(值)", kinds{anyKind}, isBool, hasOrigin(model.Computed)},
		{"未见(列表, 另一列表)", kinds{isList, isList}, isText, plain(unseen)},
		{"同值(列表)", kinds{isList}, isBool, plain(allEqual)},
		{"开头他县(文字, 单位, 部门?)", kinds{isText, isText, isText}, isText, plain(startsElsewhere)},
		{"众数(列表)", kinds{isList}, isNumber, plain(commonest)},
		{"首个(列表)", kinds{isList}, isText, plain(first)},
		{"列出(列表, 最多)", kinds{isList, isNumber}, isText, plain(listed)},
	}
}

func hasOrigin(o model.Origin) call {
	return plain(func(x []model.Result) model.Result { return truth(x[0].Value != nil && x[0].Value.Origin == o) })
}

// commonest is the number that a list has most often, the first of several.
func commonest(x []model.Result) (best model.Result) {
	most, count := 0, map[string]int{}
	for _, r := range x[0].List {
		if r.Kind == model.IsNumber {
			count[r.Num.String()]++
			most = max(most, count[r.Num.String()])
		}
	}
	for _, r := range x[0].List {
		if r.Kind == model.IsNumber && count[r.Num.String()] == most {
			return r
		}
	}
	return best
}

// unseen are the names of one list that the other has not, however they are written.
func unseen(x []model.Result) model.Result {
	have := map[string]bool{}
	for _, r := range x[1].List {
		have[quantity.Plain(r.String())] = true
	}
	var out []string
	for _, r := range x[0].List {
		if s := r.String(); s != "" && !have[quantity.Plain(s)] {
			out = append(out, s)
		}
	}
	return words(strings.Join(out, "、"))
}

// allEqual is false for an empty list.
func allEqual(x []model.Result) model.Result {
	for _, r := range x[0].List[min(1, len(x[0].List)):] {
		if !equal(x[0].List[0], r) {
			return truth(false)
		}
	}
	return truth(len(x[0].List) > 0)
}

func equal(a, b model.Result) bool {
	if a.Kind == isNumber && b.Kind == isNumber {
		return a.Num.Equal(b.Num)
	}
	return a.Kind == b.Kind && a.String() == b.String()
}

func first(x []model.Result) model.Result {
	for _, r := range x[0].List {
		if s := r.String(); s != "" {
			return words(s)
		}
	}
	return model.Result{}
}

// listed names the items once each, and how many there are if there are too many to name.
func listed(x []model.Result) model.Result {
	var out []string
	seen := map[string]bool{}
	for _, r := range x[0].List {
		if s := check.Say(r, ""); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	if n := int(x[1].Num.IntPart()); n > 0 && len(out) > n {
		return words(strings.Join(out[:n], "、") + " 等 " + strconv.Itoa(len(out)) + " 个")
	}
	return words(strings.Join(out, "、"))
}

// county is the county that a text or the name of an office begins with.
var county = pattern.Late(`^(?:[0-9]{4}年度?,?)?(\p{Han}{1,3}县)`)

// startsElsewhere is the county that a text begins with, where the offices of the form are of one other county.
func startsElsewhere(x []model.Result) model.Result {
	at := county.FindStringSubmatch(quantity.Plain(x[0].Text))
	if at == nil || containsAny(at[1], []string{"全县", "我县", "本县", "各县", "该县", "两县", "等县", "个县", "市县", "为", "对", "在", "支持", "帮扶", "向"}) {
		return model.Result{}
	}
	own := ""
	for _, office := range x[1:] {
		of := county.FindStringSubmatch(quantity.Plain(office.String()))
		if of == nil || own != "" && own != of[1] {
			return model.Result{}
		}
		own = of[1]
	}
	if own == "" || strings.HasSuffix(own, at[1]) || strings.HasSuffix(at[1], own) || strings.Contains(x[0].Text, own) {
		return model.Result{}
	}
	return words(at[1])
}
