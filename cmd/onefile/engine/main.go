// Command engine is what 公表.html has inside it: the handlers of gongbiao serve, built for js/wasm. In: requests of the
// page, which its worker hands over. Out: the answers. Built for another system it reads HTTP requests from standard
// input and writes the answers to standard output, which shows what the page would be told without a browser.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/serve/inside"
	"github.com/gongbiao/gongbiao/render"
)

func main() {
	s, err := inside.New(inside.Options{Engine: &render.Engine{}, Producer: edition.Producer, Release: edition.Full(), Now: time.Now})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer s.Close()
	serve(s)
}
