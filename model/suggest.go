package model

import (
	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// didYouMean is the hint that asks for the nearest of the known names, "" without a near one.
func didYouMean(name string, known []string) string {
	if n := alike.Nearest(name, known); n != "" {
		return finding.DidYouMean(n)
	}
	return ""
}
