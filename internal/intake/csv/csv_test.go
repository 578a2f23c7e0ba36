package csv

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

func show(name, data string) string {
	f, err := intake.Open(name, []byte(data), intake.Limits{})
	if err == nil && f.Kind != intake.Text {
		err = f.Refuse()
	}
	var d *found.Document
	if err == nil {
		d, err = Read(f)
	}
	if err != nil {
		l := finding.Of(err)
		return fmt.Sprint(l[0].Code, "@", l[0].Pos.Line)
	}
	var b strings.Builder
	for _, r := range d.Tables[0].Rows {
		for _, c := range r.Cells {
			fmt.Fprintf(&b, "%s=%s ", found.Ref(r.Number, c.Col), strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(c.Text))
			for _, f := range c.Said() {
				fmt.Fprintf(&b, "[%s %s] ", f.Code, f.Place)
			}
		}
	}
	return strings.TrimSpace(b.String())
}

func TestRead(t *testing.T) {
	for _, x := range []struct{ name, data, want string }{
		{"commas", "甲,乙\r\n1,\"2,3\"\r\n", "A1=甲 B1=乙 A2=1 B2=2,3"},
		{"tabs", "甲\t\t乙\n1\t1,234.50\t3", "A1=甲 C1=乙 A2=1 B2=1,234.50 C2=3"},
		{"semicolons", "甲;乙\n1;2,5\n", "A1=甲 B1=乙 A2=1 B2=2,5"},
		{"a quoted line end between tabs", "甲\t\"乙\n丙\"\n1\t2", "A1=甲 B1=乙⏎丙 A2=1 B2=2"},
		{"quotes that are text, between tabs", "\"重点\"\t\"一\"和\"二\"\n\"\t\"\"", "A1=\"重点\" B1=\"一\"和\"二\" A2=\" B2=\"\""},
		{"quotes twice", "甲,\"说\"\"是\"\"\"\n", "A1=甲 B1=说\"是\""},
		{"a quote within a field", "甲,5\" 管\n", "A1=甲 B1=5\" 管"},
		{"a quote without an end", "甲,乙\n\"丙,丁\n", "READ-DAMAGED@2"},
		{"GBK", "\xCF\xEE\xC4\xBF,\xC4\xEA\xB6\xC8\n", "A1=项目 B1=年度"},
		{"UTF-8 with its mark", "\uFEFF甲,乙\n", "A1=甲 B1=乙"},
		{"UTF-16, as Excel saves Unicode text", "\xff\xfe\x32\x75\t\x00\x59\x4e", "A1=甲 B1=乙"},
		{"no encoding", "甲,\xff\xff\n", "DATA-ENCODING@1"},
		{"a title above", "自评表\n\n甲\t乙\n1\t2\n", "A1=自评表 A3=甲 B3=乙 A4=1 B4=2"},
		{"no table", "甲\n乙\n丙\n丁,戊\n", "READ-NO-TABLE@0"},
		{"errors of a spreadsheet", "甲,#DIV/0!\n乙,####\n", "A1=甲 B1=#DIV/0! [READ-FAULT 第 1 行第 2 格] A2=乙 B2=#### [READ-FAULT 第 2 行第 2 格]"},
		{"a control character", "甲,乙\a\n", "A1=甲 B1=乙\a [DATA-CONTROL 第 1 行第 2 格]"},
		{"blanks", "甲, ,乙 \n", "A1=甲 C1=乙"},
		{"too many columns", "甲" + strings.Repeat(",", 20000), "READ-ROWS@0"},
		{"too many rows", strings.Repeat("甲,乙\n", intake.MaxRows+1), "READ-ROWS@0"},
	} {
		if got := show("甲.csv", x.data); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// A text with the name of a document is told as what it is.
func TestNameOfADocument(t *testing.T) {
	for name, want := range map[string]string{"甲.docx": "里面却只有几行文字", "甲.PDF": "里面却只有几行文字", "甲.csv": "没有逗号", "甲.TXT": "没有逗号", "甲": "没有逗号"} {
		_, err := Read(&intake.File{Name: name, Data: []byte("x")})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

// FuzzCSV: whatever the text, no character outside separators, line ends and quotes of the format is lost.
func FuzzCSV(f *testing.F) {
	f.Add("甲\t\"乙\n丙\"\n1\t2")
	f.Add("甲,\"说\"\"是\"\"\"\n,\r\n")
	keep := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("\t,;\n\r\" \uFEFF", r) {
				return -1
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		file := &intake.File{Name: "甲.csv", Data: []byte(data), Kind: intake.Text, Limits: intake.Limits{Rows: 5000, Cells: 1 << 20}}
		d, err := Read(file)
		if err != nil {
			if finding.Of(err) == nil {
				t.Fatal(err)
			}
			return
		}
		all := ""
		for _, r := range d.Tables[0].Rows {
			for _, c := range r.Cells {
				all += c.Text
			}
		}
		if strings.ToValidUTF8(data, "") == data && strings.TrimSpace(keep(all)) != strings.TrimSpace(keep(data)) && !strings.ContainsFunc(data, odd) {
			t.Fatalf("%q became %q", data, all)
		}
		foundtest.Sound(t, d.Tables[0])
	})
}

// odd are the characters of which a cell may consist and be taken as blank.
func odd(r rune) bool {
	return r != ' ' && r != '\t' && r != '\n' && r != '\r' && strings.TrimSpace(string(r)) == ""
}
