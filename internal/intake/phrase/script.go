package phrase

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/char"
)

// raised and lowered are the characters that Unicode has as superscripts and subscripts of their own (blocks Latin-1
// Supplement, Superscripts and Subscripts, Spacing Modifier Letters, Phonetic Extensions).
const (
	raisedFrom  = "0123456789+-−=()niabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVW"
	raisedTo    = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
	loweredFrom = "0123456789+-−=()aehijklmnoprstuvx"
	loweredTo   = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)

// Shift is a text with each character replaced by its raised (up) or lowered twin; false if one of them has none.
// Blanks and what is raised or lowered of itself stay; a full stop has none but is used in numbers such as the 2.5 of
// PM2.5.
func Shift(text string, up bool) (string, bool) {
	from, to := loweredFrom, []rune(loweredTo)
	if up {
		from, to = raisedFrom, []rune(raisedTo)
	}
	var b strings.Builder
	digits := false
	for _, r := range text {
		digits = digits || r >= '0' && r <= '9'
	}
	for _, r := range text {
		r = char.Half(r)
		switch i := strings.IndexRune(from, r); {
		case i >= 0:
			b.WriteRune(to[len([]rune(from[:i]))])
		case r == ' ', r == '\u3000', r == '\n', r == '.' && digits, strings.ContainsRune(raisedTo+loweredTo, r),
			r == '℃', r == '°':
			b.WriteRune(r)
		default:
			return text, false
		}
	}
	return b.String(), true
}
