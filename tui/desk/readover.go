package desk

import (
	"ownwords/content/document"
	"ownwords/model"
)

// ReadOver is what is worth reading once more of a paper before it is handed
// over, as this recipient would have it.
func (d *Desk) ReadOver(r *model.Record, g *model.Guide, paper string, to model.Recipient) document.Reading {
	return document.ReadOver(r, document.Options{
		Document: document.Name(paper), For: to, Text: d.Text, Guide: g, Now: d.Now(), Numbers: d.Settings.Numbers, Local: d.Local,
	})
}
