package number_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/number"
)

func ExampleParse() {
	for _, text := range []string{"18,233,182.14", "９７．９８％", "−3", "1,23", "约5万"} {
		d, ok := number.Parse(text)
		fmt.Println(text, d, ok)
	}
	// Output:
	// 18,233,182.14 18233182.14 true
	// ９７．９８％ 0.9798 true
	// −3 -3 true
	// 1,23 0 false
	// 约5万 0 false
}

// What is computed is rounded to its column; what was entered keeps its digits.
func ExampleFormat() {
	d := decimal.RequireFromString("1234.565")
	fmt.Println(number.Format(d, "#,##0.00"), number.FormatEntered(d, "#,##0.00"))
	fmt.Println(number.Format(decimal.RequireFromString("0.9925"), "0.##%"))
	// Output:
	// 1,234.57 1,234.565
	// 99.25%
}

// A rate of execution, rounded as Shanghai wants it and as GB/T 8170 does.
func ExampleRound() {
	rate := number.Divide(decimal.RequireFromString("9034"), decimal.RequireFromString("20002"))
	for _, mode := range number.Modes {
		d, _ := number.Round(rate, 4, mode)
		fmt.Println(mode, number.Format(d, "0.00%"))
	}
	// Output:
	// 四舍五入 45.17%
	// 进一 45.17%
	// 截断 45.16%
	// 四舍六入五成双 45.17%
}
