package store

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"

	"ownwords/model"
)

// WaitingOn is whom or what a plan waits for.
type WaitingOn string

// What a plan can wait for.
const (
	WaitNothing WaitingOn = ""
	WaitSend    WaitingOn = "send"    // to go to the server
	WaitCouncil WaitingOn = "council" // for the council to decide
)

// Waiting is how long something has waited, and on whom.
type Waiting struct {
	On    WaitingOn
	Since time.Time // UTC
}

// Card is what a list shows of a record: all that can be known of it without
// opening it. Times are UTC.
type Card struct {
	ID           model.ID               `json:"id"`
	Called       string                 `json:"called,omitzero"` // what they like to be called
	FullName     string                 `json:"fullName,omitzero"`
	Kind         model.ConversationKind `json:"kind,omitzero"`
	Standing     model.Standing         `json:"standing,omitzero"`
	Began        time.Time              `json:"began,omitzero"`
	Stood        time.Time              `json:"stood,omitzero"` // when the standing was reached
	ChangedSince bool                   `json:"changedSince,omitzero"`
	DecidedFor   bool                   `json:"decidedFor,omitzero"` // somebody else decides for the person
	LastVisit    time.Time              `json:"lastVisit,omitzero"`
	Opened       time.Time              `json:"opened,omitzero"` // when it was last opened
	// LookAgain is the civil day (2006-01-02) of the next review, empty for none;
	// Dues are those of what else is due and not done (model.Record.Dues), in order.
	LookAgain string   `json:"lookAgain,omitzero"`
	Dues      []string `json:"dues,omitempty"`
	// OpenWorries counts those that wait for a name and a time.
	OpenWorries int `json:"openWorries,omitzero"`

	// Barred are the parts of the people who are not to be contacted.
	Barred []model.ID `json:"barred,omitempty"`
	// Choices are what the person said to whom, as far as it decides who may have
	// the plan, and nil where nobody noted that: the record says it then.
	Choices []*model.Sharing `json:"choices"`

	// Sending is how far the newest revision in the outbox has come, empty for
	// none; SendingSince is when it came so far.
	Sending      OutStep   `json:"-"`
	SendingSince time.Time `json:"-"`
	Waiting      Waiting   `json:"-"` // the longest wait
	// Outgoing is that newest revision, with its state and without its bytes; its id
	// is empty for none.
	Outgoing OutItem `json:"-"`

	// Hold is why it is kept out of the bin, empty for what is not; Held is
	// since when.
	Hold HoldWhy   `json:"-"`
	Held time.Time `json:"-"`
}

// Due is the day of what is due first, empty for nothing.
func (c Card) Due() string {
	if len(c.Dues) == 0 {
		return ""
	}
	return c.Dues[0]
}

// card is what is kept: the Card, where the tail stood when it was written,
// and the wrapped drawer keys in the order of model.Drawers.
type card struct {
	Card
	Head   head      `json:"head"`
	Keys   [3][]byte `json:"keys"`
	Logged uint64    `json:"logged,omitzero"` // up to which batch changes stand in the log
	Folded model.ID  `json:"folded,omitzero"` // the visit before which the tail is folded
}

// head is the end of a record's tail: the number and hash of its last batch.
type head struct {
	Seq  uint64 `json:"seq"`
	Hash []byte `json:"hash,omitempty"`
}

// of fills in what the record says.
func (c *Card) of(r *model.Record) {
	c.person(r.Person)
	c.conversation(r.Conversation)
	c.LastVisit, c.LookAgain, c.Dues, c.OpenWorries = time.Time{}, "", nil, 0
	c.Choices = []*model.Sharing{}
	for _, x := range r.Sharing {
		c.Choices = append(c.Choices, choice(x))
	}
	c.Barred = nil
	for _, x := range r.Relations {
		c.bars(x.ID, x.NotToContact)
	}
	if v := r.Latest(); v != nil {
		c.LastVisit = v.Began
	}
	c.DecidedFor = r.DecidedFor()
	if r.Agreement != nil {
		c.LookAgain = r.Agreement.LookAgain.Day
	}
	for _, due := range r.Dues() {
		c.Dues = append(c.Dues, due.Day)
	}
	for _, w := range r.Worries {
		if w.Open() {
			c.OpenWorries++
		}
	}
}

// bars notes of somebody whether they may be contacted.
func (c *Card) bars(id model.ID, barred bool) {
	c.Barred = slices.DeleteFunc(slices.Clone(c.Barred), func(x model.ID) bool { return x == id })
	if barred {
		c.Barred = append(c.Barred, id)
	}
	slices.Sort(c.Barred)
	if len(c.Barred) == 0 {
		c.Barred = nil
	}
}

// choice is a choice without its words.
func choice(s *model.Sharing) *model.Sharing {
	return &model.Sharing{Head: s.Head, Who: s.Who, Choice: s.Choice, Without: s.Without, Parts: s.Parts, At: s.At}
}

