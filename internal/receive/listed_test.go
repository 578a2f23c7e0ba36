package receive

import (
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// A datum is of the list of units wherever it is and whatever it is called.
func TestListed(t *testing.T) {
	var row *data.Value
	err := data.Read("units.json", []byte(`{"单位": "甲", "甲/乙": "丙", "组": {"~1": "丁"}, "行": [{"得分": "1"}]}`), func(d *data.Value, err error) error {
		row = d
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{"/单位": true, "/甲~1乙": true, "/组/~01": true, "/甲/乙": false, "/组/乙": false, "/行/0/得分": false, "/项目": false} {
		if got := listed(row, path); got != want {
			t.Errorf("listed(%q) = %v, want %v", path, got, want)
		}
	}
}

// A line of the list that says nothing of a form fits none.
func TestFits(t *testing.T) {
	text := func(name, s string) data.Member { return data.Member{Name: name, Value: data.TextOf(s)} }
	f := &model.Form{ID: "f", Name: "表", Fields: []*model.Field{{Name: "单位"}, {Name: "项目"}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	r, err := model.Bind(data.ObjectOf(text("form", "f"), text("单位", "甲 局"), text("项目", "乙")), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		want data.Value
		fits bool
	}{
		{*data.ObjectOf(text("单位", "甲局")), true}, {*data.ObjectOf(text("单位", "甲局"), text("项目", "丙")), false},
		{*data.ObjectOf(text("form", "g"), text("项目", "乙")), true}, {*data.ObjectOf(text("form", "f")), false}, {*data.ObjectOf(text("别的", "甲")), false},
	} {
		if fits(&x.want, r) != x.fits {
			t.Errorf("%s fits: %v", x.want.JSON(), !x.fits)
		}
	}
}
