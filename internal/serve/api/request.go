package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// request is a request being answered.
type request struct {
	*http.Request
	w      http.ResponseWriter
	lang   string     // zh or en
	values url.Values // the parameters
	takes  []string   // those there are, beside lang
}

// known refuses the first of some parameters that there is not: a slip of the pen would change what is made, and
// nothing would say it.
func (x *request) known(names []string) error {
	for _, name := range names {
		if name == "lang" || slices.Contains(x.takes, name) {
			continue
		}
		err := parameter("没有参数“%s”", "there is no parameter “%s”", finding.Short(name))
		err.Findings[0].Hint = alike.DidYouMean(name, append([]string{"lang"}, x.takes...))
		return err
	}
	return nil
}

// value is a parameter, empty if it is not there.
func (x *request) value(name string) string { return x.parameters().Get(name) }

// set adds a parameter that came otherwise.
func (x *request) set(name, value string) { x.parameters().Add(name, value) }

func (x *request) parameters() url.Values {
	if x.values == nil {
		x.values = x.URL.Query()
	}
	return x.values
}

// language is the language asked for.
func language(q *http.Request) string {
	if problem.English(q) {
		return "en"
	}
	return "zh"
}

// recordName is what findings call a record that came as the body of a request.
const recordName = "record.json"

// asked is what a request with records says beside them.
type asked struct {
	Layout  string            `json:"layout"`
	Record  json.RawMessage   `json:"record"`
	Records []json.RawMessage `json:"records"`
	Against []json.RawMessage `json:"against"` // other papers the records are held against
	Waivers json.RawMessage   `json:"waivers"` // answers that stand beside the records: a list of them
	Have    []string          `json:"have"`    // of a preview: faces the caller has
	Proof   bool              `json:"proof"`   // of a preview
	Path    string            `json:"path"`    // of an explanation
	Code    string            `json:"code"`    // of a waiver, as what follows
	Place   string            `json:"place"`
	Says    string            `json:"says"`
	Reason  string            `json:"reason"`
	Hand    string            `json:"hand"`
	Date    string            `json:"date"`

	records []*data.Value
	beside
	text  []byte // of the one record, as it came
	alone bool   // it came by itself, not as one of a list
}

// body reads a request with records. It is an object with "record" or "records", or, for programs that have nothing
// else to say, the record itself; several come as a list or one after the other.
func (a *API) body(x *request) (*asked, error) {
	kind, _, err := mime.ParseMediaType(x.Header.Get("Content-Type"))
	if kind != "application/json" && kind != "application/x-ndjson" && kind != "application/jsonl" || err != nil {
		return nil, refusal(http.StatusUnsupportedMediaType, "REQUEST-TYPE", "正文应是 application/json", "the body must be application/json")
	}
	text, err := io.ReadAll(x.Body)
	if err != nil {
		return nil, err
	}
	q := &asked{Layout: x.value("layout")}
	if !enveloped(text) {
		q.text = text
		q.records, err = a.records(recordName, text, q.records)
		q.alone = len(q.records) == 1 && !bytes.HasPrefix(bytes.TrimSpace(text), []byte("["))
		return q, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(q); err != nil {
		return nil, malformed(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, malformed(errors.New("there is more behind the object"))
	}
	if q.Record != nil && q.Records != nil {
		return nil, malformed(errors.New("record and records cannot both be there"))
	}
	if q.Record != nil {
		q.Records, q.text, q.alone = []json.RawMessage{q.Record}, q.Record, true
	}
	for _, raw := range q.Against {
		if q.against, err = a.records("against.json", raw, q.against); err != nil {
			return nil, err
		}
	}
	if err := q.answered("waivers.json", q.Waivers); err != nil {
		return nil, err
	}
	for i, raw := range q.Records {
		n := len(q.records)
		if q.records, err = a.records(recordName, raw, q.records); err != nil {
			return nil, err
		}
		if len(q.records) != n+1 {
			return nil, malformed(fmt.Errorf("records[%d] is not one object", i))
		}
		q.records[n].Index = n + 1
	}
	return q, nil
}

// records reads records and adds them to those there.
func (a *API) records(name string, text []byte, to []*data.Value) ([]*data.Value, error) {
	err := data.Read(name, text, func(d *data.Value, err error) error {
		if err == nil {
			to = append(to, d)
		}
		if len(to) > a.o.Records {
			return a.tooMany()
		}
		return err
	})
	var wrong *finding.DataError
	if errors.As(err, &wrong) {
		return nil, &problem.Error{Status: http.StatusBadRequest, Findings: wrong.List}
	}
	return to, err
}

func (a *API) tooMany() error {
	return refusal(http.StatusRequestEntityTooLarge, "REQUEST-RECORDS", fmt.Sprintf("一次最多 %d 条记录；多了请用 /v1/jobs", a.o.Records),
		fmt.Sprintf("at most %d records at a time; use /v1/jobs for more", a.o.Records))
}

// one is the record of a request that is about one.
func (q *asked) one() (*data.Value, error) {
	if len(q.records) != 1 {
		return nil, refusal(http.StatusBadRequest, "REQUEST-RECORDS", fmt.Sprintf("应是一条记录，这里有 %d 条", len(q.records)),
			fmt.Sprintf("one record is wanted, there are %d", len(q.records)))
	}
	return q.records[0], nil
}

func malformed(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return refusal(http.StatusBadRequest, "REQUEST-JSON", fmt.Sprintf("请求的 JSON 不对：%s 不该是 %s", kind.Field, kind.Value),
			fmt.Sprintf("the JSON of the request is wrong: %s must not be %s", kind.Field, kind.Value))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return refusal(http.StatusBadRequest, "REQUEST-JSON", "请求的 JSON 里没有“"+strings.Trim(name, `"`)+"”这个名称",
			"the JSON of the request has no key “"+strings.Trim(name, `"`)+"”")
	}
	return refusal(http.StatusBadRequest, "REQUEST-JSON", "请求的 JSON 不对："+err.Error(), "the JSON of the request is wrong: "+err.Error())
}

// enveloped says whether a body is an object that has records in it, and not a record itself. It looks at the names of
// the outermost object only.
func enveloped(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return false
		}
		if name == "record" || name == "records" {
			return true
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}

// json answers with a value.
func (x *request) json(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	return x.bytes("application/json", b.Bytes())
}

// choose is the value of a parameter that is one of some words, the first when it is not there.
func (x *request) choose(name string, words ...string) (string, error) {
	v := x.value(name)
	if v == "" {
		return words[0], nil
	}
	if !slices.Contains(words, v) {
		return "", parameter("%s 只能是 %s 之一", "%s must be one of %s", name, strings.Join(words, ", "))
	}
	return v, nil
}
