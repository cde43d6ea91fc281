package plain

import (
	"strings"
	"testing"

	"ownwords/content"
	"ownwords/tui/desk"
)

// clubs is a record of which the club may have one thing alone, which is in nobody's
// copy.
const clubs = `{"format": 1, "id": "11111111-1111-4111-8111-111111111111",
 "conversation": {"id": "conversation", "kind": "assessment", "guide": "assessment", "guideVersion": 1, "standing": "draft", "began": "2026-09-15T09:00:00Z"},
 "person": {"id": "person", "fullName": "Peggy Ashworth"},
 "voice": [{"id": "v1", "order": "1", "name": "Dele Martins", "role": "practitioner"}],
 "note": [{"id": "n1", "order": "1", "drawer": "mine", "voice": "v1", "telling": "thought", "text": "tired today", "typed": "2026-09-15T09:00:00Z"}],
 "sharing": [{"id": "s1", "order": "1", "who": "Bowls club", "choice": "yes", "only": ["n1"]}]}`

// A paper of which somebody may have nothing is not made, and the sitting goes on.
func TestACopyWithNothingInItIsNotMade(t *testing.T) {
	dir, o := setUp(t, content.RolePractitioner, "Dele Martins")
	door, err := desk.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := door.UnlockWith([]byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	r, err := desk.ReadRecord([]byte(clubs))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Import(r); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	said := sit(t, dir, o, "2\nall\n1\n.copy Bowls club\nabout me\n\n.where\n")
	if !strings.Contains(said, "nothing belongs in that paper.") || !strings.Contains(said, "Saved on this laptop") {
		t.Errorf("said:\n%s", said)
	}
}
