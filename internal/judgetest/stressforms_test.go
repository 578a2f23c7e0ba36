package judgetest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
)

// object is a JSON object.
type object = map[string]any

// stressForm is a form that is hard to print. Small ones stand in examples/stress, for people to try.
type stressForm struct {
	name   string
	record object
	big    bool
}

// filled is a record of the self-evaluation form with everything ordinary, and what change makes of it.
func filled(change func(o object)) object {
	money := func(a, b, c string) object {
		return object{"年初预算数": a, "全年预算数": b, "全年执行数": c}
	}
	total := money("100.00", "120.00", "118.00")
	total["分值"], total["执行率"], total["得分"] = "10", "98.34%", "9.8"
	o := object{
		"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "社区道路维护经费", "主管部门": "某区建设和管理委员会", "实施单位": "某区道路管理所",
		"资金":     object{"年度资金总额": total, "当年财政拨款": money("100", "120", "118"), "上年结转资金": money("0", "0", "0"), "其他资金": money("0", "0", "0")},
		"年度总体目标": object{"预期目标": "完成道路维护。", "实际完成情况": "已完成。"},
		"绩效指标":   []object{indicator("产出指标", "数量指标", 1), indicator("产出指标", "质量指标", 2), indicator("效益指标", "社会效益指标", 3)},
		"总分":     object{"分值": "100", "得分": "99.8"},
	}
	change(o)
	return o
}

func indicator(first, second string, n int) object {
	return object{"一级指标": first, "二级指标": second, "三级指标": fmt.Sprintf("第%d项道路维护完成情况", n), "年度指标值": ">=95%", "实际完成值": "96%", "分值": "5", "得分": "5"}
}

// prose is n characters of text without repetition that would hide a lost line.
func prose(n int) string {
	var b []rune
	for i := 1; len(b) < n; i++ {
		b = append(b, []rune(fmt.Sprintf("%d、因施工图设计于2022年%d月调整，第%d标段推迟%d天开工，完成投资%d.%02d万元，占年度计划的%d.%d%%；已与“%s”协商，改进措施见〔2022〕%d号文。",
			i, i%12+1, i%7+1, i*3%90+1, i*137%9000, i*31%100, i*7%100, i%10, string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10]), i))...)
	}
	return string(b[:n])
}

