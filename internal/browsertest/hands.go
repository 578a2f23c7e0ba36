package browsertest

import (
	"path/filepath"
	"strings"
	"unicode"
)

// key is a key of a keyboard.
type key struct {
	code    string
	number  int
	written string // what it writes
}

var keys = map[string]key{
	"Tab": {"Tab", 9, ""}, "Enter": {"Enter", 13, "\r"}, "Escape": {"Escape", 27, ""}, "Space": {"Space", 32, " "},
	"ArrowLeft": {"ArrowLeft", 37, ""}, "ArrowUp": {"ArrowUp", 38, ""}, "ArrowRight": {"ArrowRight", 39, ""},
	"ArrowDown": {"ArrowDown", 40, ""}, "Home": {"Home", 36, ""}, "End": {"End", 35, ""}, "Delete": {"Delete", 46, ""},
	"Backspace": {"Backspace", 8, ""}, "Insert": {"Insert", 45, ""},
}

var modifiers = map[string]int{"Alt": 1, "Ctrl": 2, "Shift": 8}

// editing are keys that the browser itself turns into commands of an editor.
var editing = map[string]string{"Ctrl+a": "selectAll", "Ctrl+v": "paste", "Ctrl+c": "copy"}

// Press presses a key, as Tab, Shift+Tab, Ctrl+z.
func (p *Page) Press(combination string) {
	p.t.Helper()
	parts := strings.Split(combination, "+")
	name := parts[len(parts)-1]
	held := 0
	for _, m := range parts[:len(parts)-1] {
		held |= modifiers[m]
	}
	k, known := keys[name]
	if !known {
		r := rune(name[0])
		k = key{"Key" + strings.ToUpper(name), int(unicode.ToUpper(r)), name}
	}
	shown := name
	if name == "Space" {
		shown = " "
	}
	down := map[string]any{"type": "rawKeyDown", "modifiers": held, "key": shown, "code": k.code, "windowsVirtualKeyCode": k.number}
	if k.written != "" && held&^modifiers["Shift"] == 0 {
		down["type"], down["text"] = "keyDown", k.written
	}
	if c := editing[combination]; c != "" {
		down["commands"] = []string{c}
	}
	p.Call(nil, "Input.dispatchKeyEvent", down)
	p.Call(nil, "Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "modifiers": held, "key": shown, "code": k.code, "windowsVirtualKeyCode": k.number})
}

// Type writes into what has the focus, character by character.
func (p *Page) Type(text string) {
	p.t.Helper()
	for _, r := range text {
		p.Call(nil, "Input.dispatchKeyEvent", map[string]any{"type": "char", "text": string(r)})
	}
}

// Click presses the mouse in the middle of an element.
func (p *Page) Click(selector string) {
	p.t.Helper()
	x, y := p.middle(selector)
	for _, what := range []string{"mousePressed", "mouseReleased"} {
		p.Call(nil, "Input.dispatchMouseEvent", map[string]any{"type": what, "x": x, "y": y, "button": "left", "clickCount": 1})
	}
}

// middle is where an element is, after it was brought into sight.
func (p *Page) middle(selector string) (x, y float64) {
	p.t.Helper()
	p.Wait(selector+" is there", "document.querySelector("+quote(selector)+")")
	var at struct{ X, Y float64 }
	p.Eval(&at, `(() => { const e = document.querySelector(`+quote(selector)+`); e.scrollIntoView({block: 'center'});
		const r = e.getBoundingClientRect(), top = Math.max(r.top, 0), end = Math.min(r.bottom, innerHeight); // of what is in sight
		return {X: r.x + r.width / 2, Y: (top + end) / 2}; })()`)
	return at.X, at.Y
}

// Drop drops files of this machine on an element.
func (p *Page) Drop(selector string, files ...string) {
	p.t.Helper()
	x, y := p.middle(selector)
	for i, f := range files {
		abs, err := filepath.Abs(f)
		if err != nil {
			p.t.Fatal(err)
		}
		files[i] = abs
	}
	for _, what := range []string{"dragEnter", "dragOver", "drop"} {
		p.Call(nil, "Input.dispatchDragEvent", map[string]any{"type": what, "x": x, "y": y,
			"data": map[string]any{"items": []any{}, "files": files, "dragOperationsMask": 1}})
	}
}

// Choose puts files of this machine into an input for files, as its dialog does.
func (p *Page) Choose(selector string, files ...string) {
	p.t.Helper()
	var r struct{ Result struct{ ObjectID string } }
	p.Call(&r, "Runtime.evaluate", map[string]any{"expression": "document.querySelector(" + quote(selector) + ")"})
	p.Call(nil, "DOM.setFileInputFiles", map[string]any{"files": files, "objectId": r.Result.ObjectID})
}
