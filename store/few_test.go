package store

import (
	"flag"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// rounds is how many records a property is tried on in every run of the tests: each
// takes long to draw and to look at. A number given by -rapid.checks or
// RAPID_CHECKS holds for these too.
const rounds = 25

// checkFew checks a property of whole records.
func checkFew(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	if was := checks.String(); was == "100" {
		set := func(n string) {
			if err := checks.Set(n); err != nil {
				t.Fatal(err)
			}
		}
		set(strconv.Itoa(rounds))
		defer set(was)
	}
	rapid.Check(t, property)
}
