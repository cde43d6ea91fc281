package content

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// The tests of this file read the Go files of the whole program, so that no
// sentence is said that nobody wrote, written that nobody says, or hidden in
// the code where a translator never finds it.

// called is the last word of what is called: Msg in model.Msg(...).
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// mention is where the code names a sentence.
type mention struct {
	id    string
	built bool     // the id goes on with what is only known when it runs
	gaps  []string // given, where all of them stand there by name
	known bool     // whether gaps is all of them
}

// sayers are the calls whose first argument is the id of a sentence.
var sayers = []string{"Msg", "say", "Say", "msg"}

// mentioned finds the sentence that a call or a Message literal names.
func mentioned(n ast.Node) (mention, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if len(n.Args) == 0 || !slices.Contains(sayers, called(n)) {
			return mention{}, false
		}
		m, ok := idOf(n.Args[0])
		m.gaps, m.known = gapsOf(n)
		return m, ok
	case *ast.CompositeLit:
		for _, elt := range n.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok || !isNamed(kv.Key, "ID") || !isMessage(n.Type) {
				continue
			}
			return idOf(kv.Value)
		}
	}
	return mention{}, false
}

// idOf reads an id that is written out, or built as "stand." + x.
func idOf(e ast.Expr) (mention, bool) {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		m, ok := idOf(sum.X)
		m.built = true
		return m, ok
	}
	id, ok := literal(e)
	return mention{id: id}, ok
}

// gapsOf reads the gaps that a call fills, if every one of them is named there.
func gapsOf(c *ast.CallExpr) (gaps []string, all bool) {
	if !slices.Contains(sayers, called(c)) || c.Ellipsis.IsValid() {
		return nil, false
	}
	for i := 1; i < len(c.Args); i += 2 {
		gap, ok := literal(c.Args[i])
		if !ok {
			return nil, false
		}
		gaps = append(gaps, gap)
	}
	return gaps, true
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func isMessage(e ast.Expr) bool {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		return sel.Sel.Name == "Message"
	}
	return isNamed(e, "Message")
}

func TestEverySentenceThatIsSaidIsInTheCatalogue(t *testing.T) {
	all := everySentence(t)
	for _, f := range sources(t) {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			m, ok := mentioned(n)
			if !ok {
				return true
			}
			if m.built {
				if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(id string) bool { return strings.HasPrefix(id, m.id) }) {
					t.Errorf("%s: nothing in the catalogue begins with %q", f.at(n), m.id)
				}
				return true
			}
			s, there := all[m.id]
			if !there {
				t.Errorf("%s: the catalogue has no %q", f.at(n), m.id)
			} else if lacks := ungiven(s, m); len(lacks) > 0 {
				t.Errorf("%s: %q has gaps that nothing is given for: %s", f.at(n), m.id, lacks)
			}
			return true
		})
	}
}

// ungiven are the gaps of a sentence that a mention leaves empty.
func ungiven(s sentence, m mention) (lacks []string) {
	if !m.known {
		return nil
	}
	for _, pieces := range s {
		for _, p := range pieces {
			if p.gap != "" && !slices.Contains(m.gaps, p.gap) {
				lacks = append(lacks, p.gap)
			}
		}
	}
	return lacks
}

// spelling is how the code of the program names sentences: by whole ids, and
// by beginnings and ends of ids that are put together when it runs.
type spelling struct {
	whole        map[string]bool
	begins, ends []string
}

// spelled finds all of it. A text that ends in a full stop and could be the
// beginning of an id is one; what is added to a text is an end.
func spelled(files []goFile) spelling {
	out := spelling{whole: map[string]bool{}}
	for _, f := range files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				s, ok := literal(n)
				if !ok {
					return true
				}
				out.whole[s] = true
				if begins, ok := strings.CutSuffix(s, "."); ok && isID(begins) {
					out.begins = append(out.begins, s)
				}
			case *ast.BinaryExpr:
				if s, ok := literal(n.Y); ok && n.Op == token.ADD && isID(strings.TrimLeft(s, ".-")) {
					out.ends = append(out.ends, s)
				}
			}
			return true
		})
	}
	return out
}

