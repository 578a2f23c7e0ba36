package ooxml

// FontName is what a family is called on Windows.
func FontName(family string) string {
	switch family {
	case "", "小标宋":
		return "宋体"
	case "Times", "Liberation Serif":
		return "Times New Roman"
	}
	return family
}
