package api

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// form makes a multipart body: pairs of a name and its content; a name that begins with @ is a file, one with = the
// file of a part of that name.
func form(t *testing.T, parts ...string) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		name, file := strings.CutPrefix(parts[i], "@")
		var w io.Writer
		var err error
		if part, of, is := strings.Cut(name, "="); is {
			w, err = m.CreateFormFile(part, of)
		} else if file {
			w, err = m.CreateFormFile("file", name)
		} else {
			w, err = m.CreateFormField(name)
		}
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m.FormDataContentType()
}

func refusedWith(t *testing.T, b []byte) string {
	t.Helper()
	return into[problem.Problem](t, b).Code
}

func TestExplain(t *testing.T) {
	seed := example(t, "seed-1.json")
	ask := func(path string, status int) []byte {
		body, err := json.Marshal(map[string]any{"record": json.RawMessage(seed), "path": path})
		if err != nil {
			t.Fatal(err)
		}
		return read(t, call(t, "POST", "/v1/explain", body), status)
	}
	x := into[struct {
		Formula, Result string
		Inputs          []struct{ Path, Value string }
		Text            []string
	}](t, ask("/资金/年度资金总额/执行率", 200))
	if x.Result != "97.98%" || len(x.Inputs) < 2 || x.Formula == "" || len(x.Text) < 3 {
		t.Errorf("%+v", x)
	}
	if code := refusedWith(t, ask("/没有/这里", 422)); code != "REQUEST-PLACE" {
		t.Error(code)
	}
}

// An answer goes into the record and comes out again; not a character of the rest changes, on either way.
func TestWaive(t *testing.T) {
	seed := example(t, "seed-1.json")
	ask := func(method string, record []byte, more string, status int) []byte {
		return read(t, call(t, method, "/v1/waive", []byte(`{"record":`+string(record)+more+`}`)), status)
	}
	const which = `,"code":"F1","place":"/资金/年度资金总额/年初预算数"`
	given := into[Waived](t, ask("POST", seed, which+`,"reason":"年初批复含上年结转","hand":"张三","date":"2024-03-05"`, 200))
	if len(given.Waivers) != 1 || given.Waivers[0].By != "张三" || len(given.Waivers[0].Seen) == 0 {
		t.Fatalf("%+v", given.Waivers)
	}
	f := into[Form](t, read(t, call(t, "POST", "/v1/form", given.Record), 200))
	if len(f.Waivers) != 1 || f.Tally.Explained != 1 {
		t.Errorf("waivers %v, %+v", f.Waivers, f.Tally)
	}
	back := into[Waived](t, ask("DELETE", given.Record, which, 200))
	var want bytes.Buffer
	if err := json.Compact(&want, seed); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Record, want.Bytes()) {
		t.Errorf("the record came back otherwise: %.200s", back.Record)
	}
	for more, status := range map[string]int{which: 422, `,"code":"F9","place":"/项目名称","reason":"x","hand":"y","date":"2024-03-05"`: 422} {
		ask("POST", seed, more, status)
	}
	if code := refusedWith(t, ask("DELETE", seed, which, 422)); code != "REQUEST-PLACE" {
		t.Error(code)
	}
}

