package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
)

// pack is an archive of parts, in their order: name, content, name, content …
func pack(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// oldFile is a compound file with streams of these names; records stand at the head of each.
func oldFile(records string, names ...string) string {
	b := make([]byte, 512, 4096)
	copy(b, compound)
	binary.LittleEndian.PutUint16(b[30:], 9)
	for _, n := range append([]string{"Root Entry"}, names...) {
		e := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(n)) {
			binary.LittleEndian.PutUint16(e[2*i:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(n)+2))
		e[66] = 2
		binary.LittleEndian.PutUint32(e[116:], 4) // the fifth sector behind the head
		b = append(b, e...)
	}
	b = append(b, make([]byte, 512*5-len(b))...)
	return string(append(b, records...))
}

// Each kind of file that comes called .xlsx is told for what it is.
func TestKinds(t *testing.T) {
	racing.Apart(t)
	const types = "[Content_Types].xml"
	book := pack(t, types, "", "xl/workbook.xml", "<workbook/>")
	bof := "\x09\x08\x10\x00" + strings.Repeat("\x00", 16)
	var lock [165]byte
	lock[0], lock[55] = 4, 4
	copy(lock[1:], "user")
	wide := func(s string) string {
		b := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	}
	for _, x := range []struct{ name, data, code, says string }{
		{"workbook", book, "", ""},
		{"workbook by its types", pack(t, types, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "book.xml", "<workbook/>"), "", ""},
		{"empty", "", "READ-EMPTY", "空的"},
		{"HTML", "\r\n\ufeff<html><table>", "READ-HTML", "网页"},
		{"HTML in UTF-16", wide("<HTML><TABLE>"), "READ-HTML", "网页"},
		{"a table alone", "<table border=1>", "READ-HTML", "网页"},
		{"HTML with Office's names", `<html xmlns:x="urn:schemas-microsoft-com:office:excel">`, "READ-HTML", "网页"},
		{"XML of 2003", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`, "READ-XML2003", "2003"},
		{"XML of 2003 without its mark", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "READ-XML2003", "2003"},
		{"other XML", `<?xml version="1.0"?><a/>`, "READ-HTML", "XML"},
		{"web archive", "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "READ-HTML", "MHTML"},
		{"xls", oldFile(bof, "Workbook"), "READ-XLS", ".xls"},
		{"xls of 1995", oldFile(bof, "Book"), "READ-XLS", ".xls"},
		{"xls with a password", oldFile(bof+"\x2f\x00\x36\x00", "Workbook"), "READ-ENCRYPTED", "旧格式"},
		{"xls without a container", "\x09\x08\x10\x00\x00\x06\x05\x00xx", "READ-XLS", ".xls"},
		{"encrypted", oldFile("", "EncryptionInfo", "EncryptedPackage"), "READ-ENCRYPTED", "密码"},
		{"doc", oldFile("", "WordDocument"), "READ-WORD", ".doc"},
		{"doc with a workbook in it", oldFile(bof, "WordDocument", "ObjectPool", "Workbook"), "READ-WORD", ".doc"},
		{"xls with a document in it", oldFile(bof, "Workbook", "WordDocument"), "READ-XLS", ".xls"},
		{"ppt", oldFile("", "PowerPoint Document"), "READ-WORD", "旧格式"},
		{"cut-off xls", compound, "READ-XLS", ".xls"},
		{"ods", pack(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>"), "READ-ODS", ".ods"},
		{"docx", pack(t, types, "", "word/document.xml", "<a/>"), "READ-WORD", "Word"},
		{"pptx", pack(t, types, "", "ppt/presentation.xml", "<a/>"), "READ-WORD", "演示"},
		{"xlsb", pack(t, types, "", "xl/workbook.bin", "x"), "READ-XLSB", ".xlsb"},
		{"ofd", pack(t, "OFD.xml", "<a/>"), "READ-PDF", "OFD"},
		{"numbers", pack(t, "Index/Document.iwa", "x"), "READ-FORMAT", "Numbers"},
		{"archive", pack(t, "a.xlsx", "x"), "READ-FORMAT", "压缩包"},
		{"archive of nothing", pack(t), "READ-FORMAT", "压缩包"},
		{"pdf", "%PDF-1.7\n", "READ-PDF", "PDF"},
		{"png", "\x89PNG\r\n\x1a\n", "READ-PICTURE", "图片"},
		{"jpeg", "\xff\xd8\xff\xe0", "READ-PICTURE", "图片"},
		{"heic", "\x00\x00\x00\x18ftypheic", "READ-PICTURE", "图片"},
		{"rar", "Rar!\x1a\x07", "READ-ARCHIVE", "压缩包"},
		{"7z", "7z\xbc\xaf\x27\x1c", "READ-ARCHIVE", "压缩包"},
		{"gzip", "\x1f\x8b\x08", "READ-ARCHIVE", "压缩包"},
		{"rtf", `{\rtf1`, "READ-WORD", "RTF"},
		{"sylk", "ID;PWXL;N;E\r\n", "READ-FORMAT", "SYLK"},
		{"csv", "项目名称,单位\n甲,乙\n", "READ-FORMAT", "文本"},
		{"csv in GBK", "\xCF\xEE\xC4\xBF,\xC4\xEA\xB6\xC8\n", "READ-FORMAT", "文本"},
		{"tsv in UTF-16", wide("项目\t单位"), "READ-FORMAT", "文本"},
		{"csv that begins with a bracket", "<5,>3\n", "READ-FORMAT", "文本"},
		{"csv whose header is in brackets", "[项目],x\n", "READ-FORMAT", "文本"},
		{"json", "[ {\"form\": 1}]", "READ-FORMAT", "JSON"},
		{"lock of Excel", string(lock[:]), "READ-LOCK", "~$"},
		{"of an Apple", "\x00\x05\x16\x07\x00", "READ-LOCK", "苹果"},
		{"random", "\x00\x01\x02\x03", "READ-FORMAT", "不是 Excel"},
		{"cut-off workbook", book[:len(book)/2], "READ-DAMAGED", "后半截"},
		{"damaged directory", strings.Replace(book, "PK\x01\x02", "XX\x01\x02", 1), "READ-DAMAGED", "损坏"},
		{"a part twice, by a back slash", pack(t, "xl/workbook.xml", "<a/>", `xl\workbook.xml`, "<b/>"), "READ-DAMAGED", "两份"},
		{"a part twice, by a root", pack(t, "xl/workbook.xml", "<a/>", "/xl/workbook.xml", "<b/>"), "READ-DAMAGED", "两份"},
		{"a part twice", pack(t, "xl/workbook.xml", "<a/>", "xl/worksheets/sheet1.xml", "<a/>", "xl/worksheets/Sheet1.xml", "<b/>"), "READ-DAMAGED", "两份"},
		{"a small part of blanks", pack(t, "xl/workbook.xml", "<a/>", "xl/sharedStrings.xml", strings.Repeat(" ", 4<<20)), "", ""},
		{"bomb", pack(t, "xl/workbook.xml", "<a/>", "xl/sharedStrings.xml", strings.Repeat(" ", 20<<20)), "READ-BOMB", "MB"},
		{"rows", pack(t, "xl/workbook.xml", "<a/>", "xl/worksheets/sheet1.xml", strings.Repeat(`<row r="1">`, MaxRows+1)), "READ-ROWS", "空行"},
		{"a zip with a password", flagged(book), "READ-ENCRYPTED", "密码"},
	} {
		f, err := Open("甲.xlsx", []byte(x.data), Limits{})
		if err == nil && f.Kind != Workbook {
			err = f.Refuse()
		}
		l := finding.Of(err)
		if x.code == "" {
			if err != nil {
				t.Errorf("%s: %v", x.name, err)
			}
		} else if len(l) != 1 || l[0].Code != x.code || !strings.Contains(l[0].Message+l[0].Hint, x.says) || l[0].English == "" {
			t.Errorf("%s: %v, want %s %s", x.name, err, x.code, x.says)
		}
	}
	if f, err := Open("~$甲.xlsx", []byte("x"), Limits{}); err != nil || f.Kind != Lock {
		t.Error("an owner file of another program", err)
	}
}

// flagged says of all parts that they are encrypted.
func flagged(archive string) string {
	b := []byte(archive)
	for i := 0; i+10 < len(b); i++ {
		switch string(b[i : i+4]) {
		case "PK\x03\x04":
			b[i+6] |= 1
		case "PK\x01\x02":
			b[i+8] |= 1
		}
	}
	return string(b)
}

// What is left alone is said, and every kind has its words.
func TestNotes(t *testing.T) {
	f, err := Open("甲.xlsm", []byte(pack(t, "xl/workbook.xml", "<a/>", "xl/vbaProject.bin", "x", "xl/externalLinks/externalLink1.xml", "x", "xl/connections.xml", "x", "xl/embeddings/a.bin", "x", "xl/activeX/a.xml", "x")), Limits{})
	if err != nil || len(f.Notes) != 5 {
		t.Errorf("%v %s", err, f.Notes)
	}
	for k, s := range sentences {
		if s.code == "" || s.message == "" || s.english == "" || !strings.HasSuffix(s.message, "。") {
			t.Errorf("%s: %+v", k, s)
		}
	}
}
