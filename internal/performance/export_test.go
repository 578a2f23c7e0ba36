package performance

import "slices"

// Usages are the functions of this package as people write them, in order.
func Usages() (usages []string) {
	for _, f := range Functions() {
		usages = append(usages, f.Usage)
	}
	slices.Sort(usages)
	return usages
}
