package check

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// pad is a Scratch in memory; it fails after so many bytes.
type pad struct {
	bytes.Buffer
	room   int
	closed bool
}

var errFull = errors.New("full")

func (p *pad) Write(b []byte) (int, error) {
	if p.Len()+len(b) > p.room {
		return 0, errFull
	}
	return p.Buffer.Write(b)
}

func (p *pad) ReadAt(b []byte, at int64) (int, error) { return copy(b, p.Bytes()[at:]), nil }

func (p *pad) Close() error {
	p.closed = true
	return nil
}

// What was put down is read as it came, in order, backwards and across the end of what is in the file.
func TestKeep(t *testing.T) {
	const forms = 6000
	texts := func(i int) []string {
		return []string{"表.jsonl", fmt.Sprint("项目", i), strings.Repeat("纹", i%200), "", "\n"}
	}
	p := &pad{room: 10 << 20}
	spilled := keep{open: func() (Scratch, error) { return p, nil }}
	var inside keep
	for i := range forms {
		for _, k := range []*keep{&spilled, &inside} {
			if err := k.add(i%3, i, texts(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if p.Len() == 0 || len(spilled.tail) == 0 || len(spilled.tail) >= held || inside.done != 0 {
		t.Fatalf("%d bytes in the file, %d in memory", p.Len(), len(spilled.tail))
	}
	var order []int
	for i := range forms {
		order = append(order, i)
	}
	for i := forms - 1; i >= 0; i -= 7 {
		order = append(order, i)
	}
	for _, k := range []*keep{&spilled, &inside} {
		var x taken
		for _, i := range order {
			k.get(i, &x)
			var got []string
			for n := range x.spans {
				got = append(got, x.text(n))
			}
			if x.set != i%3 || x.index != i || !slices.Equal(got, texts(i)) {
				t.Fatalf("form %d: set %d, index %d, %q", i, x.set, x.index, got)
			}
		}
	}
	if err := spilled.close(); err != nil || !p.closed {
		t.Errorf("closed: %v, %v", p.closed, err)
	}
}

// A disk that is full is an error at once, and of what was found.
func TestKeepFull(t *testing.T) {
	k := keep{open: func() (Scratch, error) { return &pad{room: held}, nil }}
	var err error
	for i := 0; i < 10000 && err == nil; i++ {
		err = k.add(0, i, []string{strings.Repeat("a", 1000)})
	}
	if !errors.Is(err, errFull) || !errors.Is(k.wrong, errFull) {
		t.Error(err, k.wrong)
	}
}
