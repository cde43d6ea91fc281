package document

import (
	"reflect"
	"slices"
	"time"

	"ownwords/model"
)

// A plan of some weeks ago knows nothing of what was kept from somebody since then:
// who is not to be contacted any more, a line that went to somebody's own notes, a
// view that was taken back. What is kept from a recipient now is kept from them in
// the older version too, without a word that there was anything.

// given is the older version as this recipient may have it now; nil where that is
// nothing. whole is the record as it is, and copied what they have of it.
func (s *Since) given(whole, copied *model.Record, to model.Recipient) *Since {
	if s == nil {
		return nil
	}
	open := whole.Openly()
	then, refusal := s.hiddenAs(whole, to).For(to)
	if refusal.Refused() {
		return nil
	}
	for p := range then.Parts() {
		kind, id := p.PartKind(), p.PartHead().ID
		kept := whole.PartOf(kind, id) != nil && copied.PartOf(kind, id) == nil
		if original := s.Record.PartOf(kind, id); kept || original != nil && s.withdrawn(original, open) {
			then = then.Without(kind, id)
		}
	}
	return &Since{Record: then, At: s.At, By: s.By}
}

// hiddenAs is the older version with the marks of today on it, by which For knows
// what to keep back.
func (s *Since) hiddenAs(whole *model.Record, to model.Recipient) *model.Record {
	then := s.Record
	for _, n := range s.Record.Notes {
		if now := model.Find(whole.Notes, n.ID); now != nil {
			now = model.Copy(now)
			now.MayReadBack = now.MayReadBack && (n.MayReadBack || now.Text == n.Text) // a yes to other words is none to these
			now.Text, now.Order = n.Text, n.Order
			then = then.With(now)
		}
	}
	for _, x := range s.Record.Risks {
		then = then.With(readBackNow(x, model.Find(whole.Risks, x.ID)))
	}
	for _, x := range whole.Relations {
		if x.NotToContact && !to.Council {
			then = then.With(alsoCalled(x, model.Find(s.Record.Relations, x.ID)))
		}
	}
	return then
}

// readBackNow is a risk as it was, with only those views in words that might be
// read back then and may be today: a yes to other words is none to these. now is
// nil where there is no such risk any more.
func readBackNow(was, now *model.Risk) *model.Risk {
	was = model.Copy(was)
	for i, v := range was.Views {
		was.Views[i].MayReadBack = v.MayReadBack && now != nil && slices.ContainsFunc(now.Views, func(x model.View) bool {
			return x.Voice == v.Voice && x.MayReadBack
		})
	}
	return was
}

// alsoCalled is somebody under the name that they had before too; was is nil where
// they were not there.
func alsoCalled(x, was *model.Relationship) *model.Relationship {
	if was == nil {
		return x
	}
	x = model.Copy(x)
	x.Also += ";" + was.Name + ";" + was.Also
	return x
}

// withdrawn tells whether a part was made of a line that is not openly in the talk
// any more: it went to somebody's own notes, or it was taken out for good.
func (s *Since) withdrawn(p model.Part, open *model.Record) bool {
	return slices.ContainsFunc(sources(reflect.ValueOf(p)), func(id model.ID) bool {
		return model.Find(s.Record.Notes, id) != nil && model.Find(open.Notes, id) == nil
	})
}

// sources are the notes that any words of a part came from.
func sources(v reflect.Value) []model.ID {
	var out []model.ID
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return sources(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, sources(v.Index(i))...)
		}
	case reflect.Struct:
		switch x := v.Interface().(type) {
		case model.Words:
			return x.From
		case time.Time:
			return nil
		}
		for _, field := range v.Fields() {
			out = append(out, sources(field)...)
		}
	}
	return out
}
