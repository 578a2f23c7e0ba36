// Package linebreak breaks the text of a form's cell into lines. In: a text, the widths of its grapheme clusters and
// the width of the line, all in millionths of an em. Out: lines as ranges of clusters and bytes that together hold
// every character of the text except its line breaks and the spaces that hang at a line's end. The rules are those of
// Chinese official writing (GB/T 15834, clreq GB-style) as written down in typography.md 2.3, not those of UAX #14.
// It knows nothing of faces or paper.
package linebreak

// Line is one line: clusters From ≤ i < To, bytes Start ≤ b < End; hanging spaces are outside.
type Line struct {
	From, To   int
	Start, End int
	Width      int64 // millionths of an em
	Last       bool  // ends a paragraph
	Cut        Cut   // ends inside a number
}

// Break appends the lines of cl, each at most avail wide (one cluster may be wider), to dst. A text of n line breaks
// has n+1 paragraphs, an empty one is an empty line; no clusters are no lines.
func Break(dst []Line, cl []Cluster, avail int64) []Line {
	for start := 0; start < len(cl); {
		end, next, width, last, cut := fit(cl, start, avail)
		l := line(cl, start, end, width, last)
		l.Cut = cut
		dst = append(dst, l)
		if last && next == len(cl) && cl[next-1].Newline() { // the text ends with a line break
			dst = append(dst, Line{From: next, To: next, Start: int(cl[next-1].End), End: int(cl[next-1].End), Last: true})
		}
		start = next
	}
	return dst
}

func line(cl []Cluster, from, to int, width int64, last bool) Line {
	l := Line{From: from, To: to, Width: width, Last: last, Start: int(cl[from].Start)}
	l.End = l.Start
	if to > from {
		l.End = int(cl[to-1].End)
	}
	return l
}

// fit finds the longest first line of cl[start:]: its end without hanging spaces, and where the next one starts.
func fit(cl []Cluster, start int, avail int64) (end, next int, width int64, last bool, inside Cut) {
	type cut struct {
		at    int
		width int64
	}
	var hard, soft cut
	var w int64
	for j := start; j < len(cl); j++ {
		c := &cl[j]
		if c.class&newline != 0 {
			end, width = keepSpaces(cl, start, j, w, avail)
			return end, j + 1, width, true, Whole
		}
		if j > start {
			switch c.Gap {
			case Allowed:
				hard = cut{j, w}
			case Soft:
				if numberWidth(cl, j) > avail {
					hard = cut{j, w}
				} else {
					soft = cut{j, w}
				}
			}
		}
		// What has no width overflows only behind spaces that hang.
		if w+int64(c.Width) > avail && c.class&space == 0 && j > start && (c.Width > 0 || cl[j-1].class&space != 0) {
			at := hard
			if at.at == 0 {
				at = soft
			}
			if at.at == 0 {
				at.at, inside = emergency(cl, start, j, avail)
				at.width = w - widthOf(cl[at.at:j])
			}
			end, width = trim(cl, start, at.at, at.width)
			return end, at.at, width, false, inside
		}
		w += int64(c.Width)
	}
	end, width = keepSpaces(cl, start, len(cl), w, avail)
	return end, len(cl), width, true, Whole
}

// trim takes the hanging spaces off the end of a wrapped line.
func trim(cl []Cluster, start, end int, w int64) (int, int64) {
	for end > start && cl[end-1].class&space != 0 {
		end--
		w -= int64(cl[end].Width)
	}
	return end, w
}

// keepSpaces lets only those spaces hang that have no room: at the end of a paragraph a space is as entered.
func keepSpaces(cl []Cluster, start, end int, w, avail int64) (int, int64) {
	for w > avail && end > start && cl[end-1].class&space != 0 {
		end--
		w -= int64(cl[end].Width)
	}
	return end, w
}

// numberWidth is the width of the number with its unit that the soft gap before cluster j belongs to.
func numberWidth(cl []Cluster, j int) (w int64) {
	from := j
	for from > 0 && cl[from-1].class == 0 && cl[from].Gap == Soft { // units and magnitudes
		from--
	}
	for from > 0 && (cl[from-1].class&digit != 0 || from > 1 && cl[from-1].class&inside != 0 && cl[from-2].class&digit != 0) {
		from--
	}
	to := j + 1
	for to < len(cl) && cl[to].Gap == Soft {
		to++
	}
	for _, c := range cl[from:to] {
		w += int64(c.Width)
	}
	return w
}
