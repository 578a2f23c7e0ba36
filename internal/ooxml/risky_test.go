package ooxml

import "testing"

func TestRisky(t *testing.T) {
	for _, s := range []string{"=100%", "+86", "-", "—5", "@x", "'x", "2022-12-31", "1/2", "007", "１２", "TRUE", "真", "＝1", " =1", "（5）", "￥5", "#N/A", "3月5日", "三月五日", "Mar 5", "9:30", "≥95%", "\t甲", "\r甲", "\n=1", "\u200b=1", "\ufeff@x", "\u3000+1"} {
		if !Risky(s) {
			t.Errorf("%q is not held for risky", s)
		}
	}
	for _, s := range []string{"", "项目名称", "智能化服务", "无", "全年"} {
		if Risky(s) {
			t.Errorf("%q is held for risky", s)
		}
	}
}
