package data

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// The one look of a record as JSON.
func TestJSON(t *testing.T) {
	n, ok := NumberOf("-1.50e2")
	if x, isNumber := NumberOf("01"); !ok || isNumber || x.Kind != String {
		t.Error(n, x)
	}
	d := ObjectOf(Member{Name: "form", Value: TextOf("f/甲")})
	d.Put(n, "资金", "全年预算数")
	d.Put(TextOf("<b>&\"\\\n\u2028"), "资金", "注")
	d.Put(ListOf(TextOf("甲"), TextOf("乙")), "选")
	d.Put(ListOf(ObjectOf(Member{Name: "分", Value: &Value{}}), ObjectOf(), ListOf()), "行")
	d.Put(ListOf(), "无")
	d.Put(&Value{Kind: Bool, Text: "true"}, "是")
	const want = `{
 "form": "f/甲",
 "资金": {
  "全年预算数": -1.50e2,
  "注": "<b>&\"\\\n\u2028"
 },
 "选": ["甲", "乙"],
 "行": [
  {
   "分": null
  },
  {},
  []
 ],
 "无": [],
 "是": true
}
`
	if got := string(d.JSON()); got != want {
		t.Errorf("got\n%s", got)
	}
	const line = `[{"form":"f/甲","资金":{"全年预算数":-1.50e2,"注":"<b>&\"\\\n\u2028"},"选":["甲","乙"],"行":[{"分":null},{},[]],"无":[],"是":true}`
	if got := string(d.AppendJSON([]byte("["), "")); got != line {
		t.Errorf("got\n%s", got)
	}
	if b, err := json.Marshal(d); err != nil || !json.Valid(b) {
		t.Errorf("%s %v", b, err)
	}
}

// Whatever is written reads back as it was.
func TestJSONReadsBack(t *testing.T) {
	var value func(depth int) *rapid.Generator[*Value]
	value = func(depth int) *rapid.Generator[*Value] {
		return rapid.Custom(func(t *rapid.T) *Value {
			most := 5
			if depth == 0 {
				most = 3
			}
			switch rapid.IntRange(0, most).Draw(t, "kind") {
			case 0:
				return &Value{}
			case 1:
				return &Value{Kind: Bool, Text: rapid.SampledFrom([]string{"true", "false"}).Draw(t, "bool")}
			case 2:
				v, _ := NumberOf(rapid.SampledFrom([]string{"0", "-0", "1.50", "1e5", "12345678901234567890.10",
					"-3E-2"}).Draw(t, "number"))
				return v
			case 3:
				return TextOf(texts().Draw(t, "text"))
			case 4:
				return ListOf(rapid.SliceOfN(value(depth-1), 0, 4).Draw(t, "items")...)
			}
			d := ObjectOf()
			for _, name := range rapid.SliceOfDistinct(texts(), rapid.ID).Draw(t, "names") {
				d.Put(value(depth-1).Draw(t, "member"), name)
			}
			return d
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		d := ObjectOf(Member{Name: "值", Value: value(3).Draw(t, "value")})
		indent := rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "indent")
		text := string(d.AppendJSON(nil, indent))
		if back := readOne(t, "a.json", text); !same(back, d) {
			t.Fatalf("%s became %s", text, back.JSON())
		}
	})
}

// same says whether two values are the same but for their places.
func same(a, b *Value) bool {
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		if a.Members[i].Name != b.Members[i].Name || !same(a.Members[i].Value, b.Members[i].Value) {
			return false
		}
	}
	return true
}
