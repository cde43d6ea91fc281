package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"ownwords/model"
)

// glance is one record while it is looked at.
type glance struct {
	t     *tx
	id    recordKey
	ds    drawers
	card  card
	was   logged // as the log has it
	head  uint64 // as the tail has it
	guide string // the hash of the one it began with
	met   bool   // the tail holds what the log says it ended with

	Report
}

// record looks at all that is there of a record.
func (v *verifier) record(t *tx, id recordKey) (Report, error) {
	g := glance{t: t, id: id, was: v.lives[id.id], Report: Report{Counts: Counts{Records: 1}}}
	err := g.all()
	g.ds.close()
	v.needs(g.guide, id.id)
	return g.Report, err
}

func (g *glance) all() error {
	var cardErr, keyErr error
	g.card, cardErr = g.t.readCard(g.id)
	g.ds, keyErr = g.t.drawersOf(g.id, g.card)
	if err := g.tell(Damage{Where: bucketCards, Record: g.id.id, Mended: keyErr == nil, Err: cardErr}); err != nil {
		return err
	}
	if keyErr != nil {
		return g.tell(Damage{Where: bucketKeys, Record: g.id.id, Err: keyErr})
	}
	for _, look := range []func() error{g.keys, g.words, g.kept, g.content} {
		if err := look(); err != nil {
			return err
		}
	}
	return g.tell(g.rolledBack())
}

// rolledBack is told of a record that hangs together and is of an earlier day:
// all of it was put back.
func (g *glance) rolledBack() Damage {
	d := Damage{Where: bucketTail, Record: g.id.id, First: g.head + 1, Last: max(g.head+1, g.was.seq)}
	if len(g.Damage) == 0 && (g.head < g.was.seq || (g.was.head != nil && !g.met)) {
		d.Err = ErrChain
	}
	return d
}

// keys looks at the copies of the drawer keys beside the bases.
func (g *glance) keys() error {
	for n, d := range model.Drawers {
		wrapped, err := g.t.get(nil, bucketKeys, g.id.drawer(n))
		if err == nil {
			var k interface{ Close() }
			if k, err = g.t.s.vault.OpenDataKey(wrapped, drawerField, g.id.drawer(n)); err == nil {
				k.Close()
			}
		}
		if err := g.tell(Damage{Where: bucketKeys, Record: g.id.id, Drawer: d, Mended: true, Err: err}); err != nil {
			return err
		}
	}
	return nil
}

// words looks at what stands beside a record. None of it is needed to read it.
func (g *glance) words() error {
	_, err := g.t.get(nil, bucketWords, g.id.key())
	if err := g.tell(Damage{Where: bucketWords, Record: g.id.id, Mended: true, Err: err}); err != nil {
		return err
	}
	for _, bucket := range []string{bucketPlaces, bucketBin} {
		_, err := g.t.get(nil, bucket, g.id.key())
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err := g.tell(Damage{Where: bucket, Record: g.id.id, Mended: bucket == bucketPlaces, Err: err}); err != nil {
			return err
		}
	}
	return nil
}

// kept looks at the kept copies, which are numbered without a gap and stand in
// every drawer.
func (g *glance) kept() error {
	var last [3]uint64
	for item, err := range g.t.EachWith(g.ds.of, bucketKept, g.id.key()) {
		if item.Key == nil {
			return err
		}
		number, n, ok := numberIn(item.Key)
		if !ok {
			continue // told already
		}
		if err := g.keptMissing(n, last[n]+1, number); err != nil {
			return err
		}
		last[n] = number
		err := g.tell(Damage{Where: bucketKept, Record: g.id.id, Drawer: model.Drawers[n], First: number, Last: number, Err: err})
		if err != nil {
			return err
		}
	}
	newest := slices.Max(last[:])
	g.Counts.Kept = int(newest)
	for n := range last {
		if err := g.keptMissing(n, last[n]+1, newest+1); err != nil {
			return err
		}
	}
	return nil
}

// keptMissing tells of the copies from a number up to another, if there are any.
func (g *glance) keptMissing(n int, from, to uint64) error {
	if from >= to {
		return nil
	}
	return g.tell(Damage{
		Where: bucketKept, Record: g.id.id, Drawer: model.Drawers[n], First: from, Last: to - 1, Err: ErrMissing,
	})
}

// content looks at the bases and the tail. What it finds wrong is for record to
// tell, which puts them together.
func (g *glance) content() error {
	whole := true
	for n := range model.Drawers {
		plain, err := g.t.get(g.ds.keys[n], bucketBase, g.id.drawer(n))
		whole = whole && err == nil
		g.guide = cmp.Or(g.guide, guideIn(plain))
	}
	chained, err := g.chain()
	if err != nil || (whole && chained) {
		return err
	}
	l, end, err := g.t.record(g.id, g.ds, g.card.Head)
	if err != nil {
		return err
	}
	g.head = end.Seq
	for _, d := range l.Damage {
		if err := g.tell(d); err != nil {
			return err
		}
	}
	return nil
}

// chain follows the tail without decoding its batches.
func (g *glance) chain() (whole bool, err error) {
	var prev []byte
	whole = true
	for item, err := range g.t.EachWith(g.ds.of, bucketTail, g.id.key()) {
		if item.Key == nil {
			return false, err
		}
		seq, _, ok := numberIn(item.Key)
		if !ok {
			continue
		}
		g.Counts.Batches++
		if g.guide == "" { // its beginning is in no base yet
			g.guide = guideIn(item.Value)
		}
		l := linkOf(item.Value)
		if first := cmp.Or(l.From, seq); err != nil || first != g.head+1 || !bytes.Equal(l.Prev, prev) {
			whole = false
		}
		g.head = seq
		prev = hashOf(item.Key, item.Value)
		g.met = g.met || bytes.Equal(prev, g.was.head)
		if seq == g.card.Head.Seq && !bytes.Equal(prev, g.card.Head.Hash) {
			whole = false
		}
	}
	return whole && g.head >= g.card.Head.Seq, nil
}

// guideIn is the hash of a guide that JSON names, empty where it names none. In
// what somebody typed the quotes are escaped.
func guideIn(plain []byte) string {
	_, rest, _ := bytes.Cut(plain, []byte(`"guideHash":"`))
	hash, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(hash)
}

// linkOf is a link without its batch, which stands last in the JSON of putLink.
func linkOf(plain []byte) (l link) {
	head, _, ok := bytes.Cut(plain, []byte(`"batch":`))
	if !ok || json.Unmarshal(append(slices.Clip(bytes.TrimRight(head, ",")), '}'), &l) != nil {
		return link{}
	}
	return l
}
