package audit

import (
	"sync"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// Checks runs the checks of layouts over records that are bound already, one by one, each layout's checks compiled once. Several
// goroutines may use it at once. The zero value is ready.
type Checks struct {
	sets sync.Map // *templates.Layout → func() (*check.Set, error)
}

// Run gives what the checks of l find in r. An error is one of the layout's checks.
func (c *Checks) Run(l *templates.Layout, r *model.Record) (finding.List, error) {
	once, _ := c.sets.LoadOrStore(l, sync.OnceValues(func() (*check.Set, error) { return l.Checks() }))
	set, err := once.(func() (*check.Set, error))()
	if err != nil {
		return nil, err
	}
	return set.Run(r, nil)
}
