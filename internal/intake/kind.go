package intake

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf16"
)

// Kind is what a file is, by its content.
type Kind string

// The kinds of files that are told apart.
const (
	Workbook    Kind = "xlsx" // .xlsx, .xlsm, .xltx, and new .et
	Text        Kind = "text" // CSV, TSV and other plain text
	Package     Kind = "zip"  // any other archive of that kind
	Blank       Kind = "empty"
	Lock        Kind = "lock"
	XLS         Kind = "xls"
	LockedXLS   Kind = "xls with a password"
	Encrypted   Kind = "encrypted"
	XLSB        Kind = "xlsb"
	ODS         Kind = "ods"
	HTML        Kind = "html"
	XML2003     Kind = "xml spreadsheet"
	XML         Kind = "xml"
	MHTML       Kind = "mhtml"
	SYLK        Kind = "sylk"
	JSON        Kind = "json"
	PDF         Kind = "pdf"
	OFD         Kind = "ofd"
	DOCX        Kind = "docx" // .docx, .docm, .dotx, and new .wps
	Word        Kind = "word" // any other text or presentation: RTF, .pptx
	Picture     Kind = "picture"
	Archive     Kind = "archive"
	LockedZip   Kind = "zip with a password"
	Numbers     Kind = "numbers"
	OldWord     Kind = "old word" // .doc, and old .wps
	RTF         Kind = "rtf"
	OldOffice   Kind = "old office"
	AppleDouble Kind = "apple double"
	Unknown     Kind = "unknown"
)

// sentences say of each kind what the file is, what to do, and the same in English. Kinds with one code differ in the
// sentence.
var sentences = map[Kind]struct{ code, message, hint, english string }{
	Workbook: {"READ-FORMAT", "这是 Excel 工作簿。", "", "a workbook"},
	Text: {"READ-FORMAT", "这是文本（如 CSV），不是 Excel 工作簿，只是名字像。", "用 Excel 或 WPS 打开，另存为 .xlsx",
		"plain text such as CSV, not a workbook"},
	Package: {"READ-FORMAT", "这是压缩包，不是 Excel 工作簿。", "解压后再交", "an archive, not a workbook"},
	Blank:   {"READ-EMPTY", "文件是空的。", "重新下载或请对方重发", "the file is empty"},
	Lock:    {"READ-LOCK", "这是 Excel 或 WPS 打开文件时留下的临时文件，不是工作簿。", "关掉 Excel，交名字里没有“~$”的那一个", "a lock file of Excel"},
	XLS: {"READ-XLS", "这是旧格式的 .xls（或 WPS 的 .et）文件，读不了。", "用 Excel 或 WPS 打开，另存为 .xlsx",
		"an old .xls (or .et) workbook"},
	LockedXLS: {"READ-ENCRYPTED", "这是有打开密码的旧格式 .xls（或 WPS 的 .et）文件，读不了。", "在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx",
		"an old .xls workbook with a password"},
	Encrypted: {"READ-ENCRYPTED", "文件有打开密码，读不了。", "在 Excel 里打开，取消密码后另存为 .xlsx", "the file has a password"},
	XLSB:      {"READ-XLSB", "这是二进制工作簿 .xlsb，读不了。", "用 Excel 打开，另存为 .xlsx", "a binary workbook (.xlsb)"},
	ODS:       {"READ-ODS", "这是 .ods 文件，读不了。", "另存为 .xlsx", "an OpenDocument spreadsheet"},
	HTML: {"READ-HTML", "文件里是网页或 XML，不是 Excel 工作簿，只是名字像。", "用 Excel 打开，另存为 .xlsx",
		"a web page with the name of a workbook"},
	XML2003: {"READ-XML2003", "这是“XML 表格 2003”文件，不是 .xlsx 工作簿，只是名字像。", "用 Excel 或 WPS 打开，另存为 .xlsx",
		"an XML Spreadsheet 2003"},
	XML: {"READ-HTML", "文件里是 XML，不是 Excel 工作簿，只是名字像。", "用 Excel 打开，另存为 .xlsx",
		"XML with the name of a workbook"},
	MHTML: {"READ-HTML", "文件里是单个文件网页（MHTML），不是 Excel 工作簿，只是名字像。", "用 Excel 打开，另存为 .xlsx",
		"a web archive with the name of a workbook"},
	SYLK: {"READ-FORMAT", "这是 SYLK 文件，不是 Excel 工作簿。", "用 Excel 打开，另存为 .xlsx", "a SYLK file"},
	JSON: {"READ-FORMAT", "文件里是 JSON，不是 Excel 工作簿。", "记录文件的名字应以 .json 或 .jsonl 结尾",
		"JSON with the name of a workbook"},
	PDF:       {"READ-PDF", "这是 PDF 文件，读不了。", "请交 Excel 文件", "a PDF"},
	OFD:       {"READ-PDF", "这是 OFD 文件，读不了。", "请交 Excel 文件", "an OFD"},
	DOCX:      {"READ-WORD", "这是 Word 文档，不是 Excel 工作簿。", "请交 .xlsx 文件", "a Word document, not a workbook"},
	Word:      {"READ-WORD", "这是 Word 或演示文稿，不是 Excel 工作簿。", "请交 .xlsx 文件", "a text or presentation, not a workbook"},
	Picture:   {"READ-PICTURE", "这是图片，不是 Excel 工作簿，只是名字像。", "请交 .xlsx 文件", "a picture with the name of a workbook"},
	Archive:   {"READ-ARCHIVE", "这是压缩包。", "解压后再交", "an archive"},
	LockedZip: {"READ-ENCRYPTED", "这是有密码的压缩包，读不了。", "解压后再交", "an archive with a password"},
	Numbers: {"READ-FORMAT", "这是苹果 Numbers 表格，读不了。", "在 Numbers 里“导出为 Excel”，交 .xlsx 文件",
		"an Apple Numbers document"},
	OldWord: {"READ-WORD", "这是旧格式的 Word（.doc）或 WPS 文字（.wps）文件。", "用 Word 或 WPS 打开，另存为 .docx",
		"an old Word document (.doc)"},
	RTF: {"READ-WORD", "这是 RTF 文件。", "用 Word 或 WPS 打开，另存为 .docx", "an RTF document"},
	OldOffice: {"READ-WORD", "这是旧格式的 Office 或 WPS 文件，里面没有 Excel 表格。", "请交 .xlsx 文件",
		"an old Office file without a workbook"},
	AppleDouble: {"READ-LOCK", "这是苹果电脑拷贝时附带的小文件，不是工作簿。", "交名字前面没有“._”的那一个", "an AppleDouble file"},
	Unknown:     {"READ-FORMAT", "这不是 Excel 工作簿。", "请交 .xlsx 文件", "not a workbook"},
}

