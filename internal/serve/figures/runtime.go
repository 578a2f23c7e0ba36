package figures

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// runtimeFigures adds what the Go runtime says, in bytes, seconds and counts.
func runtimeFigures(p *page) {
	gc := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	debug.ReadGCStats(&gc)
	pauses := head{"go_gc_duration_seconds", "Pauses of the whole program while garbage is collected.", "summary"}
	p.families = append(p.families, family{pauses, func(p *page) {
		for i, q := range gc.PauseQuantiles {
			p.value(pauses.name, `quantile="`+number(float64(i)/4)+`"`, seconds(q))
		}
		p.value(pauses.name+"_sum", "", seconds(gc.PauseTotal))
		p.value(pauses.name+"_count", "", strconv.FormatInt(gc.NumGC, 10))
	}})
	about := head{"go_info", "The release of Go that built the program.", "gauge"}
	p.families = append(p.families, family{about, func(p *page) { p.value(about.name, `version="`+escape(runtime.Version(), true)+`"`, "1") }})

	set := []metrics.Sample{{Name: "/gc/gogc:percent"}, {Name: "/gc/gomemlimit:bytes"}}
	metrics.Read(set)
	for i, h := range []head{
		{"go_gc_gogc_percent", "How much garbage may stand beside what is alive, in percent (GOGC).", ""},
		{"go_gc_gomemlimit_bytes", "Memory from which on garbage is collected sooner (GOMEMLIMIT).", ""},
	} {
		if set[i].Value.Kind() == metrics.KindUint64 {
			p.told("gauge", h.name, h.help, strconv.FormatUint(set[i].Value.Uint64(), 10))
		}
	}
	threads, _ := runtime.ThreadCreateProfile(nil)
	p.told("gauge", "go_goroutines", "Goroutines there are.", strconv.Itoa(runtime.NumGoroutine()))
	p.told("gauge", "go_threads", "Threads of the system that were made.", strconv.Itoa(threads))
	p.told("gauge", "go_sched_gomaxprocs_threads", "Threads that may run Go code at once (GOMAXPROCS).", strconv.Itoa(runtime.GOMAXPROCS(0)))

	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for _, x := range []struct {
		name, help string
		n          uint64
	}{
		{"alloc_bytes", "Bytes of objects on the heap.", m.Alloc},
		{"buck_hash_sys_bytes", "Bytes of tables for profiles.", m.BuckHashSys},
		{"gc_sys_bytes", "Bytes of the collector's own.", m.GCSys},
		{"heap_alloc_bytes", "Bytes of objects on the heap.", m.HeapAlloc},
		{"heap_idle_bytes", "Bytes of heap without objects.", m.HeapIdle},
		{"heap_inuse_bytes", "Bytes of heap with objects.", m.HeapInuse},
		{"heap_objects", "Objects on the heap.", m.HeapObjects},
		{"heap_released_bytes", "Bytes of heap given back to the system.", m.HeapReleased},
		{"heap_sys_bytes", "Bytes of heap taken from the system.", m.HeapSys},
		{"mcache_inuse_bytes", "Bytes in use by mcache structures.", m.MCacheInuse},
		{"mcache_sys_bytes", "Bytes taken from the system for mcache structures.", m.MCacheSys},
		{"mspan_inuse_bytes", "Bytes in use by mspan structures.", m.MSpanInuse},
		{"mspan_sys_bytes", "Bytes taken from the system for mspan structures.", m.MSpanSys},
		{"next_gc_bytes", "Bytes of heap at which garbage is collected next.", m.NextGC},
		{"other_sys_bytes", "Bytes taken from the system for other ends.", m.OtherSys},
		{"stack_inuse_bytes", "Bytes in use by stacks.", m.StackInuse},
		{"stack_sys_bytes", "Bytes taken from the system for stacks.", m.StackSys},
		{"sys_bytes", "Bytes taken from the system.", m.Sys},
	} {
		p.told("gauge", "go_memstats_"+x.name, x.help, strconv.FormatUint(x.n, 10))
	}
	p.told("gauge", "go_memstats_last_gc_time_seconds", "When garbage was collected last, since 1970.", number(float64(m.LastGC)/1e9))
	p.told("counter", "go_memstats_alloc_bytes_total", "Bytes of all objects there ever were.", strconv.FormatUint(m.TotalAlloc, 10))
	p.told("counter", "go_memstats_mallocs_total", "Objects there ever were.", strconv.FormatUint(m.Mallocs, 10))
	p.told("counter", "go_memstats_frees_total", "Objects that have been freed.", strconv.FormatUint(m.Frees, 10))
}
