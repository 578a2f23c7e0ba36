package figures

import (
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// memoryCounters is PROCESS_MEMORY_COUNTERS.
type memoryCounters struct {
	size, faults                                                   uint32
	peakSet, set, peakPaged, paged, peakPool, pool, file, peakFile uintptr
}

// processFigures adds what Windows says. What it does not say is left out.
func processFigures(p *page) {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return
	}
	var began, ended, kernel, user syscall.Filetime
	if syscall.GetProcessTimes(self, &began, &ended, &kernel, &user) == nil {
		hundreds := func(t syscall.Filetime) uint64 { return uint64(t.HighDateTime)<<32 | uint64(t.LowDateTime) }
		p.told("counter", "process_cpu_seconds_total", "Processor time spent.", number(float64(hundreds(kernel)+hundreds(user))/1e7))
		p.told("gauge", "process_start_time_seconds", "When the process began, since 1970.", number(float64(began.Nanoseconds())/1e9))
	}
	system := windows.NewLazySystemDLL("kernel32.dll")
	m := memoryCounters{}
	m.size = uint32(unsafe.Sizeof(m))
	if f := system.NewProc("K32GetProcessMemoryInfo"); f.Find() == nil {
		if ok, _, _ := f.Call(uintptr(self), uintptr(unsafe.Pointer(&m)), uintptr(m.size)); ok != 0 {
			p.told("gauge", "process_resident_memory_bytes", "Memory in use.", strconv.FormatUint(uint64(m.set), 10))
			p.told("gauge", "process_virtual_memory_bytes", "Memory committed.", strconv.FormatUint(uint64(m.file), 10))
		}
	}
	var handles uint32
	if f := system.NewProc("GetProcessHandleCount"); f.Find() == nil {
		if ok, _, _ := f.Call(uintptr(self), uintptr(unsafe.Pointer(&handles))); ok != 0 {
			p.told("gauge", "process_open_fds", "Files, connections and other things of the system that are open.", strconv.Itoa(int(handles)))
		}
	}
}
