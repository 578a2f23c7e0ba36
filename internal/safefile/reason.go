package safefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Reason is why a file could not be written.
type Reason string

const (
	Exists   Reason = "exists"    // it holds other bytes and Force is off
	InUse    Reason = "in-use"    // another program holds it open (Windows)
	Full     Reason = "disk-full" // no space or no quota left
	Denied   Reason = "denied"    // read-only folder, file or disk
	IsFolder Reason = "is-folder"
	NotDir   Reason = "not-folder" // part of the path is a file
	BadName  Reason = "bad-name"   // too long, or not allowed by the system
	Absent   Reason = "absent"     // it is not there, or no longer
	Special  Reason = "special"    // a pipe, a device or a socket
	Linked   Reason = "linked"     // a symbolic link, or a way through one out of Options.Root
	Input    Reason = "input"      // it is read by this run
	Alike    Reason = "alike"      // its name differs from that of an input by what some systems do not tell apart
	Output   Reason = "output"     // this run has written it already
	Locked   Reason = "locked"     // another run writes into the folder
	Other    Reason = "other"
)

// Error says which file could not be written and why.
type Error struct {
	Path   string
	Reason Reason
	Err    error  // the system's error, nil where Reason says all
	Kept   bool   // there was a file before, and it is as it was
	Other  string // the input or output in the way, or where a link leads
}

func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string {
	switch e.Reason {
	case Exists:
		return e.Path + " 已存在且内容不同；要覆盖请加 --force"
	case Input:
		return fmt.Sprintf("%s 不能写：它就是输入文件%s，写了原来的内容就没有了；请换一个输出的名字或文件夹（加 --force 也不覆盖输入）", e.Path, e.other())
	case Alike:
		return fmt.Sprintf("%s 不能写：它与输入文件%s 只差大小写、全角半角或字的编码，有的系统当成同一个文件；请换一个输出的名字或文件夹（加 --force 也不覆盖输入）", e.Path, e.other())
	case Output:
		return fmt.Sprintf("%s 不能写：这次运行的另一个输出%s 也是这个文件；请换一个名字", e.Path, e.other())
	case Linked:
		return fmt.Sprintf("%s 不能写：这里有链接，指到 %s；公表不跟着链接写（加 --force 也一样），请删掉链接，或直接写链接所指的地方", e.Path, e.Other)
	case Locked:
		return e.Path + " 正由另一个公表程序写入，或刚写完一批；请等它做完再运行，或换一个输出文件夹"
	}
	s := e.Path + " 写不了：" + e.why()
	if e.Kept {
		s += "，原文件未动"
	}
	return s
}

// other names what is in the way, unless it is called as the output is.
func (e *Error) other() string {
	if e.Other == e.Path {
		return ""
	}
	return " " + e.Other
}

func (e *Error) why() string {
	switch e.Reason {
	case InUse:
		return "文件正在 Excel/WPS 中打开，请关闭后再试"
	case Denied:
		return "没有写入权限（文件夹、文件或磁盘只读）"
	case IsFolder:
		return "它是文件夹，不是文件"
	}
	if e.Err == nil {
		return words[e.Reason]
	}
	return Say(e.Err)
}

// English is the error in English; where the system has words of its own they are used.
func (e *Error) English() string {
	if format := english[e.Reason]; strings.Contains(format, "%") {
		return fmt.Sprintf(format, e.Path, e.other(), e.Other)
	}
	why := english[e.Reason]
	if why == "" && e.Err != nil {
		why = InEnglish(e.Err)
	}
	if e.Kept {
		why += "; the file that was there is as it was"
	}
	return e.Path + " cannot be written: " + why
}

// InEnglish is Say in English: the words of an error that has them, else the system's.
func InEnglish(err error) string {
	var own interface{ English() string }
	if errors.As(err, &own) {
		return own.English()
	}
	return err.Error()
}

// english has the sentence of a reason (1 the path, 2 what is in the way with a blank before it, 3 where a link
// leads), or its words.
var english = map[Reason]string{
	Exists: "%[1]s exists and holds something else; --force writes over it",
	Input: "%[1]s cannot be written: it is the input%[2]s, which would be lost; choose another name or folder " +
		"(--force does not write over inputs)",
	Alike: "%[1]s cannot be written: it differs from the input%[2]s only by what some systems do not tell apart; " +
		"choose another name or folder (--force does not write over inputs)",
	Output: "%[1]s cannot be written: another output of this run%[2]s is the same file; choose another name",
	Linked: "%[1]s cannot be written: a link leads to %[3]s, and links are not followed, not with --force either; " +
		"take the link away, or write where it leads",
	Locked: "another gongbiao is writing into %[1]s, or has just ended; run again when it is done, or choose another folder",

	InUse:    "another program has it open; close it and try again",
	Full:     "the disk is full",
	Denied:   "permission denied (folder, file or disk is read-only)",
	IsFolder: "it is a folder, not a file",
	NotDir:   "a part of the path is a file, not a folder",
	BadName:  "the name is too long, or has characters the system does not allow",
	Special:  "it is a pipe or a device, not a file",
}

// words say a reason of reading or writing.
var words = map[Reason]string{
	InUse:    "别的程序正占用着它",
	Full:     "磁盘已满",
	Denied:   "没有权限",
	IsFolder: "这是文件夹，不是文件",
	NotDir:   "路径中有一段是文件，不是文件夹",
	BadName:  "文件名太长，或含有系统不允许的字符",
	Absent:   "没有这个文件",
	Special:  "这是管道或设备，不是文件",
}

// Say says in Chinese what went wrong, without the path, which is beside it in every message of ours. An error that
// has one of the system's inside keeps its own words around it.
func Say(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	var special NotRegular
	var ours *Error
	var inner error
	switch {
	case errors.As(err, &ours):
		return err.Error()
	case errors.As(err, &path):
		inner = path
	case errors.As(err, &link):
		inner = link
	case errors.As(err, &call):
		inner = call
	case errors.As(err, &special):
		return err.Error()
	default:
		no, ok := numberOf(err)
		if !ok {
			return err.Error()
		}
		inner = no
	}
	return strings.Replace(err.Error(), inner.Error(), system(inner), 1)
}

// system is what an error of the system's means.
func system(err error) string {
	var special NotRegular
	switch {
	case errors.As(err, &special):
		return special.Error()
	case errors.Is(err, fs.ErrNotExist):
		return words[Absent]
	}
	if r := reasonOf(err); r != Other {
		return words[r]
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return words[Denied]
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "文件不完整"
	}
	if s := wordsOf(err); s != "" {
		return s
	}
	return err.Error()
}

// Wrap puts an error of the system about path into an *Error with the reason a clerk can act on; nil stays nil.
func Wrap(path string, err error) error {
	if err == nil {
		return nil
	}
	reason := reasonOf(err)
	var special NotRegular
	switch {
	case errors.As(err, &special):
		reason = Special
	case reason == Other && errors.Is(err, fs.ErrPermission):
		reason = Denied
	}
	return &Error{Path: path, Reason: reason, Err: err}
}
