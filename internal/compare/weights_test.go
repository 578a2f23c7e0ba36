package compare

import "testing"

// TestWeights holds the order of the numbers a guess rests on, so that one may be changed without turning another
// against it.
func TestWeights(t *testing.T) {
	for _, x := range []struct {
		less, more int
		why        string
	}{
		{leastBold, leastAlike, "a name less alike needs the same target and weight beside it"},
		{leastAlike, leastLikely, "a name that is just alike needs something in common beside it"},
		{leastAlike*nameShare/1000 + sameMeasure, leastLikely, "only the kind of the target in common is not enough for it"},
		{leastLikely, leastAlike*nameShare/1000 + mostCommon, "all in common is enough for it"},
		{leastLikely, nameShare, "names that are the same but for what is not compared need nothing beside"},
		{mostCommon, nameShare, "no names of nothing in common are a guess for what stands beside them"},
		{sameMeasure, sameTarget, "the same target is more than one of its kind"},
		{leastApart, sameMeasure, "the kind of the target tells two candidates apart"},
		{leastShared, 100, "percent"},
		{leastLead, 100 - leastShared, "a form that shares everything leads one that is just alike"},
	} {
		if x.less >= x.more {
			t.Errorf("%d is not less than %d: %s", x.less, x.more, x.why)
		}
	}
}
