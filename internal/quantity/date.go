package quantity

import (
	"regexp"
	"strconv"
)

const dateTail = `(底|末|年底|前|之前|以前|底前|末前|后|之后|以后|起|内)?$`

var (
	dateHan    = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号]?)?` + dateTail)
	dateYear   = regexp.MustCompile(`^((?:19|20)\d\d)年(?:度)?` + dateTail)
	dateISO    = regexp.MustCompile(`^((?:19|20)\d\d)([-/.])(\d{1,2})(?:[-/.](\d{1,2}))?` + dateTail)
	dateDigits = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)$`)
	dateSpan   = regexp.MustCompile(`^(\d{4}[-年/.].*?|\d{1,2}月.*?)(?:至|到|~|—+|-)(\d.*)$`)
)

// date reads s as a date or a span of dates (the deadline is its end); it says whether all of s was understood.
func (v *Value) date(s string) bool {
	if len(s) < 4 || !isDigit(s[0]) {
		return false
	}
	if d, tail, ok := readDay(s, v.Cmp != None); ok {
		v.Kind, v.Day = Date, d
		if v.Cmp == None || v.Cmp == Equal {
			switch tail {
			case "前", "之前", "以前", "底前", "末前", "内":
				v.Cmp = LessEqual
			case "后", "之后", "以后", "起":
				v.Cmp = GreaterEqual
			}
		}
		return true
	}
	if m := dateSpan.FindStringSubmatch(s); m != nil {
		from, _, ok1 := readDay(m[1], false)
		to, _, ok2 := readDay(m[2], false)
		if ok1 && ok2 {
			if to.Year == 0 {
				to.Year = from.Year
			}
			v.Kind, v.Day = Date, to
			return from.Year <= to.Year
		}
	}
	return false
}

// readDay reads one date. compared: a comparator stands before it, so 6月 is six months.
func readDay(s string, compared bool) (d Day, tail string, ok bool) {
	if m := dateHan.FindStringSubmatch(s); m != nil && !(compared && m[1] == "" && m[3] == "") {
		d, tail = Day{atoi(m[1]), atoi(m[2]), atoi(m[3])}, m[4]
	} else if m := dateYear.FindStringSubmatch(s); m != nil {
		d, tail = Day{Year: atoi(m[1])}, m[2]
	} else if m := dateISO.FindStringSubmatch(s); m != nil {
		if m[2] == "." && m[4] == "" && m[5] == "" {
			return d, "", false // 2024.06 may be a number
		}
		d, tail = Day{atoi(m[1]), atoi(m[3]), atoi(m[4])}, m[5]
	} else if m := dateDigits.FindStringSubmatch(s); m != nil {
		d = Day{atoi(m[1]), atoi(m[2]), atoi(m[3])}
		if d.Month == 0 || d.Day == 0 {
			return d, "", false
		}
	} else {
		return d, "", false
	}
	return d, tail, d.valid()
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
