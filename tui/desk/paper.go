package desk

import (
	"ownwords/content/document"
	"ownwords/model"
)

// Papers are the documents that a face offers of such a conversation by name:
// the person's own, or those that others have.
func Papers(kind model.ConversationKind, own bool) []string {
	var out []string
	for _, n := range document.Documents(kind) {
		council := n == document.SupportPlan
		if n != document.Record && own != council {
			out = append(out, string(n))
		}
	}
	if !own && len(out) == 0 {
		out = append(out, string(document.GettingReady))
	}
	return out
}

// Paper makes a document as plain text, for a recipient.
func (d *Desk) Paper(r *model.Record, g *model.Guide, paper string, to model.Recipient) ([]byte, error) {
	return d.Copy(r, g, document.Options{Document: document.Name(paper), As: document.PlainText, For: to})
}
