// Package shard has what files of parts have in common when several programs do a part of a run each and one puts the
// parts together. In: what each part was asked to do and has seen of the inputs. Out: the parts in their order, or why
// they do not belong together, with the name of the file.
package shard

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/data"
)

// Head is what a part was asked to do. Parts with other heads are not put together.
type Head struct {
	Part    int    `json:"part"` // from 1
	Of      int    `json:"of"`
	Release string `json:"release,omitempty"`
	Asked   string `json:"asked"` // a hash over whatever else decides what is made or found: layout, rules, other papers
}

// Valid says whether there can be such a part.
func (h Head) Valid() bool {
	return h.Of >= 2 && h.Of <= batch.MaxShards && h.Part >= 1 && h.Part <= h.Of
}

// Mine is how many of so many items are of the part.
func (h Head) Mine(items int) int { return (items + h.Of - h.Part) / h.Of }

// End is what a part has seen.
type End struct {
	Items int    `json:"items"` // of all parts together
	Seen  string `json:"seen"`  // SHA-256 over where each was found and what it says
}

// Seen takes note of all inputs, those of other parts among them, in their order.
type Seen struct {
	items int
	sum   hash.Hash
}

// NewSeen has seen nothing yet.
func NewSeen() *Seen { return &Seen{sum: sha256.New()} }

// Saw notes a record with the hash of its layout, or an input that could not be read (nil).
func (s *Seen) Saw(input string, index int, d *data.Value, layout string) {
	s.items++
	sum := ""
	if d != nil {
		sum = batch.HashOf(d)
	}
	fmt.Fprintf(s.sum, "%s\x00%d\x00%s\x00%s\n", input, index, sum, layout)
}

// End is what was seen so far.
func (s *Seen) End() End { return End{s.items, hex.EncodeToString(s.sum.Sum(nil))} }

// Part is the file of a part.
type Part struct {
	Path string
	Head
	End
}

// Fit gives for each part, in their order, which of the files it is. The error says which part is not there, is there
// twice, or was made otherwise than the others.
func Fit(files []Part) (order []int, err error) {
	if len(files) == 0 {
		return nil, batch.Input(&spoken{"没有可以合成的结果", "there are no parts to put together"})
	}
	first := files[0]
	order = make([]int, first.Of)
	for k, f := range files {
		same := f.Head
		same.Part = first.Part
		switch i := f.Part - 1; {
		case same != first.Head:
			return nil, Refuse(f.Path, "和 "+filepath.ToSlash(first.Path)+" 的选项、份数或程序版本不同，不能合成；重做这一份",
				"was not made with the options, the number of parts or the release of "+filepath.ToSlash(first.Path)+": do this part again")
		case order[i] > 0:
			twin := files[order[i]-1].Path
			return nil, Refuse(f.Path, "和 "+filepath.ToSlash(twin)+" 是同一份", "is the same part as "+filepath.ToSlash(twin))
		default:
			order[i] = k + 1
		}
	}
	var absent []string
	for i := range order {
		if order[i]--; order[i] < 0 {
			absent = append(absent, strconv.Itoa(i+1))
		}
	}
	if absent != nil {
		return nil, batch.Input(&spoken{fmt.Sprintf("分 %d 份的缺第 %s 份，没有合成", first.Of, strings.Join(absent, "、")),
			fmt.Sprintf("of %d parts missing: %s; nothing was put together", first.Of, strings.Join(absent, ", "))})
	}
	for _, k := range order {
		if f := files[k]; f.End != files[order[0]].End {
			return nil, Refuse(f.Path, "照的是别的输入，不能和第 1 份合成；重做这一份", "was made from other inputs than part 1: do this part again")
		}
	}
	return order, nil
}

// Find gives the files of parts that paths stand for: files, and folders that hold some of a pattern, which the
// command writes.
func Find(paths []string, pattern, command string) (out []string, err error) {
	for _, p := range batch.Expand(paths) {
		if info, err := os.Stat(p); err != nil || !info.IsDir() {
			out = append(out, p)
			continue
		}
		found, err := filepath.Glob(filepath.Join(strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`).Replace(p), pattern))
		if err != nil {
			return nil, batch.InputError(p, err)
		}
		if len(found) == 0 {
			return nil, Refuse(p, "里没有 "+command+" 写的各份结果", "holds no parts that "+command+" has written")
		}
		out = append(out, found...)
	}
	return out, nil
}

// Refuse is an error about one of the files.
func Refuse(path, chinese, english string) error {
	return batch.Input(&spoken{filepath.ToSlash(path) + " " + chinese, filepath.ToSlash(path) + " " + english})
}

// Unreadable is the error of a file that the system will not let us read.
func Unreadable(path string, err error) error { return batch.InputError(path, err) }

// Cut is the error of a file that ends too early.
func Cut(path string) error {
	return Refuse(path, "不全；重做这一份", "is not whole: do this part again")
}

// Foreign is the error of a file that the command has not written.
func Foreign(path, command string) error {
	return Refuse(path, "不是 "+command+" 写的，或被人改过", "was not written by "+command+", or somebody has altered it")
}

// spoken is an error in both languages.
type spoken struct{ chinese, english string }

func (e *spoken) Error() string   { return e.chinese }
func (e *spoken) English() string { return e.english }
