// Package readback opens a PDF of the program's own as a screen reader does, so
// that tests everywhere can ask what is in it: its text in the order in which it
// is read, what each part is, and what stands on the pages beside the text.
package readback

import (
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// File is a file as a screen reader finds it.
type File struct {
	Pages []int // their objects' numbers
	// Beside is what stands outside the text of each page, by kind: Header and
	// Footer.
	Beside []map[string]string
	// Streams is what lies unpacked in the file, by object.
	Streams map[int]string

	t       testing.TB
	objects map[int]string
	// document is the structure's root, and fonts what each glyph stands for.
	document string
	fonts    map[string]map[string]string
	marked   map[[2]int]string // the text of each marked piece, by page
}

var (
	objectStart  = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)
	xrefEntry    = regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`)
	reference    = regexp.MustCompile(`^(\d+) 0 R`)
	anyReference = regexp.MustCompile(`(\d+) 0 R`)
	fontEntry    = regexp.MustCompile(`/(F\d+) (\d+) 0 R`)
	glyphEntry   = regexp.MustCompile(`(?m)^<(\w{4})><(\w*)>$`)
)

// Open opens a file by its table of objects, as every reader does, and fails the
// test where the file doesn't hang together.
func Open(t testing.TB, file []byte) *File {
	t.Helper()
	r := &File{t: t, objects: map[int]string{}, Streams: map[int]string{}, marked: map[[2]int]string{}}
	text := string(file)
	table := text[strings.LastIndex(text, "\nxref\n"):]
	for i, m := range xrefEntry.FindAllStringSubmatch(table, -1) {
		at, _ := strconv.Atoi(m[1])
		head := objectStart.FindStringSubmatch(text[at:min(len(text), at+20)])
		if head == nil || head[1] != strconv.Itoa(i+1) {
			t.Fatalf("object %d isn't at %d", i+1, at)
		}
		r.object(i+1, text[at+len(head[0]):])
	}
	catalog := r.at(field(table, "Root"))
	r.document = r.at(field(r.at(field(catalog, "StructTreeRoot")), "K"))
	r.Pages = numbers(field(r.at(field(catalog, "Pages")), "Kids"))
	r.fonts = r.fontTexts(r.objects[r.Pages[0]])
	for i := range r.Pages {
		r.page(i)
	}
	return r
}

func (r *File) object(number int, text string) {
	r.t.Helper()
	stream := strings.Index(text, ">>stream\n")
	end := strings.Index(text, "\nendobj\n")
	if stream < 0 || end < stream {
		r.objects[number] = text[:end]
		return
	}
	r.objects[number] = text[:stream+2]
	length, _ := strconv.Atoi(field(r.objects[number], "Length"))
	data := text[stream+len(">>stream\n"):][:length]
	if !strings.Contains(r.objects[number], "FlateDecode") {
		r.Streams[number] = data
		return
	}
	z, err := zlib.NewReader(strings.NewReader(data))
	if err != nil {
		r.t.Fatalf("object %d: %v", number, err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatalf("object %d: %v", number, err)
	}
	r.Streams[number] = string(plain)
}

// field is what stands behind a name in a dictionary, up to its end.
func field(dictionary, name string) string {
	_, rest, ok := strings.Cut(dictionary, "/"+name)
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " ")
	switch {
	case rest == "":
		return ""
	case rest[0] == '[' || strings.HasPrefix(rest, "<<"):
		open, depth := rest[0], 0
		for i := range len(rest) {
			switch rest[i] {
			case open:
				depth++
			case open + 2: // ] and > are two behind [ and <
				depth--
			}
			if depth == 0 {
				return rest[:i+1]
			}
		}
	case rest[0] == '<' || rest[0] == '(':
		return rest[:strings.IndexAny(rest, ">)")+1]
	case reference.MatchString(rest):
		return reference.FindString(rest)
	}
	if end := strings.IndexAny(rest[1:], "/> \n"); end >= 0 {
		return rest[:end+1]
	}
	return rest
}

// at is the object that a reference points to.
func (r *File) at(ref string) string {
	m := reference.FindStringSubmatch(ref)
	if m == nil {
		r.t.Fatalf("no reference: %q", ref)
	}
	n, _ := strconv.Atoi(m[1])
	return r.objects[n]
}

func numbers(list string) []int {
	var out []int
	for _, m := range anyReference.FindAllStringSubmatch(list, -1) {
		n, _ := strconv.Atoi(m[1])
		out = append(out, n)
	}
	return out
}

// unhex is a text string as it was typed.
func unhex(s string) string {
	raw, _ := hex.DecodeString(strings.TrimPrefix(strings.Trim(s, "<>"), "FEFF"))
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

// fontTexts is what each glyph of each font stands for.
func (r *File) fontTexts(page string) map[string]map[string]string {
	out := map[string]map[string]string{}
	fonts := field(r.at(field(page, "Resources")), "Font")
	for _, m := range fontEntry.FindAllStringSubmatch(fonts, -1) {
		n, _ := strconv.Atoi(m[2])
		cmap, _ := strconv.Atoi(strings.Fields(field(r.objects[n], "ToUnicode"))[0])
		out[m[1]] = map[string]string{}
		for _, g := range glyphEntry.FindAllStringSubmatch(r.Streams[cmap], -1) {
			out[m[1]][g[1]] = unhex("FEFF" + g[2])
		}
	}
	return out
}

// piece is a part of a page that something is said of: it is text of the tree,
// or beside it, or drawn for another text.
type piece struct {
	mcid    int
	beside  string
	instead bool
}

// pageReader takes the text out of a page's pieces, line by line as they are
// written.
type pageReader struct {
	*File
	page int
	font string
	open []piece
}

func (r *File) page(number int) {
	p := &pageReader{File: r, page: number}
	r.Beside = append(r.Beside, map[string]string{})
	content := numbers(field(r.objects[r.Pages[number]], "Contents"))[0]
	for line := range strings.Lines(r.Streams[content]) {
		p.line(strings.TrimSuffix(line, "\n"))
	}
	if len(p.open) > 0 {
		r.t.Fatalf("page %d leaves %d marked pieces open", number+1, len(p.open))
	}
}

func (p *pageReader) line(line string) {
	switch {
	case strings.HasPrefix(line, "/Artifact BMC") && strings.HasSuffix(line, "EMC"): // a drawing
		return
	case strings.HasPrefix(line, "/Artifact<<"):
		p.open = append(p.open, piece{mcid: -1, beside: strings.TrimPrefix(field(line, "Subtype"), "/")})
	case strings.Contains(line, "<</MCID "):
		id, _ := strconv.Atoi(strings.TrimSuffix(line[strings.Index(line, "/MCID ")+6:], ">>BDC"))
		p.open = append(p.open, piece{mcid: id})
		p.marked[[2]int{p.page, id}] = ""
	case strings.HasPrefix(line, "/Span<</ActualText"):
		p.say(unhex(field(line, "ActualText")))
		p.open = append(p.open, piece{mcid: -1, instead: true})
	case strings.Contains(line, " Tf "):
		p.font, _, _ = strings.Cut(line[strings.Index(line, "/F")+1:], " ")
	case strings.HasSuffix(line, "]TJ"):
		p.show(line)
	}
	if strings.HasSuffix(line, "EMC") {
		p.open = p.open[:len(p.open)-1]
	}
}

// show says what glyphs stand for, unless another text is read for them.
func (p *pageReader) show(line string) {
	if len(p.open) == 0 {
		p.t.Fatalf("page %d shows text outside the tree", p.page+1)
	}
	if p.open[len(p.open)-1].instead {
		return
	}
	for _, part := range strings.Split(line, "<")[1:] {
		glyphs, _, _ := strings.Cut(part, ">")
		for i := 0; i < len(glyphs); i += 4 {
			text, ok := p.fonts[p.font][glyphs[i:i+4]]
			if !ok {
				p.t.Fatalf("font %s says nothing of glyph %s", p.font, glyphs[i:i+4])
			}
			p.say(text)
		}
	}
}

func (p *pageReader) say(text string) {
	for _, x := range p.open {
		if x.mcid >= 0 {
			p.marked[[2]int{p.page, x.mcid}] += text
		}
		if x.beside != "" {
			p.Beside[p.page][x.beside] += text
		}
	}
}

// kid is what stands in an element: another one, or text.
type kid struct{ element, text string }

var kidMark = regexp.MustCompile(`<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>|(\d+) 0 R|(\d+)`)

func (r *File) kids(e string) []kid {
	home := 0
	if pg := field(e, "Pg"); pg != "" {
		home = numbers(pg)[0]
	}
	var out []kid
	for _, m := range kidMark.FindAllStringSubmatch(field(e, "K"), -1) {
		if m[3] != "" {
			out = append(out, kid{element: r.at(m[0])})
			continue
		}
		page, id := home, m[4]
		if m[1] != "" {
			page, _ = strconv.Atoi(m[1])
			id = m[2]
		}
		n, _ := strconv.Atoi(id)
		text, ok := r.marked[[2]int{slices.Index(r.Pages, page), n}]
		if !ok {
			r.t.Fatalf("no marked piece %d on the page of object %d", n, page)
		}
		out = append(out, kid{text: text})
	}
	return out
}

// own is the text of an element without that of the elements in it.
func (r *File) own(e string) string {
	if text := field(e, "ActualText"); text != "" {
		return unhex(text)
	}
	var b strings.Builder
	for _, k := range r.kids(e) {
		b.WriteString(k.text)
	}
	return b.String()
}

// Tree writes the structure, one element a line.
func (r *File) Tree() string {
	var b strings.Builder
	r.element(&b, r.document, 0)
	return b.String()
}

func (r *File) element(b *strings.Builder, e string, depth int) {
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), field(e, "StructElem/S")[1:])
	if lang := field(e, "Lang"); lang != "" {
		fmt.Fprintf(b, " [%s]", unhex(lang))
	}
	if scope := field(e, "Scope"); scope != "" {
		fmt.Fprintf(b, " %s", scope[1:])
	}
	fmt.Fprintf(b, ": %s\n", r.own(e))
	for _, k := range r.kids(e) {
		if k.element != "" {
			r.element(b, k.element, depth+1)
		}
	}
}

// Text is everything that is read, without what it means and without the marks
// of lists.
func (r *File) Text() string {
	var b strings.Builder
	r.read(&b, r.document)
	return b.String()
}

func (r *File) read(b *strings.Builder, e string) {
	if field(e, "StructElem/S") == "/Lbl" {
		return
	}
	if text := field(e, "ActualText"); text != "" {
		b.WriteString(unhex(text))
		return
	}
	for _, k := range r.kids(e) {
		if k.element != "" {
			r.read(b, k.element)
		}
		b.WriteString(k.text)
	}
}

// Parts is the text of each part of the document.
func (r *File) Parts() []string {
	var out []string
	for _, k := range r.kids(r.document) {
		var b strings.Builder
		r.read(&b, k.element)
		out = append(out, b.String())
	}
	return out
}

// OnPage is what is read on a page, counted from 0: a line for each piece.
func (r *File) OnPage(page int) string {
	var b strings.Builder
	for id := 0; ; id++ {
		text, ok := r.marked[[2]int{page, id}]
		if !ok {
			return b.String()
		}
		b.WriteString(text + "\n")
	}
}
