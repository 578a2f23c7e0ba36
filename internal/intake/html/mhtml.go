package html

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"path"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/finding"
)

// archive reads a web archive (RFC 2557): the pages in it, each sheet of a workbook of Excel's being one. Pages that
// hold the frames, the tabs or the page headers of the others are left out.
func archive(f *intake.File) (*found.Document, error) {
	damaged := intake.Fail(f.Name, "READ-DAMAGED", "单个文件网页（MHTML）已损坏，读不出来。", "用 Word 或 Excel 打开，另存后再交", "the web archive is damaged")
	head, rest := header(f.Data)
	out := &found.Document{}
	var last error
	count := 0
	one := func(h map[string]string, text []byte) error {
		var body io.Reader = bytes.NewReader(text)
		kind, params, _ := mime.ParseMediaType(h["content-type"])
		name := strings.ToLower(path.Base(strings.ReplaceAll(h["content-location"], `\`, "/")))
		if kind != "text/html" && kind != "application/xhtml+xml" || strings.HasPrefix(name, "header.htm") || strings.HasPrefix(name, "tabstrip.htm") {
			return nil
		}
		switch strings.ToLower(strings.TrimSpace(h["content-transfer-encoding"])) {
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		data, err := io.ReadAll(body)
		if err != nil {
			return damaged
		}
		says := declared(data)
		if says == "" {
			says = params["charset"]
		}
		b := flow.New(f)
		if count++; count > 1 || strings.HasPrefix(name, "sheet") {
			b.Within = "“" + name + "”"
		}
		if err := page(f, data, says, b); err != nil {
			return err
		}
		d, err := b.Finish()
		if err != nil {
			if l := finding.Of(err); len(l) == 1 && l[0].Code == "READ-NO-TABLE" {
				last = err
				return nil
			}
			return err
		}
		out.Tables, out.Notes = append(out.Tables, d.Tables...), append(out.Notes, d.Notes...)
		return nil
	}
	kind, params, err := mime.ParseMediaType(head["content-type"])
	switch {
	case err != nil:
		return nil, damaged
	case strings.HasPrefix(kind, "multipart/"):
		for n, ended := 0, false; !ended && n < f.Limits.Parts; n++ {
			var text []byte
			if text, rest, ended = part(rest, params["boundary"]); n > 0 {
				h, body := header(text)
				if err := one(h, body); err != nil {
					return nil, err
				}
			}
			if !ended && rest == nil {
				return nil, damaged
			}
		}
	default:
		if err := one(head, rest); err != nil {
			return nil, err
		}
	}
	if len(out.Tables) == 0 {
		if last == nil {
			last = damaged
		}
		return nil, last
	}
	return out, nil
}

// header cuts the header off a message or a part (RFC 5322): names in small letters, the first of each.
func header(text []byte) (fields map[string]string, body []byte) {
	fields = map[string]string{}
	last := ""
	for len(text) > 0 && len(fields) < 100 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if (line[0] == ' ' || line[0] == '\t') && last != "" {
			if len(fields[last]) < 4096 {
				fields[last] += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		last = strings.ToLower(string(bytes.TrimSpace(name)))
		if _, twice := fields[last]; !twice {
			fields[last] = string(bytes.TrimSpace(value))
		}
	}
	return fields, text
}

// part cuts off what stands before the next boundary (RFC 2046, 5.1.1), and says whether it was the last; rest is nil
// if there is none.
func part(text []byte, boundary string) (before, rest []byte, last bool) {
	mark := []byte("--" + boundary)
	for from := 0; boundary != ""; {
		i := bytes.Index(text[from:], mark)
		if i < 0 {
			break
		}
		i += from
		if from = i + len(mark); i > 0 && text[i-1] != '\n' {
			continue
		}
		before = bytes.TrimSuffix(bytes.TrimSuffix(text[:i], []byte("\n")), []byte("\r"))
		if bytes.HasPrefix(text[from:], []byte("--")) {
			return before, nil, true
		}
		_, rest, _ = bytes.Cut(text[from:], []byte("\n"))
		return before, rest, false
	}
	return text, nil, false
}
