package content

import (
	"cmp"
	"slices"
	"strings"
)

// nearest are the three names that are most like one that there is not.
func nearest(name string, all []string) []string {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b string) int { return unlike(name, a) - unlike(name, b) })
	return sorted[:min(3, len(sorted))]
}

// unlike is how far what somebody wrote is from a name, in letters; 0 where it
// is a part of it. The last word of a name will do for all of it.
func unlike(written, name string) int {
	written = strings.ToLower(written)
	if strings.Contains(name, written) {
		return 0
	}
	_, last, _ := strings.Cut(name, ".")
	return min(distance(written, name), distance(written, cmp.Or(last, name)))
}

// distance is how many letters have to be changed, put in or taken out to make
// one word the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := left
			if a[i] != b[j] {
				change++
			}
			left = row[j+1]
			row[j+1] = min(change, row[j]+1, left+1)
		}
	}
	return row[len(b)]
}