// Refuse is the error of a file whose kind the caller does not read: a *finding.DataError that says what it is.
func (f *File) Refuse() error {
	s := sentences[f.Kind]
	return Fail(f.Name, s.code, s.message, s.hint, s.english)
}

// signatures are first bytes that say it all.
var signatures = []struct {
	head string
	kind Kind
}{
	{"%PDF", PDF}, {"Rar!", Archive}, {"7z\xbc\xaf\x27\x1c", Archive}, {"\x1f\x8b", Archive}, {"BZh", Archive},
	{"\xfd7zXZ", Archive},
	{"\x89PNG", Picture}, {"\xff\xd8\xff", Picture}, {"GIF8", Picture}, {"II*\x00", Picture}, {"MM\x00*", Picture},
	{"BM", Picture},
	{"ID;P", SYLK}, {"{\\rtf", RTF}, {"\x00\x05\x16\x07", AppleDouble}, {"\x09\x08\x10\x00\x00\x06\x05\x00", XLS},
	{"\x09\x04\x06\x00", XLS},
}

// kindOf tells a file by its content. The name is asked only where the content of an owner file (~$…) could be
// anything.
func kindOf(name string, data []byte) Kind {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case len(data) == 0:
		return Blank
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return Package
	case bytes.HasPrefix(data, []byte(compound)):
		return compoundKind(data)
	case len(data) < 1024 && (strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~")), ownerFile(data):
		return Lock
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.head)) && (s.head != "BM" || len(data) > 14 &&
			data[6]|data[7]|data[8]|data[9] == 0) {
			return s.kind
		}
	}
	if len(data) >= 12 && (string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" || string(data[4:8]) == "ftyp") {
		return Picture
	}
	return textKind(data)
}

// ownerFile knows what Excel writes beside a file that is open: 165 bytes, the length of a name, the name, blanks.
func ownerFile(data []byte) bool {
	return len(data) == 165 && data[0] > 0 && data[0] < 55 && data[55] == data[0] && data[56] == 0
}

// textKind tells markup from other text by its first 4,096 bytes.
func textKind(data []byte) Kind {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = fromUTF16(head)
	}
	head = bytes.TrimLeft(head, "\uFEFF \t\r\n")
	low := bytes.ToLower(head)
	has := func(s string) bool { return bytes.Contains(low, []byte(s)) }
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		return Unknown
	case bytes.HasPrefix(low, []byte("mime-version:")), bytes.HasPrefix(low, []byte("from: <saved by")):
		return MHTML
	case len(low) > 1 && low[0] == '<' && (low[1] >= 'a' && low[1] <= 'z' || strings.IndexByte("!?/", low[1]) >= 0):
		switch {
		case has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html"), has(`progid="excel.sheet"`):
			return XML2003
		case has("<?xml") && !has("<html") && !has("<table"):
			return XML
		}
		return HTML
	case len(head) > 0 && (head[0] == '{' || head[0] == '['):
		if rest := bytes.TrimLeft(head[1:], " \t\r\n{["); len(rest) > 0 && rest[0] == '"' {
			return JSON
		}
	}
	return Text
}

// fromUTF16 is the text of a head in UTF-16 with a mark.
func fromUTF16(head []byte) []byte {
	little := head[0] == 0xff
	var units []uint16
	for i := 2; i+1 < len(head); i += 2 {
		if little {
			units = append(units, uint16(head[i])|uint16(head[i+1])<<8)
		} else {
			units = append(units, uint16(head[i])<<8|uint16(head[i+1]))
		}
	}
	return []byte(string(utf16.Decode(units)))
}
