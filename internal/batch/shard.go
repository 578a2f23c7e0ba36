package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Shard is a part of a job that several processes do, on one machine or on several that share the folder: of
// everything the inputs hold, counted through, each N-th, beginning with the I-th (from 1). Every process reads all
// inputs and gives out all names, so that a file is called the same however many there are. The zero value is the
// whole.
type Shard struct{ I, N int }

// ParseShard reads 2/5; 1/1 is the whole.
func ParseShard(s string) (Shard, error) {
	i, n, ok := strings.Cut(s, "/")
	x, err := strconv.Atoi(i)
	y, err2 := strconv.Atoi(n)
	if !ok || err != nil || err2 != nil || x < 1 || y < x || y > MaxShards {
		return Shard{}, errors.New("should be like 2/5")
	}
	if y == 1 {
		return Shard{}, nil
	}
	return Shard{x, y}, nil
}

// MaxShards keeps the parts of a manifest a handful of files.
const MaxShards = 10_000

// Whole says whether it is all of the job.
func (s Shard) Whole() bool { return s.N == 0 }

// Has says whether what comes k-th in the inputs, from 0, is of this part.
func (s Shard) Has(k int) bool { return s.Whole() || k%s.N == s.I-1 }

// count is how many of so many are of this part.
func (s Shard) count(items int) int { return (items + s.N - s.I) / s.N }

// manifest is the name of the part's manifest; of the whole, the manifest itself.
func (s Shard) manifest() string {
	if s.Whole() {
		return ManifestName
	}
	return fmt.Sprintf("%s%d-of-%d%s", partStem, s.I, s.N, partEnd)
}

const (
	partStem  = "manifest."
	checkStem = "check." // see package part
	partEnd   = ".jsonl"
)

// isPart says whether a file is called as a part of a manifest is, or what a part of check has found.
func isPart(name string) bool {
	if checked, ok := strings.CutPrefix(name, checkStem); ok {
		name = partStem + checked
	}
	i, n, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, partStem), partEnd), "-of-")
	x, err := strconv.Atoi(i)
	y, err2 := strconv.Atoi(n)
	return ok && err == nil && err2 == nil && name == Shard{x, y}.manifest()
}

// partsThere says which parts of a job have no manifest in the folder, by the names of those that have one. Nothing if
// there are no parts at all. Parts of several divisions are told of one after another.
func partsThere(dir string) (chinese, english string) {
	paths, _ := filepath.Glob(filepath.Join(dir, partStem+"*-of-*"+partEnd))
	there := map[int]map[int]bool{} // by the number of parts
	for _, path := range paths {
		name := filepath.Base(path)
		if i, n := 0, 0; isPart(name) {
			_, _ = fmt.Sscanf(name, partStem+"%d-of-%d"+partEnd, &i, &n)
			if there[n] == nil {
				there[n] = map[int]bool{}
			}
			there[n][i] = true
		}
	}
	var c, e []string
	for _, n := range slices.Sorted(maps.Keys(there)) {
		if n < 2 || n > MaxShards {
			continue
		}
		var absent []int
		for i := range n {
			if !there[n][i+1] {
				absent = append(absent, i+1)
			}
		}
		if len(absent) == 0 {
			c = append(c, fmt.Sprintf("分 %d 份的齐了，还没有合成：任一份加 --resume 再来一次", n))
			e = append(e, fmt.Sprintf("all of %d are there and not put together: run any of them again with --resume", n))
			continue
		}
		c = append(c, fmt.Sprintf("分 %d 份的缺第 %s 份", n, some(absent)))
		e = append(e, fmt.Sprintf("of %d missing: %s", n, strings.ReplaceAll(some(absent), "、", ", ")))
	}
	return strings.Join(c, "；"), strings.Join(e, "; ")
}

// Part is what the last line of a part's manifest says of the inputs as a whole: parts of other inputs are not put
// together.
type Part struct {
	Items int    `json:"items"` // records and inputs that could not be read
	Seen  string `json:"seen"`  // SHA-256 over where each was found, what it says and what its layout is
}

// sight sums up what a run has seen of the inputs, from its records or from the lines of its manifest.
type sight struct {
	items int
	sum   hash.Hash
}

func (s *sight) add(e *Entry) {
	if s.sum == nil {
		s.sum = sha256.New()
	}
	s.items++
	fmt.Fprintf(s.sum, "%s\x00%d\x00%s\x00%s\n", e.Input, e.Index, e.Data, e.LayoutHash)
}

func (s *sight) part() Part {
	p := Part{Items: s.items}
	if s.sum != nil {
		p.Seen = hex.EncodeToString(s.sum.Sum(nil))
	}
	return p
}

// saw notes a record or input, of this part or another, when its turn comes.
func (r *run) saw(e *Entry) {
	if !r.Shard.Whole() && !r.NoManifest {
		r.sight.add(e)
	}
}

// pass gives a record of another part its name, so that those of this part are called as they are in the whole.
func (r *run) pass(ctx context.Context, it item) {
	e := &Entry{Input: it.input, Index: it.index}
	if it.err != nil {
		r.saw(e)
		return
	}
	if !r.NoManifest {
		e.Data = HashOf(it.data)
		e.Layout, e.LayoutHash = r.layout(it.data)
	}
	r.saw(e)
	base, err := it.base, error(nil)
	if r.Name != nil {
		_, base, err = r.named(ctx, it)
	}
	if err == nil {
		_, _, _ = r.names.take(base+r.suffix(), it) // a scratch file that cannot be read fails the records of this part too
	}
}

// over is the manifest of the whole with that of a part over it, as far as they were made by jobs like this.
func over(whole, part *manifest, h Head) (*manifest, error) {
	switch {
	case part == nil || !part.Head.equal(h):
		return whole, nil
	case whole == nil || !whole.Head.equal(h):
		whole.close()
		return part, nil
	}
	return whole, whole.over(part)
}
