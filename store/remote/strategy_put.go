package remote

import "context"

// fewEntries is how many entries a Bundle of conditional entries holds at most:
// Medplum's router refuses nine.
const fewEntries = 8

// put sends an item as one transaction under our own ids, all or none of it. A
// server that finds it too large gets it in pieces, in sending order.
func (t *try) put(ctx context.Context) (State, error) {
	s := t.whole(ctx)
	if s.Step == pending {
		s = t.whole(ctx)
	}
	switch {
	case s.Why == WhyTooLarge:
		return t.chunks(ctx, "transaction", fewEntries)
	case s.Step == pending:
		s = standstill(s)
	}
	return s, nil
}

// whole posts all entries in one transaction: the frozen bytes themselves where
// nothing of the record is known to be there.
func (t *try) whole(ctx context.Context) State {
	which := make([]int, len(t.entries))
	body := t.item.Bundle
	for i, p := range t.frozen.Entries {
		which[i] = i
		if t.at[p.Key()].ETag != "" {
			body = nil
		}
	}
	if body == nil {
		body = t.frozen.Puts(t.at)
	}
	return t.post(ctx, which, body)
}
