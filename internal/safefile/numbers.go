package safefile

import (
	"errors"
	"fmt"
	"slices"
	"syscall"
)

// numberOf is the error number of the system's in err.
func numberOf(err error) (no syscall.Errno, ok bool) {
	ok = errors.As(err, &no)
	return no, ok
}

// reasonOf is what the number in err means for one who writes a file: reasons has those of this system.
func reasonOf(err error) Reason {
	if no, ok := numberOf(err); ok {
		for reason, list := range reasons {
			if slices.Contains(list, no) {
				return reason
			}
		}
	}
	return Other
}

// wordsOf says what the number in err means where no Reason does: said has those of this system.
func wordsOf(err error) string {
	no, ok := numberOf(err)
	if !ok {
		return ""
	}
	for words, list := range said {
		if slices.Contains(list, no) {
			return words
		}
	}
	return fmt.Sprintf("系统错误 %d", uint32(no))
}

// What numbers of both systems mean.
const (
	saidIO      = "磁盘或网络盘读写出错"
	saidExists  = "已有同名的文件或文件夹"
	saidFilled  = "文件夹不是空的"
	saidMany    = "打开的文件太多"
	saidMemory  = "内存不够"
	saidDisks   = "两处不在同一个磁盘"
	saidClosed  = "接收的一方已经关闭"
	saidNetwork = "网络盘连不上，或已断开"
)
