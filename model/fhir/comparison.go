package fhir

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// comparison gathers what differs between two states of one resource.
type comparison struct {
	names map[string]string // of resources, by where references lead to them
	found []Difference
}

// wordless are elements that nobody reads: addresses, ids and names of systems.
var wordless = []string{"id", "identifier", "meta", "resourceType", "system", "url", "authored", "created"}

func (c *comparison) resources(ours Resource, theirs json.RawMessage, at Places) {
	a, b := evened(ours.JSON, at), evened(theirs, nil)
	for _, tree := range []object{a, b} {
		delete(tree, "text")
		delete(tree, "item") // of the form
	}
	c.values(ours.Type, a, b)
	c.narratives(ours.Type, treeOf(ours.JSON), treeOf(theirs))
}

func (c *comparison) add(at, ours, theirs string) {
	if ours != theirs {
		c.found = append(c.found, Difference{Element: at, Ours: ours, Theirs: theirs})
	}
}

func (c *comparison) values(at string, ours, theirs any) {
	switch a := ours.(type) {
	case object:
		b, both := theirs.(object)
		if !both || a["reference"] != nil {
			break
		}
		names := maps.Clone(a)
		maps.Copy(names, b)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !slices.Contains(wordless, name) {
				c.values(at+"."+name, a[name], b[name])
			}
		}
		return
	case list:
		if b, both := theirs.(list); both {
			c.lists(at, a, b)
			return
		}
	}
	c.add(at, c.words(ours), c.words(theirs))
}

// lists compares what stands in only one of two lists, in order: something put
// in between moves nothing else.
func (c *comparison) lists(at string, ours, theirs list) {
	a, b := without(ours, theirs), without(theirs, ours)
	for i := range max(len(a), len(b)) {
		var our, their any
		n := 0
		if i < len(b) {
			n = b[i]
			their = theirs[n]
		}
		if i < len(a) {
			n = a[i]
			our = ours[n]
		}
		c.values(fmt.Sprintf("%s[%d]", at, n), our, their)
	}
}

// without are the places in a of what is not in b as often.
func without(a, b list) []int {
	b = slices.Clone(b)
	var out []int
	for i, x := range a {
		j := slices.IndexFunc(b, func(y any) bool { return reflect.DeepEqual(x, y) })
		if j < 0 {
			out = append(out, i)
		} else {
			b = slices.Delete(b, j, j+1)
		}
	}
	return out
}

// words are what a person reads of a value. A reference is what it leads to.
func (c *comparison) words(v any) string {
	var out []string
	switch v := v.(type) {
	case nil:
	case object:
		if to, ok := v["reference"].(string); ok && v["display"] == nil {
			return firstText(c.names[to], to)
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if name != "reference" && !slices.Contains(wordless, name) {
				out = append(out, c.words(v[name]))
			}
		}
	case list:
		for _, x := range v {
			out = append(out, c.words(x))
		}
	default:
		return fmt.Sprint(v)
	}
	return joined(out...)
}

// narratives compares what there is to read line by line: only what stands in
// one of the two is told.
func (c *comparison) narratives(kind string, ours, theirs object) {
	a, b := readable(ours), readable(theirs)
	if len(a) == 0 {
		return // what a server makes to read where we sent nothing
	}
	pick := func(all list, places []int) string {
		var out []string
		for _, i := range places {
			out = append(out, all[i].(string))
		}
		return strings.Join(out, "\n")
	}
	c.add(kind+".text.div", pick(a, without(a, b)), pick(b, without(b, a)))
}

// readable are the lines of a resource's narrative, without markup.
func readable(tree object) list {
	text, _ := tree["text"].(object)
	div, _ := text["div"].(string)
	var out list
	for piece := range strings.SplitSeq(div, "<") {
		_, line, in := strings.Cut(piece, ">")
		if line = strings.Join(strings.Fields(html.UnescapeString(line)), " "); in && line != "" {
			out = append(out, line)
		}
	}
	return out
}
