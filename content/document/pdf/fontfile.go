package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
)

// mostStoodFor is how long a text is that one glyph stands for, in UTF-16. The format
// allows 256 (ISO 32000-1, 9.10.3), but some readers give up a font's whole table
// for one entry of more than 255 letters, four for each of these and two round them.
// No sign that people write is a quarter as long.
const mostStoodFor = 60

// stoodFor is as much of a text as a glyph may stand for, at whole characters.
func stoodFor(text string) string {
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > mostStoodFor {
			return text[:i]
		}
	}
	return text
}

// says tells whether a cluster's glyph says its text by itself, which it does
// where it always stands for the same, and remembers what glyphs stand for.
func (f *face) says(c cluster, text string) bool {
	whole := text
	text = stoodFor(text)
	if len(c.glyphs) == 1 && text == whole {
		id := c.glyphs[0].id
		if !f.sure[id] {
			f.sure[id], f.text[id] = true, text
		}
		return f.text[id] == text
	}
	for _, g := range c.glyphs {
		if _, ok := f.text[g.id]; !ok {
			f.text[g.id] = text
		}
	}
	return false
}

// shown are the glyphs that are used, by number.
func (f *face) shown() []font.GID { return slices.Sorted(maps.Keys(f.text)) }

// writeFont writes the part of a font that is used and gives its number.
func (f *file) writeFont(x *face) (int, error) {
	used := x.shown()
	cut, err := subset(x.file, used)
	if err != nil {
		return 0, fmt.Errorf("cut font %s: %w", x.name, err)
	}
	name := tag(used) + "+" + x.name
	letters := f.stream(fmt.Sprintf("/Length1 %d", len(cut)), cut)
	bounds := fmt.Sprintf("[-1000 %s 2000 %s]", number(-1000*x.descent), number(1000*x.ascent))
	descriptor := f.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox%s/ItalicAngle 0/Ascent %s/Descent %s"+
		"/CapHeight 714/StemV %d/FontFile2 %d 0 R>>", name, bounds, number(1000*x.ascent), number(-1000*x.descent), x.stem(), letters))
	var widths strings.Builder
	for _, g := range used {
		fmt.Fprintf(&widths, "%d[%s]", g, number(1000*x.width(g)))
	}
	cid := f.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 0/W[%s]>>", name, descriptor, widths.String()))
	text := f.stream("", x.unicode(used))
	return f.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, cid, text)), nil
}

// stem is how thick an upright stroke is, in thousandths of an em.
func (f *face) stem() int {
	if strings.HasSuffix(f.name, "-Bold") {
		return 140
	}
	return 80
}

// tag is the six letters that tell one part of a font from another.
func tag(used []font.GID) string {
	sum := uint32(2166136261)
	for _, g := range used {
		sum = (sum ^ uint32(g)) * 16777619
	}
	out := make([]byte, 6)
	for i := range out {
		out[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(out)
}

// unicode tells what each glyph stands for.
func (f *face) unicode(used []font.GID) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for some := range slices.Chunk(used, 100) { // no more are allowed at once
		fmt.Fprintf(&b, "%d beginbfchar\n", len(some))
		for _, g := range some {
			fmt.Fprintf(&b, "<%04X><%s>\n", g, utf16Hex(f.text[g]))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
