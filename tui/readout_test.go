package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ownwords/model"
)

// What a turned screen draws is a readout, and no way leads from one to
// anything but words: not to a record, not to the app, not through a function.
func TestNothingLeadsFromATurnedScreenToTheRecord(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type, string)
	walk = func(x reflect.Type, path string) {
		if seen[x] {
			return
		}
		seen[x] = true
		switch x.Kind() {
		case reflect.String, reflect.Bool, reflect.Int:
		case reflect.Struct:
			for f := range x.Fields() {
				walk(f.Type, path+"."+f.Name)
			}
		case reflect.Pointer, reflect.Slice:
			walk(x.Elem(), path)
		case reflect.Map:
			walk(x.Key(), path)
			walk(x.Elem(), path)
		default:
			t.Errorf("%s is a %s: it may lead anywhere", path, x)
		}
	}
	walk(reflect.TypeFor[readout](), "readout")
	if !seen[reflect.TypeFor[circle]()] || !seen[reflect.TypeFor[readLine]()] {
		t.Error("the circle or the lines were not looked at")
	}
}

// A readout is made of the person's copy: in the files of the turned screens
// the whole record is asked for nowhere else than to make that copy.
func TestTurnedScreensAreMadeOfThePersonsCopy(t *testing.T) {
	copies := 0
	for _, file := range []string{"turned.go", "persons.go", "readback.go", "sheet.go", "card.go"} {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		var copied []ast.Node
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			switch {
			case sel.Sel.Name == "Persons":
				copied = append(copied, sel.X)
				copies++
			case slices.Contains([]string{"Record", "Notes", "NotShaped"}, sel.Sel.Name) && !slices.Contains(copied, ast.Node(call)):
				t.Errorf("%s asks for %s() and makes no copy for the person of it", file, sel.Sel.Name)
			}
			return true
		})
	}
	if copies != 1 {
		t.Errorf("%d copies are made for turned screens, want one place that makes them", copies)
	}
}

// The space bar goes on only when the end of a thing has been shown, however
// quickly it is pressed.
func TestSpaceReadsToTheEndBeforeItGoesOn(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.keys("ctrl+t")
	for range 60 {
		item, more := d.app.talk.Reading()
		if !more {
			return
		}
		shown := d.screen()
		d.keys("space")
		if now, _ := d.app.talk.Reading(); now.Part == item.Part && now.Kind == item.Kind {
			continue // read on in it
		}
		if !strings.Contains(strings.Join(strings.Fields(shown), " "), d.app.said(item.Ask)) {
			t.Fatalf("space said yes before the question stood there:\n%s", shown)
		}
		// A second press at once belongs to the next thing, and reads on in it.
		if next, more := d.app.talk.Reading(); more && next.Kind == model.KindRisk {
			d.keys("space")
			if now, _ := d.app.talk.Reading(); now.Part != next.Part {
				t.Fatal("a quick second press said yes to a risk that nobody has seen")
			}
		}
	}
	t.Error("the plan has no end")
}

// A risk is read whole on an ordinary screen, with everybody's view in it.
func TestARiskIsReadInTwoRatherThanAsOneBlock(t *testing.T) {
	d := withVisit(t, peggysVisit)
	d.keys("ctrl+t")
	for {
		item, more := d.app.talk.Reading()
		if !more {
			t.Fatal("no risk is read back")
		}
		if item.Kind == model.KindRisk {
			break
		}
		d.keys("space")
	}
	d.shows("A risk I choose", "Carol sees it differently", "there is more, read on")
	d.hides("Is that fair to everybody?")
	d.keys("space")
	d.shows("We try:", "Not agreed:", "Is that fair to everybody?", "leave it out of my plan")
	d.keys("up")
	d.shows("read on")
}
