//go:build !unix

package strangers

import "time"

var start = time.Now()

func cpu() time.Duration { return time.Since(start) }
