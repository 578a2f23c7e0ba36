package figures

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// ticks are those of /proc in a second, on every Linux that Go runs on.
const ticks = 100

// processFigures adds what the kernel says. What it does not say, or a container hides, is left out.
func processFigures(p *page) {
	if names, err := os.ReadDir("/proc/self/fd"); err == nil {
		p.told("gauge", "process_open_fds", "Files and connections that are open.", strconv.Itoa(len(names)))
	}
	for _, l := range []struct {
		resource   int
		name, help string
	}{
		{syscall.RLIMIT_NOFILE, "process_max_fds", "Files and connections that may be open."},
		{syscall.RLIMIT_AS, "process_virtual_memory_max_bytes", "Addresses that may be in use."},
	} {
		var limit syscall.Rlimit
		if syscall.Getrlimit(l.resource, &limit) == nil {
			p.told("gauge", l.name, l.help, strconv.FormatUint(uint64(limit.Cur), 10))
		}
	}
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return
	}
	f := statFields(stat)
	if f == nil {
		return
	}
	p.told("counter", "process_cpu_seconds_total", "Processor time spent.", number(float64(f[0]+f[1])/ticks))
	p.told("gauge", "process_virtual_memory_bytes", "Addresses in use.", strconv.FormatUint(f[3], 10))
	p.told("gauge", "process_resident_memory_bytes", "Memory in use.", strconv.FormatUint(f[4]*uint64(os.Getpagesize()), 10))
	if boot, ok := bootTime(); ok {
		p.told("gauge", "process_start_time_seconds", "When the process began, since 1970.", number(float64(boot)+float64(f[2])/ticks))
	}
}

// statFields are utime, stime, starttime, vsize and rss of a line of /proc/PID/stat, nil if it is none. The name in
// brackets may hold anything.
func statFields(line []byte) []uint64 {
	f := strings.Fields(string(line[bytes.LastIndexByte(line, ')')+1:]))
	var out []uint64
	for _, i := range []int{14, 15, 22, 23, 24} {
		if i-3 >= len(f) {
			return nil
		}
		n, err := strconv.ParseUint(f[i-3], 10, 64)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// bootTime is when the machine was started, in seconds since 1970.
func bootTime() (uint64, bool) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "btime "); ok {
			n, err := strconv.ParseUint(strings.TrimSpace(rest), 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}
