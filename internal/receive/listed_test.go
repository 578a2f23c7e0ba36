package receive

import (
	"testing"

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
