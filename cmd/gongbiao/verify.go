package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
)

func (a *app) verifyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify 文件夹",
		Short: "核对一批交付的文件 verify a delivered folder",
		Long: `按文件夹里的清单 manifest.jsonl 逐个重算文件的 SHA-256：少了的、被改过的、不在清单上的都列出来，退出码 1；全部一致为 0。
清单没有写完（那一批没有做完）也是 1。`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if info, err := os.Stat(args[0]); err == nil && !info.IsDir() {
				return usagef("%s 不是文件夹", args[0])
			}
			return a.verifyFolder(c, args[0])
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "每个文件输出一行 JSON one JSON object a line")
	return c
}

// verifyFolder holds a delivered folder against its manifest.
func (a *app) verifyFolder(c *cobra.Command, dir string) error {
	say := map[batch.Verdict]string{batch.Changed: "被改过，与清单不符", batch.Missing: "缺，清单上有", batch.Extra: "多出，不在清单上"}
	v, err := batch.Verify(c.Context(), dir, runtime.GOMAXPROCS(0), func(x batch.Verified) {
		if a.json {
			_ = a.printLine(x) // stdout remembers its error
		} else if s := say[x.Verdict]; s != "" {
			fmt.Fprintf(a.stderr, "%s：%s\n", filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(x.Path))), s)
		}
	})
	if err != nil {
		return err
	}
	if !a.json {
		fmt.Fprintf(a.stdout, "%d 个文件与清单一致", v.Same)
		if n := v.Changed + v.Missing + v.Extra; n > 0 {
			fmt.Fprintf(a.stdout, "，%d 个被改过，%d 个缺，%d 个多出", v.Changed, v.Missing, v.Extra)
		}
		fmt.Fprintln(a.stdout)
	}
	if !v.Complete {
		fmt.Fprintln(a.stderr, "清单没有写完：那一批没有做完，加 --resume 可以接着做")
	}
	if v.Damaged > 0 {
		fmt.Fprintf(a.stderr, "清单有 %d 行读不了\n", v.Damaged)
	}
	if v.Failed > 0 {
		fmt.Fprintf(a.stderr, "清单上有 %d 份没有排成，见 %s\n", v.Failed, batch.FailuresName)
	}
	if !v.OK() {
		return exit(batch.ExitData)
	}
	return nil
}