func stressForms() []stressForm {
	var forms []stressForm
	add := func(name string, change func(o object)) {
		forms = append(forms, stressForm{name: name, record: filled(change)})
	}
	list := func(n int, group func(i int) (string, string)) []object {
		var l []object
		for i := range n {
			a, b := group(i)
			x := indicator(a, b, i+1)
			if i%7 == 3 {
				x["偏差原因分析及改进措施"] = prose(20 + i%5*30)
			}
			l = append(l, x)
		}
		return l
	}
	add("indicators-0", func(o object) { o["绩效指标"] = []object{} })
	add("indicators-1", func(o object) {
		o["绩效指标"] = list(1, func(int) (string, string) { return "产出指标", "数量指标" })
	})
	add("indicators-300", func(o object) {
		o["绩效指标"] = list(300, func(i int) (string, string) {
			return []string{"产出指标", "效益指标", "满意度指标"}[i/130], fmt.Sprintf("第%d类指标", i/11+1)
		})
	})
	add("group-120", func(o object) {
		o["绩效指标"] = list(123, func(i int) (string, string) {
			if i < 120 {
				return "产出指标", "数量指标"
			}
			return "效益指标", "社会效益指标"
		})
	})
	add("groups", func(o object) {
		names := [][2]string{{"产出指标", "数量指标"}, {"产出指标", "数量指标"}, {"产出指标", ""}, {"产出指标", ""}, {"产出指标", "质量指标"}, {"效益指标", "质量指标"}, {"效益指标", "数量指标"},
			{"", "数量指标"}, {"", ""}, {"满意度指标", "服务对象满意度指标"}, {"产出指标", "数量指标"}}
		o["绩效指标"] = list(len(names), func(i int) (string, string) { return names[i][0], names[i][1] })
	})
	add("reason-5000", func(o object) { o["绩效指标"].([]object)[1]["偏差原因分析及改进措施"] = prose(5000) })
	add("goal-5000", func(o object) {
		o["年度总体目标"] = object{"预期目标": prose(5000), "实际完成情况": prose(3000) + "\n\n" + prose(200)}
	})
	add("name-200", func(o object) {
		o["项目名称"], o["主管部门"], o["实施单位"] = prose(200), strings.Repeat("某区建设和管理委员会", 6), strings.Repeat("Shanghai Municipal Commission ", 4)
		o["绩效指标"].([]object)[0]["三级指标"] = prose(200)
		o["绩效指标"].([]object)[0]["二级指标"] = strings.Repeat("数量与质量与时效与成本", 6)
	})
	add("signs", func(o object) {
		o["项目名称"], o["主管部门"], o["实施单位"] = `=HYPERLINK("http://example.com")`, "+86-21-12345678", "@某单位"
		o["年度总体目标"] = object{"预期目标": "-1、减少事故；\n=2、增加收入；\n'3、单引号开头", "实际完成情况": "'=1+1"}
		var l []object
		for i, s := range []string{"=100%", "=5*8小时", "+5", "-5", "@SUM(A1)", "'甲", "\"乙\"", "<b>&amp;</b>", "]]>", "{项目名称}", "\\n", "%s%d", "${x}", "#REF!", "1/2", "1-2", "TRUE", "0005", "1E5", "１２"} {
			x := indicator("=产出", "-数量", i)
			x["三级指标"], x["年度指标值"], x["实际完成值"], x["偏差原因分析及改进措施"] = s, s, s, s
			l = append(l, x)
		}
		o["绩效指标"] = l
	})
	add("spaces", func(o object) {
		o["项目名称"], o["主管部门"], o["实施单位"] = "甲\t乙\n丙", "　　全角　空格　", " 半角  空格 "
		o["年度总体目标"] = object{"预期目标": "　　第一段。\n　　第二段，有缩进，比一行还要长一些，看看折行以后是不是顶格。\n\n　　空行以后。\n", "实际完成情况": "\n开头空行\n\t制表符\t在\t里面\n尾部空格   "}
		l := o["绩效指标"].([]object)
		l[0]["三级指标"], l[1]["三级指标"], l[2]["三级指标"] = "不\u00a0换\u00a0行\u00a0空\u00a0格\u00a0十\u00a0个\u00a0字", "零宽\u200b断点\u200b在\u200b这\u200b里", "第一行\r\n第二行\n第三行"
		l[0]["年度指标值"], l[0]["实际完成值"] = "   ", "　"
	})
	add("latin", func(o object) {
		o["项目名称"] = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
		l := o["绩效指标"].([]object)
		l[0]["三级指标"], l[0]["年度指标值"], l[0]["二级指标"], l[0]["得分"] = "https://www.example.gov.cn/zwgk/2022/budget/performance/self-evaluation.html?id=1234567890&page=2", "pneumonoultramicroscopicsilicovolcanoconiosis", "internationalization", "123456789012345.678"
		l[1]["三级指标"], l[1]["年度指标值"], l[1]["分值"] = "GB/T 9704-2012、ISO 19005-2:2011、COVID-19防控", "≥1,234,567,890,123.45元", "0.123456789"
		l[2]["三级指标"], l[2]["偏差原因分析及改进措施"] = "someone.with.a.long.name@subdomain.department.example.gov.cn", strings.Repeat("x", 300)
		o["资金"].(object)["当年财政拨款"] = object{"年初预算数": "123,456,789,012,345.67", "全年预算数": "-123456789012345678901234567890.12", "全年执行数": "1234567890123456"}
	})
	add("symbols", func(o object) {
		o["项目名称"] = "〔2018〕34号①②③⑳㈠㈩Ⅰ Ⅻ％‰℃㎡㎥№〇々「」『』【】〖〗《》〈〉——……·～￥＄£€°′″±×÷≤≥≠≈∞√∑∥∠⊥△□☑☐☒■◇◆○●◎★☆→←↑↓▲▼"
		o["年度总体目标"] = object{"预期目标": "☑是 □否；甲——乙；丙……丁；“引号”‘单引号’；（一）；《办法》（沪府〔2018〕34号）、第①条。100％，50‰，25℃，3㎡。张三·李四；A～B；1／2；", "实际完成情况": "ａｂｃＡＢＣ１２３！＂＃＄％＆＇（）＊＋，－．／：；＜＝＞？＠［＼］＾＿｀｛｜｝～ «»¡¿§¶©®™ €¥¢£ ½¼¾²³ αβγΩ АБВ àéîõüß"}
		l := o["绩效指标"].([]object)
		l[0]["三级指标"], l[0]["年度指标值"], l[0]["实际完成值"] = "𬭎𫘧㛃堃玥𬳽𫖯𠅤䶮镕喆", "≥95％", "≤3‰"
		l[1]["三级指标"], l[1]["年度指标值"], l[1]["实际完成值"] = "葛\U000E0100城", "——", "……"
	})
	for i := range forms {
		b, err := json.Marshal(forms[i].record)
		if err != nil {
			panic(err)
		}
		forms[i].big = len(b) > 12<<10
	}
	return forms
}

// stressFiles writes the forms as files of dir and names them.
func stressFiles(t *testing.T, dir string) (files []string) {
	t.Helper()
	for _, f := range stressForms() {
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(f.record); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, f.name+".json")
		if !f.big {
			name = filepath.Join(root, "examples", "stress", f.name+".json")
			if have, err := os.ReadFile(name); !golden.Updating() && (err != nil || string(have) != b.String()) {
				t.Errorf("%s is not what the test makes (go test ./internal/judgetest -run Stress -update writes it)", name)
			}
			if !golden.Updating() {
				files = append(files, name)
				continue
			}
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	more, err := filepath.Glob(filepath.Join(root, "examples", "stress", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range more {
		if !strings.Contains(strings.Join(files, "\n")+"\n", f+"\n") {
			files = append(files, f)
		}
	}
	return files
}
