package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// A part that shrinks more than this is not what people type; white space and zeros shrink a thousandfold.
const maxRatio, ratioFrom = 500, 4 << 20

// unpack checks a package from its directory: bombs, parts there are twice, what kind it is, what of it is left alone.
func (f *File) unpack() error {
	l := f.Limits
	if len(f.Zip.File) > l.Parts {
		return Fail(f.Name, "READ-BOMB", fmt.Sprintf("文件里有 %d 个部件，超过上限 %d。", len(f.Zip.File), l.Parts), "",
			"too many parts in the package")
	}
	if f.Kind = f.packageKind(); f.Kind != Workbook && f.Kind != DOCX {
		return nil
	}
	var total uint64
	seen := map[string]bool{}
	var sheets []*zip.File
	for _, p := range f.Zip.File {
		n := Fold(p.Name)
		if seen[n] {
			return Fail(f.Name, "READ-DAMAGED", fmt.Sprintf("文件里的“%s”有两份，不知以哪份为准。", path.Base(p.Name)),
				"用 Office 或 WPS 打开，核对后另存为新的文件", "a part of the package is there twice")
		}
		seen[n] = true
		total += p.UncompressedSize64
		if p.UncompressedSize64 > uint64(l.Part) || p.UncompressedSize64 > ratioFrom &&
			p.UncompressedSize64/max(p.CompressedSize64, 1) > maxRatio {
			return Fail(f.Name, "READ-BOMB", fmt.Sprintf("文件里的“%s”解开有 %d MB，不像是填写的表。", path.Base(p.Name),
				p.UncompressedSize64>>20),
				"如果有许多空行，删去后再存", "a part of the package unpacks to more than is ever typed")
		}
		if strings.HasPrefix(n, "xl/worksheets/") && strings.HasSuffix(n, ".xml") {
			sheets = append(sheets, p)
		}
	}
	if total > uint64(l.Unzip) {
		return Fail(f.Name, "READ-BOMB", fmt.Sprintf("文件解开有 %d MB，超过上限 %d MB。", total>>20, l.Unzip>>20), "",
			"the package unpacks to more than the limit")
	}
	if len(sheets) > l.Sheets {
		return Fail(f.Name, "READ-SHEETS", fmt.Sprintf("文件里有 %d 张工作表，超过上限 %d。", len(sheets), l.Sheets), "",
			"too many sheets")
	}
	for _, p := range sheets {
		n, err := rowsOf(p, l.Rows)
		if err != nil {
			return Damaged(f.Name, "文件已损坏，读不出来。")
		}
		if n > l.Rows {
			return Fail(f.Name, "READ-ROWS", fmt.Sprintf("工作表有 %d 行以上，超过上限。", l.Rows), "选中表格下面的全部空行，删除后再存",
				"too many rows in a sheet")
		}
	}
	f.say(seen)
	return nil
}

// Fold is a part's name as it is compared: without case, with slashes, from the root.
func Fold(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// say notes what of a workbook is not read.
func (f *File) say(parts map[string]bool) {
	for _, x := range []struct {
		part string
		left Left
	}{{"vbaproject.bin", Macros}, {"xl/externallinks/", Outside}, {"xl/connections.xml", Connections},
		{"/embeddings/", Embedded}, {"/activex/", ActiveX}} {
		for p := range parts {
			if strings.Contains(p, x.part) {
				f.Notes = append(f.Notes, x.left.Note(f.Name))
				break
			}
		}
	}
}

// packageKind tells packages by their parts.
func (f *File) packageKind() Kind {
	locked := false
	var types *zip.File
	for _, p := range f.Zip.File {
		locked = locked || p.Flags&1 != 0
		n := strings.ToLower(strings.ReplaceAll(p.Name, `\`, "/"))
		switch {
		case n == "xl/workbook.xml" && !locked:
			return Workbook
		case n == "xl/workbook.bin":
			return XLSB
		case n == "content.xml":
			return ODS
		case n == "ofd.xml":
			return OFD
		case n == "word/document.xml" && !locked:
			return DOCX
		case strings.HasPrefix(n, "ppt/"):
			return Word
		case strings.HasPrefix(n, "index/") && strings.HasSuffix(n, ".iwa"), n == "index.zip":
			return Numbers
		case n == "[content_types].xml":
			types = p
		}
	}
	switch {
	case locked:
		return LockedZip
	case types != nil: // the main part may lie elsewhere: the types say
		b, err := ReadPart(types, 1<<20)
		has := func(s string) bool { return err == nil && bytes.Contains(b, []byte(s)) }
		switch {
		case has("wordprocessingml.document.main"), has("wordprocessingml.template.main"), has("ms-word.document."):
			return DOCX
		case has("spreadsheetml"):
			return Workbook
		}
	}
	return Package
}

// ReadPart unpacks a part up to a limit; more is an error, whatever its directory said.
func ReadPart(p *zip.File, limit int64) ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = errors.New("larger than its directory says")
	}
	return b, err
}

// rowsOf counts the rows of a sheet without building it, up to one more than allowed.
func rowsOf(p *zip.File, most int) (int, error) {
	r, err := p.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	buf := make([]byte, 64<<10)
	n, kept := 0, 0
	for n <= most {
		m, err := r.Read(buf[kept:])
		n += bytes.Count(buf[:kept+m], []byte("<row ")) + bytes.Count(buf[:kept+m], []byte(":row ")) +
			bytes.Count(buf[:kept+m], []byte("<row>")) + bytes.Count(buf[:kept+m], []byte("<row/"))
		tail := buf[max(kept+m-4, 0) : kept+m] // a tag may lie across two pieces: its first bytes are kept
		kept = copy(buf, tail)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
	return n, nil
}
