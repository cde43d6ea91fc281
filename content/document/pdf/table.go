package pdf

// table sets rows of cells. A row is as many strips as its longest cell has
// lines, so that a long one can go on behind a page's end.
func (s *setter) table(b Table) []strip {
	frames := s.frames(b.Columns)
	if len(frames) == 0 {
		return nil
	}
	var into *node
	row := func(cells []Cell, heads bool) []strip {
		if empty(cells, len(frames)) {
			return nil
		}
		if into == nil {
			into = s.root.add("Table")
		}
		return s.row(into.add("TR"), frames, cells, func(column int) string {
			switch {
			case heads:
				return "Column"
			case b.RowHeads && column == 0:
				return "Row"
			}
			return ""
		})
	}
	head := row(b.Head, true)
	for i := range head {
		head[i].keep = true
	}
	out := head
	for _, cells := range b.Rows {
		strips := row(cells, false)
		for i := range strips {
			strips[i].again = head
		}
		out = append(out, strips...)
	}
	return s.spaced(out, body)
}

func empty(cells []Cell, columns int) bool {
	for _, c := range cells[:min(len(cells), columns)] {
		if plain(c) != "" {
			return false
		}
	}
	return true
}

// frames are the places of a table's columns, with an em between them.
func (s *setter) frames(columns []Column) []frame {
	total := 0.0
	for _, c := range columns {
		total += max(c.Share, 0)
	}
	if total == 0 {
		return nil
	}
	between := s.em(1)
	width := sheetText.width - between*float64(len(columns)-1)
	x := sheetText.x
	var out []frame
	for _, c := range columns {
		w := max(width*max(c.Share, 0)/total, 1)
		out = append(out, frame{x: x, width: w, right: c.Right})
		x += w + between
	}
	return out
}

// row sets cells beside one another.
func (s *setter) row(into *node, frames []frame, cells []Cell, scope func(int) string) []strip {
	var out []strip
	for i, at := range frames {
		l, tag := item, "TD"
		n := &node{parent: into}
		if x := scope(i); x != "" {
			// What rows are about stands under one another, in any script.
			l.bold, tag, at.left = true, "TH", true
			n.extra = "/A<</O/Table/Scope/" + x + ">>"
		}
		n.tag = tag
		into.kids = append(into.kids, n)
		if i >= len(cells) {
			continue
		}
		for j, x := range s.set(cells[i], l, n, at) {
			if j == len(out) {
				out = append(out, x)
				continue
			}
			out[j].beside(x)
		}
	}
	pad := s.em(0.2)
	out[0].pad(pad)
	last := &out[len(out)-1]
	last.height += pad
	last.boxes = append(last.boxes, box{x: sheetText.x, y: last.height, width: sheetText.width, height: 0.5, grey: light})
	return whole(out)
}

// beside puts the lines of another strip beside those that are here.
func (x *strip) beside(y strip) {
	deeper := y.lines[0].baseline - x.lines[0].baseline
	if deeper > 0 {
		for i := range x.lines {
			x.lines[i].baseline += deeper
		}
		x.height = max(x.height+deeper, y.height)
	} else {
		for i := range y.lines {
			y.lines[i].baseline -= deeper
		}
		x.height = max(x.height, y.height-deeper)
	}
	x.lines = append(x.lines, y.lines...)
}

// pad leaves room above a strip's lines.
func (x *strip) pad(room float64) {
	x.height += room
	for i := range x.lines {
		x.lines[i].baseline += room
	}
	for i := range x.boxes {
		x.boxes[i].y += room
	}
}
