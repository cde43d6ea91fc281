package model

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A field that is added tomorrow must be thought about: a text is masked by
// itself, whatever is not has to be named here.
func TestWhatIsNeverMaskedIsWrittenDown(t *testing.T) {
	never := map[string]bool{}
	everyType(func(typ reflect.Type) {
		for f := range typ.Fields() {
			name := typ.Name() + "." + f.Name
			switch tag := f.Tag.Get("mask"); tag {
			case "":
			case "never":
				never[name] = true
				if f.Type == wordsType {
					t.Errorf("%s are words, and never masked", name)
				}
			case "whole", "said":
				if f.Type != wordsType && f.Type != textType {
					t.Errorf("%s is tagged %q and no text", name, tag)
				}
			case "note":
				if name != "Note.Text" {
					t.Errorf("%s is tagged as the text of a note", name)
				}
			default:
				t.Errorf("%s has the tag %q, which nobody reads", name, tag)
			}
			inner := f.Type
			for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			switch inner.Kind() {
			case reflect.String:
				if inner != textType && inner != idType && codes[inner] == nil {
					t.Errorf("%s: nobody said what a %s may be", name, inner)
				}
			case reflect.Bool, reflect.Int, reflect.Int64, reflect.Struct:
			default:
				t.Errorf("%s is a %s, which no mask looks through", name, inner)
			}
		}
	})
	want := slices.Sorted(maps.Keys(fieldCodes))
	if got := slices.Sorted(maps.Keys(never)); !slices.Equal(got, want) {
		t.Errorf("never masked are (-written down +found)\n%s", cmp.Diff(want, got))
	}
}

// Every text of every kind of part goes through the mask, and nothing else is
// touched by it: no id, no code, no time, no number.
func TestTheMaskSeesEveryTextAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		m := mask{
			ref: func(ID) bool { return true },
			text: func(w Words) Words {
				w.Text = "X"
				return w
			},
		}
		for p := range r.Parts() {
			got := m.part(p)
			if _, unknown := p.(*Unknown); unknown {
				if got != nil {
					t.Fatalf("a part that can't be looked through got through: %+v", got)
				}
				continue
			}
			maskedOnly(t, string(p.PartKind()), reflect.ValueOf(p).Elem(), reflect.ValueOf(got).Elem(), "")
		}
	})
}

// maskedOnly fails unless b is a with every text in it masked.
func maskedOnly(t *rapid.T, where string, a, b reflect.Value, tag string) {
	switch {
	case tag == "never":
		if !reflect.DeepEqual(a.Interface(), b.Interface()) {
			t.Fatalf("%s was %v and is %v", where, a, b)
		}
	case a.Type() == textType:
		if tag == "said" && b.String() == "" {
			return // the original beside a text that was changed
		}
		if a.String() != "" && b.String() != "X" {
			t.Fatalf("%s was %q and is %q", where, a, b)
		}
	case a.Kind() == reflect.Struct && a.Type() != timeType:
		for i := range a.NumField() {
			f := a.Type().Field(i)
			maskedOnly(t, where+"."+f.Name, a.Field(i), b.Field(i), f.Tag.Get("mask"))
		}
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() {
			t.Fatalf("%s had %d and has %d", where, a.Len(), b.Len())
		}
		for i := range a.Len() {
			maskedOnly(t, where, a.Index(i), b.Index(i), "")
		}
	case a.Kind() == reflect.Pointer:
		if a.IsNil() != b.IsNil() {
			t.Fatalf("%s came or went", where)
		}
		if !a.IsNil() {
			maskedOnly(t, where, a.Elem(), b.Elem(), "")
		}
	default:
		if !reflect.DeepEqual(a.Interface(), b.Interface()) {
			t.Fatalf("%s was %v and is %v", where, a, b)
		}
	}
}

func TestNothingIsLeftOfWordsThatAreLeftOut(t *testing.T) {
	m := mask{ref: func(ID) bool { return true }, text: func(w Words) Words {
		w.Text = ""
		return w
	}}
	want := &Want{Why: Words{Text: "gone", Telling: Said, From: []ID{"n"}}, First: &Words{Text: "gone"}}
	if got := m.part(want); !cmp.Equal(got, Part(&Want{})) {
		t.Errorf("of a want whose words are left out there is left %+v", got)
	}
}

// Somebody whom the program's own words are called after changes none of them.
func TestPeopleCalledLikeThePrograms(t *testing.T) {
	r := peggy()
	b := &builder{r: r, n: 5000}
	for _, name := range []string{"Will", "Close", "Paid", "Yes", "Closest", "Month", "Around", "Trying", "Person", "Aloud", "Ashworth", "Peggy"} {
		b.add(&Relationship{Name: name, NotToContact: true})
	}
	want, _ := r.For(Recipient{Person: true})
	got, _ := b.r.For(Recipient{Person: true})
	// Only texts with those words in them may be gone.
	want = want.With(withText(want.Risks[0], func(x *Risk) { x.Know = "" }))
	same(t, "Peggy's copy", want, got)

	b.add(&Note{Voice: r.PersonVoice().ID, Text: "Will came by", Typed: day})
	b.add(&Note{Voice: r.PersonVoice().ID, Text: "she will come by", Typed: day})
	got, _ = b.r.For(Recipient{Person: true})
	if n := len(got.Notes) - len(want.Notes); n != 1 {
		t.Errorf("of two notes, one about Will, %d are in the copy", n)
	}
}

func withText[P Part](p P, change func(P)) P {
	c := Copy(p)
	change(c)
	return c
}

func TestWhatGoesWithItsName(t *testing.T) {
	r := peggy()
	me := r.PersonVoice().ID
	b := &builder{r: r, n: 5000}
	ron := b.voice("Ron Ashworth", RoleRelative, "brother")
	b.add(&Note{Voice: ron, Text: "he came in", MayReadBack: true, Typed: day})
	b.add(&Step{What: "keep Ron away"})
	b.add(&Support{What: ParseWords("lifts"), Who: "Ron"})
	b.add(&Want{Words: ParseWords("peace"), Why: ParseWords(`"RON shouts."`), Tags: []string{"wb.c"}})
	n := &Note{Voice: me, Text: "told Ron no", Typed: day, Through: Through{Original: "ਰੌਨ ਨੂੰ ਨਾਂਹ"}}
	b.add(n)
	risk := Copy(r.Risks[0])
	risk.Words = ParseWords(`"Ron says no."`)
	risk.Views = append(risk.Views, View{Voice: ron, Stand: Against, MayReadBack: true})
	risk.Doing = append(risk.Doing, Doing{Who: "Ron", What: "mows"})
	risk.IfThens = append(risk.IfThens, IfThen{If: "Ron comes", Then: []Doing{{Who: "Carol", What: "shuts the door"}}})
	a := Copy(r.Agreement)
	a.Answers = append(a.Answers, Answer{Voice: ron, Says: SaysNo})
	visit := Copy(r.Visits[0])
	visit.Here = append(visit.Here, ron)
	got, file := copyFor(t, b.r.With(risk).With(a).With(visit), Recipient{Person: true})
	holds(t, "Peggy's copy", file, []string{"lifts", "peace", "wb.c"}, []string{"ron\"", "ron ", "brother", "ਰੌਨ", "shuts the door", "mows", string(ron)})
	if v := got.Risks[0]; len(v.Views) != 3 || len(v.Doing) != 1 || len(v.IfThens) != 1 || v.Get.Empty() {
		t.Errorf("of the risk there is left %+v", v)
	}
	if n := len(got.Agreement.Answers); n != 3 {
		t.Errorf("the agreement has %d answers, want 3", n)
	}
}
