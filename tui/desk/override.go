package desk

import "ownwords/model"

// ActionOverridden is the entry in the log that a lawful reason was put down for
// n copies that the person did not say yes to.
const ActionOverridden = "overridden"

// logOverrides notes the lawful reasons that batches put down. That they can't
// be noted, on a full disk, keeps nobody's words from the disk.
func (t *Talk) logOverrides(batches []model.Batch) {
	n := 0
	for _, b := range batches {
		for _, c := range b.Changes {
			if c.Kind == model.KindSharing && overrides(c) {
				n++
			}
		}
	}
	if n > 0 {
		_ = t.desk.store.Log(ActionOverridden, t.Record().ID, n)
	}
}

// overrides tells whether a change put a lawful reason down that did not stand
// there before.
func overrides(c model.Change) bool {
	after, errAfter := c.Decode()
	before, errBefore := c.DecodeBefore()
	now, is := after.(*model.Sharing)
	was, stood := before.(*model.Sharing)
	return errAfter == nil && errBefore == nil && is && now.Overridden() && !(stood && was.Overridden())
}
