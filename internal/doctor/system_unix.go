//go:build unix

package doctor

import (
	"strings"

	"golang.org/x/sys/unix"
)

// system is the system's name and version. One that is too old for the program does not start it at all.
func system() (name, old string) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return "unix", ""
	}
	return unix.ByteSliceToString(u.Sysname[:]) + " " + unix.ByteSliceToString(u.Release[:]) + " " + unix.ByteSliceToString(u.Machine[:]), ""
}

// codePage is what the environment says of texts, as the C library reads it.
func codePage(getenv func(string) string) (name string, utf8 bool) {
	for _, v := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if s := getenv(v); s != "" {
			low := strings.ToLower(s)
			return v + "=" + s, strings.Contains(low, "utf-8") || strings.Contains(low, "utf8")
		}
	}
	return "LANG=C", false
}
