package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzDialogues: a dialogue with one call whose tool and arguments are anything. Every message is answered, the one
// after it too, and the file that lay there is as it was.
func FuzzDialogues(f *testing.F) {
	record := `{"form":"self-evaluation/shanghai","项目名称":"甲","资金":{"年度资金总额":{"全年执行数":"1.10"}},"来源":{"/资金/年度资金总额/全年执行数":"a!B1"}}`
	for name, args := range map[string]string{"check": `{"record":` + record + `}`, "explain": `{"file":"a.json","path":"资金 年度资金总额 执行率"}`,
		"render": `{"file":"a.json","to":"a.pdf"}`, "import": `{"file":"a.csv"}`, "compare": `{"last":"a.json","this":"a.json"}`,
		"blank": `{"layout":"self-evaluation/shanghai","to":"b.xlsx"}`, "schema": `{"layout":"review/common"}`, "list_forms": `{}`} {
		f.Add(name, []byte(args))
	}
	f.Fuzz(func(t *testing.T, name string, args []byte) {
		dir := t.TempDir()
		for file, text := range map[string]string{"a.json": record, "a.csv": ledgerCSV} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		m, err := New(options(dir))
		if err != nil {
			t.Fatal(err)
		}
		var in bytes.Buffer
		say := func(id int, method string, params any) {
			b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
			if err != nil {
				t.Fatal(err)
			}
			in.Write(append(b, '\n'))
		}
		say(1, "initialize", map[string]any{"protocolVersion": "2025-06-18", "capabilities": map[string]any{},
			"clientInfo": map[string]any{"name": "fuzz", "version": "1"}})
		in.WriteString(`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n")
		var given any = string(args) // what is no JSON is a text, where an object should be
		if json.Valid(args) {
			given = json.RawMessage(args)
		}
		say(2, "tools/call", map[string]any{"name": name, "arguments": given})
		say(3, "tools/call", map[string]any{"name": "check", "arguments": map[string]any{"file": "a.json"}})
		ctx, stop := context.WithTimeout(t.Context(), 60*time.Second)
		defer stop()
		var out bytes.Buffer
		if err := Serve(ctx, m, &in, &out); err != nil {
			t.Fatal(err)
		}
		answered := map[int]bool{}
		for d := json.NewDecoder(&out); ; {
			var a struct{ ID int }
			if err := d.Decode(&a); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			answered[a.ID] = true
		}
		if b, err := os.ReadFile(filepath.Join(dir, "a.json")); err != nil || string(b) != record {
			t.Fatalf("the record has become %q, %v", b, err)
		}
		if !answered[1] || !answered[2] || !answered[3] {
			t.Fatalf("answered: %v", answered)
		}
	})
}
