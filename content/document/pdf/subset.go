package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/go-text/typesetting/font"
)

// errFont is a font whose tables don't hang together.
var errFont = errors.New("damaged table")

// outlines are the tables of a TrueType font that a reader draws by.
type outlines struct {
	tables map[string][]byte
	glyphs int
	long   bool // offsets of four bytes
}

// subset cuts a TrueType font to some glyphs and those that they are made of.
// Each keeps its number; the rest become empty, and behind the last there are
// none.
func subset(file []byte, used []font.GID) ([]byte, error) {
	o, err := readOutlines(file)
	if err != nil {
		return nil, err
	}
	keep := map[int]bool{}
	for _, g := range used {
		if err := o.gather(int(g), keep); err != nil {
			return nil, err
		}
	}
	last := 0
	for g := range keep {
		last = max(last, g)
	}
	return assemble(o.cut(keep, last+1)), nil
}

func readOutlines(file []byte) (*outlines, error) {
	if len(file) < 12 {
		return nil, errFont
	}
	o := &outlines{tables: map[string][]byte{}}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		if len(file) < 28+16*i {
			return nil, errFont
		}
		entry := file[12+16*i:]
		from, size := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if from+size > uint64(len(file)) {
			return nil, errFont
		}
		o.tables[string(entry[:4])] = file[from : from+size]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "loca": 4, "hmtx": 4, "glyf": 0} {
		if table, ok := o.tables[name]; !ok || len(table) < least {
			return nil, fmt.Errorf("%w %s", errFont, name)
		}
	}
	o.glyphs = int(binary.BigEndian.Uint16(o.tables["maxp"][4:]))
	o.long = binary.BigEndian.Uint16(o.tables["head"][50:]) == 1
	return o, nil
}

// glyph is one outline, empty for a blank.
func (o *outlines) glyph(g int) ([]byte, error) {
	loca, size := o.tables["loca"], 2
	if o.long {
		size = 4
	}
	if g >= o.glyphs || len(loca) < size*(g+2) {
		return nil, errFont
	}
	at := func(i int) int {
		if o.long {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	from, to := at(g), at(g+1)
	if from > to || to > len(o.tables["glyf"]) {
		return nil, errFont
	}
	return o.tables["glyf"][from:to], nil
}

// gather adds a glyph and what it is made of.
func (o *outlines) gather(g int, keep map[int]bool) error {
	if keep[g] {
		return nil
	}
	keep[g] = true
	outline, err := o.glyph(g)
	if err != nil {
		return err
	}
	for _, part := range components(outline) {
		if err := o.gather(part, keep); err != nil {
			return err
		}
	}
	return nil
}

// components are the glyphs that another is put together from, none for one
// that is drawn by itself.
func components(outline []byte) []int {
	const words, scale, more, both, matrix = 1, 8, 0x20, 0x40, 0x80
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	var out []int
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		out = append(out, int(binary.BigEndian.Uint16(outline[at+2:])))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&both != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return out
}

// cut gives the tables for the first n glyphs, with the outlines and widths of
// those that are kept.
func (o *outlines) cut(keep map[int]bool, n int) map[string][]byte {
	var glyf, loca []byte
	for g := range n {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if !keep[g] {
			continue
		}
		outline, _ := o.glyph(g) // gathered before
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(o.tables["head"]), slices.Clone(o.tables["hhea"]), slices.Clone(o.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0) // the sum of all, which readers don't ask for
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	out := map[string][]byte{"glyf": glyf, "loca": loca, "head": head, "hhea": hhea, "maxp": maxp, "hmtx": o.metrics(keep, n)}
	for _, name := range []string{"cvt ", "fpgm", "prep"} {
		if table, ok := o.tables[name]; ok {
			out[name] = table
		}
	}
	return out
}

// metrics are the widths of the first n glyphs, each with its own.
func (o *outlines) metrics(keep map[int]bool, n int) []byte {
	hmtx := o.tables["hmtx"]
	own := int(binary.BigEndian.Uint16(o.tables["hhea"][34:]))
	out := make([]byte, 4*n)
	for g := range keep {
		width, side := min(g, own-1)*4, g*4+2
		if g >= own {
			side = own*4 + (g-own)*2
		}
		if width < 0 || width+2 > len(hmtx) || side+2 > len(hmtx) {
			continue
		}
		copy(out[4*g:], hmtx[width:width+2])
		copy(out[4*g+2:], hmtx[side:side+2])
	}
	return out
}

// assemble writes tables as a font.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, x := range []int{len(names), power * 16, log, (len(names) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		table := tables[name]
		out = append(out, name...)
		for _, x := range []uint32{sum(table), uint32(at + len(body)), uint32(len(table))} {
			out = binary.BigEndian.AppendUint32(out, x)
		}
		body = append(body, table...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// sum adds up a table's words, as a font's directory wants it.
func sum(table []byte) uint32 {
	var out uint32
	for len(table) >= 4 {
		out += binary.BigEndian.Uint32(table)
		table = table[4:]
	}
	var rest [4]byte
	copy(rest[:], table)
	return out + binary.BigEndian.Uint32(rest[:])
}
