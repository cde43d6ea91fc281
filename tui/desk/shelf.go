package desk

import (
	"slices"

	"ownwords/model"
	"ownwords/store"
)

// shelf is all that is in the outbox, oldest first, with the cards of the records.
type shelf struct {
	parcels []Parcel
	cards   []store.Card
	byID    map[model.ID]store.Card
	items   map[model.ID][]store.OutItem // of each record, oldest first
}

func (d *Desk) shelf() (shelf, error) {
	cards, _, err := d.store.List()
	if err != nil {
		return shelf{}, err
	}
	return d.shelfOf(cards)
}

// shelfOf is the shelf of these cards.
func (d *Desk) shelfOf(cards []store.Card) (shelf, error) {
	items, _, err := d.store.Outbox()
	if err != nil {
		return shelf{}, err
	}
	s := shelf{cards: cards, parcels: make([]Parcel, 0, len(items)), byID: map[model.ID]store.Card{}, items: map[model.ID][]store.OutItem{}}
	for _, c := range cards {
		s.byID[c.ID] = c
	}
	for _, i := range items {
		s.items[i.Record] = append(s.items[i.Record], i)
		s.parcels = append(s.parcels, d.parcel(i, s.byID[i.Record]))
	}
	return s, nil
}

func (s shelf) back() []Parcel {
	return slices.DeleteFunc(s.newest(), func(p Parcel) bool { return !p.Back() })
}

// unfrozen are the records with a plan of which nothing is in the outbox.
func (s shelf) unfrozen() []store.Card {
	return slices.DeleteFunc(slices.Clone(s.cards), func(c store.Card) bool {
		return !c.Standing.Plan() || c.ChangedSince || c.Sending != ""
	})
}

// newest is for each record what was frozen last of it and not replaced.
func (s shelf) newest() []Parcel {
	at := map[model.ID]int{}
	var out []Parcel
	for _, p := range s.parcels { // oldest first
		if p.State.Step == store.OutReplaced {
			continue
		}
		if n, is := at[p.Record]; is {
			out[n] = p
			continue
		}
		at[p.Record] = len(out)
		out = append(out, p)
	}
	return out
}
