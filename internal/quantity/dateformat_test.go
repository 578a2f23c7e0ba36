package quantity

import "testing"

func TestDateIn(t *testing.T) {
	for _, c := range [][3]string{
		{"2024-03-05", "yyyy年m月d日", "2024年3月5日"}, {"2024年3月5日", "yyyy-mm-dd", "2024-03-05"},
		{"20241120", "yyyy.m.d", "2024.11.20"}, {"2024.3.5", InChinese, "二〇二四年三月五日"}, {"2010/10/31", InChinese, "二〇一〇年十月三十一日"},
		{"2024-03-05", InCapitals, "贰零贰肆年叁月零伍日"}, {"2025-10-20", InCapitals, "贰零贰伍年零壹拾月零贰拾日"}, {"2025-12-19", InCapitals, "贰零贰伍年壹拾贰月壹拾玖日"},
		{"二〇二四年三月五日", "yyyy年m月d日", "2024年3月5日"}, {"２０２４年3月5日", "yyyy年mm月", "2024年03月"},
		// more or less than a day is nothing to be set otherwise
		{"2024年3月", "yyyy年m月d日", ""}, {"2024-02-30", "yyyy年m月d日", ""}, {"2024年3月5日前", "yyyy年m月d日", ""},
		{"3月5日", "yyyy年m月d日", ""}, {"2024-03-05至06", "yyyy年m月d日", ""}, {"待定", "yyyy年m月d日", ""}, {"", "yyyy年m月d日", ""},
	} {
		got, ok := DateIn(c[0], c[1])
		if got != c[2] || ok != (c[2] != "") {
			t.Errorf("%s in %s: %q, want %q", c[0], c[1], got, c[2])
		}
		if c[1] == InChinese && ok {
			if d, is := ReadDate(got); is != ADate || d.Year == 0 || d.Day == 0 {
				t.Errorf("%s does not read back", got)
			}
		}
	}
	for format, want := range map[string]bool{"yyyy年m月d日": true, "yyyy-mm-dd": true, InChinese: true, InCapitals: true, "yyyy年m月": true,
		"": false, "0.00": false, "yy-m-d": false, "YYYY-MM-DD": false, "d日": false, "yyyy年m月m日": false, "yyyymmdd": false, "hh:mm": false} {
		if KnowsDate(format) != want {
			t.Errorf("%q: %v", format, !want)
		}
	}
}
