package collect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/finding"
)

// The limits of what is read, each refused by name. A filled-in form has some 20 kB and 100 rows.
const (
	MaxFile   = 32 << 20  // bytes of the file
	MaxUnzip  = 192 << 20 // bytes of all its parts
	MaxPart   = 64 << 20  // bytes of one part
	MaxParts  = 4000
	MaxSheets = 64
	MaxRows   = 5000 // rows of a sheet
	MaxCols   = 512  // columns of a row that holds something
)

// refuse is the error of a file that is not read at all.
func refuse(name, code, message, hint string) error {
	return finding.List{{Code: code, Pos: finding.Pos{File: name}, Message: message, Hint: hint}}.AsData()
}

// open looks at the file from outside, then opens it. The notes say what of it is ignored.
func open(name string, data []byte) (*excelize.File, finding.List, error) {
	if len(data) > MaxFile {
		return nil, nil, refuse(name, "READ-TOO-LARGE", fmt.Sprintf("文件有 %d MB，超过上限 %d MB。", len(data)>>20, MaxFile>>20), "删去图片和多余的工作表后再存")
	}
	if err := foreign(name, data); err != nil {
		return nil, nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, refuse(name, "READ-DAMAGED", "文件已损坏，打不开。", "用 Excel 或 WPS 打开后另存为 .xlsx")
	}
	notes, err := parts(name, z)
	if err != nil {
		return nil, nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: MaxUnzip, UnzipXMLSizeLimit: MaxPart,
		ShortDatePattern: "yyyy/m/d", LongDatePattern: "yyyy\"年\"m\"月\"d\"日\"", CultureInfo: excelize.CultureNameZhCN})
	if err != nil {
		return nil, nil, refuse(name, "READ-DAMAGED", "文件已损坏，读不出来。", "用 Excel 或 WPS 打开后另存为 .xlsx")
	}
	return f, notes, nil
}

// foreign tells by the first bytes what a file is that is no .xlsx.
func foreign(name string, data []byte) error {
	head := data[:min(len(data), 4096)]
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	switch {
	case len(data) == 0:
		return refuse(name, "READ-EMPTY", "文件是空的。", "")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return refuse(name, "READ-ENCRYPTED", "文件有打开密码，读不了。", "在 Excel 里打开，取消密码后另存为 .xlsx")
		}
		return refuse(name, "READ-XLS", "这是旧格式的 .xls（或 WPS 的 .et）文件，读不了。", "用 Excel 或 WPS 打开，另存为 .xlsx")
	case bytes.HasPrefix(text, []byte("<")):
		return refuse(name, "READ-HTML", "文件里是网页或 XML，不是 Excel 工作簿，只是名字像。", "用 Excel 打开，另存为 .xlsx")
	case bytes.HasPrefix(text, []byte("%PDF")):
		return refuse(name, "READ-PDF", "这是 PDF 文件，读不了。", "请交 Excel 文件")
	case bytes.HasPrefix(text, []byte("Rar!")), bytes.HasPrefix(text, []byte("7z\xbc\xaf")):
		return refuse(name, "READ-ARCHIVE", "这是压缩包。", "解压后再收")
	}
	return refuse(name, "READ-FORMAT", "这不是 Excel 工作簿。", "请交 .xlsx 文件")
}

func utf16le(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// parts checks the package from its directory: bombs, other kinds of documents, what is ignored.
func parts(name string, z *zip.Reader) (notes finding.List, err error) {
	if len(z.File) > MaxParts {
		return nil, refuse(name, "READ-BOMB", fmt.Sprintf("文件里有 %d 个部件，超过上限 %d。", len(z.File), MaxParts), "")
	}
	total, workbook, ods, word := uint64(0), false, false, false
	external, macro := false, false
	var sheets []*zip.File
	for _, f := range z.File {
		total += f.UncompressedSize64
		if f.UncompressedSize64 > MaxPart || f.CompressedSize64 > 0 && f.UncompressedSize64 > 4<<20 && f.UncompressedSize64/f.CompressedSize64 > 500 {
			return nil, refuse(name, "READ-BOMB", fmt.Sprintf("文件里的“%s”解开有 %d MB，不像是填报表。", path.Base(f.Name), f.UncompressedSize64>>20), "如果有许多空行，删去后再存")
		}
		n := strings.ToLower(f.Name)
		switch {
		case n == "xl/workbook.xml":
			workbook = true
		case n == "content.xml":
			ods = true
		case strings.HasPrefix(n, "word/"), strings.HasPrefix(n, "ppt/"):
			word = true
		case strings.HasPrefix(n, "xl/externallinks/"):
			external = true
		case strings.HasSuffix(n, "vbaproject.bin"):
			macro = true
		case strings.HasPrefix(n, "xl/worksheets/") && strings.HasSuffix(n, ".xml"):
			sheets = append(sheets, f)
		case n == "xl/workbook.bin":
			return nil, refuse(name, "READ-XLSB", "这是二进制工作簿 .xlsb，读不了。", "用 Excel 打开，另存为 .xlsx")
		}
	}
	switch {
	case total > MaxUnzip:
		return nil, refuse(name, "READ-BOMB", fmt.Sprintf("文件解开有 %d MB，超过上限 %d MB。", total>>20, MaxUnzip>>20), "")
	case workbook:
	case ods:
		return nil, refuse(name, "READ-ODS", "这是 .ods 文件，读不了。", "另存为 .xlsx")
	case word:
		return nil, refuse(name, "READ-WORD", "这是 Word 或演示文稿，不是 Excel 工作簿。", "请交 .xlsx 文件")
	default:
		return nil, refuse(name, "READ-FORMAT", "这是压缩包，不是 Excel 工作簿。", "解压后再收")
	}
	if len(sheets) > MaxSheets {
		return nil, refuse(name, "READ-SHEETS", fmt.Sprintf("文件里有 %d 张工作表，超过上限 %d。", len(sheets), MaxSheets), "")
	}
	for _, f := range sheets {
		n, err := rowsOf(f)
		if err != nil {
			return nil, refuse(name, "READ-DAMAGED", "文件已损坏，读不出来。", "用 Excel 或 WPS 打开后另存为 .xlsx")
		}
		if n > MaxRows {
			return nil, refuse(name, "READ-ROWS", fmt.Sprintf("工作表有 %d 行以上，超过上限。", MaxRows), "选中表格下面的全部空行，删除后再存")
		}
	}
	note := func(code, message string) {
		notes = append(notes, finding.Finding{Code: code, Severity: finding.Note, Pos: finding.Pos{File: name}, Message: message})
	}
	if macro {
		note("READ-MACRO", "文件里有宏，没有运行，也没有读。")
	}
	if external {
		note("READ-EXTERNAL", "文件里有指向其他文件的链接，没有打开。")
	}
	return notes, nil
}

// rowsOf counts the rows of a sheet without building it, up to one more than allowed.
func rowsOf(f *zip.File) (int, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	buf := make([]byte, 64<<10)
	n, kept := 0, 0
	for n <= MaxRows {
		m, err := r.Read(buf[kept:])
		n += bytes.Count(buf[:kept+m], []byte("<row ")) + bytes.Count(buf[:kept+m], []byte(":row "))
		// A tag may lie across two pieces: its first bytes are kept.
		tail := buf[max(kept+m-4, 0) : kept+m]
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
