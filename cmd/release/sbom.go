package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// sbom lists what is in the program, as CycloneDX 1.6: modules, the toolchain, and the faces, each with its licence.
func sbom(s source, list []module, goVersion string) ([]byte, error) {
	var parts []cyclonedx.Component
	for _, m := range list {
		parts = append(parts, cyclonedx.Component{
			BOMRef: "pkg:golang/" + m.Path + "@" + m.Version, PackageURL: "pkg:golang/" + m.Path + "@" + m.Version,
			Type: cyclonedx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, Licenses: licensed(m.licence), Copyright: m.copyright,
		})
	}
	std := strings.TrimPrefix(goVersion, "go")
	parts = append(parts, cyclonedx.Component{BOMRef: "pkg:golang/std@" + std, PackageURL: "pkg:golang/std@" + std,
		Type: cyclonedx.ComponentTypeLibrary, Name: "std", Version: std, Licenses: licensed("BSD-3-Clause"), Copyright: "Copyright 2009 The Go Authors."})
	faces, err := faces(s.dir)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(parts, func(a, b cyclonedx.Component) int { return strings.Compare(a.BOMRef, b.BOMRef) })
	parts = append(parts, faces...)
	bom := cyclonedx.NewBOM()
	bom.SerialNumber = "urn:uuid:" + uuid(s.commit)
	bom.Metadata = &cyclonedx.Metadata{Timestamp: s.at.Format(time.RFC3339), Component: &cyclonedx.Component{
		BOMRef: "gongbiao", Type: cyclonedx.ComponentTypeApplication, Name: "gongbiao", Version: s.version, Licenses: licensed("Apache-2.0"),
		Properties: &[]cyclonedx.Property{{Name: "commit", Value: s.commit}},
	}}
	bom.Components = &parts
	var refs []string
	for _, p := range parts {
		refs = append(refs, p.BOMRef)
	}
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: "gongbiao", Dependencies: &refs}}
	var b bytes.Buffer
	err = cyclonedx.NewBOMEncoder(&b, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
	return b.Bytes(), err
}

func licensed(expression string) *cyclonedx.Licenses {
	if strings.Contains(expression, " ") {
		return &cyclonedx.Licenses{{Expression: expression}}
	}
	return &cyclonedx.Licenses{{License: &cyclonedx.License{ID: expression}}}
}

// faces are the embedded fonts as fonts/LICENSES.md lists them.
func faces(root string) ([]cyclonedx.Component, error) {
	table, err := os.ReadFile(filepath.Join(root, "fonts", "LICENSES.md"))
	if err != nil {
		return nil, err
	}
	var out []cyclonedx.Component
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(line, "|")
		if len(cells) < 8 || !strings.Contains(cells[1], ".ttf") {
			continue
		}
		for name := range strings.SplitSeq(cells[1], ",") {
			name = strings.TrimSpace(name)
			data, err := os.ReadFile(filepath.Join(root, "fonts", "faces", name))
			if err != nil {
				return nil, err
			}
			id := "OFL-1.1"
			if strings.Contains(cells[5], "Arphic") {
				id = "Arphic-1999"
			}
			out = append(out, cyclonedx.Component{BOMRef: "font:" + name, Type: cyclonedx.ComponentTypeFile, Name: name,
				Description: "from " + strings.TrimSpace(cells[2]), Copyright: strings.TrimSpace(cells[4]), Licenses: licensed(id),
				Hashes: &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: fmt.Sprintf("%x", sha256.Sum256(data))}}})
		}
	}
	if len(out) < 10 {
		return nil, fmt.Errorf("only %d faces in fonts/LICENSES.md", len(out))
	}
	return out, nil
}

// uuid is made from a commit, so that the same commit has the same list.
func uuid(commit string) string {
	h := sha256.Sum256([]byte("gongbiao sbom " + commit))
	h[6], h[8] = h[6]&0x0F|0x80, h[8]&0x3F|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
