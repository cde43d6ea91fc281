package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAKeyStandsBetweenItsNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := []string{OrderBetween("", "")}
		for range rapid.IntRange(1, 60).Draw(t, "how many") {
			at := rapid.IntRange(0, len(keys)).Draw(t, "at")
			before, after := "", ""
			if at > 0 {
				before = keys[at-1]
			}
			if at < len(keys) {
				after = keys[at]
			}
			key := OrderBetween(before, after)
			if key <= before || after != "" && key >= after || !validOrder(key) {
				t.Fatalf("OrderBetween(%q, %q) = %q", before, after, key)
			}
			keys = slices.Insert(keys, at, key)
			if rapid.IntRange(0, 4).Draw(t, "take one out") == 0 && len(keys) > 2 {
				out := rapid.IntRange(0, len(keys)-1).Draw(t, "which")
				keys = slices.Delete(keys, out, out+1)
			}
		}
	})
}

func TestAThousandPartsAtOnePlace(t *testing.T) {
	first, last := OrderBetween("", ""), OrderBetween(OrderBetween("", ""), "")
	for name, next := range map[string]func(low, high, key string) (string, string){
		"always behind the first": func(low, _, key string) (string, string) { return low, key },
		"always before the last":  func(_, high, key string) (string, string) { return key, high },
	} {
		low, high := first, last
		for i := range 1000 {
			key := OrderBetween(low, high)
			if key <= low || key >= high {
				t.Fatalf("%s, %d: OrderBetween(%q, %q) = %q", name, i, low, high, key)
			}
			low, high = next(low, high, key)
		}
		if got := len(low) + len(high); got > 600 {
			t.Errorf("%s: the keys have %d digits", name, got)
		}
	}
}

func TestKeysAtTheEndStayShort(t *testing.T) {
	key := ""
	for i := range 100_000 {
		next := OrderBetween(key, "")
		if next <= key || len(next) > orderWidth {
			t.Fatalf("key %d after %q is %q", i, key, next)
		}
		key = next
	}
	full := "zzzzzi"
	for range 3 {
		next := OrderBetween(full, "")
		if next <= full {
			t.Fatalf("behind %q comes %q", full, next)
		}
		full = next
	}
}

// A file may hold any keys, and two laptops may have made the same one.
func TestNoPairOfKeysHangsTheProgram(t *testing.T) {
	pairs := [][2]string{{"1", "10"}, {"", "0"}, {"", "000"}, {"5", "5"}, {"b", "a"}, {"É", "!"}, {"zz", "zz0"}}
	for _, p := range pairs {
		if key := OrderBetween(p[0], p[1]); !validOrder(key) || key == "" {
			t.Errorf("OrderBetween(%q, %q) = %q", p[0], p[1], key)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[01iz]{0,5}`)
		a, b := digits.Draw(t, "a"), digits.Draw(t, "b")
		key := OrderBetween(a, b)
		if validOrder(a) && validOrder(b) && a < b && (key <= a || key >= b) {
			t.Fatalf("OrderBetween(%q, %q) = %q", a, b, key)
		}
	})
}

func TestManyKeysInOneGapAreInOrderAndShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[01iz]{0,5}`)
		a, b, n := digits.Draw(t, "a"), digits.Draw(t, "b"), rapid.IntRange(0, 200).Draw(t, "n")
		keys := OrdersBetween(a, b, n)
		if len(keys) != n || !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != n {
			t.Fatalf("OrdersBetween(%q, %q, %d) = %q", a, b, n, keys)
		}
		for _, key := range keys {
			if !validOrder(key) || validOrder(a) && validOrder(b) && (b == "" || a < b) && (key <= a || b != "" && key >= b) {
				t.Fatalf("OrdersBetween(%q, %q, %d) has %q", a, b, n, key)
			}
		}
	})
	longest := 0
	for _, key := range OrdersBetween("000001i", "000002i", 50_000) {
		longest = max(longest, len(key))
	}
	if longest > 16 {
		t.Errorf("the longest of 50,000 keys in one gap has %d digits", longest)
	}
}
