package linebreak

// maxMagnitudes bounds a chain such as 5千万亿元: longer ones are no number anybody writes.
const maxMagnitudes = 4

// setGaps decides for every cluster whether a line may begin with it, by the rules of typography.md 2.3.
func setGaps(cl []Cluster) {
	var (
		ink      class // class of the last cluster that is not a space; 0 at the start of a paragraph
		leading  bool  // the last box is before its label: at the start or after a space
		pairs    int   // offset in a run of — or …
		pairRun  int   // length of that run
		unitLeft int   // clusters of a unit that follow
		chain    int   // >0: a number, or a number with chain-1 magnitudes, ends here
	)
	for i := range cl {
		c := &cl[i]
		b := c.class
		var a class
		if i > 0 {
			a = cl[i-1].class
		}
		// Where hanzi meets hanzi nothing forbids a break.
		if a|b == 0 && unitLeft == 0 && chain == 0 && i > 0 {
			c.Gap, ink = Allowed, 0
			continue
		}
		if b&pair != 0 {
			if i > 0 && cl[i-1].first == c.first {
				pairs++
			} else {
				pairs, pairRun = 0, 1
				for pairRun < len(cl)-i && cl[i+pairRun].first == c.first {
					pairRun++
				}
			}
		}
		gap := Forbidden
		if i > 0 && a&newline == 0 {
			var before class
			if i > 1 {
				before = cl[i-2].class
			}
			gap = gapBetween(before, a, b, ink, leading)
			if b&pair != 0 && pairs > 0 && (pairRun < 4 || pairs%2 != 0) {
				gap = Forbidden
			}
		}
		// Rule 6.
		switch {
		case unitLeft > 0:
			unitLeft--
			gap = min(gap, Soft)
			chain = 0
		case chain > 0 && b == 0:
			switch n := unitLen(cl[i:]); {
			case magnitude(c.first) && chain < maxMagnitudes:
				gap = min(gap, Soft)
				chain++
			case n > 0:
				gap = min(gap, Soft)
				unitLeft, chain = n-1, 0
			default:
				chain = 0
			}
		case b&digit != 0:
			chain = 1
		default:
			chain = 0
		}
		c.Gap = gap
		switch {
		case b&newline != 0:
			ink, leading = 0, false
		case b&(space|zwsp) == 0:
			if b&box != 0 {
				leading = i == 0 || a&(space|newline) != 0
			}
			ink = b
		}
	}
}

// gapBetween applies rules 1–5, 7 and 8 to the neighbours a|b; before is left of a, ink is the last class that is not
// a space.
func gapBetween(before, a, b, ink class, leading bool) Gap {
	switch {
	case b&(newline|space|glue) != 0, a&glue != 0: // 8
		return Forbidden
	case b&zwsp != 0: // stays with what has ink before it; behind spaces, which hang, it may begin a line
		return gapIf(a&space != 0)
	case b&noStart != 0: // 1, also after spaces (UAX #14 LB13)
		return Forbidden
	case a&zwsp != 0:
		return Allowed
	case ink&noEnd != 0: // 2, also over spaces (LB14)
		return Forbidden
	case a&box != 0, a&space != 0 && ink&box != 0 && leading: // 7
		return Forbidden
	case a&space != 0: // 8
		return Allowed
	case b&square != 0 && a&digit != 0: // 1
		return Forbidden
	case a&operator != 0 && b&(digit|operator) != 0, a&digit != 0 && b&ascii != 0: // 4
		return Forbidden
	case a&hyphen != 0: // 5
		if b&digit != 0 || b&(hyphen|symbol) != 0 || b&letter != 0 && before&letter == 0 && before&(digit|symbol|hyphen) != 0 {
			return Forbidden
		}
	case a&word != 0 && b&(word|hyphen|symbol) != 0, a&symbol != 0 && b&(word|symbol|hyphen) != 0: // 5
		return Forbidden
	case a&inside != 0 && before&word != 0 && b&word != 0: // 5
		return Forbidden
	}
	return Allowed
}

func gapIf(allowed bool) Gap {
	if allowed {
		return Allowed
	}
	return Forbidden
}
