package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// fleetFlags say where the store and the queue are.
type fleetFlags struct {
	store, server    string
	tokenFile, creds string
	ca, cert, key    string
	queueDir         string
	patience         time.Duration
	listen, metrics  string
	local            bool
	workers, chunk   int
	out              string
	cancel, force    bool
	order            renderFlags // what is to be made
}

func (o *fleetFlags) storeFlag(f *pflag.FlagSet) {
	f.StringVar(&o.store, "store", "", "存结果的地方：文件夹，或 s3+https://主机/桶/前缀（密钥在环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY） store")
}

func (o *fleetFlags) queueFlags(f *pflag.FlagSet) {
	f.StringVar(&o.server, "server", "", "队列（NATS）在哪里，例如 nats://10.0.0.1:4222 queue")
	f.StringVar(&o.tokenFile, "token-file", "", "队列的口令在哪个文件；也可以放在环境变量 "+tokenVariable+" token")
	f.StringVar(&o.creds, "creds", "", "NATS 账户的凭据文件 credentials")
	f.StringVar(&o.ca, "tls-ca", "", "队列证书的签发者（PEM） authority")
	f.DurationVar(&o.patience, "patience", time.Minute, "工人多久没有消息，就把它的一块交给别人")
}

// orderFlags are those of render that a job takes.
func (a *app) orderFlags(c *cobra.Command, o *renderFlags) {
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式；不写则看各记录的 form")
	f.StringSliceVarP(&o.formats, "format", "f", nil, "格式 formats："+list(formats("")).in("zh")+"，默认写 pdf 和 xlsx")
	f.StringVar(&o.name, "name", "", "输出文件名的样式，同 render")
	f.StringVar(&o.date, "date", "", "写进文件属性的日期，例如 2026-01-31；默认不写")
	f.BoolVar(&o.formulas, "formulas", false, "XLSX 中程序算出的数写成公式 live formulas")
	f.IntVar(&o.dpi, "dpi", 0, "png 每英寸多少点，不写是 144 dots per inch")
	f.BoolVar(&o.check, "check", false, "同时校验，结果记入清单；有错误的表照样排出")
	o.submissionFlags(f)
	o.standardFlag(f)
	o.ledgerFlags(f)
	a.sources(c)
}

// tokenVariable has the token of the queue.
const tokenVariable = "GONGBIAO_QUEUE_TOKEN"

func (a *app) workCommand() *cobra.Command {
	var o fleetFlags
	c := &cobra.Command{
		Use:   "work [文件或文件夹…]",
		Short: "几台机器一起排：做工人 many machines: be a worker",
		Long: `从队列里取一块一块的记录来排，结果放进大家都够得着的存储。工人随时可以加，随时可以停，停在哪里都不要紧。
--listen 同时开队列，别的工人和 submit 用 --server 连过来；--local 一台机器一个程序，自己分、自己排、自己收，不开端口。
本机以外的地址要有口令（--token-file 或环境变量 GONGBIAO_QUEUE_TOKEN）或 TLS。见 docs/fleet.md。`,
		Example: `  gongbiao work --local 全部.jsonl -f pdf -o out/
  gongbiao work --listen 127.0.0.1:4222 --store /共享/作业
  gongbiao work --server nats://10.0.0.1:4222 --store /共享/作业`,
		RunE: func(c *cobra.Command, args []string) error { return a.work(c.Context(), args, o) },
	}
	f := c.Flags()
	f.BoolVar(&o.local, "local", false, "一个程序全做：分、排、收 all in one process, no port")
	f.StringVar(&o.listen, "listen", "", "同时开队列，在哪个地址和端口，例如 127.0.0.1:4222 address")
	f.StringVar(&o.queueDir, "queue-dir", "", "开的队列存在哪个文件夹；不写是 --store 文件夹里的 queue")
	f.StringVar(&o.cert, "tls-cert", "", "开的队列用的证书（PEM）；要和 --tls-key 一起用")
	f.StringVar(&o.key, "tls-key", "", "开的队列用的私钥（PEM）")
	f.StringVar(&o.metrics, "metrics", "", "在哪个地址给 Prometheus 读数，例如 127.0.0.1:9464 figures")
	f.IntVar(&o.workers, "jobs", 0, "同时做几块，0 为处理器个数 workers")
	f.IntVar(&o.chunk, "chunk", 200, "--local：一块几条记录 records a chunk")
	f.StringVarP(&o.out, "output", "o", "", "--local：输出文件夹")
	overwrite(f, &o.force)
	o.storeFlag(f)
	o.queueFlags(f)
	a.orderFlags(c, &o.order)
	return c
}

func (a *app) submitCommand() *cobra.Command {
	var o fleetFlags
	c := &cobra.Command{
		Use:   "submit 文件或文件夹…",
		Short: "几台机器一起排：交一批 many machines: submit a job",
		Long: `读全部输入、起好名字，一块一块放进存储和队列，由各个工人（gongbiao work）来排。
写了 -o 就等到做完，把文件和清单收进这个文件夹，与一个程序排完的逐字节相同；不写 -o 就交了就走，以后用 jobs 看、收。
交到一半断了，同样的命令再来一次，接着做。`,
		Example: `  gongbiao submit 全部.jsonl -f pdf --server nats://10.0.0.1:4222 --store /共享/作业 -o out/`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.submit(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "做完后收进哪个文件夹；不写则不等")
	f.IntVar(&o.chunk, "chunk", 200, "一块几条记录 records a chunk")
	overwrite(f, &o.force)
	o.storeFlag(f)
	o.queueFlags(f)
	a.orderFlags(c, &o.order)
	return c
}

func (a *app) jobsCommand() *cobra.Command {
	var o fleetFlags
	c := &cobra.Command{
		Use:   "jobs [编号]",
		Short: "几台机器一起排：看、收、取消 many machines: jobs",
		Long:  `列出存储里的各批和进度。写一批的编号只看这一批；加 -o 把做完的收进文件夹，加 --cancel 取消没有做的（同样的 submit 再来一次又接着做）。`,
		Example: `  gongbiao jobs --store /共享/作业
  gongbiao jobs 3f2a9c0d1e5b7a64 --store /共享/作业 -o out/`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.jobs(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "把这一批的文件和清单收进哪个文件夹")
	f.BoolVar(&o.cancel, "cancel", false, "取消这一批没有做的")
	overwrite(f, &o.force)
	o.storeFlag(f)
	f.BoolVar(&a.json, "json", false, "每批一行 JSON one JSON object a line")
	a.sources(c)
	return c
}
