package fhir

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

const (
	// MaxIssues is how many are told of one resource, and read of one answer.
	MaxIssues = 20
	// maxName is how long the name of an element may be, and maxPath the way to
	// one: in bytes, and far longer than any of R4's.
	maxName = 64
	maxPath = 200
)

// Issue is one thing that is wrong with a resource: a code of R4's IssueType
// and where, as FHIRPath. It repeats nothing that stands in the resource.
type Issue struct {
	Code string `json:"code"` // of Check: structure, required, code-invalid, value, not-supported, invariant
	Path string `json:"path,omitzero"`
}

// Check looks a decoded resource through for what R4 asks of it, as far as plans
// need: required elements and codes, no empty value, no control character, no
// reference that is none. It is no full validator, and tells MaxIssues at most.
func Check(tree map[string]any) []Issue {
	kind, _ := tree["resourceType"].(string)
	r, known := rules[kind]
	if !known {
		return []Issue{{"not-supported", "resourceType"}}
	}
	c := &checker{}
	c.values(tree, kind)
	for _, path := range r.must {
		c.must(tree, kind, strings.Split(path, "."))
	}
	for _, path := range slices.Sorted(maps.Keys(r.codes)) {
		c.codes(tree, kind, strings.Split(path, "."), r.codes[path])
	}
	c.narrative(tree, kind)
	c.invariants(tree, kind)
	return c.issues
}

type checker struct{ issues []Issue }

func (c *checker) full() bool { return len(c.issues) >= MaxIssues }

func (c *checker) add(code, path string) {
	if !c.full() {
		c.issues = append(c.issues, Issue{code, path})
	}
}

// values checks what R4 asks of every value, whatever the element.
func (c *checker) values(v any, at string) {
	if len(at) > maxPath {
		c.add("structure", at)
		return
	}
	switch v := v.(type) {
	case nil:
		c.add("structure", at)
	case string:
		if strings.TrimSpace(v) == "" || strings.ContainsFunc(v, forbidden) || len(v) > maxText {
			c.add("value", at)
		}
	case list:
		if len(v) == 0 {
			c.add("structure", at)
		}
		c.each(v, at, c.values)
	case object:
		names := slices.Sorted(maps.Keys(v))
		if len(v) == 0 || slices.ContainsFunc(names, func(n string) bool { return !isName(n) }) {
			c.add("structure", at)
			return
		}
		for _, k := range names {
			c.values(v[k], at+"."+k)
		}
		c.reference(v, at)
	}
}

// isName tells whether s can be the name of an element: in R4 all begin with a
// small letter, behind an underscore where they are beside a value. Anything else
// may be somebody's words.
func isName(s string) bool {
	s = strings.TrimPrefix(s, "_")
	return len(s) <= maxName && isCode(s) && 'a' <= s[0] && s[0] <= 'z' && !strings.ContainsAny(s, "-.")
}

func forbidden(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }

func (c *checker) reference(v object, at string) {
	r, there := v["reference"]
	to, text := r.(string)
	if !there || !text {
		return
	}
	kind, id, relative := strings.Cut(to, "/")
	ours := relative && kind != "" && ValidID(id)
	if !ours && !strings.Contains(to, ":") && !strings.HasPrefix(to, "#") {
		c.add("value", at+".reference")
	}
}

// must asks for the last name of a path in every object that the names before
// it lead to.
func (c *checker) must(v any, at string, path []string) {
	tree, ok := v.(object)
	if !ok {
		return
	}
	next, there := tree[path[0]]
	at += "." + path[0]
	switch {
	case len(path) == 1:
		if !there {
			c.add("required", at)
		}
	case there:
		c.each(next, at, func(x any, at string) { c.must(x, at, path[1:]) })
	}
}

func (c *checker) codes(v any, at string, path, allowed []string) {
	if len(path) == 0 {
		if s, ok := v.(string); !ok || !slices.Contains(allowed, s) {
			c.add("code-invalid", at)
		}
		return
	}
	tree, _ := v.(object)
	if next, there := tree[path[0]]; there {
		c.each(next, at+"."+path[0], func(x any, at string) { c.codes(x, at, path[1:], allowed) })
	}
}

// each goes through a list, or what stands alone, for as long as there is room for
// what is wrong with it.
func (c *checker) each(v any, at string, do func(any, string)) {
	l, many := v.(list)
	if !many {
		do(v, at)
	}
	for i, x := range l {
		if c.full() {
			return
		}
		do(x, fmt.Sprintf("%s[%d]", at, i))
	}
}

func (c *checker) narrative(tree object, kind string) {
	text, there := tree["text"].(object)
	if !there {
		return
	}
	c.must(text, kind+".text", []string{"div"})
	c.must(text, kind+".text", []string{"status"})
	c.codes(text, kind+".text", []string{"status"}, narrativeCodes)
}

// invariants are the rules between elements that plans can break.
func (c *checker) invariants(tree object, kind string) {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { _, ok := tree[n]; return ok })
	}
	switch {
	case kind == "Consent" && !has("policy", "policyRule"): // ppc-1
		c.add("invariant", "Consent.policyRule")
	case kind == "CarePlan": // cpl-3: detail or reference, not both
		c.each(tree["activity"], "CarePlan.activity", func(x any, at string) {
			a, _ := x.(object)
			if a["detail"] != nil && a["reference"] != nil {
				c.add("invariant", at)
			}
		})
	case kind == "Composition": // cmp-1: text, entry or section
		c.each(tree["section"], "Composition.section", func(x any, at string) {
			s, ok := x.(object)
			if ok && s["text"] == nil && s["entry"] == nil && s["section"] == nil {
				c.add("invariant", at)
			}
		})
	}
}

// ValidID tells whether s can be a resource's id: 1 to 64 of letters, digits,
// hyphens and full stops.
func ValidID(s string) bool { return len(s) <= 64 && isCode(s) }
