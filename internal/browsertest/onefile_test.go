package browsertest

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// one opens 公表.html from the disk.
func one(t *testing.T, hash string) *Page {
	t.Helper()
	p := blank(t, 1280, 900)
	p.Open("file://" + os.Getenv("GONGBIAO_ONEFILE") + hash)
	return p
}

const ask = `(async (method, path, body) => { const from = performance.now(); const a = await gongbiao.send(method, path, body); const b = await a.bytes(); return {ms: performance.now() - from, size: b.byteLength}; })`

func TestOneFile(t *testing.T) {
	begun := time.Now()
	p := one(t, "#/many")
	p.Wait("the engine has started", `document.querySelector('.engine-state').hidden`)
	t.Logf("started after %s, %s", time.Since(begun), p.Text("document.documentElement.dataset.engineStarted"))
	record, _ := os.ReadFile("../../examples/seed-1.json")
	var r any
	for range 6 {
		p.Eval(&r, ask+fmt.Sprintf("('POST', 'v1/render?format=pdf', %s)", quote(string(record))))
		t.Log(r)
	}
	for range 4 {
		p.Eval(&r, ask+fmt.Sprintf("('POST', 'v1/render?format=xlsx', %s)", quote(string(record))))
		t.Log(r)
	}
	for range 2 {
		p.Eval(&r, ask+`('GET', 'v1/layouts/self-evaluation/shanghai/picture.png')`)
		t.Log("picture", r)
		p.Eval(&r, ask+`('GET', 'v1/layouts')`)
		t.Log("layouts", r)
	}
	t.Log(p.Text("document.documentElement.dataset.engineMemory"))
	p.keep("start")
	t.Log(len(p.requests))
}
