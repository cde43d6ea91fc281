package plain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/tui/desk"
)

const teamKey = "age10d3e00gm28jdcnqvhktphqeaf3mdd70lyzzscvvtnexa3q2ku5hqwjtdw7"

// In plain lines the ways in are changed one after another, each behind the
// words typed once more; what is not meant does nothing.
func TestTheWaysInInPlainLines(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	page := filepath.Join(t.TempDir(), "page.txt")
	const again, other = passphrase + "\n", "new river stone\nnew river stone\n"
	said := sit(t, dir, o, ""+
		".ways\n4\n"+again+"Amina\n"+other+ // somebody else is let in
		".ways\n3\n"+again+teamKey+"\n"+
		".ways\n2\n"+again+"yes\n.print "+page+"/x\n.print "+page+"\n.print "+page+"\n\n"+
		".ways\n6\n"+again+"1\n"+ // and shut out again
		".ways\n5\n"+again+"yes\n"+other+"\n"+
		".quit\n")
	said = strings.Join(strings.Fields(said), " ")
	for _, want := range []string{
		"Amina can open the notes now.", "Their words (not shown):", "The team's keys are as you set them.", "Nothing was written: there is no such folder.", "Written to ", "there is a file of that name already",
		"1 Amina: words of their own", "Taken away.", "All is sealed anew.", "The recovery code is on no paper yet",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if raw, err := os.ReadFile(page); err != nil || !strings.Contains(string(raw), "Dele Martins") || strings.Count(string(raw), "-") < 8 {
		t.Errorf("the page of the code is %q, %v", raw, err)
	}
	door, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := door.UnlockWith([]byte(passphrase)); err == nil {
		t.Error("the old words open it still")
	}
	d, err := door.UnlockWith([]byte("new river stone"))
	if err != nil {
		t.Fatal(err)
	}
	ways, err := d.Ways()
	if err != nil || len(ways) != 3 || !slices.ContainsFunc(ways, func(w desk.Way) bool { return w.TeamKey == teamKey }) {
		t.Errorf("ways in are %+v, %v, want the new words, a code and the team's key", ways, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// A full stop leaves the question for the words, and changes nothing. Locked by
// hand, the words are asked for; after the code it is said how to set new ones.
func TestLockedByHandAndOpenedByTheCode(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	page := filepath.Join(t.TempDir(), "page.txt")
	said := sit(t, dir, o, ".ways\n1\n.\n.ways\n2\n"+passphrase+"\nyes\n.print "+page+"\n\n.quit\n")
	if strings.Contains(said, "Those words do not open it") || !strings.Contains(strings.Join(strings.Fields(said), " "), "A full stop goes back.") {
		t.Errorf("the full stop was taken for words, or is not told:\n%s", said)
	}
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var code []string
	for line := range strings.Lines(string(raw)) {
		if f := strings.Fields(line); len(f) == 3 && strings.Count(f[2], "-") > 0 {
			code = append(code, f[1], f[2])
		}
	}
	said = sit(t, dir, o, ".lock\n"+strings.Join(code, " ")+"\n.log\n.quit\n")
	said = strings.Join(strings.Fields(said), " ")
	if !strings.Contains(said, "Locked.") || !strings.Contains(said, "If the words are forgotten, set new ones: .ways.") {
		t.Errorf("it was not locked, or does not say where to set new words:\n%s", said)
	}
}
