package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What is no file of its size is never read to an end that may not come.
func TestAFileNamedByMistakeIsNotReadForEver(t *testing.T) {
	dir := t.TempDir()
	fits, long := filepath.Join(dir, "fits"), filepath.Join(dir, "long")
	for path, n := range map[string]int{fits: 10, long: 11} {
		if err := os.WriteFile(path, []byte(strings.Repeat("x", n)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		path string
		want error
	}{
		{fits, nil}, {long, ErrTooLong}, {dir, ErrNoFile}, {os.DevNull, ErrNoFile}, {filepath.Join(dir, "none"), fs.ErrNotExist},
	} {
		got, err := ReadFile(Disk, c.path, 10)
		if !errors.Is(err, c.want) || err == nil && len(got) != 10 {
			t.Errorf("ReadFile(%s) = %d bytes, %v, want %v", filepath.Base(c.path), len(got), err, c.want)
		}
	}
}

// A guide whose file is none, or has no end, has that for its fault.
func TestAGuideThatHasNoEndIsAFault(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "ours"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "ours", "guide.yaml")); err != nil {
		t.Fatal(err)
	}
	_, wrong := ParseGuide(os.DirFS(dir), "ours")
	compareFaults(t, wrong, []string{"guide.yaml:0 unread"})
	long := fstest.MapFS{"ours/guide.yaml": {Data: []byte(strings.Repeat("# a\n", MostTyped/4+1))}}
	_, wrong = ParseGuide(long, "ours")
	compareFaults(t, wrong, []string{"guide.yaml:0 unread"})
}
