package grid

// FootPart is what is at one of the three places at the foot of a page.
type FootPart uint8

const (
	FootNothing FootPart = iota
	FootNumber           // the page number
	FootText             // Footer
	FootCode             // the verification code of Meta, with its QR code where a back end can paint one
)

// Foot says what is at the left, in the middle and at the right of a page's foot. The number is where the layout
// wants it, the code at the right if it can, the text in the middle if there is no number, else at the left.
type Foot struct{ Left, Center, Right FootPart }

// FootOf is the foot of page n (from 1) of a table: with a number or without, with a code or without.
func (t *MeasuredTable) FootOf(n int, numbered, code bool) (f Foot) {
	put := func(p FootPart, places ...*FootPart) {
		for _, at := range places {
			if *at == FootNothing {
				*at = p
				return
			}
		}
	}
	if numbered {
		put(FootNumber, f.at(t.PageNumber.alignOn(n)))
	}
	if code {
		put(FootCode, &f.Right, &f.Left)
	}
	if t.Footer == "" {
		return f
	}
	if numbered {
		put(FootText, &f.Left, &f.Right, &f.Center)
	} else {
		put(FootText, &f.Center)
	}
	return f
}

func (f *Foot) at(a Align) *FootPart {
	switch a {
	case AlignLeft:
		return &f.Left
	case AlignRight:
		return &f.Right
	}
	return &f.Center
}

// alignOn is where the number of page n is: left, center or right.
func (p PageNumber) alignOn(n int) Align {
	switch {
	case p.Align == AlignOutside && n%2 == 0:
		return AlignLeft
	case p.Align == AlignOutside:
		return AlignRight
	case p.Align == AlignLeft || p.Align == AlignRight:
		return p.Align
	}
	return AlignCenter
}
