package kit

import (
	"bytes"
	"io"
	"testing"
)

func TestWhatATerminalWouldObeyIsNotShown(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"plain words":       {"I'd like a bath.\tOn Sundays.\n", "I'd like a bath.\tOn Sundays.\n"},
		"Welsh and Urdu":    {"Dŵr, نہانا", "Dŵr, نہانا"},
		"a window's title":  {"Mallory\x1b]0;pwned\a\x1b[2J", "Mallory]0;pwned[2J"},
		"one byte controls": {"a\u009b2Jb", "a2Jb"},
		"back to the start": {"Mallory\rPeggy", "MalloryPeggy"},
		"turned round":      {"Peggy \u202egniyl\u202c \u2066x\u2069", "Peggy gniyl x"},
		"no UTF-8":          {"a\xffb", "a\ufffdb"},
		"joined emoji":      {"👩\u200d🦳", "👩\u200d🦳"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Shown(tt.text); got != tt.want {
				t.Errorf("Shown(%q) = %q, want %q", tt.text, got, tt.want)
			}
			var b bytes.Buffer
			if n, err := io.WriteString(Terminal{&b}, tt.text); n != len(tt.text) || err != nil || b.String() != tt.want {
				t.Errorf("Write = %d, %v: %q", n, err, b.String())
			}
		})
	}
}
