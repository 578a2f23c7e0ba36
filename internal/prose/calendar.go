package prose

import (
	"strconv"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/pattern"
)

var (
	dayInText  = pattern.Late(`([0-9]{4})\s*年(?:\s*([0-9]{1,3})\s*月(?:\s*([0-9]{1,3})\s*[日号])?)?|(?:^|[^0-9])([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]`)
	yearsSince = pattern.Late(`^(?:的)?(?:历史|以上|前|来|左右|古|树龄|一遇|期|间|的)`)
)

func isDay(year, month, day int) bool {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}

// The years of which a text may speak.
const firstYear, lastYear = 1840, 2099

// ImpossibleDay is the first day or year of a text that no calendar has or that can only be a slip: 2024年13月, 3024年6月;
// empty if there is none.
func ImpossibleDay(s string) string {
	if !strings.ContainsAny(s, "年月") || !strings.ContainsAny(s, "0123456789０１２３４５６７８９") {
		return "" // the pattern is slow
	}
	half := strings.Map(char.Half, s)
	for _, m := range dayInText.FindAllStringSubmatchIndex(half, -1) {
		part := func(i int) (int, bool) {
			if m[2*i] < 0 {
				return 0, false
			}
			n, err := strconv.Atoi(half[m[2*i]:m[2*i+1]])
			return n, err == nil
		}
		year, hasYear := part(1)
		month, hasMonth := part(2)
		day, hasDay := part(3)
		if !hasYear {
			month, hasMonth = part(4)
			day, hasDay = part(5)
			year = 2024 // any leap year
		}
		slip := hasYear && (year < firstYear || year > lastYear) && (hasMonth || year%10 != 0) && !yearsSince.MatchString(half[m[1]:])
		if hasMonth && (month < 1 || month > 12) || hasDay && !hasMonth || hasDay && month <= 12 && !isDay(year, month, day) || slip {
			from := m[0]
			if !hasYear {
				from = m[8]
			}
			return half[from:m[1]]
		}
	}
	return ""
}
