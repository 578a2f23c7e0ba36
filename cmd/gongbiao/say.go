package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// usage is an error of the one who typed the command: a sentence that is said in the language asked for.
type usage struct {
	format string // a key of english
	args   []any
}

func (e *usage) Error() string { return say("zh", e.format, e.args...) }

func usagef(format string, args ...any) error { return &usage{format, args} }

// sayf writes a sentence to stderr as a line, in the language asked for.
func (a *app) sayf(format string, args ...any) { fmt.Fprintln(a.stderr, say(a.lang, format, args...)) }

// say is a sentence in a language, and so are the lists and errors in it that know how to be.
func say(lang, format string, args ...any) string {
	if lang == "en" {
		format = english[format]
	}
	args = slices.Clone(args)
	for i, x := range args {
		switch x := x.(type) {
		case interface{ in(lang string) string }:
			args[i] = x.in(lang)
		case interface{ English() string }:
			if lang == "en" {
				args[i] = x.English()
			}
		}
	}
	return fmt.Sprintf(format, args...)
}

// languageOf is the language that arguments ask for, for errors that are met while they are read.
func languageOf(args []string) string {
	lang := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	return lang
}

// Lists in sentences: all of them, one of them, and whether one of them was meant.
type (
	list   []string
	either []string
	meant  []string
)

func (l list) in(lang string) string {
	if lang == "en" {
		return strings.Join(l, ", ")
	}
	return strings.Join(l, "、")
}

func (l either) in(lang string) string {
	if lang == "en" {
		return strings.Join(l, " or ")
	}
	return strings.Join(l, " 或 ")
}

func (l meant) in(lang string) string {
	if lang == "en" {
		return "did you mean “" + strings.Join(l, "”, “") + "”?"
	}
	return finding.DidYouMean(l...)
}

