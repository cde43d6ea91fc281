package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"
)

func TestEachOfTheThreeWaysInOpensTheSameStore(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	master, code := NewMaster("store", 3), NewCode()
	passphrase, err1 := master.SlotForPassphrase([]byte("  harbour  lantern pebble "), CheapCost())
	recovery, err2 := master.SlotForCode(code)
	team, err3 := master.SlotForTeam(identity.Recipient().String())
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	byTeam, err := Team([]byte("# team\n" + identity.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		slot   Slot
		opener *Opener
	}{
		{passphrase, Passphrase([]byte("harbour lantern pebble"))},
		{recovery, Recovery(code)},
		{team, byTeam},
	} {
		t.Run(string(c.opener.Kind()), func(t *testing.T) {
			stored, err := c.slot.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			slot, err := ParseSlot(stored)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.opener.Open(slot, "store")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.raw, master.raw) || got.epoch != 3 {
				t.Errorf("Open gave another master, epoch %d", got.epoch)
			}
			if _, err := c.opener.Open(slot, "another store"); !errors.Is(err, ErrWrongKey) {
				t.Errorf("Open in another store = %v, want %v", err, ErrWrongKey)
			}
			slot.Epoch = 4
			if _, err := c.opener.Open(slot, "store"); !errors.Is(err, ErrWrongKey) {
				t.Errorf("Open as another epoch = %v, want %v", err, ErrWrongKey)
			}
			slot.Epoch, slot.ID = 3, "other"
			if _, err := c.opener.Open(slot, "store"); !errors.Is(err, ErrWrongKey) {
				t.Errorf("Open as another slot = %v, want %v", err, ErrWrongKey)
			}
		})
	}
}

func TestANewEpochNeedsNoPassphraseAndNoCode(t *testing.T) {
	old, next, code := NewMaster("store", 1), NewMaster("store", 2), NewCode()
	slot, err := old.SlotForCode(code)
	if err != nil {
		t.Fatal(err)
	}
	passphrase, err := old.SlotForPassphrase([]byte("harbour lantern pebble"), CheapCost())
	if err != nil {
		t.Fatal(err)
	}
	team, identity := teamSlot(t, old)
	for _, x := range []struct {
		slot   Slot
		opener *Opener
	}{
		{slot, Recovery(code)},
		{passphrase, Passphrase([]byte("harbour lantern pebble"))},
		{team, identity},
	} {
		then, err := old.Rewrap(x.slot, next)
		if err != nil {
			t.Fatalf("%s: Rewrap = %v", x.slot.Kind, err)
		}
		got, err := x.opener.Open(then, "store")
		if err != nil || !got.Same(next) || got.Same(old) || then.ID != x.slot.ID {
			t.Errorf("%s: Open after the new epoch = %v", x.slot.Kind, err)
		}
		if again, err := next.Rewrap(then, next.Next()); err != nil || again.Epoch != 3 {
			t.Errorf("%s: Rewrap into a third epoch = %d, %v", x.slot.Kind, again.Epoch, err)
		}
	}
	slot.Kept[40] ^= 1
	if _, err := old.Rewrap(slot, next); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("Rewrap of a slot that does not say how = %v, want %v", err, ErrDamagedSlot)
	}
	team.Recipient = "age1nonsense"
	if _, err := old.Rewrap(team, next); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("Rewrap for no team = %v, want %v", err, ErrDamagedSlot)
	}
}

// teamSlot is a slot of a team key made for the test, and what opens it.
func teamSlot(t *testing.T, m *Master) (Slot, *Opener) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	slot, err1 := m.SlotForTeam(identity.Recipient().String())
	opener, err2 := Team([]byte(identity.String()))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return slot, opener
}

