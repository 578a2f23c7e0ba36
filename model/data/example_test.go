package data_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// A file may hold many records; one that is wrong does not keep the others from being read.
func ExampleRead() {
	file := []byte(`{"form": "self-evaluation/shanghai", "项目名称": "甲", "全年预算数": 12.50}
{"项目名称": "乙", "项目名称": "丙"}
{"项目名称": "丁"}`)
	err := data.Read("项目.jsonl", file, func(d *data.Value, err error) error {
		if err != nil {
			fmt.Println(err)
			return nil // go on
		}
		fmt.Println(d.Member("项目名称").Text, d.Member("项目名称").Pos)
		return nil
	})
	fmt.Println(err)
	// Output:
	// 甲 :1:46
	// 项目.jsonl:2:15 错误 DATA-DUPLICATE 第 2 条：“项目名称”写了两次，前一次在第 2 行。（只留一个）
	// 丁 :3:10
	// <nil>
}

func ExampleReadOne() {
	d, err := data.ReadOne("项目.yaml", []byte("项目名称: 甲\n资金:\n  全年预算数: 12.50\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	budget := d.Member("资金").Member("全年预算数")
	fmt.Println(budget.Text, budget.Kind == data.Number, budget.Pos)
	// Output: 12.50 true :3:10
}

// A struct becomes a record without JSON.
func ExampleFrom() {
	type Funds struct {
		Budget decimal.Decimal `gongbiao:"全年预算数"`
	}
	type Project struct {
		Form  string `gongbiao:"form"`
		Name  string `gongbiao:"项目名称"`
		Funds Funds  `gongbiao:"资金"`
	}
	d, err := data.From(Project{Form: "self-evaluation/shanghai", Name: "甲",
		Funds: Funds{decimal.RequireFromString("12.50")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(d.JSON()))
	// Output:
	// {
	//  "form": "self-evaluation/shanghai",
	//  "项目名称": "甲",
	//  "资金": {
	//   "全年预算数": 12.50
	//  }
	// }
}

// Floats are refused: they are not what was entered. Errors are in Chinese for clerks, and in English for whoever asks.
func ExampleFrom_float() {
	_, err := data.From(map[string]any{"资金": map[string]any{"全年预算数": 12.5}})
	fmt.Println(err)
	fmt.Println(finding.Of(err).English())
	for _, f := range finding.Of(err) {
		fmt.Println(f.Code, f.Path)
	}
	// Output:
	// 错误 DATA-FLOAT 资金 全年预算数：浮点数 12.5 不一定是填写的那个数，不收。（请用字符串、json.Number 或 decimal.Decimal）
	// error DATA-FLOAT 资金 全年预算数: a float, which may not be the figure that was entered (see gongbiao explain DATA-FLOAT)
	// DATA-FLOAT /资金/全年预算数
}
