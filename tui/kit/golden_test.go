package kit

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden compares a screen without its tones with testdata, the cursor shown in a last line.
func golden(t *testing.T, name, content string, cursor *tea.Cursor) {
	t.Helper()
	var b strings.Builder
	for row := range strings.SplitSeq(ansi.Strip(content), "\n") {
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	if cursor != nil {
		fmt.Fprintf(&b, "cursor: column %d, row %d\n", cursor.X+1, cursor.Y+1)
	}
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// sizes are the two windows that every page is looked at in.
var sizes = []struct{ width, height int }{{80, 24}, {40, 12}}

// pages draws something in a frame in both windows and holds it against the goldens.
func pages(t *testing.T, name string, frame Frame, look *Look, draw func(width, height int) Drawing) {
	t.Helper()
	for _, size := range sizes {
		window := frame.Lay(look, size.width, size.height)
		content, cursor := window.View(draw(window.Page()))
		if rows := strings.Split(content, "\n"); len(rows) != size.height {
			t.Errorf("%s at %dx%d has %d rows", name, size.width, size.height, len(rows))
		}
		for i, row := range strings.Split(ansi.Strip(content), "\n") {
			if cells := look.Measure.Width(row); cells > size.width {
				t.Errorf("%s at %dx%d: row %d is %d cells wide: %q", name, size.width, size.height, i+1, cells, row)
			}
		}
		golden(t, fmt.Sprintf("%s-%dx%d", name, size.width, size.height), content, cursor)
	}
}
