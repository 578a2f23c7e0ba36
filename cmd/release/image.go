package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"archive/tar"
)

// blob is a content of an image, named by its digest.
type blob struct {
	MediaType string            `json:"mediaType"`
	Digest    string            `json:"digest"`
	Size      int               `json:"size"`
	Platform  map[string]string `json:"platform,omitempty"`
	Notes     map[string]string `json:"annotations,omitempty"`
	data      []byte
}

func newBlob(kind string, data []byte) blob {
	return blob{MediaType: "application/vnd.oci.image." + kind, Digest: fmt.Sprintf("sha256:%x", sha256.Sum256(data)), Size: len(data), data: data}
}

func jsonBlob(kind string, v any) (blob, error) {
	data, err := json.Marshal(v)
	return newBlob(kind, data), err
}

// writeImage writes an OCI archive with one image: the program, its notices and a folder /tmp, nothing else, run by a
// user without rights. podman load, docker load, skopeo and ctr read it.
func writeImage(w io.Writer, program, notice []byte, version, arch string, at time.Time) error {
	var files tree
	files.add("gongbiao", 0o755, program)
	files.add("NOTICE", 0o644, notice)
	var layer bytes.Buffer
	if err := layerTar(&layer, files, at); err != nil {
		return err
	}
	diff := fmt.Sprintf("sha256:%x", sha256.Sum256(layer.Bytes()))
	var packed bytes.Buffer
	if err := gzipped(&packed, func(z io.Writer) error { _, err := z.Write(layer.Bytes()); return err }); err != nil {
		return err
	}
	l := newBlob("layer.v1.tar+gzip", packed.Bytes())
	created := at.Format(time.RFC3339)
	config, err := jsonBlob("config.v1+json", map[string]any{
		"created": created, "architecture": arch, "os": "linux",
		"config": map[string]any{
			"User": "65534:65534", "Entrypoint": []string{"/gongbiao"}, "WorkingDir": "/tmp", "Env": []string{"HOME=/tmp", "TMPDIR=/tmp"},
			"Cmd":          []string{"serve", "--listen", "0.0.0.0:8080", "--no-browser", "--auth", "/run/secrets/tokens"},
			"ExposedPorts": map[string]any{"8080/tcp": map[string]any{}},
			"Labels":       map[string]string{"org.opencontainers.image.title": "gongbiao", "org.opencontainers.image.version": version},
		},
		"rootfs":  map[string]any{"type": "layers", "diff_ids": []string{diff}},
		"history": []map[string]any{{"created": created, "created_by": "gongbiao release"}},
	})
	if err != nil {
		return err
	}
	manifest, err := jsonBlob("manifest.v1+json", map[string]any{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": []blob{l},
	})
	if err != nil {
		return err
	}
	manifest.Platform = map[string]string{"architecture": arch, "os": "linux"}
	manifest.Notes = map[string]string{"org.opencontainers.image.ref.name": "gongbiao:" + version}
	index, err := json.Marshal(map[string]any{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": []blob{manifest}})
	if err != nil {
		return err
	}
	var t tree
	t.add("oci-layout", 0o644, []byte(`{"imageLayoutVersion":"1.0.0"}`))
	t.add("index.json", 0o644, index)
	for _, b := range []blob{l, config, manifest} {
		t.add("blobs/sha256/"+b.Digest[len("sha256:"):], 0o644, b.data)
	}
	return t.tar(w, "", at)
}

// layerTar is the root of the image: the files, and /tmp, where everybody may write.
func layerTar(w io.Writer, files tree, at time.Time) error {
	tw := tar.NewWriter(w)
	if err := tw.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: "tmp/", Mode: 0o1777, ModTime: at, Format: tar.FormatGNU}); err != nil {
		return err
	}
	for _, e := range files.sorted() {
		if err := tw.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: e.name, Mode: int64(e.mode), Size: int64(len(e.data)), ModTime: at,
			Format: tar.FormatGNU}); err != nil {
			return err
		}
		if _, err := tw.Write(e.data); err != nil {
			return err
		}
	}
	return tw.Close()
}
