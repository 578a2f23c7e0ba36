// Package web is the page: one HTML, two CSS, plain ES modules and custom elements, embedded. In: a request for one of
// these files. Out: the file, with an ETag of its content. The page holds no rule of forms; it asks /v1 and shows what
// that says. Nothing is built: what stands here is what the browser reads (ES2019, checked in internal/browsertest),
// but for the comments, a quarter of it, which are for who writes here and are not sent.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// CSP is the Content-Security-Policy the page needs: nothing inline, nothing from elsewhere. Pictures and downloads are
// blobs of answers; the faces of a preview are made of bytes.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Options of the page; the zero value works.
type Options struct {
	PublicPC bool // a computer that many people use: the page keeps no draft
}

// file is one file as it is served.
type file struct {
	body   []byte
	packed []byte // gzip
	kind   string
	etag   string
}

// Handler serves the page at / and its files beside it. It sets no policy of its own: CSP is for whoever stands in
// front.
func Handler(o Options) http.Handler {
	all := load(o)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		f, ok := all[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", f.kind)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Vary", "Accept-Encoding")
		body, etag := f.body, f.etag
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
			w.Header().Set("Content-Encoding", "gzip")
			body, etag = f.packed, strings.TrimSuffix(f.etag, `"`)+`-gzip"`
		}
		w.Header().Set("ETag", etag)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	})
}

// load reads what is embedded; it cannot fail but by a mistake in this package.
func load(o Options) map[string]file {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic(err)
	}
	all := make(map[string]file, len(entries))
	for _, e := range entries {
		b, err := files.ReadFile(e.Name())
		if err != nil {
			panic(err)
		}
		if e.Name() == "index.html" && o.PublicPC {
			b = bytes.Replace(b, []byte("<html "), []byte("<html data-public-pc "), 1)
		}
		b = lean(e.Name(), b)
		sum := sha256.Sum256(b)
		all[e.Name()] = file{b, packed(b), kindOf(e.Name()), `"` + hex.EncodeToString(sum[:12]) + `"`}
	}
	return all
}

// Comments as they are written here: blocks, and lines of their own. A comment behind a statement stays.
var (
	blocks = pattern.Late(`(?s)[ \t]*/\*.*?\*/[ \t]?`)
	lines  = pattern.Late(`(?m)^[ \t]*//.*$`)
	blanks = pattern.Late(`\n\s*\n`)
)

// lean is a file without its comments. That a module stays the same program is tested in internal/browsertest.
func lean(name string, b []byte) []byte {
	switch path.Ext(name) {
	case ".js":
		b = lines.Regexp().ReplaceAll(blocks.Regexp().ReplaceAll(b, nil), nil)
	case ".css":
		b = blocks.Regexp().ReplaceAll(b, nil)
	default:
		return b
	}
	return append(bytes.TrimSpace(blanks.Regexp().ReplaceAll(b, []byte("\n"))), '\n')
}

// packed is a file in gzip. Writing to memory does not fail.
func packed(b []byte) []byte {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// kindOf is the media type, whatever the machine's own table says of endings.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".html":
		return "text/html; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}
