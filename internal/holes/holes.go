// Package holes is for tests that read sentences. In: what a finding, a report or a proof says. Out: what is left of a
// sentence in which a value was missing: empty quotes, a word that wants a value and has none, doubled stops.
package holes

import (
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
)

// wants are words after which a value must come, ends those that no sentence ends with.
const (
	wants = `只有|应为|应是|应得|表上是|现在是|改为|写作|总额是|标注|只得|满分|得分|超过|不到|低于|不超过|不大于|不小于|至|占|扣|计|是|为|达到|有`
	ends  = `应为|应是|应得|表上是|现在是|只有|改为|写作|只得|超过|低于|不大于|不小于|现在在`
)

var hole = pattern.Late(`“\s*”|（\s*）|\(\s*\)|\{|\}|\$|[，；：、]\s*[，。；、]|。\s*[，。；]|^\s*[，。；：、]| [，。；、：]|` +
	`[：:=＝≠+−×÷]\s*$|[=≠+−×÷]\s*[，；]|[=≠×÷]\s*[=≠×÷]|\S  +\S|(?:` + wants + `) +(?:[，。；分]|$)|(?:` + ends + `)[，；：、。]?$|` +
	`现在在|(?:^|[，。；])(?:的|和|与|比|对)[，。；]|没有名称|第 +行|[^\d] +%|NaN|<nil>|%!|“(?:[^”]*[^”…])?$|（(?:[^）]*[^）…])?$`) // what ends in … was cut short

// In is the first hole of a sentence, empty if it has none.
func In(sentence string) string {
	return hole.FindString(quoted.ReplaceAllString(sentence, "“…”"))
}

// quoted is what somebody else wrote and a message quotes; what is empty stays.
var quoted = pattern.Late(`“[^“”]+”`)

// Sentences are the texts of a finding that people read.
func Sentences(f finding.Finding) []string {
	return append([]string{f.Message, f.Hint, f.Sum, f.Expected, f.English}, f.Readings...)
}
