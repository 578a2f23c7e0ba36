// Package onefile makes 公表.html, the page of gongbiao serve with the engine inside it. In: the page as serve has it,
// the engine built for js/wasm, the glue that Go has for it, the faces the engine was built with. Out: one file, which
// asks nobody for anything; and, before that, faces cut to the characters a build names.
package onefile

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"

	"github.com/gongbiao/gongbiao/internal/serve/web"
)

//go:embed page
var own embed.FS

// Parts are what a file is made of beside the page.
type Parts struct {
	Engine []byte // js/wasm, built with the tag onefile: without faces
	Faces  []File // what it finds in /faces, in this order
	Known  []File // by path: JSON that it would answer at every start
	Glue   []byte // wasm_exec.js of the same Go
	Papers string // licences and notices that must travel with it
	Says   string // of the faces, for whoever reads the file
}

// File is a file by name.
type File struct {
	Name string
	Data []byte
}

// piece is how many bytes stand in one element; a multiple of 3, so that each is base64 by itself.
const piece = 3 << 18

// handOn stands behind each piece: the page takes it (door.js).
const handOn = "enginePiece()"

// HTML is the file.
func HTML(p Parts) ([]byte, error) {
	page := web.Handler(web.Options{PublicPC: true})
	read := func(name string) (string, error) {
		if b, err := own.ReadFile("page/" + name); err == nil {
			return string(b), nil
		}
		r := httptest.NewRequest(http.MethodGet, "/"+name, nil)
		w := httptest.NewRecorder()
		if page.ServeHTTP(w, r); w.Code != http.StatusOK {
			return "", fmt.Errorf("the page has no %s", name)
		}
		return w.Body.String(), nil
	}
	script, err := bundle(read, "door.js", "app.js")
	if err != nil {
		return nil, err
	}
	html, err := read("index.html")
	if err != nil {
		return nil, err
	}
	b := &builder{read: read, html: html}
	style := b.styles()
	b.once(`<script type="module" src="app.js"></script>`+"\n", "")
	b.pictures(`"`, "icon.svg")
	unpack, files, worker := b.own("unpack.js"), b.own("files.js"), b.own("worker.js")
	body := b.block("text/plain", `id="engine-worker"`, string(p.Glue)+files+worker) + b.block("text/plain", `id="unpack-worker"`, unpack)
	for _, f := range p.Known {
		body += b.block("application/json", `data-known="`+f.Name+`"`, string(f.Data))
	}
	body += b.block("", "", script) + b.packed(File{"engine", p.Engine})
	for _, f := range p.Faces {
		body += b.packed(f)
	}
	body += b.block("text/plain", `id="licences"`, p.Says+"\n\n"+p.Papers)
	b.once("</body>", body+"</body>")
	b.once(`<meta charset="utf-8">`, `<meta charset="utf-8">`+"\n"+`<meta http-equiv="Content-Security-Policy" content="`+policy(script, style)+`">`)
	b.once("</head>", "<style>"+style+"</style>\n</head>")
	return []byte(b.html), b.err
}

// policy is the Content-Security-Policy of the file: what stands in it and nothing else, from nowhere, to nobody.
func policy(script, style string) string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + hash(script) + " " + hash(handOn) + " 'wasm-unsafe-eval'; worker-src blob:; style-src " + hash(style) +
		"; img-src blob: data:; font-src blob: data:; connect-src 'none'; form-action 'none'; base-uri 'none'"
}

// builder fills the page in; its first error stays.
type builder struct {
	read func(name string) (string, error)
	html string
	err  error
}

func (b *builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

// once replaces what stands in the page exactly once.
func (b *builder) once(old, by string) {
	if strings.Count(b.html, old) != 1 {
		b.fail("the page has %q %d times", old, strings.Count(b.html, old))
		return
	}
	b.html = strings.Replace(b.html, old, by, 1)
}

// own is a file of the page.
func (b *builder) own(name string) string {
	text, err := b.read(name)
	if err != nil {
		b.fail("%w", err)
	}
	return text
}

var (
	stylesheet = regexp.MustCompile(`<link rel="stylesheet" href="([\w-]+\.css)">\n`)
	address    = regexp.MustCompile(`url\(["']?([\w-]+\.svg)["']?\)`)
)

// styles are the style sheets of the page, taken out of it, with their pictures inside.
func (b *builder) styles() string {
	var all strings.Builder
	for _, m := range stylesheet.FindAllStringSubmatch(b.html, -1) {
		all.WriteString(b.own(m[1]))
		b.once(m[0], "")
	}
	all.WriteString(b.own("door.css"))
	css := address.ReplaceAllStringFunc(all.String(), func(s string) string {
		return `url("` + b.data(address.FindStringSubmatch(s)[1]) + `")`
	})
	if strings.Contains(css, "</") || strings.Contains(css, "@import") {
		b.fail("a style sheet has what cannot stand in a page")
	}
	return css
}

// data is a picture as an address that holds it.
func (b *builder) data(name string) string {
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(b.own(name)))
}

// pictures puts a picture into the attributes that name it.
func (b *builder) pictures(quote, name string) {
	b.html = strings.ReplaceAll(b.html, quote+name+quote, quote+b.data(name)+quote)
}

// block is a script element; of a kind that no browser runs it is only a place for text.
func (b *builder) block(kind, attributes, text string) string {
	low := strings.ToLower(text)
	if strings.Contains(low, "</script") || strings.Contains(low, "<!--") || strings.Contains(low, "<script") {
		b.fail("a text has what would end the element it stands in")
	}
	head := "<script"
	if kind != "" {
		head += ` type="` + kind + `"`
	}
	if attributes != "" {
		head += " " + attributes
	}
	return head + ">" + text + "</script>\n"
}

// packed is a file in gzip and base64, in pieces.
func (b *builder) packed(f File) string {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		b.fail("%w", err)
		return ""
	}
	_, _ = z.Write(f.Data) // memory is always written
	_ = z.Close()
	var all strings.Builder
	for left := packed.Bytes(); len(left) > 0; {
		n := min(piece, len(left))
		all.WriteString(b.block("application/octet-stream", `data-of="`+f.Name+`"`, base64.StdEncoding.EncodeToString(left[:n])) + b.block("", "", handOn))
		left = left[n:]
	}
	return all.String()
}
