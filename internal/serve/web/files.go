package web

import "embed"

// files are the page; the program of a release has them packed.
//
//go:embed *.html *.css *.js *.svg
var files embed.FS
