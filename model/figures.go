package model

// unitFigure is a figure of a part, and what its value counts.
type unitFigure struct {
	*Figure
	unit Unit
}

// figures are all figures of a part.
func figures(p Part) []unitFigure {
	switch p := p.(type) {
	case *Support:
		c := &p.Cost
		return []unitFigure{{&c.Times, UnitQuantity}, {&c.Hours, UnitQuantity}, {&c.Rate, UnitRate}, {&c.Amount, UnitPence}}
	case *Budget:
		return []unitFigure{{&p.Share, UnitPence}, {&p.Guess, UnitPence}, {&p.Contingency, UnitPence}}
	case *Payment:
		return []unitFigure{{&p.Amount, UnitPence}}
	}
	return nil
}

// doubt takes the value from every figure that says one thing and holds another.
// It came from outside, and nobody can tell which of the two was meant: it stands
// as it was typed, and no sum is made of it.
func doubt(p Part) {
	for _, f := range figures(p) {
		if read, _ := ParseFigure(f.Typed, f.unit); f.Value != nil && (read.Value == nil || *read.Value != *f.Value) {
			f.Value = nil
		}
	}
}
