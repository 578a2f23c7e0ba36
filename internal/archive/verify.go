package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Limits of what is read whole: far above any real packet.
const (
	maxMetadata = 16 << 20
	maxList     = 256 << 20
)

// IsPacket says whether the manifest of a folder is that of a packet.
func IsPacket(dir string) bool {
	f, err := safefile.Open(filepath.Join(dir, batch.ManifestName))
	if err != nil {
		return false
	}
	defer f.Close()
	line, _ := bufio.NewReaderSize(f, 64<<10).ReadSlice('\n') // a longer head is none of ours
	var h batch.Head
	return json.Unmarshal(line, &h) == nil && h.Name == Name
}

// check is a packet being held against itself.
type check struct {
	dir     string
	sound   map[string]bool // files that are there as the manifest says
	sums    map[string]digests
	profile *Profile
	found   finding.List
}

// Verify holds a packet against itself: what its manifest says is told by batch.Verify, which has named the files that
// are sound; here the second list of checksums, the metadata of every item and the hand-over list must say the same.
// Files that are not sound are not opened. The error is one of ctx.
func Verify(ctx context.Context, dir string, sound []string) (finding.List, error) {
	c := &check{dir: dir, sound: map[string]bool{}, sums: map[string]digests{}}
	for _, p := range sound {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		c.sound[p] = true
		d, err := digestFile(c.at(p))
		if err != nil {
			c.say("ARCHIVE-UNREADABLE", p, "读不了："+safefile.Say(err), "cannot be read: "+err.Error())
			continue
		}
		c.sums[p] = d
	}
	for _, name := range []string{listName + ".json", listName + ".pdf", listName + ".xlsx", schemaName, sha256Sums, sm3Sums} {
		if !c.sound[name] {
			c.say("ARCHIVE-INCOMPLETE", name, "移交包里应有它，清单上没有或已不是原样", "a packet has this file; it is not in the manifest, or not as it was")
		}
	}
	c.checksums(sha256Sums, func(d digests) string { return d.sha256 })
	c.checksums(sm3Sums, func(d digests) string { return d.sm3 })
	if c.sound[profileName] {
		b, err := c.read(profileName, maxMetadata)
		if err == nil {
			c.profile, err = ReadProfile(profileName, b)
		}
		if err != nil {
			c.say("ARCHIVE-PROFILE", profileName, "读不懂，元数据的元素名称无从知道", "cannot be understood")
			return c.found, nil
		}
	}
	if b, err := c.read(schemaName, maxMetadata); err == nil && !bytes.Equal(b, Schema(c.profile)) {
		c.say("ARCHIVE-SCHEMA", schemaName, "不是这一版按约定写出的元数据模式；是另一版写出的，可用它自己另行校验", "is not the schema this version writes")
		c.found[len(c.found)-1].Severity = finding.Warning
	}
	items := map[string][]string{}
	var numbers []string
	for p := range c.sums {
		if number, _, inside := strings.Cut(p, "/"); inside {
			if items[number] == nil {
				numbers = append(numbers, number)
			}
			items[number] = append(items[number], p)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		slices.Sort(items[n])
		c.item(n, items[n])
	}
	c.list(numbers, items)
	return c.found, nil
}

func (c *check) at(p string) string { return filepath.Join(c.dir, filepath.FromSlash(p)) }

func (c *check) say(code, p, message, english string) {
	c.found = append(c.found, finding.Finding{Code: code, Pos: finding.Pos{File: filepath.ToSlash(c.at(p))}, Message: message, English: english})
}

// read reads a sound file that is not too large.
func (c *check) read(p string, most int64) ([]byte, error) {
	if !c.sound[p] {
		return nil, errors.New("not sound")
	}
	f, err := safefile.Open(c.at(p))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = errors.New("too large")
	}
	return b, err
}

// checksums holds a list of checksums against the files: all but the lists themselves and the manifest stand in it.
func (c *check) checksums(name string, sum func(digests) string) {
	b, err := c.read(name, maxList)
	if err != nil {
		return // said already
	}
	listed := map[string]string{}
	for line := range strings.Lines(string(b)) {
		s, p, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if _, twice := listed[p]; !ok || twice {
			c.say("ARCHIVE-SUMS", name, "有读不懂或重复的一行："+strings.TrimSpace(line), "a line cannot be understood or stands there twice")
			return
		}
		listed[p] = s
	}
	for _, p := range c.files() {
		if p == sha256Sums || p == sm3Sums {
			continue
		}
		switch s, ok := listed[p]; {
		case !ok:
			c.say("ARCHIVE-SUMS", p, name+" 里没有它", "is not in "+name)
		case s != sum(c.sums[p]):
			c.say("ARCHIVE-SUMS", p, "与 "+name+" 里的不同", "differs from "+name)
		}
		delete(listed, p)
	}
	for p := range listed {
		if !c.sound[p] {
			c.say("ARCHIVE-SUMS", p, name+" 里有它，移交包里没有，或已不是原样", "is in "+name+" and not in the packet, or not as it was")
		}
	}
	c.sort()
}

