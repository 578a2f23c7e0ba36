package templates

import "io/fs"

// Source is the file of a layout as it was written, and its name; errors as Layout.
func (l *Library) Source(id string) (data []byte, file string, err error) {
	name, version := split(id)
	for lib := l; lib != nil; lib = lib.base {
		if file, ok := lib.find(name, version); ok {
			data, err := fs.ReadFile(lib.fsys, file)
			return data, lib.dir + "/" + file, err
		}
	}
	return nil, "", l.unknown(id)
}
