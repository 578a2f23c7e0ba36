package finding

import (
	"iter"
	"slices"
	"strings"
	"unicode"
)

// Entry is what the registry says of one code. A code is in it before anything can be found under it.
type Entry struct {
	Code         string `json:"code"`
	Name         string `json:"name"`         // in Chinese, a few words, for lists
	English      string `json:"english"`      // one clause, said of findings that bring no English of their own
	About        string `json:"about"`        // a paragraph in Chinese: what it means, why it is said, what to do
	AboutEnglish string `json:"aboutEnglish"` // the same in English
}

// Registry is every code that this program can find something under, each with the name of its family, family by
// family.
func Registry() iter.Seq2[string, Entry] {
	return func(yield func(string, Entry) bool) {
		for _, family := range strings.Split(registry(), "\n## ")[1:] {
			name, _, _ := strings.Cut(family, "\n")
			for _, text := range strings.Split(family, "\n"+heading)[1:] {
				if !yield(name, entry(text)) {
					return
				}
			}
		}
	}
}

// Lookup is what the registry says of a code; false if it does not have it.
func Lookup(code string) (Entry, bool) {
	_, text, ok := strings.Cut(registry(), "\n"+heading+code+"\n")
	if !ok || code == "" {
		return Entry{}, false
	}
	return entry(code + "\n" + text), true
}

// heading is before every code.
const heading = "### "

// entry reads the entry that text begins with.
func entry(text string) Entry {
	p := append(strings.SplitN(text, "\n\n", 5), "", "", "", "")
	for i := range p {
		p[i] = strings.NewReplacer(`\*`, "*", `\<`, "<", `\{`, "{").Replace(strings.TrimSpace(p[i]))
	}
	name, english, _ := strings.Cut(p[1], ": ")
	return Entry{p[0], name, english, p[2], p[3]}
}

// InEnglish is what the finding says in English: its own words, else the sentence of the registry with what the
// message quotes. A check of somebody's own form may have no English; then that is said, and the Chinese follows.
func (f Finding) InEnglish() string {
	text := f.sentence()
	for _, x := range [...]struct{ name, value string }{
		{"printed", brief(f.Printed)}, {"expected", brief(f.Expected)}, {"sum", f.Sum},
	} {
		if x.value != "" && !strings.Contains(text, x.value) {
			text += "; " + x.name + ": " + x.value
		}
	}
	return text
}

// sentence is the message in English.
func (f Finding) sentence() string {
	if f.English != "" {
		return f.English
	}
	if e, ok := Lookup(f.Code); ok {
		return e.English + quoted(f.Message)
	}
	return "(no English for " + f.Code + ") " + f.Message
}

// quoted is what a message in Chinese puts between quotation marks, the names and values it is about.
func quoted(message string) string {
	var out []string
	for {
		_, rest, found := strings.Cut(message, "“")
		x, after, shut := strings.Cut(rest, "”")
		if !found || !shut {
			break
		}
		out, message = append(out, "“"+x+"”"), after
	}
	if out == nil {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}

// EnglishLine is Line in English. Places and names are the form's and stay as they are.
func (f Finding) EnglishLine() string {
	said := ": " + f.InEnglish()
	f.Hint = f.EnglishHint()
	return f.line(f.Severity.String(), said, " (", ")")
}

// EnglishHint is the hint in English: what may have been meant, which names are known, an example. Other advice in
// Chinese is in the registry in English too, so its entry is named, with what the hint quotes. A check brings its hint
// with its form, and may bring it in English (advice); else it stays as it is.
func (f Finding) EnglishHint() string {
	if f.Advice != "" {
		return f.Advice
	}
	hint := f.Hint
	for _, x := range [...]struct{ begins, ends, english, after string }{
		{asks, "？", "did you mean ", "?"}, {"可用：", "；", "known: ", ""}, {"如 ", "；", "such as ", ""},
	} {
		if rest, ok := strings.CutPrefix(hint, x.begins); ok {
			rest, _, _ = strings.Cut(rest, x.ends)
			return x.english + strings.ReplaceAll(rest, "、", ", ") + x.after
		}
	}
	if _, ok := Lookup(f.Code); ok && strings.ContainsFunc(hint, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return "see gongbiao explain " + f.Code + quoted(hint)
	}
	return hint
}

// ForEnglish is a list for those who read no Chinese: each finding has its English, and hints are in it. l stays as
// it is.
func (l List) ForEnglish() List {
	out := slices.Clone(l)
	for i := range out {
		out[i].English, out[i].Hint = out[i].sentence(), out[i].EnglishHint()
	}
	return out
}

// asks begins every hint that names what may have been meant.
const asks = "您是不是要写"

// DidYouMean is the hint that asks whether one of the names was meant.
func DidYouMean(names ...string) string {
	return asks + "“" + strings.Join(names, "”、“") + "”？"
}
