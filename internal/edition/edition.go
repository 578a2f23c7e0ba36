// Package edition says which program this is. In: what the toolchain noted. Out: release, commit, and the name that
// the files of this program carry, which is the same whichever of its programs made them.
package edition

import "runtime/debug"

// Release is the version of this program; a build from a tagged module says its own.
const Release = "0.1.0"

// Producer is how the files of this program name it.
const Producer = "Gongbiao " + Release

// Full is release and commit, for manifests and figures.
func Full() string { return Release + "+" + Revision() }

// Revision is the commit this program was built from, with + when files were changed, as far as the toolchain noted it.
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var rev, dirty string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			rev = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	if rev == "" {
		return ""
	}
	return rev + dirty
}
