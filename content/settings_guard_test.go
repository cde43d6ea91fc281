package content

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// kept are settings at their most private.
func kept(change func(*Settings)) Settings {
	s := DefaultSettings()
	change(&s)
	return s
}

// A peer supporter whose file has a slip in it must not get the council's desk
// and its money, nor a plan go where nobody said, nor a laptop stand open longer
// than somebody meant it to.
func TestASlipOpensNothing(t *testing.T) {
	sealed := func(s *Settings) {
		s.Role, s.Clipboard, s.CoverAfter, s.LockAfterVisit, s.LockAfter = RolePeer, ClipboardOwn, 1, 1, 1
		s.KeepAfterSent = 0
	}
	const private = "role: peer\nclipboard: own\ncover_after: 2\nserver: {url: https://care.example.org, whose: shared}\n"
	for _, tt := range []struct {
		name, yaml string
		want       func(*Settings)
		until      string // what the first fault says of it
	}{
		{"a file that breaks off", private + "name: [\n", sealed, "the role is peer, what is copied stays in this program"},
		{"a file in two parts", private + "---\nrole: practitioner\n", sealed, "nothing can be sent"},
		{"no text", private + "\xff", sealed, "cover"},
		{"another file", strings.Repeat("name: x\n", 10<<17), sealed, "lock"},
		{"a role there is not", "role: per\n", func(s *Settings) { s.Role = RolePeer }, "it is peer."},
		{"no role", "role: [peer]\n", func(s *Settings) { s.Role = RolePeer }, "it is peer."},
		{"two roles", "role: practitioner\nname: Dele\nrole: peer\n", func(s *Settings) { s.Role, s.Name = RolePeer, "Dele" }, "it is peer."},
		{"two roles, the other way round", "role: peer\nrole: practitioner\n", func(s *Settings) { s.Role = RolePeer }, "it is peer."},
		{"a role in the wrong place", "numbers:\n  role: peer\n", func(s *Settings) { s.Role = RolePeer }, "it is peer."},
		{"a key of its own spelling", "Role: peer\n", func(s *Settings) { s.Role = RolePeer }, "it is peer."},
		{"a slip in a key", "clipbord: own\n", func(s *Settings) { s.Clipboard = ClipboardOwn }, "what is copied stays"},
		{"a clipboard there is not", "clipboard: mine\n", func(s *Settings) { s.Clipboard = ClipboardOwn }, "what is copied stays"},
		{"no minutes", "cover_after: two\n", func(s *Settings) { s.CoverAfter = 1 }, "the screen is covered after a minute"},
		{"too many minutes", "lock_after: 45\n", func(s *Settings) { s.LockAfter = 1 }, "at the desk"},
		{"minutes with a word", "lock_after_visit: 5 minutes\n", func(s *Settings) { s.LockAfterVisit = 1 }, "while a visit is open"},
		{"days with a word", "keep_after_sent: 90 days\n", func(s *Settings) { s.KeepAfterSent = 0 }, "no plan goes into the bin"},
		{"whose there is not", "server:\n  url: https://care.example.org\n  whose: sharde\n", func(*Settings) {}, "nothing can be sent"},
		{"a slip in whose", "server:\n  url: https://care.example.org\n  whos: shared\n", func(*Settings) {}, "nothing can be sent"},
		{"whose twice", "server:\n  url: https://care.example.org\n  whose: own\n  whose: shared\n", func(*Settings) {}, "nothing can be sent"},
		{"whose in the wrong place", "server:\n  url: https://care.example.org\nwhose: shared\n", func(*Settings) {}, "nothing can be sent"},
		{"itself by a slip", "server:\n  url: https://care.example.org\n  by_itself: maybe\n", func(*Settings) {}, "nothing can be sent"},
		{"a limit of nothing", "server:\n  url: https://care.example.org\n  limit: 0\n", func(*Settings) {}, "nothing can be sent"},
		{"two servers", "server:\n  url: https://a.example\nserver:\n  url: https://b.example\n", func(*Settings) {}, "nothing can be sent"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, wrong := ParseSettings([]byte(tt.yaml))
			if diff := cmp.Diff(kept(tt.want), got); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
			if len(wrong) != 1 {
				t.Fatalf("%d faults, want 1", len(wrong))
			}
			if said := English().Say(wrong[0].Message()); !strings.Contains(said, "Until then") || !strings.Contains(said, tt.until) {
				t.Errorf("the fault says %q, want what holds until it is mended: %q", said, tt.until)
			}
		})
	}
}

// A slip that has nothing to do with it makes nobody a peer supporter.
func TestASlipElsewhereLeavesTheRest(t *testing.T) {
	const file = "clipboard: own\nserver: {url: https://care.example.org, whose: shared}\n"
	want := kept(func(s *Settings) {
		s.Clipboard, s.Server.URL, s.Server.Whose = ClipboardOwn, "https://care.example.org", WhoseShared
	})
	for _, slip := range []string{
		"theme: pink\n", "thme: dark\n", "colour: blue\n", "nam: Dele\n", "numbers:\n  pizza: 2\n", "keys:\n  mark: ctrl+p\n", "name: a\nname: a\n",
	} {
		got, wrong := ParseSettings([]byte(file + slip))
		got.Name = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("settings behind %q (-want +got):\n%s", slip, diff)
		}
		if len(wrong) != 1 || !wrong[0].Until.Zero() {
			t.Errorf("%q: faults %+v, want one that says nothing of what holds", slip, wrong)
		}
	}
}

// A file that is there and can't be read may say anything.
func TestSettingsThatNobodyCanReadOpenNothing(t *testing.T) {
	got, wrong := UnreadSettings(&fs.PathError{Err: ErrTooLong})
	compareFaults(t, wrong, []string{"settings.yaml:0 too-large"})
	if got.Role != RolePeer {
		t.Errorf("UnreadSettings() of what is too long = %+v, want the most private", got)
	}
	got, wrong = UnreadSettings(fs.ErrPermission)
	compareFaults(t, wrong, []string{"settings.yaml:0 unread"})
	if got.Role != RolePeer || got.Clipboard != ClipboardOwn || got.CoverAfter != 1 {
		t.Errorf("UnreadSettings() = %+v, want the most private", got)
	}
}