// Several records or formats are a ZIP of what the command would write, the same bytes each time.
func TestZIP(t *testing.T) {
	one, two := example(t, "seed-1.json"), example(t, "seed-2.json")
	body := fmt.Appendf(nil, `{"records":[%s,%s,{"form":"self-evaluation/shanghai","年度":"x"}]}`, one, two)
	r := call(t, "POST", "/v1/render?format=pdf&format=xlsx&name={序号}-{项目名称}&check=true", body)
	b := read(t, r, 200)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	files := map[string][]byte{}
	for _, f := range z.File {
		names = append(names, f.Name)
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(rc); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"001-交通行业行政服务经费.pdf", "001-交通行业行政服务经费.xlsx", "002-交通文明行业创建和宣传经费.pdf", "002-交通文明行业创建和宣传经费.xlsx", "失败清单.xlsx", "manifest.jsonl"}
	if !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
	if alone := read(t, call(t, "POST", "/v1/render", one), 200); !bytes.Equal(files[want[0]], alone) {
		t.Error("the PDF in the ZIP is another than alone")
	}
	if lines := bytes.Count(files["manifest.jsonl"], []byte("\n")); lines != 5 {
		t.Errorf("manifest has %d lines:\n%s", lines, files["manifest.jsonl"])
	}
	if again := call(t, "POST", "/v1/render?format=pdf&format=xlsx&name={序号}-{项目名称}&check=true", body, "If-None-Match", r.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("other bytes the second time: %d", again.StatusCode)
	}
	if code := refusedWith(t, read(t, call(t, "POST", "/v1/render?format=pdf,ofd", []byte(`{"form":"self-evaluation/shanghai","年度":"x"}`)), 422)); code != "DATA-YEAR" && code != "DATA-MISSING" {
		t.Error(code)
	}
}

// The options are those of the command, and each that cannot be is refused by name.
func TestRenderOptions(t *testing.T) {
	seed := example(t, "seed-1.json")
	plain := read(t, call(t, "POST", "/v1/render", seed), 200)
	for _, q := range []string{"watermark=征求意见稿", "header=甲", "footer=第{page}页", "code=true", "proof=true", "date=2026-01-31", "painter=gopdf"} {
		if got := read(t, call(t, "POST", "/v1/render?"+q, seed), 200); bytes.Equal(got, plain) || !bytes.HasPrefix(got, []byte("%PDF")) {
			t.Errorf("%s changes nothing", q)
		}
	}
	for _, q := range []string{"format=xls", "dpi=10000&format=png", "code=perhaps", "name={", "kind=x&format=", "header={nonsense}", "dpi=1", "dpi=x", "date=明天", "standard=ofd", "standard=x&format=ofd",
		"painter=x", "painter=gopdf&format=xlsx", "painter=gopdf&code=1", "attach=record", "attach=record&format=ofd", "attach=pdf&format=ofd&standard=ofd"} {
		if code := refusedWith(t, read(t, call(t, "POST", "/v1/render?"+q, seed), 400)); code != "REQUEST-PARAMETER" {
			t.Errorf("%s: %s", q, code)
		}
	}
}

// Standard and attachments of OFD are those of the command's flags.
func TestRenderOFD(t *testing.T) {
	seed := example(t, "seed-1.json")
	d, err := data.ReadOne("seed-1.json", seed)
	if err != nil {
		t.Fatal(err)
	}
	f, err := engine.Load(t.Context(), d, "")
	if err != nil {
		t.Fatal(err)
	}
	want, err := engine.Bytes(t.Context(), render.OFD, render.Options{Producer: "Gongbiao test", PlainOFD: true, Attach: []render.Attach{render.AttachRecord}}, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, call(t, "POST", "/v1/render?format=ofd&standard=ofd&attach=record", seed), 200); !bytes.Equal(got, want) {
		t.Errorf("%d bytes, the engine makes %d others", len(got), len(want))
	}
}

