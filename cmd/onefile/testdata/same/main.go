// Package main writes what the program of a release has packed, as sums: TestSame builds it with the overlay and
// without.
package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/language"

	"github.com/gongbiao/gongbiao/internal/serve/web"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

func main() {
	codes()
	order()
	ships()
}

func show(name string, text []byte) {
	fmt.Printf("%s %d %x\n", name, len(text), sha256.Sum256(text))
}

// codes are all characters of one, two, three and four bytes in every encoding whose tables are packed.
func codes() {
	for _, name := range []string{"euc-jp", "shift_jis", "iso-2022-jp", "euc-kr", "big5", "gbk", "gb18030"} {
		e, err := htmlindex.Get(name)
		if err != nil {
			panic(err)
		}
		var all []byte
		read := func(code ...byte) {
			text, err := e.NewDecoder().Bytes(code)
			all = append(append(all, text...), fmt.Sprintln(err)...)
		}
		for a := range 256 {
			read(byte(a))
			for b := range 256 {
				read(byte(a), byte(b))
				read(0x1b, '$', 'B', byte(a), byte(b))
				read(0x8f, byte(a), byte(b))
				read(byte(a), 0x30+byte(b%10), 0x81+byte(b%126), 0x35)
			}
		}
		show(name, all)
	}
}

// order is the order of sounds of every Chinese character, and of what else stands in names.
func order() {
	var names []string
	for _, r := range [][2]rune{{0x20, 0x600}, {0x2000, 0x2200}, {0x2460, 0x2500}, {0x3000, 0x3400}, {0x3400, 0xa000}, {0xac00, 0xac80},
		{0xf900, 0xfb00}, {0xfe30, 0xfe50}, {0xff00, 0xfff0}, {0x20000, 0x2ebf0}} {
		for c := r[0]; c < r[1]; c++ {
			names = append(names, string(c), "第10"+string(c)+"局", "第9"+string(c)+"局")
		}
	}
	c := collate.New(language.Chinese, collate.Numeric)
	slices.SortStableFunc(names, c.CompareString)
	same := 0
	for i := range names[1:] {
		if c.CompareString(names[i], names[i+1]) == 0 {
			same++
		}
	}
	show(fmt.Sprint("order ", same), []byte(strings.Join(names, "\n")))
}

// ships are the files that ship.
func ships() {
	for _, i := range templates.Embedded().List() {
		text, file, err := templates.Embedded().Source(i.ID)
		sum, _ := templates.Embedded().Hash(i.ID)
		show(fmt.Sprint(i.ID, file, sum, err), text)
		samples := templates.Embedded().Samples(i.ID)
		for _, name := range slices.Sorted(maps.Keys(samples)) {
			show(name, samples[name])
		}
	}
	var all []byte
	for family, e := range finding.Registry() {
		all = fmt.Append(all, family, e)
	}
	show("findings", all)
	page := web.Handler(web.Options{})
	for _, name := range []string{"/", "/app.js", "/page.css", "/icon.svg", "/no.js"} {
		w := httptest.NewRecorder()
		page.ServeHTTP(w, httptest.NewRequest(http.MethodGet, name, nil))
		show(fmt.Sprint(name, w.Code, w.Header()), w.Body.Bytes())
	}
}
