package pdf

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"pgregory.net/rapid"
)

// TestEveryFontOpens: the program's own fonts open, have room for their letters
// and can be cut.
func TestEveryFontOpens(t *testing.T) {
	set := newFontSet()
	for i := range families {
		for _, bold := range []bool{false, true} {
			f := set.face(i, bold)
			id, ok := f.glyphs.NominalGlyph(' ')
			if !ok || f.width(id) <= 0 || f.ascent <= 0 || f.descent < 0 {
				t.Errorf("%s: blank %v, width %v, ascent %v, descent %v", f.name, ok, f.width(id), f.ascent, f.descent)
			}
			if _, err := subset(f.file, []font.GID{0, id}); err != nil {
				t.Errorf("subset(%s): %v", f.name, err)
			}
		}
	}
}

// TestASubsetKeepsItsNumbers: a letter made of others brings them along, every
// glyph keeps its number and width, and the rest are gone.
func TestASubsetKeepsItsNumbers(t *testing.T) {
	f := newFontSet().face(bodyFamily, false)
	a, _ := f.glyphs.NominalGlyph('a')
	circumflex, _ := f.glyphs.NominalGlyph('ŵ')
	file, err := subset(f.file, []font.GID{a, circumflex})
	if err != nil {
		t.Fatal(err)
	}
	cut, err := readOutlines(file)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := readOutlines(f.file)
	if err != nil {
		t.Fatal(err)
	}
	outline, _ := whole.glyph(int(circumflex))
	want := append(components(outline), int(a), int(circumflex))
	if len(want) < 3 {
		t.Fatalf("ŵ is made of %d others, want two or more", len(want)-2)
	}
	for g := range cut.glyphs {
		outline, err := cut.glyph(g)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(outline) > 0, slices.Contains(want, g); got != want {
			t.Errorf("glyph %d is there: %v, want %v", g, got, want)
		}
	}
	width := int(binary.BigEndian.Uint16(cut.tables["hmtx"][4*circumflex:]))
	if want := int(f.width(circumflex) * f.upem); width != want {
		t.Errorf("width of ŵ = %d, want %d", width, want)
	}
	if len(file) > len(f.file)/4 {
		t.Errorf("two letters take %d bytes of %d", len(file), len(f.file))
	}
}

// TestADamagedFont: bytes that are no font are told, and stop nothing.
func TestADamagedFont(t *testing.T) {
	whole := newFontSet().face(bodyFamily, false).file
	if _, err := subset(nil, nil); !errors.Is(err, errFont) {
		t.Errorf("subset(nothing) = %v, want %v", err, errFont)
	}
	if _, err := subset(whole, []font.GID{60000}); !errors.Is(err, errFont) {
		t.Errorf("subset(glyph 60000) = %v, want %v", err, errFont)
	}
	rapid.Check(t, func(t *rapid.T) {
		// The beginning has the directory; most of what it says is damaged here.
		broken := slices.Clone(whole[:rapid.IntRange(0, len(whole)).Draw(t, "length")])
		for range rapid.IntRange(0, 8).Draw(t, "faults") {
			if n := min(len(broken), 300); n > 0 {
				broken[rapid.IntRange(0, n-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		_, _ = subset(broken, []font.GID{1, 50, 400}) // whatever comes, it ends
	})
}
