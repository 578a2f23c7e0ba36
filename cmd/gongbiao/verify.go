package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/archive"
	"github.com/gongbiao/gongbiao/internal/batch"
)

func (a *app) verifyCommand() *cobra.Command {
	var o verifyFlags
	c := &cobra.Command{
		Use:   "verify 文件夹 | 文件.pdf 数据… | --code 校验码 数据…",
		Short: "核对交付的文件夹，或一份表与它的数据 verify files",
		Long: `文件夹：按其中的清单 manifest.jsonl 逐个重算文件的 SHA-256：少了的、被改过的、不在清单上的都列出来；清单本身缺了哪条、合计不符、
没有写完、有没排成的，也列出来。退出码 1；全部一致为 0。archive 写出的移交包另核对 SM3、每件的元数据、移交清册。

PDF 或 XLSX 和数据：把数据重新排一遍来比。逐字节相同，或只是被 Excel、WPS 等另存过而意思相同，是一致；不同的地方逐格列出，退出码 1。
由另一版本排出、不能逐字节核对的，或 --painter 画出的普通 PDF，退出码 4。水印、页眉、页脚不在数据里，照文件上的说出来。
几个 PDF 或 OFD 和数据：一部书的各册，逐册核对，再看每条记录是不是在其中一册里（排时要有 --verify-code）。
--code：只有纸时，把纸上的校验码抄进来。`,
		Example: `  gongbiao verify out/
  gongbiao verify 表.pdf 表.json
  gongbiao verify 汇编.pdf 汇编-1.pdf 汇编-2.pdf 全部.jsonl
  gongbiao verify --code 8A3K-T2M9-QV7C-0XYZ 2022/*.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			info, err := os.Stat(args[0])
			switch {
			case o.code != "":
				return a.verifyCode(c, args, o)
			case err == nil && info.IsDir() && len(args) == 1:
				return a.verifyFolder(c, args[0])
			case volumes(args) > 1:
				return a.verifyVolumes(c, args[:volumes(args)], args[volumes(args):], o)
			case len(args) == 1:
				return usagef("%[1]s 不是文件夹；核对一份表要同时给出它的数据：gongbiao verify %[1]s 数据.json", args[0])
			}
			return a.verifyFile(c, args[0], args[1:], o)
		},
	}
	c.Flags().StringVar(&o.code, "code", "", "纸上的校验码 code typed from paper")
	o.layoutFlag(c.Flags(), "记录用这个版式；不写则看各记录的 form")
	o.ledgerFlags(c.Flags())
	c.Flags().StringSliceVar(&o.rules, "rules", nil, "校对稿排版时用的规则文件，同 render")
	a.waiversFlag(c.Flags())
	c.Flags().StringSliceVar(&o.against, "against", nil, "校对稿排版时对照的其他材料，同 render")
	c.Flags().BoolVar(&a.json, "json", false, "每个文件输出一行 JSON one JSON object a line")
	a.sources(c)
	return c
}

// verdicts are how a file of a folder is told of, and counted.
var verdicts = []struct {
	is          batch.Verdict
	says, count string
}{
	{batch.Changed, "被改过，与清单不符", "被改过"},
	{batch.Missing, "缺，清单上有", "缺"},
	{batch.Extra, "多出，不在清单上", "多出"},
	{batch.Link, "是链接，不是文件；没有跟着去读", "是链接"},
	{batch.Special, "不是文件（文件夹、管道或设备）；没有打开", "不是文件"},
	{batch.Outside, "清单上的这个路径指到文件夹外面；没有去读", "在文件夹外面"},
}

// verifyFolder holds a delivered folder against its manifest.
func (a *app) verifyFolder(c *cobra.Command, dir string) error {
	packet := archive.IsPacket(dir)
	var sound []string
	v, err := batch.Verify(c.Context(), dir, runtime.GOMAXPROCS(0), func(x batch.Verified) {
		if x.Verdict == batch.Same && packet {
			sound = append(sound, x.Path)
		}
		if a.json {
			_ = a.printLine(x) // stdout remembers its error
			return
		}
		for _, k := range verdicts {
			if k.is == x.Verdict {
				fmt.Fprintf(a.stderr, "%s：%s\n", filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(x.Path))), k.says)
			}
		}
	})
	if err != nil {
		return err
	}
	if packet {
		more, err := archive.Verify(c.Context(), dir, sound)
		if err != nil {
			return err
		}
		v.Findings = append(v.Findings, more...)
	}
	if a.json {
		for _, f := range v.Findings {
			_ = a.printLine(f)
		}
	} else {
		fmt.Fprintf(a.stdout, "%d 个文件与清单一致", v.Files[batch.Same])
		for _, k := range verdicts {
			if n := v.Files[k.is]; n > 0 {
				fmt.Fprintf(a.stdout, "，%d 个%s", n, k.count)
			}
		}
		fmt.Fprintln(a.stdout)
		a.findings(v.Findings)
	}
	if !v.OK() {
		return exit(batch.ExitData)
	}
	return nil
}
