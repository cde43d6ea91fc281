package desk

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store"
)

// markers puts a word that nobody writes, each another one, into every field of
// words that a value has.
type markers struct {
	n     int
	words []string
}

var marker = regexp.MustCompile(`vex\d+quill`)

func (m *markers) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			m.n++
			m.words = append(m.words, fmt.Sprintf("vex%dquill", m.n))
			v.SetString(m.words[len(m.words)-1])
		}
	case reflect.Struct:
		for _, f := range v.Fields() {
			if f.CanSet() {
				m.fill(f)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		m.fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		m.fill(v.Elem())
	}
}

// everyPart is a record with a part of every kind, all words in it markers, and
// those of them that are for nobody else: own notes, just for the person, worries.
func everyPart(d *Desk, who string, choose func(*model.Sharing, *model.Record)) (*model.Record, []string) {
	m := &markers{}
	r := &model.Record{ID: d.NewID()}
	var private []string
	part := reflect.TypeFor[model.Part]()
	for f := range reflect.TypeFor[model.Record]().Fields() {
		typ := f.Type
		if typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if !typ.Implements(part) || typ == reflect.TypeFor[*model.Unknown]() {
			continue
		}
		for _, drawer := range model.Drawers {
			v := reflect.New(typ.Elem())
			before := len(m.words)
			m.fill(v.Elem())
			p := v.Interface().(model.Part)
			single := f.Type.Kind() != reflect.Slice
			if p.PartKind() == model.KindWorry {
				drawer = model.DrawerWorry
			}
			*p.PartHead() = model.Head{ID: d.NewID(), Order: "a", Drawer: drawer}
			if single {
				*p.PartHead() = model.Head{ID: model.ID(p.PartKind())}
				drawer = model.DrawerShared
			}
			if drawer != model.DrawerShared {
				private = append(private, m.words[before:]...)
			}
			r = r.With(p)
			if single {
				break
			}
		}
	}
	own := &model.Note{Head: model.Head{ID: d.NewID(), Order: "b"}, Text: "vex0quill", JustForMe: true}
	r = r.With(own)
	c := model.Copy(r.Conversation)
	c.Kind, c.Standing, c.Revision, c.Stood = model.Assessment, model.Agreed, 1, d.Now()
	r = r.With(c)
	r.Sharing = r.Sharing[:0:0]
	if choose != nil {
		s := &model.Sharing{Head: model.Head{ID: d.NewID(), Order: "a"}, Who: who}
		choose(s, r)
		r = r.With(s)
	}
	return r, append(private, own.Text)
}

// agreedWith puts a record into the store as one that was agreed, frozen for the
// server that the settings name.
func agreedWith(t *testing.T, d *Desk, r *model.Record) {
	t.Helper()
	if err := d.store.Import(r); err != nil {
		t.Fatal(err)
	}
	w, err := d.store.Writer(r.ID)
	if err != nil {
		t.Fatal(err)
	}
	items, err := d.freeze(r, together{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.PutAgreed(nil, store.Keep{Record: r, Revision: 1, Why: store.WhyAgreed}, items); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestTheWireHoldsNoWordThatIsNotForIt sends a record with a word of its own in
// every field: to the council and to others, whatever the person said, and also
// where the settings came to name another server between the agreeing and the
// sending. A server gets the words that it may have, and not one more.
func TestTheWireHoldsNoWordThatIsNotForIt(t *testing.T) {
	const who = "Bowls club"
	choices := map[string]func(*model.Sharing, *model.Record){
		"nobody was asked": nil,
		"asked nothing":    func(*model.Sharing, *model.Record) {},
		"yes":              func(s *model.Sharing, _ *model.Record) { s.Choice = model.ShareYes },
		"all but": func(s *model.Sharing, _ *model.Record) {
			s.Choice, s.Parts, s.Without = model.ShareYes, true, []model.Chapter{model.Chapters[0], model.Chapters[len(model.Chapters)-1]}
		},
		"only": func(s *model.Sharing, r *model.Record) {
			s.Choice, s.Limited, s.Only = model.ShareYes, true, []model.ID{r.Wants[0].ID}
		},
		"no":      func(s *model.Sharing, _ *model.Record) { s.Choice = model.ShareNo },
		"not yet": func(s *model.Sharing, _ *model.Record) { s.Choice = model.NotUntil },
	}
	for name, choose := range choices {
		for _, agreed := range []content.Whose{content.WhoseOwn, content.WhoseShared} {
			for _, sent := range []content.Whose{content.WhoseOwn, content.WhoseShared} {
				t.Run(fmt.Sprintf("%s, agreed for %s, sent to %s", name, agreed, sent), func(t *testing.T) {
					d := newDesk(t)
					server := newRecorder(t)
					d.sendsTo(server, who, agreed)
					r, private := everyPart(d, who, choose)
					agreedWith(t, d, r)
					d.sendsTo(server, who, sent)
					send(t, d)
					to, _ := d.serverRecipient(r)
					copied, refusal := r.For(to)
					judgeWire(t, server.wire(), copied, private, sent)
					if went := server.wire() != ""; went == refusal.Refused() {
						t.Errorf("it went: %v, refused: %v", went, refusal.Refused())
					}
				})
			}
		}
	}
}

func judgeWire(t *testing.T, wire string, may *model.Record, private []string, to content.Whose) {
	t.Helper()
	text, err := json.Marshal(may)
	if err != nil {
		t.Fatal(err)
	}
	allowed := marker.FindAllString(string(text), -1)
	got := marker.FindAllString(wire, -1)
	for _, w := range got {
		switch {
		case slices.Contains(private, w):
			t.Fatalf("%s is for nobody else, and went", w)
		case !slices.Contains(allowed, w):
			t.Fatalf("%s is not for this server, and went", w)
		}
	}
	if to == content.WhoseOwn && len(slices.Compact(slices.Sorted(slices.Values(got)))) < 100 {
		t.Errorf("only %d different words went to the council: this proves nothing", len(got))
	}
}
