package figures

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestText(t *testing.T) {
	var s Set
	asked := s.Counter("b_total", "By route\nand \\ status.", "route", "status")
	bytes := s.Counter("a_bytes_total", "Bytes.")
	took := s.Times("c_seconds", "Times.", []time.Duration{2 * time.Millisecond, time.Second}, "route")
	none := s.Counter("e_total", "Nothing yet.", "code")
	_ = none
	s.Gauge("d", "Now.", func() int { return 7 })
	s.Fact("z_info", "Always 1.", "version", `1"2`)
	asked.Add(1, "POST /v1/jobs/{id}", "200")
	asked.Add(2, `a"b\c`, "404")
	asked.Add(1, "POST /v1/jobs/{id}", "200")
	bytes.Add(5)
	for _, d := range []time.Duration{time.Millisecond, 2 * time.Millisecond, 3 * time.Millisecond, time.Minute} { // a bound belongs to its bucket
		took.Took(d, "x")
	}
	if got, want := string(s.Text()), strings.Join([]string{
		`# HELP a_bytes_total Bytes.`, `# TYPE a_bytes_total counter`, `a_bytes_total 5`,
		`# HELP b_total By route\nand \\ status.`, `# TYPE b_total counter`,
		`b_total{route="POST /v1/jobs/{id}",status="200"} 2`, `b_total{route="a\"b\\c",status="404"} 2`,
		`# HELP c_seconds Times.`, `# TYPE c_seconds histogram`, `c_seconds_bucket{route="x",le="0.002"} 2`,
		`c_seconds_bucket{route="x",le="1"} 3`, `c_seconds_bucket{route="x",le="+Inf"} 4`, `c_seconds_sum{route="x"} 60.006`, `c_seconds_count{route="x"} 4`,
		`# HELP d Now.`, `# TYPE d gauge`, `d 7`,
		`# HELP e_total Nothing yet.`, `# TYPE e_total counter`,
		`# HELP z_info Always 1.`, `# TYPE z_info gauge`, `z_info{version="1\"2"} 1`, ``,
	}, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Every line of what the program says of itself is one the format has, and the names are those that collectors know.
func TestProgram(t *testing.T) {
	var s Set
	s.Program()
	text := string(s.Text())
	want := []string{"go_goroutines ", "go_threads ", "go_gc_gogc_percent ", "go_memstats_heap_alloc_bytes ", "go_memstats_sys_bytes ",
		"go_gc_duration_seconds{quantile=\"0.25\"} ", "go_gc_duration_seconds_count ", "go_info{version=\"" + runtime.Version() + "\"} 1"}
	if runtime.GOOS == "linux" {
		want = append(want, "process_cpu_seconds_total ", "process_open_fds ", "process_max_fds ", "process_resident_memory_bytes ",
			"process_virtual_memory_bytes ", "process_virtual_memory_max_bytes ", "process_start_time_seconds ")
	}
	for _, w := range want {
		if !strings.Contains(text, "\n"+w) {
			t.Errorf("no %s in\n%s", w, text)
		}
	}
	kinds := map[string]string{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) > 3 && f[0] == "#" && f[1] == "HELP":
		case len(f) == 4 && f[0] == "#" && f[1] == "TYPE" && kinds[f[2]] == "":
			kinds[f[2]] = f[3]
		case len(f) == 2 && !strings.HasPrefix(line, "#"):
			name, _, _ := strings.Cut(f[0], "{")
			base := strings.TrimSuffix(strings.TrimSuffix(name, "_sum"), "_count")
			if kinds[name] == "" && kinds[base] == "" {
				t.Errorf("%s has no kind before it", name)
			}
		default:
			t.Errorf("not a line of the format: %s", line)
		}
	}
}
