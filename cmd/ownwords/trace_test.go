//go:build linux

package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// traced are the system calls by which the program says something, or changes
// files or their names, or finds its way in them. Were there one more, the files
// as they are at the end would not be those of the replay.
const traced = "openat,close,read,lseek,write,pwrite64,ftruncate,fallocate,fsync,fdatasync," +
	"rename,renameat,renameat2,unlink,unlinkat,link,linkat,copy_file_range"

// call is a system call of a program that was traced.
type call struct {
	name   string
	args   []string
	result int64
	begins bool // it has only begun: there is no result yet
	ends   bool // it had begun before others that were made meanwhile
}

// underTrace makes a command run under strace, which writes to a file.
func underTrace(cmd *exec.Cmd, file string) (*exec.Cmd, error) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		return nil, fmt.Errorf("power cuts are played from what strace records of the program: %w", err)
	}
	const longestText = 64 << 20 // or a write would be recorded in part
	args := []string{"-f", "-xx", "-s", strconv.Itoa(longestText), "--seccomp-bpf", "-e", "trace=" + traced, "-e", "signal=none", "-o", file}
	cmd.Path, cmd.Args = strace, slices.Concat([]string{strace}, args, cmd.Args)
	return cmd, nil
}

// readTrace reads what strace recorded. A call during which others were made
// comes twice: as it begins, and in its place once it has ended.
func readTrace(path string) (calls []call, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	begun := map[string]string{} // by thread
	lines := bufio.NewReaderSize(f, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if line == "" {
			return calls, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		thread, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		text = strings.TrimSpace(text)
		half, unfinished := strings.CutSuffix(text, "<unfinished ...>")
		resumed := strings.HasPrefix(text, "<...")
		switch {
		case strings.HasPrefix(text, "+++"), strings.HasPrefix(text, "---"):
			continue
		case unfinished:
			begun[thread] = half
			text = begun[thread] + ") = 0"
		case resumed:
			_, rest, _ := strings.Cut(text, " resumed>")
			text = begun[thread] + rest
		}
		c, err := readCall(text)
		if err != nil {
			return nil, err
		}
		c.begins, c.ends = unfinished, resumed
		calls = append(calls, c)
	}
}

// readCall reads one call. All texts in it are in hexadecimal, so that a comma or
// a bracket is none of theirs.
func readCall(text string) (call, error) {
	name, rest, _ := strings.Cut(text, "(")
	at := strings.LastIndex(rest, ") ")
	if at < 0 {
		return call{}, fmt.Errorf("strace recorded %.80q", text)
	}
	c := call{name: name, args: strings.Split(rest[:at], ", ")}
	result, _, _ := strings.Cut(strings.TrimLeft(rest[at+2:], " ="), " ")
	if result == "?" {
		return c, nil // it was never answered
	}
	var err error
	if c.result, err = strconv.ParseInt(result, 0, 64); err != nil {
		return call{}, fmt.Errorf("strace recorded %.80q: %w", text, err)
	}
	return c, nil
}

func (c call) number(i int) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(c.args[i]), 0, 64)
	if err != nil {
		return -1 // AT_FDCWD, or NULL
	}
	return n
}

// text is what stands in an argument, such as "\x41\x42".
func (c call) text(i int) ([]byte, error) {
	digits := strings.ReplaceAll(strings.Trim(c.args[i], `" `), `\x`, "")
	b, err := hex.DecodeString(digits)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	return b, nil
}
