//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownwords/tui/plain"
)

// agreedPlans makes a home in which so many plans were agreed and wait to go:
// the whole conversation of the main job's story, with as many people.
func agreedPlans(t testing.TB, plans int) (home string) {
	t.Helper()
	story, err := os.ReadFile("testdata/script/main_job.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, talk, _ := strings.Cut(string(story), "-- talk --\n") // its only file
	home = filepath.Join(t.TempDir(), "home")
	if err := cheap(home, "Dele Martins", "practitioner"); err != nil {
		t.Fatal(err)
	}
	for i := range plans {
		var shown bytes.Buffer
		who := fmt.Sprintf("Peggy Ashworth the %dth", i+1)
		_, err := plain.Run(t.Context(), plain.Options{
			Dir: home, In: strings.NewReader(strings.ReplaceAll(talk, "Peggy Ashworth", who)), Out: &shown,
			Passphrase: []byte(testPassphrase),
		})
		if err != nil || !strings.Contains(shown.String(), "Agreed with Peggy") {
			t.Fatalf("talk with %s: %v\n%s", who, err, shown.String())
		}
	}
	return home
}

// copied is a home of its own that is as another was.
func copied(t testing.TB, home string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "home")
	if err := os.CopyFS(to, os.DirFS(home)); err != nil {
		t.Fatal(err)
	}
	return to
}
