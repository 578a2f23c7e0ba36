package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// audit is a manifest held against itself, line by line: its counts, its order, and whether each record has what it
// should.
type audit struct {
	name     string // of the manifest: the journal, of a run that was killed
	ended    bool
	files    []listed
	findings finding.List

	head    *Head
	tail    *Tail
	lines   int // read, with the head
	damaged []int
	long    []int
	after   int // the first line behind the end

	inputs          []string // in their order
	indexes         map[string][]int
	paths           map[string]int // line that names a file
	records, failed int
}

// auditManifest reads the manifest of dir, or what a killed run has left of it. The error is one of reading.
func auditManifest(dir string) (*audit, error) {
	a := &audit{name: ManifestName, indexes: map[string][]int{}, paths: map[string]int{}}
	path := filepath.Join(dir, a.name)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		a.name = journalName
		if info, err = os.Lstat(filepath.Join(dir, a.name)); errors.Is(err, fs.ErrNotExist) {
			if chinese, english := partsThere(dir); chinese != "" {
				return nil, unreadable(path, "MANIFEST-MISSING", "文件夹里只有分份做的清单，"+chinese+"；各份都做完才合成清单",
					"only manifests of parts are in the folder, "+english+"; the manifest is made of them when all are done")
			}
			return nil, unreadable(path, "MANIFEST-MISSING", "文件夹里没有清单，无从核对", "no manifest in the folder")
		}
		path = filepath.Join(dir, a.name)
	}
	if err == nil && !info.Mode().IsRegular() {
		err = safefile.NotRegular(info.Mode())
	}
	if err != nil {
		return nil, InputError(path, err)
	}
	f, err := safefile.Open(path)
	if err != nil {
		return nil, InputError(path, err)
	}
	defer f.Close()
	if err := manifestLines(f, a.line); err != nil {
		return nil, InputError(path, err)
	}
	a.close()
	for i := range a.findings {
		a.findings[i].Pos.File = filepath.ToSlash(path)
	}
	return a, nil
}

func (a *audit) say(line int, code, message, english, hint string) {
	a.findings = append(a.findings, finding.Finding{Code: code, Pos: finding.Pos{Line: line}, Message: message,
		English: english, Hint: hint})
}

func (a *audit) line(l manifestLine) {
	a.lines = l.number
	if a.tail != nil && a.after == 0 {
		a.after = l.number
	}
	switch {
	case l.head != nil:
		a.head = l.head
	case l.tail != nil:
		if a.tail == nil {
			a.tail = l.tail
		}
	case l.list != "": // of a run that was cut off
	case l.entry != nil:
		a.entry(l.number, l.entry)
	case l.long:
		a.long = append(a.long, l.number)
	default:
		a.damaged = append(a.damaged, l.number)
	}
}

func (a *audit) entry(line int, e *Entry) {
	if e.counts() {
		a.records++
	}
	where, english := entryName(e), fmt.Sprintf("record %d of %s", e.Index, e.Input)
	switch {
	case e.Kind.Failed():
		a.failed++
		a.say(line, "MANIFEST-FAILED", where+" 没有排成", english+" was not made",
			"见 "+FailuresName+"；改好数据后加 --only-failed 只补这些")
	case e.Kind == Flawed:
		a.failed++
		a.say(line, "MANIFEST-FLAWED", where+" 排出来了，但有错误（缺字，或校验不过）",
			english+" was made, with errors (characters missing, or checks not passed)", "见 "+FailuresName)
	}
	if a.indexes[e.Input] == nil {
		a.inputs = append(a.inputs, e.Input)
	}
	a.indexes[e.Input] = append(a.indexes[e.Input], e.Index)
	var formats []render.Format
	for _, f := range e.Files {
		formats = append(formats, f.Format)
		if first := a.paths[f.Path]; first > 0 {
			a.say(line, "MANIFEST-DUPLICATE", fmt.Sprintf("%s 在第 %d 行已经有了", f.Path, first),
				fmt.Sprintf("%s is in line %d already", f.Path, first), "")
			continue
		}
		a.paths[f.Path] = line
		a.files = append(a.files, listed{f, e.Record})
	}
	if a.head != nil && e.Index > 0 && !e.Kind.Failed() && !slices.Equal(formats, a.head.Formats) { // index 0: files of the whole
		a.say(line, "MANIFEST-FILES", fmt.Sprintf("%s 应有 %v，清单上是 %v", where, a.head.Formats, formats),
			fmt.Sprintf("%s should have %v, the manifest has %v", english, a.head.Formats, formats), "")
	}
}

// entryName names a record as people do.
func entryName(e *Entry) string {
	s := e.Input
	if e.Index > 0 {
		s += fmt.Sprintf(" 第 %d 条", e.Index)
	}
	if e.Record != "" {
		s += "（" + e.Record + "）"
	}
	return s
}

