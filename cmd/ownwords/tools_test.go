package main

import (
	"os"
	"os/exec"
	"testing"
)

// toolsEnv demands the programs of other people that some tests need. With it a test
// fails where one of them is missing; without it the test says what it did not try.
const toolsEnv = "OWNWORDS_TOOLS"

// isHere tells whether a program is on this machine.
func isHere(t *testing.T, tool, tried string) bool {
	t.Helper()
	_, err := exec.LookPath(tool)
	switch {
	case err == nil:
		return true
	case os.Getenv(toolsEnv) != "":
		t.Fatal(err)
	}
	t.Logf("%s is not on this machine: %s was not tried", tool, tried)
	return false
}
