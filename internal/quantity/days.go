package quantity

import "time"

// DaysBetween is how many days lie from one day to another as ReadDate reads them, negative if the second is earlier;
// 0 for the same day. A day that is open (2026年3月) may be any of its month: then the fewest days that are certain
// are meant. ok is false where a text is no date, its year is not said, or nothing is certain.
func DaysBetween(from, to string) (days int, ok bool) {
	a1, a2, ok1 := bounds(from)
	b1, b2, ok2 := bounds(to)
	const day = 24 * time.Hour
	switch {
	case !ok1 || !ok2:
		return 0, false
	case !b1.Before(a2):
		return int(b1.Sub(a2) / day), true
	case b2.Before(a1):
		return -int(a1.Sub(b2) / day), true
	}
	return 0, false
}

// bounds are the first and the last day that a date may mean.
func bounds(text string) (first, last time.Time, ok bool) {
	d, is := ReadDate(text)
	if is != ADate || d.Year == 0 {
		return first, last, false
	}
	at := func(month, day int) time.Time {
		return time.Date(d.Year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	}
	switch {
	case d.Month == 0:
		return at(1, 1), at(12, 31), true
	case d.Day == 0:
		return at(d.Month, 1), at(d.Month+1, 0), true
	}
	return at(d.Month, d.Day), at(d.Month, d.Day), true
}