// english has what the command line itself says, beside findings, which bring their own English. Help has both
// languages in one.
var english = map[string]string{
	"%v":        "%v",
	"%s：%s":     "%s: %s",
	"%s 第 %d 条": "%s, record %d",

	// commands and flags
	"--key %s：不是 ssh-keygen 写的 ed25519 公钥":                                    "--key %s: not an ed25519 key as ssh-keygen writes it",
	"--templates auto 看文件旁边；服务要写明版式文件夹":                                       "--templates auto looks beside the files; a service wants a folder by its name",
	"版式 %s 是程序自带的，另起一个名字，例如 %s-本地":                                            "layout %s is shipped with the program; take another name, such as %s-本地",
	"--templates-only 要和 --templates 文件夹 一起用":                                 "--templates-only goes with --templates and a folder",
	"文件旁边有几个版式文件夹：%s；用 --templates 说明用哪个":                                     "several folders of layouts lie beside the files: %s; say with --templates which one",
	"没有“%s”这个命令，%s":                                                           "there is no command “%s”, %s",
	"没有“%s”这个命令；用 %s --help 看全部命令":                                            "there is no command “%s”; %s --help lists all",
	"参数的个数不对，应写成：%s":                                                          "wrong number of arguments, write: %s",
	"没有 %s 这个选项":                                                              "there is no flag %s",
	"没有 %s 这个选项，%s":                                                           "there is no flag %s, %s",
	"选项 --%s 后面缺一个值":                                                          "the flag --%s wants a value",
	"选项 --%s 的值 %q 不对":                                                        "the flag --%s cannot be %q",
	"--%s 只能是 %s":                                                             "--%s is one of %s",
	"--%s 只能是 %s，不是 %q":                                                       "--%s is one of %s, not %q",
	"--%s 应在 %d 和 %d 之间":                                                      "--%s is from %d to %d",
	"--shard 要和一个文件夹一起用：-o 文件夹；合订本不能分着做":                                      "--shard goes with a folder, -o FOLDER: a book cannot be made in parts",
	"--only-failed 不和 --shard 同用：失败的不多，一个程序补":                                 "--only-failed excludes --shard: what failed is little, one program makes it",
	"--shard 要每个程序都读到全部输入，标准输入做不到":                                            "--shard needs every program to read all inputs, which standard input does not allow",
	"--shard %s：应如 2/5：分成 5 份（最多 10000 份），做第 2 份":                             "--shard %s: should be like 2/5: part 2 of 5, of 10000 at most",
	"这是第 %d/%d 份；各表合起来看的由第 1 份查":                                              "this is part %d of %d: what is seen of all forms together is the matter of part 1",
	"第 %d/%d 份查完了，共 %d 条；各份都查完后用 check --merge %s 合成报告":                       "part %d of %d is done, %d records; when all are, check --merge %s makes the report",
	"--parts 要和 --shard 一起用，例如 --shard 2/5":                                   "--parts goes with --shard, such as --shard 2/5",
	"-o 不和 --parts 同用：问题清单由 check --merge 写":                                  "-o excludes --parts: check --merge writes the list",
	"--merge 只合成各份查出的：--shard、--parts、-t、--rules、--against、--waivers 在查各份时写":  "--merge puts together what parts have found: --shard, --parts, -t, --rules, --against and --waivers go with the parts",
	"--merge 只装订排好的各份：--%s 在排各份时写":                                            "--merge binds what parts have measured: --%s goes with the parts",
	"--parts 只排各表，不装订：--%s 在 --merge 时写":                                      "--parts measures forms and binds nothing: --%s goes with --merge",
	"--shard 要和 --parts 或 --merge 一起用":                                        "--shard goes with --parts or --merge",
	"第 %d/%d 份排完了，共 %d 条；各份都排完后用 book --merge %s -o %s 装订":                    "part %d of %d is done, %d records; when all are, book --merge %s -o %s binds them",
	"第 %d/%d 份排完了，共 %d 条，%d 条不能排；book --merge %s 说出是哪几条":                      "part %d of %d is done, %d records, of which %d cannot be printed; book --merge %s tells which",
	"分 %d 份写，这一份里没有册":                                                         "of %d parts, this one has no volume to write",
	"口令文件是空的：%s":                                                              "the token file is empty: %s",
	"--listen %s：应如 127.0.0.1:4222":                                           "--listen %s: write it as 127.0.0.1:4222",
	"--listen %s 别的机器也够得着，要有口令（--token-file 或 %s）或 TLS（--tls-cert、--tls-key）": "--listen %s can be reached by other machines: give a token (--token-file or %s) or TLS (--tls-cert, --tls-key)",
	"--server 应如 nats://10.0.0.1:4222 或 tls://…":                              "--server is written as nats://10.0.0.1:4222 or tls://…",
	"口令不写在命令行上：放在 --token-file 的文件或环境变量 %s 里":                                 "a token does not belong on the command line: put it into the file of --token-file or the variable %s",
	"--server %s 不在本机，要有口令（--token-file 或 %s）或 TLS（tls://…）":                  "--server %s is another machine: give a token (--token-file or %s) or TLS (tls://…)",
	"密钥不写在命令行上：放在环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY，或 AWS_SHARED_CREDENTIALS_FILE 的文件里": "keys do not belong on the command line: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the file of AWS_SHARED_CREDENTIALS_FILE",
	"--store %s 是一个文件，不是文件夹": "--store %s is a file, not a folder",
	"这个程序不带多台机器一起排的部分（大 14 MB）：用 go build -tags fleet ./cmd/gongbiao 做的那个；不用队列也可以分着做，见 render --shard": "this program was built without the part for many machines (14 MB): use one made by go build -tags fleet ./cmd/gongbiao, or do it in parts without a queue, see render --shard",
	"缺 --store：结果存在哪里": "--store is missing: where results are kept",
	"--store %s：%v":    "--store %s: %v",
	"存储不是文件夹，要写 --queue-dir：队列存在哪个文件夹":                 "the store is no folder: say with --queue-dir where the queue is kept",
	"缺 --server：队列在哪里（或用 --listen 开一个，--local 一个程序全做）": "--server is missing: where the queue is (or open one with --listen, or do all in one with --local)",
	"--tls-ca %s 里没有证书":                                   "--tls-ca %s holds no certificate",
	"--local 要写输入和 -o 文件夹":                                "--local wants inputs and a folder, -o",
	"--local 不开端口也不连别处：不和 --listen、--server 同用":           "--local opens no port and connects to nothing: it excludes --listen and --server",
	"工人不读输入：输入和 -o 写在 submit，或加 --local":                  "a worker reads no inputs: give them, and -o, to submit, or add --local",
	"--listen 开一个队列，--server 连已有的，只写一个":                   "--listen opens a queue, --server connects to one: give one of them",
	"正在停止；没有做完的交给别的工人":                                    "stopping; what is not done goes to other workers",
	"--metrics %s：应如 127.0.0.1:9464，只给本机读":                "--metrics %s: write it as 127.0.0.1:9464, for this machine only",
	"--tls-cert 和 --tls-key 要一起用":                         "--tls-cert and --tls-key go together",
	"批号 %s":                                               "job %s",
	"交了 %d 块；用 gongbiao jobs %s 看进度，加 -o 收结果":             "%d chunks submitted; gongbiao jobs %s tells how far it is, with -o it brings the results",
	"这一批已取消；同样的命令再来一次，接着做":                                "the job was cancelled; the same command again goes on with it",
	"批号 %s：%d 块做完 %d 块":                                   "job %s: of %d chunks %d are done",
	"见 %s":                                                "see %s",
	"-o 和 --cancel 要写一批的编号":                               "-o and --cancel want the name of a job",
	"存储里没有编号是 %s 的一批":                                     "the store has no job %s",
	"在做":                                                  "working",
	"做完了":                                                 "done",
	"已取消":                                                 "cancelled",
	"有做不了的":                                               "something cannot be made",
	"还没有交完":                                               "not submitted to its end",
	"%d 份都做完了，已合成 %s":                                     "all %d parts are done, %s was made of them",
	"--jobs 不能是负数":                                        "--jobs cannot be negative",
	"--rows 至少是 1":                                        "--rows is at least 1",
	"--date %s：应如 2026-01-31 或 2026-01-31T09:00:00+08:00": "--date %s: write it as 2026-01-31 or 2026-01-31T09:00:00+08:00",
	"--due %s：应如 2026-03-31":                              "--due %s: write it as 2026-03-31",
	"环境变量 SOURCE_DATE_EPOCH=%s：应为 1970 年以来的秒数":            "the environment has SOURCE_DATE_EPOCH=%s, which must be seconds since 1970",
	"--name：%v":                                           "--name: %v",
	"--code：%v":                                           "--code is no verification code: %v",
	"--group：%v":                                          "--group: %v",
	"--watermark、--header、--footer：%v":                    "--watermark, --header, --footer: %v",
	"Word 文件不装订成册：合订用 .pdf、.ofd 或 .xlsx；几份表连成一个 Word 文件用 render -o 全部.docx": "Word documents are not bound into a book; use .pdf, .ofd or .xlsx, or render -o all.docx for several forms in one document",
	"-o %s：一个 svg、png 或 html 文件只装一份表，-o 请写文件夹":                              "-o %s: an svg, png or html file holds one form; let -o name a folder",
	"--dpi 说的是 png，这次不写 png：加 -f png":                                       "--dpi is for png, which is not written: add -f png",
	"--page-number %q 里没有 {page}":                                           "--page-number %q has no {page}",
	"--index %d：只有 %d 条记录":                                                  "--index %d: there are only %d records",

	// mcp
	"--folder %s：文件夹不存在或打不开": "--folder %s: there is no such folder, or it cannot be opened",

	// serve
	"--%s 应大于 0": "--%s must be more than 0",
	"--listen %s：应写成 地址:端口，例如 127.0.0.1:8080":                            "--listen %s: write ADDRESS:PORT, such as 127.0.0.1:8080",
	"--listen %s：别的机器也能访问，要用 --auth 口令文件；口令用 gongbiao serve token 名称 生成": "--listen %s: other machines can reach it, so --auth FILE is wanted; gongbiao serve token NAME makes a token",
	"--trust-header 要和 --trusted-proxy 一起用：谁都可以写这个头":                     "--trust-header goes with --trusted-proxy: anybody can write the header",
	"--trusted-proxy %s：应是地址或网段，例如 10.1.0.0/16":                          "--trusted-proxy %s: an address or a network, such as 10.1.0.0/16",
	"--tls-cert 和 --tls-key：读不了，或不是一对":                                   "--tls-cert and --tls-key cannot be read, or are not a pair",
	"--until %s：应如 2027-12-31":                                           "--until %s: write it as 2027-12-31",
	"名称 %q 不能用：不要有空格、# 和引号，也不要太长":                                        "the name %q cannot be used: no blanks, # or quotes, and not too long",
	"端口 %s 已被占用，改用 %d":                                                   "port %s is taken, %d is used",
	"不能在 %s 上服务：端口已被占用，或这台机器没有这个地址":                                      "cannot serve on %s: the port is taken, or this machine has no such address",
	"在浏览器里打开 %s；关掉这个窗口或按 Ctrl-C 就停止":                                     "open %s in a browser; close this window or press Ctrl-C to stop",
	"正在停止":       "stopping",
	"已停止；没有留下文件": "stopped; no files are left",

	// files
	"要用 -o 说明写到哪个文件夹":                                                 "-o must name the folder to write into",
	"有 %d 处读不出或不能用，一个文件也没有写":                                          "%d inputs or records cannot be used: nothing was written",
	"有 %d 处读不出或不能用，没有对照":                                              "%d things could not be read or used; nothing was compared",
	"-f %s：没有这种格式":                                                    "-f %s: no such format",
	"没有“%s”（%s）的复核表，校验查出的 %d 处没有写进清单":                                 "there is no review of %s (%s): %d findings are in no list",
	"版式 %s 不是 %s 的":                                                   "layout %s is not one of %s",
	"要用 --number 说明通知编号，例如 '财绩评〔2026〕{序号}号'":                          "--number must say the number of the notice; {序号} counts",
	"“%s”的清单里没有问题，不发通知":                                               "the list of %s has no problems: no notice",
	"有 %d 份通知，--number 里要有 {序号}，编号才不会重复":                              "there are %d notices: --number must hold {序号}, or they have one number",
	"--%s %s：应如 2026-03-31":                                           "--%s %s: should be like 2026-03-31",
	"没有给出整改通知":                                                        "no notice was given",
	"要用 -o 说明写到哪里":                                                    "-o must say where to write",
	"要用 -o 说明写到哪个文件，例如 -o 汇编.pdf":                                     "-o must say which file to write, such as -o 汇编.pdf",
	"-o 后面缺文件夹或文件名":                                                   "-o wants a folder or a file",
	"-o %s 应以 %s 结尾":                                                  "-o %s must end in %s",
	"-o %s：写不了 .%s 文件，单个输出文件要以 %s 结尾":                                 "-o %s: .%s files cannot be written; a single output must end in %s",
	"-o %s 是一个文件，不是文件夹；单个输出文件要以 %s 结尾":                                "-o %s is a file, not a folder; a single output must end in %s",
	"--standard 只能是 ofd-a 或 ofd，不是 %q":                                "--standard can only be ofd-a or ofd, not %q",
	"--standard 说的是 OFD，这次不写 OFD：加 -f ofd":                            "--standard is about OFD, and none is to be written: add -f ofd",
	"--painter 只能是 gopdf 或 fpdf，不是 %q":                                "--painter can only be gopdf or fpdf, not %q",
	"--painter 说的是 PDF，这次不写 PDF：加 -f pdf":                             "--painter is about PDF, and none is to be written: add -f pdf",
	"--painter 不能和 --verify-code 同用：校验码只印在归档 PDF 上":                   "--painter does not go with --verify-code: the code is for archival PDF",
	"--attach 只能是 record 或 xlsx，不是 %q":                                "--attach can only be record or xlsx, not %q",
	"--attach 要和 -f ofd --standard ofd 一起用：OFD-A（GB/T 42133）不带附件":     "--attach goes with -f ofd --standard ofd: OFD-A (GB/T 42133) has no attachments",
	"--seal-places 要和一个文件夹一起用：-o 文件夹":                                 "--seal-places goes with a folder: -o FOLDER",
	"-o %s 只能是 %s，与 -f %s 不合":                                         "-o %s can only be %s, which is not -f %s",
	"-f %s：没有这种格式，可用 %s":                                              "-f %s: there is no such format, only %s",
	"--ledger %s 应以 .xlsx 结尾":                                         "--ledger %s must end in .xlsx",
	"%s 里没有可读的表":                                                      "there is no form in %s",
	"--office：本机没有找到 LibreOffice":                                     "--office: no LibreOffice was found on this machine",
	"--report %s 应以 .xlsx 或 .json 结尾":                                 "--report %s must end in .xlsx or .json",
	"%s 里没有 Excel 文件":                                                 "there is no Excel file in %s",
	"%s 里没有版式文件（.yaml）":                                               "there is no layout file (.yaml) in %s",
	"--from %s 里有 %d 条记录，应是一条":                                        "--from %s has %d records, it should have one",
	"核对各册要同时给出全部数据：gongbiao verify 汇编.pdf 汇编-1.pdf 汇编-2.pdf 数据.jsonl": "to verify volumes give all data too: gongbiao verify book.pdf book-1.pdf book-2.pdf data.jsonl",
	"不一致：这 %d 个文件里都没有 %s":                                             "no match: none of these %d files has %s",
	"不能断定：%s 里没有校验码，是总目录，或排时没有加 --verify-code；没有核对":                   "not certain: %s has no code: contents over all, or made without --verify-code; it was not verified",
	"不一致：%s 在 %s 里，也在 %s 里":                                           "no match: %s is in %s, and in %s too",
	"%[1]s 不是文件夹；核对一份表要同时给出它的数据：gongbiao verify %[1]s 数据.json":        "%[1]s is no folder; to verify a form give its data too: gongbiao verify %[1]s data.json",

	// flags that need or exclude each other
	"--units 和 --from 只能用一个":                                        "--units and --from exclude each other",
	"--units 要和 -t 一起用，名单的列名才认得":                                    "--units needs -t, or the columns of the list mean nothing",
	"--list 要和 --order list 一起用":                                    "--list goes with --order list",
	"--order list 要用 --list 说明名单在哪个文件":                              "--order list needs --list with the file of the list",
	"--name 和 -o %s 不能同时用：只有一个输出文件":                                 "--name and -o %s exclude each other: there is only one output",
	"--resume、--only-failed 和 --manifest 要用清单，不能和 --no-manifest 同用": "--resume, --only-failed and --manifest need the manifest and exclude --no-manifest",
	"校对稿随规则而变，不能用 --resume 和 --only-failed":                         "a proof copy changes with the rules: it excludes --resume and --only-failed",
	"--rules 和 --against 要和 --proof 一起用；只校验请用 gongbiao check":       "--rules and --against go with --proof; to check alone use gongbiao check",

	// layouts, places, codes
	"要用 -t 说明版式，例如 -t self-evaluation/shanghai；有哪些版式：gongbiao template list": "-t must name the layout, such as -t self-evaluation/shanghai; gongbiao template list has all",
	"版式名 %q 应是 表单/地方，例如 self-evaluation/某市":                                  "the name of a layout is form/place, such as self-evaluation/某市, not %q",
	"表中没有“%s”这个位置；写成 资金.年度资金总额.执行率 或 绩效指标.3.得分":                              "the form has no place “%s”; write 资金.年度资金总额.执行率 or 绩效指标.3.得分",
	"没有“%s”这个代码，%s": "there is no code “%s”, %s",
	"没有“%s”这个代码；全部代码见 model/finding/findings.md，校验的代码见 gongbiao template doc 版式": "there is no code “%s”; model/finding/findings.md has all, gongbiao template doc LAYOUT those of checks",

	"缺 --%s":                  "--%s is wanted",
	"--list 和 --remove 只能用一个": "--list and --remove exclude each other",
	"一次写一个文件；几张表一起的问题写在旁边：--waivers 豁免.yaml":     "one file at a time; what is about several forms goes beside them: --waivers waivers.yaml",
	"%s 不能就地写；写在旁边：--waivers 豁免.yaml":            "%s cannot be written to; write beside it: --waivers waivers.yaml",
	"%s 里有 %d 条记录，用 --index 说明是第几条":              "%s has %d records: say with --index which",
	"没有“%s %s”这一项说明；已有的：gongbiao waive … --list": "there is no answer to %s %s; gongbiao waive … --list has all",
	"删去了 %d 项说明：%s":                              "%d answers taken out: %s",
	"已说明：%s %s，写入 %s":                            "answered: %s %s, written to %s",
	"没有说明":                                       "there are no answers",

	// publish
	"没有用上：%s；一个文件也没有写":                              "good for nothing: %s; nothing was written",
	"共 %d 份，%d 处不能公开，%d 个文件读不出；站没有改动":               "%d forms, %d things may not be published, %d inputs cannot be read; the site is as it was",
	"没有一张表可公开，没有写 %s":                               "there was no form to publish: %s was not written",
	"共 %d 份：新增 %d，更新 %d，未变 %d，撤下 %d；%d 个文件，重写 %d 个": "%d forms: %d added, %d changed, %d as they were, %d taken back; %d files, %d of them written",
	"没有写 sitemap.xml：它要写完整的网址，用 --site-url 给出":      "no sitemap.xml was written: it needs whole addresses, give --site-url",
	"要用 --date 写明公开的日期，例如 --date 2025-05-20":        "--date must say the day of publication, such as --date 2025-05-20",
	"--site-url %s：应如 https://example.gov.cn/jx":    "--site-url %s: write it as https://example.gov.cn/jx",
	"--allow %s：应写成 位置=理由":                          "--allow %s: write it as PLACE=REASON",
	"--style %s：不是 UTF-8 的文字":                       "--style %s is no text in UTF-8",

	// archive
	"%s 里已有文件：移交包写进新的或空的文件夹，不覆盖":             "%s is not empty: a packet goes into a new folder, and nothing is written over",
	"共 %d 份，%d 处不能归档，%d 个文件读不出；没有写移交包":       "%d forms, %d things may not be archived, %d inputs cannot be read; no packet was written",
	"没有一张表可归档，没有写 %s":                        "there was no form to archive: %s was not written",
	"共 %d 件，%d 个文件，%d 字节；清册（PDF）的 SM3：%s":    "%d items, %d files, %d bytes; SM3 of the hand-over list (PDF): %s",
	"要用 --date 写明移交的日期，例如 --date 2025-06-30": "--date must say the day of the hand-over, such as --date 2025-06-30",
	"版式 %s 不是归档移交清册的":                        "layout %s is not one of hand-over lists",

	// how a run went
	"用法错误：%s": "usage: %s",
	"已中断":     "interrupted",
	"已中断；已写出的文件都是完整的":                           "interrupted; the files that were written are whole",
	"磁盘已满，停在这里；已写出的文件都是完整的，腾出空间后加 --resume 接着做": "the disk is full, stopped here; the files that were written are whole: make room and go on with --resume",
	"共 %d 份，%d 份有问题":                            "%d forms, %d with problems",
	"见 %s；改好数据后加 --only-failed 只补这些":            "see %s; mend the data, then --only-failed makes only these",
	"共 %d 份，%d 份不能排，没有写 %s（缺一份的合订本看上去是完整的）":     "%d forms, %d cannot be printed: %s was not written (a book that lacks a form looks whole)",
	"没有一张表可查，没有写 %s":                            "there was no form to check: %s was not written",
}
