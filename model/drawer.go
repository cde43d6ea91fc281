package model

// Drawer is where in a record a part stands. Each drawer is sealed with a key
// of its own, and Record.For opens only the first.
type Drawer string

// The three drawers.
const (
	DrawerShared Drawer = ""      // what was talked about: the record proper
	DrawerMine   Drawer = "mine"  // own notes, and what is just for the person
	DrawerWorry  Drawer = "worry" // worries about safety
)

// Drawers are all of them, in the order in which they are opened.
var Drawers = []Drawer{DrawerShared, DrawerMine, DrawerWorry}

// InDrawer returns the record with only the parts that stand in this drawer.
func (r *Record) InDrawer(d Drawer) *Record {
	return r.mapped(func(p Part) Part {
		if p.PartHead().Drawer != d {
			return nil
		}
		return p
	})
}

// Merged returns the record with all parts of another opened drawer put in.
func (r *Record) Merged(drawer *Record) *Record {
	var all []Became
	for p := range drawer.Parts() {
		all = append(all, Became{p.PartKind(), p.PartHead().ID, p})
	}
	return r.WithAll(all)
}
