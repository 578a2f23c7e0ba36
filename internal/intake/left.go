package intake

import "github.com/gongbiao/gongbiao/model/finding"

// Left is what of a file is neither run, followed nor read.
type Left uint8

// What is left alone.
const (
	Macros Left = iota
	Outside
	Connections
	Embedded
	ActiveX
)

// Note says that something is left alone.
func (l Left) Note(file string) finding.Finding {
	x := [...]struct{ code, message, english string }{
		Macros:      {"READ-MACRO", "文件里有宏，没有运行，也没有读。", "macros were neither run nor read"},
		Outside:     {"READ-EXTERNAL", "文件里有指向其他文件的链接，没有打开。", "links to other files were not followed"},
		Connections: {"READ-CONNECTION", "文件里有数据连接，没有连接。", "data connections were not opened"},
		Embedded:    {"READ-EMBEDDED", "文件里嵌有别的文件，没有读。", "embedded files were not read"},
		ActiveX:     {"READ-EMBEDDED", "文件里有 ActiveX 控件，没有读。", "ActiveX controls were not read"},
	}[l]
	return finding.Finding{Code: x.code, Severity: finding.Note, Pos: finding.Pos{File: file}, Message: x.message,
		English: x.english}
}
