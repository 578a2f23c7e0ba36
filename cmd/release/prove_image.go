package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// openImage unpacks the one image of an OCI archive, holding each part against its digest, and gives its root and its
// configuration.
func openImage(file, to string) (root string, config imageConfig, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", config, err
	}
	defer f.Close()
	if err := untar(f, to); err != nil {
		return "", config, err
	}
	part := func(digest string) ([]byte, error) {
		data, err := os.ReadFile(filepath.Join(to, "blobs", "sha256", strings.TrimPrefix(digest, "sha256:")))
		if err == nil && fmt.Sprintf("sha256:%x", sha256.Sum256(data)) != digest {
			err = fmt.Errorf("a part of the image is not what its name says: %s", digest)
		}
		return data, err
	}
	var index struct{ Manifests []blob }
	data, err := os.ReadFile(filepath.Join(to, "index.json"))
	if err == nil {
		err = json.Unmarshal(data, &index)
	}
	if err != nil || len(index.Manifests) != 1 {
		return "", config, fmt.Errorf("%s: %d images (%w)", file, len(index.Manifests), err)
	}
	var manifest struct {
		Config blob
		Layers []blob
	}
	if data, err = part(index.Manifests[0].Digest); err == nil {
		err = json.Unmarshal(data, &manifest)
	}
	if err != nil {
		return "", config, err
	}
	if data, err = part(manifest.Config.Digest); err == nil {
		err = json.Unmarshal(data, &config)
	}
	if err != nil || len(manifest.Layers) != len(config.RootFS.Diffs) {
		return "", config, fmt.Errorf("%s: %d layers, %d named (%w)", file, len(manifest.Layers), len(config.RootFS.Diffs), err)
	}
	root = filepath.Join(to, "root")
	for i, l := range manifest.Layers {
		packed, err := part(l.Digest)
		if err != nil {
			return "", config, err
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return "", config, err
		}
		layer, err := io.ReadAll(z)
		if err != nil {
			return "", config, err
		}
		if fmt.Sprintf("sha256:%x", sha256.Sum256(layer)) != config.RootFS.Diffs[i] {
			return "", config, fmt.Errorf("layer %d is not what the configuration says", i)
		}
		if err := untar(bytes.NewReader(layer), root); err != nil {
			return "", config, err
		}
	}
	return root, config, nil
}

// imageConfig is what an image says about how to run it.
type imageConfig struct {
	Config struct {
		User       string
		Entrypoint []string
		Cmd        []string
		Env        []string
		WorkingDir string
	} `json:"config"`
	RootFS struct {
		Diffs []string `json:"diff_ids"`
	} `json:"rootfs"`
}