// chose brings the choices up to a change of one.
func (c *Card) chose(x model.Change, p model.Part) {
	if c.Choices == nil {
		return
	}
	all := slices.DeleteFunc(slices.Clone(c.Choices), func(s *model.Sharing) bool { return s.ID == x.Part })
	if s, ok := p.(*model.Sharing); ok {
		all = append(all, choice(s))
		slices.SortStableFunc(all, func(a, b *model.Sharing) int { return cmp.Compare(a.Order, b.Order) })
	}
	c.Choices = all
}

func (c *Card) person(p *model.Person) {
	c.Called, c.FullName = "", ""
	if p != nil {
		c.Called, c.FullName = p.Called, p.FullName
	}
}

func (c *Card) conversation(x *model.Conversation) {
	if x == nil {
		x = &model.Conversation{}
	}
	c.Kind, c.Standing, c.ChangedSince = x.Kind, x.Standing, x.ChangedSince
	c.Began, c.Stood = x.Began, x.Stood
}

// carded are the kinds of parts that a card tells of between two leavings.
var carded = []model.PartKind{model.KindPerson, model.KindConversation, model.KindVisit, model.KindSharing, model.KindRelationship}

// take brings the card up to a batch and tells whether that changed it. It
// knows only what a list can't do without between two leavings: who it is, how
// far they have come, who may have it and who is not to be contacted, and a worry
// that nobody was told of. A change that can't be read is for Load to tell.
func (c *Card) take(b model.Batch) bool {
	before := *c
	for _, x := range b.Changes {
		if x.Kind == model.KindWorry {
			c.OpenWorries += worries(x)
			continue
		}
		if !slices.Contains(carded, x.Kind) {
			continue
		}
		p, err := x.Decode()
		if err != nil {
			continue
		}
		switch x.Kind {
		case model.KindSharing:
			c.chose(x, p)
		case model.KindRelationship:
			r, there := p.(*model.Relationship)
			c.bars(x.Part, there && r.NotToContact)
		}
		switch p := p.(type) {
		case *model.Person:
			c.person(p)
		case *model.Conversation:
			c.conversation(p)
		case *model.Visit:
			if p.Began.After(c.LastVisit) {
				c.LastVisit = p.Began
			}
		}
	}
	return !reflect.DeepEqual(*c, before)
}

// worries is by how many a change makes the open worries more.
func worries(x model.Change) int {
	n := 0
	if p, err := x.Decode(); err == nil {
		if w, ok := p.(*model.Worry); ok && w.Open() {
			n++
		}
	}
	if p, err := x.DecodeBefore(); err == nil {
		if w, ok := p.(*model.Worry); ok && w.Open() {
			n--
		}
	}
	return n
}

// waits fills in how far sending has come and what is waited for longest.
func (c *Card) waits(out outState) {
	c.Outgoing = out.OutItem
	c.Outgoing.State = out.State
	c.Sending, c.SendingSince = out.State.Step, out.State.Since
	switch out.State.Step {
	case OutWaiting, OutAsking, OutGoing, OutUnsure, OutPartly, OutRefused, OutConflict:
		c.Waiting = Waiting{WaitSend, out.Frozen}
	case OutThere, OutGone:
		if c.Standing == model.Agreed && c.council() {
			c.Waiting = Waiting{WaitCouncil, c.Stood}
		}
	case OutReplaced, "": // it is in nobody's hands but here
	}
}

// council tells whether the plan that went was for the council. Nobody noted it of
// the oldest ones.
func (c *Card) council() bool { return c.Outgoing.For == ForCouncil || c.Outgoing.For == "" }

// List returns the card of every record that is not in the bin, in no order
// that means anything. A card that can't be read is told by its id and stops
// none of the others: opening its record by Load mends it.
func (s *Store) List() ([]Card, []Damage, error) {
	var all []Card
	var bad []Damage
	err := s.view(func(t *tx) error {
		marks, damaged, err := t.marks()
		if err != nil {
			return err
		}
		bad = damaged
		sending := t.newestOut()
		for item, err := range t.Each(bucketCards, nil) {
			if item.Key == nil {
				return err
			}
			mark := marks[idOf(item.Key)]
			if mark.binned() {
				continue
			}
			var c card
			if err == nil {
				err = decode(bucketCards, item.Value, &c)
			}
			if err != nil {
				bad = append(bad, Damage{Where: bucketCards, Record: idOf(item.Key), Err: err})
				continue
			}
			c.waits(sending[c.ID])
			c.Hold, c.Held = mark.Hold, mark.Held
			all = append(all, c.Card)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list records: %w", err)
	}
	return all, bad, nil
}

// readCard returns a record's card, or an error that is ErrNotFound where none
// is there.
func (t *tx) readCard(id recordKey) (card, error) {
	var c card
	if err := t.read(nil, bucketCards, id.key(), &c); err != nil {
		return card{}, err
	}
	return c, nil
}

func (t *tx) writeCard(id recordKey, c card) error {
	if err := t.write(nil, bucketCards, id.key(), c); err != nil {
		return fmt.Errorf("write card: %w", err)
	}
	return nil
}
