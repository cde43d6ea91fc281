// Command pictures takes the pictures of the README from the running program:
// it practises with the made-up people in tmux, as a hand would, and writes what
// tmux shows as SVG, with the letters as letters; and a page of a plan as
// pdftoppm draws it.
//
//	pictures PROGRAM FOLDER
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// step is a key by tmux's name, or words in quotation marks; then a text that is
// shown once it is done.
type step struct{ key, shows string }

// toTheTalk leads from the first page to what matters to Peggy.
var toTheTalk = []step{
	{"", "Who are you with?"}, {"o", "everyone"}, {`"Peggy"`, "Peggy Ashworth"}, {"Enter", "You were last here"}, {"Escape", "Talk"},
	{"Escape", "letters find"}, {`"matters"`, "What matters"}, {"Enter", "a day lately"},
}

// picture is a page, and how it is reached from the one before.
type picture struct {
	name  string
	steps []step
}

func to(page string, steps ...step) []step {
	return append([]step{{"C-p", "What do you want to do?"}, {`"` + page + `"`, page}, {"Enter", "Peggy Ashworth"}}, steps...)
}

var (
	dark = []picture{
		{"talk", toTheTalk},
		{"people", to("People", step{"", "closest"})},
		{"risk", to("Risks", step{"", "canal"}, step{"Enter", "What I get"})},
		{"turned", []step{{"C-t", "Is that right?"}}},
		{"helps", append([]step{{"Escape", "Peggy Ashworth"}}, to("What helps", step{"", "each week"})...)},
		{"payment", to("direct payment", step{"", "four weeks"})},
	}
	light = []picture{{"talk-light", toTheTalk}}
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pictures PROGRAM FOLDER")
		os.Exit(2)
	}
	for _, run := range []struct {
		paper    paper
		pictures []picture
	}{{night, dark}, {day, light}} {
		if err := take(os.Args[1], os.Args[2], run.paper, run.pictures); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := takePaper(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// toThePaper is what is typed in plain lines to have Peggy's plan in a file.
const toThePaper = "Peggy\n1\n\n.copy Peggy\nmy plan\n%s\n.quit\n"

// takePaper writes the page of Peggy's plan that says what she wants.
func takePaper(program, folder string) (err error) {
	dir, err := os.MkdirTemp("", "paper")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	plan := filepath.Join(dir, "plan.pdf")
	typing := exec.Command(program, "demo")
	typing.Stdin = strings.NewReader(fmt.Sprintf(toThePaper, plan))
	if out, err := typing.CombinedOutput(); err != nil {
		return fmt.Errorf("make a plan: %w: %s", err, out)
	}
	const page = "2"
	out, err := exec.Command("pdftoppm", "-f", page, "-l", page, "-singlefile", "-r", "72", "-gray", "-png",
		plan, filepath.Join(folder, "my-plan")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("draw a page: %w: %s", err, out)
	}
	return nil
}

// take practises in a terminal of this paper's colours and writes pictures.
func take(program, folder string, p paper, pictures []picture) (err error) {
	dir, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	t := terminal{filepath.Join(dir, "s")}
	defer func() {
		_, _ = t.tmux("kill-server") // it ends with its last program anyway
		err = errors.Join(err, os.RemoveAll(dir))
	}()
	if program, err = filepath.Abs(program); err != nil {
		return err
	}
	_, err = t.tmux("new-session", "-d", "-x", "80", "-y", "24", "env", "-i", "TERM=tmux-256color", "COLORTERM=truecolor", "LANG=C.UTF-8",
		"COLORFGBG="+p.says, "TZ="+morning(time.Now()), "HOME="+dir, "TMPDIR="+dir, program, "demo")
	if err != nil {
		return err
	}
	for _, x := range pictures {
		for _, s := range x.steps {
			if err := t.do(s); err != nil {
				return fmt.Errorf("take %s: %w", x.name, err)
			}
		}
		time.Sleep(300 * time.Millisecond)
		svg, err := t.picture(p)
		if err != nil {
			return fmt.Errorf("take %s: %w", x.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, x.name+".svg"), []byte(svg), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// morning is a time zone where it is between ten and eleven.
func morning(now time.Time) string {
	west := now.UTC().Hour() - 10
	if west > 12 {
		west -= 24
	}
	return fmt.Sprintf("Etc/GMT%+d", west)
}

type terminal struct{ socket string }

func (t terminal) tmux(args ...string) (string, error) {
	out, err := exec.Command("tmux", append([]string{"-u", "-S", t.socket, "-f", "/dev/null"}, args...)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("tmux %s: %w: %s", args[0], err, out)
	}
	return string(out), nil
}

// do does a step, and waits for what it shows.
func (t terminal) do(s step) error {
	if s.key != "" {
		keys := []string{s.key}
		if words, ok := strings.CutPrefix(s.key, `"`); ok {
			keys = strings.Split(strings.TrimSuffix(words, `"`), "")
		}
		for _, k := range keys {
			if _, err := t.tmux("send-keys", strings.Replace(k, " ", "Space", 1)); err != nil {
				return err
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	shown, err := "", error(nil)
	for range 100 {
		if shown, err = t.tmux("capture-pane", "-p"); err != nil || strings.Contains(shown, s.shows) {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("%q is not shown behind %s, but:\n%s", s.shows, s.key, shown)
}

// picture is what stands there now.
func (t terminal) picture(p paper) (string, error) {
	shown, err := t.tmux("capture-pane", "-e", "-p", "-N")
	if err != nil {
		return "", err
	}
	at, err := t.tmux("display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}")
	if err != nil {
		return "", err
	}
	var x, y, on int
	if _, err := fmt.Sscan(at, &x, &y, &on); err != nil {
		return "", fmt.Errorf("cursor %q: %w", at, err)
	}
	d := newDrawing(p, 80, 24)
	for i, row := range strings.Split(strings.TrimSuffix(shown, "\n"), "\n") {
		d.row(i, row)
	}
	if on == 1 {
		d.caret(x, y)
	}
	return d.String(), nil
}
