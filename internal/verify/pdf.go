package verify

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/internal/verify/paper"
)

// judgePaged holds a PDF or OFD against the records. Nobody saves such a file again without changing it, so only the
// same bytes are the same file, or, of an OFD, the same parts: programs pack it again to add signatures, and otherwise.
// What a file of other bytes says otherwise is told as far as it can be read.
func (m *Maker) judgePaged(ctx context.Context, data []byte, s *Stamp, c Copy, records []Record) (Judgement, error) {
	fresh, err := m.make(ctx, s, c, records)
	if err != nil {
		return Judgement{}, err
	}
	if bytes.Equal(data, fresh) {
		return Judgement{Verdict: Identical, Copy: c}, nil
	}
	is, want := readPaged(data), readPaged(fresh)
	if is == nil || want == nil {
		return Judgement{Verdict: Different, Copy: c,
			Differences: []meaning.Difference{{What: "文件的结构不是本程序写的，读不出各页"}}}, nil
	}
	for _, full := range carriedPDF(c, is, want) {
		again, err := m.make(ctx, s, full, records)
		if err != nil { // the file's head is none that we would print
			continue
		}
		if bytes.Equal(data, again) {
			return Judgement{Verdict: Identical, Copy: full}, nil
		}
		if d := readPaged(again); d != nil && len(differPDF(is, d)) <= len(differPDF(is, want)) {
			if c, want, fresh = full, d, again; sameEdges(is, d) {
				break
			}
		}
	}
	j := Judgement{Verdict: Different, Copy: c, Differences: differPDF(is, want)}
	switch text := is.Text(); {
	case text == want.Text() && ours(s.Producer) && s.Producer != m.Producer:
		j.Verdict = Release
	case is.Book && len(is.Pages) > len(want.Pages) && m.holds(ctx, text, s, c, records):
		j.Verdict, j.Differences = Unsure, nil
	case len(j.Differences) == 0:
		j.Differences = []meaning.Difference{{What: "各页的文字和线相同，字形、结构或属性不同"}}
	}
	if s.ofd == nil {
		return j, nil
	}
	if same := sameParts(s.ofd, fresh); same && !onePackage(data) {
		j.Verdict = Different
		j.Differences = []meaning.Difference{{What: "压缩包里部件前后、之间有多余的内容，或目录与部件的头不符"}}
	} else if same && j.Verdict == Different {
		j.Verdict, j.Differences = Resaved, nil
	}
	if s.ofd.Unsigned != "" {
		j.Verdict = Different
		j.Differences = append(j.Differences, meaning.Difference{What: "OFD.xml 说文件签过章，章却不在文件里，或读不出",
			Want: s.ofd.Unsigned})
	}
	return j, nil
}

// readPaged reads a PDF or OFD; nil if it is not one as this program writes.
func readPaged(data []byte) *paper.Document {
	if f, err := ofdfile.Read(data); err == nil {
		return paper.OFD(f)
	}
	return paper.Read(data)
}

// sameParts says whether an OFD has every part of the fresh one as it was, packed in any order, and no other; or, if it
// is signed, those of the signatures beside, and an OFD.xml that says the same of the document and names signatures.
// Whether these are good is for others to say.
func sameParts(f *ofdfile.File, fresh []byte) bool {
	want, err := ofdfile.Read(fresh)
	if err != nil || !reflect.DeepEqual(f.Info, want.Info) || f.Kind != want.Kind {
		return false
	}
	for name, part := range want.Parts {
		if is, ok := f.Parts[name]; !ok || !bytes.Equal(is, part) && !(f.Signed && name == "OFD.xml") {
			return false
		}
	}
	names := map[string]bool{}
	for name, part := range f.Parts {
		folder := strings.HasSuffix(name, "/") && len(part) == 0
		if _, ours := want.Parts[name]; !ours && !folder && !f.Signed {
			return false
		}
		low := strings.ToLower(strings.TrimPrefix(name, "/")) // some programs tell no case
		if names[low] {
			return false
		}
		names[low] = true
	}
	return true
}

// onePackage says whether every program reads the same parts in a ZIP.
func onePackage(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	return err == nil && meaning.Contiguous(data, z.File)
}

// holds says whether the text of a book has that of each record in it.
func (m *Maker) holds(ctx context.Context, text string, s *Stamp, c Copy, records []Record) bool {
	for _, r := range records {
		b, err := m.make(ctx, s, c, []Record{r})
		if err != nil {
			return false
		}
		if d := readPaged(b); d == nil || !strings.Contains(text, d.Text()) {
			return false
		}
	}
	return true
}

