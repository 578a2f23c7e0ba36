package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// app is what all commands share: the streams and the flags that mean the same everywhere.
type app struct {
	stdin  io.Reader
	stdout *sticky
	stderr io.Writer // hidden characters made visible
	bar    io.Writer // the same stream as it is: for a bar that overwrites itself
	getenv func(string) string

	repeats repeats // what many records share is said once

	lang          string // zh or en
	json          bool
	fontDir       string
	templates     string
	templatesOnly bool

	args    []string           // of the command
	service bool               // only layouts that were named: no environment, no working folder
	layouts *templates.Library // once they were asked for

	guard   *safefile.Guard // made before a command runs
	aliases []ledger.Alias  // of --map
	waivers []string        // of --waivers
	now     func() time.Time
}

// tree is every command under the root, by its name.
func (a *app) tree() []branch {
	return []branch{
		{"render", a.renderCommand}, {"check", a.checkCommand}, {"explain", a.explainCommand}, {"new", a.newCommand},
		{"template", a.templateCommand}, {"fonts", a.fontsCommand}, {"dump", a.dumpCommand}, {"form", a.formCommand},
		{"import", a.importCommand}, {"version", a.versionCommand}, {"waive", a.waiveCommand}, {"sample", a.sampleCommand},
		{"verify", a.verifyCommand}, {"book", a.bookCommand}, {"serve", a.serveCommand}, {"mcp", a.mcpCommand},
		{"work", a.workCommand}, {"submit", a.submitCommand}, {"jobs", a.jobsCommand}, {"schema", a.schemaCommand},
		{"review", a.reviewCommand}, {"publish", a.publishCommand}, {"diff", a.diffCommand}, {"archive", a.archiveCommand},
		{"doctor", a.doctorCommand},
	}
}

type branch struct {
	name string
	grow func() *cobra.Command
}

// command is the program as a tree of commands. Of args that begin with the name of one it has only that: to make the
// flags of all of them costs more than what a short command does.
func (a *app) command(args ...string) *cobra.Command {
	root := a.root()
	branches := a.tree()
	if i := slices.IndexFunc(branches, func(b branch) bool { return len(args) > 0 && args[0] == b.name }); i >= 0 {
		branches = branches[i : i+1]
		root.CompletionOptions.DisableDefaultCmd = true
	}
	for _, b := range branches {
		root.AddCommand(b.grow())
	}
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Short = "某个命令的帮助 help on a command"
		case "completion":
			describeCompletion(c)
		}
	}
	strict(root)
	return root
}

// root is the command above all others.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongbiao",
		Short: "把数据排成官方格式的表：PDF 和 XLSX",
		Long: `公表 Gongbiao：把结构化数据排成官方格式的财政表格，输出可直接打印的 PDF 和逐格一致的 XLSX。
Structured data in, official Chinese fiscal tables out.`,
		Example: `  # 写一份空记录来填
  gongbiao new -t self-evaluation/shanghai -o 表.json
  # 排成 out/表.pdf 和 out/表.xlsx
  gongbiao render 表.json -o out/`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.NoArgs,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
		PersistentPreRunE: func(c *cobra.Command, args []string) error {
			if a.lang != "zh" && a.lang != "en" {
				return usagef("--%s 只能是 %s，不是 %q", "lang", either{"zh", "en"}, a.lang)
			}
			a.args = args
			a.guardInputs(c, args)
			return a.readAliases(c)
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.lang, "lang", "zh", "信息的语言 language of messages：zh、en")
	f.BoolP("help", "h", false, "帮助 help")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return flagError(c, err) })
	root.SetUsageFunc(usagePage)
	return root
}

// describeCompletion says in Chinese what cobra says in English.
func describeCompletion(c *cobra.Command) {
	c.Short = "命令行补全脚本 completion script：bash、zsh、fish、powershell"
	c.Long = "写出命令行补全的脚本：按 Tab 键补上命令和选项。deb 和 rpm 已经装好，压缩包里在 completions/。"
	c.Example = "  gongbiao completion bash > ~/.local/share/bash-completion/completions/gongbiao"
	for _, sub := range c.Commands() {
		shell := sub.Name()
		how := map[string]string{
			"bash":       "gongbiao completion bash > ~/.local/share/bash-completion/completions/gongbiao",
			"zsh":        `gongbiao completion zsh > "${fpath[1]}/_gongbiao"`,
			"fish":       "gongbiao completion fish > ~/.config/fish/completions/gongbiao.fish",
			"powershell": "gongbiao completion powershell | Out-String | Invoke-Expression",
		}[shell]
		sub.Short = shell + " 的补全脚本 completion for " + shell
		sub.Long = "把 " + shell + " 的补全脚本写到标准输出；照例子放好，开一个新的窗口就有。"
		sub.Example = "  " + how
		if f := sub.Flags().Lookup("no-descriptions"); f != nil {
			f.Usage = "补全时不显示说明 no descriptions"
		}
	}
}