// Waivers and other papers that come beside a record count as those of the command's flags do, for this request only.
func TestBeside(t *testing.T) {
	seed := example(t, "seed-1.json")
	tally := func(more string) remark.Tally {
		return into[CheckedForm](t, read(t, call(t, "POST", "/v1/check", []byte(`{"record":`+string(seed)+more+`}`)), 200)).Tally
	}
	plain := tally("")
	waivers := into[Waived](t, read(t, call(t, "POST", "/v1/waive", []byte(`{"record":`+string(seed)+
		`,"code":"F1","place":"/资金/年度资金总额/年初预算数","reason":"年初批复含上年结转","hand":"张三","date":"2024-03-05"}`)), 200)).Record
	var own map[string]json.RawMessage
	if err := json.Unmarshal(waivers, &own); err != nil {
		t.Fatal(err)
	}
	answers := into[[]map[string]any](t, own["豁免"])
	answers[0]["记录"] = "交通行业行政服务经费"
	list, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	if got := tally(`,"waivers":` + string(list)); got.Explained != plain.Explained+1 {
		t.Errorf("with a waiver %+v, without %+v", got, plain)
	}
	if got := tally(""); got != plain {
		t.Errorf("the next request has %+v", got)
	}
	third, papers := example(t, "seed-3.json"), string(example(t, "checks/against.json"))
	for _, with := range []bool{false, true} {
		body := `{"record":` + string(third)
		if with {
			body += `,"against":[` + papers + `]`
		}
		c := into[CheckedForm](t, read(t, call(t, "POST", "/v1/check", []byte(body+"}")), 200))
		if slices.ContainsFunc(c.Findings, func(f finding.Finding) bool { return f.Code == "X1" }) != with {
			t.Errorf("with other papers %v: %v", with, c.Findings)
		}
	}
	for more, status := range map[string]int{`,"waivers":[{"x":1}]`: 400, `,"waivers":12`: 400, `,"against":[12]`: 422, `,"against":{}`: 400} {
		read(t, call(t, "POST", "/v1/check", []byte(`{"record":`+string(seed)+more+`}`)), status)
	}
	body, kind := form(t, "@甲.json", string(third), "proof", "true", "waivers=豁免.json", string(list), "against=去年.json", papers)
	if got := read(t, call(t, "POST", "/v1/render", body, "Content-Type", kind), 200); !bytes.HasPrefix(got, []byte("%PDF")) ||
		bytes.Equal(got, read(t, call(t, "POST", "/v1/render?proof=true", third), 200)) {
		t.Error("a proof is the same with waivers and other papers as without")
	}
	body, kind = form(t, "@甲.json", string(seed), "waivers=豁免.json", string(list))
	if code := refusedWith(t, read(t, call(t, "POST", "/v1/render", body, "Content-Type", kind), 400)); code != "REQUEST-PARAMETER" {
		t.Error(code)
	}
}

