package desk

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"

	"ownwords/content"
	"ownwords/content/document"
	"ownwords/model"
	"ownwords/model/fhir"
)

// Copy makes a document of a record, for a recipient, to be looked at or given
// out. A refusal is a *document.RefusedError: nothing was made.
func (d *Desk) Copy(r *model.Record, g *model.Guide, o document.Options) ([]byte, error) {
	o.Text, o.Guide, o.Now, o.Numbers, o.Local = d.Text, g, d.Now(), d.Settings.Numbers, d.Local
	if o.Document == document.Everything {
		var err error
		if o.History, err = d.happened(r, g); err != nil {
			return nil, fmt.Errorf("read what happened: %w", err)
		}
	}
	if o.Document == document.SupportPlan {
		var err error
		if o.Since, err = d.since(r); err != nil {
			return nil, fmt.Errorf("read what was agreed: %w", err)
		}
	}
	if o.As == document.FHIR {
		// What was agreed a moment ago is kept behind the words, within a second; on a
		// full disk it is a copy of today.
		_ = d.Settle(context.Background())
		signed, err := d.signedOff(r, o.For)
		if err != nil {
			return nil, fmt.Errorf("read what was agreed: %w", err)
		}
		if signed != nil {
			r, o.Now, o.SignedOff = signed, signed.Conversation.Stood, true
		}
	}
	return document.Export(r, o)
}

// signedOff is a record as it was agreed or decided last, where nothing of what
// this recipient may have of it was changed or taken back since; else nil. What
// was only added, such as a note of a later visit, was not agreed to.
func (d *Desk) signedOff(r *model.Record, to model.Recipient) (*model.Record, error) {
	c := r.Conversation
	if c == nil || !c.Standing.Plan() || c.ChangedSince {
		return nil, nil
	}
	k, err := d.keptPlan(r.ID, c.Revision)
	if err != nil || k == nil {
		return nil, err
	}
	then, _ := k.Record.For(to)
	now, refusal := r.For(to)
	if refusal.Refused() || then == nil {
		return nil, nil
	}
	for p := range then.Parts() {
		if p.PartKind() != model.KindConversation && !model.Alike(p, now.Part(p.PartHead().ID)) {
			return nil, nil
		}
	}
	return k.Record, nil
}

// OffTheCard are the next things that do not stand on the person's card, as they
// were typed; empty for the day to look again.
func (d *Desk) OffTheCard(r *model.Record, g *model.Guide) []string {
	return document.OffTheCard(r, document.Options{Text: d.Text, Guide: g, Now: d.Now(), Numbers: d.Settings.Numbers})
}

// Exported notes in the log that a copy of a record was given out.
func (d *Desk) Exported(id model.ID) error {
	if err := d.store.Log("exported", id, 1); err != nil {
		return fmt.Errorf("log the copy: %w", err)
	}
	return nil
}

// WriteCopy writes a copy to a file of the user's choosing: private, whole or
// not at all, and remembers where, see Given. A file that is there is left as it
// is: fs.ErrExist.
func (d *Desk) WriteCopy(id model.ID, path string, data []byte) error {
	path, err := filepath.Abs(path)
	if err == nil {
		hash := sha256.Sum256(data)
		err = d.writeGiven(Given{Record: id, Path: path, At: d.Now().UTC(), Hash: hash[:]}, data)
	}
	if err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	return d.Exported(id)
}

// Recipients are those a copy can be made for: the person, the council where
// the guide has it agree, and everybody whom the sharing names. The safeguarding
// team and whoever answers for the data are not among them: a list in which they
// come and go would tell of a worry to whoever looks at the screen.
func Recipients(r *model.Record) []model.Recipient {
	out := []model.Recipient{{Person: true}}
	if r.Conversation != nil && r.Conversation.Kind != model.Preparation {
		out = append(out, model.Recipient{Council: true})
	}
	for _, s := range r.Sharing {
		out = append(out, model.Recipient{Sharing: s.ID})
	}
	return out
}

// MostRecord is how long the file of a record gets that is taken in, or looked at
// once more. The longest that the program is tried with, in which somebody pasted
// five million letters, has 6 MB as JSON and as a Bundle 11; six times as long
// where every letter has to be written as its number.
const MostRecord = 64 << 20

// ReadRecord reads a record from its JSON, or as far as FHIR R4 carries one from
// a Bundle that this program made. The error is a *model.FormatError.
func ReadRecord(data []byte) (*model.Record, error) {
	read := model.DecodeRecord
	var head struct {
		ResourceType string `json:"resourceType"`
	}
	if err := json.Unmarshal(data, &head); err == nil && head.ResourceType != "" {
		read = fhir.Read
	}
	return read(data)
}

// Import takes in a record from outside, whole or not at all. The error is
// store.ErrExists for one that is here.
func (d *Desk) Import(r *model.Record) error {
	if err := d.pinGuide(r); err != nil {
		return err
	}
	return d.store.Import(r)
}

// pinGuide has the guide that a record from outside began with kept here, where
// it is the one of this program; or has the record name none, where nothing here
// knows it: today's stands in for it, and none is missed.
func (d *Desk) pinGuide(r *model.Record) error {
	c := r.Conversation
	if c == nil || c.GuideHash == "" {
		return nil
	}
	if _, err := d.store.Guide(c.GuideHash); err == nil {
		return nil
	}
	if g, err := content.LoadGuide(c.Kind); err == nil {
		if hash, raw := content.HashGuide(g); hash == c.GuideHash {
			_, err := d.store.PutGuide(raw)
			return err
		}
	}
	c = model.Copy(c)
	c.GuideHash = ""
	r.Conversation = c
	return nil
}

// Show opens a record to read it, without a writer.
func (d *Desk) Show(id model.ID) (*model.Record, model.Guide, error) {
	l, err := d.store.Read(id)
	if err != nil {
		return nil, model.Guide{}, err
	}
	g, err := d.guideOf(l)
	return l.Record, g, err
}
