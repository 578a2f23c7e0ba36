package performance_test

import (
	"os"
	"runtime/debug"
	"testing"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // all layouts are kept alive: what goes through them would else be collected again and again
	os.Exit(m.Run())
}
