package model

import (
	"slices"
	"strings"
)

// Order keys say where a part stands among its kind. A key is a short text
// over 0-9 and a-z; sorting the texts sorts the parts. Between any two keys
// there is another, so putting a part in the middle changes no other part:
// two laptops can both do it and still be merged.

const (
	orderDigits = "0123456789abcdefghijklmnopqrstuvwxyz"
	orderWidth  = 6 // digits of a key made by adding at the end

	// orderMiddle ends every key made by adding at the end. No key ends in 0:
	// there would be no room between "1" and "10".
	orderMiddle = len(orderDigits) / 2
)

// validOrder tells whether s is a key that OrderBetween makes, or none.
func validOrder(s string) bool {
	return strings.Trim(s, orderDigits) == "" && !strings.HasSuffix(s, "0")
}

// OrderBetween returns a key that sorts after a and before b. An empty a means
// the beginning, an empty b the end. Between two equal keys, which two laptops
// can have made apart, nothing sorts: it is then a key behind both.
func OrderBetween(a, b string) string {
	if b == "" {
		return orderAfter(a)
	}
	// Digit by digit, as fractions: the first place with room gets the digit
	// in the middle; where there is none the key becomes one digit longer.
	var out strings.Builder
	for i := 0; ; i++ {
		if i >= max(len(a), len(b)) {
			b = ""
		}
		low, high := digitAt(a, i), len(orderDigits)
		if b != "" {
			high = digitAt(b, i)
		}
		if low == high {
			out.WriteByte(orderDigits[low])
			continue
		}
		if mid := (low + high) / 2; mid > low {
			out.WriteByte(orderDigits[mid])
			return out.String()
		}
		out.WriteByte(orderDigits[low])
		b = "" // from here on anything greater than a will do
	}
}

// OrdersBetween returns so many keys that sort after a and before b, one after
// another. They are no longer than their number asks for: each in the gap that
// the one before has left would soon be hundreds of digits.
func OrdersBetween(a, b string, n int) []string {
	switch {
	case n <= 0:
		return nil
	case b == "":
		out := make([]string, n)
		for i := range out {
			a = orderAfter(a)
			out[i] = a
		}
		return out
	}
	middle := OrderBetween(a, b)
	return slices.Concat(OrdersBetween(a, middle, n/2), []string{middle}, OrdersBetween(middle, b, n-1-n/2))
}

// orderAfter returns a key that sorts after a, with much room before the next.
func orderAfter(a string) string {
	var b [orderWidth]byte
	b[orderWidth-1] = orderDigits[orderMiddle]
	carry := 1
	for i := orderWidth - 2; i >= 0; i-- {
		n := digitAt(a, i) + carry
		b[i], carry = orderDigits[n%len(orderDigits)], n/len(orderDigits)
	}
	if carry > 0 { // 60 million parts added at the end: longer keys from here on
		return a + orderDigits[orderMiddle:][:1]
	}
	return string(b[:])
}

func digitAt(key string, i int) int {
	if i >= len(key) {
		return 0
	}
	return max(strings.IndexByte(orderDigits, key[i]), 0)
}
