package check

import "slices"

// Functions are the functions of this package as people write them, in order.
func Functions() (usages []string) {
	for _, f := range functions(newCache()) {
		usages = append(usages, f.Usage)
	}
	slices.Sort(usages)
	return usages
}