// sort puts what was found in map order into an order of its own.
func (c *check) sort() {
	slices.SortStableFunc(c.found, func(a, b finding.Finding) int {
		return strings.Compare(a.Pos.File, b.Pos.File)
	})
}

func (c *check) files() (out []string) {
	for p := range c.sums {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// item holds the metadata of an item against its files.
func (c *check) item(number string, files []string) {
	at := number + "/" + metadataName
	b, err := c.read(at, maxMetadata)
	if err != nil {
		c.say("ARCHIVE-METADATA", at, "没有这一件的元数据，或它太大、已不是原样", "the metadata of this item are missing, too large or not as they were")
		return
	}
	t, problem, english := parse(b, c.profile)
	if problem != "" {
		c.say("ARCHIVE-METADATA", at, problem, english)
		return
	}
	if n := t.in("档号").in("室编件号").text; n != number {
		c.say("ARCHIVE-METADATA", at, "室编件号写的是 "+n+"，文件夹是 "+number, "the number is not that of the folder")
	}
	left := map[string]bool{}
	for _, f := range files {
		left[f] = f != at
	}
	for _, x := range t.parts {
		if x.name != "电子属性" {
			continue
		}
		name := x.in("计算机文件名").text
		p := number + "/" + name
		if name != path.Base(p) || !left[p] {
			c.say("ARCHIVE-METADATA", at, "元数据里的文件“"+name+"”不在这一件里，或写了两次", "a file of the metadata is not in the folder, or stands there twice")
			continue
		}
		left[p] = false
		if x.in("计算机文件大小").text != strconv.FormatInt(c.sums[p].size, 10) {
			c.say("ARCHIVE-DIGEST", p, "大小与元数据里的不同", "its size is not that of the metadata")
		}
		want := map[string]string{sha256Name: c.sums[p].sha256, sm3Name: c.sums[p].sm3}
		for _, s := range x.parts {
			if s.name != "数字摘要" {
				continue
			}
			if strings.ToLower(s.text) != want[s.attr] {
				c.say("ARCHIVE-DIGEST", p, s.attr+" 与元数据里的不同", "its "+s.attr+" is not that of the metadata")
			}
			delete(want, s.attr)
		}
		for _, alg := range []string{sha256Name, sm3Name} {
			if _, missing := want[alg]; missing {
				c.say("ARCHIVE-METADATA", at, "文件“"+name+"”没有 "+alg, "a file has no "+alg)
			}
		}
	}
	for _, f := range files {
		if left[f] {
			c.say("ARCHIVE-METADATA", f, "这一件的元数据里没有它", "is not in the metadata of its item")
		}
	}
}

// list holds the hand-over list against the items.
func (c *check) list(numbers []string, items map[string][]string) {
	at := listName + ".json"
	b, err := c.read(at, maxList)
	if err != nil {
		return // said already
	}
	d, err := data.ReadOne(at, b)
	if err != nil {
		c.say("ARCHIVE-LIST", at, "读不懂", "cannot be understood")
		return
	}
	left := slices.Clone(numbers)
	if rows := d.Member("目录"); rows != nil {
		for i, row := range rows.Items {
			text := func(name string) string {
				if m := row.Member(name); m != nil {
					return m.Text
				}
				return ""
			}
			n := text("件号")
			k := slices.Index(left, n)
			if k < 0 {
				c.say("ARCHIVE-LIST", at, fmt.Sprintf("目录第 %d 行的件号“%s”，移交包里没有这一件，或列了两次", i+1, n), fmt.Sprintf("row %d: no such item, or it stands there twice", i+1))
				continue
			}
			left = slices.Delete(left, k, k+1)
			var size int64
			for _, f := range items[n] {
				size += c.sums[f].size
			}
			if text("文件数") != strconv.Itoa(len(items[n])) || text("字节数") != strconv.FormatInt(size, 10) {
				c.say("ARCHIVE-LIST", at, fmt.Sprintf("%s：清册上 %s 个文件 %s 字节，移交包里 %d 个 %d 字节", n, text("文件数"), text("字节数"), len(items[n]), size),
					n+": files or bytes are not those of the packet")
			}
			if strings.ToLower(text("元数据摘要")) != c.sums[n+"/"+metadataName].sm3 {
				c.say("ARCHIVE-DIGEST", n+"/"+metadataName, "SM3 与清册上的不同", "its SM3 is not that of the hand-over list")
			}
		}
	}
	for _, n := range left {
		c.say("ARCHIVE-LIST", at, "清册上没有 "+n, n+" is not on the hand-over list")
	}
}
