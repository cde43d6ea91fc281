package kit

// Event is what a key came to: something for the owner to do. The owner tells them apart by their types.
type Event interface{ event() }

// Edit puts With in place of the bytes From to To of a note's text; both stand at ends of graphemes. Note is empty where
// the page has no note yet: the owner begins one. Pasted text is never a command or a sign.
type Edit struct {
	Note     string
	From, To int
	With     string
	Pasted   bool
}

// Split is Enter inside a note: what stands behind the byte At becomes a note of its own.
type Split struct {
	Note string
	At   int
}

// Join is Backspace at a note's beginning, or Delete at the end of the one before: the note is to follow the one before
// without a break. It is sent for the first note as well, and for an empty one. The owner decides.
type Join struct{ Note string }

// New is Enter at a note's end: an empty note is to follow the note After, or to be the first where After is empty.
type New struct{ After string }

// Cut takes out what was selected over several notes: from the byte At of the note From to the byte Until of the note To.
// Notes of which all is in it go; but where nothing is left of either end, the first stays, empty, to type in. Where something
// is left of both, it is to stand in one note. The owner decides.
type Cut struct {
	From  string
	At    int
	To    string
	Until int
}

// Paste is pasted text of several lines. The first goes in at the byte At, each other becomes a note of its own behind it,
// and what stood behind At follows the last.
type Paste struct {
	Note  string
	At    int
	Lines []string
}

// Changed is a line of a form that has another value now. Of a line with several chosen options, Value holds their ids with
// a blank between.
type Changed struct{ ID, Value string }

// Opened is Enter on a line that leads elsewhere.
type Opened struct{ ID string }

// Finished is Enter on the last line of a form that is filled in from top to bottom.
type Finished struct{}

// Sought tells that something else is looked for in a list whose owner finds it.
type Sought struct{}

func (Edit) event()     {}
func (Split) event()    {}
func (Join) event()     {}
func (New) event()      {}
func (Cut) event()      {}
func (Paste) event()    {}
func (Changed) event()  {}
func (Opened) event()   {}
func (Finished) event() {}
func (Sought) event()   {}
