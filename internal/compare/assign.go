package compare

// assign pairs rows with columns so that the sum of the gains is the greatest; a gain of 0 is no pair. to[i] is the
// column of row i, -1 if it has none. The Hungarian method (Kuhn 1955, as Jonker and Volgenant have it): cubic in
// the larger side.
func assign(gain [][]int) (to []int) {
	rows, n := len(gain), len(gain)
	if rows > 0 {
		n = max(n, len(gain[0]))
	}
	top := 0
	for _, r := range gain {
		for _, g := range r {
			top = max(top, g)
		}
	}
	cost := func(i, j int) int {
		if i < rows && j < len(gain[i]) {
			return top - gain[i][j]
		}
		return top
	}
	u, v, match, way := make([]int, n+1), make([]int, n+1), make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		least, used := make([]int, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = int(^uint(0) >> 1)
		}
		j0 := 0
		for match[j0] != 0 {
			used[j0] = true
			i0, delta, j1 := match[j0], int(^uint(0)>>1), 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost(i0-1, j-1) - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := 0; j <= n; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			j1 := way[j0]
			match[j0], j0 = match[j1], j1
		}
	}
	to = make([]int, rows)
	for i := range to {
		to[i] = -1
	}
	for j := 1; j <= n; j++ {
		if i := match[j] - 1; i >= 0 && i < rows && j-1 < len(gain[i]) && gain[i][j-1] > 0 {
			to[i] = j - 1
		}
	}
	return to
}