// strict makes every command say in Chinese what is wrong with its arguments.
func strict(c *cobra.Command) {
	if args := c.Args; args != nil || c.HasSubCommands() {
		c.Args = func(c *cobra.Command, given []string) error {
			if len(given) > 0 && c.HasSubCommands() {
				if near := c.SuggestionsFor(given[0]); len(near) > 0 {
					return usagef("没有“%s”这个命令，%s", given[0], meant(near))
				}
				return usagef("没有“%s”这个命令；用 %s --help 看全部命令", given[0], c.CommandPath())
			}
			if args != nil && args(c, given) != nil {
				return usagef("参数的个数不对，应写成：%s", c.UseLine())
			}
			return nil
		}
		if c.HasSubCommands() && !c.Runnable() {
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
		c.SuggestionsMinimumDistance = 2
	}
	c.DisableFlagsInUseLine = true // cobra would say [flags]
	for _, sub := range c.Commands() {
		strict(sub)
	}
}

// flagError turns what pflag says into Chinese.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var near []string
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if len(name) > 1 && (strings.HasPrefix(f.Name, name[:2]) || strings.Contains(name, f.Name)) {
				near = append(near, "--"+f.Name)
			}
		})
		if len(near) > 0 {
			return usagef("没有 %s 这个选项，%s", "--"+name, meant(near))
		}
		return usagef("没有 %s 这个选项", "--"[:min(len(name), 2)]+name)
	case errors.As(err, &value):
		return usagef("选项 --%s 后面缺一个值", value.GetFlag().Name)
	case errors.As(err, &invalid):
		return usagef("选项 --%s 的值 %q 不对", invalid.GetFlag().Name, invalid.GetValue())
	}
	return usagef("%v", err)
}

// layoutsFlag adds --templates, facesFlag --font-dir, sources both.
func (a *app) layoutsFlag(f *pflag.FlagSet) {
	f.StringVar(&a.templates, "templates", "", "自己的版式文件夹，在内置版式之外；auto：文件旁边的 templates folder of layouts of your own")
	f.BoolVar(&a.templatesOnly, "templates-only", false, "只用 --templates 里的版式，内置的一个也不用 nothing but --templates")
}

func (a *app) facesFlag(f *pflag.FlagSet) {
	f.StringVar(&a.fontDir, "font-dir", "", "自己的字体文件夹，优先于内置字体 folder of faces of your own")
}

func (a *app) sources(c *cobra.Command) {
	a.layoutsFlag(c.Flags())
	a.facesFlag(c.Flags())
}

// engine is the road to bytes with the layouts and faces the flags choose.
func (a *app) engine() (*render.Engine, error) {
	library, err := a.library()
	if err != nil {
		return nil, err
	}
	faces, err := a.faces()
	if err != nil {
		return nil, err
	}
	return &render.Engine{Library: library, Faces: faces}, nil
}

func (a *app) faces() (*fonts.Set, error) {
	if !fonts.Embedded().Knows(fonts.Song) { // built without faces, and the pack is not beside the program
		return nil, batch.Input(finding.List{{Code: "INSTALL-FACES", Severity: finding.Error, Message: "程序的字体缺少，或与校验和不符。",
			English: "the program's faces are missing or are not what their checksums say.", Hint: fonts.LeftOut()}}.AsData())
	}
	if a.fontDir == "" {
		return fonts.Embedded(), nil
	}
	set, err := fonts.WithFolder(fonts.Embedded(), a.fontDir)
	if err != nil {
		return nil, batch.Input(err)
	}
	return set, nil
}

// people is stdout for texts that people read: what does not show in them is made visible.
func (a *app) people() io.Writer { return char.Writer{W: a.stdout} }

// findings prints a list to stderr, one line each, in the language asked for.
func (a *app) findings(l finding.List) {
	for _, f := range l {
		fmt.Fprintln(a.stderr, a.line(f))
	}
}

func (a *app) line(f finding.Finding) string {
	if a.lang == "en" {
		return f.EnglishLine()
	}
	return f.Line()
}

// printLine writes v to stdout as one line of JSON, Chinese as it is.
func (a *app) printLine(v any) error {
	return report.JSON(a.stdout, v)
}

// printJSON writes v to stdout, indented, Chinese as it is.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
