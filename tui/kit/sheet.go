package kit

// sheet is an empty page that text is put on from left to right, row by row.
type sheet struct {
	measure Measure
	rows    []sheetRow
}

type sheetRow struct {
	text  []byte
	cells int
}

// put draws a text in a row from a column on, or one blank behind what stands there already, and returns the column behind it.
func (s *sheet) put(row, column int, text string, tone Tone) (end int) {
	s.skip(row + 1)
	if text == "" {
		return column
	}
	return s.paste(row, column, tone.Render(Drawn(text)), s.measure.Width(text))
}

// paste is put for what is drawn already and so many cells wide.
func (s *sheet) paste(row, column int, drawn string, cells int) (end int) {
	s.skip(row + 1)
	r := &s.rows[row]
	if column < r.cells {
		column = r.cells + 1
	}
	for ; r.cells < column; r.cells++ {
		r.text = append(r.text, ' ')
	}
	r.text = append(r.text, drawn...)
	r.cells = column + cells
	return r.cells
}

// skip makes sure that there are so many rows.
func (s *sheet) skip(row int) {
	for len(s.rows) < row {
		s.rows = append(s.rows, sheetRow{})
	}
}

func (s *sheet) drawn() []string {
	rows := make([]string, len(s.rows))
	for i := range s.rows {
		rows[i] = string(s.rows[i].text)
	}
	return rows
}
