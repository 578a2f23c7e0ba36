package main

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"

	"github.com/tc-hib/winres"
	"github.com/tc-hib/winres/version"
)

// resource puts what Windows shows and obeys beside the program's sources, where the toolchain links it in: icon,
// version, and the manifest (UTF-8 code page, long paths, no rights asked for).
func resource(s source, t target) error {
	var rs winres.ResourceSet
	var images []image.Image
	for _, size := range []int{16, 24, 32, 48, 256} {
		img, err := icon(s.dir, size)
		if err != nil {
			return err
		}
		images = append(images, img)
	}
	ico, err := winres.NewIconFromImages(images)
	if err != nil {
		return err
	}
	if err := rs.SetIcon(winres.ID(1), ico); err != nil {
		return err
	}
	manifest, err := os.ReadFile(filepath.Join(s.dir, "packaging", "gongbiao.exe.manifest"))
	if err != nil {
		return err
	}
	if err := rs.Set(winres.RT_MANIFEST, winres.ID(1), winres.LCIDNeutral, manifest); err != nil {
		return err
	}
	info, err := versionInfo(s.version)
	if err != nil {
		return err
	}
	rs.SetVersionInfo(info)
	f, err := os.Create(filepath.Join(s.dir, "cmd", "gongbiao", fmt.Sprintf("rsrc_windows_%s.syso", t.arch)))
	if err != nil {
		return err
	}
	if err := rs.WriteObject(f, winres.Arch(t.arch)); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// versionInfo is what the properties of the file show, in Chinese and in English.
func versionInfo(v string) (version.Info, error) {
	var info version.Info
	number, _, _ := strings.Cut(v, "-")
	info.SetFileVersion(number)
	info.SetProductVersion(number)
	for lang, name := range map[uint16]string{0x0804: "公表", 0x0409: "Gongbiao"} {
		for key, value := range map[string]string{
			version.ProductName: name, version.FileDescription: name + " gongbiao", version.OriginalFilename: "gongbiao.exe",
			version.LegalCopyright: "Apache-2.0", version.ProductVersion: v, version.FileVersion: v,
		} {
			if err := info.Set(lang, key, value); err != nil {
				return info, err
			}
		}
	}
	return info, nil
}