func TestADataKeyOutlivesAnEpoch(t *testing.T) {
	old, next := NewMaster("store", 1), NewMaster("store", 2)
	was, err1 := old.Key("records")
	is, err2 := next.Key("records")
	data, wrapped, err3 := was.MakeDataKey([]byte("drawer"))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	sealed, err := data.Seal([]byte("a pause"), []byte("here"))
	if err != nil {
		t.Fatal(err)
	}
	if !UnderDataKey(sealed) || UnderDataKey(wrapped) || UnderDataKey(nil) {
		t.Error("UnderDataKey does not tell a value under a data key from others")
	}
	if _, err := was.Rewrap(wrapped, is, []byte("another drawer")); !errors.Is(err, ErrSealed) {
		t.Errorf("Rewrap for another place = %v, want %v", err, ErrSealed)
	}
	again, err := was.Rewrap(wrapped, is, []byte("drawer"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := was.OpenDataKey(again, []byte("drawer")); !errors.Is(err, ErrSealed) {
		t.Errorf("the old master opens the key = %v, want %v", err, ErrSealed)
	}
	same, err := is.OpenDataKey(again, []byte("drawer"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := same.Open(sealed, []byte("here")); err != nil || string(got) != "a pause" {
		t.Errorf("Open under the key that was rewrapped = %q, %v", got, err)
	}
}

func TestTeamKeysAreReadFromWhatAnOrganisationHandsOut(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	key := identity.Recipient().String()
	for text, want := range map[string]int{
		key: 1, "# Northmoor\n\n  " + key + "\r\n" + key + "\n": 2, "": 0, "age1nonsense": -1, key + " and more": -1,
	} {
		got, err := ParseRecipients([]byte(text))
		if want < 0 && !errors.Is(err, ErrRecipient) || want >= 0 && (err != nil || len(got) != want) {
			t.Errorf("ParseRecipients(%q) = %v, %v, want %d", text, got, err, want)
		}
	}
}

func TestTheWrongKeyIsToldByOneError(t *testing.T) {
	mine := NewMaster("store", 1)
	theirs, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	council, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	passphrase, err1 := mine.SlotForPassphrase([]byte("harbour lantern pebble"), CheapCost())
	recovery, err2 := mine.SlotForCode(NewCode())
	team, err3 := mine.SlotForTeam(council.Recipient().String())
	wrongTeam, err4 := Team([]byte(theirs.String()))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		slot   Slot
		opener *Opener
	}{
		{"passphrase", passphrase, Passphrase([]byte("Harbour lantern pebble"))},
		{"empty passphrase", passphrase, Passphrase(nil)},
		{"code", recovery, Recovery(NewCode())},
		{"team key", team, wrongTeam},
		{"another kind", team, Passphrase([]byte("harbour lantern pebble"))},
	} {
		if m, err := c.opener.Open(c.slot, "store"); !errors.Is(err, ErrWrongKey) || m != nil {
			t.Errorf("%s: Open = %v, %v, want %v", c.name, m, err, ErrWrongKey)
		}
	}
}

func TestAFallenBitInASlotIsNotToldAsAWrongPassphrase(t *testing.T) {
	slot, err := NewMaster("store", 1).SlotForPassphrase([]byte("harbour lantern pebble"), CheapCost())
	if err != nil {
		t.Fatal(err)
	}
	stored, err := slot.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(stored) * 8 {
		bad := bytes.Clone(stored)
		bad[i/8] ^= 1 << (i % 8)
		if _, err := ParseSlot(bad); !errors.Is(err, ErrDamagedSlot) {
			t.Fatalf("ParseSlot with bit %d flipped = %v, want %v", i, err, ErrDamagedSlot)
		}
	}
	if _, err := ParseSlot(stored[:5]); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("ParseSlot of 5 bytes = %v, want %v", err, ErrDamagedSlot)
	}
	if _, err := ParseSlot(WithSum([]byte("no JSON"))); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("ParseSlot of text = %v, want %v", err, ErrDamagedSlot)
	}
	if _, err := ParseSlot(WithSum([]byte(`{"v":2}`))); !errors.Is(err, ErrNewer) {
		t.Errorf("ParseSlot of version 2 = %v, want %v", err, ErrNewer)
	}
}

func TestAHostileFileCannotAskForTheWholeMachine(t *testing.T) {
	master := NewMaster("store", 1)
	slot, err := master.SlotForPassphrase([]byte("harbour lantern pebble"), CheapCost())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Cost{
		{MemoryKiB: 100 << 20, Time: 1, Threads: 1},
		{MemoryKiB: 1 << 16, Time: 1 << 30, Threads: 1},
		{MemoryKiB: 1 << 16, Time: 3, Threads: 255},
		{MemoryKiB: 1 << 16, Time: 0, Threads: 4},
		{MemoryKiB: 1 << 16, Time: 3, Threads: 0},
		{MemoryKiB: 8, Time: 3, Threads: 4},
		{},
	} {
		slot.Cost = c
		if _, err := Passphrase([]byte("x")).Open(slot, "store"); !errors.Is(err, ErrCost) {
			t.Errorf("Open with cost %+v = %v, want %v", c, err, ErrCost)
		}
		if _, err := master.SlotForPassphrase([]byte("x"), c); !errors.Is(err, ErrCost) {
			t.Errorf("SlotForPassphrase with cost %+v = %v, want %v", c, err, ErrCost)
		}
	}
	if err := DefaultCost().check(); err != nil {
		t.Errorf("DefaultCost().check() = %v", err)
	}
}

func TestTeamKeysThatAreNone(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, recipient := range []string{"", "age1", "somebody@council.example", identity.String()} {
		if _, err := NewMaster("store", 1).SlotForTeam(recipient); !errors.Is(err, ErrRecipient) {
			t.Errorf("SlotForTeam(%.8q) = %v, want %v", recipient, err, ErrRecipient)
		}
	}
	secret := strings.Replace(identity.String(), "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1QQ", 1)
	if _, err := Team([]byte(secret)); !errors.Is(err, ErrIdentity) || strings.Contains(err.Error(), "QQ") {
		t.Errorf("Team(a mistyped identity) = %v, want %v and no part of it", err, ErrIdentity)
	}
}

func TestATeamSlotThatSomebodyElseMadeIsRefused(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	slot, err := NewMaster("store", 1).SlotForTeam(identity.Recipient().String())
	if err != nil {
		t.Fatal(err)
	}
	byTeam, err := Team([]byte(identity.String()))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w, err := age.Encrypt(&file, identity.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(append(slot.bound("store"), "too short to be a master"...)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := slot.Sealed
	slot.Sealed = file.Bytes()
	if _, err := byTeam.Open(slot, "store"); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("Open of a slot with no master in it = %v, want %v", err, ErrDamagedSlot)
	}
	slot.Sealed = whole[:len(whole)-1]
	if _, err := byTeam.Open(slot, "store"); !errors.Is(err, ErrDamagedSlot) {
		t.Errorf("Open of a slot cut short = %v, want %v", err, ErrDamagedSlot)
	}
}
