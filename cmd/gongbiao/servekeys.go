package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/serve/gate"
	"github.com/gongbiao/gongbiao/model/finding"
)

func (a *app) serveTokenCommand() *cobra.Command {
	var id gate.Identity
	var until string
	c := &cobra.Command{
		Use:   "token 名称",
		Short: "生成一个口令和口令文件的一行 make a token",
		Long: `生成一个口令，打印两行：口令本身，只显示这一次，交给这个人或程序；和口令文件里的一行，只有口令的散列，由它推不出口令。
把第二行加到 --auth 的文件里就能用；删去这一行，口令立即失效。`,
		Example: "  gongbiao serve token 张三 --layouts --until 2027-12-31",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if id.Name = args[0]; !gate.GoodName(id.Name) {
				return usagef("名称 %q 不能用：不要有空格、# 和引号，也不要太长", id.Name)
			}
			if until != "" {
				if _, err := time.Parse(time.DateOnly, until); err != nil {
					return usagef("--until %s：应如 2027-12-31", until)
				}
			}
			token, line := gate.NewToken(id, until)
			fmt.Fprintf(a.stdout, "%s\n%s\n", token, line)
			return nil
		},
	}
	c.Flags().BoolVar(&id.Layouts, "layouts", false, "可以带来自己的版式")
	c.Flags().StringVar(&until, "until", "", "到哪一天为止，例如 2027-12-31")
	return c
}

// keysFile is the file of tokens, read again when it has changed. A file that cannot be read any more, or has a wrong
// line, changes nothing: those who could come in still can, and it is said once.
type keysFile struct {
	path string
	tell func(finding.List)

	mu      sync.Mutex
	keys    *gate.Keys
	changed time.Time
	size    int64
}

// read reads the file for the first time.
func (k *keysFile) read() error {
	text, err := os.ReadFile(k.path)
	if err != nil {
		return batch.InputError(k.path, err)
	}
	keys, err := gate.ParseKeys(k.path, text)
	if err != nil {
		return batch.Input(err)
	}
	k.keys = keys
	if info, err := os.Stat(k.path); err == nil {
		k.changed, k.size = info.ModTime(), info.Size()
	}
	return nil
}

// now is who may come in.
func (k *keysFile) now() *gate.Keys {
	k.mu.Lock()
	defer k.mu.Unlock()
	info, err := os.Stat(k.path)
	if err != nil || info.ModTime().Equal(k.changed) && info.Size() == k.size {
		return k.keys
	}
	k.changed, k.size = info.ModTime(), info.Size()
	before := k.keys
	if err := k.read(); err != nil {
		k.keys = before
		k.tell(finding.Of(err))
	}
	return k.keys
}

// bytesFlag is a flag for a number of bytes: 32MiB.
type bytesFlag int64

var bytesForm = pattern.Late(`^([0-9]{1,9})(|KiB|MiB|GiB|K|M|G)$`)

func (b *bytesFlag) Set(s string) error {
	m := bytesForm.FindStringSubmatch(s)
	if m == nil {
		return errors.New("32MiB")
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	*b = bytesFlag(n << map[string]int{"": 0, "K": 10, "M": 20, "G": 30}[strings.TrimSuffix(m[2], "iB")])
	return err
}

func (b *bytesFlag) String() string {
	for i, unit := range []string{"GiB", "MiB", "KiB"} {
		if shift := 30 - 10*i; *b > 0 && *b%(1<<shift) == 0 {
			return strconv.FormatInt(int64(*b>>shift), 10) + unit
		}
	}
	return strconv.FormatInt(int64(*b), 10)
}

func (b *bytesFlag) Type() string { return "size" }