// proveImage runs the image as its configuration says: a user without rights, a root that is read-only, a folder
// /tmp in memory, the tokens lent to it. Its answer is held against what the program of this machine makes.
func proveImage(p *proving) (string, error) {
	file, ok := p.has(host(), ".oci.tar")
	if !ok {
		return skipped("没有这台机器的镜像")
	}
	root, config, err := openImage(file, filepath.Join(p.work, "image"))
	if err != nil {
		return "", err
	}
	if config.Config.User != "65534:65534" {
		return "", fmt.Errorf("the image's user is %q", config.Config.User)
	}
	archive, err := p.unpacked(host())
	if err != nil {
		return "", err
	}
	token, tokens, err := p.token(filepath.Join(archive, host().program()))
	if err != nil {
		return "", err
	}
	if err := openTo(p.work, "image"); err != nil {
		return "", err
	}
	box := func(args ...string) *exec.Cmd {
		box := []string{"--unshare-all", "--share-net", "--uid", "65534", "--gid", "65534", "--die-with-parent", "--clearenv"}
		for _, v := range config.Config.Env {
			name, value, _ := strings.Cut(v, "=")
			box = append(box, "--setenv", name, value)
		}
		entries, _ := os.ReadDir(root) // unpacked above
		for _, e := range entries {
			if e.Name() != "tmp" {
				box = append(box, "--ro-bind", filepath.Join(root, e.Name()), "/"+e.Name())
			}
		}
		box = append(box, "--ro-bind", tokens, "/run/secrets/tokens", "--proc", "/proc", "--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", config.Config.WorkingDir)
		return asNobody(exec.Command("bwrap", append(append(box, config.Config.Entrypoint...), args...)...))
	}
	if _, err := must(0, box("version")); err != nil {
		return "", err
	}
	sample := []string{"sample", "-t", "self-evaluation/shanghai", "--count", "1", "-o"}
	if _, err := must(5, box(append(sample, "/a.jsonl")...)); err != nil { // 5: it cannot be written
		return "", fmt.Errorf("the root can be written: %w", err)
	}
	if _, err := must(0, box(append(sample, "/tmp/a.jsonl")...)); err != nil {
		return "", err
	}
	address, err := freeAddress()
	if err != nil {
		return "", err
	}
	args := append([]string{}, config.Config.Cmd...)
	for i, a := range args {
		if a == "0.0.0.0:8080" {
			args[i] = address
		}
	}
	serving := box(args...)
	var said telling
	serving.Stdout, serving.Stderr = &said, &said
	if err := serving.Start(); err != nil {
		return "", err
	}
	defer func() { _ = serving.Process.Kill(); _ = serving.Wait() }()
	record, err := os.ReadFile(filepath.Join(archive, "examples", "seed-1.json"))
	if err != nil {
		return "", err
	}
	pdf, err := served(address, token, record)
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, said.String())
	}
	want, err := p.reference()
	if err != nil {
		return "", err
	}
	if sha256.Sum256(pdf) != want["seed-1.pdf"] {
		return "", errors.New("the PDF of the image is not that of the program")
	}
	return "各部分与摘要相符；用户 65534 没有权限，根只读（写根是退出码 5），`serve` 答 /healthz，没有口令是 401，有口令排出的 PDF 与程序的相同", nil
}

// token is a token with the file that lets it in.
func (p *proving) token(program string) (token, file string, err error) {
	said, err := said(exec.Command(program, "serve", "token", "试"))
	if err != nil {
		return "", "", err
	}
	lines := strings.Split(said, "\n")
	if len(lines) != 2 {
		return "", "", fmt.Errorf("serve token said %d lines", len(lines))
	}
	file = filepath.Join(p.work, "tokens")
	return lines[0], file, os.WriteFile(file, []byte(lines[1]+"\n"), 0o644)
}

// openTo lets other users read a folder below one that was private.
func openTo(private, dir string) error {
	if err := os.Chmod(private, 0o755); err != nil {
		return err
	}
	return os.Chmod(filepath.Join(private, dir), 0o755)
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// served waits for a service, sees that it lets nobody in without a token, and has a record printed by it.
func served(address, token string, record []byte) ([]byte, error) {
	client := &http.Client{Timeout: 30 * time.Second}
	var err error
	for range 100 {
		var answer *http.Response
		if answer, err = client.Get("http://" + address + "/healthz"); err == nil {
			answer.Body.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return nil, err
	}
	ask := func(token string) (int, []byte, error) {
		r, err := http.NewRequest("POST", "http://"+address+"/v1/render?format=pdf", bytes.NewReader(record))
		if err != nil {
			return 0, nil, err
		}
		r.Header.Set("Content-Type", "application/json")
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		answer, err := client.Do(r)
		if err != nil {
			return 0, nil, err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return answer.StatusCode, body, err
	}
	if code, _, err := ask(""); err != nil || code != http.StatusUnauthorized {
		return nil, fmt.Errorf("without a token: %d (%w)", code, err)
	}
	code, body, err := ask(token)
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("with a token: %d %.500s", code, body)
	}
	return body, err
}