// Files of each kind are read as records, by one request; a record comes to the character as the file has it.
func TestImport(t *testing.T) {
	text := func(path ...string) string {
		b, err := os.ReadFile(filepath.Join(append([]string{"..", "..", ".."}, path...)...))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	seed := text("examples", "seed-1.json")
	xlsx := string(read(t, call(t, "POST", "/v1/render?format=xlsx", []byte(seed)), 200))
	blank := string(read(t, call(t, "GET", "/v1/layouts/self-evaluation/shanghai/blank.xlsx", nil), 200))
	body, kind := form(t, "@表.json", seed, "@两条.jsonl", `{"form":"self-evaluation/shanghai","项目名称":"甲"}`+"\n"+`{"form":"self-evaluation/shanghai","项目名称":"乙"}`,
		"@记录.yaml", "form: self-evaluation/shanghai\n项目名称: 丙\n", "@台账.csv", "form,项目名称,三级指标,分值\nself-evaluation/shanghai,丁,办件量,12.50\n",
		"@去年.xlsx", xlsx, "@空白.xlsx", blank, "@坏.docx", "PK\x03\x04nonsense")
	got := into[Taken](t, read(t, call(t, "POST", "/v1/import", body, "Content-Type", kind), 200))
	var said []string
	for _, f := range got.Files {
		said = append(said, fmt.Sprintf("%s %d %s %s", f.File, f.Index, f.Kind, f.Title))
	}
	want := []string{"表.json 1 record 交通行业行政服务经费", "两条.jsonl 1 record 甲", "两条.jsonl 2 record 乙", "记录.yaml 1 record 丙", "台账.csv 1 ledger 丁",
		"去年.xlsx 1 form 交通行业行政服务经费", "空白.xlsx 1 workbook ", "坏.docx 0 unknown "}
	if len(said) != len(want) {
		t.Fatalf("%q", said)
	}
	for i := range want {
		if !strings.HasPrefix(said[i], want[i]) {
			t.Errorf("%q, want %q", said[i], want[i])
		}
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(seed)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Files[0].Record, compact.Bytes()) {
		t.Errorf("the record came otherwise: %.300s", got.Files[0].Record)
	}
	if !bytes.Contains(got.Files[4].Record, []byte(`"12.50"`)) {
		t.Errorf("ledger: %s", got.Files[4].Record)
	}
	if n := len(got.Files[7].Findings); n == 0 {
		t.Error("nothing is said of the broken file")
	}
}

// A handler never falls, whatever comes: each is refused by name.
func TestHostile(t *testing.T) {
	long := strings.Repeat("9", 100_000)
	deep := strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)
	many := "[" + strings.Repeat(`{"form":"self-evaluation/shanghai"},`, 9999) + `{"form":"self-evaluation/shanghai"}]`
	for _, c := range []struct {
		what, path, body string
		status           int
		code             string
	}{
		{"nothing", "/v1/form", "", 400, "DATA-EMPTY"},
		{"no JSON", "/v1/form", "{", 400, ""},
		{"deep", "/v1/form", deep, 400, "DATA-DEPTH"},
		{"deep in an envelope", "/v1/form", `{"record":` + deep + `}`, 400, "DATA-DEPTH"},
		{"very deep", "/v1/form", strings.Repeat("[", 200_000), 400, ""},
		{"NUL", "/v1/form", "{\"form\":\"self-evaluation/shanghai\",\"项目名称\":\"a\\u0000b\"}", 400, "DATA-CONTROL"},
		{"raw NUL", "/v1/form", "{\"form\":\"self-evaluation/shanghai\x00\"}", 400, ""},
		{"no UTF-8", "/v1/form", "{\"form\":\"self-evaluation/shanghai\",\"项目名称\":\"\xff\"}", 400, "DATA-ENCODING"},
		{"record is a number", "/v1/form", `{"record":12}`, 422, "DATA-TYPE"},
		{"record is a text", "/v1/render", `{"layout":"self-evaluation/shanghai","record":"x"}`, 422, "DATA-TYPE"},
		{"records is no list", "/v1/check", `{"records":{}}`, 400, "REQUEST-JSON"},
		{"both", "/v1/check", `{"record":{},"records":[]}`, 400, "REQUEST-JSON"},
		{"behind", "/v1/check", `{"record":{}} 1`, 400, "REQUEST-JSON"},
		{"two of one name", "/v1/form", `{"form":"self-evaluation/shanghai","年度":"2022","年度":"2023"}`, 400, "DATA-DUPLICATE"},
		{"too many", "/v1/check", many, 413, "REQUEST-RECORDS"},
		{"too many to render", "/v1/render", many, 413, "REQUEST-RECORDS"},
		{"two for a form", "/v1/form", `[{"form":"self-evaluation/shanghai"},{"form":"self-evaluation/shanghai"}]`, 400, "REQUEST-RECORDS"},
		{"no layout", "/v1/form", `{"年度":"2022"}`, 422, "LAYOUT-UNNAMED"},
		{"path for a layout", "/v1/form", `{"form":"../../etc/passwd"}`, 404, "LAYOUT-UNKNOWN"},
		{"a name of a path", "/v1/preview", `{"form":"self-evaluation/shanghai@../../x"}`, 404, "LAYOUT-UNKNOWN"},
		{"a long number", "/v1/preview", `{"form":"self-evaluation/shanghai","年度":"2022","项目名称":"x","绩效指标":[{"三级指标":"y","分值":` + long + `}]}`, 400, "DATA-NUMBER"},
		{"much", "/v1/form", `{"form":"` + strings.Repeat("x", 2<<20) + `"}`, 400, ""},
		{"more than a body", "/v1/form", strings.Repeat(" ", MaxBody+1), 413, "REQUEST-SIZE"},
	} {
		code := refusedWith(t, read(t, call(t, "POST", c.path, []byte(c.body)), c.status))
		if c.code != "" && code != c.code {
			t.Errorf("%s: %s, want %s", c.what, code, c.code)
		}
	}
	for _, c := range []struct{ method, path, kind, code string }{
		{"POST", "/v1/form", "text/plain", "REQUEST-TYPE"}, {"POST", "/v1/import", "application/json", "REQUEST-TYPE"},
		{"POST", "/v1/import", "multipart/form-data", "REQUEST-FILES"}, {"POST", "/v1/import", "multipart/form-data; boundary=x", "REQUEST-FILES"},
		{"PUT", "/v1/form", "", "REQUEST-METHOD"}, {"GET", "/v1/../etc", "", "REQUEST-PATH"}, {"GET", "/v2", "", "REQUEST-PATH"},
		{"GET", "/v1/layouts/x/y/sample", "", "LAYOUT-UNKNOWN"}, {"GET", "/v1/layouts/self-evaluation/shanghai/sample?kind=x", "", "REQUEST-PARAMETER"},
		{"GET", "/v1/layouts/self-evaluation/shanghai/sample?seed=-1", "", "REQUEST-PARAMETER"}, {"GET", "/v1/layouts/self-evaluation/shanghai/blank.xlsx?rows=100000", "", "REQUEST-PARAMETER"},
	} {
		r := call(t, c.method, c.path, []byte("x"), "Content-Type", c.kind)
		if b := mustRead(t, r); r.StatusCode/100 != 4 && r.StatusCode/100 != 3 || r.StatusCode/100 == 4 && refusedWith(t, b) != c.code {
			t.Errorf("%s %s: %d %.200s", c.method, c.path, r.StatusCode, b)
		}
	}
}

