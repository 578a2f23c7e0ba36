package main

// edit is a text of a module that is another in the engine, and in the program of a release.
type edit struct{ file, is, becomes string }

// lighterModule is one that the engine has with a few changes; the sources of the module stay as they are.
type lighterModule struct {
	module, folder string
	edits          []edit
	tables         map[string][]table // by file: compressed, until somebody needs them
	more           map[string]string  // texts behind a file, or files of their own
}

var lighter = []lighterModule{
	// The parser of formulas brings the machine of its library with it, which we never run, and which calls methods by
	// a name it learns as it runs. So the Go linker keeps every method of every type: 6 of 35 MB, which a browser
	// reads, unpacks and looks through before the first form is printed, and 4 MB of the program. These calls stop it
	// instead, and with nobody left who calls by name the linker keeps what is called. Nobody has a formula written out
	// either.
	{"github.com/expr-lang/expr", "expr", []edit{
		{"builtin/lib.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
		{"vm/runtime/runtime.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
		{"vm/runtime/runtime.go", "v.Method(method.Index)", "unused(v, method.Index)"},
		{"checker/nature/nature.go", "n.Type.Method(i)", "unused(n, i)"},
		{"checker/nature/utils.go", "s.rType.Method(s.idx)", "unused(s, s.idx)"},
		{"ast/dump.go", `regexp.MustCompile("^[A-Z]")`, "(*regexp.Regexp)(nil)"},
	}, nil, map[string]string{
		"builtin/lib.go":           `func unused(...any) reflect.Value { panic("no method has a name here") }`,
		"vm/runtime/runtime.go":    `func unused(...any) reflect.Value { panic("no method has a name here") }`,
		"checker/nature/nature.go": `func unused(...any) reflect.Method { panic("no method has a name here") }`,
	}},
	// The reader of YAML makes its patterns when the program starts, the only ones that are made so early: then a
	// browser compiles package regexp, which no form needs to be printed.
	{"go.yaml.in/yaml/v3", "yaml", []edit{
		{"encode.go", "regexp.MustCompile(", "late(regexp.MustCompile, "},
		{"resolve.go", "regexp.MustCompile(", "late(regexp.MustCompile, "},
	}, nil, map[string]string{"late.go": `package yaml

import (
	"regexp"
	"sync"
)

type pattern struct {
	compile func(string) *regexp.Regexp
	source  string
	once    sync.Once
	made    *regexp.Regexp
}

func late(compile func(string) *regexp.Regexp, source string) *pattern {
	return &pattern{compile: compile, source: source}
}

func (p *pattern) MatchString(s string) bool {
	p.once.Do(func() { p.made = p.compile(p.source) })
	return p.made.MatchString(s)
}`}},
	// Names are put into the order of their sounds when a book is asked for it, and texts of Japan, Korea and Taiwan
	// come in once in a while; their tables are 1.8 MB, a fifth of it when compressed. Nobody writes such a text.
	{"golang.org/x/text", "text", []edit{
		{"collate/index.go", "\treturn &colltab.Table{", "\tunpack()\n\treturn &colltab.Table{"},
		{"encoding/japanese/eucjp.go", "Encoder: eucJPEncoder{}", "Encoder: unwritten{}"},
		{"encoding/japanese/eucjp.go", decodes("eucJPDecoder"), decodes("eucJPDecoder") + "\n\tunpack()"},
		{"encoding/japanese/shiftjis.go", "Encoder: shiftJISEncoder{}", "Encoder: unwritten{}"},
		{"encoding/japanese/shiftjis.go", decodes("shiftJISDecoder"), decodes("shiftJISDecoder") + "\n\tunpack()"},
		{"encoding/japanese/iso2022jp.go", "Encoder: iso2022JPNewEncoder", "Encoder: newUnwritten"},
		{"encoding/japanese/iso2022jp.go", decodes("d *iso2022JPDecoder"), decodes("d *iso2022JPDecoder") + "\n\tunpack()"},
		{"encoding/korean/euckr.go", "Encoder: eucKREncoder{}", "Encoder: unwritten{}"},
		{"encoding/korean/euckr.go", decodes("eucKRDecoder"), decodes("eucKRDecoder") + "\n\tunpack()"},
		{"encoding/traditionalchinese/big5.go", "Encoder: big5Encoder{}", "Encoder: unwritten{}"},
		{"encoding/traditionalchinese/big5.go", decodes("big5Decoder"), decodes("big5Decoder") + "\n\tunpack()"},
		{"encoding/simplifiedchinese/gbk.go", "Encoder: gbkEncoder{gb18030: false}", "Encoder: unwritten{}"},
		{"encoding/simplifiedchinese/gbk.go", "Encoder: gbkEncoder{gb18030: true}", "Encoder: unwritten{}"},
		{"encoding/simplifiedchinese/gbk.go", decodes("d gbkDecoder"), decodes("d gbkDecoder") + "\n\tunpack()"},
		{"encoding/simplifiedchinese/hzgb2312.go", "Encoder: hzGB2312NewEncoder", "Encoder: newUnwritten"},
		{"encoding/simplifiedchinese/hzgb2312.go", decodes("d *hzGB2312Decoder"), decodes("d *hzGB2312Decoder") + "\n\tunpack()"},
	}, map[string][]table{
		"collate/tables.go":                     {{"mainExpandElem", 4}, {"mainContractElem", 4}, {"mainValues", 4}, {"mainLookup", 2}},
		"encoding/japanese/tables.go":           {{"jis0208Decode", 2}, {"jis0212Decode", 2}},
		"encoding/korean/tables.go":             {{"decode", 2}},
		"encoding/traditionalchinese/tables.go": {{"decode", 4}},
		"encoding/simplifiedchinese/tables.go":  {{"decode", 2}},
	}, map[string]string{
		"encoding/japanese/unwritten.go":           "package japanese" + unwritten,
		"encoding/korean/unwritten.go":             "package korean" + unwritten,
		"encoding/traditionalchinese/unwritten.go": "package traditionalchinese" + unwritten,
		"encoding/simplifiedchinese/unwritten.go":  "package simplifiedchinese" + unwritten,
	}},
	// Neither the plain painter's templates nor an assistant's lists of a thousand tools and more are ever written with
	// gob, which is 0.2 MB. What a server may ask of an assistant is looked up in a table of all that the SDK's client
	// answers, 0.12 MB; ours asks nothing.
	{"codeberg.org/go-pdf/fpdf", "fpdf", []edit{
		{"def.go", `"encoding/gob"`, `gob "codeberg.org/go-pdf/fpdf/unused"`},
		{"template.go", `"encoding/gob"`, `gob "codeberg.org/go-pdf/fpdf/unused"`},
		{"template_impl.go", `"encoding/gob"`, `gob "codeberg.org/go-pdf/fpdf/unused"`},
	}, nil, map[string]string{"unused/gob.go": unused}},
	{"github.com/modelcontextprotocol/go-sdk", "mcpsdk", []edit{
		{"mcp/server.go", `"encoding/gob"`, `gob "github.com/modelcontextprotocol/go-sdk/internal/unused"`},
		{"mcp/client.go", "var clientMethodInfos = map[string]methodInfo{",
			"var clientMethodInfos map[string]methodInfo\n\nfunc asked() map[string]methodInfo { return map[string]methodInfo{"},
		{"mcp/client.go", "}\n\nfunc (cs *ClientSession) sendingMethodInfos() map", "}}\n\nfunc (cs *ClientSession) sendingMethodInfos() map"},
	}, nil, map[string]string{"internal/unused/gob.go": unused}},
}

// decodes is how a decoder of x/text begins.
func decodes(who string) string {
	return "func (" + who + ") Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {"
}

const unwritten = `

import "golang.org/x/text/transform"

type unwritten struct{ transform.NopResetter }

func newUnwritten() transform.Transformer { return unwritten{} }

func (unwritten) Transform(dst, src []byte, atEOF bool) (int, int, error) { panic("no text is written in this encoding") }
`

const unused = `package unused

import (
	"errors"
	"io"
)

type (
	GobEncoder interface{ GobEncode() ([]byte, error) }
	GobDecoder interface{ GobDecode([]byte) error }
	Encoder    struct{}
	Decoder    struct{}
)

func NewEncoder(io.Writer) *Encoder { return nil }

func NewDecoder(io.Reader) *Decoder { return nil }

func (*Encoder) Encode(any) error { return errors.New("gob is not in this program") }

func (*Decoder) Decode(any) error { return errors.New("gob is not in this program") }
`
