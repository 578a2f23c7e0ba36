package yamltree

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The tree of every file that ships is what YAML says it is, packed and unpacked, and so is one with everything in it.
func TestPackedTrees(t *testing.T) {
	names, err := filepath.Glob("../../templates/*/*.yaml")
	if err != nil || len(names) < 40 {
		t.Fatal(names, err)
	}
	files := [][]byte{[]byte(bom + "# head\n甲: \"\\u4e59\"  # line\n乙: |+\n  一\n\n   二\n\n丙: [1, 2.5, ~, true, 2024-01-02, '']\n丁: >-\n  折\n  行\n戊: {己: 庚}\n# foot\n"),
		[]byte("甲:\r\n  乙: 1\r\n"), []byte("[]"), []byte("- 一\n- {}\n- - 二\n")}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, b)
	}
	var all []byte
	size := 0
	for _, b := range files {
		all = append(all, Pack(b)...)
		size += len(b)
	}
	t.Logf("%d files of %d bytes, packed %d", len(files), size, len(all))
	for i, b := range files {
		want, got := Read("x.yaml", b, Options{}), packedTree(b, string(all))
		if want.Root == nil || got == nil || !reflect.DeepEqual(want.Root, got) {
			t.Errorf("file %d is not the same: %v", i, want.List)
		}
		capped(t, got)
	}
	if packedTree([]byte("甲: 3"), string(all)) != nil || packedTree([]byte("甲: 3"), "") != nil {
		t.Error("a tree of a file that was not packed")
	}
	if Pack([]byte("甲: *乙")) != nil || Pack(nil) != nil {
		t.Error("a file that is refused is packed")
	}
}

// capped: whoever lays something behind the nodes of one lays it over no other.
func capped(t *testing.T, n *yaml.Node) {
	t.Helper()
	if n == nil {
		return
	}
	if cap(n.Content) != len(n.Content) {
		t.Errorf("line %d: room for %d nodes behind %d", n.Line, cap(n.Content)-len(n.Content), len(n.Content))
	}
	for _, c := range n.Content {
		capped(t, c)
	}
}
