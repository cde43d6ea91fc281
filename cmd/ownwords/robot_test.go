//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// asker answers whatever plain mode asks: a choice by a number, and everything
// else with a word that is in no dictionary, each another one. It is asked for a
// line only when the program has printed its question, so that what it has
// answered can be typed again, blindly, into the program as it is released.
type asker struct {
	asked    bytes.Buffer // what the program printed
	commands []string     // what is done in the talk, one after the other
	words    []string     // all that were typed
	lines    []string
	choice   int // the number that is chosen, and by how much it goes up
	step     int
	times    map[string]int // how often each question was answered, in this command
	rest     []byte
	most     int // lines that one command may take
}

// markerWord is a word that nobody writes, and that stands in no other.
func markerWord(n int) string {
	parts := []string{"ba", "de", "fi", "go", "lu", "mo", "na"}
	return "vex" + parts[n/343%7] + parts[n/49%7] + parts[n/7%7] + parts[n%7] + "quill"
}

func (a *asker) Write(b []byte) (int, error) { return a.asked.Write(b) }

// Read gives the next line.
func (a *asker) Read(b []byte) (int, error) {
	if len(a.rest) == 0 {
		line, err := a.answer()
		if err != nil {
			return 0, err
		}
		a.lines = append(a.lines, line)
		a.rest = []byte(line + "\n")
	}
	n := copy(b, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

var (
	inTalk  = regexp.MustCompile(`^(Own note|Note) \d+: $`)
	isFirst = regexp.MustCompile(`(?m)^1 `)
	anyWord = regexp.MustCompile(`vex[a-z]+quill|\d+`)
)

func (a *asker) answer() (string, error) {
	said := a.asked.String()
	a.asked.Reset()
	question := said[strings.LastIndex(said, "\n")+1:]
	if inTalk.MatchString(question) {
		a.times, a.most = map[string]int{}, 120
		if len(a.commands) == 0 {
			return "", io.EOF
		}
		next := a.commands[0]
		a.commands = a.commands[1:]
		if next == ".home" {
			a.choice = a.choice%4 + a.step
		}
		return a.filled(next), nil
	}
	if a.most--; a.most < 0 {
		return "", fmt.Errorf("%q is asked again and again", question)
	}
	if question == scenes[1].home+" " && strings.Contains(said, "\n5 ") {
		return "5", nil // whoever is with us today
	}
	kind := anyWord.ReplaceAllString(question, "")
	a.times[kind]++
	switch {
	case isFirst.MatchString(said) && a.times[kind] < 6:
		return fmt.Sprint(a.choice), nil
	case strings.Contains(said, "A number from"):
		return "1", nil
	case a.times[kind] > 2:
		return "", nil // enough of these
	}
	return a.word(), nil
}

// filled puts words for the stars in a command or note.
func (a *asker) filled(line string) string {
	for strings.Contains(line, "*") {
		line = strings.Replace(line, "*", a.word(), 1)
	}
	return line
}

func (a *asker) word() string {
	w := markerWord(len(a.words))
	a.words = append(a.words, w)
	return w
}
