package fhir

import (
	"encoding/json"
	"html"
	"reflect"
	"strings"
	"time"
)

// Same tells whether a server holds what we sent, word for word: theirs is its
// resource, ours the frozen one. What a server makes of a resource without
// changing what it says is no difference: its own id and meta, references to
// its own ids, instants cut to milliseconds or told in another zone, 23.4 for
// 23.4000, blanks between the elements of a narrative, and a narrative of its
// making where we sent none.
func Same(ours, theirs json.RawMessage, at Places) bool {
	a, b := evened(ours, at), evened(theirs, nil)
	if a == nil || b == nil || !hasTags(a, b) {
		return false
	}
	delete(a, "meta")
	delete(b, "meta")
	if a["text"] == nil {
		delete(b, "text")
	}
	return reflect.DeepEqual(a, b)
}

// evened is a resource in the form in which two that say the same are equal,
// its references led to where at says; nil where it is no resource.
func evened(resource json.RawMessage, at Places) object {
	tree := treeOf(resource)
	if tree == nil {
		return nil
	}
	delete(tree, "id")
	refer(tree, func(to string) string {
		to = local(to)
		if there := at[to]; there.ServerID != "" {
			return there.Type + "/" + there.ServerID
		}
		return to
	})
	out, _ := even("", tree).(object)
	return out
}

// local is a reference without the server's address and the version, which
// servers put in.
func local(to string) string {
	to, _, _ = strings.Cut(to, "/_history/")
	parts := strings.Split(to, "/")
	if n := len(parts); n > 2 && Sent(parts[n-2]) {
		return parts[n-2] + "/" + parts[n-1]
	}
	return to
}

// hasTags tells whether every tag of ours is among theirs.
func hasTags(ours, theirs object) bool {
	tags := func(tree object) list {
		meta, _ := tree["meta"].(object)
		all, _ := meta["tag"].(list)
		return all
	}
	for _, x := range tags(ours) {
		own, _ := x.(object)
		if !containsTag(tags(theirs), own) {
			return false
		}
	}
	return true
}

func containsTag(all list, own object) bool {
	for _, x := range all {
		if t, _ := x.(object); t["system"] == own["system"] && t["code"] == own["code"] {
			return true
		}
	}
	return false
}

// even is a value under its name, in the form in which two of one meaning are
// equal.
func even(name string, v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for k, x := range v {
			out[k] = even(k, x)
		}
		return out
	case list:
		out := make(list, 0, len(v))
		for _, x := range v {
			out = append(out, even(name, x))
		}
		return out
	case json.Number:
		return evenNumber(string(v))
	case string:
		if name == "div" {
			return evenMarkup(v)
		}
		return evenInstant(v)
	}
	return v
}

// evenNumber leaves out noughts that say nothing. A number with an exponent,
// which none of ours has, is left as it is written.
func evenNumber(n string) json.Number {
	if strings.Contains(n, ".") && !strings.ContainsAny(n, "eE") {
		n = strings.TrimSuffix(strings.TrimRight(n, "0"), ".")
	}
	return json.Number(n)
}

// evenInstant is an instant in UTC and whole milliseconds; any other text is
// left alone.
func evenInstant(s string) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	return t.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
}

// evenMarkup is a narrative with one blank where there are many and none beside
// a tag, and with characters in place of their names.
func evenMarkup(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.NewReplacer("> ", ">", " <", "<", " />", "/>", "<br></br>", "<br/>").Replace(s)
	return html.UnescapeString(s)
}
