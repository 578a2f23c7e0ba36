package model

import "github.com/gongbiao/gongbiao/internal/alike"

// didYouMean is the hint "您是不是要写 “X”？", "" without a near name.
func didYouMean(name string, known []string) string {
	if n := alike.Nearest(name, known); n != "" {
		return "您是不是要写“" + n + "”？"
	}
	return ""
}
