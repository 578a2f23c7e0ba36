package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"time"
)

// older builds the program of a commit before this release: the one asked for, that of the last tag, or that of the
// last commit at least a day older.
func (p *proving) older() (program string, s source, err error) {
	at := p.old
	if at == "" {
		if at, err = git(p.root, "describe", "--tags", "--abbrev=0", "--match", "v*", p.figures.Commit+"^"); err != nil {
			if at, err = dayBefore(p.root, p.figures.Commit); err != nil {
				return "", s, err
			}
		}
	}
	if s, err = layAt(p.root, filepath.Join(p.work, "older"), at); err != nil {
		return "", s, err
	}
	program, err = compile(s, host(), filepath.Join(p.work, "older-"+host().program()), "")
	return program, s, err
}

// dayBefore is the last commit that is at least a day older than another.
func dayBefore(root, commit string) (string, error) {
	when, err := git(root, "log", "-1", "--format=%cI", commit)
	if err != nil {
		return "", err
	}
	t, err := time.Parse(time.RFC3339, when)
	if err != nil {
		return "", err
	}
	at, err := git(root, "rev-list", "-1", "--before="+t.AddDate(0, 0, -1).Format(time.RFC3339), commit)
	if err == nil && at == "" {
		err = fmt.Errorf("no commit is a day older than %s: name one with -old", commit)
	}
	return at, err
}

// pair is two versions and a folder where both work.
type pair struct {
	older, newer string
	dir          string
	layouts      []string // those that the older one has
}

// run is a command in the folder: a program reads the layouts of the folder it is started in.
func (v pair) run(program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir = v.dir
	return c
}

func (v pair) at(name string) string { return filepath.Join(v.dir, name) }

// proveVersions lets the newer program go on with what the older one wrote: layouts, records, workbooks to be
// filled in, a delivered batch. Then both work in one folder and serve at once.
func proveVersions(p *proving) (string, error) {
	older, s, err := p.older()
	if err != nil {
		return "", err
	}
	archive, err := p.unpacked(host())
	if err != nil {
		return "", err
	}
	v := pair{older: older, newer: filepath.Join(archive, host().program()), dir: filepath.Join(p.work, "versions")}
	if err := os.MkdirAll(v.dir, 0o777); err != nil {
		return "", err
	}
	list, err := said(v.run(older, "template", "list", "--json"))
	if err != nil {
		return "", err
	}
	var layouts []struct{ ID string }
	if err := json.Unmarshal([]byte(list), &layouts); err != nil || len(layouts) == 0 {
		return "", fmt.Errorf("the older program lists %d layouts (%w)", len(layouts), err)
	}
	for _, l := range layouts {
		v.layouts = append(v.layouts, l.ID)
	}
	if err := v.writes(); err != nil {
		return "", err
	}
	forms, err := v.reads()
	if err != nil {
		return "", err
	}
	back, err := v.back()
	if err != nil {
		return "", err
	}
	if err := v.oneFolder(); err != nil {
		return "", err
	}
	served, err := v.both()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("旧版（%.12s，%s）写的 %d 个版式、每个版式的记录和 XLSX 清单、%d 份填报表，新版都接着用：记录用两版的版式都排得出，填报表收得的与旧版收的相同，"+
		"清单核对无误；新版写的记录旧版排得出 %d/%d 个版式；同一个文件夹里不同的旧文件不被覆盖；%s",
		s.commit, s.at.Format("2006-01-02"), len(v.layouts), forms, back, len(v.layouts), served), nil
}

// name is a layout as a file is called.
func name(layout string) string { return strings.ReplaceAll(layout, "/", "-") }

// writes lets the older program write everything that a newer one must read.
func (v pair) writes() error {
	for _, l := range v.layouts {
		form, _, _ := strings.Cut(l, "/")
		for what, file := range map[string]string{form: form + "/form.yaml", l: l + ".yaml"} {
			text, err := must(0, v.run(v.older, "template", "show", what))
			if err == nil {
				err = put(v.at("layouts/"+file), strings.NewReader(text), 0o666)
			}
			if err != nil {
				return err
			}
		}
		record := v.at("records/" + name(l) + ".jsonl")
		if err := os.MkdirAll(filepath.Dir(record), 0o777); err != nil {
			return err
		}
		if _, err := must(0, v.run(v.older, "sample", "-t", l, "--count", "1", "-o", record)); err != nil {
			return err
		}
		code, _, err := outcome(v.run(v.older, "form", "new", "-t", l, "--from", record, "-o", v.at("forms/"+name(l)+".xlsx")))
		if err != nil || code == 0 {
			continue
		}
		_ = os.Remove(v.at("forms/" + name(l) + ".xlsx")) // a layout that nobody fills in
	}
	records, err := filepath.Glob(v.at("records/*.jsonl"))
	if err != nil {
		return err
	}
	_, err = must(0, v.run(v.older, append([]string{"render", "-f", "xlsx", "-o", v.at("batch")}, records...)...))
	return err
}

