//go:build nofonts && !onefile

package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unsafe"
)

// shipped is the content of a file of faces/, from the font pack beside the program.
func shipped(file string) string {
	if file != cutFile {
		return packed()[file]
	}
	if packed() == nil {
		return "这个程序的字体在另一个包里：把字体包的文件夹 faces 原样放在程序旁边（" + packFolder() + "）"
	}
	return ""
}

// packed is the faces by the names of their files; nil if one is missing or not what it was when this program was
// built: the same record shall be the same bytes with every program of this version, or none.
var packed = sync.OnceValue(func() map[string]string {
	sums, err := papers.ReadFile("faces/SHA256SUMS")
	if err != nil {
		return nil
	}
	faces := map[string]string{}
	for line := range strings.Lines(string(sums)) {
		want, file, _ := strings.Cut(strings.TrimSpace(line), "  ")
		data, err := os.ReadFile(filepath.Join(packFolder(), file))
		if err != nil {
			return nil
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
			return nil
		}
		faces[file] = unsafe.String(unsafe.SliceData(data), len(data)) // nobody else has it, and it is large
	}
	return faces
})

// packFolder is where the faces are: faces/ beside the program, or where a package of Linux has them.
func packFolder() string {
	exe, err := os.Executable()
	if err != nil {
		return "faces"
	}
	if real, err := filepath.EvalSymlinks(exe); err == nil {
		exe = real
	}
	beside := filepath.Join(filepath.Dir(exe), "faces")
	shared := filepath.Join(filepath.Dir(exe), "..", "share", "gongbiao", "faces")
	if _, err := os.Stat(beside); err != nil {
		if _, err := os.Stat(shared); err == nil {
			return shared
		}
	}
	return beside
}
