package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// notes are what changed since the last release, from the first lines of commits, by the part they name, and what was
// made.
func notes(s source, files []made, goVersion string, key *signer) ([]byte, error) {
	span := s.commit
	since := "the beginning"
	if s.last != "" {
		span, since = s.last+".."+s.commit, s.last
	}
	log, err := git(s.dir, "log", "--no-merges", "--reverse", "--format=%s", span)
	if err != nil {
		return nil, err
	}
	byArea := map[string][]string{}
	n := 0
	for line := range strings.SplitSeq(log, "\n") {
		area, what, ok := strings.Cut(line, ": ")
		if !ok || strings.Contains(area, " ") && !strings.Contains(area, ",") {
			area, what = "other", line
		}
		if i := strings.IndexAny(area, ",/"); i > 0 && strings.HasPrefix(area, "internal/") {
			area = strings.TrimPrefix(area, "internal/")
		}
		byArea[area] = append(byArea[area], what)
		n++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# 公表 Gongbiao %s\n\n%s，提交 %s，%s。\n", s.version, s.at.Format("2006-01-02"), s.commit[:12], goVersion)
	if key == nil {
		b.WriteString("\n**没有签名 unsigned：只供试用。**\n")
	} else {
		fmt.Fprintf(&b, "\n签名的公钥 signed by: `%s`\n", strings.TrimSpace(key.public))
	}
	b.WriteString("\n| 文件 | 大小 MB | 给谁 |\n| --- | --- | --- |\n")
	for _, f := range files {
		fmt.Fprintf(&b, "| %s | %.1f | %s |\n", f.name, float64(f.size)/1e6, forWhom(f.name))
	}
	b.WriteString("\nWindows 要 10 以上；Windows 7 请用别的机器上的网页服务，或 公表.html。龙芯只支持新世界（内核 5.19 以上）；旧世界的麒麟、统信请用 公表.html。\n")
	fmt.Fprintf(&b, "\n## %d changes since %s\n", n, since)
	for _, area := range slices.Sorted(maps.Keys(byArea)) {
		fmt.Fprintf(&b, "\n### %s\n\n", area)
		for _, what := range byArea[area] {
			fmt.Fprintf(&b, "- %s\n", what)
		}
	}
	return []byte(b.String()), nil
}

func forWhom(file string) string {
	for _, t := range targets {
		if strings.Contains(file, "-"+t.String()+".") {
			return t.says
		}
	}
	return ""
}