// reads lets the newer program read it, and says how many workbooks it took in.
func (v pair) reads() (int, error) {
	records, err := filepath.Glob(v.at("records/*.jsonl"))
	if err != nil {
		return 0, err
	}
	for _, args := range [][]string{{"render", "-f", "pdf", "-o", v.at("printed")}, {"render", "-f", "pdf", "-o", v.at("printed-theirs"), "--templates", v.at("layouts"), "--templates-only"}} {
		if _, err := must(0, v.run(v.newer, append(args, records...)...)); err != nil {
			return 0, err
		}
	}
	if _, err := must(0, v.run(v.newer, "verify", v.at("batch"))); err != nil {
		return 0, err
	}
	forms, err := filepath.Glob(v.at("forms/*.xlsx"))
	if err != nil || len(forms) == 0 {
		return 0, fmt.Errorf("the older program made %d workbooks to be filled in (%w)", len(forms), err)
	}
	for program, to := range map[string]string{v.older: v.at("collected-older"), v.newer: v.at("collected")} {
		if _, _, err := outcome(v.run(program, append([]string{"form", "collect", "-o", to}, forms...)...)); err != nil {
			return 0, err
		}
	}
	taken, err := filepath.Glob(v.at("collected-older/*.json"))
	if err != nil || len(taken) == 0 {
		return 0, fmt.Errorf("the older program took in %d of %d workbooks (%w)", len(taken), len(forms), err)
	}
	for _, file := range taken {
		if err := sameJSON(file, v.at("collected/"+filepath.Base(file))); err != nil {
			return 0, err
		}
	}
	return len(taken), nil
}

// sameJSON compares what two files mean.
func sameJSON(a, b string) error {
	var mean [2]any
	for i, file := range []string{a, b} {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&mean[i]); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if !reflect.DeepEqual(mean[0], mean[1]) {
		return fmt.Errorf("%s and %s are not the same record", a, b)
	}
	return nil
}

// back is of how many layouts the older program prints what the newer one writes; nothing is promised of it.
func (v pair) back() (int, error) {
	n := 0
	for _, l := range v.layouts {
		record := v.at("newer-" + name(l) + ".jsonl")
		if _, err := must(0, v.run(v.newer, "sample", "-t", l, "--count", "1", "-o", record)); err != nil {
			return 0, err
		}
		code, _, err := outcome(v.run(v.older, "render", "-f", "pdf", "-o", v.at("back"), record))
		if err != nil {
			return 0, err
		}
		if code == 0 {
			n++
		}
	}
	return n, nil
}

// oneFolder lets both print one record, changed in between, into one folder: the first file stays until --force.
func (v pair) oneFolder() error {
	record := v.at("records/" + name(v.layouts[len(v.layouts)-1]) + ".jsonl")
	file := v.at("shared/份.xlsx")
	if _, err := must(0, v.run(v.older, "render", record, "-o", file)); err != nil {
		return err
	}
	first, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	other := v.at("newer-" + name(v.layouts[0]) + ".jsonl")
	if _, err := must(5, v.run(v.newer, "render", other, "-o", file)); err != nil {
		return err
	}
	if still, err := os.ReadFile(file); err != nil || !bytes.Equal(still, first) {
		return fmt.Errorf("the older version's file was changed (%w)", err)
	}
	if _, err := must(0, v.run(v.newer, "render", other, "-o", file, "--force")); err != nil {
		return err
	}
	if now, err := os.ReadFile(file); err != nil || bytes.Equal(now, first) {
		return fmt.Errorf("--force changed nothing (%w)", err)
	}
	return nil
}

// both serves with both at once, on whatever port each finds free, and says so in Chinese.
func (v pair) both() (string, error) {
	says, programs := "两个 `serve` 同时开着，各用各的端口", []string{v.older, v.newer}
	commands, err := must(0, v.run(v.older, "--help"))
	if err != nil {
		return "", err
	}
	if !strings.Contains(commands, "\n  serve ") {
		says, programs[0] = "旧版还没有 `serve`，新版的两个同时开着，各用各的端口", v.newer
	}
	var addresses []string
	for _, program := range programs {
		c := v.run(program, "serve")
		c.Env = []string{"HOME=" + v.dir} // no PATH: there is no browser to open
		var told telling
		c.Stdout, c.Stderr = &told, &told
		if err := c.Start(); err != nil {
			return "", err
		}
		defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
		address, err := told.address()
		if err != nil {
			return "", err
		}
		addresses = append(addresses, address)
	}
	if addresses[0] == addresses[1] {
		return "", fmt.Errorf("both say they serve at %s", addresses[0])
	}
	for _, a := range addresses {
		answer, err := (&http.Client{Timeout: 20 * time.Second}).Get("http://" + a + "/")
		if err != nil {
			return "", err
		}
		answer.Body.Close()
		if answer.StatusCode >= http.StatusInternalServerError { // an older page may be somewhere else than /
			return "", errors.New(a + ": " + answer.Status)
		}
	}
	return says, nil
}