// differPDF is what two files say differently, page by page.
func differPDF(is, want *paper.Document) (out []meaning.Difference) {
	if is.Beside != want.Beside {
		out = append(out, meaning.Difference{What: "书签或附件", Look: true})
	}
	if len(is.Pages) != len(want.Pages) {
		out = append(out, meaning.Difference{What: "页数", Is: strconv.Itoa(len(is.Pages)),
			Want: strconv.Itoa(len(want.Pages)), Look: true})
	}
	for i := range min(len(is.Pages), len(want.Pages)) {
		page := fmt.Sprintf("第 %d 页", i+1)
		a, b := is.Pages[i], want.Pages[i]
		if x, y, differ := firstOther(a.Runs, b.Runs); differ {
			out = append(out, meaning.Difference{Sheet: page, What: "文字", Is: x, Want: y})
		} else if what := a.Other(&b); what != "" {
			out = append(out, meaning.Difference{Sheet: page, What: what, Look: true})
		}
	}
	return out
}

// firstOther is the first run that is not the same.
func firstOther(is, want []paper.Run) (a, b string, differ bool) {
	for i := range max(len(is), len(want)) {
		switch {
		case i >= len(is):
			return "", want[i].Text, true
		case i >= len(want):
			return is[i].Text, "", true
		case is[i] != want[i]:
			return is[i].Text, want[i].Text, true
		}
	}
	return "", "", false
}

// sameEdges says whether two files have the same outside their tables.
func sameEdges(a, b *paper.Document) bool {
	return slices.EqualFunc(a.Pages, b.Pages, func(p, q paper.Page) bool {
		return slices.Equal(p.Texts(paper.Header), q.Texts(paper.Header)) && slices.Equal(p.Texts(paper.Footer),
			q.Texts(paper.Footer)) &&
			slices.Equal(p.Texts(paper.Watermark), q.Texts(paper.Watermark))
	})
}

// maxGuesses is how many heads and feet are tried.
const maxGuesses = 32

// carriedPDF are the copies that would print what a file has outside its tables, the likelier first: watermark and
// head as they are, the foot as any runs of it that follow each other; the number of the page in them may be the
// page's, or only look like it.
func carriedPDF(c Copy, is, want *paper.Document) (out []Copy) {
	if len(is.Pages) == 0 || len(want.Pages) == 0 {
		return nil
	}
	first, usual := is.Pages[0], want.Pages[0]
	c.Watermark = strings.Join(first.Texts(paper.Watermark), "")
	heads := []string{""}
	if h := strings.Join(first.Texts(paper.Header), ""); h != strings.Join(usual.Texts(paper.Header), "") && h != "" {
		heads = numbered(h, len(is.Pages))
	}
	feet := []string{""}
	if f, u := first.Texts(paper.Footer), usual.Texts(paper.Footer); !slices.Equal(f, u) {
		own := slices.DeleteFunc(slices.Clone(f), func(t string) bool { return slices.Contains(u, t) })
		if len(own) > 0 {
			feet = numbered(strings.Join(own, ""), len(is.Pages))
		}
		for i := range f {
			for k := i + 1; k <= len(f); k++ {
				feet = append(feet, numbered(strings.Join(f[i:k], ""), len(is.Pages))...)
			}
		}
	}
	for _, foot := range feet {
		for _, head := range heads {
			if len(out) == maxGuesses {
				return out
			}
			x := c
			x.Header, x.Footer = head, foot
			if x != c || c.Watermark != "" {
				out = append(out, x)
			}
		}
	}
	return out
}

// numbered are the formats that print a text on the first page: each 1 in it may be {page}, each count of the pages
// {pages}.
func numbered(text string, pages int) []string {
	out := []string{""}
	for text != "" {
		n := strings.IndexFunc(text, unicode.IsDigit)
		if n < 0 {
			n = len(text)
		}
		for i := range out {
			out[i] += text[:n]
		}
		text = text[n:]
		n = strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
		if n < 0 {
			n = len(text)
		}
		number := text[:n]
		text = text[n:]
		var more []string
		for _, s := range out {
			if number == "1" {
				more = append(more, s+"{page}")
			}
			if number == strconv.Itoa(pages) {
				more = append(more, s+"{pages}")
			}
			more = append(more, s+number)
		}
		if out = more; len(out) > maxGuesses {
			out = out[:maxGuesses]
		}
	}
	return out
}
