package char

// Half is the ASCII character that a full-width one (U+FF01 to U+FF5E) is the wide form of, and any other character
// as it is. People type ５０％ for 50%; it is for understanding a text, never for what is printed.
func Half(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