// What has one language only comes in the one asked for.
func TestLanguages(t *testing.T) {
	seed := example(t, "seed-1.json")
	for header, want := range map[string]string{"": "必须改正", "en": "to mend", "en-GB,zh;q=0.5": "to mend", "zh-CN,en;q=0.9": "必须改正", "fr": "必须改正"} {
		f := into[Form](t, read(t, call(t, "POST", "/v1/form", seed, "Accept-Language", header), 200))
		if !strings.Contains(f.Summary[0], want) {
			t.Errorf("%q: %s", header, f.Summary[0])
		}
	}
	if f := into[Form](t, read(t, call(t, "POST", "/v1/form?lang=en", seed, "Accept-Language", "zh"), 200)); !strings.Contains(f.Summary[0], "to mend") {
		t.Error(f.Summary[0])
	}
	// A hint has one language, and it is the reader's, in answers and in problems; what it quotes stays.
	for lang, want := range map[string]string{"zh": "您是不是要写", "en": "did you mean"} {
		f := into[Form](t, read(t, call(t, "POST", "/v1/form", []byte(`{"form":"self-evaluation/shanghai","项目名":"甲"}`), "Accept-Language", lang), 200))
		p := into[problem.Problem](t, read(t, call(t, "POST", "/v1/form", []byte(`{"form":"self-evaluation/shangai"}`), "Accept-Language", lang), 404))
		for where, l := range map[string]finding.List{"form": f.Findings, "problem": p.Errors} {
			if !slices.ContainsFunc(l, func(x finding.Finding) bool { return strings.HasPrefix(x.Hint, want) }) {
				t.Errorf("%s in %s: %v", where, lang, l)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	one, two := example(t, "seed-1.json"), example(t, "seed-2.json")
	alone := into[CheckedForm](t, read(t, call(t, "POST", "/v1/check", one), 200))
	set := into[CheckedSet](t, read(t, call(t, "POST", "/v1/check", fmt.Appendf(nil, `{"records":[%s,%s]}`, one, two)), 200))
	if len(set.Forms) != 2 || set.Forms[0].Tally != alone.Tally || len(alone.Findings) != len(set.Forms[0].Findings) || len(set.Lines) == 0 {
		t.Errorf("%d forms, %+v and %+v", len(set.Forms), set.Forms[0].Tally, alone.Tally)
	}
}