// says tells whether the code can come to say a sentence.
func (sp spelling) says(id string) bool {
	return sp.whole[id] ||
		slices.ContainsFunc(sp.begins, func(b string) bool { return strings.HasPrefix(id, b) }) ||
		slices.ContainsFunc(sp.ends, func(e string) bool {
			begin, ok := strings.CutSuffix(id, e)
			return ok && sp.whole[begin]
		})
}

// isID tells whether a text could be an id, or words of one.
func isID(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r)
	})
}

func TestEverySentenceInTheCatalogueIsSaid(t *testing.T) {
	sp := spelled(sources(t))
	for id := range everySentence(t) {
		if !isID(id) {
			t.Errorf("%q is no id: want words of letters, digits and dashes, joined by full stops", id)
		}
		if !sp.says(id) {
			t.Errorf("nobody says %q", id)
		}
		// What is wrong with a file is named by its kind alone.
		if kind, ok := strings.CutPrefix(id, "fault."); ok && strings.HasSuffix(kind, ".what") && !sp.whole[strings.TrimSuffix(kind, ".what")] {
			t.Errorf("no file is ever found to have the fault %q", kind)
		}
	}
}

func everySentence(t *testing.T) map[string]sentence {
	t.Helper()
	chapters, err := cutText(textFiles, "text/en")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]sentence{}
	for _, c := range chapters {
		sentences, _ := readChapter(c)
		maps.Copy(all, sentences)
	}
	return all
}

// fileWords are words of a file's format that look like something to say.
var fileWords = []string{sectionKnow}

func TestNoSentenceIsHiddenInTheCode(t *testing.T) {
	for _, f := range sources(t) {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field:
				n.Tag = nil
			case *ast.CallExpr:
				// Errors and panics are for whoever mends the program.
				return !slices.Contains([]string{"errors.New", "fmt.Errorf", "panic"}, written(n.Fun))
			case *ast.BasicLit:
				if s, ok := literal(n); ok && isSentence(s) && !slices.Contains(fileWords, s) {
					t.Errorf("%s: %q belongs in content/text", f.at(n), s)
				}
			}
			return true
		})
	}
}

// written is a called function as it stands in the code.
func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}

// isSentence tells whether a text looks like something to say to people: three
// words or more, begun with a capital or ended as sentences end.
func isSentence(s string) bool {
	s = strings.TrimSpace(s)
	words := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, `.,;:!?"'()`)
		if w != "" && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' }) {
			words++
		}
	}
	if words < 3 {
		return false
	}
	first := []rune(s)[0]
	return unicode.IsUpper(first) || strings.ContainsAny(s[len(s)-1:], ".?!")
}

func TestIsSentence(t *testing.T) {
	for s, want := range map[string]bool{
		"All is saved.":                true,
		"Type 1 or 2, then Enter: ":    true,
		"is that right?":               true,
		"It can't be %s, %d times":     true,
		"Mon 2 Jan 2006":               false,
		"read text":                    false,
		"a note of the person":         false,
		"SELECT":                       false,
		"talk.saved":                   false,
		"application/fhir+json; a b c": false,
		"":                             false,
	} {
		if got := isSentence(s); got != want {
			t.Errorf("isSentence(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestMentioned(t *testing.T) {
	tree, err := parser.ParseFile(places, "x.go", `package x
var a = model.Msg("talk.saved", "when", now, "n", 3)
var b = Msg("mark." + string(m))
var c = say("talk.kept")
var g = s.say("talk.few", "n", 3)
var d = model.Message{ID: "talk.gone"}
var e = Msg("talk.some", pairs...)
var f = other("talk.never")
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []mention
	ast.Inspect(tree, func(n ast.Node) bool {
		if m, ok := mentioned(n); ok {
			got = append(got, m)
		}
		return true
	})
	want := []mention{
		{id: "talk.saved", gaps: []string{"when", "n"}, known: true},
		{id: "mark.", built: true, known: true},
		{id: "talk.kept", known: true},
		{id: "talk.few", gaps: []string{"n"}, known: true},
		{id: "talk.gone"},
		{id: "talk.some"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(mention{})); diff != "" {
		t.Errorf("mentioned (-want +got):\n%s", diff)
	}
}
