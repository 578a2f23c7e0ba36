package data

import (
	"database/sql"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/model/finding"
)

type funds struct {
	Budget decimal.Decimal     `gongbiao:"全年预算数"`
	Spent  decimal.NullDecimal `json:"全年执行数"`
}

type base struct {
	Year int `json:"年度"`
}

type project struct {
	Form string `json:"form"`
	base
	Name    string         `gongbiao:"项目名称" json:"name"`
	Unit    sql.NullString `json:"实施单位"`
	Funds   *funds         `json:"资金"`
	Rows    []map[string]any
	Ticks   [2]string `json:"选"`
	Note    string    `json:"注,omitempty"`
	Since   time.Time `json:"起,omitzero"`
	Hidden  string    `json:"-"`
	Dash    string    `gongbiao:"-,"`
	Whole   *big.Int  `json:"整"`
	None    []string  `json:"无"`
	private string
}

// Every kind of Go value that becomes a record, as the JSON it is.
func TestFrom(t *testing.T) {
	p := project{Form: "f/x", base: base{2024}, Name: "<甲>", Unit: sql.NullString{},
		Funds: &funds{Budget: decimal.RequireFromString("12.50"), Spent: decimal.NewNullDecimal(decimal.New(3, 2))},
		Rows:  []map[string]any{{"乙": json.Number("1.0e3"), "丙": true, "甲": uint8(7)}, nil}, Ticks: [2]string{"a",
			"b"}, Hidden: "x", Dash: "y", Whole: big.NewInt(90), private: "z"}
	want := `{"form":"f/x","年度":2024,"项目名称":"<甲>","实施单位":null,"资金":{"全年预算数":12.50,"全年执行数":300},` +
		`"Rows":[{"丙":true,"乙":1.0e3,"甲":7},null],"选":["a","b"],"-":"y","整":"90","无":null}`
	for _, v := range []any{p, &p} {
		d, err := From(v)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(d.AppendJSON(nil, "")); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	price := decimal.RequireFromString("12.50")
	big := any(big.NewInt(5))
	d, err := From(map[string]any{"a": &price, "b": (*decimal.Decimal)(nil), "c": &big, "d": *TextOf("x"), "e": TextOf("y"),
		"f": &sql.NullString{String: "z", Valid: true}, "g": []any{(*time.Time)(nil)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(d.AppendJSON(nil, "")); got != `{"a":12.50,"b":null,"c":"5","d":"x","e":"y","f":"z","g":[null]}` {
		t.Error(got)
	}
	if d, err := From(nil); err != nil || d.Kind != Null {
		t.Error(d, err)
	}
	if d, err := From(map[string]any{"甲\uFFFD": TextOf("x")}); err != nil || len(d.Notes) != 1 ||
		d.Notes[0].Code != "DATA-REPLACEMENT" {
		t.Error(d, err)
	}
}

// What could not be printed as it was entered is refused, all of it at once, each with its place.
func TestFromRefuses(t *testing.T) {
	type loop *loop
	var l loop
	l = &l
	for _, c := range []struct {
		v    any
		want string
	}{
		{map[string]any{"表": []any{1, 0.1}, "额": float32(2)}, "/表/1 DATA-FLOAT; /额 DATA-FLOAT"},
		{sql.NullFloat64{Float64: 3, Valid: true}, " DATA-FLOAT"},
		{struct {
			A time.Time
			B []byte
			C func()
			D chan int
			E complex64
			F map[int]string
		}{B: []byte("x"), C: func() {}, D: make(chan int), F: map[int]string{1: "x"}}, "/A DATA-TYPE; /B DATA-TYPE; /C DATA-TYPE; /D DATA-TYPE; /E DATA-TYPE; /F DATA-TYPE"},
		{map[string]string{"a/b": "x\x00", "c": "\xff", "d": strings.Repeat("x", MaxText+1), "e\x01": ""},
			"/a~1b DATA-CONTROL; /c DATA-ENCODING; /d DATA-SIZE; /e\x01 DATA-CONTROL"},
		{map[string]any{"t": &time.Time{}, "f": new(float64)}, "/f DATA-FLOAT; /t DATA-TYPE"},
		{json.Number("0x1"), " DATA-NUMBER"},
		{decimal.New(1, 1<<30), " DATA-NUMBER"},
		{decimal.New(1, -1<<30), " DATA-NUMBER"},
		{l, " DATA-DEPTH"},
		{struct {
			base
			Year string `json:"年度"`
		}{}, "/年度 DATA-DUPLICATE"},
	} {
		d, err := From(c.v)
		var got []string
		for _, f := range finding.Of(err) {
			got = append(got, f.Path+" "+f.Code)
		}
		if s := strings.Join(got, "; "); s != c.want || d != nil {
			t.Errorf("%T: %s, want %s", c.v, s, c.want)
		}
	}
	_, err := From(0.5)
	if s := finding.Of(err).English(); !strings.HasPrefix(s, "error DATA-FLOAT: a float") {
		t.Error(s)
	}
}

// A map is what its JSON is.
func TestFromIsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.MapOf(texts(), rapid.OneOf(
			rapid.Map(texts(), func(s string) any { return s }),
			rapid.Map(rapid.Int64(), func(n int64) any { return n }),
			rapid.Map(rapid.SliceOf(texts()), func(l []string) any { return l }),
			rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		)).Draw(t, "m")
		d, err := From(m)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(m)
		if back := readOne(t, "a.json", string(text)); !same(d, back) {
			t.Fatalf("%s is not %s", d.JSON(), text)
		}
	})
}

func TestReadOne(t *testing.T) {
	for text, want := range map[string]string{`{"a":1}`: "", `[{}]`: "", `[]`: "DATA-EMPTY", "": "DATA-EMPTY",
		`[{},{}]`: "DATA-SEVERAL", `{"a":1,"a":2}`: "DATA-DUPLICATE", "{": "DATA-SYNTAX"} {
		d, err := ReadOne("a.json", []byte(text))
		if l := finding.Of(err); (want == "") != (d != nil) || (want == "") != (len(l) == 0) || len(l) > 0 &&
			(l[0].Code != want || l[0].Pos.File != "a.json") {
			t.Errorf("%s: %v %v", text, d, err)
		}
	}
}

// What encoding/json reads with UseNumber becomes a value that says the same, or is refused.
func FuzzFrom(f *testing.F) {
	for _, s := range []string{`{"a":[true,null,-1.5e3,"\n"]}`, `[[[]]]`, `"\u0000"`, `{"\ufffd":1E400}`, `0.10`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		dec := json.NewDecoder(strings.NewReader(s))
		dec.UseNumber()
		var x any
		if dec.Decode(&x) != nil {
			return
		}
		if d, err := From(x); err == nil {
			sameData(t, d, x)
		}
	})
}
