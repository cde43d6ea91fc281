// Package rounds tries the properties of whole records, for tests of every package
// that has some: each record takes long to draw and to look at.
package rounds

import (
	"flag"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// few is how many records a property is tried on in every run of the tests.
// Where another number than rapid's own is given, by -rapid.checks or
// RAPID_CHECKS, that holds for these too.
const few = 25

// Few checks a property of whole records. It is not for tests that run beside
// others of their package.
func Few(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	if was := checks.String(); was == "100" {
		set := func(n string) {
			if err := checks.Set(n); err != nil {
				t.Fatal(err)
			}
		}
		set(strconv.Itoa(few))
		defer set(was)
	}
	rapid.Check(t, property)
}
