package batch

// Files are the files that inputs stand for, those in folders included; what cannot be read is left out, as whoever reads it will say so.
func Files(inputs []string) []string {
	var out []string
	for _, f := range files(inputs, nil) {
		if f.err == nil && f.path != Stdin {
			out = append(out, f.path)
		}
	}
	return out
}
