package publish

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
)

// address is where a form stands for good: what it is about, as a number. Blanks, width and case do not count.
func address(about ...string) string {
	h := sha256.New()
	for _, x := range about {
		fmt.Fprintf(h, "%s\x00", alike.Folded(x))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:10]))
}

// addresses gives every form its own.
type addresses struct {
	taken  map[string]bool
	former map[string][]*form // by address without its number: those of the same form, year, unit and project
}

func newAddresses(m *manifest) addresses {
	a := addresses{taken: map[string]bool{}, former: map[string][]*form{}}
	for _, f := range m.forms {
		a.former[f.base()] = append(a.former[f.base()], f)
	}
	return a
}

// take is the address of a form. Of several about the same thing the one whose record is as it was keeps its address;
// the others get numbers in their order. old is what stood there, nil if nothing did.
func (a addresses) take(base, data string) (address string, old *form) {
	for _, f := range a.former[base] {
		if f.Data == data && !a.taken[f.Address] {
			a.taken[f.Address] = true
			return f.Address, f
		}
	}
	address = base
	for n := 2; a.taken[address]; n++ {
		address = fmt.Sprintf("%s-%d", base, n)
	}
	a.taken[address] = true
	for _, f := range a.former[base] {
		if f.Address == address {
			return address, f
		}
	}
	return address, nil
}
