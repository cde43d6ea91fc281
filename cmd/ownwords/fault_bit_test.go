//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
)

// flipped lets single bits of the store's file fall over where something stands,
// half of them in the heads of pages, which lead to everything else. Each is harmless,
// or it is told: no other words are ever shown for those that were typed.
func flipped(f *trial) {
	r := f.conversed(typedName, notesOf(20)...)
	d, err := unlock(r.home(), []byte(testPassphrase))
	if err != nil {
		f.Fatal(err)
	}
	talk(f.T, d, "Yusuf Demir", notesOf(3)...)
	if err := d.Close(); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(r.file())
	if err != nil {
		f.Fatal(err)
	}
	questions, want := f.answersOf(r)
	var used []int // pages
	for i := range len(raw) / pieceSize {
		if bytes.ContainsFunc(raw[i*pieceSize:(i+1)*pieceSize], func(c rune) bool { return c != 0 }) {
			used = append(used, i)
		}
	}
	told := 0
	for range f.times {
		at := used[rand.IntN(len(used))]*pieceSize*8 + rand.IntN([]int{pieceSize, 200}[rand.IntN(2)]*8)
		bad := bytes.Clone(raw)
		bad[at/8] ^= 1 << (at % 8)
		if err := os.WriteFile(r.file(), bad, 0o600); err != nil {
			f.Fatal(err)
		}
		s, err := r.seesOf(questions, want)
		switch {
		case err == nil && s.other != "":
			err = fmt.Errorf("%s shows something else, and tells nothing", s.other)
		case err == nil && s.told && !s.doctor && !s.reverted:
			err = errors.New("what is told is not what the doctor names")
		}
		f.judge(fmt.Sprintf("bit %d of byte %d", at%8, at/8), err)
		if s.doctor {
			told++
		}
	}
	f.Logf("of %d bits %d were told, the others harmless", f.times, told)
}

// answersOf are questions that the program is asked of all that is in a store, and
// what it answers.
func (f *trial) answersOf(r *room) (questions [][]string, want []string) {
	f.Helper()
	var list []listed
	if err := r.read(&list, "list", "--json"); err != nil {
		f.Fatal(err)
	}
	for _, x := range list {
		questions = append(questions, []string{"show", string(x.ID), "--as", "json"})
	}
	questions = append(questions, []string{"list", "--json"})
	for _, q := range questions {
		a, err := r.asks(q...)
		if err != nil || a.code != codeOK || a.said != "" {
			f.Fatalf("%v = %d, %q, %v", q, a.code, a.said, err)
		}
		want = append(want, a.out)
	}
	return questions, want
}

// seen is what came of asking the program of a store that somebody has been at.
type seen struct {
	other string // the question that was answered otherwise than before, without a word
	told  bool   // something was told with an answer
	// reverted tells that the first answer said that all may be one save back. From
	// then on it is, and nothing is damaged: the next save mends the file.
	reverted bool
	doctor   bool // the doctor names damage
}

// seesOf asks all questions anew. Its errors are those of a program that broke.
func (r *room) seesOf(questions [][]string, want []string) (s seen, err error) {
	for i, q := range questions {
		a, err := r.asks(q...)
		if err != nil {
			return s, err
		}
		s.reverted = s.reverted || i == 0 && strings.Contains(a.said, "one save earlier")
		if a.code != codeOK || a.said != "" {
			s.told = true
		} else if a.out != want[i] && !s.reverted {
			s.other = q[0]
		}
	}
	a, err := r.asks("doctor", "--json")
	if err == nil && a.code != codeOK && a.code != codeDamaged {
		err = fmt.Errorf("doctor ended with %d, saying %q", a.code, a.said)
	}
	s.doctor = a.code == codeDamaged
	return s, err
}
