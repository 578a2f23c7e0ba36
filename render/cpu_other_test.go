//go:build !unix

package render

import "time"

func cpu() time.Duration { return 0 }
