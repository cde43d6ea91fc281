package pdf

// A4 and its margins, in points.
const (
	sheetWidth   = 595.28
	sheetHeight  = 841.89
	marginSide   = 51.0
	marginTop    = 45.0
	marginBottom = 60.0
	footBaseline = 32.0 // above the sheet's lower end
)

// sheetText is where the text of a sheet stands.
var sheetText = frame{x: marginSide, width: sheetWidth - 2*marginSide}

// frame is a place for lines: from x on, each at the side where its words begin
// unless it says which.
type frame struct {
	x, width    float64
	left, right bool
}

// strip is the least that a page is made of: one line, or those of a table's
// row that stand beside one another. Its measures are points from its top down.
type strip struct {
	height float64
	above  float64 // room before it, left out at the top of a page
	lines  []placed
	boxes  []box
	keep   bool    // stands on the same page as the next one
	breaks bool    // begins a page
	again  []strip // what stands above it once more where it begins a page
	mark   *bookmark
}

// placed is a line with its place in a strip.
type placed struct {
	line
	x, baseline float64
}

// box is filled with a grey, from 0 for black to 1.
type box struct{ x, y, width, height, grey float64 }

// bookmark is a heading as a reader's side panel shows it.
type bookmark struct {
	title string
	level int
}

// underline draws a line below a strip.
func (x *strip) underline(below, thick, grey float64) {
	x.height += below + thick
	x.boxes = append(x.boxes, box{x: sheetText.x, y: x.height - thick, width: sheetText.width, height: thick, grey: grey})
}

// room is what a header leaves of a page.
func room(header []strip) float64 {
	return max(sheetHeight-marginTop-marginBottom-tall(header), 1)
}

// tall is how high strips are, with the room between them.
func tall(strips []strip) float64 {
	height := 0.0
	for i, x := range strips {
		height += x.height
		if i > 0 {
			height += x.above
		}
	}
	return height
}

// sheet is one page: strips and where each begins, from the page's top down.
type sheet struct {
	strips []strip
	tops   []float64
	// again tells of each strip that it stood on an earlier page already.
	again []bool
}

// pager fills pages.
type pager struct {
	sheets []*sheet
	header []strip
	room   float64
	used   float64
	fresh  bool // nothing but what stands there once more
}

// paginate puts strips onto pages. What is to stay together does, unless it is
// higher than a page.
func paginate(strips, header []strip) []*sheet {
	p := &pager{header: header, room: room(header)}
	p.turn(nil)
	for len(strips) > 0 {
		n := chain(strips)
		if !p.fresh && (strips[0].breaks || !p.fits(strips[:n])) {
			p.turn(strips[0].again)
		}
		for n > 1 && !p.fits(strips[:n]) {
			n--
		}
		for _, x := range strips[:n] {
			p.put(x, false)
			p.fresh = false
		}
		strips = strips[n:]
	}
	return p.sheets
}

// chain is how many strips stand together.
func chain(strips []strip) int {
	n := 1
	for n < len(strips) && strips[n-1].keep && !strips[n].breaks {
		n++
	}
	return n
}

func (p *pager) fits(strips []strip) bool {
	used := p.used + tall(strips)
	if !p.fresh {
		used += strips[0].above
	}
	return used <= p.room
}

// turn begins a page.
func (p *pager) turn(again []strip) {
	now := &sheet{}
	top := marginTop
	for _, x := range p.header {
		now.put(x, top, len(p.sheets) > 0)
		top += x.height
	}
	p.sheets, p.used, p.fresh = append(p.sheets, now), 0, true
	if tall(again) > p.room/2 {
		return
	}
	for _, x := range again {
		p.put(x, true)
	}
}

func (p *pager) put(x strip, again bool) {
	if !p.fresh {
		p.used += x.above
	}
	now := p.sheets[len(p.sheets)-1]
	now.put(x, marginTop+tall(p.header)+p.used, again)
	p.used += x.height
}

func (x *sheet) put(s strip, top float64, again bool) {
	x.strips, x.tops, x.again = append(x.strips, s), append(x.tops, top), append(x.again, again)
}
