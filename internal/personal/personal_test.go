package personal

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// Texts that hold a number, in [ ], and of what kind; the label is before the bar.
var found = []struct {
	kind Kind
	text string
}{
	{Mobile, "联系人：张三[13800138000]"},
	{Mobile, "[138 0013 8000]，张三"},
	{Mobile, "[138-0013-8000]"},
	{Mobile, "+[86 138-0013-8000]"},
	{Mobile, "[8613800138000]"},
	{Mobile, "[008613800138000]"},
	{Mobile, "[１３８００１３８０００]"},
	{Mobile, "电话13[9001]39000"},
	{Mobile, "Tel:[19912345678]"},
	{Mobile, "1.[13800138000]"},
	{Mobile, "手机[13800138000]元"},
	{Mobile, "联系电话|[16612345678]"},
	{Mobile, "（[17012345678]）"},
	{Mobile, "138\u200b0013[8000]"},
	{ID, "身份证：[11010519491231002X]"},
	{ID, "[11010519491231002x]"},
	{ID, "[110105 19491231 002X]"},
	{ID, "[１１０１０５１９４９１２３１００２Ｘ]"},
	{ID, "身份证号|[110105194912310021]"}, // called so: the check digit is a slip
	{ID, "[130503670401001]"},
	{Card, "[6222021234567890128]"},
	{Card, "[6222 0212 3456 7890 128]"},
	{Card, "卡号[4111111111111111]"},
	{Card, "[4111-1111-1111-1111]"},
	{Card, "[5555555555554444]"},
	{Email, "[zhang.san@example.com]"},
	{Email, "邮箱：[zs＠163.com]。"},
	{Email, "请发[a-b_c+1@mail.sub.gov.cn]收"},
	{Phone, "[021-62345678]"},
	{Phone, "电话：[62345678]"},
	{Phone, "（[0571)87654321]"},
	{Phone, "[0898-6534567]"},
	{Code, "[91350100M000100Y43]"},
}

func TestFound(t *testing.T) {
	for _, c := range found {
		label, text, ok := strings.Cut(c.text, "|")
		if !ok {
			label, text = "", c.text
		}
		plain := strings.NewReplacer("[", "", "]", "").Replace(text)
		got := Find(label, plain)
		if len(got) != 1 || got[0].Kind != c.kind {
			t.Errorf("%s: %v", c.text, got)
			continue
		}
		inner := text[strings.Index(text, "[")+1 : strings.Index(text, "]")]
		if number := plain[got[0].Start:got[0].End]; !strings.Contains(number, inner) {
			t.Errorf("%s: found %q", c.text, number)
		}
		if m := Mask(label, plain); c.kind != Phone && c.kind != Code && strings.Contains(m, inner) {
			t.Errorf("%s: masked as %s", c.text, m)
		}
	}
}

// Near misses: none of these is anybody's number.
var silent = []string{
	"财预〔2021〕101号", "沪财绩〔2024〕13800138号", "13,800,138,000", "13800138000.50", "13800138000元", "共13800138000 万元", "￥13800138000",
	"12345678901", "10012345678", "12800138000", "1380013800", "138001380000", "XM13800138000", "13800138000A", "项目编码13800138000",
	"项目编码|13800138000", "统一编号：13800138000", "2024-01-01至2024-12-31", "2024年1月1日", "20240101123456", "3.13800138000138",
	"310000220001000012345", "110105194912310021", "110105194913310029", "990105194912310022", "111111111111111", "310115202400123",
	"项目代码|130503670401001", "6222021234567890123", "1234567890123456", "620102202400000109", "[8]", "a@b", "@所有人", "50@100",
	"100%", "138****8000", "1-3-8", "6.2345678", "面积62345678㎡", "62345678", "400-820-8820", "总额021", "0123456789", "192.168.100.100",
	"完成率98.76%，得分9.88", "GB/T 2260-2007", "ISBN 978-7-5095-1234-5", "发票代码031002000411", "发票号码：62345678", "1380013-8000138",
	"沪01380013800号", "A_13800138000", "同比13800138000%", "≥13800138000",
}

func TestSilent(t *testing.T) {
	for _, c := range silent {
		label, text, ok := strings.Cut(c, "|")
		if !ok {
			label, text = "", c
		}
		if got := Find(label, text); len(got) > 0 {
			t.Errorf("%s: %v %q", c, got, text[got[0].Start:got[0].End])
		}
	}
}

func TestSeveral(t *testing.T) {
	text := "张三13800138000、李四 13900139000,王五：13700137000；zs@x.cn"
	if got := Mask("", text); got != "张三138******00、李四 139******00,王五：137******00；z*@x.cn" {
		t.Error(got)
	}
}

// Fields, waivers and properties are looked at, amounts are not; a number is never told in full.
func TestRecord(t *testing.T) {
	form := &model.Form{ID: "f", Name: "表", Title: "名称", Fields: []*model.Field{{Name: "名称"}, {Name: "金额", Kind: model.Money},
		{Name: "编码"}, {Name: "行", Kind: model.Rows, Fields: []*model.Field{{Name: "说明"}}}}}
	if err := form.Prepare(); err != nil {
		t.Fatal(err)
	}
	d, err := data.ReadOne("表.json", []byte(`{"名称":"甲13800138000","金额":13900139000,"编码":"13600136000",
		"行":[{"说明":"好"},{"说明":"问11010519491231002X，021-62345678"}],
		"豁免":[{"代码":"F1","位置":"名称","理由":"见 ab@b.cn","经手人":"张三","日期":"2026-01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := model.Bind(d, form)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range Record(r, Text{"文件属性 标题", "甲13800138000"}, Text{"文件属性 作者", "13500135000"}) {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", f.Severity, f.Code, f.Path, f.Place, f.Message)
	}
	want := `error PERSONAL-MOBILE /名称 名称 有手机号 138******00
error PERSONAL-ID /行/1/说明 行 第 2 行 说明 有身份证号 110*************2X
note PERSONAL-PHONE /行/1/说明 行 第 2 行 说明 有固定电话 021-62345678
error PERSONAL-EMAIL  豁免 第 1 条 理由 有电子邮箱 a*@b.cn
error PERSONAL-MOBILE  文件属性 作者 有手机号 135******00
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if r.Name != "甲13800138000" {
		t.Error("altered")
	}
}
