package docx

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// symbolFont is the name of a font whose characters are pictures; empty of any other.
func symbolFont(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if symbols[name] == nil && name != "webdings" && name != "wingdings 3" {
		return ""
	}
	return name
}

// symbols are the characters of fonts of pictures, by code, that forms are written with: boxes, ticks, comparisons,
// figures in circles. From the tables of Microsoft (Wingdings, Wingdings 2) and Adobe (Symbol) on unicode.org.
var symbols = map[string]map[rune]rune{
	"wingdings": {0x20: ' ', 0x4A: '☺', 0x6C: '●', 0x6E: '■', 0x6F: '□', 0x70: '□', 0x71: '❑', 0x72: '❒', 0x73: '⬧', 0x75: '◆',
		0x76: '❖', 0x78: '☒', 0x80: '⓪', 0x81: '①', 0x82: '②', 0x83: '③', 0x84: '④', 0x85: '⑤', 0x86: '⑥', 0x87: '⑦', 0x88: '⑧',
		0x89: '⑨', 0x8A: '⑩', 0x8B: '⓿', 0x8C: '❶', 0x8D: '❷', 0x8E: '❸', 0x8F: '❹', 0x90: '❺', 0x91: '❻', 0x92: '❼', 0x93: '❽',
		0x94: '❾', 0x95: '❿', 0x9E: '·', 0x9F: '•', 0xA0: '▪', 0xA1: '○', 0xA4: '◉', 0xA5: '◎', 0xA7: '▪', 0xA8: '□', 0xAB: '★',
		0xD8: '➢', 0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓', 0xE8: '➔', 0xF0: '⇨', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑'},
	"wingdings 2": {0x20: ' ', 0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0x97: '●', 0xA2: '■', 0xA3: '□'},
	"symbol": {0x20: ' ', 0x28: '(', 0x29: ')', 0x2B: '+', 0x2C: ',', 0x2D: '−', 0x2E: '.', 0x2F: '/', 0x3A: ':', 0x3B: ';', 0x3C: '<',
		0x3D: '=', 0x3E: '>', 0x25: '%', 0x30: '0', 0x31: '1', 0x32: '2', 0x33: '3', 0x34: '4', 0x35: '5', 0x36: '6', 0x37: '7',
		0x38: '8', 0x39: '9', 0x40: '≅', 0x44: 'Δ', 0x46: 'Φ', 0x47: 'Γ', 0x4C: 'Λ', 0x50: 'Π', 0x51: 'Θ', 0x53: 'Σ', 0x57: 'Ω',
		0x61: 'α', 0x62: 'β', 0x63: 'χ', 0x64: 'δ', 0x65: 'ε', 0x66: 'φ', 0x67: 'γ', 0x68: 'η', 0x6C: 'λ', 0x6D: 'μ', 0x6E: 'ν',
		0x70: 'π', 0x71: 'θ', 0x72: 'ρ', 0x73: 'σ', 0x74: 'τ', 0x77: 'ω', 0x7E: '∼', 0xA2: '′', 0xA3: '≤', 0xA5: '∞', 0xAB: '↔',
		0xAC: '←', 0xAD: '↑', 0xAE: '→', 0xAF: '↓', 0xB0: '°', 0xB1: '±', 0xB2: '″', 0xB3: '≥', 0xB4: '×', 0xB5: '∝', 0xB7: '•',
		0xB8: '÷', 0xB9: '≠', 0xBA: '≡', 0xBB: '≈', 0xBC: '…', 0xD6: '√', 0xD7: '⋅', 0xDE: '⇒', 0xE5: '∑'},
}

// symbol is a character of a font of pictures.
func (r *reader) symbol(font string, code rune) {
	s, ok := symbols[symbolFont(font)][code&0xFF]
	if ok && code <= 0xF0FF && (code <= 0xFF || code >= 0xF000) {
		r.look.font = ""
		r.text(string(s))
		return
	}
	if symbolFont(font) == "" && code > 0x7F && (code < 0xE000 || code > 0xF8FF) { // an ordinary font
		r.look.font = ""
		r.text(string(code))
		return
	}
	r.unknown(font, code)
}

func (r *reader) unknown(font string, code rune) {
	if r.silent == 0 && r.shown() {
		r.b.Say(finding.Error, "READ-SYMBOL", fmt.Sprintf("有符号字体“%s”的字（%04X），不知道是什么字。", phrase.Brief(font), code),
			"换成普通的字，如 ☑、□、≥", "a character of a font of symbols is not known")
	}
}

// private replaces the characters of fonts of pictures in a text: those of the run's font, and those that are written
// at U+F000 and above, where fonts of pictures have theirs.
func (r *reader) private(s string) string {
	font := r.look.font
	own := func(c rune) bool { return c >= 0xF000 && c <= 0xF0FF || font != "" && c > 0x20 && c <= 0xFF }
	if !strings.ContainsFunc(s, own) {
		return s
	}
	return strings.Map(func(c rune) rune {
		if !own(c) {
			return c
		}
		if x, ok := symbols[font][c&0xFF]; ok {
			return x
		}
		r.unknown(font, c)
		return c
	}, s)
}