// close judges what only the whole manifest tells.
func (a *audit) close() {
	switch {
	case a.head == nil:
		a.say(1, "MANIFEST-HEAD", "清单的第一行不见了或被改过，那里应写着这一批的选项",
			"the first line, which says what was asked for, is missing or changed", "")
	case a.head.Manifest != 1:
		a.say(1, "MANIFEST-VERSION", fmt.Sprintf("清单的版本是 %d，这个版本的程序只认得 1", a.head.Manifest),
			fmt.Sprintf("the manifest is of version %d, this program knows 1", a.head.Manifest), "请用写出清单的版本，或更新的版本核对")
	}
	if len(a.damaged) > 0 {
		a.say(a.damaged[0], "MANIFEST-LINE", fmt.Sprintf("清单有 %d 行读不了：第 %s 行", len(a.damaged), some(a.damaged)),
			fmt.Sprintf("%d lines cannot be read: %s", len(a.damaged), some(a.damaged)), "")
	}
	if len(a.long) > 0 {
		a.say(a.long[0], "MANIFEST-LINE", fmt.Sprintf("清单第 %s 行超过 %d MB，没有读", some(a.long), maxLine>>20),
			fmt.Sprintf("line %s is longer than %d MB and was not read", some(a.long), maxLine>>20), "")
	}
	missing := a.gaps()
	if a.name == journalName {
		a.tail = nil
	}
	a.ended = a.tail != nil
	if !a.ended {
		a.say(a.lines, "MANIFEST-UNFINISHED", "清单没有写完：那一批没有做完",
			"the manifest has no end: the run was not finished", "加 --resume 可以接着做")
		return
	}
	if a.after > 0 {
		a.say(a.after, "MANIFEST-END", "清单的末行（合计）后面还有内容", "something stands behind the last line", "")
	}
	a.counts(missing)
	switch {
	case a.tail.List != "":
		a.files = append(a.files, listed{file: File{Path: FailuresName, SHA256: a.tail.List, Bytes: -1}})
	case a.failed > 0:
		a.say(a.lines, "MANIFEST-LIST", "有没排成或有错误的，末行却没有记 "+FailuresName,
			"records failed, but the last line has no list of failures", "")
	}
}

// counts holds the sums of the last line against the lines; missing is how many records are known to be absent.
func (a *audit) counts(missing int) {
	if n := a.tail.Records - a.records; n != 0 {
		message := fmt.Sprintf("末行合计 %d 条，清单上有 %d 条", a.tail.Records, a.records)
		hint := ""
		switch more := n - missing; {
		case more > 0 && len(a.inputs) == 1:
			all := a.indexes[a.inputs[0]]
			message += fmt.Sprintf("：缺 %s %s", a.inputs[0], span(slices.Max(all)+1, slices.Max(all)+more))
		case more > 0:
			message += fmt.Sprintf("：还缺 %d 条，在某个输入的末尾，或一个输入整个不在清单上", more)
		case n < 0:
			hint = "旧版本只给一部分输入加 --only-failed 也会这样；把全部输入给出来加 --resume 再做一次即可更正"
		}
		a.say(a.lines, "MANIFEST-COUNT", message,
			fmt.Sprintf("the last line counts %d records, the manifest has %d", a.tail.Records, a.records), hint)
	}
	if a.tail.Failed != a.failed {
		a.say(a.lines, "MANIFEST-COUNT", fmt.Sprintf("末行说 %d 条有问题，清单上是 %d 条", a.tail.Failed, a.failed),
			fmt.Sprintf("the last line counts %d failures, the manifest has %d", a.tail.Failed, a.failed), "")
	}
}

// gaps names the records that are between others of their input and are not in the manifest, and counts them.
func (a *audit) gaps() (n int) {
	for _, in := range a.inputs {
		have := slices.Clone(a.indexes[in])
		slices.Sort(have)
		last := 0
		for _, i := range have {
			if i > last+1 {
				n += i - last - 1
				a.say(0, "MANIFEST-RECORD-MISSING", "清单上没有 "+in+" "+span(last+1, i-1),
					fmt.Sprintf("not in the manifest: records %d to %d of %s", last+1, i-1, in), "")
			}
			last = max(last, i)
		}
	}
	return n
}

func span(from, to int) string {
	if from == to {
		return fmt.Sprintf("第 %d 条", from)
	}
	return fmt.Sprintf("第 %d 至 %d 条", from, to)
}

// some is the first of many numbers.
func some(n []int) string {
	var s []string
	for i, x := range n {
		if i == 20 {
			s = append(s, "……")
			break
		}
		s = append(s, fmt.Sprint(x))
	}
	return strings.Join(s, "、")
}
